package votes

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"example.com/tripartite"
)

// ParseCounts reads the counts of a vote as somebody types them, a line for each part:
//
//	Workers: 4 for
//	Public/Members: 1 against, 1 abstain
//
// An error names what is no number of seats in one state, and a state that a part has twice.
func ParseCounts(text string) (tripartite.Counts, error) {
	figures, err := tripartite.ParseFigures(text)
	if err != nil {
		return nil, err
	}
	counts := tripartite.Counts{}
	for _, f := range figures {
		n, err := strconv.Atoi(f.Min.String())
		if !isCount(f) || f.Part == "" || err != nil {
			return nil, fmt.Errorf(
				`%v: want a part with numbers of seats, as "Workers: 4 for, 1 against"`, f)
		}
		if counts[f.Part].Seats(f.Of) > 0 {
			return nil, fmt.Errorf("%s: %v is given twice", f.Part, f.Of)
		}
		count, err := tripartite.CountOf(f.Of, n)
		if err != nil {
			return nil, err
		}
		counts[f.Part] = counts[f.Part].Plus(count)
	}
	return counts, nil
}

// CountRollCall counts a roll-call whose groups are parts of a body, by their paths, or by other
// names for which parts has the path. The weights are those of the body, so the file must have
// none. The errors are those of [tripartite.RollCall.ReadBody].
func CountRollCall(
	call tripartite.RollCall, r io.Reader, parts map[string]string,
) (tripartite.Counts, error) {
	call.Groups = []string{"", "", ""} // no groups: each part is independent, under its path
	ballot, err := call.ReadBody(r)
	if err != nil {
		return nil, err
	}
	all, counts := ballot.Tally().Counts(), tripartite.Counts{}
	for _, name := range slices.Sorted(maps.Keys(all)) {
		c := all[name]
		if group, _, weighs := strings.Cut(name, "/weight "); weighs {
			return nil, fmt.Errorf("%s: want no weights: seats weigh what the statute says", group)
		}
		if c != (tripartite.Count{}) {
			part := cmp.Or(parts[name], name)
			counts[part] = counts[part].Plus(c)
		}
	}
	return counts, nil
}

// ParseFigures reads published figures, as [tripartite.ParseFigures] does, and what was said of
// the outcomes of rules, a line each: "majority: adopted". A rule is one of the statute, or a
// text, as for [RuleOf].
func ParseFigures(
	text string, s *tripartite.Statute,
) (figures []tripartite.Figure, said []Claim, err error) {
	var rest strings.Builder // the figures, on the lines that they have
	number := 0
	for line := range strings.Lines(text) {
		number++
		claim, err := parseClaim(strings.TrimSpace(line))
		if err != nil || line[0] == '#' {
			rest.WriteString(line)
			continue
		}
		if _, err := RuleOf(s, claim.Rule); err != nil {
			return nil, nil, fmt.Errorf("line %d: %w", number, err)
		}
		said = append(said, claim)
		rest.WriteByte('\n')
	}
	figures, err = tripartite.ParseFigures(rest.String())
	return figures, said, err
}

// BodyOf returns the body of a statute for a vote with these counts. A bloc whose number of
// seats is open has as many as are counted or, if none is, as many as in the sample. Whatever
// else is open is that of the sample.
func BodyOf(s *tripartite.Statute, counts tripartite.Counts) (*tripartite.Body, error) {
	given := map[string]tripartite.Bloc{}
	for _, b := range s.Sample {
		given[b.Name] = b
	}
	for path, b := range openBlocs(s) {
		if n := counts[path].Seats(tripartite.AllSeats); b.Size == tripartite.Open && n > 0 {
			given[path] = tripartite.Bloc{Name: path, Size: n}
		}
	}
	return s.Body(slices.Collect(maps.Values(given))...)
}

// RuleOf returns the rule of a statute with that name or, if it has none, parses the text as
// a rule that can name rules of the statute. Without a text, it is the first rule that is more
// than a quorum. What is open is that of the sample.
func RuleOf(s *tripartite.Statute, text string) (tripartite.Rule, error) {
	if text == "" {
		text = firstRule(s)
	}
	var named []tripartite.Named
	for _, n := range s.Rules {
		rule, err := s.Rule(n.Name, s.SampleRules...)
		if n.Name == text {
			return rule, err
		}
		if err == nil { // a rule that contains an open one cannot be named
			named = append(named, tripartite.Named{Name: n.Name, Rule: rule})
		}
	}
	return tripartite.ParseRule(text, named...)
}

// firstRule returns the name of the first rule that is more than a quorum, which others use.
func firstRule(s *tripartite.Statute) string {
	for _, n := range s.Rules {
		if _, isQuorum := n.Rule.(tripartite.Quorum); !isQuorum && n.Rule != nil {
			return n.Name
		}
	}
	return ""
}
