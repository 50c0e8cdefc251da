package main

import (
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"example.com/tripartite/internal/browser"
)

// The page of a vote is readable on a phone and on a screen, in the light and in the dark, and on
// paper. It says nothing twice, and a name from outside stays a text.
func TestBrowserReadsThePage(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("Arbeitnehmerinnenvertretung", 12) // no browser breaks it by itself
	hostile := "title: </title><script>document.title = 1</script>" + long + "\n" +
		"source: \"><img src=x onerror=\"document.title = 2\">" + long + "\n" +
		"group \"<b>Workers</b>\": 4 seats\ngroup \"" + long[:60] + "\": 4 seats\n" +
		"rule \"<i>decision</i> " + long[:80] + "\" (art. 5):\n\tmore than 1/2 of votes cast are for\n"
	statute := filepath.Join(t.TempDir(), "statute.txt")
	if err := os.WriteFile(statute, []byte(hostile), 0o600); err != nil {
		t.Fatal(err)
	}
	var p *browser.Page
	for _, args := range [][]string{
		{
			statute, "<b>Workers</b>: 3 for, 1 absent", long[:60] + ": 4 against",
			"-title", "<u>Wages</u> & " + long,
		},
		{
			"ilo/governing-body", "-lang", "fr", "Governments: 16 for, 2 against, 8 abstain, 2 absent",
			"Employers: 14 for", "Workers: 12 for, 2 suspended",
		},
		{ // void
			"ilo/governing-body", "Governments: 28 absent", "Employers: 14 absent", "Workers: 14 absent",
		},
		{ // with weights
			"ilo/committee", "-lang", "es", "Governments: 60 for, 9 against, 41 absent",
			"Employers: 35 against", "Workers: 4 for, 14 abstain",
		},
	} {
		status, page, stderr := run("", append([]string{"decide", "-o", "html"}, args...)...)
		if status == statusFailed || stderr != "" {
			t.Fatalf("status %d: %s", status, stderr)
		}
		file := "file://" + filepath.Join(t.TempDir(), "page.html")
		if err := os.WriteFile(strings.TrimPrefix(file, "file://"), []byte(page), 0o600); err != nil {
			t.Fatal(err)
		}
		if p == nil {
			p = browser.Open(t, file)
		} else {
			p.Call("Page.navigate", map[string]any{"url": file})
		}
		p.WaitFor(fmt.Sprintf(`location.href === %q && document.readyState === "complete"`, file))
		readPage(t, p)
	}
}

// readPage checks a page of a vote.
func readPage(t *testing.T, p *browser.Page) {
	const texts = "h1, p, li, svg text"
	t.Helper()
	p.Call("Emulation.setEmulatedMedia", map[string]any{"media": ""})
	p.WaitFor(`document.querySelectorAll("script, img, b, i, u").length === 0`)
	p.WaitFor(`document.title.length > 2`) // a script or an event would have changed it
	// Names and numbers are in the picture more than once.
	p.WaitFor(`(() => {
		const all = [...document.querySelectorAll("` + texts + `")].map(e => e.textContent.trim())
		const sentences = all.filter(s => s.includes(" ") && s.length > 15)
		return sentences.length > 0 && new Set(sentences).size === sentences.length
	})()`)
	p.WaitFor(`[...document.querySelectorAll("svg text")].every(e => {
		const box = e.getBBox()
		return box.x >= 0 && box.x + box.width <= e.ownerSVGElement.viewBox.baseVal.width
	})`)
	for _, width := range []int{360, 1280} {
		p.Readable(width, texts)
	}
	p.Picture("COMMAND_PICTURE")
	// Paper is white, whatever the reader prefers on the screen.
	p.Call("Emulation.setEmulatedMedia", map[string]any{"media": "print", "features": []any{
		map[string]any{"name": "prefers-color-scheme", "value": "dark"}}})
	p.WaitFor(`getComputedStyle(document.documentElement).backgroundColor === "rgb(255, 255, 255)"`)
	p.WaitFor(`[...document.querySelectorAll("` + texts + `")].every(e =>
		getComputedStyle(e).color.match(/\d+/g).slice(0, 3).some(x => x < 100))`)
	printed, _ := p.Call("Page.printToPDF", map[string]any{"printBackground": true})["data"].(string)
	pdf, err := base64.StdEncoding.DecodeString(printed)
	if err != nil || !strings.HasPrefix(string(pdf), "%PDF-") {
		t.Fatal(fmt.Sprintf("%.20q", pdf), err)
	}
	if file := os.Getenv("COMMAND_PDF"); file != "" {
		if err := os.WriteFile(file, pdf, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}
