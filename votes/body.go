package votes

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"example.com/tripartite"
)

// Body returns the body that took the vote, with as many seats as were counted in each bloc
// that the statute leaves open.
func (v *Vote) Body() (*tripartite.Body, error) { return v.body(0) }

// Tally returns the tally of the vote.
func (v *Vote) Tally() (tripartite.Tally, error) {
	body, err := v.Body()
	if err != nil {
		return tripartite.Tally{}, err
	}
	return body.Tally(v.Counts)
}

// body returns the body that took the vote. Where the number of seats is open, there are as
// many further seats as spare says.
func (v *Vote) body(spare int) (*tripartite.Body, error) {
	size := func(path string) int { return v.Counts[path].Seats(tripartite.AllSeats) + spare }
	if v.unsplit {
		var blocs []tripartite.Bloc
		for _, path := range slices.Sorted(maps.Keys(v.Counts)) {
			blocs = append(blocs, tripartite.Bloc{Name: path, Size: size(path)})
		}
		none := tripartite.Bloc{}
		return tripartite.NewBody(none, none, none, blocs...)
	}
	open := map[string]tripartite.Bloc{}
	for path, b := range openBlocs(v.file.Statute) {
		if b.Size == tripartite.Open {
			open[path] = tripartite.Bloc{Name: path, Size: size(path)}
		}
	}
	for _, g := range v.allGiven() {
		if !v.file.isBloc(g) {
			continue
		}
		// The bloc y is open, so that it is not asked whether x alone makes a body.
		small, err := tripartite.ParseStatute("group x:" + g.text + "\nbloc y: seats")
		if err != nil {
			return nil, fmt.Errorf("given %s: %w", g.name, err)
		}
		bloc := small.Groups[0]
		bloc.Name = g.name
		open[g.name] = sized(bloc, "", size)
	}
	return v.file.Statute.Body(slices.Collect(maps.Values(open))...)
}

// allGiven returns what is given for the vote: by the vote itself or, if it does not give it,
// by the file.
func (v *Vote) allGiven() []given {
	all := slices.Clone(v.given)
	for _, g := range v.file.given {
		if !slices.ContainsFunc(v.given, func(own given) bool { return own.name == g.name }) {
			all = append(all, g)
		}
	}
	return all
}

// sized returns a bloc in which seats without a number have one.
func sized(b tripartite.Bloc, within string, size func(path string) int) tripartite.Bloc {
	if b.Size == tripartite.Open {
		b.Size = size(within + b.Name)
	}
	for i := range b.Blocs {
		b.Blocs[i] = sized(b.Blocs[i], within+b.Name+"/", size)
	}
	return b
}

// Rule returns a rule of the statute, or one that is given for the vote.
func (v *Vote) Rule(name string) (tripartite.Rule, error) {
	for _, g := range v.allGiven() {
		if g.name != name || !v.file.isOwnRule(g) {
			continue
		}
		rule, err := v.ParseRule(strings.TrimSpace(g.text))
		if err != nil {
			return nil, fmt.Errorf("given %s: %w", g.name, err)
		}
		return rule, nil
	}
	open, err := v.open()
	if err != nil {
		return nil, err
	}
	rule, err := v.file.Statute.Rule(name, open...)
	if err != nil {
		return nil, err
	}
	return rule, nil
}

// open returns the rules that are given for open ones.
func (v *Vote) open() (open []tripartite.Named, err error) {
	var closed []tripartite.Named // each with its name and source as its Rule
	for _, n := range v.file.Statute.Rules {
		if n.Rule != nil {
			closed = append(closed, tripartite.Named{Name: n.Name, Rule: n})
		}
	}
	for _, g := range v.allGiven() {
		if !v.file.isRule(g.name) || v.file.isBloc(g) {
			continue
		}
		rule, err := tripartite.ParseRule(strings.TrimSpace(g.text), closed...)
		if err != nil {
			return nil, fmt.Errorf("given %s: %w", g.name, err)
		}
		open = append(open, tripartite.Named{Name: g.name, Source: "given", Rule: rule})
	}
	return open, nil
}

// ParseRule parses the text of another rule for the vote, such as one that is proposed. The
// text can name the rules of the statute.
func (v *Vote) ParseRule(text string) (tripartite.Rule, error) {
	open, err := v.open()
	if err != nil {
		return nil, err
	}
	var named []tripartite.Named
	for _, n := range v.file.Statute.Rules {
		// A rule that contains one that is not given cannot be named.
		if rule, err := v.file.Statute.Rule(n.Name, open...); err == nil {
			named = append(named, tripartite.Named{Name: n.Name, Rule: rule})
		}
	}
	return tripartite.ParseRule(text, named...)
}
