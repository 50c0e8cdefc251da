package tripartite

import "cmp"

// CoffeeCouncil models the International Coffee Council (International Coffee Agreement
// 2007, arts. 2, 11, 12 and 14). It has two groups, exporting and importing members; the
// third group has no seats. The source is the official German text, SR 0.916.117.1.
//
// The chair has no vote: the alternate votes for the chair's member (art. 10(3)). A member
// whose voting rights are suspended for arrears (art. 21(2)) is Suspended, and counts in no
// base here, which is not confirmed.
type CoffeeCouncil struct {
	// Base is the set of states of the members who are present and voting. The
	// default is Cast, which is not confirmed: the Agreement does not say whether a
	// member who abstains is voting.
	Base States
}

// Body returns the Council. Each seat is a member, with its votes as Weight. The members
// of each group have 1,000 votes together: 5 for each, and the others by trade (art. 12).
// Body does not check the numbers.
func (CoffeeCouncil) Body(exporting, importing []WeightedSeat) (*Body, error) {
	return NewBody(
		Bloc{Name: "Exporting", WeightedRoll: exporting},
		Bloc{Name: "Importing", WeightedRoll: importing},
		Bloc{},
	)
}

// Quorum returns the rule that more than half the members of each group are present, and
// that they have at least two thirds of its votes (art. 11(4)).
func (CoffeeCouncil) Quorum() Rule {
	present := All{
		Share{Of: Present, Base: Entitled, Need: MoreThan(1, 2), BySeats: true},
		Share{Of: Present, Base: Entitled, Need: AtLeast(2, 3)},
	}
	return Quorum{In{Group: First, Rule: present}, In{Group: Second, Rule: present}}
}

// Decision returns the rule of a distributed majority, and the quorum. It is for a matter
// on which there is no consensus (art. 14(1)). It needs at least 70 per cent of the votes
// of the exporting members who are present and voting, and the same of the importing
// members, counted apart (art. 2(9)). Art. 14(1) speaks of votes in its French text, and
// of members in its German text.
//
// If the majority is missed because of at most three members of a group, the Council may
// vote again within 48 hours; see VoteAgain. The caller runs that stage. If the majority
// is missed again, the proposal is rejected (art. 14(2)).
func (c CoffeeCouncil) Decision() Rule {
	enough := Share{Of: For, Base: cmp.Or(c.Base, Cast), Need: AtLeast(70, 100)}
	return All{c.Quorum(), In{Group: First, Rule: enough}, In{Group: Second, Rule: enough}}
}

// VoteAgain returns the rule for the decision to vote again (art. 14(2)(a)), and the
// quorum: a majority of the members present, of both groups together. Each member counts
// once, whatever its votes.
func (c CoffeeCouncil) VoteAgain() Rule {
	return All{c.Quorum(), Share{Of: For, Base: Present, Need: MoreThan(1, 2), BySeats: true}}
}
