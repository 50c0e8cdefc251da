package main

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"strconv"

	"example.com/tripartite"
)

var powerCommand = command{
	name:      "power",
	arguments: "[-given TEXT] [-choices STATES] [-o FORMAT] [-lang LANGUAGE] STATUTE [RULE]",
	about:     "say how strong each seat is under a rule",
	example:   `-o csv ilo/governing-body majority`,
	start: func(p *program, flags *flag.FlagSet) func([]string) (int, error) {
		given, in := givenFlag(flags), languageFlag(flags)
		choices, format := choicesFlag(flags), formatFlag(flags, "text", "json", "csv", "svg")
		return func(args []string) (int, error) { return p.power(args, *given, *choices, *format, in) }
	},
}

// power prints the power indices of the seats of a body.
func (p *program) power(
	args, given []string, choices tripartite.States, format string, in *tripartite.Words,
) (int, error) {
	if len(args) == 0 || len(args) > 2 {
		return 0, errors.New("want a statute and a rule")
	}
	c, heading, err := constitution(args[0], second(args), given, in)
	if err != nil {
		return 0, err
	}
	power, err := tripartite.PowerOf(c.Rule, c.Body, choices)
	if err != nil {
		return 0, err
	}
	switch format {
	case "json":
		return statusFine, json.NewEncoder(p.stdout).Encode(power)
	case "svg":
		title := said(in, "heading", capital(in.Phrase("power")), heading)
		_, err = p.stdout.Write(tripartite.Picture{Words: *in, Title: title}.Power(power))
		return statusFine, err
	case "csv":
		return statusFine, p.powerCSV(power)
	}
	fmt.Fprintf(p.stdout, "%s\n\n%s", heading, in.Power(power))
	return statusFine, nil
}

// powerColumns are the columns of power that a table of values has, after the part and what of
// it they belong to.
var powerColumns = []string{
	"seats", "banzhaf", "normalised", "shapley-shubik", "prevent", "initiate", "veto", "null",
}

// powerRow describes a bloc, with the indices of one of its seats, or a group, with their sums.
// A group has no sums of indices that do not add up.
type powerRow struct {
	key   [2]string // the part, and what of it
	cells []string  // by column
}

// powerRows returns a row for each bloc and for each group. Indices have six decimals. Shapley
// and Shubik's is empty if it is too large to be worked out.
func powerRows(power *tripartite.PowerIndices) (rows []powerRow, err error) {
	seats, groups, err := power.ShapleyShubik()
	if err != nil && !errors.Is(err, tripartite.ErrTooLarge) {
		return nil, err
	}
	for i, s := range power.Seats {
		rows = append(rows, powerRow{[2]string{s.Bloc, "seat"}, []string{
			strconv.Itoa(s.Seats), decimals(s.Banzhaf), decimals(s.Normalised), at(seats, i),
			decimals(s.Prevent), decimals(s.Initiate), strconv.FormatBool(s.Veto),
			strconv.FormatBool(s.Null),
		}})
	}
	for i, s := range power.Groups {
		rows = append(rows, powerRow{[2]string{s.Bloc, "group"}, []string{
			strconv.Itoa(s.Seats), "", decimals(s.Normalised), at(groups, i), "", "", "", "",
		}})
	}
	return rows, nil
}

// powerCSV prints a line for each row of one body, or of two, with each value before and after.
// The values of a part that only one of them has are empty in the other.
func (p *program) powerCSV(all ...*tripartite.PowerIndices) error {
	var keys [][2]string
	cells := map[[2]string][2][]string{}
	for k, power := range all {
		rows, err := powerRows(power)
		if err != nil {
			return err
		}
		for _, r := range rows {
			of, known := cells[r.key]
			if !known {
				keys = append(keys, r.key)
				of = [2][]string{make([]string, len(r.cells)), make([]string, len(r.cells))}
			}
			of[k] = r.cells
			cells[r.key] = of
		}
	}
	line := []string{"part", "of"}
	for _, name := range powerColumns {
		if len(all) == 1 {
			line = append(line, name)
		} else {
			line = append(line, name+" before", name+" after")
		}
	}
	w := csv.NewWriter(p.stdout)
	w.Write(line)
	for _, key := range keys {
		line := key[:]
		for i := range powerColumns {
			for k := range all {
				line = append(line, cells[key][k][i])
			}
		}
		w.Write(line)
	}
	w.Flush()
	return w.Error()
}

// decimals rounds an index for print.
func decimals(f tripartite.Fraction) string {
	if !f.Valid() {
		return ""
	}
	return f.Rat().FloatString(6)
}

// at returns the i-th of some indices, or nothing if there are none.
func at(indices []tripartite.Fraction, i int) string {
	if i >= len(indices) {
		return ""
	}
	return decimals(indices[i])
}

var compareCommand = command{
	name:      "compare",
	arguments: "[-choices STATES] [-o FORMAT] [-lang LANGUAGE] STATUTE [RULE] [STATUTE] RULE",
	about:     "say what a reform changes",
	example:   `ilo/governing-body majority "at least 2/3 of votes cast are for"`,
	start: func(p *program, flags *flag.FlagSet) func([]string) (int, error) {
		given, in := givenFlag(flags), languageFlag(flags)
		choices, format := choicesFlag(flags), formatFlag(flags, "text", "json", "csv", "svg")
		return func(args []string) (int, error) {
			return p.compare(args, *given, *choices, *format, in)
		}
	},
}

// compare prints what changes from one constitution to another.
func (p *program) compare(
	args, given []string, choices tripartite.States, format string, in *tripartite.Words,
) (int, error) {
	switch {
	case len(args) == 3 && isStatute(args[1]):
		args = []string{args[0], args[2], args[1], args[2]}
	case len(args) == 3:
		args = []string{args[0], args[1], args[0], args[2]}
	case len(args) != 4:
		return 0, errors.New("want a statute and two rules, two statutes and a rule of both, " +
			"or two statutes with a rule each")
	}
	before, was, beforeErr := constitution(args[0], args[1], given, in)
	after, is, afterErr := constitution(args[2], args[3], given, in)
	if err := errors.Join(beforeErr, afterErr); err != nil {
		return 0, err
	}
	comparison, err := tripartite.Compare(before, after, choices)
	if err != nil {
		return 0, err
	}
	if comparison.Before == nil && (format == "svg" || format == "csv") {
		return 0, comparison.Err() // there is no power to show
	}
	switch format {
	case "json":
		return statusFine, json.NewEncoder(p.stdout).Encode(comparison)
	case "svg":
		note := said(in, "heading", capital(in.Phrase("before")), was) + ". " +
			said(in, "heading", capital(in.Phrase("after")), is) + "."
		_, err = p.stdout.Write(tripartite.Picture{Words: *in, Note: note}.Comparison(comparison))
		return statusFine, err
	case "csv":
		return statusFine, p.powerCSV(comparison.Before, comparison.After)
	}
	_, err = fmt.Fprint(p.stdout, in.Comparison(comparison))
	return statusFine, err
}

// isStatute reports whether there is a statute of that name, or a file.
func isStatute(name string) bool {
	_, err := statuteText(name)
	return err == nil
}
