package tripartite

import "cmp"

// University models the election of a rector, or of an assembly, by estates: teachers,
// staff, students. Each estate has a weight, which is split over its members who are in
// the set SharedBy. A vote counts more in a small estate, or in one in which few vote.
//
// Statutes split over different sets, and the set can decide who wins:
//
//   - Cast: over the votes for candidates, as at the University of the Balearic Islands
//     and the Rovira i Virgili University, and at Brazilian universities with parity
//   - Voting &^ Spoilt: over the valid papers, blank ones too
//   - Voting: over all who voted
//   - Entitled: over all who could, as at the Federal University of Rio Grande do Sul
//     (UFRGS) under the former rule, 70 for teachers, 15 for staff, 15 for students
//
// A vote for the candidate is For and one for another candidate is Against. A blank paper
// is Abstain, and a paper that is not valid is Spoilt. Who did not vote is Absent. The
// recipe ExampleRule_candidates counts an election with more than two candidates.
//
// A university that rounds the coefficients, or fixes the weight of each vote by decree,
// has blocs with a Weight instead: see [Bloc].
//
// In Spain permanent teachers must have at least 51 of 100 (Ley Orgánica 2/2023, del
// Sistema Universitario, art. 51(2)). The sets are those of the universities' own
// regulations or of accounts of their elections.
type University struct {
	// SharedBy is the set of states whose members share the weight of their estate.
	// The default is Cast.
	SharedBy States
}

// Body returns the university with these estates. An estate is a bloc with a name, a size
// and the estate's weight as its Power, in any unit; it gets the university's SharedBy
// unless it has its own. The first three estates are groups, and further ones are
// independent blocs. The errors are those of [NewBody].
func (u University) Body(estates ...Bloc) (*Body, error) {
	blocs := make([]Bloc, max(numGroups, len(estates)))
	copy(blocs, estates)
	for i := range estates {
		blocs[i].SharedBy = cmp.Or(blocs[i].SharedBy, u.SharedBy, Cast)
	}
	return NewBody(blocs[0], blocs[1], blocs[2], blocs[numGroups:]...)
}

// FirstRound returns the rule by which a candidate is elected at once: more than half of
// the weighted votes in the set SharedBy. If that is Cast, blank papers do not count, and
// if it is Voting &^ Spoilt, they count against every candidate. The Spanish law asks for
// more than half of the votes validly cast (art. 51(2)); whether blank papers are among
// these is for the statutes.
func (u University) FirstRound() Rule {
	return Share{Of: For, Base: cmp.Or(u.SharedBy, Cast), Need: MoreThan(1, 2)}
}

// RunOff returns the rule for the last two candidates, or for a plurality over any one
// other candidate: more weighted votes for than against. Blank papers do not count (Ley
// Orgánica 2/2023, art. 51(2): simple majority).
func (University) RunOff() Rule { return SimpleMajority() }
