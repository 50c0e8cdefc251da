package tripartite

import (
	"example.com/tripartite/internal/exact"
	"example.com/tripartite/internal/prose"

	"math/big"
	"strconv"
	"strings"
)

// Figure is a published figure of a vote. It states how many seats or votes of a part
// of the body were in a set of states, exactly or between bounds. Its text is one of
// these forms:
//
//	42 for
//	Governments: 16 for
//	Workers: at least 1 against
//	Employers: 2 to 4 abstain + silent
//	Russia: 1 against
//	Economic/North: 71.34 % for of cast
//	76 % cut for of voting
//	8,890 votes for
//
// [ParseFigures] has the grammar. The zero Figure has no bounds, and [Body.Infer]
// rejects it with [ErrFigure].
type Figure struct {
	// Part is the path of a group or bloc, the ID of a seat, or "" for the whole
	// body.
	Part string
	// Of is the set of states that was counted.
	Of States
	// Base is the set that Of is a share of. It is 0 if the figure is not a share.
	Base States
	// Votes is set if the figure counts votes, in the units of a [Tally]. Otherwise
	// it counts seats.
	Votes bool
	// Min and Max are the bounds. In an exact figure they are equal. A bound that is
	// not set is no bound. The bounds of a percentage enclose all numbers that are
	// rounded to it: 50 % is 99/200 to 101/200.
	Min, Max Fraction
	// Cut is set if the bounds are those of a percentage whose further digits were cut,
	// not rounded. Such a share is below Max: 76 % cut is 19/25 to below 77/100.
	Cut bool
}

// ExactFigure returns the figure that exactly this number of seats of the part were
// in the set.
func ExactFigure(part string, of States, seats int) Figure {
	return Figure{Part: part, Of: of, Min: Int(seats), Max: Int(seats)}
}

// ParseFigures reads all figures in a text such as
//
//	# a comment
//	42 for, 2 against, 8 abstain
//	Governments: 16 for, at least 2 against
//	"# Greens": 50 % to 60 % votes for of cast
//
// A line is blank, a comment that starts with "#", or
//
//	line   = [ part ":" ] item { "," item }
//	part   = name | a name as a quoted Go string
//	item   = amount [ "vote" | "votes" ] states [ "of" states ]
//	amount = number | bound number | number "to" number
//	bound  = "at least" | "at most" | "more than" | "fewer than" | "less than"
//	number = digits [ "/" digits ] | digits [ "." digits ] "%" [ "cut" ]
//
// States are the text of a [States], as "present except for + abstain". Words may be in
// upper or lower case, with any number of spaces between them. A whole number may have
// commas between groups of three digits, as in 1,234,567. A percentage must be a share,
// so it needs an "of". It has at most 100 decimals. It stands for all shares that are
// rounded to it. If further digits were cut instead, as newspapers often do, write "cut":
// 85 of 111 is "76.6 %" or "76.5 % cut". "76 % cut" stands for 76 % to below 77 %.
//
// "More than 8" is "at least 9", and "fewer than 10" is "at most 9". They are bounds of
// whole numbers of seats. Votes can be fractions, as shares are: say "at least" or "at most"
// of these. The whole of a vote is a figure of its own, since it could be one of several:
// "19 of 35 for" is "19 for, 35 cast", or "35 present".
//
// The part ends at the last colon of the line, so names may contain colons, commas and
// slashes. Quote a name if it begins with a quotation mark or "#", ends in spaces, or
// contains characters that are not printable. Names are compared byte by byte. Case
// matters, and letters that only look alike differ.
//
// If any line is wrong, ParseFigures returns no figures. The error is [ErrText]. It
// names the first 20 such lines and what would be right.
func ParseFigures(text string) ([]Figure, error) {
	var figures []Figure
	wrong := refusals{op: "figures", whole: "lines"}
	number := 0
	for line := range strings.Lines(text) {
		number++
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		read, err := parseLine(line)
		if err != nil {
			wrong.add(ErrText, line, err, "line "+strconv.Itoa(number))
		}
		figures = append(figures, read...)
	}
	if err := wrong.join(); err != nil {
		return nil, err
	}
	return figures, nil
}

// MarshalText returns the text of String. If the figure has no bounds, or if Cut is set and
// they are not those of a percentage, the error is [ErrFigure]. If a bound is not a valid
// number or has too many digits, it is [ErrText].
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
	if err == nil && f.Cut {
		if _, _, ok := f.percentages(); !ok {
			err = problem{ErrFigure, `want the bounds of a percentage that was cut, as "76 % cut for of cast"`}
		}
	}
	if err != nil {
		return nil, &Error{Op: "figures", Name: f.String(), Err: err}
	}
	return []byte(f.String()), nil
}

// UnmarshalText reads one figure, as [ParseFigures] does. If there is an error, the
// figure does not change.
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
		f, err := parseFigure(part, prose.Words(item))
		if err != nil {
			return nil, colonProblem(item, err)
		}
		figures = append(figures, f)
	}
	return figures, nil
}

// colonProblem returns the error for an item that begins with a name and has no colon. For
// any other item it returns err.
func colonProblem(item string, err error) error {
	const most = 10 // words of a name
	fields := strings.Fields(item)
	if _, number, isLimit := cutLimit(prose.Words(item)); isLimit || startsNumber(number) {
		return err
	}
	for i := 1; i < min(len(fields), most+1); i++ {
		figure := strings.Join(fields[i:], " ")
		if _, wrong := parseFigure("", prose.Words(figure)); wrong == nil {
			line := partText(strings.Join(fields[:i], " ")) + ": " + figure
			return problem{ErrText, "want a line for each part, with a colon after its name, as " + prose.Quoted(line)}
		}
	}
	return err
}

// cutPart cuts a line after the name of the part, if there is one.
func cutPart(line string) (part, items string, err error) {
	if strings.HasPrefix(line, `"`) {
		return cutQuoted(line)
	}
	i := strings.LastIndex(line, ":") // a name may contain colons, and an item has none
	if i < 0 {
		return "", line, nil
	}
	if part = strings.TrimSpace(line[:i]); part == "" {
		return "", "", problem{ErrText, "want a name before the colon"}
	}
	return part, line[i+1:], nil
}

// cutQuoted cuts a line after the quoted name of the part.
func cutQuoted(line string) (part, items string, err error) {
	text, err := strconv.QuotedPrefix(line)
	if err == nil {
		part, err = strconv.Unquote(text)
	}
	items, isPart := strings.CutPrefix(strings.TrimSpace(line[len(text):]), ":")
	if err != nil || !isPart || part == "" {
		name, _, _ := strings.Cut(line, ":")
		return "", "", problem{ErrText, "want a quoted name and a colon, as " + prose.Quoted(name) + ": 5 for"}
	}
	return part, items, nil
}

// splitItems splits a text at its commas, except commas within a number.
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
	n, err := f.readAmount(text)
	if err != nil {
		return f, err
	}
	rest := n.rest
	if word, after, _ := strings.Cut(rest, " "); word == "votes" || word == "vote" {
		f.Votes, rest = true, after
	}
	of, in, share := strings.Cut(rest, " of ")
	if f.Of, err = parseStates(of); err == nil && share {
		f.Base, err = parseStates(in)
	}
	switch {
	case err != nil:
		return f, wholeProblem(text, err)
	case share && f.Base == 0:
		return f, problem{ErrText, `want a share of something, as "of cast"`}
	case n.strict && (share || f.Votes):
		return f, errStrict
	case n.percent && !share:
		return f, problem{ErrText, `want what the percentage is of, as "50 % for of cast"`}
	}
	return f, nil
}

// wholeProblem returns the error for an item that gives the whole as a number, as "19 of
// 35 for" does. That leaves open what the whole is. For any other item it returns err.
func wholeProblem(text string, err error) error {
	_, number, _ := strings.Cut(text, " of ")
	number, _, _ = strings.Cut(number, " ")
	if number == "" || !allDigits(number[:1]) {
		return err
	}
	return problem{ErrText, "want the whole, " + prose.Quoted(number) + `, in a figure that says what it is, as "19 for, 35 cast" or "19 for, 35 present"`}
}

// limitWord is what stands before a number that is a bound. It is strict if the amount
// is above or below the number.
type limitWord struct {
	words           string
	isLeast, strict bool
}

var limitWords = [...]limitWord{
	{"at least ", true, false}, {"at most ", false, false},
	{"more than ", true, true}, {"fewer than ", false, true}, {"less than ", false, true},
}

// cutLimit cuts the words of a bound from the start of an item.
func cutLimit(text string) (l limitWord, number string, ok bool) {
	for _, l := range limitWords {
		if number, ok := strings.CutPrefix(text, l.words); ok {
			return l, number, true
		}
	}
	return limitWord{}, text, false
}

// readAmount reads "16", "at least 16", "fewer than 16", "16 to 18" or "71.34 %". It
// returns its last number, with the rest of the text.
func (f *Figure) readAmount(text string) (numeral, error) {
	limit, number, isLimit := cutLimit(text)
	n, err := cutNumber(number)
	if limit.strict && err == nil {
		err = n.step(limit.isLeast)
	}
	f.Cut = n.cut
	if !isLimit || limit.isLeast {
		f.Min = n.low
	}
	if !limit.isLeast {
		f.Max = n.high
	}
	if err != nil || isLimit {
		return n, err
	}
	to, isRange := strings.CutPrefix(n.rest, "to ")
	if !isRange {
		return n, nil
	}
	end, err := cutNumber(to)
	switch {
	case err != nil:
	case n.percent != end.percent:
		err = problem{ErrText, `want a percentage on both sides, as "50 % to 60 %", or on neither`}
	case n.cut != end.cut:
		err = problem{ErrText, `want "cut" on both sides, as "50 % cut to 60 % cut", or on neither`}
	}
	f.Max = end.high
	return end, err
}

// step makes "more than 8" at least 9, and "fewer than 8" at most 7. Seats are whole
// numbers. Votes and shares need not be.
func (n *numeral) step(up bool) error {
	if n.percent || !n.low.isWhole() {
		return errStrict
	}
	n.strict = true
	n.low = n.low.plus(whole(int64(2*b2i(up) - 1)))
	n.high = n.low
	return nil
}

var errStrict = problem{ErrText, `want a whole number of seats after "more than" or "fewer than": of votes and shares, say "at least" or "at most"`}

// numeral is a number at the start of a text. A percentage stands for all numbers
// from low to high, which are rounded to it, or for those from low to below high, if
// further digits were cut.
type numeral struct {
	low, high            Fraction
	percent, cut, strict bool
	rest                 string
}

// startsNumber reports whether a word can be a number, right or wrong.
func startsNumber(word string) bool {
	return word != "" && strings.Contains("0123456789-+.,", word[:1])
}

func cutNumber(text string) (numeral, error) {
	word, rest, _ := strings.Cut(text, " ")
	digits, percent := strings.CutSuffix(word, "%")
	if sign, after, _ := strings.Cut(rest, " "); sign == "%" && !percent {
		percent, rest = true, after
	}
	n := numeral{percent: percent, rest: rest}
	if after, cut := strings.CutPrefix(rest, "cut "); cut && percent {
		n.cut, n.rest = true, after
	}
	var err error
	switch {
	case !startsNumber(word):
		return n, problem{ErrText, "want a number before " + prose.Quoted(text)}
	case percent:
		n.low, n.high, err = parsePercent(digits, n.cut)
		word = digits + " %"
	default:
		n.low, err = parseNumber(word)
		n.high = n.low
	}
	if err != nil {
		return n, problem{errFraction, prose.Quoted(word) + ": " + err.Error()}
	}
	return n, nil
}

// parseNumber reads "16", "1,234" or "2/3".
func parseNumber(word string) (Fraction, error) {
	digits, ok := ungroup(word)
	if f, isFraction := readFraction(digits); ok && isFraction {
		return f, nil
	}
	return Fraction{}, fractionProblem(word)
}

// maxDecimals is the greatest number of decimals of a percentage.
const maxDecimals = 100

// parsePercent reads "71.34" and returns the bounds of the shares that are rounded to
// that percentage, or cut to it. No rounded share is below 0 or above 1.
func parsePercent(text string, cut bool) (low, high Fraction, err error) {
	point, decimals, decimal := strings.Cut(text, ".")
	if len(decimals) > maxDecimals {
		return low, high, problem{errFraction, "want at most " + strconv.Itoa(maxDecimals) + " decimals"}
	}
	n, ok := parseInt(point + decimals)
	if !ok || point == "" || decimal && decimals == "" || !allDigits(point+decimals) {
		return low, high, percentProblem(text)
	}
	all := exact.Pow10(2 + len(decimals))
	if n.Cmp(all) > 0 {
		return low, high, problem{errFraction, "want at most 100 %"}
	}
	// In units of 1/all, the numbers from n-1/2 to n+1/2 are rounded to n, and those from n
	// to below n+1 are cut to it.
	halves := func(off int64) Fraction {
		twice := new(big.Int).Lsh(n, 1)
		return Fraction{exact.Quotient(twice.Add(twice, big.NewInt(off)), new(big.Int).Lsh(all, 1))}
	}
	if cut {
		return halves(0), halves(2), nil
	}
	if low, high = halves(-1), halves(1); low.Sign() < 0 {
		low = whole(0)
	}
	if high.Cmp(whole(1)) > 0 {
		high = whole(1)
	}
	return low, high, nil
}

// percentProblem returns the error for a malformed percentage: it states what would
// be right.
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
		return problem{errFraction, "want " + prose.Quoted(want+" %")}
	}
	return problem{errFraction, `want a percentage from 0 to 100, as "71.34 %"`}
}

// String returns the figure in the form that [ParseFigures] reads. Names are quoted
// if they must be. A figure without bounds or with an invalid bound cannot be read
// again, and [Figure.MarshalText] returns an error for it. The same holds for a figure
// with Cut whose bounds are not those of a percentage.
func (f Figure) String() string { return f.text(Fraction.String) }

// printed returns the figure with numbers as people write them. ParseFigures has no decimal
// votes, and a share that is not a percentage stays a fraction.
func (f Figure) printed() string {
	if f.Base != 0 {
		return f.String()
	}
	return f.text(Fraction.printed)
}

// text returns the figure, with the texts of numbers.
func (f Figure) text(number func(Fraction) string) string {
	text := ""
	if f.Part != "" {
		text = partText(f.Part) + ": "
	}
	text += f.amount(number)
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

// partText quotes a name that would otherwise not be read as the same name.
func partText(name string) string {
	if strings.TrimSpace(name) != name || strings.HasPrefix(name, `"`) || strings.HasPrefix(name, "#") {
		return strconv.Quote(name)
	}
	return prose.OneLine(name)
}

// single reports whether the amount is 1, "at least 1" or "at most 1", and not a
// share.
func (f Figure) single() bool {
	bound, other := f.Min, f.Max
	if !bound.given() {
		bound, other = other, bound
	}
	return f.Base == 0 && bound.Equal(whole(1)) && (!other.given() || other.Equal(bound))
}

func (f Figure) amount(number func(Fraction) string) string {
	switch {
	case !f.Min.given() && !f.Max.given():
		return "any number of"
	case !f.Cut && f.Min.given() && f.Max.given() && f.Min.Equal(f.Max):
		return number(f.Min)
	}
	low, high := number(f.Min), number(f.Max)
	if least, most, ok := f.percentages(); ok {
		low, high = least+" %", most+" %"
	}
	if f.Cut {
		low, high = low+" cut", high+" cut"
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

// percentages returns the percentages of a share, if both its bounds are bounds of
// numbers that were rounded, or cut if Cut is set.
func (f Figure) percentages() (low, high string, ok bool) {
	if f.Base == 0 {
		return "", "", false
	}
	number := roundedTo
	if f.Cut {
		number = cutTo
	}
	if f.Min.given() {
		if low, ok = number(f.Min, 1); !ok {
			return "", "", false
		}
	}
	if f.Max.given() {
		if high, ok = number(f.Max, -1); !ok {
			return "", "", false
		}
	}
	for _, one := range [...]string{low, high} { // a bound can belong to more than one percentage
		least, most, err := parsePercent(one, f.Cut)
		if err == nil && least.Equal(f.Min) && most.Equal(f.Max) {
			low, high = one, one
		}
	}
	return low, high, true
}

// roundedTo returns the digits of the percentage whose rounding interval begins at
// the bound if side is 1, or ends there if side is -1.
//
// Let the percentage as a share be n*unit, where unit is 1/100, 1/1000 and so on.
// Then the bound is n*unit - side*unit/2. So 200*bound is an odd number over a power
// of ten, and its denominator has a factor of two for each decimal.
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
	twice.Mul(twice, new(big.Rat).SetInt(exact.Pow10(decimals)))
	if !twice.IsInt() || twice.Num().Bit(0) == 0 {
		return "", false
	}
	n := twice.Num().Add(twice.Num(), big.NewInt(side))
	text := pointed(n.Rsh(n, 1).String(), decimals)
	low, high, err := parsePercent(text, false) // an error for more than 100 %
	return text, err == nil && (side > 0 && low.Equal(bound) || side < 0 && high.Equal(bound))
}

// cutTo returns the digits of the percentage that is cut from the shares that begin at the
// bound if side is 1, or end below it if side is -1. Of several it returns the shortest.
func cutTo(bound Fraction, side int64) (string, bool) {
	if !bound.Valid() || bound.Sign() < 0 || bound.Cmp(Frac(101, 100)) > 0 {
		return "", false
	}
	n := bound.times(whole(100)).Rat()
	if n.Denom().BitLen() > 4*maxDecimals {
		return "", false
	}
	decimals, finite := n.FloatPrec()
	n.Mul(n, new(big.Rat).SetInt(exact.Pow10(decimals)))
	if side < 0 {
		n.Sub(n, big.NewRat(1, 1))
	}
	text := pointed(n.Num().String(), decimals)
	_, _, err := parsePercent(text, true) // an error for more than 100 %
	return text, finite && err == nil
}

// pointed returns the digits with a point before the decimals.
func pointed(digits string, decimals int) string {
	if decimals == 0 {
		return digits
	}
	digits = strings.Repeat("0", max(0, decimals+1-len(digits))) + digits
	return digits[:len(digits)-decimals] + "." + digits[len(digits)-decimals:]
}
