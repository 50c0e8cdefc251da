package tripartite

// KoreaESLC models the Economic, Social and Labor Council of Korea (Economic,
// Social and Labor Council Act, arts. 4 and 7). A Vacant seat counts in no base.
type KoreaESLC struct{}

// Body returns the 18 members: 5 workers, 5 employers, 2 of the government, and
// in no group the chair, the standing member and 4 for the public interest (art.
// 4).
func (KoreaESLC) Body() *Body {
	return MustBody(
		Bloc{Name: "Workers", Size: 5},
		Bloc{Name: "Employers", Size: 5},
		Bloc{Name: "Government", Size: 2},
		Bloc{Name: "Others", Size: 6},
	)
}

// Decision returns the rule of two thirds of those present (art. 7(3)). The quorum
// is two thirds of the members in office (art. 7(3)), and half the members in
// office of the workers, the employers and the government each (art. 7(4), as
// reported by Aju News, 8 May 2019).
func (KoreaESLC) Decision() Rule {
	return All{
		Quorum{
			Share{Of: Present, Base: InOffice, Need: AtLeast(2, 3), BySeats: true},
			EachGroup{Rule: Share{Of: Present, Base: InOffice, Need: AtLeast(1, 2), BySeats: true}},
		},
		Share{Of: For, Base: Present, Need: AtLeast(2, 3)},
	}
}

// UruguayCouncil models the Higher Tripartite Council of Uruguay, the Consejo Superior
// Tripartito (Ley 18.566, arts. 8 and 9). An alternate votes for an absent delegate, and
// has no seat of their own here.
type UruguayCouncil struct{}

// Body returns the 18 members: 6 of the executive, 6 employers and 6 workers (art. 8).
func (UruguayCouncil) Body() *Body {
	return MustBody(Bloc{Name: "Executive", Size: 6}, Bloc{Name: "Employers", Size: 6}, Bloc{Name: "Workers", Size: 6})
}

// Decision returns the rule of an absolute majority of the members, 10 of 18. The
// quorum is half the members, 9 of 18, with all three parties among them (art. 9).
func (u UruguayCouncil) Decision() Rule {
	return u.rule(u.half(), EachGroup{Rule: SeatCount{Of: Present, Need: 1}})
}

// SecondCall returns the rule for a meeting that is called again within 48 hours because
// the quorum was missed. Its quorum is half the members: art. 9 does not repeat that all
// three parties must be there.
func (u UruguayCouncil) SecondCall() Rule { return u.rule(u.half()) }

// half returns the rule that half the members are present.
func (UruguayCouncil) half() Rule {
	return Share{Of: Present, Base: AllSeats, Need: AtLeast(1, 2), BySeats: true}
}

// rule returns the rule of an absolute majority of the members with this quorum.
func (UruguayCouncil) rule(quorum ...Rule) Rule {
	return All{Quorum(quorum), Share{Of: For, Base: AllSeats, Need: MoreThan(1, 2)}}
}

// Luxembourg models the tripartite coordination committee of Luxembourg (Law of 24
// December 1977, art. 21, as replaced by the Law of 24 December 1984). Later amendments
// were not read.
type Luxembourg struct{}

// Body returns the committee with these numbers of employers and union members. The
// delegation of the government has one seat: it states the position of the government
// (art. 21(2)). Art. 21 does not set the numbers.
func (Luxembourg) Body(employers, unions int) (*Body, error) {
	return NewBody(
		Bloc{Name: "Government", Size: 1},
		Bloc{Name: "Employers", Size: employers},
		Bloc{Name: "Unions", Size: unions},
	)
}

// Opinion returns the rule for the committee's opinion on the economic and social
// situation, and on what the government proposes (art. 21(2)). It needs a majority of the
// members of the employers' group, and a majority of the members of the unions' group.
// A member who abstains or is absent counts against.
//
// The position of the government is not part of the majority. If the majority is missed,
// the government may appoint a mediator, on whose proposal the committee then gives its
// opinion (art. 21(3) and (4)).
func (Luxembourg) Opinion() Rule {
	return All{
		In{Group: Second, Rule: AbsoluteMajority()},
		In{Group: Third, Rule: AbsoluteMajority()},
	}
}
