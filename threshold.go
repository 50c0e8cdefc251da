package tripartite

import (
	"cmp"
	"math/bits"
	"strconv"

	"example.com/tripartite/internal/exact"
	"example.com/tripartite/internal/syntax"
)

// Threshold is the share of a base that a rule needs, such as "at least 2/3" or "more than
// 1/2". [AtLeast] and [MoreThan] make one.
//
// The fraction Num/Den must be from 0 to 1, and below 1 if Strict is set. Any other
// threshold is invalid, and a [Share] with it is malformed. The zero Threshold is invalid.
//
// MoreThan(0, 1) asks for more than nothing. AtLeast(0, 1) holds whenever the base is not
// empty.
type Threshold struct {
	Num, Den int
	Strict   bool // the share must be above Num/Den; otherwise reaching it is enough
}

// AtLeast returns the threshold "at least p/q", in lowest terms: exactly p/q of the base is
// enough. Two thirds are AtLeast(2, 3). If p/q is not from 0 to 1, the threshold is invalid,
// and keeps p and q.
func AtLeast(p, q int) Threshold { return Threshold{Num: p, Den: q}.reduced() }

// MoreThan returns the threshold "more than p/q", in lowest terms: exactly p/q of the base is
// not enough. A simple majority, in which a tie is not enough, is MoreThan(1, 2). If p/q is
// not from 0 to below 1, the threshold is invalid, and keeps p and q.
func MoreThan(p, q int) Threshold { return Threshold{Num: p, Den: q, Strict: true}.reduced() }

// reduced returns the threshold in lowest terms, so that equal thresholds are ==.
func (h Threshold) reduced() Threshold {
	if h.valid() {
		a, b := h.Num, h.Den
		for b != 0 {
			a, b = b, a%b
		}
		h.Num, h.Den = h.Num/a, h.Den/a
	}
	return h
}

// String returns "at least 2/3" or "more than 1/2".
func (h Threshold) String() string {
	verb := "at least "
	if h.Strict {
		verb = "more than "
	}
	return verb + strconv.Itoa(h.Num) + "/" + strconv.Itoa(h.Den)
}

// MarshalText returns the text of String, or "" for the zero Threshold. For any other
// invalid threshold the error is [ErrText].
func (h Threshold) MarshalText() ([]byte, error) {
	if h == (Threshold{}) {
		return nil, nil
	}
	if err := h.textError(); err != nil {
		return nil, &Error{Op: "threshold", Name: h.String(), Err: err}
	}
	return []byte(h.String()), nil
}

// UnmarshalText parses "at least 2/3" or "more than 1/2", as in a rule: see [ParseRule]. Case
// does not matter, and any number of spaces may stand between words. The fraction must be from 0
// to 1, and below 1 after "more than". An empty text is the zero Threshold. For any
// other text the error is [ErrText], and the threshold does not change.
func (h *Threshold) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*h = Threshold{}
		return nil
	}
	g, err := parseThreshold(string(text))
	if err == nil {
		*h = g
	}
	return err
}

// parseThreshold parses a threshold that is not empty, as it stands in a rule.
func parseThreshold(text string) (Threshold, error) {
	p := ruleParser{Scanner: syntax.New(text)}
	_, _, h := p.bar()
	if h.Den == 0 {
		p.failFraction(`"/", as in 1/2`)
	}
	p.End("the end")
	return h, p.firstError("threshold", text)
}

// textError returns an error if the threshold is out of range.
func (h Threshold) textError() error {
	switch {
	case h.Den <= 0:
		return problem{ErrText, "want a denominator above 0"}
	case h.Num < 0 || h.Num > h.Den:
		return problem{ErrText, "want a fraction from 0 to 1"}
	case h.Strict && h.Num == h.Den:
		return problem{ErrText, `want a fraction below 1 after "more than"`}
	}
	return nil
}

// valid reports whether the threshold is in range.
func (h Threshold) valid() bool {
	return h.Den > 0 && h.Num >= 0 && h.Num <= h.Den-b2i(h.Strict)
}

// within returns the threshold with the smallest denominator that holds for the same
// numbers of at most n things. It must be valid.
func (h Threshold) within(n int) Threshold {
	best := Threshold{b2i(!h.Strict), 1, h.Strict}
	for d := 1; d <= n; d++ {
		num := h.least(d) - b2i(h.Strict)
		c := cmp.Compare(int64(num)*int64(best.Den), int64(best.Num)*int64(d))
		if c != 0 && (c > 0) == h.Strict {
			best.Num, best.Den = num, d
		}
	}
	return best
}

// least returns the smallest number of n things that meets the threshold, which must be
// valid.
func (h Threshold) least(n int) int {
	high, low := bits.Mul64(uint64(n), uint64(h.Num))
	least, rest := bits.Div64(high, low, uint64(h.Den))
	return int(least) + b2i(h.Strict || rest > 0)
}

// bar returns Num/Den. The threshold must be valid.
func (h Threshold) bar() Fraction { return Frac(h.Num, h.Den) }

// holds reports whether part/base meets the threshold. It multiplies crosswise, so that
// nothing is rounded. If the base is 0, or the threshold invalid, it returns false.
func (h Threshold) holds(part, base exact.Rational) bool {
	if !h.valid() || base.Sign() == 0 {
		return false
	}
	above := part.Times(exact.Whole(int64(h.Den))).Cmp(base.Times(exact.Whole(int64(h.Num))))
	return above > 0 || above == 0 && !h.Strict
}

// holdsSmall does the same as holds for amounts that 64 bits hold, a valid threshold and a
// base that is not 0.
func (h Threshold) holdsSmall(part, base int64) bool {
	hi, lo := bits.Mul64(uint64(part), uint64(h.Den))
	barHi, barLo := bits.Mul64(uint64(base), uint64(h.Num))
	if hi != barHi {
		return hi > barHi
	}
	return lo > barLo || lo == barLo && !h.Strict
}

// enough returns the smallest whole number that meets the threshold on the base. The
// threshold must be valid.
func (h Threshold) enough(base Fraction) Fraction {
	exact := base.times(h.bar())
	if h.Strict || !exact.isWhole() {
		return exact.floor().plus(whole(1))
	}
	return exact
}
