package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"testing"

	"example.com/tripartite/internal/browser"
	"example.com/tripartite/internal/proptest"
)

// The page is at most 3 MB, and 2 MB as servers send it, compressed.
func TestSize(t *testing.T) {
	t.Parallel()
	if !proptest.Thorough() {
		t.Skip("compiling for the browser takes long")
	}
	page, err := build()
	if err != nil {
		t.Fatal(err)
	}
	var sent bytes.Buffer
	w := gzip.NewWriter(&sent)
	if _, err := w.Write(page); err != nil || w.Close() != nil {
		t.Fatal(err)
	}
	if len(page) > 3_000_000 || sent.Len() > 2_000_000 {
		t.Errorf("the page has %d bytes, %d compressed", len(page), sent.Len())
	}
}

// The page works from a file, offline: somebody types, and reads the answer from the screen.
func TestBrowserPlays(t *testing.T) {
	if os.Getenv("TRIPARTITE_BROWSER") == "" {
		t.Skip("TRIPARTITE_BROWSER names no browser")
	}
	text, err := build()
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "page.html")
	if err := os.WriteFile(file, text, 0o600); err != nil {
		t.Fatal(err)
	}
	page := browser.Open(t, (&url.URL{Scheme: "file", Path: file}).String())
	page.Call("Network.emulateNetworkConditions", map[string]any{"offline": true, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1})
	page.WaitFor(`document.getElementById("outcome").textContent === "adopted"`)
	page.Readable(360, "h1, p, label, small, pre")
	page.Picture("PLAYGROUND_PHONE")
	page.Readable(1280, "h1, p, label, small, pre")

	page.Type("votes", "Governments: 28 for\nEmployers: 14 against")
	page.WaitFor(`document.getElementById("possible").textContent.includes("adopted or rejected possible")`)
	page.Type("claim", "in Workers (at least 1 seat is for)")
	page.Shows("Refuted: this vote is adopted, and does not meet the claim.")
	page.Type("claim", "at least 1 seat is for")
	page.Shows("Proved: every vote that is adopted meets the claim.")
	speak := func(language string) {
		page.Call("Runtime.evaluate", map[string]any{
			"expression": `$('language').value = "` + language + `"; $('language').dispatchEvent(new Event('input'))`,
		})
	}
	speak("fr")
	page.Shows("Prouvé : chaque vote adopté remplit la condition.")
	page.WaitFor(`document.documentElement.lang === "fr" && document.querySelector("#picture svg").textContent.includes("voix exprimées")`)
	page.Readable(360, "h1, p, label, small, pre")
	speak("es")
	page.Shows("Probado: cada votación aprobada cumple la condición.")
	page.WaitFor(`document.documentElement.lang === "es"`)
	speak("en")
	page.Shows("Does every motion that is adopted meet this claim?")

	page.Type("statute", "group Workers: 4 seats\ngroup Employers: 4 seats\nrule decision:\n\tmore than 1/2 of vots cast are for\n")
	page.Shows(`line 4, column 19: found "vots"`)
	page.WaitFor(`document.querySelector("#statute-errors .error").click() || getSelection().toString().startsWith("vots")`)
	page.Type("statute", "group Workers: 4 seats\ngroup <b>Employers</b>: 4 seats\nrule decision:\n\tmore than 1/2 of votes cast are for\n")
	page.Type("votes", "Workers: 4 for\n<b>Employers</b>: 4 against")
	page.WaitFor(`document.getElementById("outcome").textContent === "rejected"`)
	page.WaitFor(`!document.querySelector("section b") && document.querySelector("#picture svg").textContent.includes("<b>Employers</b>")`)
	page.Type("votes", "seat,group,vote\nMs A,Workers,for\n")
	hostile := `</textarea><script>alert("é€𝄞")</script> # % + & ' \ ?`
	page.Type("claim", hostile)
	page.WaitFor(`document.querySelector("#claim-errors .error")` + " !== null")
	page.WaitFor(`document.getElementById("outcome").textContent === "adopted"`)

	address := page.Call("Runtime.evaluate", map[string]any{"expression": "location.href", "returnByValue": true})["result"].(map[string]any)["value"]
	page.Call("Page.navigate", map[string]any{"url": "about:blank"})
	page.Call("Page.navigate", map[string]any{"url": address})
	page.WaitFor(fmt.Sprintf(`document.getElementById("claim").value === %q`, hostile))
	page.WaitFor(`document.getElementById("votes").value.includes("Ms A,Workers,for") && document.getElementById("outcome").textContent === "adopted"`)
	took := page.Call("Runtime.evaluate", map[string]any{"returnByValue": true, "expression": `(() => {
		$('collection').value = 'ilo/governing-body'; $('collection').dispatchEvent(new Event('input'))
		const began = performance.now(); ask(); return performance.now() - began })()`})
	t.Log(fmt.Sprint("milliseconds for an answer about a council: ", took["result"]))
}
