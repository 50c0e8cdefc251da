package tripartite_test

import (
	"strings"
	"testing"

	. "example.com/tripartite"
)

// A long name is shortened, at the end of a character.
func TestErrorShortensNames(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, want string }{
		{strings.Repeat("a", 200), strings.Repeat("a", 200)},
		{strings.Repeat("a", 201), strings.Repeat("a", 200) + "…"},
		{strings.Repeat("a", 199) + "éé", strings.Repeat("a", 199) + "…"},
		{strings.Repeat("a", 198) + "👍👍", strings.Repeat("a", 198) + "…"},
		{strings.Repeat("a", 1_000_000), strings.Repeat("a", 200) + "…"},
	} {
		err := &Error{Op: "cast", Name: test.name, Err: ErrUnknownSeat}
		if want := `tripartite: cast "` + test.want + `": ` + ErrUnknownSeat.Error(); err.Error() != want {
			t.Errorf("%s, not %s", err, want)
		}
	}
	if long := (&Error{Op: "cast", Name: strings.Repeat("\x80", 1000), Err: ErrUnknownSeat}).Error(); len(long) > 1000 {
		t.Errorf("%d bytes of invalid UTF-8", len(long))
	}
}
