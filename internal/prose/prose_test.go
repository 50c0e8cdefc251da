package prose

import (
	"slices"
	"strings"
	"testing"
)

// A text that does not print is quoted, and a text that is too long is cut after a whole
// character.
func TestOneLine(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]string{
		"":           "",
		"CDU/CSU é":  "CDU/CSU é",
		"a\nb":       `"a\nb"`,
		"a\xff":      `"a\xff"`,
		"a\u202eb":   `"a\u202eb"`,
		"a\u00a0b":   `"a\u00a0b"`,
		"\ufffd":     "\ufffd",
		"tab\tulate": `"tab\tulate"`,
	} {
		if got := OneLine(s); got != want || Printable(s) != (got == s) {
			t.Errorf("%q: %s, and not %s", s, got, want)
		}
	}
	for s, want := range map[string]string{
		"":                              `""`,
		strings.Repeat("x", 200):        `"` + strings.Repeat("x", 200) + `"`,
		strings.Repeat("x", 201):        `"` + strings.Repeat("x", 200) + `…"`,
		strings.Repeat("x", 199) + "éx": `"` + strings.Repeat("x", 199) + `…"`,
	} {
		if got := Quoted(s); got != want {
			t.Errorf("%q: %s, and not %s", s, got, want)
		}
	}
}

// A text that is cut keeps whole characters, however long they are.
func TestShortenTo(t *testing.T) {
	t.Parallel()
	for most, want := range []string{"…", "a…", "a…", "aé…", "aé…", "aé…", "aé…", "aé𝄞"} {
		if got := ShortenTo(most, "aé𝄞"); got != want {
			t.Errorf("to %d bytes: %s, and not %s", most, got, want)
		}
	}
}

// The nearest name differs in case, or in as many letters as its length allows. Of several that
// are as near, it is the first.
func TestNearest(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"FOR":            "for",
		"fr":             "", // two letters have to agree
		"fort":           "for",
		"fxr":            "for",
		"fxx":            "",
		"agxxnst":        "against",
		"agaist":         "against",
		"aggainstt":      "against",
		"axxxnst":        "",
		"governmint":     "Government",
		"Governmens":     "Government",  // before Governments, which is as near
		"governments":    "Governments", // which is equal, and not only near
		"xxxernmentsxxx": "",
		"xxgovernment":   "Government",
		"gxoxvernment":   "Government",
		"vrnment":        "",
		"vernment":       "Government",
		"govxxxment":     "",
		"":               "",
	} {
		names := slices.Values([]string{"for", "against", "Government", "Governments"})
		if got := Nearest(name, names); got != want {
			t.Errorf("%s: %q, and not %q", name, got, want)
		}
	}
	names := slices.Repeat([]string{"other"}, mostCompared)
	names[mostCompared-1] = "voters"
	if got := Nearest("voter", slices.Values(names)); got != "voters" {
		t.Errorf("the last name that is compared is not found: %q", got)
	}
	names = append(slices.Repeat([]string{"other"}, mostCompared), "voters")
	if got := Nearest("voter", slices.Values(names)); got != "" {
		t.Errorf("%q is found beyond the names that are compared", got)
	}
}

func TestWords(t *testing.T) {
	t.Parallel()
	if got := Words(" Votes\t CAST  É[@Z`{ "); got != "votes cast É[@z`{" {
		t.Errorf("%q", got)
	}
}

func TestPlural(t *testing.T) {
	t.Parallel()
	for n, want := range []string{"0 seats", "1 seat", "2 seats"} {
		if got := Plural(n, "seat"); got != want {
			t.Errorf("%q, and not %q", got, want)
		}
	}
}

// All cells but the last of each row are aligned. What is not there leaves no space at the end of
// a line.
func TestColumnsAreAligned(t *testing.T) {
	t.Parallel()
	got := Columns([][]string{
		{"all", "rejected", ""},
		{"├─ half", "met", "50 of  90", "45 and  5  narrow"},
		{"│  ├─ été", "void", "a note that is longer than all others"},
		{"│  └─ none", "met", "0 of   0, no more, and no less"},
		{"└─ 20", "not met", " 9 of 100", "20 and 11"},
		{"   └─ last", "met", ""},
	})
	const want = `
all         rejected
├─ half     met       50 of  90  45 and  5  narrow
│  ├─ été   void      a note that is longer than all others
│  └─ none  met       0 of   0, no more, and no less
└─ 20       not met    9 of 100  20 and 11
   └─ last  met
`
	if got := "\n" + got; got != want {
		t.Errorf("the columns are %s\nnot %s", got, want)
	}
}

func TestTableIsAligned(t *testing.T) {
	t.Parallel()
	got := Table([][]string{{"", "votes", "", "x"}, {"États", "9", "", ""}, {"A", "", "", "12"}})
	if want := "       votes     x\nÉtats      9\nA               12\n"; got != want {
		t.Errorf("the table is\n%snot\n%s", got, want)
	}
}
