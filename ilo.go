package tripartite

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"strings"
)

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
// If a Member has no name, a name with outer spaces, or the name of another
// Member, Open returns [ErrBody].
func (ILOConference) Open(members ...ILOMember) (*Ballot, error) {
	var governments, employers, workers []string
	wrong := refusals{op: "body", whole: "Members"}
	for i, m := range members {
		if m.Name == "" || m.Name != strings.TrimSpace(m.Name) {
			wrong.add(errName, m.Name, errName, fmt.Sprintf("Member number %d: want a name without outer spaces", i+1))
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
	if err := errors.Join(append(wrong.all(), err)...); err != nil {
		return nil, err
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
		Quorum{Share{Of: cmp.Or(c.TookPart, Voting), Base: Entitled, Need: AtLeast(1, 2), BySeats: true}},
		enough,
		Share{Of: For, Base: Cast, Need: majority},
	}
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
		Share{Of: For, Base: cmp.Or(m.Members, Entitled), Need: AtLeast(2, 3), BySeats: m.BySeats},
		EachGroup{Rule: Share{Of: For, Base: Entitled, Need: AtLeast(1, 2)}},
	}
}
