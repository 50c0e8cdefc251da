package main

import (
	_ "embed"
	"html/template"

	"example.com/tripartite"
)

//go:embed page.html
var pageText string

// page makes the minutes of one vote, as a page that needs nothing else.
var page = template.Must(template.New("page").Parse(pageText))

// pageData holds what a page shows.
type pageData struct {
	tripartite.Words
	Title   string // of the motion or, without one, of the statute
	Body    string // the title of the statute, if it is not the title
	Outcome string
	Sources []string
	Picture template.HTML
}

// page prints the page of a vote. The picture has the counts, and every clause with its figures.
func (d *decision) page(f tripartite.Finding) error {
	picture, err := tripartite.Picture{Words: *d.words}.Vote(d.tally, f)
	if err != nil {
		return err
	}
	data := pageData{
		Words: *d.words, Title: d.title,
		Outcome: d.words.Phrase(f.Outcome.String()),
		Picture: template.HTML(picture), // Picture escapes every text
	}
	if d.statute != nil {
		data.Sources = d.statute.Sources
		if data.Body = d.statute.Title; data.Title == "" {
			data.Title, data.Body = data.Body, ""
		}
	}
	return page.Execute(d.stdout, data)
}
