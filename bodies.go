package tripartite

import "fmt"

// The ready-made bodies use only exported functions and types to build bodies and
// rules, so that a caller can write another body in the same way.

// badSize returns the error for a number that is out of range. Body methods check a number
// with it before they calculate with the number.
func badSize(name, detail string, n int) error {
	return &Error{Op: "body", Name: name, Detail: fmt.Sprintf(detail, n), Err: errSize}
}
