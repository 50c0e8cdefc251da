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
	chosen := -1
	for i, o := range c.columns {
		switch field := c.table.Field(o.number); {
		case field == "0":
		case field != "1":
			return "", "column " + prose.Quoted(o.name) + ": " + prose.Quoted(field) + ": want 0 or 1"
		case chosen >= 0:
			return "", "columns " + list(c.columns[chosen], o) + " are 1: want one"
		default:
			chosen = i
		}
	}
	if chosen < 0 {
		return "", "no column is 1: want one of " + list(c.columns...)
	}
	return c.columns[chosen].name, ""
}

// list returns the names of columns with commas between them.
func list(columns ...column) string {
	var names []string
	for _, c := range columns {
		names = append(names, prose.Quoted(c.name))
	}
	return prose.Shorten(strings.Join(names, ", "))
}

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
	var options []column
	sum := 0
	for i, ones := range r.ones {
		if ones >= 0 {
			options = append(options, column{name: r.table.Header[i]})
			sum += ones
		}
	}
	if len(options) < 3 || sum != r.lines || r.ones[r.column] == r.lines {
		return ""
	}
	return list(options...)
}
