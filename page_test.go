package tripartite_test

import (
	"encoding/xml"
	"errors"
	"flag"
	"io"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	. "example.com/tripartite"
)

// The pages of the golden records are those of testdata/pages.
func TestPages(t *testing.T) {
	for name, record := range goldenRecords(t) {
		page, err := Picture{Lang: "en"}.Page(record)
		if err != nil {
			t.Fatal(err)
		}
		file := "testdata/pages/" + name + ".html"
		if flag.Lookup("update").Value.String() == "true" {
			if err := os.WriteFile(file, page, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), string(page)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		checkPage(t, string(page))
	}
}

// checkPage checks that a page is well formed but for the tags that HTML never closes, and
// that it runs nothing and loads nothing.
func checkPage(t *testing.T, page string) {
	t.Helper()
	open := regexp.MustCompile(`<meta [^>]*>`).ReplaceAllString(strings.TrimPrefix(page, "<!DOCTYPE html>"), "")
	d := xml.NewDecoder(strings.NewReader(open))
	d.Entity = xml.HTMLEntity
	for {
		token, err := d.Token()
		if err == io.EOF {
			return
		}
		if err != nil {
			t.Fatalf("%v\n%s", err, page)
		}
		element, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		if slices.Contains([]string{"script", "iframe", "object", "embed", "link", "img", "base", "form", "input"}, element.Name.Local) {
			t.Errorf("the page has a %s", element.Name.Local)
		}
		for _, attribute := range element.Attr {
			if name := attribute.Name.Local; strings.HasPrefix(name, "on") || name == "src" {
				t.Errorf("the page has %s=%q", name, attribute.Value)
			}
			if attribute.Name.Local == "href" && !strings.HasPrefix(attribute.Value, "http") && !strings.HasPrefix(attribute.Value, "#") {
				t.Errorf("the page links to %q", attribute.Value)
			}
		}
	}
}

// Names, titles and sources from outside add nothing to a page.
func TestHostilePage(t *testing.T) {
	t.Parallel()
	body := MustBody(Bloc{Name: `<script>alert(1)</script>`, Roll: []string{`"><img src=x onerror=alert(1)>`, "</td></table><h1>Adopted"}}, Bloc{Name: "]]>"}, Bloc{})
	ballot := body.OpenRoom()
	ballot.Close()
	r, err := NewRecord(Share{Of: For, Base: Present, Need: AtLeast(1, 2)}, ballot.Tally())
	if err != nil {
		t.Fatal(err)
	}
	r.Title = "</title><script>alert(2)</script>"
	r.Sources = []string{`javascript:alert(3)`, `https://x.org/"><script>alert(4)</script>`, "a\nb"}
	r.Counts, r.Seats = nil, map[string]States{`"><img src=x onerror=alert(1)>`: Silent, "</td></table><h1>Adopted": Silent}
	page, err := Picture{Lang: `en"><script>`}.Page(r)
	if err != nil {
		t.Fatal(err)
	}
	checkPage(t, string(page))
	if strings.Contains(string(page), "<script") || strings.Contains(string(page), "<h1>Adopted") || strings.Contains(string(page), `href="javascript`) {
		t.Errorf("%s", page)
	}
}

// There is no page of a record that does not hold.
func TestPageOfAWrongRecord(t *testing.T) {
	t.Parallel()
	r := goldenRecords(t)["counts"]
	r.Outcome = Rejected
	if page, err := (Picture{}).Page(r); !errors.Is(err, ErrRecord) || page != nil {
		t.Errorf("%s, %v", page, err)
	}
	if page, err := (Picture{}).Page(nil); !errors.Is(err, ErrRecord) || page != nil {
		t.Errorf("%s, %v", page, err)
	}
}
