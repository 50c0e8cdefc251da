// Can a press report of a vote be true, and what follows from it? This program
// reads reports from text files, as in the directory reports: the seats of the
// three groups, and the figures that were published. It reads those that are
// named, or the two that it comes with.
package main

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"log"
	"os"
	"strconv"
	"strings"

	"example.com/tripartite"
)

//go:embed reports
var reports embed.FS

var rules = []struct {
	name string
	rule tripartite.Rule
}{
	{"a simple majority", tripartite.SimpleMajority()},
	{"two thirds", tripartite.TwoThirds()},
	{"a majority of all", tripartite.AbsoluteMajority()},
	{"a majority in each group", tripartite.EachGroup(tripartite.SimpleMajority())},
	{"four fifths of those present", tripartite.Share{Of: tripartite.For, Base: tripartite.Present, Need: tripartite.AtLeast(4, 5)}},
}

func main() {
	log.SetFlags(0)
	read, names := os.ReadFile, os.Args[1:]
	if len(names) == 0 {
		read = reports.ReadFile
		var err error
		if names, err = fs.Glob(reports, "reports/*"); err != nil {
			log.Fatal(err)
		}
	}
	for _, name := range names {
		text, err := read(name)
		if err == nil {
			fmt.Printf("== %s\n", name)
			err = report(string(text))
		}
		if err != nil {
			log.Fatalf("%s: %v", name, err)
		}
	}
}

func report(text string) error {
	figures, err := tripartite.ParseFigures(text)
	if err != nil {
		return err
	}
	body, err := bodyOf(text)
	if err != nil {
		return err
	}
	err = eachLine(text, func(figures []tripartite.Figure) error {
		_, err := body.Infer(figures...)
		return err
	})
	if err != nil && !errors.Is(err, tripartite.ErrConflict) {
		return err
	}
	fmt.Println(body)
	vote, err := body.Infer(figures...)
	var conflict *tripartite.Conflict
	if errors.As(err, &conflict) {
		fmt.Println("These figures cannot all be true:")
		for _, claim := range conflict.Claims {
			fmt.Println("  " + claim.String())
		}
		return nil
	} else if err != nil {
		return err
	}
	fmt.Println("The figures can be true. What follows from them:")
	table, err := vote.Table()
	if err != nil {
		return err
	}
	fmt.Print(table)
	if n, err := vote.Len(); err != nil {
		fmt.Println("More votes fit than are counted here.")
	} else {
		fmt.Printf("%d votes fit.\n", n)
	}
	for _, r := range rules {
		if outcomes, err := vote.Outcomes(r.rule); err != nil {
			fmt.Printf("Under %s: not known, it is %v.\n", r.name, err)
		} else {
			fmt.Printf("Under %s: %v.\n", r.name, outcomes)
		}
	}
	return nil
}

// eachLine visits the figures of each line of a text that can be read.
func eachLine(text string, visit func([]tripartite.Figure) error) error {
	number := 0
	for line := range strings.Lines(text) {
		number++
		figures, err := tripartite.ParseFigures(line)
		if err == nil {
			err = visit(figures)
		}
		if err != nil {
			return fmt.Errorf("line %d: %w", number, err)
		}
	}
	return nil
}

// bodyOf is the body of three groups whose seats are among the figures.
func bodyOf(text string) (*tripartite.Body, error) {
	var groups []tripartite.Bloc
	err := eachLine(text, func(figures []tripartite.Figure) error {
		for _, f := range figures {
			if f.Of != tripartite.AllSeats || f.Part == "" || !f.Min.Equal(f.Max) {
				continue
			}
			size, err := strconv.Atoi(f.Max.String())
			if err != nil || len(groups) == 3 {
				return fmt.Errorf("%v: not the seats of one of three groups", f)
			}
			groups = append(groups, tripartite.Bloc{Name: f.Part, Size: size})
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if len(groups) != 3 {
		return nil, fmt.Errorf("the seats of %d groups are given, not of 3", len(groups))
	}
	return tripartite.NewBody(groups[0], groups[1], groups[2])
}
