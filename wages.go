package tripartite

import (
	"cmp"
	"slices"
)

// KoreaMinimumWage models the Minimum Wage Commission of Korea: 9 workers, 9
// employers and 9 members for the public interest (Minimum Wage Act, art. 14). A
// member who walks out after a vote is called has abstained. A member who walks
// out before that is absent. The press is the source for art. 17.
type KoreaMinimumWage struct {
	// PublicThird requires a third of the public members in the quorum as well,
	// as some press reports say (Segye, 1 June 2017). The Act, as quoted
	// elsewhere, requires it of workers and employers only. Which one is right is
	// not confirmed.
	PublicThird bool
}

// Body returns the 27 members. A seat that is not filled is Vacant.
func (KoreaMinimumWage) Body() *Body {
	return MustBody(Bloc{Name: "Workers", Size: 9}, Bloc{Name: "Employers", Size: 9}, Bloc{Name: "Public", Size: 9})
}

// Decision returns the rule of a majority of the members present (art. 17(3)).
// Abstentions and spoilt votes count against.
//
// The quorum is a majority of the members in office, and a third of the workers and of
// the employers. The third of a side is not required if that side stayed away without
// good reason after two or more summonses (art. 17(4)). Pass such a side as waived:
// First for the workers, Second for the employers. Other groups have no effect.
func (k KoreaMinimumWage) Decision(waived ...Group) Rule {
	quorum := Quorum{Share{Of: Present, Base: InOffice, Need: MoreThan(1, 2), BySeats: true}}
	third := Share{Of: Present, Base: InOffice, Need: AtLeast(1, 3), BySeats: true}
	for _, side := range []Group{First, Second} {
		if !slices.Contains(waived, side) {
			quorum = append(quorum, In{Group: side, Rule: third})
		}
	}
	if k.PublicThird {
		quorum = append(quorum, In{Group: Third, Rule: third})
	}
	return All{quorum, Share{Of: For, Base: Present, Need: MoreThan(1, 2)}}
}

// Redeliberation returns the rule for adopting the original proposal again: two thirds
// of the members present. The quorum is a majority of the members in office (art. 8(5)).
func (KoreaMinimumWage) Redeliberation() Rule {
	return All{
		Quorum{Share{Of: Present, Base: InOffice, Need: MoreThan(1, 2), BySeats: true}},
		Share{Of: For, Base: Present, Need: AtLeast(2, 3)},
	}
}

// JapanMinimumWage models a minimum wage council of Japan. It has equal numbers of
// members for the public interest, workers and employers (Minimum Wage Act, art.
// 22). The members elect the chair from among the public members (chapter 3 of the Act;
// by its position there, this is art. 24(2)).
type JapanMinimumWage struct{}

// Body returns the council with this number of members of each kind, and one of
// the public members as chair. Cabinet Order 163 of 1959, art. 2, sets the totals:
// 15 in a prefecture, which is 5 each; 18 in Tokyo, in Osaka and centrally, which
// is 6 each.
func (JapanMinimumWage) Body(each int) (*Body, error) {
	if each < 1 {
		return nil, badSize("Public", "%d members of each kind: want at least 1", each)
	}
	return NewBody(
		Bloc{Name: "Public", Blocs: []Bloc{{Name: "Chair", Size: 1}, {Name: "Members", Size: each - 1}}},
		Bloc{Name: "Workers", Size: each},
		Bloc{Name: "Employers", Size: each},
	)
}

// Quorum returns the rule that two thirds of all members are present, or a third
// of each kind (Cabinet Order 163 of 1959, art. 5(2)). In the central council, the
// extraordinary members for the matter count among the members; they have no seats
// here.
func (JapanMinimumWage) Quorum() Rule {
	return Quorum{Any{
		Share{Of: Present, Base: AllSeats, Need: AtLeast(2, 3), BySeats: true},
		EachGroup{Rule: Share{Of: Present, Base: AllSeats, Need: AtLeast(1, 3), BySeats: true}},
	}}
}

// Decision returns the rule of a majority of the members present, and the quorum.
// If votes for and against are equal, the chair decides (Cabinet Order 163 of
// 1959, art. 5(3)).
//
// The meaning of equal ("可否同数") is not confirmed. Here votes are equal if exactly half
// the members present are for. If votes were equal whenever as many are for as against,
// one more vote for could turn a motion down. The chair votes as a member, and that vote
// decides a tie; this is not confirmed either.
func (j JapanMinimumWage) Decision() Rule {
	return All{
		j.Quorum(),
		CastingVote(Present, In{Bloc: "Public/Chair", Rule: SeatCount{Of: For, Need: 1}}),
	}
}

// UruguayWages models a wage council of Uruguay (Ley 10.449).
type UruguayWages struct {
	// Base is the set of states of which the simple majority is taken. The
	// default is Cast, which is not confirmed: the law does not say.
	Base States
}

// Body returns the 7 members: 3 of the state, the first of whom presides, 2
// employers and 2 workers (art. 6).
func (UruguayWages) Body() *Body {
	return MustBody(Bloc{Name: "State", Size: 3}, Bloc{Name: "Employers", Size: 2}, Bloc{Name: "Workers", Size: 2})
}

// Decision returns the rule of a simple majority of the members, counted one by
// one, not by sector. The vote is void unless delegates of all three sectors are present
// (art. 14). A tie is not adopted, which is not confirmed.
//
// A vote on wages must be on the agenda with 48 hours' notice, unless all agree.
// That is not part of the rule.
func (u UruguayWages) Decision() Rule {
	return All{
		Quorum{EachGroup{Rule: SeatCount{Of: Present, Need: 1}}},
		Share{Of: For, Base: cmp.Or(u.Base, Cast), Need: MoreThan(1, 2)},
	}
}

// TurkeyMinimumWage models the Minimum Wage Determination Commission of Turkey.
// The sources are secondary accounts. The paragraph of Labour Law art. 39 with the
// composition and the vote was repealed by Decree-Law KHK/700, art. 145, on 2 July
// 2018; the present text was not found.
type TurkeyMinimumWage struct {
	// Base is the set of states of which a majority is taken. The default is
	// Cast, which is not confirmed: some accounts say a majority of votes, and
	// others a majority of members.
	Base States
}

// Body returns the 15 members: 5 of the government, who chair it, 5 workers and 5
// employers.
func (TurkeyMinimumWage) Body() *Body {
	return MustBody(Bloc{Name: "Government", Size: 5}, Bloc{Name: "Workers", Size: 5}, Bloc{Name: "Employers", Size: 5})
}

// Decision returns the rule of a majority of the votes. On a tie, the side of the
// chair, which is the government, counts as the majority. The quorum is 10 members
// present.
func (c TurkeyMinimumWage) Decision() Rule {
	return All{
		Quorum{SeatCount{Of: Present, Need: 10}},
		CastingVote(cmp.Or(c.Base, Cast), In{Group: First, Rule: SimpleMajority()}),
	}
}

// ArgentinaWages models the wage council of Argentina, the Consejo Nacional del Empleo, la
// Productividad y el Salario Mínimo, Vital y Móvil (Ley 24.013, arts. 136 and 137).
type ArgentinaWages struct {
	// Base is the set of states of which two thirds are taken. The default is
	// Cast, which is not confirmed: the law does not say.
	Base States

	// PresidentVotes gives the president a vote. The default is no vote, which is
	// not confirmed. The law makes the president a member, but a tie of the 32 others
	// was reported in February 2024.
	PresidentVotes bool
}

// Body returns 16 employers, 16 workers and the president (art. 136). Of the employers, 2
// are of the national state and 2 of the provinces. The president has a seat even without
// a vote.
func (a ArgentinaWages) Body() *Body {
	president := Bloc{Name: "President", Size: 1}
	if !a.PresidentVotes {
		president.Weight = Int(0)
	}
	return MustBody(Bloc{Name: "Employers", Size: 16}, Bloc{Name: "Workers", Size: 16}, president)
}

// Decision returns the rule of at least two thirds (art. 137). The law sets no quorum.
//
// If two thirds are missed in two sessions, the president decides. That is not part of
// the rule.
func (a ArgentinaWages) Decision() Rule {
	return Share{Of: For, Base: cmp.Or(a.Base, Cast), Need: AtLeast(2, 3)}
}

// ArgentinaAgrarian models the agrarian labour commission of Argentina, the Comisión
// Nacional de Trabajo Agrario (Ley 26.727, art. 84; before it, Ley 22.248, art. 85). An
// alternate votes for an absent member, and has no seat of their own here.
type ArgentinaAgrarian struct {
	// Base is the set of states of which the majority is taken. The default is
	// Cast, which is not confirmed: the law speaks of a tie only.
	Base States

	// Present is the quorum: the number of members who must be present. The default
	// is no quorum, which is not confirmed. A court order of 6 March 2023 says that
	// the commission's own rules set one (art. 10); the number was not found.
	Present int

	// Consent is the share of the employers' votes cast with which they consent to an
	// allowance. The default is MoreThan(1, 2), which is not confirmed: the law only
	// speaks of the vote of the employers' side.
	Consent Threshold
}

// Body returns the 8 members: 4 of the state, one of whom presides, 2 employers and 2
// workers (art. 84).
func (ArgentinaAgrarian) Body() *Body {
	return MustBody(
		Bloc{Name: "State", Blocs: []Bloc{{Name: "President", Size: 1}, {Name: "Members", Size: 3}}},
		Bloc{Name: "Employers", Size: 2},
		Bloc{Name: "Workers", Size: 2},
	)
}

// Decision returns the rule of a majority. On a tie the president votes a second time
// (art. 84). That the second vote is the same as the first is not confirmed.
func (a ArgentinaAgrarian) Decision() Rule {
	majority := CastingVote(cmp.Or(a.Base, Cast), In{Bloc: "State/President", Rule: SeatCount{Of: For, Need: 1}})
	if a.Present == 0 {
		return majority
	}
	return All{Quorum{SeatCount{Of: Present, Need: a.Present}}, majority}
}

// Allowance returns the rule for an allowance to workers whose work is suspended in an
// emergency. The employers must consent as well (art. 89(l), as replaced by Ley 27.802,
// art. 117, in March 2026).
func (a ArgentinaAgrarian) Allowance() Rule {
	need := a.Consent
	if need == (Threshold{}) {
		need = MoreThan(1, 2)
	}
	return All{a.Decision(), In{Group: Second, Rule: Share{Of: For, Base: Cast, Need: need}}}
}
