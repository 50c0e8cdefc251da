// Package browser drives a Chromium in tests, by the DevTools protocol through two pipes. The
// variable TRIPARTITE_BROWSER names the program. Without it, the tests that need one are
// skipped.
package browser

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"testing"
	"time"
)

// Page is a page in a Chromium.
type Page struct {
	*connection
	t       *testing.T
	session string
}

// connection leads to a Chromium. It is for one goroutine.
type connection struct {
	requests *os.File
	answers  *bufio.Reader
	id       int
}

// Call calls a method and returns its result.
func (p *Page) Call(method string, params map[string]any) map[string]any {
	p.t.Helper()
	result, refused := p.try(method, params)
	if refused != nil {
		p.t.Fatalf("%s: %v", method, refused)
	}
	return result
}

// try calls a method and returns its result, or why the browser refuses.
func (p *Page) try(method string, params map[string]any) (result map[string]any, refused any) {
	p.t.Helper()
	p.id++
	request := map[string]any{"id": p.id, "method": method, "params": params}
	if p.session != "" {
		request["sessionId"] = p.session
	}
	text, err := json.Marshal(request)
	if err == nil {
		_, err = p.requests.Write(append(text, 0))
	}
	for err == nil {
		var answer struct {
			ID     int
			Result map[string]any
			Error  any
		}
		if text, err = p.answers.ReadBytes(0); err != nil {
			break
		}
		err = json.Unmarshal(text[:len(text)-1], &answer)
		if err == nil && answer.ID == p.id { // others are events
			return answer.Result, answer.Error
		}
	}
	p.t.Fatalf("%s: %v", method, err)
	return nil, nil
}

// Open starts the browser and opens a page. Without a browser, the test is skipped.
func Open(t *testing.T, url string) *Page {
	t.Helper()
	name := os.Getenv("TRIPARTITE_BROWSER")
	if name == "" {
		t.Skip("TRIPARTITE_BROWSER names no browser")
	}
	theirRead, requests, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	answers, theirWrite, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	process := exec.Command(name, "--headless", "--no-sandbox", "--disable-gpu",
		"--remote-debugging-pipe", "--user-data-dir="+t.TempDir(), "about:blank")
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
	c := &connection{requests: requests, answers: bufio.NewReader(answers)}
	return (&Page{connection: c, t: t}).Another(url)
}

// Another opens a page in another window of the same browser.
func (p *Page) Another(url string) *Page {
	p.t.Helper()
	p = &Page{connection: p.connection, t: p.t}
	target := p.Call("Target.createTarget", map[string]any{"url": url})["targetId"]
	attach := map[string]any{"targetId": target, "flatten": true}
	p.session, _ = p.Call("Target.attachToTarget", attach)["sessionId"].(string)
	return p
}

// evaluate returns the value of an expression in the page, or why the browser refuses.
func (p *Page) evaluate(expression string) (result map[string]any, refused any) {
	p.t.Helper()
	return p.try("Runtime.evaluate", map[string]any{"expression": expression, "returnByValue": true})
}

// WaitFor waits until an expression in the page is true, for as long as the tests may take.
func (p *Page) WaitFor(expression string) {
	p.t.Helper()
	for end, ends := p.t.Deadline(); ; time.Sleep(20 * time.Millisecond) {
		// An answer is refused while the page goes to another.
		result, _ := p.evaluate(expression)
		if value, _ := result["result"].(map[string]any); value["value"] == true {
			return
		}
		if ends && time.Until(end) < 10*time.Second {
			all, _ := p.evaluate("document.body.innerText")
			p.t.Fatalf("not true on the page: %s\n%v", expression, all)
		}
	}
}

// Shows waits until the page shows a text.
func (p *Page) Shows(text string) {
	p.t.Helper()
	p.WaitFor(fmt.Sprintf("document.body.innerText.includes(%q)", text))
}

// Click waits for a button that can be pressed, and presses it once the answer is on its way: the
// page can go to another with the click.
func (p *Page) Click(text string) {
	p.t.Helper()
	p.WaitFor(fmt.Sprintf(`(b => b && (setTimeout(() => b.click()), true))(
		[...document.querySelectorAll("button, a")].find(
			b => b.innerText === %q && !b.disabled && b.checkVisibility()))`, text))
}

// Type types a text into the field with that ID, as somebody does, in place of what it has.
func (p *Page) Type(id, text string) {
	p.t.Helper()
	p.WaitFor(fmt.Sprintf(`(f => f && (f.focus(), f.select(), document.activeElement === f))(
		document.getElementById(%q))`, id))
	p.Call("Input.insertText", map[string]any{"text": text})
}

// Readable checks the page at a width, in the light and in the dark: nothing is wider than
// the page, and the texts of those elements stand out from the paper.
func (p *Page) Readable(width int, elements string) {
	p.t.Helper()
	p.Call("Emulation.setDeviceMetricsOverride", map[string]any{
		"width": width, "height": 740, "deviceScaleFactor": 1, "mobile": width < 600,
	})
	for _, scheme := range []string{"light", "dark"} {
		feature := map[string]any{"name": "prefers-color-scheme", "value": scheme}
		p.Call("Emulation.setEmulatedMedia", map[string]any{"features": []any{feature}})
		p.WaitFor(fmt.Sprintf(`document.documentElement.scrollWidth <= %d`, width))
		p.WaitFor(fmt.Sprintf(`(() => {
			const light = colour => {
				const [r, g, b] = colour.match(/[\d.]+/g).map(
					x => (x /= 255) <= 0.04 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4)
				return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05
			}
			const paper = light(getComputedStyle(document.documentElement).backgroundColor)
			const all = [...document.querySelectorAll(%q)].filter(e => !e.disabled)
			return all.length > 0 && (paper > 0.5) === %t && all.every(e => {
				const ink = light(getComputedStyle(e).color)
				return Math.max(ink, paper) / Math.min(ink, paper) >= 4.5
			})
		})()`, elements, scheme == "light"))
	}
}

// Picture writes what the browser shows to the file that a variable names, if it names one.
func (p *Page) Picture(variable string) {
	p.t.Helper()
	file := os.Getenv(variable)
	if file == "" {
		return
	}
	shot, _ := p.Call("Page.captureScreenshot", map[string]any{"format": "png"})["data"].(string)
	png, err := base64.StdEncoding.DecodeString(shot)
	if err == nil {
		err = os.WriteFile(file, png, 0o600)
	}
	if err != nil {
		p.t.Fatal(err)
	}
}
