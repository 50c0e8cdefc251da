package main

import "strings"

// layout lays out the text of a statute: a tab for each level of indentation, one blank
// between a key and its value, no blanks at the ends of lines, and no two empty lines in a
// row. Comments stay where they are, and the lines of a rule keep their places below one
// another.
func layout(text string) string {
	var out strings.Builder
	levels := []int{0} // the columns of the levels that are open
	entry := ""        // the key of the entry
	empty := 0
	for line := range strings.Lines(text) {
		column, rest := indentation(line)
		switch {
		case rest == "":
			empty++
			continue
		case column == 0 && rest[0] != '#':
			entry, _, _ = strings.Cut(rest, " ")
			if entry != "rule" && entry != "claim" { // a citation can have a colon
				rest = spaced(rest)
			}
			levels = levels[:1]
		case column > 0 && len(levels) == 1, nests(entry) && column > levels[len(levels)-1]:
			levels = append(levels, column)
		}
		if empty > 0 && out.Len() > 0 {
			out.WriteByte('\n')
		}
		empty = 0
		for nests(entry) && len(levels) > 1 && column < levels[len(levels)-1] {
			levels = levels[:len(levels)-1]
		}
		if column > 0 {
			out.WriteString(strings.Repeat("\t", len(levels)-1))
			out.WriteString(strings.Repeat(" ", max(0, column-levels[len(levels)-1])))
		}
		out.WriteString(rest)
		out.WriteByte('\n')
	}
	return out.String()
}

// nests reports whether the lines of an entry can nest: those of a group or a bloc.
func nests(entry string) bool { return entry == "group" || entry == "bloc" || entry == "sample" }

// indentation returns the column of the first character of a line, where a tab goes to the
// next multiple of eight, and the line from there without blanks at its end.
func indentation(line string) (column int, rest string) {
	rest = strings.TrimRight(line, " \t\r\n")
	for rest != "" {
		switch rest[0] {
		case ' ':
			column++
		case '\t':
			column += 8 - column%8
		default:
			return column, rest
		}
		rest = rest[1:]
	}
	return column, rest
}

// spaced puts one blank behind the colon of a key that is a plain word. Other lines, with
// quoted names, stay as they are.
func spaced(line string) string {
	key, value, ok := strings.Cut(line, ":")
	if !ok || strings.ContainsAny(key, `"#`) {
		return line
	}
	return strings.TrimRight(strings.Join(strings.Fields(key), " ")+": "+strings.TrimSpace(value), " ")
}
