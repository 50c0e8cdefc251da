package tripartite

import (
	"strconv"
	"strings"

	"example.com/tripartite/internal/exact"
	"example.com/tripartite/internal/prose"
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
	if err := f.textError(); err != nil {
		return nil, &Error{Op: "figures", Name: f.String(), Err: err}
	}
	return []byte(f.String()), nil
}

// textError returns an error if UnmarshalText would not accept the text of the figure.
func (f Figure) textError() error {
	if !f.Min.given() && !f.Max.given() {
		return problem{ErrFigure, `want a bound, as "at least 1 for"`}
	}
	for _, bound := range [...]Fraction{f.Min, f.Max} {
		if err := bound.textError(); err != nil {
			return err
		}
	}
	if _, _, ok := f.amount().Percentages(); f.Cut && (f.Base == 0 || !ok) {
		want := `want the bounds of a percentage that was cut, as "76 % cut for of cast"`
		return problem{ErrFigure, want}
	}
	return nil
}

// UnmarshalText reads one figure, as [ParseFigures] does. If there is an error, the
// figure does not change.
func (f *Figure) UnmarshalText(text []byte) error {
	line := strings.TrimSpace(string(text))
	var figures []Figure
	var err error
	if line == "" || strings.HasPrefix(line, "#") || strings.Contains(line, "\n") {
		err = problem{ErrText, "want one figure in one line"}
	} else if figures, err = parseLine(line); err == nil && len(figures) != 1 {
		err = problem{ErrText, "want one figure, not " + strconv.Itoa(len(figures))}
	}
	if err != nil {
		return &Error{Op: "figures", Name: string(text), Err: err}
	}
	*f = figures[0]
	return nil
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
	if exact.StartsAmount(prose.Words(item)) {
		return err
	}
	for i := 1; i < min(len(fields), most+1); i++ {
		figure := strings.Join(fields[i:], " ")
		if _, wrong := parseFigure("", prose.Words(figure)); wrong == nil {
			line := partText(strings.Join(fields[:i], " ")) + ": " + figure
			want := "want a line for each part, with a colon after its name, as "
			return problem{ErrText, want + prose.Quoted(line)}
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
		want := "want a quoted name and a colon, as " + prose.Quoted(name) + ": 5 for"
		return "", "", problem{ErrText, want}
	}
	return part, items, nil
}

// splitItems splits a text at its commas, except commas within a number.
func splitItems(text string) []string {
	digit := func(i int) bool { return i >= 0 && i < len(text) && exact.IsDigits(text[i:i+1]) }
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
func parseFigure(part, text string) (f Figure, err error) {
	a, rest, err := exact.ParseAmount(text)
	if err != nil {
		return f, problem{errFraction, err.Error()}
	}
	f = Figure{Part: part, Min: Fraction{a.Min}, Max: Fraction{a.Max}, Cut: a.Cut}
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
	case a.Stepped && (share || f.Votes):
		return f, problem{ErrText, exact.ErrStep.Error()}
	case a.Percent && !share:
		return f, problem{ErrText, `want what the percentage is of, as "50 % for of cast"`}
	}
	return f, nil
}

// wholeProblem returns the error for an item that gives the whole as a number, as "19 of
// 35 for" does. That leaves open what the whole is. For any other item it returns err.
func wholeProblem(text string, err error) error {
	_, number, _ := strings.Cut(text, " of ")
	number, _, _ = strings.Cut(number, " ")
	if number == "" || !exact.IsDigits(number[:1]) {
		return err
	}
	return problem{ErrText, "want the whole, " + prose.Quoted(number) +
		`, in a figure that says what it is, as "19 for, 35 cast" or "19 for, 35 present"`}
}

// String returns the figure in the form that [ParseFigures] reads. Names are quoted
// if they must be. A figure without bounds or with an invalid bound cannot be read
// again, and [Figure.MarshalText] returns an error for it. The same holds for a figure
// with Cut whose bounds are not those of a percentage.
func (f Figure) String() string { return f.text(exact.Rational.String) }

// printed returns the figure with numbers as people write them. ParseFigures has no decimal
// votes, and a share that is not a percentage stays a fraction.
func (f Figure) printed() string {
	if f.Base != 0 {
		return f.String()
	}
	return f.text(exact.Rational.Decimal)
}

// text returns the figure, with the texts of numbers.
func (f Figure) text(number func(exact.Rational) string) string {
	text := f.amount().Text(number, f.Base != 0)
	if f.Votes {
		one := text == "1" || text == "at least 1" || text == "at most 1"
		text += " vote"
		if !one || f.Base != 0 {
			text += "s"
		}
	}
	text += " " + f.Of.String()
	if f.Base != 0 {
		text += " of " + f.Base.String()
	}
	if f.Part != "" {
		text = partText(f.Part) + ": " + text
	}
	return text
}

// partText quotes a name that would otherwise not be read as the same name.
func partText(name string) string {
	if strings.TrimSpace(name) != name || strings.HasPrefix(name, `"`) ||
		strings.HasPrefix(name, "#") {
		return strconv.Quote(name)
	}
	return prose.OneLine(name)
}

// amount returns the bounds.
func (f Figure) amount() exact.Amount {
	return exact.Amount{Min: f.Min.n, Max: f.Max.n, Cut: f.Cut}
}
