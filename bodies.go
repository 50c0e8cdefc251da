package tripartite

import "slices"

// The ready-made bodies, of which the package's doc says what they have in
// common, are built of nothing but what every caller has: a body that is not
// here is ten lines.

// ILOConference is the International Labour Conference in plenary. Sources: the
// Constitution of the ILO, by article; for what counts as a vote cast, ICSF on
// the vote of 2005.
//
// Delegates who may not vote, those of a Member in arrears (art. 13(4)) and an
// employer or worker whose counterpart was not nominated (art. 4(2)), are
// Suspended; who was not nominated is Vacant.
type ILOConference struct{}

// ILOMember is a Member's delegation: two government delegates, one employer
// and one worker (art. 3(1)), unless one of these was not nominated.
type ILOMember struct {
	Name                 string
	NoEmployer, NoWorker bool // not nominated
	Arrears              bool // of two full years' contributions
}

// Body is the Conference by the number of its delegates of each group.
func (ILOConference) Body(governments, employers, workers int) (*Body, error) {
	return NewBody(
		Bloc{Name: "Governments", Size: governments},
		Bloc{Name: "Employers", Size: employers},
		Bloc{Name: "Workers", Size: workers},
	)
}

// Open opens a ballot of the delegations, with the seats "France, government 1",
// "France, government 2", "France, employer" and "France, worker", of which it
// marks those that may not vote: if either the employer or the worker is not
// nominated, the other may speak and not vote (art. 4(2)), so that 2 + 1 + 1
// becomes 2 + 0 + 0.
func (ILOConference) Open(members ...ILOMember) (*Ballot, error) {
	var governments, employers, workers []string
	for _, m := range members {
		governments = append(governments, m.Name+", government 1", m.Name+", government 2")
		employers = append(employers, m.Name+", employer")
		workers = append(workers, m.Name+", worker")
	}
	body, err := NewBody(
		Bloc{Name: "Governments", Roll: governments},
		Bloc{Name: "Employers", Roll: employers},
		Bloc{Name: "Workers", Roll: workers},
	)
	if err != nil {
		return nil, err
	}
	ballot := body.OpenRoom()
	for i, m := range members {
		m.mark(ballot, governments[2*i], governments[2*i+1], employers[i], workers[i])
	}
	return ballot, nil
}

// mark cannot fail: the seats are those of the ballot, and nobody has voted.
func (m ILOMember) mark(ballot *Ballot, government1, government2, employer, worker string) {
	if m.Arrears {
		ballot.Mark(government1, Suspended)
		ballot.Mark(government2, Suspended)
	}
	if m.Arrears || m.NoEmployer || m.NoWorker {
		ballot.Mark(employer, Suspended)
		ballot.Mark(worker, Suspended)
	}
	if m.NoEmployer {
		ballot.Mark(employer, Vacant)
	}
	if m.NoWorker {
		ballot.Mark(worker, Vacant)
	}
}

// Quorum is votes cast, for and against, of at least half the delegates
// attending, who are those registered and entitled to vote; below it the vote
// is void (art. 17(3); Note for the delegates, 1999). Abstentions do not count.
func (ILOConference) Quorum() Rule {
	return Quorum{Share{Of: Cast, In: Entitled, Need: AtLeast(1, 2), Heads: true}}
}

// Majority is the simple majority of votes cast, for all that the Constitution
// does not say otherwise of (art. 17(2)). A tie is not adopted.
func (c ILOConference) Majority() Rule { return All{c.Quorum(), SimpleMajority()} }

// TwoThirds is at least two thirds of the votes cast: for a Convention or
// Recommendation (art. 19(2)), its abrogation (19(9)), the budget (13(2)(c)),
// waiving arrears (13(4)), refusing credentials (3(9)), the seat (6), keeping an
// item on the agenda (16), amending the Constitution (36, which then needs
// ratification) and the Code of the Maritime Labour Convention (its art. XV(5)).
func (c ILOConference) TwoThirds() Rule { return All{c.Quorum(), TwoThirds()} }

// Admission is that of a Member (art. 1(4)), with two bases: two thirds of the
// delegates attending the session, including two thirds of the government
// delegates present and voting.
func (c ILOConference) Admission() Rule {
	return All{
		c.Quorum(),
		Share{Of: For, In: Entitled, Need: AtLeast(2, 3)},
		In{Group: First, Rule: TwoThirds()},
	}
}

// ILOConference1986 is the Conference under the Instrument of Amendment of 1986,
// which is not in force: a majority needs a floor of votes for, half its own
// fraction of the delegates attending (art. 17(3) as amended; Diario da Assembleia
// da Republica, II Serie-A No. 101, 15 May 2019, p. 76).
type ILOConference1986 struct {
	// Void makes a vote void that misses the floor, and not just the motion
	// rejected: which of them is meant, the translations differ on.
	Void bool
	// TookPart are the states that count for the validity of a vote, in which at
	// least half the delegates attending must be (art. 17(4) as amended): Voting
	// if not set. Not confirmed.
	TookPart States
}

// Majority is a simple majority of votes cast, and of a quarter of all for.
func (c ILOConference1986) Majority() Rule { return c.rule(MoreThan(1, 2), AtLeast(1, 4)) }

// TwoThirds is two thirds of votes cast, and a third of all for.
func (c ILOConference1986) TwoThirds() Rule { return c.rule(AtLeast(2, 3), AtLeast(1, 3)) }

// ThreeQuarters is three quarters of votes cast, and three eighths of all for.
func (c ILOConference1986) ThreeQuarters() Rule { return c.rule(AtLeast(3, 4), AtLeast(3, 8)) }

func (c ILOConference1986) rule(majority, floor Threshold) Rule {
	var enough Rule = Share{Of: For, In: Entitled, Need: floor}
	if c.Void {
		enough = Quorum{enough}
	}
	took := c.TookPart
	if took == 0 {
		took = Voting
	}
	return All{
		Quorum{Share{Of: took, In: Entitled, Need: AtLeast(1, 2), Heads: true}},
		enough,
		Share{Of: For, In: Cast, Need: majority},
	}
}

// ILOCommittee is a committee of the International Labour Conference, whose
// groups have the same power, split over those of their members who are entitled
// to vote that day. Sources: the Provisional Records of the sessions ILC86 to
// ILC99, which print the votes of each member; this gives the same but for one
// day, 8 June 2010, on which the record has a misprint. A deputy member votes
// only in the place of an absent member, and has no seat of their own here.
type ILOCommittee struct {
	// Quorum is the share of the total voting strength that must be cast, for
	// and against: AtLeast(2, 5) if not set. Not confirmed.
	Quorum Threshold
}

// Body is the committee by the number of its members of each group. Governments
// in arrears are members, and Suspended.
func (ILOCommittee) Body(governments, employers, workers int) (*Body, error) {
	return NewBody(
		Bloc{Name: "Governments", Size: governments, Over: Entitled},
		Bloc{Name: "Employers", Size: employers, Over: Entitled},
		Bloc{Name: "Workers", Size: workers, Over: Entitled},
	)
}

// Majority is the simple majority of weighted votes cast. A tie is not adopted
// (Committee on Maternity Protection, 7 June 2000).
func (c ILOCommittee) Majority() Rule {
	need := c.Quorum
	if need == (Threshold{}) {
		need = AtLeast(2, 5)
	}
	return All{Quorum{Share{Of: Cast, In: Entitled, Need: need}}, SimpleMajority()}
}

// ILOGoverningBody is the Governing Body of the ILO: 28 governments, 14
// employers and 14 workers. What its Standing Orders say of votes is not
// confirmed. Deputies vote only in the place of a member, and have no seat of
// their own here.
type ILOGoverningBody struct {
	// Present is the quorum, of members present with the right to vote: 33 if
	// not set. Not confirmed.
	Present int
}

// Body is its 56 titular members.
func (ILOGoverningBody) Body() *Body {
	return MustBody(
		Bloc{Name: "Governments", Size: 28},
		Bloc{Name: "Employers", Size: 14},
		Bloc{Name: "Workers", Size: 14},
	)
}

// Majority is the simple majority of votes cast. That a tie is not adopted is
// not confirmed.
func (g ILOGoverningBody) Majority() Rule {
	present := g.Present
	if present == 0 {
		present = 33
	}
	return All{Quorum{Number{Of: Present, Need: present}}, SimpleMajority()}
}

// DirectorGeneral is the election of the Director-General, in which a candidate
// needs the votes of more than half the members entitled to vote: 29 of 56 (Rules
// governing the appointment of the Director-General). Votes for other candidates
// are against.
func (ILOGoverningBody) DirectorGeneral() Rule { return AbsoluteMajority() }

// ILOMaritime is the Special Tripartite Committee of the Maritime Labour
// Convention, 2006. Shipowners and Seafarers have each half the voting power of
// the governments represented and entitled to vote (art. XIII(4)).
type ILOMaritime struct {
	// Heads counts the two thirds of the committee members (art. XV(4)(b)) by
	// seats instead of by weighted votes. Which is meant is not confirmed.
	Heads bool
	// Members are the states whose seats are the committee members of whom two
	// thirds are needed, and whose power it is of which each group needs half:
	// Entitled, those registered at the meeting, if not set. Not confirmed.
	Members States
}

// Body is the committee, with a seat for each ratifying Member's government:
// that its two representatives share one vote is not confirmed. A government
// that is not represented at the meeting is Vacant.
func (ILOMaritime) Body(governments, shipowners, seafarers int) (*Body, error) {
	return NewBody(
		Bloc{Name: "Governments", Size: governments, Power: Frac(2, 1), Over: Entitled},
		Bloc{Name: "Shipowners", Size: shipowners, Power: Frac(1, 1), Over: Entitled},
		Bloc{Name: "Seafarers", Size: seafarers, Power: Frac(1, 1), Over: Entitled},
	)
}

// Amendment is that of the Code (art. XV(4)): (a) at least half the governments
// of ratifying Members are represented, (b) two thirds of the committee members
// vote for it, (c) among them at least half the voting power of each group. So
// who abstains or is absent is against. Of (c), the Seafarers' half and that it
// is of those registered at the meeting are not confirmed.
func (m ILOMaritime) Amendment() Rule {
	members := m.Members
	if members == 0 {
		members = Entitled
	}
	return All{
		In{Group: First, Rule: Share{Of: InOffice, In: Seats, Need: AtLeast(1, 2), Heads: true}},
		Share{Of: For, In: members, Need: AtLeast(2, 3), Heads: m.Heads},
		Each{Share{Of: For, In: members, Need: AtLeast(1, 2)}},
	}
}

// FSC is the General Assembly of the Forest Stewardship Council: three chambers
// of the same power, in each North and South of the same, in each of these nine
// tenths of it for the organisations and one tenth for the individuals. Source:
// the FSC's statutes, on its General Assembly.
type FSC struct {
	// Passes gives the power of organisations or individuals of whom there are
	// none to the others of their sub-chamber; if not set it lapses. Which is
	// meant is not known, and it can decide a chamber.
	Passes bool
}

// FSCChamber is how many members a chamber has.
type FSCChamber struct {
	NorthOrganisations, NorthIndividuals int
	SouthOrganisations, SouthIndividuals int
}

// Body is the assembly by the members of its chambers.
func (f FSC) Body(economic, social, environmental FSCChamber) (*Body, error) {
	part := func(name string, organisations, individuals int) Bloc {
		return Bloc{Name: name, Power: Frac(1, 2), Blocs: []Bloc{
			{Name: "Organisations", Size: organisations, Power: Frac(9, 10), Passes: f.Passes},
			{Name: "Individuals", Size: individuals, Power: Frac(1, 10), Passes: f.Passes},
		}}
	}
	chamber := func(name string, c FSCChamber) Bloc {
		return Bloc{Name: name, Power: Frac(1, 3), Over: Entitled, Blocs: []Bloc{
			part("North", c.NorthOrganisations, c.NorthIndividuals),
			part("South", c.SouthOrganisations, c.SouthIndividuals),
		}}
	}
	return NewBody(chamber("Economic", economic), chamber("Social", social), chamber("Environmental", environmental))
}

// Motion is adopted with a simple majority in each chamber and at least two
// thirds overall, abstentions left out. The quorum is more than half the voting
// power of each chamber, present in person or by proxy.
func (FSC) Motion() Rule {
	return All{
		Quorum{Each{Share{Of: Present, In: Entitled, Need: MoreThan(1, 2)}}},
		MajorityInEachGroup(),
		TwoThirds(),
	}
}

// KoreaMinimumWage is the Minimum Wage Commission of Korea: 9 workers, 9
// employers and 9 members for the public interest (Minimum Wage Act, art. 14).
// Who walks out after a vote is called has abstained; who does so before it is
// absent.
type KoreaMinimumWage struct{}

// Body is its 27 members; a seat that is not filled is Vacant.
func (KoreaMinimumWage) Body() *Body {
	return MustBody(Bloc{Name: "Workers", Size: 9}, Bloc{Name: "Employers", Size: 9}, Bloc{Name: "Public", Size: 9})
}

// Decision is a majority of the members present, so that abstentions and spoilt
// votes count against (art. 17(3)). The quorum is a majority of the members in
// office, and a third of the workers and of the employers, First and Second,
// but for a side that is waived: that stayed away without good reason after
// two or more summonses (art. 17(4)).
func (KoreaMinimumWage) Decision(waived ...Group) Rule {
	quorum := Quorum{Share{Of: Present, In: InOffice, Need: MoreThan(1, 2), Heads: true}}
	third := Share{Of: Present, In: InOffice, Need: AtLeast(1, 3), Heads: true}
	for _, side := range []Group{First, Second} {
		if !slices.Contains(waived, side) {
			quorum = append(quorum, In{Group: side, Rule: third})
		}
	}
	return All{quorum, Share{Of: For, In: Present, Need: MoreThan(1, 2)}}
}

// Redeliberation adopts the original proposal again: two thirds of the members
// present, who are a majority of those in office (art. 8(5)).
func (KoreaMinimumWage) Redeliberation() Rule {
	return All{
		Quorum{Share{Of: Present, In: InOffice, Need: MoreThan(1, 2), Heads: true}},
		Share{Of: For, In: Present, Need: AtLeast(2, 3)},
	}
}

// KoreaESLC is the Economic, Social and Labor Council of Korea (Economic, Social
// and Labor Council Act, arts. 4 and 7). All its bases are members in office: a
// Vacant seat counts nowhere.
type KoreaESLC struct{}

// Body is its 18 members: 5 workers, 5 employers and 2 of the government, and of
// no group the chair, the standing member and 4 for the public interest (art. 4).
func (KoreaESLC) Body() *Body {
	return MustBody(
		Bloc{Name: "Workers", Size: 5},
		Bloc{Name: "Employers", Size: 5},
		Bloc{Name: "Government", Size: 2},
		Bloc{Name: "Others", Size: 6},
	)
}

// Decision is two thirds of those present (art. 7(3)). The quorum is two thirds
// of the members in office (art. 7(3)), and half of those of the workers, the
// employers and the government each (art. 7(4)).
func (KoreaESLC) Decision() Rule {
	return All{
		Quorum{
			Share{Of: Present, In: InOffice, Need: AtLeast(2, 3), Heads: true},
			Each{Share{Of: Present, In: InOffice, Need: AtLeast(1, 2), Heads: true}},
		},
		Share{Of: For, In: Present, Need: AtLeast(2, 3)},
	}
}

// JapanMinimumWage is a minimum wage council of Japan, of as many members for
// the public interest as workers and employers (Cabinet Order 163 of 1959,
// art. 2). That the chair is one of the public members is not confirmed.
type JapanMinimumWage struct{}

// Body is the council with so many members of each kind: 5, or 6.
func (JapanMinimumWage) Body(each int) (*Body, error) {
	return NewBody(
		Bloc{Name: "Public", Blocs: []Bloc{{Name: "Chair", Size: 1}, {Name: "Members", Size: each - 1}}},
		Bloc{Name: "Workers", Size: each},
		Bloc{Name: "Employers", Size: each},
	)
}

// Quorum is two thirds of all members, or a third of each kind (art. 5).
func (JapanMinimumWage) Quorum() Rule {
	return Quorum{Any{
		Share{Of: Present, In: Seats, Need: AtLeast(2, 3), Heads: true},
		Each{Share{Of: Present, In: Seats, Need: AtLeast(1, 3), Heads: true}},
	}}
}

// Decision is a majority of the members present; on equal votes the chair
// decides (art. 5). Votes are equal here if exactly half of those present are
// for, and the chair, who votes as a member, decides by that vote: neither is
// confirmed. (If they were equal as soon as as many are for as against, one more
// vote for could turn a motion down.)
func (j JapanMinimumWage) Decision() Rule {
	return All{
		j.Quorum(),
		CastingVote(Present, In{Bloc: "Public/Chair", Rule: Number{Of: For, Need: 1}}),
	}
}

// RTRS is the written resolution of the Round Table on Responsible Soy
// (Statutes, art. 18(8) and after).
type RTRS struct {
	// Valid are the states that are valid votes, the base in a constituency:
	// Cast if not set. Whether an abstention is one is not known; if it is, this
	// is Voting &^ Spoilt.
	Valid States
}

// Body is the participating members of each constituency.
func (RTRS) Body(producers, industry, civilSociety int) (*Body, error) {
	return NewBody(
		Bloc{Name: "Producers", Size: producers},
		Bloc{Name: "Industry, Trade and Finance", Size: industry},
		Bloc{Name: "Civil Society", Size: civilSociety},
	)
}

// Resolution is approved if nobody votes against; else it is counted again by
// constituency, and needs more than half the valid votes in each that cast one.
// The quorum is more than half the participating members. As it is written, it
// is approved without a vote for if all abstain, and [Vet] says so.
func (r RTRS) Resolution() Rule {
	valid := r.Valid
	if valid == 0 {
		valid = Cast
	}
	return All{
		Quorum{Share{Of: Voting, In: Entitled, Need: MoreThan(1, 2), Heads: true}},
		Any{
			Veto{Number{Of: Against, Need: 1}},
			EachVoting{Of: For, In: valid, Need: MoreThan(1, 2)},
		},
	}
}

// ChipsJU is the board of the EU's Chips Joint Undertaking (Regulation (EU) 2021/2085, arts. 16 and 133): the Commission, the
// private members and the participating States, by default with a third of the
// votes each. For other subjects these are 45, 45 and 10 per cent, or two halves.
type ChipsJU struct {
	// Commission, Private and States are their powers, in proportion: 1 each
	// where not set, and 0 for one that has no vote on the subject.
	Commission, Private, States Fraction
}

// Body is the board. The private members' votes are split equally, those of the
// States by their contributions: a Bloc for each, of one seat, with its Power.
func (c ChipsJU) Body(private int, states ...Bloc) (*Body, error) {
	return NewBody(
		Bloc{Name: "Commission", Size: 1, Power: c.Commission, Over: Entitled},
		Bloc{Name: "Private members", Size: private, Power: c.Private, Over: Entitled},
		Bloc{Name: "States", Blocs: states, Power: c.States, Over: Entitled},
	)
}

// Decision is at least three quarters of the votes, including those of the
// absent, but not the abstentions. The quorum is, in heads, the Commission, half
// the private members, and half the States' delegates.
func (ChipsJU) Decision() Rule {
	half := Share{Of: Present, In: Entitled, Need: AtLeast(1, 2), Heads: true}
	return All{
		Quorum{
			In{Group: First, Rule: Number{Of: Present, Need: 1}},
			In{Group: Second, Rule: half},
			In{Group: Third, Rule: half},
		},
		Share{Of: For, In: Entitled &^ Abstain, Need: AtLeast(3, 4)},
	}
}

// EUOSHA is the Management Board of the European Agency for Safety and Health at
// Work (Regulation (EU) 2019/126): governments, employers and workers of 27
// States, and three members of the Commission, who are in no group.
type EUOSHA struct{}

// Body is its 84 members with the right to vote.
func (EUOSHA) Body() *Body {
	return MustBody(
		Bloc{Name: "Governments", Size: 27},
		Bloc{Name: "Employers", Size: 27},
		Bloc{Name: "Workers", Size: 27},
		Bloc{Name: "Commission", Size: 3},
	)
}

// Majority is that of all members with the right to vote: 43 of 84.
func (EUOSHA) Majority() Rule { return AbsoluteMajority() }

// TwoThirds is that of all members with the right to vote, for the budget and
// the programme: 56 of 84.
func (EUOSHA) TwoThirds() Rule { return Share{Of: For, In: Entitled, Need: AtLeast(2, 3)} }

// FocalPoints is for what affects the budgets of the national focal points: a
// majority of the governments' group, 14 of 27, as well as one of all members.
func (EUOSHA) FocalPoints() Rule {
	return All{AbsoluteMajority(), In{Group: First, Rule: AbsoluteMajority()}}
}

// UruguayWages is a wage council of Uruguay: the state, employers and workers,
// of which two sides suffice. Source: secondary accounts of the councils.
type UruguayWages struct {
	// Within is the rule by which a side decides: [SimpleMajority] if not set.
	// Not known.
	Within Rule
}

// Body is the council by the members of its sides.
func (UruguayWages) Body(state, employers, workers int) (*Body, error) {
	return NewBody(Bloc{Name: "State", Size: state}, Bloc{Name: "Employers", Size: employers}, Bloc{Name: "Workers", Size: workers})
}

// Decision is that of two of the three sides.
func (u UruguayWages) Decision() Rule {
	if u.Within == nil {
		return AtLeastGroups{K: 2, Rule: SimpleMajority()}
	}
	return AtLeastGroups{K: 2, Rule: u.Within}
}

// TurkeyMinimumWage is the Minimum Wage Determination Commission of Turkey.
// Source: secondary accounts of the Commission.
type TurkeyMinimumWage struct {
	// Base is what a majority is taken of: Cast if not set. Not confirmed.
	Base States
}

// Body is its 5 members of the government, who chair it, 5 workers and 5
// employers.
func (TurkeyMinimumWage) Body() *Body {
	return MustBody(Bloc{Name: "Government", Size: 5}, Bloc{Name: "Workers", Size: 5}, Bloc{Name: "Employers", Size: 5})
}

// Decision is a majority of the votes; on a tie the side that the chair, the
// government, is on counts as the majority. At least 10 members attend.
func (c TurkeyMinimumWage) Decision() Rule {
	base := c.Base
	if base == 0 {
		base = Cast
	}
	return All{
		Quorum{Number{Of: Present, Need: 10}},
		CastingVote(base, In{Group: First, Rule: SimpleMajority()}),
	}
}

// Cardano is the on-chain governance of Cardano (CIP-1694): a constitutional
// committee of one vote each, delegated representatives and stake pools by stake.
type Cardano struct{}

// Body is the three bodies. Each representative and each pool is a Bloc, of one
// seat, with its stake as Weight.
func (Cardano) Body(committee int, representatives, pools []Bloc) (*Body, error) {
	return NewBody(
		Bloc{Name: "Committee", Size: committee},
		Bloc{Name: "Representatives", Blocs: representatives},
		Bloc{Name: "Pools", Blocs: pools},
	)
}

// Action needs the threshold in each of the bodies, of its own votes: abstentions
// are left out, and who is registered and does not vote counts against. Which
// bodies an action needs depends on it: one with the zero Threshold is not asked,
// and if none is, the rule is an empty All, and Rejected.
func (Cardano) Action(committee, representatives, pools Threshold) Rule {
	var rule All
	for i, need := range []Threshold{committee, representatives, pools} {
		if need != (Threshold{}) {
			rule = append(rule, In{Group: First + Group(i), Rule: Share{Of: For, In: Entitled &^ Abstain, Need: need}})
		}
	}
	return rule
}
