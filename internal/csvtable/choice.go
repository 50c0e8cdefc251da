package csvtable

import (
	"cmp"
	"slices"
	"strings"

	"example.com/tripartite/internal/prose"
)

// Choice reads columns of 0 and 1, of which exactly one is 1 on each line.
type Choice struct {
	table   *Table
	columns []column // in the order of the header
}

// Choice returns the choice among the columns of these names. If it cannot be, Err returns an
// error.
func (t *Table) Choice(names []string) *Choice {
	c := &Choice{table: t}
	for _, name := range names {
		c.columns = append(c.columns, column{number: t.Column(name), name: name})
	}
	slices.SortStableFunc(c.columns, func(a, b column) int { return cmp.Compare(a.number, b.number) })
	for i := 1; i < len(c.columns); i++ {
		if before := c.columns[i-1]; before.number == c.columns[i].number {
			t.fail("two options for the column "+prose.Quoted(before.name), "")
		}
	}
	return c
}

// Chosen returns the name of the column that is 1 on the current line. If not exactly one column
// is 1, or a column is neither 0 nor 1, wrong says so.
func (c *Choice) Chosen() (name, wrong string) {
	ones := 0
	for _, o := range c.columns {
		switch field := c.table.Field(o.number); field {
		case "0":
		case "1":
			name, ones = o.name, ones+1
		default:
			quoted := prose.Quoted(field)
			return "", "column " + prose.Quoted(o.name) + ": " + quoted + ": want 0 or 1"
		}
	}
	if ones == 1 {
		return name, ""
	}
	var names []string // of the columns that are 1, or of all
	for _, o := range c.columns {
		if ones == 0 || c.table.Field(o.number) == "1" {
			names = append(names, prose.Quoted(o.name))
		}
	}
	if ones == 0 {
		return "", "no column is 1: want one of " + list(names)
	}
	return "", "columns " + list(names) + " are 1: want one"
}

func list(names []string) string { return prose.Shorten(strings.Join(names, ", ")) }

// Rivals notices that a column of 0 and 1 is only one of several options. In a table with
// the columns yes, no and abstain, a 0 under yes is no vote against.
//
// The columns that may be options are 0 or 1 on each line, and never 1 together with the
// column in question. If there are three or more, and they have as many ones as there are
// lines, each line has its 1 in one of them.
type Rivals struct {
	table  *Table
	column int
	lines  int
	ones   []int // by column; -1 if the column is no option
}

// Rivals returns the options besides a column, which may be all columns so far.
func (t *Table) Rivals(column int) *Rivals {
	return &Rivals{table: t, column: column, ones: make([]int, len(t.Header))}
}

// Look takes account of the current line.
func (r *Rivals) Look() {
	isBit := func(field string) bool { return field == "0" || field == "1" }
	own := r.table.Field(r.column)
	r.lines++
	for i, ones := range r.ones {
		switch field := r.table.Field(i); {
		case ones < 0:
		case !isBit(own) || !isBit(field) || own == "1" && field == "1" && i != r.column:
			r.ones[i] = -1
		case field == "1":
			r.ones[i]++
		}
	}
}

// Found lists the names of all options. If the column is not one of several, it returns "".
// A table with two options has them in one column as well: whoever did not choose one chose
// the other.
func (r *Rivals) Found() string {
	var names []string
	sum := 0
	for i, ones := range r.ones {
		if ones >= 0 {
			names = append(names, prose.Quoted(r.table.Header[i]))
			sum += ones
		}
	}
	if len(names) < 3 || sum != r.lines || r.ones[r.column] == r.lines {
		return ""
	}
	return list(names)
}
