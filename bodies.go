package tripartite

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
)

// The ready-made bodies use only exported functions and types to build bodies and
// rules, so that a caller can write another body in the same way.

// ILOConference models the International Labour Conference in plenary. The source is
// the Constitution of the ILO; comments cite its articles. For what counts as a vote
// cast, the source is ICSF's report of the vote of 2005.
//
// Delegates who may not vote are Suspended: those of a Member in arrears (art.
// 13(4)), and an employer or worker whose counterpart was not nominated (art.
// 4(2)). A delegate who was not nominated is Vacant.
type ILOConference struct{}

// ILOMember describes a Member's delegation: two government delegates, one
// employer and one worker (art. 3(1)), unless one of these was not nominated.
type ILOMember struct {
	Name                 string // of the Member, such as "France"
	NoEmployer, NoWorker bool   // not nominated
	Arrears              bool   // of two full years' contributions
}

// Body returns the Conference with these numbers of delegates.
func (ILOConference) Body(governments, employers, workers int) (*Body, error) {
	return NewBody(
		Bloc{Name: "Governments", Size: governments},
		Bloc{Name: "Employers", Size: employers},
		Bloc{Name: "Workers", Size: workers},
	)
}

// Open opens a ballot of the delegations in a room. The seats are "France,
// government 1", "France, government 2", "France, employer" and "France, worker".
//
// Open marks the seats that may not vote. If the employer or the worker was not
// nominated, the other may speak but not vote (art. 4(2)), so that 2 + 1 + 1
// becomes 2 + 0 + 0.
//
// If a Member has no name, a name with outer blanks, or the name of another
// Member, Open returns [ErrBody].
func (ILOConference) Open(members ...ILOMember) (*Ballot, error) {
	var governments, employers, workers []string
	var errs []error
	for i, m := range members {
		if m.Name == "" || m.Name != strings.TrimSpace(m.Name) {
			errs = append(errs, &Error{Op: "body", Name: m.Name, Err: errName,
				Detail: fmt.Sprintf("Member number %d: want a name without outer blanks", i+1)})
		}
		governments = append(governments, m.Name+", government 1", m.Name+", government 2")
		employers = append(employers, m.Name+", employer")
		workers = append(workers, m.Name+", worker")
	}
	body, err := NewBody(
		Bloc{Name: "Governments", Roll: governments},
		Bloc{Name: "Employers", Roll: employers},
		Bloc{Name: "Workers", Roll: workers},
	)
	if errs != nil || err != nil {
		return nil, errors.Join(append(errs, err)...)
	}
	ballot := body.OpenRoom()
	for i, m := range members {
		m.mark(ballot, governments[2*i], governments[2*i+1], employers[i], workers[i])
	}
	return ballot, nil
}

// mark marks the seats of the member that may not vote or are vacant. Mark cannot fail
// here: the seats are those of the ballot, and nobody has voted.
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

// Quorum returns the rule that the votes cast, for and against, are at least half
// the delegates attending (art. 17(3)). Below that the vote is void. Abstentions
// are not votes cast. The delegates attending are those registered and entitled
// to vote (Note for the delegates, 1999).
func (ILOConference) Quorum() Rule {
	return Quorum{Share{Of: Cast, Base: Entitled, Need: AtLeast(1, 2), BySeats: true}}
}

// Majority returns the rule for every question for which the Constitution sets no other
// majority: a simple majority of the votes cast (art. 17(2)), and the quorum. A tie is
// not adopted.
func (c ILOConference) Majority() Rule { return All{c.Quorum(), SimpleMajority()} }

// TwoThirds returns the rule of at least two thirds of the votes cast, and the
// quorum. It decides
//   - a Convention or Recommendation (art. 19(2)), and its abrogation (19(9));
//   - the budget (13(2)(c)), and waiving arrears (13(4));
//   - refusing credentials (3(9));
//   - the seat of the Office (6);
//   - keeping an item on the agenda (16);
//   - amending the Constitution (36), which must then be ratified;
//   - the Code of the Maritime Labour Convention (its art. XV(5)).
func (c ILOConference) TwoThirds() Rule { return All{c.Quorum(), TwoThirds()} }

// Admission returns the rule for admitting a Member (art. 1(4)), and the quorum.
// It needs two thirds of the delegates attending the session, and two thirds of
// the government delegates present and voting.
func (c ILOConference) Admission() Rule {
	return All{
		c.Quorum(),
		Share{Of: For, Base: Entitled, Need: AtLeast(2, 3)},
		In{Group: First, Rule: TwoThirds()},
	}
}

// ILOConference1986 models the Conference under the Instrument of Amendment of 1986,
// which is not in force. Its rules apply to the body of [ILOConference].
//
// Each majority then has a floor as well: a share of the delegates attending must vote
// for, and that share is half the fraction of the majority (art. 17(3) as amended). The
// source is a translation: Diario da Assembleia da Republica, II Serie-A No. 101, 15
// May 2019, p. 76.
type ILOConference1986 struct {
	// Void makes a vote below the floor void. If it is not set, the motion is
	// rejected. The translations differ, and which one is right is not confirmed.
	Void bool

	// TookPart is the set of states that count as taking part. A vote is valid
	// only if at least half the delegates attending take part (art. 17(4) as
	// amended). The default is Voting, which is not confirmed.
	TookPart States
}

// Majority returns the rule of a simple majority of the votes cast. At least a quarter of
// the delegates attending must vote for.
func (c ILOConference1986) Majority() Rule { return c.rule(MoreThan(1, 2), AtLeast(1, 4)) }

// TwoThirds returns the rule of two thirds of the votes cast. At least a third of the
// delegates attending must vote for.
func (c ILOConference1986) TwoThirds() Rule { return c.rule(AtLeast(2, 3), AtLeast(1, 3)) }

// ThreeQuarters returns the rule of three quarters of the votes cast. At least three
// eighths of the delegates attending must vote for.
func (c ILOConference1986) ThreeQuarters() Rule { return c.rule(AtLeast(3, 4), AtLeast(3, 8)) }

// rule returns the rule with this majority of the votes cast, and this floor.
func (c ILOConference1986) rule(majority, floor Threshold) Rule {
	var enough Rule = Share{Of: For, Base: Entitled, Need: floor}
	if c.Void {
		enough = Quorum{enough}
	}
	return All{
		Quorum{Share{Of: orElse(c.TookPart, Voting), Base: Entitled, Need: AtLeast(1, 2), BySeats: true}},
		enough,
		Share{Of: For, Base: Cast, Need: majority},
	}
}

// orElse returns the set, or the default if the set is empty.
func orElse(set, def States) States {
	if set == 0 {
		return def
	}
	return set
}

// ILOCommittee models a committee of the International Labour Conference. The
// three groups have the same power. Each splits it equally over its members who
// are entitled to vote that day. A deputy member votes only in the place of an
// absent member, and has no seat of their own here.
//
// The sources are the Provisional Records of the sessions ILC86 to ILC99, which print
// the number of votes of each member. The tally gives the same numbers, except on 8
// June 2010, when the record has a misprint.
type ILOCommittee struct {
	// Quorum is the share of the total voting strength that must be cast, for
	// and against. The default is AtLeast(2, 5), which is not confirmed.
	Quorum Threshold
}

// Body returns the committee with these numbers of members. Governments in arrears
// are members, and Suspended.
func (ILOCommittee) Body(governments, employers, workers int) (*Body, error) {
	return NewBody(
		Bloc{Name: "Governments", Size: governments, SharedBy: Entitled},
		Bloc{Name: "Employers", Size: employers, SharedBy: Entitled},
		Bloc{Name: "Workers", Size: workers, SharedBy: Entitled},
	)
}

// Majority returns the rule of a simple majority of the weighted votes cast, and
// the quorum. A tie is not adopted (Committee on Maternity Protection, 7 June
// 2000).
func (c ILOCommittee) Majority() Rule {
	need := c.Quorum
	if need == (Threshold{}) {
		need = AtLeast(2, 5)
	}
	return All{Quorum{Share{Of: Cast, Base: Entitled, Need: need}}, SimpleMajority()}
}

// ILOGoverningBody models the Governing Body of the ILO: 28 governments, 14
// employers and 14 workers. Deputies vote only in the place of a member, and have
// no seat of their own here. What its Standing Orders say of votes is not
// confirmed.
type ILOGoverningBody struct {
	// Present is the quorum: the number of members with the right to vote who
	// must be present. The default is 33, which is not confirmed.
	Present int
}

// Body returns the 56 titular members.
func (ILOGoverningBody) Body() *Body {
	return MustBody(
		Bloc{Name: "Governments", Size: 28},
		Bloc{Name: "Employers", Size: 14},
		Bloc{Name: "Workers", Size: 14},
	)
}

// Majority returns the rule of a simple majority of the votes cast, and the
// quorum. That a tie is not adopted is not confirmed.
func (g ILOGoverningBody) Majority() Rule {
	present := g.Present
	if present == 0 {
		present = 33
	}
	return All{Quorum{SeatCount{Of: Present, Need: present}}, SimpleMajority()}
}

// DirectorGeneral returns the rule for electing the Director-General: more than
// half the members entitled to vote, 29 of 56 (Rules governing the appointment of
// the Director-General). Votes for other candidates are against.
func (ILOGoverningBody) DirectorGeneral() Rule { return AbsoluteMajority() }

// ILOMaritime models the Special Tripartite Committee of the Maritime Labour
// Convention, 2006. The Shipowners and the Seafarers each have half the voting
// power of the governments that are represented and entitled to vote (art.
// XIII(4)). The source is the official German text, SR 0.822.81, arts. XIII and
// XV.
type ILOMaritime struct {
	// BySeats counts the two thirds of the committee members (art. XV(4)(b)) by
	// seats. If it is not set, they are counted by weighted votes. Which one is
	// right is not confirmed: (b) speaks of members and (c) of voting power,
	// which favours seats.
	BySeats bool

	// Members is the set of states whose seats are the committee members in art.
	// XV(4)(b). The default is Entitled, those registered at the meeting, which
	// is not confirmed.
	Members States
}

// Body returns the committee. Its first argument is the number of ratifying
// Members. The government of each has two representatives (art. XIII(2)) and so
// two seats, "Governments 1" to "Governments 2n".
//
// Each of the two seats has half the government's vote. Art. XIII(4) counts governments;
// that the representatives share one vote is not confirmed. If a government is not
// represented at the meeting, mark both its seats Vacant. If it sends one
// representative, mark one seat Vacant; the government then counts as half a government.
func (ILOMaritime) Body(governments, shipowners, seafarers int) (*Body, error) {
	if governments < 0 || governments > math.MaxInt/2 { // twice that is no int
		return nil, badSize("Governments", "%d governments of two seats each", governments)
	}
	return NewBody(
		Bloc{Name: "Governments", Size: 2 * governments, Power: Frac(2, 1), SharedBy: Entitled},
		Bloc{Name: "Shipowners", Size: shipowners, Power: Frac(1, 1), SharedBy: Entitled},
		Bloc{Name: "Seafarers", Size: seafarers, Power: Frac(1, 1), SharedBy: Entitled},
	)
}

// badSize returns the error for a number that is out of range. Body methods check a number
// with it before they calculate with the number.
func badSize(name, detail string, n int) error {
	return &Error{Op: "body", Name: name, Detail: fmt.Sprintf(detail, n), Err: errSize}
}

// Amendment returns the rule for amending the Code (art. XV(4)). All of these must
// hold:
//   - (a) at least half the governments of ratifying Members are represented;
//   - (b) at least two thirds of the committee members vote for;
//   - (c) in each group, at least half the voting power registered at the meeting
//     votes for.
//
// So a member who abstains or is absent counts against.
func (m ILOMaritime) Amendment() Rule {
	return All{
		In{Group: First, Rule: Share{Of: InOffice, Base: AllSeats, Need: AtLeast(1, 2), BySeats: true}},
		Share{Of: For, Base: orElse(m.Members, Entitled), Need: AtLeast(2, 3), BySeats: m.BySeats},
		EachGroup{Rule: Share{Of: For, Base: Entitled, Need: AtLeast(1, 2)}},
	}
}

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
// What equal means ("可否同数") is not confirmed. Here votes are equal if exactly half
// the members present are for. If votes were equal whenever as many are for as against,
// one more vote for could turn a motion down. The chair votes as a member, and that vote
// decides a tie; this is not confirmed either.
func (j JapanMinimumWage) Decision() Rule {
	return All{
		j.Quorum(),
		CastingVote(Present, In{Bloc: "Public/Chair", Rule: SeatCount{Of: For, Need: 1}}),
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
			EachVotingGroup{Share: Share{Of: For, Base: orElse(r.Valid, Cast), Need: MoreThan(1, 2)}},
		},
	}
}

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

// EUOSHA models the Management Board of the European Agency for Safety and Health
// at Work (Regulation (EU) 2019/126). The chair votes as a member (art. 9(3)). An
// alternate votes for an absent member (art. 9(2)), and has no seat of their own
// here. The Regulation sets no quorum.
type EUOSHA struct{}

// Body returns the 84 members with the right to vote: a government, an employer
// and a worker for each of 27 States, and in no group three for the Commission
// (art. 4(1)). The expert of the European Parliament has no vote and no seat.
func (EUOSHA) Body() *Body {
	return MustBody(
		Bloc{Name: "Governments", Size: 27},
		Bloc{Name: "Employers", Size: 27},
		Bloc{Name: "Workers", Size: 27},
		Bloc{Name: "Commission", Size: 3},
	)
}

// Majority returns the rule of a majority of all members with the right to vote,
// 43 of 84 (art. 9(1)).
func (EUOSHA) Majority() Rule { return AbsoluteMajority() }

// TwoThirds returns the rule of two thirds of all members with the right to vote,
// 56 of 84. It decides
//   - the programming document (art. 5(1)(b)) and the budget (5(1)(c));
//   - the election of the chair and the deputy chairs (7(1));
//   - appointing, extending and removing the Executive Director (19(7)).
func (EUOSHA) TwoThirds() Rule { return Share{Of: For, Base: Entitled, Need: AtLeast(2, 3)} }

// FocalPoints returns the rule for decisions in the framework of the annual work
// programme that have budgetary consequences for the national focal points: a
// majority of all members, and a majority of the governments' group, 14 of 27
// (art. 9(1), second subparagraph).
//
// The programme itself needs two thirds. If it decides a matter of the focal
// points, it needs All{TwoThirds(), FocalPoints()}.
func (EUOSHA) FocalPoints() Rule {
	return All{AbsoluteMajority(), In{Group: First, Rule: AbsoluteMajority()}}
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
		Share{Of: For, Base: orElse(u.Base, Cast), Need: MoreThan(1, 2)},
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
		CastingVote(orElse(c.Base, Cast), In{Group: First, Rule: SimpleMajority()}),
	}
}

// Cardano models the on-chain governance of Cardano: a constitutional committee
// with one vote a member, delegated representatives (DReps) and stake pools by
// stake. The sources are CIP-1694, and the ledger where the two differ
// (IntersectMBO/cardano-ledger, Conway era, rule RATIFY).
//
// The states of a seat are:
//   - For is a Yes. On a motion of no confidence it is also the stake of
//     representatives and pools at "always no confidence".
//   - Against is a No. On every other action it is also the stake of representatives
//     at "always no confidence".
//   - Silent or Absent is a seat that did not vote. It counts against. Except on a
//     motion of no confidence, this includes a pool at "always no confidence" that
//     did not vote.
//   - Abstain is out of the base. So is stake at "always abstain", except that on a
//     hard fork a pool that did not vote counts against.
//   - Suspended or Vacant is out of the base: a committee member who has expired,
//     has resigned or has no hot key, and a representative who is inactive or not
//     registered. They must not be Absent, which counts against.
//
// Represent "always no confidence" by a Bloc of one seat with all its stake as Weight,
// and cast its vote For or Against, depending on the action. Represent "always abstain"
// by a seat that abstains, or leave it out.
//
// All of this holds since the end of the bootstrap phase. In that phase,
// representatives had no vote, the committee had no minimum size, and a pool that did
// not vote abstained, except on a hard fork.
type Cardano struct {
	// CommitteeMinSize is the protocol parameter of that name: the number of
	// active members that the committee must have. The default is 7, the value on
	// mainnet, which is not confirmed. 1 requires only that there is a committee.
	CommitteeMinSize int
}

// Body returns one body whose groups are the committee, the representatives and the
// pools. Give each representative and each pool as a Bloc of one seat, with its stake as
// Weight.
func (Cardano) Body(committee int, representatives, pools []Bloc) (*Body, error) {
	return NewBody(
		Bloc{Name: "Committee", Size: committee},
		Bloc{Name: "Representatives", Blocs: representatives},
		Bloc{Name: "Pools", Blocs: pools},
	)
}

// Action returns the rule for a governance action. Each group with a threshold must reach
// it, as a share of its own votes without abstentions. If the committee has a threshold
// but fewer active members than CommitteeMinSize, the rule rejects.
//
// A threshold of 0, written AtLeast(0, 1) or Threshold{}, means that the group does not
// vote on the action. These are the thresholds on mainnet, which are not confirmed:
//
//	action                                 committee  representatives      pools
//	motion of no confidence                -          67/100               51/100
//	update committee                       -          67/100               51/100
//	update committee, without one          -          3/5                  51/100
//	new constitution or guardrails script  2/3        3/4                  -
//	hard fork                              2/3        3/5                  51/100
//	parameters                             2/3        67/100, or 3/4 for   51/100 if one is
//	                                                  governance           security-relevant
//	treasury withdrawal                    2/3        67/100               -
//
// If an action changes parameters of several parameter groups, the highest threshold of
// the representatives applies. The threshold of the committee, 2/3 at first, is set with
// the committee. "Without one" means without a committee. A committee that was elected
// with no members is a committee, so 67/100 applies to its update, and not 3/5.
//
// An Info action is never ratified, whatever the votes, so it has no rule. AtLeast(1, 1)
// does not express it.
//
// If no group has a threshold, or a threshold is not from 0 to 1, Action returns
// [ErrRule]. If CommitteeMinSize is below 0, it returns [ErrBody].
func (c Cardano) Action(committee, representatives, pools Threshold) (Rule, error) {
	var rule All
	var errs []error
	for _, asked := range []struct {
		name  string
		group Group
		need  Threshold
	}{{"committee", First, committee}, {"representatives", Second, representatives}, {"pools", Third, pools}} {
		if asked.need.notAsked() {
			continue
		}
		if !asked.need.valid() {
			errs = append(errs, &Error{Op: "action", Name: asked.name, Err: ErrRule,
				Detail: "threshold " + asked.need.String() + ": want a fraction from 0 to 1"})
		}
		if asked.group == First {
			rule = append(rule, In{Group: First, Rule: SeatCount{Of: Entitled, Need: c.minSize()}})
		}
		rule = append(rule, In{Group: asked.group, Rule: Share{Of: For, Base: Entitled &^ Abstain, Need: asked.need}})
	}
	if rule == nil {
		errs = append(errs, &Error{Op: "action", Name: "Cardano", Err: ErrRule,
			Detail: "no body is asked: want a threshold above 0 for at least one"})
	}
	if c.CommitteeMinSize < 0 {
		errs = append(errs, &Error{Op: "action", Name: "CommitteeMinSize", Err: errSize,
			Detail: fmt.Sprintf("%d: want 0 or more", c.CommitteeMinSize)})
	}
	if errs != nil {
		return nil, errors.Join(errs...)
	}
	return rule, nil
}

// minSize returns CommitteeMinSize or its default.
func (c Cardano) minSize() int {
	if c.CommitteeMinSize == 0 {
		return 7
	}
	return c.CommitteeMinSize
}

// notAsked reports whether the threshold is the zero Threshold or "at least 0".
func (h Threshold) notAsked() bool {
	return h == Threshold{} || h.Num == 0 && h.Den > 0 && !h.Strict
}
