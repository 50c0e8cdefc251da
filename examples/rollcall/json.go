package main

import "example.com/tripartite"

// finding is a [tripartite.Finding] in JSON. Figures are text, as they may be fractions.
type finding struct {
	Outcome tripartite.Outcome `json:"outcome"`
	Clause  string             `json:"clause"`
	Part    string             `json:"part,omitempty"`
	Count   string             `json:"count,omitempty"`
	Base    string             `json:"base,omitempty"`
	Need    string             `json:"need,omitempty"`
	Spare   string             `json:"spare,omitempty"`
	Reason  string             `json:"reason,omitempty"`
	Parts   []finding          `json:"parts,omitempty"`
}

// jsonOf returns what the program prints of a finding.
func jsonOf(f tripartite.Finding) any { return jsonFinding(f) }

func jsonFinding(f tripartite.Finding) finding {
	text := func(f tripartite.Fraction) string {
		if !f.Valid() {
			return ""
		}
		return f.String()
	}
	j := finding{
		Outcome: f.Outcome, Clause: f.Clause, Part: f.Part, Reason: f.Reason,
		Count: text(f.Count), Base: text(f.Base), Need: text(f.Need), Spare: text(f.Spare),
	}
	for _, part := range f.Parts {
		j.Parts = append(j.Parts, jsonFinding(part))
	}
	return j
}
