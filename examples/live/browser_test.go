package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"example.com/tripartite/examples/internal/browser"
)

// press presses the button of a vote, and says that one is sure.
func press(page *browser.Page, vote string) {
	page.Click(vote)
	page.Click("Vote " + vote)
}

// A member follows a link and votes with a button, and the page shows how the outcome
// changes: open, certain, closed.
func TestBrowserSeesTheOutcomeChange(t *testing.T) {
	t.Parallel()
	m := open(t, t.TempDir(), small(), false)
	page := browser.Open(t, m.url+"/enter?token="+m.tokens["A 1"])
	page.Click("Enter as A 1")
	page.Shows("You are A 1. You have not voted.")
	page.Shows("Open, possible: rejected or adopted")
	page.Shows("0 of 6 seats have voted")
	page.Click("for")
	page.Click("Not yet")
	page.Shows("0 of 6 seats have voted")
	press(page, "for")
	page.Shows("A 1: for")
	page.Shows("You are A 1. You have voted “for”.")
	page.WaitFor(`[...document.querySelectorAll("#buttons button")].every(b => b.disabled)`)
	for seat, vote := range map[string]string{"A 2": "for", "A 3": "for", "B 1": "for"} {
		if status, text := m.send(seat, "PUT", "/vote", vote); status != 204 {
			t.Fatal(status, text)
		}
	}
	page.Shows("Open, adopted is certain")
	page.Shows("4 of 6 seats have voted")
	chair := browser.Open(t, m.url+"/enter?token="+m.tokens["chair"])
	chair.Click("Enter as the chair")
	chair.Shows("You are the chair.")
	chair.Click("Close the vote")
	chair.Shows("Close the vote? 2 of 6 seats have not voted.")
	chair.WaitFor(`(b => b && (b.click(), true))(document.querySelector("dialog[open] #yes"))`)
	page.Shows("Closed: adopted")
	seen := page.Call("Runtime.evaluate", map[string]any{"expression": `document.getElementById("seen").textContent`, "returnByValue": true})
	if text := fmt.Sprint(seen); !strings.Contains(text, "Open, possible: rejected or adoptedOpen, adopted is certainClosed: adopted") {
		t.Error(text)
	}
	page.Picture("LIVE_PICTURE")
}

// A link works from another site, as from an e-mail that is read in the browser, and so does
// one to the vote of somebody who has entered. A form of another site changes nothing.
func TestBrowserFollowsAForeignLink(t *testing.T) {
	t.Parallel()
	m := open(t, t.TempDir(), small(), false)
	foreign := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprintf(w, `<a href="%s/enter?token=%s">enter</a> <a href="%[1]s/">vote</a>
			<form method="post" action="%[1]s/close"><button>close</button></form>`, m.url, m.tokens["chair"])
	}))
	t.Cleanup(foreign.Close)
	site := strings.Replace(foreign.URL, "127.0.0.1", "localhost", 1) // another site
	page := browser.Open(t, site)
	page.Click("enter")
	page.Click("Enter as the chair")
	page.Shows("You are the chair.")
	page.Call("Page.navigate", map[string]any{"url": site})
	page.Click("vote")
	page.Shows("You are the chair.")
	page.Call("Page.navigate", map[string]any{"url": site})
	page.Click("close")
	page.Shows("cross-origin")
	if text := m.event(t); !strings.Contains(text, `"closed":false`) {
		t.Errorf("a foreign form closes the vote: %s", text)
	}
}

// The page fits a phone, and its colours can be read in the dark and in the light.
func TestBrowserOnAPhone(t *testing.T) {
	t.Parallel()
	m := open(t, t.TempDir(), small(), false)
	page := browser.Open(t, m.url+"/enter?token="+m.tokens["A 1"])
	page.Click("Enter as A 1")
	press(page, "against")
	page.Shows("A 1: against")
	page.Readable(360, "h1, p, li, button[aria-pressed=false]")
	page.Picture("LIVE_PHONE")
}
