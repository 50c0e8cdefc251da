package exact

import (
	"errors"
	"strings"

	"example.com/tripartite/internal/prose"
)

// Amount stands for all numbers from Min to Max, or to below Max if Cut is set. A bound that
// is not given is no bound. Its text is one of
//
//	amount = number | bound number | number "to" number
//	bound  = "at least" | "at most" | "more than" | "fewer than" | "less than"
//	number = digits [ "/" digits ] | digits [ "." digits ] "%" [ "cut" ]
//
// A percentage is the amount of the shares that are rounded or cut to it. For example, "5" is from
// 5 to 5, "at least 5" has no Max, and "more than 5" is "at least 6". "71.3 %" is from 1425/2000 to
// 1427/2000, and "71.3 % cut" from 1426/2000 to below 1428/2000.
type Amount struct {
	Min, Max Rational
	Cut      bool
	Percent  bool // the text is of percentages
	Stepped  bool // the text is "more than" or "fewer than" a whole number
}

// Holds reports whether the number is between the bounds. At Max itself, Cmp is 0. That is in the
// amount unless it is cut: then Cmp must be -1 at most.
func (a Amount) Holds(n Rational) bool {
	return (!a.Min.Given() || n.Cmp(a.Min) >= 0) && (!a.Max.Given() || n.Cmp(a.Max) <= -Bit(a.Cut))
}

// Wrong says what is wrong with the bounds of an amount of things, or returns "". Bounds in the
// wrong order hold no number. Neither does a cut amount with equal bounds, since it ends below Max.
//
// ParseAmount does not ask, since an Amount that a caller filled in can be as wrong as "7 to 5".
// One check where amounts are used covers both.
func (a Amount) Wrong() string {
	bad := func(bound Rational) bool { return bound.Given() && (!bound.Valid() || bound.Sign() < 0) }
	switch {
	case bad(a.Min) || bad(a.Max):
		return "a bound is not a number, or below 0"
	case !a.Min.Given() && !a.Max.Given():
		return "it has no bounds"
	case a.Min.Given() && a.Max.Given() && a.Min.Cmp(a.Max) > -Bit(a.Cut):
		return "its bounds are in the wrong order"
	}
	return ""
}

// limitWord stands before a number that is a bound. The bound is step above the number: "more than
// 8" is the bound 9. No words are the beginning of others, so their order does not matter.
type limitWord struct {
	words   string
	isLeast bool
	step    int64
}

var limitWords = [...]limitWord{
	{"at least ", true, 0}, {"at most ", false, 0},
	{"more than ", true, 1}, {"fewer than ", false, -1}, {"less than ", false, -1},
}

// StartsAmount reports whether a text can begin with an amount, right or wrong. "+5", ".5" and
// ",5" are wrong and still begin one. So the error is about the form of the number, and a caller
// who looks for a name does not find one there.
func StartsAmount(text string) bool {
	for _, limit := range limitWords {
		if strings.HasPrefix(text, limit.words) {
			return true
		}
	}
	return text != "" && strings.Contains("0123456789-+.,", text[:1])
}

// ParseAmount parses the amount at the start of a text in which single spaces stand between
// words. It returns what follows the amount. The error says what would be right.
//
// A number stands in both bounds at first. A word before it then removes the bound that it does
// not limit, and "to" replaces the upper one by that of the second number. So "50 % to 60 %" begins
// where 50 % begins, at 99/200, and ends where 60 % ends, at 121/200: a share is rounded to one of
// the percentages in between exactly if it is between these bounds.
func ParseAmount(text string) (a Amount, rest string, err error) {
	for _, limit := range limitWords {
		number, ok := strings.CutPrefix(text, limit.words)
		if !ok {
			continue
		}
		a, rest, err = cutNumber(number)
		if err == nil && limit.step != 0 {
			err = a.add(limit.step)
		}
		if limit.isLeast {
			a.Max = Rational{}
		} else {
			a.Min = Rational{}
		}
		return a, rest, err
	}
	a, rest, err = cutNumber(text)
	to, isRange := strings.CutPrefix(rest, "to ")
	if err != nil || !isRange {
		return a, rest, err
	}
	last, rest, err := cutNumber(to)
	a.Max = last.Max
	switch {
	case err != nil:
	case a.Percent != last.Percent:
		err = errors.New(`want a percentage on both sides, as "50 % to 60 %", or on neither`)
	case a.Cut != last.Cut:
		err = errors.New(`want "cut" on both sides, as "50 % cut to 60 % cut", or on neither`)
	}
	return a, rest, err
}

// add makes "more than 8" at least 9, and "fewer than 8" at most 7. That is right for things
// that are counted in whole numbers. Votes and shares need not be whole.
func (a *Amount) add(step int64) error {
	if a.Percent || !a.Min.IsWhole() {
		return ErrStep
	}
	a.Min, a.Stepped = a.Min.Plus(Whole(step)), true
	a.Max = a.Min
	return nil
}

// ErrStep is the error for "more than" or "fewer than" before what need not be whole.
var ErrStep = errors.New(`want a whole number of seats after "more than" or "fewer than": ` +
	`of votes and shares, say "at least" or "at most"`)

// cutNumber cuts a number, or a percentage, from the start of a text. The sign may stand at the
// number or after a space, as both are written. "cut" counts only with a space behind it: what is
// counted follows the amount, and may begin with the same letters.
//
// Decimals are read in percentages only. "0.5" may be rounded, and its text does not say to how
// many digits, if zeros at its end were dropped. Of a percentage each digit is taken as it stands.
func cutNumber(text string) (a Amount, rest string, err error) {
	word, rest, _ := strings.Cut(text, " ")
	if !StartsAmount(word) {
		return a, rest, errors.New("want a number before " + prose.Quoted(text))
	}
	digits, percent := strings.CutSuffix(word, "%")
	if sign, after, _ := strings.Cut(rest, " "); sign == "%" && !percent {
		percent, rest = true, after
	}
	if a.Percent = percent; percent {
		if after, cut := strings.CutPrefix(rest, "cut "); cut {
			a.Cut, rest = true, after
		}
		word = digits + " %"
		a.Min, a.Max, err = ParsePercent(digits, a.Cut)
	} else {
		a.Min, err = ParseFraction(word)
		a.Max = a.Min
	}
	if low, high, _ := strings.Cut(digits, "-"); err != nil && low != "" && high != "" {
		err = errors.New(prose.Quoted(word) + `: want "to" between the numbers of a range, as "12 to 14"`)
	} else if err != nil {
		err = errors.New(prose.Quoted(word) + ": " + err.Error())
	}
	return a, rest, err
}

// Text returns the amount as text, in percentages if isShare is set and the bounds are those
// of percentages. number returns the text of any other bound.
//
// A single number is tried first. Its bounds can be those of two percentages, in the wrong order:
// at 1/200 the shares of 1 % begin and those of 0 % end, and "1 % to 0 %" would be wrong.
func (a Amount) Text(number func(Rational) string, isShare bool) string {
	low, high := number(a.Min), number(a.Max)
	if a.Min.Given() && a.Max.Given() && a.Min.Equal(a.Max) && !a.Cut {
		return low
	}
	if least, most, ok := a.Percentages(); ok && isShare {
		low, high = least+" %", most+" %"
	}
	if a.Cut {
		low, high = low+" cut", high+" cut"
	}
	switch {
	case !a.Min.Given() && !a.Max.Given():
		return "any number of"
	case !a.Max.Given():
		return "at least " + low
	case !a.Min.Given():
		return "at most " + high
	case low == high:
		return low
	}
	return low + " to " + high
}
