package tripartite

import (
	"database/sql/driver"
	"encoding"
	"errors"
	"fmt"
	"slices"
	"strings"

	"example.com/tripartite/internal/prose"
)

// Errors that [errors.Is] tells apart. Functions return them inside an [Error], which
// says what was being done, to what, and what was wrong. ErrProperty comes inside a
// [Counterexample], and ErrConflict inside a [Conflict]. A function that finds
// several errors at once joins them by [errors.Join]. It returns the first 20 of a kind,
// and one more that says how many others there are.
var (
	ErrText = errors.New("malformed text") // a text cannot be parsed, or a number is invalid

	ErrBody    = errors.New("invalid body")    // a body is described wrongly, or has no seats
	ErrUnknown = errors.New("not in the body") // a body has no seat, bloc or group of that name
	ErrCounts  = errors.New("invalid counts")  // counts do not fit the seats of the body

	ErrState       = errors.New("invalid state")          // the call does not accept that state
	ErrMayNotVote  = errors.New("seat may not vote")      // the seat is suspended or vacant
	ErrAlreadyCast = errors.New("seat has voted already") // see [Ballot.AllowChanges]
	ErrClosed      = errors.New("ballot is closed")       // see [Ballot.Close]

	ErrRule   = errors.New("malformed rule")                    // it means nothing; see [Vet]
	ErrClause = errors.New("suspicious clause")                 // it never holds, or always; see [Vet]
	ErrNoFor  = errors.New("rule can adopt without a vote for") // see [Vet]

	ErrProperty   = errors.New("property does not hold")        // see [Counterexample]
	ErrNotChecked = errors.New("property could not be checked") // no vote could show it

	ErrFigure   = errors.New("malformed figure")             // see [Body.Infer]
	ErrConflict = errors.New("figures cannot hold together") // see [Conflict]

	ErrRecord = errors.New("inconsistent record") // see [Record.Check]

	ErrTooLarge    = errors.New("too large: work limit exceeded")   // more work than a call may do
	ErrNotMonotone = errors.New("rule is not known to be monotone") // see [ToAdopt] and [PowerOf]
)

// The errors below wrap one of those above, and say more precisely what is wrong.
var (
	errFraction       = narrow(ErrText, "not a valid fraction")
	errName           = narrow(ErrBody, "invalid name")
	errBloc           = narrow(ErrBody, "conflicting fields in bloc")
	errSize           = narrow(ErrBody, "number out of range")
	errWeight         = narrow(ErrBody, "not a valid fraction")
	errDigits         = narrow(ErrTooLarge, "too many digits")
	errNoPower        = narrow(ErrBody, "body without any power")
	errNoSeats        = narrow(ErrBody, "no seats")
	errUnknownSeat    = narrow(ErrUnknown, "no such seat")
	errUnknownBloc    = narrow(ErrUnknown, "no such bloc")
	errUnknownRule    = narrow(ErrUnknown, "no such rule")
	errNoOpenRule     = narrow(ErrUnknown, "no open rule of that name")
	errNotOpen        = narrow(ErrUnknown, "the statute leaves nothing open in such a bloc")
	errStillOpen      = narrow(ErrBody, "the statute leaves it open")
	errUnknownStatute = narrow(ErrUnknown, "no such statute")
	errUnknownWords   = narrow(ErrUnknown, "no words in this language")
	errNotAVote       = narrow(ErrState, "not a vote")
	errNotAMark       = narrow(ErrState, "not a mark")
	errNumber         = narrow(ErrCounts, "number out of range")
	errSeveral        = narrow(ErrCounts, "bloc is divided: count its parts")
	errMissing        = narrow(ErrCounts, "seat is missing")
	errSum            = narrow(ErrCounts, "counts do not sum to the seats")
	errNever          = narrow(ErrClause, "clause can never hold")
	errAlways         = narrow(ErrClause, "clause holds whenever its base is not empty")
	errAlwaysMet      = narrow(ErrClause, "clause always holds")
	errNotWithin      = narrow(ErrClause, "clause counts states outside its base")
	errNotCounted     = narrow(ErrClause, "base includes seats without votes")
	errCounting       = narrow(ErrClause, "a vote for can turn the motion down")
	errContradiction  = narrow(ErrClause, "clause contradicts another")
	errRedundant      = narrow(ErrClause, "clause can be left out: no outcome changes")
	errNeverAdopts    = narrow(ErrClause, "rule can never adopt")
	errAlwaysAdopts   = narrow(ErrClause, "rule always adopts")
	errIgnored        = narrow(ErrClause, "seats have no say in the rule")
)

// Error describes what was being done, to what, and what was wrong with it.
type Error struct {
	Op     string // what was being done: "cast", "count", "body", ...
	Name   string // the seat, bloc, rule or text it was done to
	Detail string // figures, or what would be right; may be empty
	Err    error  // what was wrong: an Err variable, wrapped or not, or the error of a reader
}

// Error returns the whole error in one line. A name of more than 200 bytes and any other
// text of more than 1,000 bytes are shortened, and text that cannot be printed is quoted.
func (e *Error) Error() string {
	if e == nil {
		return "tripartite: no error"
	}
	s := "tripartite: " + prose.OneLine(e.Op) + " " + prose.Quoted(e.Name)
	if e.Err != nil {
		s += ": " + prose.OneLine(prose.ShortenTo(prose.MostSaid, e.Err.Error()))
	}
	if e.Detail != "" {
		s += ": " + prose.OneLine(prose.ShortenTo(prose.MostSaid, e.Detail))
	}
	return s
}

// Unwrap returns Err, for [errors.Is].
func (e *Error) Unwrap() error {
	if e == nil {
		return nil
	}
	return e.Err
}

// narrow returns an error that wraps a more general one. An error variable that is not an
// interface is allocated again in each call that returns it.
func narrow(kind error, text string) error { return problem{kind, text} }

// problem is an error with a text of its own that wraps a more general error.
type problem struct {
	kind error // for [errors.Is]
	text string
}

// Error returns the text.
func (p problem) Error() string { return p.text }

// Unwrap returns the more general error.
func (p problem) Unwrap() error { return p.kind }

// mostNamed is the largest number of errors of a kind that a call returns one by one.
const mostNamed = 20

// inner returns the text of an error inside another: of several errors, the first.
func inner(err error) string {
	first, _, several := strings.Cut(strings.TrimPrefix(err.Error(), "tripartite: "), "\n")
	if several {
		first += ", and further errors"
	}
	return first
}

// around returns an error of something that has another error inside.
func around(op, name string, err error) error {
	return &Error{Op: op, Name: name, Err: problem{err, inner(err)}}
}

// refusals collects the errors of a call. A list from outside may have millions of them.
type refusals struct {
	op    string
	whole string // the name of the whole list, for errors that are only counted
	errs  []error
	kinds []error       // in the order in which they occurred
	of    map[error]int // how many errors there are of a kind
}

// add records an error of a kind. Beyond mostNamed errors of a kind, it only counts them.
func (r *refusals) add(kind error, name string, err error, detail string) {
	r.count(kind, 1)
	if r.of[kind] <= mostNamed {
		r.errs = append(r.errs, &Error{Op: r.op, Name: name, Detail: detail, Err: err})
	}
}

// refuse records an error that is its own kind. It writes the detail only if it is needed.
func (r *refusals) refuse(err error, name, detail string, args ...any) {
	if r.full(err) {
		r.count(err, 1)
		return
	}
	r.add(err, name, err, fmt.Sprintf(detail, args...))
}

// full reports whether a further error of the kind is only counted.
func (r *refusals) full(kind error) bool { return r.of[kind] >= mostNamed }

// hint returns a hint for a wrong name, unless the error is only counted: a hint takes long.
func (r *refusals) hint(kind error, name string, hint func(string) string) string {
	if r.full(kind) {
		return ""
	}
	return hint(name)
}

// count counts errors of a kind without recording them.
func (r *refusals) count(kind error, errs int) {
	if r.of == nil {
		r.of = map[error]int{}
	}
	if r.of[kind] == 0 {
		r.kinds = append(r.kinds, kind)
	}
	r.of[kind] += errs
}

// join returns the errors of all, joined. If there are none, it returns nil.
func (r *refusals) join() error { return errors.Join(r.all()...) }

// all returns the errors, and how many more there are of each kind.
func (r *refusals) all() []error {
	errs := slices.Clone(r.errs)
	for _, kind := range r.kinds {
		if more := r.of[kind] - mostNamed; more > 0 {
			detail := prose.Plural(more, "further error")
			errs = append(errs, &Error{Op: r.op, Name: r.whole, Detail: detail, Err: kind})
		}
	}
	return errs
}

// A database stores states, outcomes and fractions as the text of MarshalText. Numbers
// would have no meaning outside this package, and a query could compare or add them by mistake.

// valueOf returns the text of v as a value for a database.
func valueOf(v encoding.TextMarshaler) (driver.Value, error) {
	text, err := v.MarshalText()
	if err != nil {
		return nil, err
	}
	return string(text), nil
}

// scan parses a text that is not empty. It sets *to to its zero value first, so that an
// error leaves no old value behind.
func scan[T any, P interface {
	*T
	encoding.TextUnmarshaler
}](to P, op string, src any, kind error) error {
	*to = *new(T)
	var text []byte
	switch src := src.(type) {
	case string:
		text = []byte(src)
	case []byte:
		text = src
	case nil:
		return &Error{Op: op, Name: "NULL", Err: problem{kind, "want text"}}
	default:
		want := fmt.Sprintf("want text, not %T", src)
		return &Error{Op: op, Name: fmt.Sprint(src), Err: problem{kind, want}}
	}
	if len(text) == 0 {
		return &Error{Op: op, Err: problem{kind, "want a text that is not empty"}}
	}
	return to.UnmarshalText(text)
}
