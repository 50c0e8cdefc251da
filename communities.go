package tripartite

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
