package csvtable

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"example.com/tripartite/internal/prose"
)

// Choice reads columns of 0 and 1, of which exactly one is 1 on each line.
type Choice struct {
	table   *Table
	columns []option // in the order of the header
}

// option is a column with its name.
type option struct {
	column int
	name   string
}

// Choice returns the choice among the columns of these names. If it cannot be, Err returns an
// error.
func (t *Table) Choice(names []string) *Choice {
	c := &Choice{table: t}
	for _, name := range names {
		c.columns = append(c.columns, option{t.Column(name), name})
	}
	slices.SortStableFunc(c.columns, func(a, b option) int { return cmp.Compare(a.column, b.column) })
	for i, o := range c.columns[min(1, len(c.columns)):] {
		if before := c.columns[i]; before.column == o.column {
			t.fail("two options for the column "+prose.Quoted(before.name), "")
		}
	}
	return c
}

// Chosen returns the name of the column that is 1 on the current line. ok is false if not
// exactly one column is 1, or a column is neither 0 nor 1.
func (c *Choice) Chosen() (name string, ok bool) {
	ones := 0
	for _, o := range c.columns {
		switch c.table.Field(o.column) {
		case "0":
		case "1":
			name, ones = o.name, ones+1
		default:
			return "", false
		}
	}
	return name, ones == 1
}

// Wrong says why nothing is chosen on the current line.
func (c *Choice) Wrong() string {
	var all, ones []string
	for _, o := range c.columns {
		name := prose.Quoted(o.name)
		all = append(all, name)
		switch field := c.table.Field(o.column); field {
		case "0":
		case "1":
			ones = append(ones, name)
		default:
			return "column " + name + ": " + prose.Quoted(field) + ": want 0 or 1"
		}
	}
	if ones == nil {
		return "no column is 1: want one of " + list(all)
	}
	return "columns " + list(ones) + " are 1: want one"
}

func list(names []string) string { return prose.Shorten(strings.Join(names, ", ")) }

// Filter selects the lines that have certain values in certain columns.
type Filter struct {
	Found bool // a line was selected

	table   *Table
	columns []option
	values  []string // that the lines have in the columns
}

// Filter returns the filter for the values of columns by their names. If it cannot be, Err
// returns an error. Blanks around a value do not matter.
func (t *Table) Filter(values map[string]string) *Filter {
	f := &Filter{table: t}
	for _, name := range slices.Sorted(maps.Keys(values)) {
		f.columns = append(f.columns, option{t.Column(name), name})
		f.values = append(f.values, Trim(values[name]))
	}
	return f
}

// Selects reports whether the current line has all values.
func (f *Filter) Selects() bool {
	for i, c := range f.columns {
		if f.table.Field(c.column) != f.values[i] {
			return false
		}
	}
	f.Found = true
	return true
}

// String returns what the lines have, as `"R17" in column "vote"`.
func (f *Filter) String() string {
	var texts []string
	for i, c := range f.columns {
		texts = append(texts, prose.Quoted(f.values[i])+" in column "+prose.Quoted(c.name))
	}
	return strings.Join(texts, " and ")
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
