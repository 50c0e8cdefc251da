package tripartite

// ChipsJU models the board of the EU's Chips Joint Undertaking (Regulation (EU)
// 2021/2085): the Commission, the private members and the participating States. By
// default each has a third of the votes (art. 133(1)). For other subjects they have
// 45, 45 and 10 per cent, or two of them have half each (art. 133). Arts. 16 and
// 133(3a) were read in German only.
type ChipsJU struct {
	// Commission, Private and States are the powers of the three, in proportion.
	// The default of each is 1. Set the power of one without a vote on the subject
	// to 0.
	Commission, Private, States Fraction
}

// Body returns the board with this number of private members, who split their
// votes equally. The States split theirs by their contributions. Give each State
// as a Bloc of one seat, for its lead delegate (art. 132), with its contribution
// as Power.
func (c ChipsJU) Body(private int, states ...Bloc) (*Body, error) {
	return NewBody(
		Bloc{Name: "Commission", Size: 1, Power: c.Commission, SharedBy: Entitled},
		Bloc{Name: "Private members", Size: private, Power: c.Private, SharedBy: Entitled},
		Bloc{Name: "States", Blocs: states, Power: c.States, SharedBy: Entitled},
	)
}

// Decision returns the rule of at least three quarters of the votes. The votes of
// absent members are in the base, and abstentions are not. The quorum is counted
// by seats: the Commission, half the private members, and half the States'
// delegates.
func (ChipsJU) Decision() Rule {
	half := Share{Of: Present, Base: Entitled, Need: AtLeast(1, 2), BySeats: true}
	return All{
		Quorum{
			In{Group: First, Rule: SeatCount{Of: Present, Need: 1}},
			In{Group: Second, Rule: half},
			In{Group: Third, Rule: half},
		},
		Share{Of: For, Base: Entitled &^ Abstain, Need: AtLeast(3, 4)},
	}
}

// EUAgency models the Management Board of one of the three tripartite agencies of the
// European Union: EU-OSHA (safety and health at work), Eurofound (living and working
// conditions) and Cedefop (vocational training). Their boards are alike. One rule is
// EU-OSHA's alone. The articles are:
//
//	                                 EU-OSHA   Eurofound  Cedefop
//	Regulation (EU)                  2019/126  2019/127   2019/128
//	members, right to vote           4(1)      4(1)       4(1)
//	majority                         9(1)      9(1)       9(1)
//	two thirds: programme            5(1)(b)   5(1)(b)    5(1)(b)
//	two thirds: budget               5(1)(c)   5(1)(c)    5(1)(c)
//	two thirds: chair and deputies   7(1)      7(1)       7(1)
//	two thirds: Executive Director   19(7)     19(7)      18(7)
//	focal points: governments, too   9(1)      -          -
//
// The chair votes as a member (art. 9(3)). An alternate votes for an absent member (art.
// 9(2)), and has no seat of their own here. The Regulations set no quorum.
type EUAgency struct{}

// Body returns the 84 members with the right to vote: a government, an employer
// and a worker for each of 27 States, and in no group three for the Commission
// (art. 4(1)). The expert of the European Parliament has no vote and no seat.
func (EUAgency) Body() *Body {
	return MustBody(
		Bloc{Name: "Governments", Size: 27},
		Bloc{Name: "Employers", Size: 27},
		Bloc{Name: "Workers", Size: 27},
		Bloc{Name: "Commission", Size: 3},
	)
}

// Majority returns the rule of a majority of all members with the right to vote,
// 43 of 84 (art. 9(1)).
func (EUAgency) Majority() Rule { return AbsoluteMajority() }

// TwoThirds returns the rule of two thirds of all members with the right to vote,
// 56 of 84. It decides
//   - the programming document and the budget;
//   - the election of the chair and the deputy chairs;
//   - appointing, extending and removing the Executive Director.
func (EUAgency) TwoThirds() Rule { return Share{Of: For, Base: Entitled, Need: AtLeast(2, 3)} }

// FocalPoints returns a rule that only EU-OSHA has. Eurofound and Cedefop decide by
// Majority or TwoThirds alone.
//
// The rule is for decisions in the framework of the annual work programme that have
// budgetary consequences for the national focal points. It needs a majority of all
// members, and a majority of the governments' group, 14 of 27 (Regulation (EU)
// 2019/126, art. 9(1), second subparagraph).
//
// The programme itself needs two thirds. If it decides a matter of the focal
// points, it needs All{TwoThirds(), FocalPoints()}.
func (EUAgency) FocalPoints() Rule {
	return All{AbsoluteMajority(), In{Group: First, Rule: AbsoluteMajority()}}
}
