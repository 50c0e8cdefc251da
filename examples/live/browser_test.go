package main

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// browser is a Chromium that is told what to do through two pipes, by its DevTools protocol.
type browser struct {
	t        *testing.T
	requests *os.File
	answers  *bufio.Reader
	id       int
	session  string
}

// call calls a method and returns its result.
func (b *browser) call(method string, params map[string]any) map[string]any {
	b.t.Helper()
	b.id++
	request := map[string]any{"id": b.id, "method": method, "params": params}
	if b.session != "" {
		request["sessionId"] = b.session
	}
	text, err := json.Marshal(request)
	if err == nil {
		_, err = b.requests.Write(append(text, 0))
	}
	for err == nil {
		var answer struct {
			ID     int
			Result map[string]any
			Error  any
		}
		if text, err = b.answers.ReadBytes(0); err != nil {
			break
		}
		if err = json.Unmarshal(text[:len(text)-1], &answer); err == nil && answer.ID == b.id { // others are events
			if answer.Error != nil {
				b.t.Fatalf("%s: %v", method, answer.Error)
			}
			return answer.Result
		}
	}
	b.t.Fatalf("%s: %v", method, err)
	return nil
}

// openPage starts the browser and opens a page.
func openPage(t *testing.T, name, url string) *browser {
	t.Helper()
	theirRead, requests, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	answers, theirWrite, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	process := exec.Command(name, "--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe", "--user-data-dir="+t.TempDir(), "about:blank")
	process.ExtraFiles = []*os.File{theirRead, theirWrite}
	// Each process of the browser holds its standard error: Wait returns when the last one
	// has ended, and only then is the directory removed that they write to.
	process.Stderr = new(bytes.Buffer)
	err = process.Start()
	theirRead.Close() // or a browser that ends would leave its answers open
	theirWrite.Close()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		process.Process.Kill()
		process.Wait()
		if t.Failed() {
			t.Logf("the browser said: %s", process.Stderr)
		}
	})
	b := &browser{t: t, requests: requests, answers: bufio.NewReader(answers)}
	target := b.call("Target.createTarget", map[string]any{"url": url})["targetId"]
	b.session, _ = b.call("Target.attachToTarget", map[string]any{"targetId": target, "flatten": true})["sessionId"].(string)
	return b
}

// waitFor waits until an expression in the page is true, for as long as the tests may take.
func (b *browser) waitFor(expression string) {
	b.t.Helper()
	for end, ends := b.t.Deadline(); ; time.Sleep(20 * time.Millisecond) {
		result := b.call("Runtime.evaluate", map[string]any{"expression": expression, "returnByValue": true})
		if value, _ := result["result"].(map[string]any); value["value"] == true {
			return
		}
		if ends && time.Until(end) < 10*time.Second {
			all := b.call("Runtime.evaluate", map[string]any{"expression": "document.body.innerText", "returnByValue": true})
			b.t.Fatalf("not true on the page: %s\n%v", expression, all)
		}
	}
}

// shows waits until the page shows a text.
func (b *browser) shows(text string) {
	b.t.Helper()
	b.waitFor(fmt.Sprintf("document.body.innerText.includes(%q)", text))
}

// browserName is the Chromium that LIVE_BROWSER names. Without it, the test is skipped.
func browserName(t *testing.T) string {
	t.Helper()
	name := os.Getenv("LIVE_BROWSER")
	if name == "" {
		t.Skip("LIVE_BROWSER names no browser")
	}
	return name
}

// click waits for a button that can be pressed, and presses it.
func (b *browser) click(text string) {
	b.t.Helper()
	b.waitFor(fmt.Sprintf(`(b => b && (b.click(), true))([...document.querySelectorAll("button, a")].find(
		b => b.innerText === %q && !b.disabled && b.checkVisibility()))`, text))
}

// vote presses the button of a vote, and says that one is sure.
func (b *browser) vote(vote string) {
	b.t.Helper()
	b.click(vote)
	b.click("Vote " + vote)
}

// A member follows a link and votes with a button, and the page shows how the outcome
// changes: open, certain, closed.
func TestBrowserSeesTheOutcomeChange(t *testing.T) {
	t.Parallel()
	name := browserName(t)
	m := open(t, t.TempDir(), small(), false)
	page := openPage(t, name, m.url+"/enter?token="+m.tokens["A 1"])
	page.click("Enter as A 1")
	page.shows("You are A 1. You have not voted.")
	page.shows("Open, possible: rejected or adopted")
	page.shows("0 of 6 seats have voted")
	page.click("for")
	page.click("Not yet")
	page.shows("0 of 6 seats have voted")
	page.vote("for")
	page.shows("A 1: for")
	page.shows("You are A 1. You have voted “for”.")
	page.waitFor(`[...document.querySelectorAll("#buttons button")].every(b => b.disabled)`)
	for seat, vote := range map[string]string{"A 2": "for", "A 3": "for", "B 1": "for"} {
		if status, text := m.send(seat, "PUT", "/vote", vote); status != 204 {
			t.Fatal(status, text)
		}
	}
	page.shows("Open, adopted is certain")
	page.shows("4 of 6 seats have voted")
	chair := openPage(t, name, m.url+"/enter?token="+m.tokens["chair"])
	chair.click("Enter as the chair")
	chair.shows("You are the chair.")
	chair.click("Close the vote")
	chair.shows("Close the vote? 2 of 6 seats have not voted.")
	chair.waitFor(`(b => b && (b.click(), true))(document.querySelector("dialog[open] #yes"))`)
	page.shows("Closed: adopted")
	seen := page.call("Runtime.evaluate", map[string]any{"expression": `document.getElementById("seen").textContent`, "returnByValue": true})
	if text := fmt.Sprint(seen); !strings.Contains(text, "Open, possible: rejected or adoptedOpen, adopted is certainClosed: adopted") {
		t.Error(text)
	}
	page.picture("LIVE_PICTURE")
}

// picture writes what the browser shows to the file that a variable names, if it names one.
func (b *browser) picture(variable string) {
	b.t.Helper()
	file := os.Getenv(variable)
	if file == "" {
		return
	}
	shot, _ := b.call("Page.captureScreenshot", map[string]any{"format": "png"})["data"].(string)
	png, err := base64.StdEncoding.DecodeString(shot)
	if err == nil {
		err = os.WriteFile(file, png, 0o600)
	}
	if err != nil {
		b.t.Fatal(err)
	}
}

// A link works from another site, as from an e-mail that is read in the browser, and so does
// one to the vote of somebody who has entered. A form of another site changes nothing.
func TestBrowserFollowsAForeignLink(t *testing.T) {
	t.Parallel()
	name := browserName(t)
	m := open(t, t.TempDir(), small(), false)
	foreign := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprintf(w, `<a href="%s/enter?token=%s">enter</a> <a href="%[1]s/">vote</a>
			<form method="post" action="%[1]s/close"><button>close</button></form>`, m.url, m.tokens["chair"])
	}))
	t.Cleanup(foreign.Close)
	site := strings.Replace(foreign.URL, "127.0.0.1", "localhost", 1) // another site
	page := openPage(t, name, site)
	page.click("enter")
	page.click("Enter as the chair")
	page.shows("You are the chair.")
	page.call("Page.navigate", map[string]any{"url": site})
	page.click("vote")
	page.shows("You are the chair.")
	page.call("Page.navigate", map[string]any{"url": site})
	page.click("close")
	page.shows("cross-origin")
	if text := m.event(t); !strings.Contains(text, `"closed":false`) {
		t.Errorf("a foreign form closes the vote: %s", text)
	}
}

// The page fits a phone, and its colours can be read in the dark and in the light.
func TestBrowserOnAPhone(t *testing.T) {
	t.Parallel()
	name := browserName(t)
	m := open(t, t.TempDir(), small(), false)
	page := openPage(t, name, m.url+"/enter?token="+m.tokens["A 1"])
	page.call("Emulation.setDeviceMetricsOverride", map[string]any{"width": 360, "height": 740, "deviceScaleFactor": 1, "mobile": true})
	page.click("Enter as A 1")
	page.vote("against")
	page.shows("A 1: against")
	for _, scheme := range []string{"light", "dark"} {
		page.call("Emulation.setEmulatedMedia", map[string]any{"features": []map[string]any{{"name": "prefers-color-scheme", "value": scheme}}})
		page.waitFor(`document.documentElement.scrollWidth <= 360`)
		page.waitFor(`(() => {
			const light = colour => {
				const [r, g, b] = colour.match(/[\d.]+/g).map(x => (x /= 255) <= 0.04 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4)
				return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05
			}
			const paper = light(getComputedStyle(document.documentElement).backgroundColor)
			return [...document.querySelectorAll("h1, p, li, button[aria-pressed=false]")].filter(e => !e.disabled).every(e => {
				const ink = light(getComputedStyle(e).color)
				return Math.max(ink, paper) / Math.min(ink, paper) >= 4.5
			}) && (paper > 0.5) === ` + fmt.Sprint(scheme == "light") + `
		})()`)
	}
	page.picture("LIVE_PHONE")
}
