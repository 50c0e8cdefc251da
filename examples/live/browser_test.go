package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
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

// A member votes with a button, and the page shows how the outcome changes: open, certain,
// closed. The test needs a Chromium, whose name is in LIVE_BROWSER.
func TestBrowserSeesTheOutcomeChange(t *testing.T) {
	t.Parallel()
	name := os.Getenv("LIVE_BROWSER")
	if name == "" {
		t.Skip("LIVE_BROWSER names no browser")
	}
	m := open(t, t.TempDir(), small(), false)
	page := openPage(t, name, m.url+"/enter?token="+m.tokens["A 1"])
	page.shows("Open, possible: rejected or adopted")
	page.shows("0 of 6 seats have voted")
	page.waitFor(`(b => b && !b.disabled && (b.click(), true))([...document.querySelectorAll("button")].find(b => b.innerText === "for"))`)
	page.shows("A 1: for")
	page.waitFor(`[...document.querySelectorAll("button")].every(b => b.disabled)`)
	for seat, vote := range map[string]string{"A 2": "for", "A 3": "for", "B 1": "for"} {
		if status, text := m.send(seat, "PUT", "/vote", vote); status != 204 {
			t.Fatal(status, text)
		}
	}
	page.shows("Open, adopted is certain")
	page.shows("4 of 6 seats have voted")
	if status, text := m.send("(chair)", "POST", "/close", ""); status != 204 {
		t.Fatal(status, text)
	}
	page.shows("Closed: adopted")
	seen := page.call("Runtime.evaluate", map[string]any{"expression": `document.getElementById("seen").textContent`, "returnByValue": true})
	if text := fmt.Sprint(seen); !strings.Contains(text, "Open, possible: rejected or adoptedOpen, adopted is certainClosed: adopted") {
		t.Error(text)
	}
	if picture := os.Getenv("LIVE_PICTURE"); picture != "" {
		shot, _ := page.call("Page.captureScreenshot", map[string]any{"format": "png"})["data"].(string)
		if err := os.WriteFile(picture, []byte(shot), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}
