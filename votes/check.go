package votes

import (
	"cmp"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"example.com/tripartite"
)

// Check returns an error that says everything in which the vote is not as the file has it:
// totals, weights, the outcomes of rules and their figures, and contradictions.
func (v *Vote) Check() error {
	tally, err := v.Tally()
	if err != nil {
		return err
	}
	errs := append(v.checkAll(tally), v.checkWeights(tally)...)
	for _, claim := range v.Rules {
		errs = append(errs, v.checkRule(claim, tally))
	}
	found, err := v.Contradictions()
	if err == nil && !slices.Equal(found, v.Declared) {
		err = fmt.Errorf("contradictions:\n%s\nthe file has:\n%s",
			strings.Join(found, "\n"), strings.Join(v.Declared, "\n"))
	}
	return errors.Join(append(errs, err)...)
}

// checkAll checks the published totals. A state that they do not have is one without seats.
func (v *Vote) checkAll(tally tripartite.Tally) (errs []error) {
	if v.all == nil {
		return nil
	}
	printed := map[tripartite.States]string{}
	for _, f := range v.all {
		if !isCount(f) {
			errs = append(errs, fmt.Errorf("all: %v is not a number of seats in one state", f))
		}
		printed[f.Of] = f.Min.String()
	}
	for s := tripartite.For; s != 0; s <<= 1 {
		got, want := tripartite.Int(tally.Seats(s)).String(), cmp.Or(printed[s], "0")
		if got != want {
			errs = append(errs, fmt.Errorf("%s %v, printed are %s", got, s, want))
		}
	}
	return errs
}

// checkWeights checks what is printed of the votes of seats.
func (v *Vote) checkWeights(tally tripartite.Tally) (errs []error) {
	wrong := func(format string, args ...any) { errs = append(errs, fmt.Errorf(format, args...)) }
	for _, p := range v.weights {
		bloc, _ := tally.Bloc(p.of)
		if got := bloc.Weight().String(); got != p.text {
			wrong("a seat of %s has %s votes, printed are %s", p.of, got, p.text)
		}
	}
	for _, p := range v.prints {
		bloc, ok := tally.Bloc(p.of)
		printed, isNumber := new(big.Int).SetString(p.text, 10)
		if !ok || !isNumber {
			wrong("misprint: %s %s: no such bloc, or no number", p.of, p.text)
			continue
		}
		members := bloc.Seats(tripartite.Entitled)
		printed.Mul(printed, big.NewInt(int64(members)))
		if printed.String() == v.total || v.total == "" {
			wrong("%s: %d members with %s votes have %v: it is no misprint",
				p.of, members, p.text, printed)
		}
	}
	if v.total == "" || tally.Votes(tripartite.AllSeats).String() == v.total {
		return errs
	}
	for path, bloc := range tally.Blocs() {
		if got := bloc.Votes(tripartite.AllSeats).String(); got != v.total {
			wrong("%s has %v votes, printed are %s", path, got, v.total)
		}
	}
	return errs
}

// checkRule checks the outcome of a rule, and the figures of its clauses.
func (v *Vote) checkRule(claim Claim, tally tripartite.Tally) error {
	rule, err := v.Rule(claim.Rule)
	if err != nil {
		return err
	}
	finding := tripartite.Explain(rule, tally)
	var errs []error
	if finding.Outcome != claim.Outcome || rule.Decide(tally) != claim.Outcome {
		errs = append(errs, fmt.Errorf("%s: %v, not %v\n%v%v",
			claim.Rule, finding.Outcome, claim.Outcome, tally, finding))
	}
	for _, n := range claim.figures {
		if !has(finding, n, false) {
			errs = append(errs, fmt.Errorf("%s: no clause with %s %s\n%v%v",
				claim.Rule, n.of, n.text, tally, finding))
		}
	}
	return errors.Join(errs...)
}

// has reports whether the finding has a clause with the number: a "need" of a share of votes
// for, the same as "quorum" in a quorum.
func has(f tripartite.Finding, n number, inQuorum bool) bool {
	inQuorum = inQuorum || f.Clause == "quorum"
	isFor := strings.HasSuffix(f.Clause, " are for") || strings.HasSuffix(f.Clause, " is for")
	isFor = isFor && !inQuorum
	text := ""
	x := inVotes(f.Figures)
	switch {
	case n.of == "need" && isFor, n.of == "quorum" && inQuorum:
		text = x.Need.String()
	case n.of == "spare" && isFor:
		text = x.Spare.String()
	case n.of == "short" && x.Spare.Sign() < 0:
		text = strings.TrimPrefix(x.Spare.String(), "-")
	}
	within := func(part tripartite.Finding) bool { return has(part, n, inQuorum) }
	return text != "" && text == n.text || slices.ContainsFunc(f.Parts, within)
}

// inVotes returns the figures of a finding in votes, also if they are seats that all weigh
// the same: records have votes.
func inVotes(x *tripartite.Figures) tripartite.Figures {
	if x == nil {
		return tripartite.Figures{}
	}
	if !x.SeatVotes.Valid() {
		return *x
	}
	have := new(big.Rat).Mul(x.Count.Rat(), x.SeatVotes.Rat())
	bar := new(big.Rat).Mul(x.Base.Rat(), x.SeatVotes.Rat())
	bar.Mul(bar, big.NewRat(int64(x.Bar.Num), int64(x.Bar.Den)))
	need, rest := new(big.Int).QuoRem(bar.Num(), bar.Denom(), new(big.Int))
	if x.Bar.Strict || rest.Sign() > 0 {
		need.Add(need, big.NewInt(1))
	}
	spare := have.Sub(have, new(big.Rat).SetInt(need))
	return tripartite.Figures{
		Need:  tripartite.Frac(int(need.Int64()), 1),
		Spare: tripartite.Frac(int(spare.Num().Int64()), int(spare.Denom().Int64())),
	}
}

// Contradictions returns what the published figures contradict, each in one line:
//
//   - a figure that does not follow from the counts, with what they leave for it
//   - a number of names that is not the number of votes
//   - an outcome that the source states and the rule does not have
//   - a quorum that is not the smallest number above the published half
//
// The counts are believed. Of other figures, the earlier ones are believed.
func (v *Vote) Contradictions() ([]string, error) {
	found, err := v.contradictedFigures()
	if err != nil {
		return nil, err
	}
	tally, err := v.Tally()
	if err != nil {
		return nil, err
	}
	for _, claim := range v.said {
		rule, err := v.Rule(claim.Rule)
		if err != nil {
			return nil, err
		}
		if f := tripartite.Explain(rule, tally); f.Outcome != claim.Outcome {
			found = append(found, fmt.Sprintf("%s said to be %v: %s",
				claim.Rule, claim.Outcome, Reason(f)))
		} else {
			return nil, fmt.Errorf("said: %s is %v", claim.Rule, claim.Outcome)
		}
	}
	line, err := v.contradictedQuorum(tally)
	if line != "" {
		found = append(found, line)
	}
	return found, err
}

// contradictedFigures asks for each figure whether it is possible, together with the counts
// and those before it.
func (v *Vote) contradictedFigures() (found []string, err error) {
	figures := slices.Concat(v.figures, v.names)
	if len(figures) == 0 {
		return nil, nil
	}
	body, believed, err := v.counted(figures)
	if err != nil {
		return nil, err
	}
	together := believed
	for _, f := range figures {
		together = append(together, f.Figure)
	}
	if _, err := body.Infer(together...); err == nil {
		return nil, nil
	}
	for _, f := range figures {
		_, err := body.Infer(append(believed, f.Figure)...)
		var conflict *tripartite.Conflict
		if err == nil {
			believed = append(believed, f.Figure)
			continue
		} else if !errors.As(err, &conflict) {
			return nil, err
		}
		for _, claim := range conflict.Claims {
			if claim.Figure.String() == f.String() {
				found = append(found, f.list+claim.String())
			}
		}
	}
	return found, nil
}

// mostRoom is the largest number of further seats in a bloc. Figures that need more than that
// contradict the number of seats.
const mostRoom = 1_000_000

// counted returns what the vote counts as figures, and a body that has room for the other
// figures as well: they then contradict the counts, and not the number of seats. How many of the
// further seats are absent is left open, and so is how many there are: some can be vacant.
func (v *Vote) counted(others []figure) (*tripartite.Body, []tripartite.Figure, error) {
	room := 0
	for _, f := range others {
		if f.Base == 0 && f.Max.Valid() {
			n := new(big.Int).Quo(f.Max.Rat().Num(), f.Max.Rat().Denom())
			room = max(room, int(min(n.Int64(), mostRoom)))
		}
	}
	body, err := v.body(room)
	if err != nil {
		return nil, nil, err
	}
	var figures []tripartite.Figure
	for path := range body.Blocs() {
		for s := tripartite.For; s != 0; s <<= 1 {
			n := v.Counts[path].Seats(s)
			if n > 0 || s&(tripartite.Absent|tripartite.Vacant) == 0 {
				figures = append(figures, tripartite.ExactFigure(path, s, n))
			}
		}
	}
	return body, figures, nil
}

// contradictedQuorum compares the rule "quorum" with the published half. The number that is
// needed is that of a body of twice the half.
func (v *Vote) contradictedQuorum(tally tripartite.Tally) (string, error) {
	if !v.half.Valid() {
		return "", nil
	}
	members, err := strconv.Atoi(new(big.Rat).Add(v.half.Rat(), v.half.Rat()).RatString())
	if err != nil {
		return "", fmt.Errorf("half: twice %v is not a whole number", v.half)
	}
	all, none := tripartite.Bloc{Name: "Members", Size: members}, tripartite.Bloc{}
	body, err := tripartite.NewBody(all, none, none)
	if err != nil {
		return "", fmt.Errorf("half: %w", err)
	}
	present, err := body.Tally(tripartite.Counts{"Members": {Silent: members}})
	if err != nil {
		return "", fmt.Errorf("half: %w", err)
	}
	rule, err := v.Rule("quorum")
	if err != nil {
		return "", err
	}
	majority := tripartite.Share{
		Of: tripartite.Present, Base: tripartite.AllSeats, Need: tripartite.MoreThan(1, 2),
	}
	needed := need(tripartite.Explain(majority, present))
	quorum := need(tripartite.Explain(rule, tally))
	if quorum.Equal(needed) {
		return "", nil
	}
	return fmt.Sprintf("quorum of %v: more than 1/2 of %d is at least %v",
		quorum, members, needed), nil
}

// need returns what the first clause of a finding that counts needs.
func need(f tripartite.Finding) tripartite.Fraction {
	for f.Figures == nil && len(f.Parts) > 0 {
		f = f.Parts[0]
	}
	if f.Figures == nil {
		return tripartite.Fraction{}
	}
	return f.Figures.Need
}

// Reason returns the clause that the outcome of a finding hangs on, in one line.
func Reason(f tripartite.Finding) string {
	for i := 0; i >= 0; {
		if i = decisive(f); i >= 0 {
			f = f.Parts[i]
		}
	}
	f.Parts, f.Name, f.Source = nil, "", ""
	// The line of a part says "not met", where that of the whole says "rejected".
	_, line, _ := strings.Cut(tripartite.Finding{Parts: []tripartite.Finding{f}}.String(), "─ ")
	var said []string
	for part := range strings.SplitSeq(strings.TrimSpace(line), "  ") {
		if part = strings.TrimSpace(part); part != "" {
			said = append(said, part)
		}
	}
	return strings.Join(said, ", ")
}

// decisive returns the index of the first part that has the outcome of the finding. A veto that
// is cast has that of a rejection. If there is none, it is the first part that misses a quorum,
// and otherwise -1.
func decisive(f tripartite.Finding) int {
	i := slices.IndexFunc(f.Parts, func(part tripartite.Finding) bool {
		if part.Veto && !f.Veto {
			return (part.Outcome == tripartite.Adopted) != (f.Outcome == tripartite.Adopted)
		}
		return part.Outcome == f.Outcome
	})
	if i < 0 && f.Outcome == tripartite.Void {
		i = slices.IndexFunc(f.Parts, func(part tripartite.Finding) bool {
			return part.Outcome != tripartite.Adopted
		})
	}
	return i
}
