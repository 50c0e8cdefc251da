package prose

import "testing"

// A name has a flaw if it would not read as itself. The limit is in bytes.
func TestFlaw(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"CDU/CSU":   "",
		"Ångström":  "10 bytes: want at most 8",
		"a b c d":   "",
		"a b c d e": "9 bytes: want at most 8",
		"":          "it is empty",
		"a\xff":     "it is not valid UTF-8",
		"a\ufffd":   "it has U+FFFD, which stands for text that was lost",
		"a\nb":      "it has U+000A, which does not print",
		"a\u00a0b":  "it has U+00A0, which does not print",
		"a ":        "it begins or ends with a space",
		" a":        "it begins or ends with a space",
	} {
		if got := Flaw(name, 8); got != want {
			t.Errorf("%q: %q, and not %q", name, got, want)
		}
	}
}
