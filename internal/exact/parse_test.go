package exact

import (
	"math/big"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// digits returns a number of n digits.
func digits(n int) string { return strings.Repeat("7", n) }

func TestParse(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]Rational{
		"0": Whole(0), "-0": Whole(0), "7": Whole(7), "3/400": Frac(6, 800), "-2/3": Frac(2, -3), "2/4": Frac(1, 2), "2.5": Frac(5, 2),
		"-0.05": Frac(-1, 20), "1.000000": Whole(1), "007.10": Frac(71, 10), "0.67": Frac(67, 100),
		"-0." + strings.Repeat("0", 999): Whole(0), "-" + digits(1_000) + "/" + digits(1_000): Whole(-1),
	} {
		if got, err := Parse(text); err != nil || !got.Equal(want) {
			t.Errorf("%q is %v, %v, not %v", text, got, err, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`-?([0-9]{1,30}\.[0-9]{1,30}|[1-9][0-9]{0,30}(/[1-9][0-9]{0,30})?)`).Draw(t, "text")
		got, err := Parse(text)
		want, ok := new(big.Rat).SetString(text)
		if ok != (err == nil) || ok && got.Rat().Cmp(want) != 0 {
			t.Fatalf("%s is %v, %v, not %v", text, got, err, want)
		}
	})
}

// A text that is no number is refused, with what would be right. Nothing is suggested that
// can be wrong by a factor.
func TestParseErrors(t *testing.T) {
	t.Parallel()
	const (
		form    = `want a whole number or a fraction, as "7" or "2/3"`
		rounded = ": decimals and percentages are often rounded"
		comma   = form + ": a comma or a point may stand before thousands or before decimals"
		half    = "want digits before and after the point"
		zero    = "want a denominator above 0"
		long    = "want at most 1,000 digits"
	)
	for text, want := range map[string]string{
		"67%": `want a fraction, as "67/100"` + rounded, "33.4 %": `want a fraction, as "167/500"` + rounded,
		"0,67": `want a fraction, as "67/100"` + rounded, "12,5 %": `want a fraction, as "1/8"` + rounded,
		"-0,5": `want a fraction, as "-1/2"` + rounded,
		"0." + digits(26) + " %": `want a fraction, as "` + digits(26) +
			"/1" + strings.Repeat("0", 28) + `"` + rounded,
		"0." + digits(27) + " %": form, // too long to suggest a number
		"-.5":                    half, ".5": half, "7.": half,
		"83,47": comma, "1,250": comma, "1,250.5": comma, "1.250,5": comma, "1,2345": comma, "1_234,567": comma, "5,": comma, ",5": comma,
		"1.250.000": form, "1.5/2": form, "x": form, "1/-2": form, "0x10": form, "1e3": form, "½": form, "1.-5": form, ".": form, "-": form, "": form,
		"1 1/2": form, "5+3": form, "12 34": form, "1/2/3": form, "0." + digits(40) + " %": form,
		"+5": `want digits only, as "5"`, "+2/+3": `want digits only, as "2/3"`, "1_000": `want digits only, as "1000"`,
		"1 000/2 000": `want digits only, as "1/2"`, "+1,234,567": `want digits only, as "1234567"`, " 1 ": `want digits only, as "1"`,
		"1/0": zero, "1/00": zero,
		"0." + digits(1_000): long, "-." + digits(1_001): long, digits(1_001): long, "1/" + digits(1_001): long,
	} {
		if f, err := Parse(text); f.Given() || err == nil || err.Error() != want {
			t.Errorf("%.40q is %v, %v, want %s", text, f, err, want)
		}
	}
	for text, want := range map[string]string{
		"1,234": "1234", "123,456": "123456", "1,234,567": "1234567", "2/3": "2/3", "0.5": `want a fraction, as "1/2"` + rounded, "12,34": comma, "1.250": comma, "1234,567": comma,
	} {
		f, err := ParseFraction(text)
		if got := f.String(); got != want && (err == nil || err.Error() != want) {
			t.Errorf("fraction %q is %v, %v, want %s", text, f, err, want)
		}
	}
}

// Every number that has a text is read again, and no other.
func TestTextError(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		f    Rational
		want string
	}{
		{Rational{}, ""}, {Bad, "want a denominator above 0"}, {Frac(-1, 3), ""}, {FromInt(Pow10(999)), ""},
		{FromInt(Pow10(1000)), "want at most 1,000 digits"}, {Whole(1).Over(FromInt(Pow10(1000))), "want at most 1,000 digits"},
	} {
		got := ""
		if err := c.f.TextError(); err != nil {
			got = err.Error()
		}
		if back, err := Parse(c.f.String()); got != c.want || c.f.Given() && (err == nil) != (got == "" && back.Equal(c.f)) {
			t.Errorf("%.40v: %s, want %s; it is read as %.40v, %v", c.f, got, c.want, back, err)
		}
	}
}

// The shares that are rounded to a percentage, or cut to it, are between its bounds.
func TestParsePercent(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text string
		cut  bool
		want []string
	}{
		{"50", false, []string{"99/200", "101/200"}}, {"71.34", false, []string{"14267/20000", "14269/20000"}},
		{"0", false, []string{"0", "1/200"}}, {"100", false, []string{"199/200", "1"}},
		{"50." + strings.Repeat("0", 100), true,
			[]string{"1/2", Frac(1, 2).Plus(Quotient(big.NewInt(1), Pow10(102))).String()}},
		{"50", true, []string{"1/2", "51/100"}}, {"0.0", true, []string{"0", "1/1000"}}, {"100", true, []string{"1", "101/100"}},
	} {
		low, high, err := ParsePercent(c.text, c.cut)
		if diff := cmp.Diff(c.want, []string{low.String(), high.String()}); err != nil || diff != "" {
			t.Errorf("%s %%, cut %t: %v %s", c.text, c.cut, err, diff)
		}
	}
	const form = `want a percentage from 0 to 100, as "71.34 %"`
	for text, want := range map[string]string{
		"100.1": "want at most 100 %", "101": "want at most 100 %", "5.": `want "5 %"`, ".5": `want "0.5 %"`, "71,34": `want "71.34 %"`,
		"": form, ".": form, "-5": form, "+5": form, "5.-5": form, "1,234.5": form, "1e2": form, "1/2": form, "50.5.5": form, digits(1_001): form,
		"50." + digits(101): "want at most 100 decimals", strings.Repeat("0", 1_001): form,
	} {
		if low, high, err := ParsePercent(text, false); err == nil || err.Error() != want {
			t.Errorf("%.40q is %v to %v, %v, want %s", text, low, high, err, want)
		}
	}
}

// A share is among those that are rounded, or cut, to a percentage exactly if rounding or
// cutting it gives the percentage, and these bounds have the percentage as their text.
func TestPercentsOfAShare(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		den := rapid.Int64Range(1, 5000).Draw(t, "den")
		share, decimals := Frac(rapid.Int64Range(0, den).Draw(t, "num"), den), rapid.IntRange(0, 4).Draw(t, "decimals")
		cut := rapid.Bool().Draw(t, "cut")
		text := strings.TrimSuffix(share.Percent(decimals), " %")
		if cut {
			text = pointed(share.Times(FromInt(Pow10(2+decimals))).Floor().Num(), decimals)
		}
		low, high, err := ParsePercent(text, cut)
		if err != nil || share.Cmp(low) < 0 || share.Cmp(high) > -Bit(cut) {
			t.Fatalf("%v is %s %%, which is %v to %v, %v", share, text, low, high, err)
		}
		least, most, ok := Amount{Min: low, Max: high, Cut: cut}.Percentages()
		if !ok || least != text || most != text {
			t.Fatalf("%v to %v is %s to %s, %t, not %s", low, high, least, most, ok, text)
		}
		for _, bounds := range [][2]Rational{{low, {}}, {{}, high}, {low, Whole(1)}} {
			least, most, ok := Amount{Min: bounds[0], Max: bounds[1], Cut: cut}.Percentages()
			if !ok || (least == "") == bounds[0].Given() || (most == "") == bounds[1].Given() {
				t.Fatalf("%v is %q to %q, %t", bounds, least, most, ok)
			}
		}
	})
	for _, bounds := range [][2]Rational{{Frac(1, 3), {}}, {{}, Frac(2, 3)}, {Frac(1, 2), Frac(1, 3)}, {Frac(-1, 200), Frac(1, 200)}, {{}, Frac(201, 200)}, {Bad, {}}} {
		if least, most, ok := (Amount{Min: bounds[0], Max: bounds[1]}).Percentages(); ok {
			t.Errorf("%v is %s to %s", bounds, least, most)
		}
	}
}
