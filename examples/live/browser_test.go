package main

import (
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"

	"example.com/tripartite/internal/browser"
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
	// Somebody changes their mind before the page hears, with the next frame, that the question
	// was closed.
	page.WaitFor(`(vote => {
		vote.click()
		document.getElementById("sure").close("no")
		vote.click()
		requestAnimationFrame(() => requestAnimationFrame(() => window.heard = true))
		return true
	})([...document.querySelectorAll("#buttons button")].find(b => b.innerText === "for"))`)
	page.WaitFor(`window.heard`)
	page.Click("Vote for")
	page.Shows("A 1: for")
	page.Shows("You are A 1. You have voted “for”.")
	page.WaitFor(`[...document.querySelectorAll("#buttons button")].every(b => b.disabled)`)
	for seat, vote := range map[string]string{"A 2": "for", "A 3": "for", "B 1": "for"} {
		if status, text := m.send(seat, "PUT", "/vote", vote); status != 204 {
			t.Fatal(status, text)
		}
	}
	page.Shows("Open, certain to be adopted")
	page.Shows("4 of 6 seats have voted")
	chair := browser.Open(t, m.url+"/enter?token="+m.tokens["chair"])
	chair.Click("Enter as the chair")
	chair.Shows("You are the chair.")
	chair.Click("Close the vote")
	chair.Shows("Close the vote? 2 of 6 seats have not voted.")
	chair.WaitFor(`(b => b && (b.click(), true))(document.querySelector("dialog[open] #yes"))`)
	page.Shows("Closed: adopted")
	page.WaitFor(`document.getElementById("seen").textContent ===
		"Open, possible: rejected or adopted" + "Open, certain to be adopted" + "Closed: adopted"`)
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
			<form method="post" action="%[1]s/close"><button>close</button></form>`,
			m.url, m.tokens["chair"])
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
	if text := m.event(t, "chair"); !strings.Contains(text, `"closed":false`) {
		t.Errorf("a foreign form closes the vote: %s", text)
	}
}

// Each page fits a phone, and its colours can be read in the dark and in the light.
func TestBrowserOnAPhone(t *testing.T) {
	t.Parallel()
	m := open(t, t.TempDir(), small(), false)
	page := browser.Open(t, m.url+"/enter?token="+m.tokens["A 1"])
	page.Readable(360, "h1, p, b, button")
	page.Click("Enter as A 1")
	page.Click("against")
	page.Readable(360, "dialog[open] p, dialog[open] button")
	page.Click("Vote against")
	page.Shows("A 1: against")
	page.Readable(360, "h1, p, li, button[aria-pressed=false]")
	page.Picture("LIVE_PHONE")
	page.Readable(1280, "h1, p, li, button[aria-pressed=false]")
	if status, text := m.send("chair", "POST", "/close", ""); status != 204 {
		t.Fatal(status, text)
	}
	page.Click("minutes")
	page.Readable(360, "h1, p, pre, h2, td")
}

// outside returns a server at an address of this machine that is not the loopback, where
// browsers apply the rules for sites that are not secure.
func outside(t *testing.T) meeting {
	t.Helper()
	addresses, err := net.InterfaceAddrs()
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range addresses {
		network, ok := a.(*net.IPNet)
		if !ok || network.IP.IsLoopback() || network.IP.To4() == nil {
			continue
		}
		listener, err := net.Listen("tcp", net.JoinHostPort(network.IP.String(), "0"))
		if err == nil {
			return openOn(t, listener, t.TempDir(), small(), false)
		}
	}
	t.Skip("this machine has only a loopback address")
	return meeting{}
}

// Over plain HTTP a member can enter, too.
func TestBrowserOverPlainHTTP(t *testing.T) {
	t.Parallel()
	m := outside(t)
	page := browser.Open(t, m.url+"/enter?token="+m.tokens["A 1"])
	page.Click("Enter as A 1")
	page.Shows("You are A 1. You have not voted.")
	page.WaitFor("!window.isSecureContext")
}

// The votes of others change the picture, but not the buttons or what has the focus.
func TestBrowserKeepsTheButtons(t *testing.T) {
	t.Parallel()
	m := open(t, t.TempDir(), small(), false)
	page := browser.Open(t, m.url+"/enter?token="+m.tokens["A 1"])
	page.Click("Enter as A 1")
	page.Shows("You are A 1.")
	page.WaitFor(`(b => { if (!b) return false; b.focus(); window.mine = b;
		window.drawn = document.getElementById("picture").src; return !!window.drawn })(
		document.querySelector("#buttons button"))`)
	if status, text := m.send("chair", "PUT", "/seats/A%202", "suspended"); status != 204 {
		t.Fatal(status, text)
	}
	page.Shows("A 2: suspended")
	page.WaitFor(`document.getElementById("picture").src !== window.drawn`)
	page.WaitFor(`document.activeElement === window.mine &&
		document.querySelector("#buttons button") === window.mine`)
}

// While a proxy answers in place of the server, the page says so, and then goes on.
func TestBrowserSurvivesAProxy(t *testing.T) {
	t.Parallel()
	m := open(t, t.TempDir(), small(), false)
	target, err := url.Parse(m.url)
	if err != nil {
		t.Fatal(err)
	}
	proxy := httputil.NewSingleHostReverseProxy(target)
	direct := proxy.Director
	proxy.Director = func(r *http.Request) { direct(r); r.Host = target.Host }
	proxy.FlushInterval = -1
	var down atomic.Bool
	seen := make(chan bool, 100)
	front := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if down.Load() {
			seen <- true
			http.Error(w, "bad gateway", http.StatusBadGateway)
			return
		}
		proxy.ServeHTTP(w, r)
	}))
	t.Cleanup(func() { front.CloseClientConnections(); front.Close() })
	page := browser.Open(t, front.URL+"/enter?token="+m.tokens["A 1"])
	page.Click("Enter as A 1")
	page.Shows("0 of 6 seats have voted")
	down.Store(true)
	front.CloseClientConnections()
	<-seen // the events
	page.Shows("No connection")
	if status, text := m.send("A 2", "PUT", "/vote", "for"); status != 204 {
		t.Fatal(status, text)
	}
	<-seen // and whether they are refused
	down.Store(false)
	page.Shows("1 of 6 seats have voted")
	page.WaitFor(`document.getElementById("said").textContent === ""`)
}

// A window shows the vote that another window casts, also in a secret ballot. After one has
// entered as another seat, an older window votes for neither.
func TestBrowserWithTwoWindows(t *testing.T) {
	t.Parallel()
	m := open(t, t.TempDir(), small(), true)
	first := browser.Open(t, m.url+"/enter?token="+m.tokens["A 1"])
	first.Click("Enter as A 1")
	first.Shows("You are A 1. You have not voted.")
	second := first.Another(m.url)
	press(second, "for")
	first.Shows("You are A 1. You have voted “for”.")
	second = first.Another(m.url + "/enter?token=" + m.tokens["A 2"])
	second.Click("Enter as A 2")
	third := first.Another(m.url + "/enter?token=" + m.tokens["A 3"])
	third.Click("Enter as A 3")
	third.Shows("You are A 3. You have not voted.")
	second.Call("Page.bringToFront", map[string]any{}) // a page behind another draws no dialog
	press(second, "against")
	second.Shows("load this page again: you have entered as A 3")
	second.Shows("1 of 6 seats have voted")
}
