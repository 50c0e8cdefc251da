package tripartite

import (
	"errors"
	"fmt"
)

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
