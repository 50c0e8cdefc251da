package tripartite

import "cmp"

// NorthernIreland models the Northern Ireland Assembly, whose members are designated as
// Nationalist, Unionist or Other (Northern Ireland Act 1998, s. 4).
//
// Members voting are those who vote for or against. A member who votes in both lobbies is
// left out of the result, as the Assembly's own records say: mark the seat Abstain. The
// Act does not say that abstentions are left out; the source is the Irish Times, November
// 2001.
type NorthernIreland struct{}

// Body returns the Assembly with these numbers of designated members.
func (NorthernIreland) Body(nationalists, unionists, others int) (*Body, error) {
	return NewBody(
		Bloc{Name: "Nationalists", Size: nationalists},
		Bloc{Name: "Unionists", Size: unionists},
		Bloc{Name: "Others", Size: others},
	)
}

// Majority returns the rule of a simple majority of the members voting. It is for whatever
// needs no more, such as an amendment to a motion (Official Report, 6 November 2001).
func (NorthernIreland) Majority() Rule { return SimpleMajority() }

// CrossCommunity returns the rule of cross-community support (s. 4(5)). One of these must
// hold:
//   - a majority of the members voting, of the Nationalists voting and of the Unionists
//     voting;
//   - at least 60 per cent of the members voting, 40 per cent of the Nationalists voting
//     and 40 per cent of the Unionists voting.
//
// Others count only among the members voting. If no Nationalist or no Unionist votes, the
// rule rejects; the Act does not say. The rule decides, for example,
//   - a matter under a petition of concern (s. 42(1));
//   - the election of the Presiding Officer and the deputies (39(7));
//   - standing orders (41(2));
//   - appropriations and taxes (63(3)), and the draft budget (64(2)).
func (n NorthernIreland) CrossCommunity() Rule {
	return Any{
		n.ParallelConsent(),
		All{
			Share{Of: For, Base: Cast, Need: AtLeast(60, 100)},
			In{Group: First, Rule: Share{Of: For, Base: Cast, Need: AtLeast(40, 100)}},
			In{Group: Second, Rule: Share{Of: For, Base: Cast, Need: AtLeast(40, 100)}},
		},
	}
}

// ParallelConsent returns the rule of a majority of the members voting, of the
// Nationalists voting and of the Unionists voting. It decides a resolution that a policing
// and justice matter should cease to be reserved (s. 4(2A)(b)). In 2001 it also elected
// the First Minister and the deputy First Minister.
func (NorthernIreland) ParallelConsent() Rule {
	return All{
		SimpleMajority(),
		In{Group: First, Rule: SimpleMajority()},
		In{Group: Second, Rule: SimpleMajority()},
	}
}

// TwoThirdsOfSeats returns the rule of at least two thirds of all seats. It decides a
// resolution to remove the Comptroller and Auditor General (s. 65(2)(b)).
func (NorthernIreland) TwoThirdsOfSeats() Rule {
	return Share{Of: For, Base: AllSeats, Need: AtLeast(2, 3)}
}

// BosniaPeoples models the House of Peoples of Bosnia and Herzegovina: five Bosniacs and
// five Croats from the Federation, and five Serbs from Republika Srpska (Constitution,
// art. IV(1)).
//
// A decision is taken in one or two votes. If the first has a majority without a third of
// an entity, the chair and the deputies meet as a commission. If they fail within three
// days, the second vote decides. The example shows both.
type BosniaPeoples struct {
	// Third is the base of the required third in each entity. The default is Cast. The
	// Constitution says "at least one-third of the votes of Delegates from the territory
	// of each Entity" (art. IV(3)(d)); which votes is not confirmed.
	Third States
}

// Body returns the House of Peoples. Its groups are Bosniacs, Croats and Serbs, and the
// union Federation has the first two.
func (BosniaPeoples) Body() *Body {
	return MustBody(
		Bloc{Name: "Bosniacs", Size: 5},
		Bloc{Name: "Croats", Size: 5},
		Bloc{Name: "Serbs", Size: 5},
		Bloc{Name: "Federation", Union: []string{"Bosniacs", "Croats"}},
	)
}

// Quorum returns the rule that nine delegates are present, with at least three of each
// people (art. IV(1)(b)).
func (BosniaPeoples) Quorum() Rule {
	return Quorum{
		SeatCount{Of: Present, Need: 9},
		EachGroup{Rule: SeatCount{Of: Present, Need: 3}},
	}
}

// FirstVote returns the rule of a majority of those present and voting that includes a
// third of the votes of each entity (art. IV(3)(d)), and the quorum. That abstentions are
// not votes is from press accounts. If the rule rejects though the majority is reached,
// the commission meets.
func (b BosniaPeoples) FirstVote() Rule {
	third := Share{Of: For, Base: cmp.Or(b.Third, Cast), Need: AtLeast(1, 3)}
	return All{
		b.Quorum(),
		SimpleMajority(),
		In{Bloc: "Federation", Rule: third},
		In{Group: Third, Rule: third},
	}
}

// SecondVote returns the rule after the commission has failed: a majority of those present
// and voting, unless two thirds or more of the delegates elected from an entity are
// against (art. IV(3)(d)). It includes the quorum.
func (b BosniaPeoples) SecondVote() Rule {
	dissent := Share{Of: Against, Base: AllSeats, Need: AtLeast(2, 3), BySeats: true}
	return All{
		b.Quorum(),
		SimpleMajority(),
		Veto{
			In{Bloc: "Federation", Rule: dissent},
			In{Group: Third, Rule: dissent},
		},
	}
}

// VitalInterest returns the rule for a decision that a people has declared destructive of a
// vital interest: a majority of the Bosniac, of the Croat and of the Serb delegates
// present and voting (art. IV(3)(e)). It includes the quorum.
func (b BosniaPeoples) VitalInterest() Rule {
	return All{b.Quorum(), MajorityInEachGroup()}
}

// Declaration returns the rule by which a people declares a vital interest: a majority of
// its delegates (art. IV(3)(e)).
func (BosniaPeoples) Declaration(people Group) Rule {
	return In{Group: people, Rule: Share{Of: For, Base: AllSeats, Need: MoreThan(1, 2), BySeats: true}}
}
