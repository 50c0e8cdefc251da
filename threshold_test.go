package tripartite_test

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	. "example.com/tripartite"
)

func TestThresholdText(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]Threshold{
		"": {}, "at least 2/3": AtLeast(2, 3), "more than 1/2": MoreThan(1, 2),
		"at least 1/1": AtLeast(1, 1), "more than 0/1": MoreThan(0, 1), "at least 0/1": AtLeast(0, 1),
		fmt.Sprint("more than 1/", math.MaxInt): MoreThan(1, math.MaxInt),
	} {
		got := AtLeast(5, 7)
		if err := got.UnmarshalText([]byte(text)); err != nil || got != want {
			t.Errorf("%q reads as %v, %v", text, got, err)
		}
		if out, err := want.MarshalText(); err != nil || string(out) != text {
			t.Errorf("%v marshals as %q, %v", want, out, err)
		}
	}
	for text, want := range map[string]Threshold{
		"At Least 2/3": AtLeast(2, 3), "at least 2/4": AtLeast(1, 2), "more than 0/9": MoreThan(0, 1),
		"  MORE\tTHAN  1/2\n": MoreThan(1, 2), "at least 02/03": AtLeast(2, 3),
	} {
		var got Threshold
		if err := got.UnmarshalText([]byte(text)); err != nil || got != want {
			t.Errorf("%q reads as %v, %v", text, got, err)
		}
	}
}

// A text that is no threshold is refused, with what would have been right.
func TestThresholdTextErrors(t *testing.T) {
	t.Parallel()
	const begin, number = `want "at least" or "more than"`, "want a number"
	const slash = `want "/", as in 1/2`
	for text, want := range map[string]string{
		"2/3":                    `threshold "2/3": malformed text: offset 0: found "2", ` + begin,
		"two thirds":             `found "two", ` + begin,
		"150 %":                  `found "150", ` + begin,
		" ":                      "found the end, " + begin,
		"at least":               "found the end, " + number,
		"at least 2/":            "found the end, " + number,
		"at least /3":            `found "/", ` + number,
		"at least -1/2":          `found "-", ` + number,
		"more than +1/2":         `found "+", ` + number,
		"more than at least 1/2": `found "at", ` + number,
		"at least more than 1/2": `found "more", ` + number,
		"at least 2":             "found the end, " + slash,
		"more than 1":            "found the end, " + slash,
		"at least 0.5":           `found ".", ` + slash,
		"at least 66,7 %":        `found ",", ` + slash,
		"at least 1/2/3":         `found "/", want the end`,
		"at least 2/3\x00":       `found "\x00", want the end`,
		"at least 1/0":           "want a denominator above 0",
		"at least 3/2":           "want a fraction from 0 to 1",
		"more than 1/1":          `want a fraction below 1 after "more than"`,
		"more than 50%": `offset 12: found "%", ` +
			"want a fraction from 0 to 1, as in 70/100 for 70 per cent",
		"at least 1/99999999999999999999": fmt.Sprint("want a number up to ", math.MaxInt),
	} {
		h := AtLeast(3, 5)
		err := h.UnmarshalText([]byte(text))
		if !errors.Is(err, ErrText) || !strings.HasSuffix(err.Error(), want) || h != AtLeast(3, 5) {
			t.Errorf("%q reads as %v, %v", text, h, err)
		}
	}
	for _, h := range []Threshold{
		AtLeast(1, 0), MoreThan(0, 0), AtLeast(3, 2), MoreThan(1, 1), AtLeast(-1, 2), AtLeast(-1, -2),
	} {
		if text, err := h.MarshalText(); !errors.Is(err, ErrText) || text != nil {
			t.Errorf("%v marshals as %q, %v", h, text, err)
		}
	}
}

// Thresholds that are equal are ==, however they are made, and those out of range stay as
// they are given.
func TestThresholdsInLowestTerms(t *testing.T) {
	t.Parallel()
	var parsed Threshold
	if err := parsed.UnmarshalText([]byte("more than 6/8")); err != nil || parsed != MoreThan(3, 4) {
		t.Error(parsed, err)
	}
	rule := must(ParseRule("at least 4/6 of votes cast are for"))
	if rule != Rule(TwoThirds()) || AtLeast(2, 4) != AtLeast(1, 2) ||
		MoreThan(0, 9) != MoreThan(0, 1) || AtLeast(5, 5) != AtLeast(1, 1) {
		t.Error(rule, AtLeast(2, 4), MoreThan(0, 9), AtLeast(5, 5))
	}
	for _, h := range []Threshold{
		AtLeast(4, 2), AtLeast(2, 0), AtLeast(0, 0), AtLeast(-2, 4), AtLeast(2, -4), MoreThan(4, 4),
	} {
		if _, err := h.MarshalText(); err == nil && h != (Threshold{}) {
			t.Errorf("%v is in range", h)
		}
	}
	if h := AtLeast(4, 2); h.Num != 4 || h.Den != 2 {
		t.Error(h)
	}
}

// A share of several parts, for all small fractions: k of n parts adopt, and k/n meets the
// threshold or does not.
func TestThresholdOfParts(t *testing.T) {
	t.Parallel()
	for n := 1; n <= 5; n++ {
		group, votes := Bloc{Name: "Members"}, Counts{}
		for i := range n {
			name := fmt.Sprint("delegation ", i)
			group.Blocs = append(group.Blocs, Bloc{Name: name, Size: 1})
			votes["Members/"+name] = Count{Against: 1}
		}
		body := MustBody(group, Bloc{}, Bloc{})
		for k := range n + 1 {
			if k > 0 {
				votes["Members/"+group.Blocs[k-1].Name] = Count{For: 1}
			}
			checkThresholdOfParts(t, must(body.Tally(votes)), k, n)
		}
	}
}

func checkThresholdOfParts(t *testing.T, tally Tally, k, n int) {
	for q := 1; q <= 6; q++ {
		for p := range q + 1 {
			for _, h := range []Threshold{AtLeast(p, q), MoreThan(p, q)} {
				rule := Parts{Group: First, Need: h, Rule: SimpleMajority()}
				want := k*q > p*n || k*q == p*n && !h.Strict
				if got := rule.Decide(tally) == Adopted; got != want {
					t.Errorf("%d of %d parts adopt, %v: adopted is %v", k, n, h, got)
				}
			}
		}
	}
}
