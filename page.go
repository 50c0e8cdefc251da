package tripartite

import (
	"fmt"
	"html"
	"maps"
	"slices"
	"strings"
)

// Page returns a page of the vote in HTML, for minutes and archives: its title and date, the
// picture, the finding, how each seat or bloc voted, and the sources. If the record has
// published figures only, the page shows these instead. The page is one file, without script
// and links to other files, and follows the reader's preference for dark or light.
//
// The Title of the picture is that of the record, unless it is set. Words and Lang are
// those of the picture, and texts of the record stay as they are.
//
// The clauses are those of the record's Finding, if it has one: a program can replace their
// texts, as for a picture. If Words is not set, the finding is on the page as a text, too.
//
// Every text is escaped. A source is a link only if it begins with "https://" or "http://".
// If the record does not hold, Page returns the error of [Record.Check].
func (p Picture) Page(r *Record) ([]byte, error) {
	if err := r.Check(); err != nil {
		return nil, err
	}
	if p.Title == "" {
		p.Title = r.Title
	}
	w := &pageWriter{words: pictureWords(p.Words)}
	w.head(p, r)
	if r.Figures != nil {
		w.figures(r)
	} else {
		t, err := r.Tally()
		if err != nil {
			return nil, err
		}
		f := Explain(r.Rule, t)
		if r.Finding != nil {
			f = *r.Finding // its texts may be in another language
		}
		heading := p
		heading.Title = ""
		svg, err := heading.Vote(t, f)
		if err != nil {
			return nil, err
		}
		w.raw("<figure>", string(svg), "</figure>\n")
		if p.Words == nil {
			w.raw("<pre>", html.EscapeString(f.String()), "</pre>\n")
		}
		w.votes(r, t)
	}
	w.sources(r.Sources)
	w.raw("</main>\n</body>\n</html>\n")
	return []byte(w.String()), nil
}

const pageStyle = `:root{color-scheme:light dark}` +
	`body{font:1rem/1.5 system-ui,sans-serif;margin:0}` +
	`main{max-width:48rem;margin:0 auto;padding:1rem}` +
	`h1{font-size:1.5rem;line-height:1.25;margin:.5rem 0}h2{font-size:1.1rem;margin:1.5rem 0 .3rem}` +
	`figure{margin:1rem 0}figure svg{max-width:100%;height:auto}` +
	`pre,.scroll{overflow-x:auto}pre{font-size:.85rem}` +
	`table{border-collapse:collapse;font-size:.95rem}th,td{text-align:left;padding:.15rem .6rem .15rem 0;border-bottom:1px solid #8884}` +
	`.n{text-align:right;font-variant-numeric:tabular-nums}` +
	`@media print{main{max-width:none;padding:0}pre{white-space:pre-wrap}h2{break-after:avoid}table,tr,figure{break-inside:avoid}}`

// pageWriter writes the parts of a page.
type pageWriter struct {
	strings.Builder
	words pictureWords
}

// raw writes parts of HTML.
func (w *pageWriter) raw(parts ...string) {
	for _, part := range parts {
		w.WriteString(part)
	}
}

// element writes an element with a text from outside.
func (w *pageWriter) element(tag, text string) {
	name, _, _ := strings.Cut(tag, " ")
	w.raw("<", tag, ">", html.EscapeString(plainParagraph(text)), "</", name, ">")
}

// head writes everything up to the rule.
func (w *pageWriter) head(p Picture, r *Record) {
	lang := ""
	if p.Lang != "" {
		lang = ` lang="` + html.EscapeString(plain(p.Lang)) + `"`
	}
	w.raw("<!DOCTYPE html>\n<html", lang, `><head><meta charset="utf-8">`,
		`<meta name="viewport" content="width=device-width, initial-scale=1">`)
	w.element("title", p.Title)
	w.raw("<style>", pageStyle, "</style></head>\n<body><main>\n")
	if p.Title != "" {
		w.element("h1", p.Title)
		w.raw("\n")
	}
	outcome := capital(w.words.say(r.Outcome.String()))
	w.element("p", sentence(outcome, r.Date))
	w.raw("\n")
	w.element("h2", capital(w.words.say("rule")))
	w.element("p", textOf(r.Rule))
	w.raw("\n")
}

// votes writes how each seat voted or, if that is not recorded, how many seats of each bloc
// voted how.
func (w *pageWriter) votes(r *Record, t Tally) {
	w.element("h2", capital(w.words.say("votes")))
	w.raw("\n<div class=\"scroll\"><table>\n")
	if r.Seats != nil {
		for _, id := range slices.SortedFunc(maps.Keys(r.Seats), r.Body.inOrder) {
			bloc, _ := r.Body.BlocOf(id)
			w.raw("<tr>")
			w.element("td", id)
			w.element("td", bloc)
			w.element("td", w.words.say(r.Seats[id].String()))
			w.raw("</tr>\n")
		}
	} else {
		w.blocs(t)
	}
	w.raw("</table></div>\n")
}

// inOrder compares two seats by their place in the body.
func (b *Body) inOrder(id, other string) int {
	s, _ := b.seat(id)
	o, _ := b.seat(other)
	return s.number - o.number
}

// blocs writes a table with a row for each bloc that has seats.
func (w *pageWriter) blocs(t Tally) {
	states, _ := t.columns()
	w.raw("<tr>")
	w.element("th", w.words.say("bloc"))
	for _, s := range states {
		w.element(`th class="n"`, w.words.say(s.String()))
	}
	w.raw("</tr>\n")
	for bloc := range t.Blocs() {
		if bloc.Seats(AllSeats) == 0 {
			continue
		}
		w.raw("<tr>")
		w.element("td", bloc.Name())
		for _, s := range states {
			w.element(`td class="n"`, fmt.Sprint(bloc.Seats(s)))
		}
		w.raw("</tr>\n")
	}
}

// figures writes the figures that were published.
func (w *pageWriter) figures(r *Record) {
	w.element("h2", capital(w.words.say("figures")))
	w.raw("\n<ul>\n")
	for _, f := range r.Figures {
		w.raw("<li>")
		w.element("span", f.String())
		w.raw("</li>\n")
	}
	w.raw("</ul>\n")
}

// sources writes where the figures are from.
func (w *pageWriter) sources(sources []string) {
	if len(sources) == 0 {
		return
	}
	w.element("h2", capital(w.words.say("sources")))
	w.raw("\n<ul>\n")
	for _, source := range sources {
		w.raw("<li>")
		if strings.HasPrefix(source, "https://") || strings.HasPrefix(source, "http://") {
			w.element(`a href="`+html.EscapeString(source)+`"`, source)
		} else {
			w.element("span", source)
		}
		w.raw("</li>\n")
	}
	w.raw("</ul>\n")
}
