package tripartite

import (
	"errors"
	"math/big"
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
//	8,890 votes for
//
// [ParseFigures] has the grammar. The zero Figure has no bounds, and
// [Body.Infer] refuses it.
type Figure struct {
	// Part is a group or a bloc by its path, a seat by its ID, or "" for the
	// whole body.
	Part string
	// Of is what was counted.
	Of States
	// Base is what Of is a share of, in a figure that is a share; of seats, or
	// with Votes of votes.
	Base States
	// Votes says that the figure is of votes, in the units in which a [Tally]
	// gives them.
	Votes bool
	// Min and Max are the bounds, which are equal in a figure that is exact. One
	// that is not given does not bound it. A percentage is between the bounds of
	// what is rounded to it: 50 % is from 99/200 to 101/200.
	Min, Max Fraction
}

// ExactFigure returns the figure that the number of seats of the part in the set was
// exactly this.
func ExactFigure(part string, of States, seats int) Figure {
	return Figure{Part: part, Of: of, Min: Int(seats), Max: Int(seats)}
}

// ParseFigures reads all the figures in a text, as
//
//	# a comment
//	42 for, 2 against, 8 abstain
//	Governments: 16 for, at least 2 against
//	"# Greens": 50 % to 60 % votes for of cast
//
// Every line is blank, a comment after "#", or
//
//	line   = [ part ":" ] item { "," item }
//	part   = name | a name as a quoted Go string
//	item   = amount [ "vote" | "votes" ] states [ "of" states ]
//	amount = number | "at least" number | "at most" number | number "to" number
//	number = digits [ "/" digits ] | digits [ "." digits ] "%"
//
// States are the text of a [States], as "present except for + abstain". Words are
// in capital or small letters, with any number of blanks between them. A whole
// number may have commas between groups of three digits, as 1,234,567. Only a
// share, which has an "of", can be a percentage, of up to 100 decimals.
//
// A part ends at the last colon of the line, so that its name may contain colons,
// commas and slashes. A name must be quoted if it begins with a quotation mark or
// "#", ends in blanks, or holds what cannot be printed. Names are compared byte by
// byte: capital and small letters differ, and so do letters that look alike.
//
// If any line is wrong there are no figures. The error names every such line, and
// says what would have been right. It is [ErrText] for a number, and else
// [ErrText].
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
		read, err := parseLine(line)
		if err != nil {
			errs = append(errs, &Error{Op: "figures", Name: line, Detail: "line " + strconv.Itoa(number), Err: err})
		}
		figures = append(figures, read...)
	}
	if errs != nil {
		return nil, errors.Join(errs...)
	}
	return figures, nil
}

// MarshalText returns the text of String. For a figure that cannot be read again
// the error is [ErrFigure] if it has no bounds, or [ErrText] if one of them is
// not a number, or has too many digits.
func (f Figure) MarshalText() ([]byte, error) {
	var err error
	if !f.Min.given() && !f.Max.given() {
		err = problem{ErrFigure, `want a bound, as "at least 1 for"`}
	}
	for _, bound := range [...]Fraction{f.Min, f.Max} {
		if err == nil {
			err = bound.textError()
		}
	}
	if err != nil {
		return nil, &Error{Op: "figures", Name: f.String(), Err: err}
	}
	return []byte(f.String()), nil
}

// UnmarshalText reads one figure, as [ParseFigures] does. If there is an error,
// the figure stays as it was.
func (f *Figure) UnmarshalText(text []byte) error {
	g, err := parseOne(strings.TrimSpace(string(text)))
	if err != nil {
		return &Error{Op: "figures", Name: string(text), Err: err}
	}
	*f = g
	return nil
}

func parseOne(line string) (Figure, error) {
	if line == "" || strings.HasPrefix(line, "#") || strings.Contains(line, "\n") {
		return Figure{}, problem{ErrText, "want one figure in one line"}
	}
	figures, err := parseLine(line)
	if err != nil {
		return Figure{}, err
	}
	if len(figures) != 1 {
		return Figure{}, problem{ErrText, "want one figure, not " + strconv.Itoa(len(figures))}
	}
	return figures[0], nil
}

// parseLine reads "Governments: 16 for, at least 2 against".
func parseLine(line string) ([]Figure, error) {
	part, items, err := cutPart(line)
	if err != nil {
		return nil, err
	}
	var figures []Figure
	for _, item := range splitItems(items) {
		f, err := parseFigure(part, words(item))
		if err != nil {
			return nil, err
		}
		figures = append(figures, f)
	}
	return figures, nil
}

// cutPart cuts a line after the name of the part, if it has one.
func cutPart(line string) (part, items string, err error) {
	if strings.HasPrefix(line, `"`) {
		return cutQuoted(line)
	}
	i := strings.LastIndex(line, ":") // a name may have colons, and an item has none
	if i < 0 {
		return "", line, nil
	}
	if part = strings.TrimSpace(line[:i]); part == "" {
		return "", "", problem{ErrText, "want a name before the colon"}
	}
	return part, line[i+1:], nil
}

// cutQuoted cuts a line after the name of the part, in quotation marks.
func cutQuoted(line string) (part, items string, err error) {
	text, err := strconv.QuotedPrefix(line)
	if err == nil {
		part, err = strconv.Unquote(text)
	}
	items, isPart := strings.CutPrefix(strings.TrimSpace(line[len(text):]), ":")
	if err != nil || !isPart || part == "" {
		name, _, _ := strings.Cut(line, ":")
		return "", "", problem{ErrText, "want a quoted name and a colon, as " + quoted(name) + ": 5 for"}
	}
	return part, items, nil
}

// splitItems splits a text at its commas, but not at those within a number.
func splitItems(text string) []string {
	digit := func(i int) bool { return i >= 0 && i < len(text) && allDigits(text[i:i+1]) }
	var items []string
	start := 0
	for i := range len(text) {
		if text[i] == ',' && !(digit(i-1) && digit(i+1)) {
			items = append(items, text[start:i])
			start = i + 1
		}
	}
	return append(items, text[start:])
}

// parseFigure reads "at least 16 votes for of cast".
func parseFigure(part, text string) (Figure, error) {
	f := Figure{Part: part}
	rest, percent, err := f.readAmount(text)
	if err != nil {
		return f, err
	}
	if word, after, _ := strings.Cut(rest, " "); word == "votes" || word == "vote" {
		f.Votes, rest = true, after
	}
	of, in, share := strings.Cut(rest, " of ")
	if f.Of, err = parseStates(of); err == nil && share {
		f.Base, err = parseStates(in)
	}
	switch {
	case err != nil:
		return f, err
	case share && f.Base == 0:
		return f, problem{ErrText, `want a share of something, as "of cast"`}
	case percent && !share:
		return f, problem{ErrText, `want what the percentage is of, as "50 % for of cast"`}
	}
	return f, nil
}

// readAmount reads "16", "at least 16", "at most 16", "16 to 18" or "71.34 %". It
// returns what follows, and whether there was a percentage.
func (f *Figure) readAmount(text string) (rest string, percent bool, err error) {
	least, isLeast := strings.CutPrefix(text, "at least ")
	most, isMost := strings.CutPrefix(text, "at most ")
	if isLeast {
		text = least
	} else if isMost {
		text = most
	}
	n, err := cutNumber(text)
	if err != nil {
		return "", false, err
	}
	low, high := n.low, n.high
	if to, isRange := strings.CutPrefix(n.rest, "to "); isRange && !isLeast && !isMost {
		end, err := cutNumber(to)
		if err != nil {
			return "", false, err
		}
		if n.percent != end.percent {
			return "", false, problem{ErrText, `want a percentage on both sides, as "50 % to 60 %", or on neither`}
		}
		high, n.rest = end.high, end.rest
	}
	if !isMost {
		f.Min = low
	}
	if !isLeast {
		f.Max = high
	}
	return n.rest, n.percent, nil
}

// numeral is a number at the start of a text, and the text that follows. If it is
// a percentage, it is any number that is rounded to it.
type numeral struct {
	low, high Fraction
	percent   bool
	rest      string
}

func cutNumber(text string) (numeral, error) {
	word, rest, _ := strings.Cut(text, " ")
	digits, percent := strings.CutSuffix(word, "%")
	if sign, after, _ := strings.Cut(rest, " "); sign == "%" && !percent {
		percent, rest = true, after
	}
	n := numeral{percent: percent, rest: rest}
	var err error
	switch {
	case word == "" || !strings.Contains("0123456789-+.,", word[:1]):
		return n, problem{ErrText, "want a number before " + quoted(text)}
	case percent:
		n.low, n.high, err = parsePercent(digits)
		word = digits + " %"
	default:
		n.low, err = parseNumber(word)
		n.high = n.low
	}
	if err != nil {
		return n, problem{errFraction, quoted(word) + ": " + err.Error()}
	}
	return n, nil
}

// parseNumber reads "16", "1,234" or "2/3".
func parseNumber(word string) (Fraction, error) {
	digits, ok := ungroup(word)
	if f, isFraction := readFraction(digits); ok && isFraction {
		return f, nil
	}
	plain := strings.ReplaceAll(word, ",", "")
	if ok || tooLong(plain) || !allDigits(plain) || word[0] == '0' || plain == "" {
		return Fraction{}, fractionProblem(word)
	}
	want := strconv.Quote(shorten(plain))
	if len(plain) > 3 {
		want += " or " + strconv.Quote(shorten(grouped(plain)))
	}
	return Fraction{}, problem{errFraction, "want " + want}
}

// grouped writes commas between the digits, in groups of three.
func grouped(digits string) string {
	first := (len(digits)-1)%3 + 1
	groups := digits[:first]
	for i := first; i < min(len(digits), mostQuoted); i += 3 {
		groups += "," + digits[i:i+3]
	}
	return groups
}

// maxDecimals limits a percentage that is read from a text.
const maxDecimals = 100

// parsePercent reads "71.34" and returns the bounds of what is rounded to that
// percentage. No share is below 0 or above 1.
func parsePercent(text string) (low, high Fraction, err error) {
	point, decimals, decimal := strings.Cut(text, ".")
	if len(decimals) > maxDecimals {
		return low, high, problem{errFraction, "want at most " + strconv.Itoa(maxDecimals) + " decimals"}
	}
	n, ok := parseInt(point + decimals)
	if !ok || point == "" || decimal && decimals == "" || !allDigits(point+decimals) {
		return low, high, percentProblem(text)
	}
	all := pow10(2 + len(decimals))
	if n.Cmp(all) > 0 {
		return low, high, problem{errFraction, "want at most 100 %"}
	}
	// From n-1/2 to n+1/2 is rounded to n, in units of 1/all.
	halves := func(off int64) Fraction {
		twice := new(big.Int).Lsh(n, 1)
		return fromRat(new(big.Rat).SetFrac(twice.Add(twice, big.NewInt(off)), new(big.Int).Lsh(all, 1)))
	}
	if low, high = halves(-1), halves(1); low.Sign() < 0 {
		low = whole(0)
	}
	if high.Cmp(whole(1)) > 0 {
		high = whole(1)
	}
	return low, high, nil
}

// percentProblem says what would have been right instead of a percentage.
func percentProblem(text string) error {
	point, decimals, _ := strings.Cut(strings.Replace(text, ",", ".", 1), ".")
	want := point
	if point == "" {
		want = "0"
	}
	if decimals != "" {
		want += "." + decimals
	}
	if text != want && point+decimals != "" && allDigits(point+decimals) {
		return problem{errFraction, "want " + quoted(want+" %")}
	}
	return problem{errFraction, `want a percentage from 0 to 100, as "71.34 %"`}
}

// String returns the figure as [ParseFigures] reads it, with the name of the part
// quoted where that is needed. A figure without bounds cannot be read again, nor
// one with a bound that is not a number: [Figure.MarshalText] tells.
func (f Figure) String() string {
	text := ""
	if f.Part != "" {
		text = partText(f.Part) + ": "
	}
	text += f.amount()
	if f.Votes && f.single() {
		text += " vote"
	} else if f.Votes {
		text += " votes"
	}
	text += " " + f.Of.String()
	if f.Base != 0 {
		text += " of " + f.Base.String()
	}
	return text
}

// partText quotes a name that would be read otherwise, or as something else.
func partText(name string) string {
	if strings.TrimSpace(name) != name || strings.HasPrefix(name, `"`) || strings.HasPrefix(name, "#") {
		return strconv.Quote(name)
	}
	return oneLine(name)
}

// single reports whether the amount is 1, with "at least" or "at most" before it
// or not, and of no base.
func (f Figure) single() bool {
	bound, other := f.Min, f.Max
	if !bound.given() {
		bound, other = other, bound
	}
	return f.Base == 0 && bound.Equal(whole(1)) && (!other.given() || other.Equal(bound))
}

func (f Figure) amount() string {
	switch {
	case !f.Min.given() && !f.Max.given():
		return "any number of"
	case f.Min.given() && f.Max.given() && f.Min.Equal(f.Max):
		return f.Min.String()
	}
	low, high := f.Min.String(), f.Max.String()
	if least, most, ok := f.percentages(); ok {
		low, high = least, most
	}
	switch {
	case !f.Max.given():
		return "at least " + low
	case !f.Min.given():
		return "at most " + high
	case low == high:
		return low
	}
	return low + " to " + high
}

// percentages returns the percentages that a share was given as, if both bounds
// are those of what is rounded.
func (f Figure) percentages() (low, high string, ok bool) {
	if f.Base == 0 {
		return "", "", false
	}
	if f.Min.given() {
		if low, ok = roundedTo(f.Min, 1); !ok {
			return "", "", false
		}
	}
	if f.Max.given() {
		if high, ok = roundedTo(f.Max, -1); !ok {
			return "", "", false
		}
	}
	for _, one := range [...]string{low, high} { // which may end at 0 or at 1
		least, most, err := parsePercent(one)
		if err == nil && least.Equal(f.Min) && most.Equal(f.Max) {
			low, high = one, one
		}
	}
	return low + " %", high + " %", true
}

// roundedTo returns the digits of the percentage to which numbers are rounded from
// the bound on: up from there if side is 1, and down if it is -1.
//
// With n*unit the percentage as a share, the bound is n*unit - side*unit/2, for a
// unit of 1/100, 1/1000 and so on. So 200*bound is an odd number over a power of
// ten: as many decimals as its denominator has factors of two.
func roundedTo(bound Fraction, side int64) (string, bool) {
	end, atEnd := "0", bound.Sign() == 0
	if side < 0 {
		end, atEnd = "100", bound.Equal(whole(1))
	}
	if atEnd || !bound.Valid() {
		return end, atEnd
	}
	twice := bound.times(whole(200)).Rat()
	decimals := int(twice.Denom().TrailingZeroBits())
	if decimals > maxDecimals || twice.Denom().BitLen() > 4*(maxDecimals+1) {
		return "", false
	}
	twice.Mul(twice, new(big.Rat).SetInt(pow10(decimals)))
	if !twice.IsInt() || twice.Num().Bit(0) == 0 {
		return "", false
	}
	n := twice.Num().Add(twice.Num(), big.NewInt(side))
	text := pointed(n.Rsh(n, 1).String(), decimals)
	low, high, err := parsePercent(text) // a share of 200 % has no percentage
	return text, err == nil && (side > 0 && low.Equal(bound) || side < 0 && high.Equal(bound))
}

// pointed puts a point before the last decimals of a number.
func pointed(digits string, decimals int) string {
	if decimals == 0 {
		return digits
	}
	digits = strings.Repeat("0", max(0, decimals+1-len(digits))) + digits
	return digits[:len(digits)-decimals] + "." + digits[len(digits)-decimals:]
}
