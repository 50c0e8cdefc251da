package tripartite_test

import (
	"math/big"
	"slices"
	"strings"

	. "example.com/tripartite"
)

// The oracle is a second counter, written plainly and without any code of the
// first: it expands every seat, weighs it in big.Rat, and goes through all of
// them for every clause.

// spec is what a body is made from.
type spec struct {
	groups      [3]Bloc
	independent []Bloc
}

func (s spec) body() (*Body, error) {
	return NewBody(s.groups[0], s.groups[1], s.groups[2], s.independent...)
}

// oracle is a vote: every seat, and every part that has a name.
type oracle struct {
	seats  []oracleSeat
	parts  []string
	groups [3]string
	unions map[string][]string // what each unites
}

type oracleSeat struct {
	bloc   string
	state  States
	weight *big.Rat
}

func newOracle(s spec, votes Counts) oracle {
	o := oracle{unions: map[string][]string{}}
	for i, g := range s.groups {
		o.groups[i] = g.Name
	}
	var blocs []Bloc
	for _, b := range append(slices.Clone(s.groups[:]), s.independent...) {
		if b.Union == nil {
			blocs = append(blocs, b)
		} else {
			o.unions[b.Name] = b.Union
		}
	}
	o.blocs(blocs, "", 0, nil, votes)
	return o
}

// blocs weighs the seats of sibling blocs. power is what they have to split;
// nil if each has its own.
func (o *oracle) blocs(siblings []Bloc, path string, over States, power *big.Rat, votes Counts) {
	share := make([]*big.Rat, len(siblings)) // nil for blocs of fixed weights
	all := new(big.Rat)
	for i, b := range siblings {
		if b.Power.Valid() || b.SharedBy != 0 || over != 0 {
			share[i] = big.NewRat(1, 1)
			if b.Power.Valid() {
				share[i] = b.Power.Rat()
			}
			all.Add(all, share[i])
		}
	}
	for i, b := range siblings {
		o.parts = append(o.parts, path+b.Name)
		mine := share[i]
		if mine != nil {
			mine = new(big.Rat).Set(mine)
			if power != nil && all.Sign() > 0 {
				mine.Mul(mine, power)
				mine.Quo(mine, all)
			}
		}
		o.bloc(b, path+b.Name, over, mine, votes)
	}
}

func (o *oracle) bloc(b Bloc, path string, over States, power *big.Rat, votes Counts) {
	if b.SharedBy != 0 {
		over = b.SharedBy
	}
	if len(b.Blocs) > 0 {
		o.blocs(b.Blocs, path+"/", over, power, votes)
		return
	}
	states := expand(votes[path])
	in := 0
	for _, s := range states {
		if s&over != 0 {
			in++
		}
	}
	for _, s := range states {
		weight := new(big.Rat)
		switch {
		case power != nil && s&over != 0:
			weight.Quo(power, big.NewRat(int64(in), 1))
		case power != nil:
		case b.Weight.Valid():
			weight = b.Weight.Rat()
		default:
			weight.SetInt64(1)
		}
		o.seats = append(o.seats, oracleSeat{path, s, weight})
	}
}

// expand is a state for every seat.
func expand(c Count) []States {
	var states []States
	for s := For; s != 0; s <<= 1 {
		states = append(states, slices.Repeat([]States{s}, c.Seats(s))...)
	}
	return states
}

func within(path, part string) bool {
	return part == "" || path == part || strings.HasPrefix(path, part+"/")
}

// within reports whether the part of that path lies within another. A union lies
// within another part if all that it unites does.
func (o oracle) within(path, part string) bool {
	if path == part {
		return true
	}
	if united := o.unions[path]; united != nil {
		return !slices.ContainsFunc(united, func(path string) bool { return !o.within(path, part) })
	}
	return within(path, part) || slices.ContainsFunc(o.unions[part],
		func(part string) bool { return within(path, part) })
}

// has reports whether there is a part of that path within the part.
func (o oracle) has(path, part string) bool {
	return (slices.Contains(o.parts, path) || o.unions[path] != nil) && o.within(path, part)
}

// sum is what is in the set, in votes or heads.
func (o oracle) sum(part string, set States, heads bool) *big.Rat {
	total := new(big.Rat)
	for _, s := range o.seats {
		if o.within(s.bloc, part) && s.state&set != 0 {
			if heads {
				total.Add(total, big.NewRat(1, 1))
			} else {
				total.Add(total, s.weight)
			}
		}
	}
	return total
}

func (o oracle) holds(s Share, part string) bool {
	have, base := o.sum(part, s.Of, s.BySeats), o.sum(part, s.Base, s.BySeats)
	have.Sub(have, o.sum(part, s.Less, s.BySeats))
	if s.Need.Den <= 0 || s.Need.Num < 0 || base.Sign() == 0 {
		return false
	}
	bar := big.NewRat(int64(s.Need.Num), int64(s.Need.Den))
	if c := bar.Cmp(big.NewRat(1, 1)); c > 0 || c == 0 && s.Need.Strict {
		return false
	}
	c := have.Quo(have, base).Cmp(bar)
	if s.Need.Strict {
		return c > 0
	}
	return c >= 0
}

func (o oracle) decide(r Rule, part string) Outcome {
	yes := func(b bool) Outcome {
		if b {
			return Adopted
		}
		return Rejected
	}
	switch r := r.(type) {
	case Share:
		return yes(o.holds(r, part))
	case SeatCount:
		return yes(r.Need >= 0 && o.sum(part, r.Of, true).Cmp(big.NewRat(int64(r.Need), 1)) >= 0)
	case odd:
		return r.outcome(int(o.sum(part, r.of, true).Num().Int64()))
	case In:
		where := r.Bloc
		if r.Group >= First && r.Group <= Third && r.Bloc == "" {
			where = o.groups[r.Group-1]
		} else if r.Group != 0 {
			return Rejected
		}
		if r.Rule == nil || !o.has(where, part) {
			return Rejected
		}
		return o.decide(r.Rule, where)
	case All:
		return o.kth(len(r), r, part)
	case Any:
		return o.kth(1, r, part)
	case KOf:
		return o.kth(r.K, r.Rules, part)
	case Quorum:
		if len(r) == 0 || slices.Contains(r, nil) {
			return Rejected
		}
		if o.kth(len(r), r, part) != Adopted {
			return Void
		}
		return Adopted
	case Veto:
		return yes(!o.nonsense(r, part) && o.kth(1, r, part) != Adopted)
	case Named:
		if r.Name == "" || r.Rule == nil {
			return Rejected
		}
		return o.decide(r.Rule, part)
	case Parts:
		return o.several(r, part)
	}
	return Rejected
}

// nonsense reports whether a rule cannot mean anything in the part.
func (o oracle) nonsense(r Rule, part string) bool {
	any := func(rules []Rule, parts ...string) bool {
		for _, part := range parts {
			if slices.ContainsFunc(rules, func(r Rule) bool { return o.nonsense(r, part) }) {
				return true
			}
		}
		return len(rules) == 0
	}
	threshold := func(h Threshold) bool {
		return h.Num < 0 || h.Den < 1 || h.Den < h.Num || h.Strict && h.Den == h.Num
	}
	switch r := r.(type) {
	case nil:
		return true
	case Share:
		return threshold(r.Need)
	case SeatCount:
		return r.Need < 0
	case In:
		where := r.Bloc
		if r.Group >= First && r.Group <= Third && r.Bloc == "" {
			where = o.groups[r.Group-1]
		} else if r.Group != 0 {
			return true
		}
		return !o.has(where, part) || o.nonsense(r.Rule, where)
	case All:
		return any(r, part)
	case Any:
		return any(r, part)
	case Quorum:
		return any(r, part)
	case Veto:
		return any(r, part)
	case KOf:
		return r.K < 1 || r.K > len(r.Rules) || any(r.Rules, part)
	case Named:
		return r.Name == "" || o.nonsense(r.Rule, part)
	case Parts:
		parts := o.divided(r, part)
		return parts == nil || r.K < 0 || r.K > len(parts) || r.K > 0 && r.Need != Threshold{} ||
			r.Need != Threshold{} && threshold(r.Need) || r.BySeats && r.With == 0 ||
			any([]Rule{r.Rule}, parts...)
	}
	return false
}

// several decides a rule over parts: it goes up from none of the parts that count to all,
// until so many are enough.
func (o oracle) several(p Parts, part string) Outcome {
	parts := o.divided(p, part)
	if p.Rule == nil || p.K < 0 || p.K > len(parts) || p.K > 0 && p.Need != (Threshold{}) ||
		p.BySeats && p.With == 0 {
		return Rejected
	}
	var outcomes []Outcome
	for _, part := range parts {
		if p.With == 0 || o.sum(part, p.With, p.BySeats).Sign() > 0 {
			outcomes = append(outcomes, o.decide(p.Rule, part))
		} else if p.K > 0 {
			outcomes = append(outcomes, Rejected)
		}
	}
	if len(outcomes) == 0 {
		return Rejected
	}
	need := p.Need
	switch {
	case p.K > 0:
		return kthBest(p.K, outcomes)
	case need == Threshold{}:
		return slices.Min(outcomes)
	case need.Den < 1 || need.Num < 0 || need.Num > need.Den || need.Strict && need.Num == need.Den:
		return Rejected
	}
	bar := new(big.Rat).Mul(big.NewRat(int64(need.Num), int64(need.Den)),
		big.NewRat(int64(len(outcomes)), 1))
	for k := range len(outcomes) + 1 {
		if c := big.NewRat(int64(k), 1).Cmp(bar); c > 0 || c == 0 && !need.Strict {
			if k == 0 {
				return Adopted
			}
			return kthBest(k, outcomes)
		}
	}
	return Rejected
}

// divided is the parts of a rule over parts, or nothing if there are none.
func (o oracle) divided(p Parts, part string) []string {
	where := p.Bloc
	switch {
	case p.Group == 0 && p.Bloc == "":
		if part != "" {
			return nil
		}
		return o.groups[:]
	case p.Group > Third || p.Group != 0 && p.Bloc != "":
		return nil
	case p.Group != 0:
		where = o.groups[p.Group-1]
	}
	if !o.has(where, part) {
		return nil
	}
	if united := o.unions[where]; united != nil {
		return united
	}
	var inside []string
	for _, path := range o.parts {
		if name, ok := strings.CutPrefix(path, where+"/"); ok && !strings.Contains(name, "/") {
			inside = append(inside, path)
		}
	}
	if inside == nil {
		return []string{where}
	}
	return inside
}

func (o oracle) kth(k int, rules []Rule, part string) Outcome {
	var outcomes []Outcome
	for _, r := range rules {
		if r == nil {
			return Rejected
		}
		outcomes = append(outcomes, o.decide(r, part))
	}
	return kthBest(k, outcomes)
}

func kthBest(k int, outcomes []Outcome) Outcome {
	if k < 1 || k > len(outcomes) {
		return Rejected
	}
	slices.Sort(outcomes)
	slices.Reverse(outcomes)
	return outcomes[k-1]
}

// odd is a rule of a user's own, which goes by nothing but the number of heads
// in a set, and has all the outcomes.
type odd struct{ of States }

func (r odd) Decide(t Tally) Outcome { return r.outcome(t.Seats(r.of)) }

func (r odd) outcome(heads int) Outcome { return Outcome(heads % 3) }
