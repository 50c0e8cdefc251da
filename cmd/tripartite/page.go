package main

import (
	_ "embed"
	"html/template"

	"example.com/tripartite"
)

//go:embed page.html
var pageText string

// page is the minutes of one vote, as a page that needs nothing else.
var page = template.Must(template.New("page").Parse(pageText))

// pageData is what a page shows.
type pageData struct {
	tripartite.Words
	Title   string // of the motion or, without one, of the statute
	Body    string // the title of the statute, if it is not the title
	Outcome string
	About   string // the rule
	Sources []string
	Picture template.HTML
	States  []tripartite.States
	Rows    []pageRow
}

// pageRow is a line of the table of counts.
type pageRow struct {
	Name  string
	Seats []int
	All   int
	Votes tripartite.Fraction // of a seat
}

// page prints the page of a vote. The picture has every clause with its figures, and the
// table what was counted.
func (d *decision) page(f tripartite.Finding) error {
	picture, err := tripartite.Picture{Words: d.language.Words}.Vote(d.tally, f)
	if err != nil {
		return err
	}
	data := pageData{
		Words: d.language.Words, Title: d.title,
		Outcome: d.language.Phrase(f.Outcome.String()), About: d.language.Rule(d.by),
		Picture: template.HTML(picture), // Picture escapes every text
	}
	if d.statute != nil {
		data.Sources = d.statute.Sources
		if data.Body = d.statute.Title; data.Title == "" {
			data.Title, data.Body = data.Body, ""
		}
	}
	for s := tripartite.For; s != 0; s <<= 1 {
		if d.tally.Seats(s) > 0 {
			data.States = append(data.States, s)
		}
	}
	for path, part := range d.tally.Blocs() {
		data.Rows = append(data.Rows, pageRow{path, seatsIn(part, data.States), part.Seats(tripartite.AllSeats), part.Weight()})
	}
	data.Rows = append(data.Rows, pageRow{d.language.Phrase("all"), seatsIn(d.tally, data.States), d.tally.Seats(tripartite.AllSeats), tripartite.Fraction{}})
	return page.Execute(d.stdout, data)
}

// seatsIn returns the seats of a tally in each of the states.
func seatsIn(t tripartite.Tally, states []tripartite.States) []int {
	seats := make([]int, len(states))
	for i, s := range states {
		seats[i] = t.Seats(s)
	}
	return seats
}
