package tripartite

import "cmp"

// FSC models the General Assembly of the Forest Stewardship Council. Its three
// chambers have the same power. In each chamber, North and South have half of it.
// In each of these, the organisations have nine tenths and the individuals one
// tenth. The sources are the FSC's statutes, and for the quorum and the bases
// ga.fsc.org/en/page/participation.
type FSC struct {
	// IfEmpty says what happens to the power of the organisations, or of the
	// individuals, if a sub-chamber has none of them. It lapses, which is the
	// default, or passes on to the others in the sub-chamber. Which one is right
	// is not confirmed, and it can decide a chamber.
	IfEmpty IfEmpty
}

// FSCChamber holds the numbers of members of an [FSC] chamber.
type FSCChamber struct {
	NorthOrganisations, NorthIndividuals int
	SouthOrganisations, SouthIndividuals int
}

// Body returns the assembly with these chambers.
func (f FSC) Body(economic, social, environmental FSCChamber) (*Body, error) {
	part := func(name string, organisations, individuals int) Bloc {
		return Bloc{Name: name, Power: Frac(1, 2), Blocs: []Bloc{
			{Name: "Organisations", Size: organisations, Power: Frac(9, 10), IfEmpty: f.IfEmpty},
			{Name: "Individuals", Size: individuals, Power: Frac(1, 10), IfEmpty: f.IfEmpty},
		}}
	}
	chamber := func(name string, c FSCChamber) Bloc {
		return Bloc{Name: name, Power: Frac(1, 3), SharedBy: Entitled, Blocs: []Bloc{
			part("North", c.NorthOrganisations, c.NorthIndividuals),
			part("South", c.SouthOrganisations, c.SouthIndividuals),
		}}
	}
	return NewBody(chamber("Economic", economic), chamber("Social", social), chamber("Environmental", environmental))
}

// Motion returns the rule for a motion: a simple majority in each chamber, and at
// least two thirds overall. Both are shares of the voting power that is present at
// the time of the vote, without abstentions. So a member who is present but does not
// vote, or spoils the paper, counts against.
//
// The quorum is more than half the voting power of each chamber, present in person
// or by proxy.
func (FSC) Motion() Rule {
	const base = Present &^ Abstain
	return All{
		Quorum{EachGroup{Rule: Share{Of: Present, Base: Entitled, Need: MoreThan(1, 2)}}},
		EachGroup{Rule: Share{Of: For, Base: base, Need: MoreThan(1, 2)}},
		Share{Of: For, Base: base, Need: AtLeast(2, 3)},
	}
}

// RTRS models the written resolution of the Round Table on Responsible Soy
// (Statutes, art. 18(8) and following).
type RTRS struct {
	// Valid is the set of states that are valid votes, the base in each
	// constituency. The default is Cast. Whether an abstention is a valid vote is
	// not confirmed; if it is, set Valid to Voting &^ Spoilt.
	Valid States
}

// Body returns the participating members of each constituency.
func (RTRS) Body(producers, industry, civilSociety int) (*Body, error) {
	return NewBody(
		Bloc{Name: "Producers", Size: producers},
		Bloc{Name: "Industry, Trade and Finance", Size: industry},
		Bloc{Name: "Civil Society", Size: civilSociety},
	)
}

// Resolution returns the rule for a written resolution. If nobody votes against,
// it is approved. Otherwise it is counted again by constituency, and needs more
// than half the valid votes in each constituency that cast one. The quorum is more
// than half the participating members.
//
// As the Statutes are written, a resolution on which all abstain is approved
// without a vote for. [Vet] reports that.
func (r RTRS) Resolution() Rule {
	return All{
		Quorum{Share{Of: Voting, Base: Entitled, Need: MoreThan(1, 2), BySeats: true}},
		Any{
			Veto{SeatCount{Of: Against, Need: 1}},
			EachVotingGroup{Share: Share{Of: For, Base: cmp.Or(r.Valid, Cast), Need: MoreThan(1, 2)}},
		},
	}
}
