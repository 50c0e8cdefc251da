package tripartite

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Figure is a figure that was published of a vote: how many seats of a part of
// the body were in a set of states, or between which bounds. It is written as in
//
//	42 for
//	Governments: 16 for
//	Workers: at least 1 against
//	Employers: 2 to 4 abstain + silent
//	Russia: 1 against
//	Economic/North: 71.34 % for of cast
//	8890 votes for
//
// The zero Figure has no bounds, and [Body.Published] refuses it.
type Figure struct {
	// Part is a group or a bloc by its path, a seat by its ID, or "" for the
	// whole body.
	Part string
	// Of is what was counted.
	Of States
	// In is what Of is a share of, in a figure that is a share; of seats, or
	// with Votes of votes.
	In States
	// Votes says that the figure is of votes, in the units in which a [Tally]
	// gives them.
	Votes bool
	// Min and Max are the bounds: the same, if the figure is exact. One that is
	// not given does not bound it. A percentage is between what is rounded to it.
	Min, Max Fraction
}

// Exactly is the figure that so many seats of the part were in the set.
func Exactly(part string, of States, seats int) Figure {
	return Figure{Part: part, Of: of, Min: whole(int64(seats)), Max: whole(int64(seats))}
}

// ParseFigures reads figures, as many as there are, from lines as
//
//	# a comment
//	42 for, 2 against, 8 abstain
//	Governments: 16 for, at least 2 against
//
// Each line that is not understood is an [ErrText], or an [ErrFraction] for its
// number, and says which line it is; then there are no figures at all. Words are
// those of [States], and how many blanks are between them makes no difference.
func ParseFigures(text string) ([]Figure, error) {
	var figures []Figure
	var errs []error
	number := 0
	for line := range strings.Lines(text) {
		number++
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		part, items := cutPart(line)
		for item := range strings.SplitSeq(items, ", ") {
			f, err := parseFigure(part, item)
			if err != nil {
				errs = append(errs, &Error{Op: "figures", Name: line, Detail: "line " + strconv.Itoa(number), Err: bare(err)})
				break
			}
			figures = append(figures, f)
		}
	}
	if errs != nil {
		return nil, errors.Join(errs...)
	}
	return figures, nil
}

// bare is what was wrong, where the figure around it names the text.
func bare(err error) error {
	if e, ok := err.(*Error); ok {
		return e.Err
	}
	return err
}

// cutPart cuts a line after its last colon, since names may have one.
func cutPart(line string) (part, rest string) {
	if i := strings.LastIndex(line, ": "); i > 0 {
		return strings.TrimSpace(line[:i]), strings.TrimSpace(line[i+2:])
	}
	return "", line
}

// MarshalText gives the text of String.
func (f Figure) MarshalText() ([]byte, error) { return []byte(f.String()), nil }

// UnmarshalText reads one figure, as [ParseFigures] does.
func (f *Figure) UnmarshalText(text []byte) error {
	g, err := parseFigure(cutPart(string(text)))
	if err != nil {
		return &Error{Op: "figures", Name: string(text), Err: bare(err)}
	}
	*f = g
	return nil
}

// parseFigure reads "at least 16 votes for of cast".
func parseFigure(part, text string) (Figure, error) {
	f := Figure{Part: part}
	text = strings.Join(strings.Fields(text), " ")
	rest, err := f.bounds(text)
	if err != nil {
		return f, err
	}
	rest, f.Votes = strings.CutPrefix(rest, "votes ")
	of, in, share := strings.Cut(rest, " of ")
	if f.Of, err = parseStates(of); err == nil && share {
		f.In, err = parseStates(in)
	}
	if err == nil && !share && strings.Contains(text, "%") {
		err = fmt.Errorf("%w: a percentage of nothing", ErrText)
	}
	return f, err
}

func parseStates(text string) (States, error) {
	var s States
	err := s.UnmarshalText([]byte(text))
	return s, err
}

// bounds reads "16", "at least 16", "at most 16", "16 to 18" or "71.34 %", and
// gives what follows.
func (f *Figure) bounds(text string) (string, error) {
	least, isLeast := strings.CutPrefix(text, "at least ")
	most, isMost := strings.CutPrefix(text, "at most ")
	if isLeast {
		text = least
	} else if isMost {
		text = most
	}
	low, high, rest, err := number(text)
	if err != nil {
		return "", err
	}
	if to, isRange := strings.CutPrefix(rest, "to "); isRange && !isLeast && !isMost {
		if _, high, rest, err = number(to); err != nil {
			return "", err
		}
	}
	if !isMost {
		f.Min = low
	}
	if !isLeast {
		f.Max = high
	}
	return rest, nil
}

// number reads a number from the start of a text: a fraction, or a percentage
// as what is rounded to it.
func number(text string) (low, high Fraction, rest string, err error) {
	word, rest, _ := strings.Cut(text, " ")
	digits, percent := strings.CutSuffix(word, "%")
	if after, ok := strings.CutPrefix(rest, "% "); ok && !percent {
		digits, percent, rest = word, true, after
	}
	if strings.Trim(word[:min(1, len(word))], "-0123456789") != "" || word == "" {
		return low, high, rest, fmt.Errorf("%w: a number should stand before %q", ErrText, text)
	}
	if !percent {
		low, err = ParseFraction(word)
		return low, low, rest, err
	}
	low, high, err = parsePercent(digits)
	return low, high, rest, err
}

// parsePercent is all that is rounded to the decimal number of hundredths; no
// share is below 0 or above 1.
func parsePercent(text string) (low, high Fraction, err error) {
	point, decimals, _ := strings.Cut(text, ".")
	n, err := ParseFraction(point + decimals)
	if err != nil || !allDigits(point) || !allDigits(decimals) {
		return low, high, ErrFraction
	}
	half := whole(1).over(whole(2))
	unit := whole(1).over(whole(100))
	for range decimals {
		unit = unit.over(whole(10))
	}
	if n.times(unit).Cmp(whole(1)) > 0 {
		return low, high, fmt.Errorf("%w: %s %% is more than all", ErrFraction, text)
	}
	low = slices.MaxFunc([]Fraction{n.minus(half).times(unit), whole(0)}, Fraction.Cmp)
	high = slices.MinFunc([]Fraction{n.plus(half).times(unit), whole(1)}, Fraction.Cmp)
	return low, high, nil
}

func allDigits(s string) bool { return strings.Trim(s, "0123456789") == "" }

// String is the figure as [ParseFigures] reads it. One without bounds cannot be
// read.
func (f Figure) String() string {
	text := ""
	if f.Part != "" {
		text = f.Part + ": "
	}
	text += f.amount()
	if f.Votes {
		text += " votes"
	}
	text += " " + f.Of.String()
	if f.In != 0 {
		text += " of " + f.In.String()
	}
	return text
}

func (f Figure) amount() string {
	switch {
	case !f.Min.given() && !f.Max.given():
		return "any number of"
	case !f.Max.given():
		return "at least " + f.Min.String()
	case !f.Min.given():
		return "at most " + f.Max.String()
	case f.Min.Equal(f.Max):
		return f.Min.String()
	}
	if f.In != 0 && f.Min.Valid() && f.Max.Valid() {
		if text, ok := f.percentage(); ok {
			return text
		}
	}
	return f.Min.String() + " to " + f.Max.String()
}

// percentage finds the percentage that is rounded from between the bounds.
func (f Figure) percentage() (string, bool) {
	unit := whole(1)
	for decimals := range 7 {
		// The middle of the bounds, or, where they end at 0 or at 1, the end.
		for _, middle := range [...]Fraction{f.Min.plus(f.Max).over(whole(2)), f.Min, f.Max} {
			digits := middle.times(whole(100)).over(unit)
			if !digits.isWhole() {
				continue
			}
			text := digits.String()
			if decimals > 0 {
				text = strings.Repeat("0", max(0, decimals+1-len(text))) + text
				text = text[:len(text)-decimals] + "." + text[len(text)-decimals:]
			}
			if low, high, err := parsePercent(text); err == nil && low.Equal(f.Min) && high.Equal(f.Max) {
				return text + " %", true
			}
		}
		unit = unit.over(whole(10))
	}
	return "", false
}
