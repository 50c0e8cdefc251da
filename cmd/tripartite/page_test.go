package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Names from outside add nothing to a page, and what the page says it says once.
func TestPageOfHostileNames(t *testing.T) {
	t.Parallel()
	statute := filepath.Join(t.TempDir(), "statute.txt")
	text := "title: </title><script>alert(1)</script>\n" +
		"source: \"><img src=x onerror=alert(2)>\n" +
		"group \"<b>Workers</b>\": 4 seats\ngroup Employers: 4 seats\n" +
		"rule \"<i>decision</i>\" (art. 5):\n\tmore than 1/2 of votes cast are for\n"
	if err := os.WriteFile(statute, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	args := []string{
		"decide", "-o", "html", "-title", "<u>Wages</u>", statute,
		"<b>Workers</b>: 3 for, 1 absent", "Employers: 4 against",
	}
	status, page, stderr := run("", args...)
	if status != statusNo || stderr != "" {
		t.Fatalf("status %d: %s", status, stderr)
	}
	for _, wrong := range []string{"<script", "<img", "<b>", "<i>", "<u>", "</title><"} {
		if strings.Contains(page, wrong) {
			t.Errorf("the page has %s", wrong)
		}
	}
	for text, want := range map[string]int{
		"<svg": 1, "<h1>&lt;u&gt;Wages&lt;/u&gt;</h1>": 1,
		"<li>&#34;&gt;&lt;img src=x onerror=alert(2)&gt;</li>": 1,
		"&lt;b&gt;Workers&lt;/b&gt;</text>":                    2, // at its seats and beside its counts
		`name="viewport"`:                                      1, "prefers-color-scheme: dark": 1,
		"@media print": 2,
	} {
		if got := strings.Count(page, text); got != want {
			t.Errorf("the page has %q %d times, not %d", text, got, want)
		}
	}
}
