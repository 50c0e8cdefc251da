// Playground writes a page to play with: a statute, votes, and at once the outcome with its
// reasons, a picture, what is still possible, how strong each seat is, and whether a claim
// holds. The page is one file, which needs no server and no network:
//
//	playground -o playground.html
//
// It holds the library, compiled for the browser by the go command, which must be there.
package main

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"encoding/base64"
	"flag"
	"fmt"
	"html/template"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

//go:embed page.html
var pageText string

//go:embed page.js
var script string

func main() {
	log.SetFlags(0)
	out := flag.String("o", "playground.html", "the `file` to write")
	flag.Parse()
	page, err := build()
	if err == nil {
		err = os.WriteFile(*out, page, 0o666)
	}
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%s: %.1f MB\n", *out, float64(len(page))/1e6)
}

// build returns the page.
func build() ([]byte, error) {
	program, err := compile()
	if err != nil {
		return nil, err
	}
	var compressed bytes.Buffer
	w, err := gzip.NewWriterLevel(&compressed, gzip.BestCompression)
	if err == nil {
		_, err = w.Write(program)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		return nil, err
	}
	support, err := goScript()
	if err != nil {
		return nil, err
	}
	t, err := template.New("page").Parse(pageText)
	if err != nil {
		return nil, err
	}
	var page bytes.Buffer
	err = t.Execute(&page, map[string]any{
		"Support": template.JS(support),
		"Script":  template.JS(script),
		"Program": base64.RawURLEncoding.EncodeToString(compressed.Bytes()),
	})
	return page.Bytes(), err
}

// compile compiles the app.
func compile() ([]byte, error) {
	dir, err := os.MkdirTemp("", "playground")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	file := filepath.Join(dir, "app.wasm")
	command := exec.Command("go", "build", "-trimpath", "-ldflags=-s -w", "-o", file, "example.com/tripartite/examples/playground/app")
	command.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	if said, err := command.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("go build: %w\n%s", err, said)
	}
	return os.ReadFile(file)
}

// goScript returns the script of the Go distribution that starts a program in a browser.
func goScript() ([]byte, error) {
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return nil, fmt.Errorf("go env: %w", err)
	}
	return os.ReadFile(filepath.Join(strings.TrimSpace(string(root)), "lib", "wasm", "wasm_exec.js"))
}
