package tripartite

import (
	"cmp"
	"reflect"
	"slices"
	"strconv"

	"example.com/tripartite/internal/prose"
)

// A form says how the outcome of a rule of this package follows from the outcomes of
// others. Deciding, explaining, checking and searching all go by the form, so that each
// rule is defined once. The form of a rule is a value without texts, and it is made anew
// wherever it is needed: it stays on the stack, and Decide allocates nothing.
//
// For example, the form of "in each group (more than 1/2 of votes cast are for)" has the
// kind severalParts and the share as its rule. Applied to the tally of a body it has the three
// groups as its parts. If two of them adopt and one rejects, three are needed, and the
// third best outcome is Rejected.
type form struct {
	list
	over   // the only rule inside, or the rule itself if there is none, and its parts
	fault  fault
	nodes  []int // of several parts: their nodes
	within Tally // the tally that is decided; of a part or parts, where they are
}

// A list is a rule whose outcome follows from those of others for the same tally.
type list struct {
	kind  ruleKind
	k     int // the outcome is the k-th best
	rules []Rule
}

// over has the fields of [Parts], without its methods. The other rules use some of them: the
// part of an [In] is Group or Bloc, and the outcome of a list is the K-th best.
type over Parts

// ruleKind is the way in which the outcome of a rule follows from its parts. A switch
// over kinds names every kind and panics for any other.
type ruleKind uint8

const (
	noRule       ruleKind = iota + 1 // nil, or a nil RuleFunc
	ownRule                          // a rule of the caller: its parts are unknown
	shareClause                      // form.rule is a Share
	countClause                      // form.rule is a SeatCount
	sameRule                         // the outcome of the only rule, for the same tally
	inPart                           // the outcome of the only rule, for a part of the tally
	bestRules                        // the form.k-th best outcome of the rules
	quorumRules                      // Adopted if all rules are, and otherwise Void
	vetoRules                        // Rejected if a rule is Adopted, and otherwise Adopted
	severalParts                     // as many of the parts as are needed
)

func (k ruleKind) unknown() string {
	return "tripartite: no such kind of rule: " + strconv.Itoa(int(k))
}

// fault says why a rule is malformed, and so Rejected. It is "" if the rule is not.
type fault string

const (
	sound          fault = ""
	partMissing    fault = "a part is missing"
	noFunction     fault = "there is no function"
	noParts        fault = "it has no parts"
	badThreshold   fault = "the threshold is not between 0 and 1"
	belowNothing   fault = "the number of seats is below 0"
	noName         fault = "it has no name"
	noPartNamed    fault = "it names no part"
	twoPartsNamed  fault = "it names both a group and a bloc"
	noSuchGroup    fault = "there is no such group"
	noSuchPart     fault = "there is no such part of "
	noGroups       fault = "there are no groups in "
	badK           fault = "K is not from 1 to "
	twoNumbers     fault = "it has both K and Need"
	seatsOfNothing fault = "With is not set, and BySeats is"
)

// why returns the text of the fault.
func (f *form) why() string {
	switch f.fault {
	case noSuchPart, noGroups:
		return string(f.fault) + partName(f.within)
	case badK:
		if f.kind == severalParts && f.nodes == nil { // the body is not known
			return "K is below 0"
		}
		return string(f.fault) + strconv.Itoa(f.size())
	}
	return string(f.fault)
}

const nestedTooDeep = "it contains itself, or nests more than 1000 deep"

// mostNested is the greatest depth of nested rules. It stops a rule that contains
// itself.
const mostNested = 1000

// formOf returns the form of a rule.
func formOf(r Rule) form {
	var f form
	f.of(r)
	return f
}

// of makes f, which must be zero, the form of a rule. It switches on the dynamic type
// instead of calling a method: a struct of the caller that embeds an All has the methods
// of All, but is another rule.
func (f *form) of(rule Rule) {
	f.kind, f.Rule = ownRule, rule
	switch r := rule.(type) {
	case nil:
		f.kind, f.fault = noRule, partMissing
	case RuleFunc:
		if r == nil {
			f.kind, f.fault = noRule, noFunction
		}
	case Share:
		if f.kind = shareClause; !r.Need.valid() {
			f.fault = badThreshold
		}
	case SeatCount:
		if f.kind = countClause; r.Need < 0 {
			f.fault = belowNothing
		}
	case In:
		f.ofIn(r.Group, r.Bloc, r.Rule)
	case All:
		f.ofList(r.list())
	case Any:
		f.ofList(r.list())
	case KOf:
		f.ofList(r.list())
	case Quorum:
		f.ofList(r.list())
	case Veto:
		f.ofList(r.list())
	case Named:
		f.ofNamed(r.Name, r.Rule)
	case Parts:
		f.kind, f.over = severalParts, over(r)
		if f.fault = f.over.fault(); !f.hasPlace() {
			f.nodes = groupNodes
		}
	default:
		if isPointer(rule) {
			f.of(bare(rule))
		}
	}
}

func (a All) list() list    { return list{bestRules, max(len(a), 1), a} }
func (a Any) list() list    { return list{bestRules, 1, a} }
func (a KOf) list() list    { return list{bestRules, a.K, a.Rules} }
func (q Quorum) list() list { return list{quorumRules, 1, q} }
func (v Veto) list() list   { return list{vetoRules, 1, v} }

func (f *form) ofList(l list) {
	f.list, f.K, f.fault, f.Rule = l, l.k, l.fault(), nil
}

// fault returns what is wrong with the list.
func (l list) fault() fault {
	switch {
	case l.k < 1 || l.k > max(len(l.rules), 1):
		return badK
	case len(l.rules) == 0:
		return noParts
	case slices.Contains(l.rules, nil):
		return partMissing
	}
	return sound
}

func (f *form) ofNamed(name string, rule Rule) {
	f.kind, f.Rule = sameRule, rule
	switch {
	case name == "":
		f.fault = noName
	case rule == nil:
		f.fault = partMissing
	}
}

func (f *form) ofIn(g Group, bloc string, rule Rule) {
	f.kind, f.over = inPart, over{Group: g, Bloc: bloc, Rule: rule}
	if f.fault = f.wrongPlace(); !f.hasPlace() {
		f.fault = noPartNamed
	}
}

// fault returns what is wrong with several parts, whatever the tally.
func (p *over) fault() fault {
	switch {
	case p.K < 0 || p.K > numGroups && !p.hasPlace():
		return badK
	case p.Rule == nil:
		return partMissing
	case p.Need != Threshold{} && p.K > 0:
		return twoNumbers
	case p.Need != Threshold{} && !p.Need.valid():
		return badThreshold
	case p.BySeats && p.With == 0:
		return seatsOfNothing
	}
	return p.wrongPlace()
}

// hasPlace reports whether a group or a bloc is named.
func (p *over) hasPlace() bool { return p.Group != 0 || p.Bloc != "" }

// wrongPlace returns what is wrong with the group and the bloc, of which at most one may be set.
func (p *over) wrongPlace() fault {
	switch {
	case p.Group != 0 && p.Bloc != "":
		return twoPartsNamed
	case p.Group > Third:
		return noSuchGroup
	}
	return sound
}

// reports reports whether the fault is to be reported here. A missing part reports itself.
func (f *form) reports() bool {
	return f.fault != sound && (f.fault != partMissing || f.kind == noRule)
}

// isClause reports whether the rule consists of no others.
func (f *form) isClause() bool { return f.kind <= countClause }

// inside returns the rules that the rule consists of, whatever it decides.
func (f form) inside() []Rule {
	switch f.kind {
	case sameRule, inPart, severalParts:
		return []Rule{f.Rule}
	}
	return f.rules
}

// expand returns the form of a rule, applied to a tally. It is inlined, so that the form can
// stay on the stack of the caller.
func expand(r Rule, t Tally) *form { return new(form).to(r, t) }

// to makes f, which must be zero, the form of a rule, applied to a tally.
func (f *form) to(r Rule, t Tally) *form {
	f.of(r)
	f.apply(t)
	return f
}

// groupNodes are the nodes of the groups.
var groupNodes = []int{int(First), int(Second), int(Third)}

// apply applies the form to a tally. Explain and Vet visit the parts of a malformed rule
// that there are, but these parts decide nothing.
func (f *form) apply(t Tally) {
	if f.within = t; f.kind == inPart || f.kind == severalParts {
		var missing fault
		f.nodes, f.within, missing = f.in(t)
		f.fault = cmp.Or(f.fault, missing)
	}
}

// in returns the parts of a tally, by node, the tally that they are in, and why there are too
// few.
func (p *over) in(t Tally) (nodes []int, within Tally, missing fault) {
	missing = noGroups
	if p.hasPlace() {
		missing = noSuchPart
		if part := p.place(t); part.part != nil {
			nodes, t = part.of.body.nodes[part.node].parts(), part
		}
	} else if t.isWhole() {
		nodes = groupNodes
	}
	switch {
	case nodes == nil:
		return nil, t, missing
	case p.K > len(nodes):
		return nodes, t, badK
	}
	return nodes, t, sound
}

// place returns the part of a tally that is named.
func (p *over) place(t Tally) Tally {
	switch {
	case p.wrongPlace() != sound:
		return Tally{}
	case p.Group != 0:
		return t.group(p.Group)
	}
	return t.bloc(p.Bloc)
}

// parts returns the blocs that a group, bloc or union consists of. A bloc of seats is a
// part by itself.
func (n *node) parts() []int {
	if n.leaf() {
		return n.leaves
	}
	return n.children
}

// size returns the number of parts of the applied form.
func (f *form) size() int {
	switch f.kind {
	case severalParts:
		return len(f.nodes)
	case inPart:
		return min(len(f.nodes), 1)
	case sameRule:
		return 1
	}
	return len(f.rules)
}

// part returns a part of the applied form: a rule, and the tally that it decides.
func (f *form) part(i int) (Rule, Tally) {
	switch {
	case f.rules != nil:
		return f.rules[i], f.within
	case f.kind == severalParts:
		return f.Rule, f.within.at(f.nodes[i])
	}
	return f.Rule, f.within
}

// skips reports whether the part does not count.
func (p *over) skips(part Tally) bool {
	switch {
	case p.With == 0:
		return false
	case p.BySeats:
		return part.heads(p.With) == 0
	}
	return part.votes(p.With).Sign() == 0
}

// needed returns how many of n parts that count are needed.
func (p *over) needed(n int) int {
	switch {
	case p.K > 0:
		return p.K
	case p.Need == Threshold{}:
		return n
	}
	return p.Need.least(n)
}

// A verdict is an outcome together with flags that concern the rules around a rule.
type verdict uint8

const (
	malformed verdict = 4 << iota // the rule or a part of it is malformed: a veto over it is no veto
	tooDeep                       // rules nest too deep: all rules around this one are Rejected

	rejectedMalformed = verdict(Rejected) | malformed
	rejectedTooDeep   = rejectedMalformed | tooDeep
)

func (v verdict) outcome() Outcome { return Outcome(v &^ (malformed | tooDeep)) }

// outcomes counts the outcomes of the parts of a rule that count.
type outcomes struct {
	of    [4]int  // by outcome; there are three
	flags verdict // of all parts
}

// add adds the outcome of a part that counts.
func (o *outcomes) add(v verdict) {
	o.of[v&3]++
	o.flags |= v & malformed
}

// n returns how many parts count.
func (o *outcomes) n() int { return o.of[Void] + o.of[Rejected] + o.of[Adopted] }

// best returns the k-th best outcome: the greatest if k is 1, and the least if k is
// n. If there are fewer than k, it returns Rejected.
func (o *outcomes) best(k int) verdict {
	switch {
	case k <= o.of[Adopted]:
		return verdict(Adopted) | o.flags
	case k <= o.of[Adopted]+o.of[Rejected] || k > o.n():
		return verdict(Rejected) | o.flags
	}
	return verdict(Void) | o.flags
}

// verdict returns the verdict of the rule, given the outcomes of its parts that count.
func (f *form) verdict(o *outcomes) verdict {
	switch {
	case f.fault != sound:
		return rejectedMalformed
	case f.kind == sameRule || f.kind == inPart:
		return o.best(1)
	case f.kind == severalParts:
		return f.over.verdict(o, len(f.nodes), f.within)
	}
	return f.list.verdict(o, f.within)
}

// verdict returns the verdict of n sound parts of a tally, given the outcomes of those that
// count.
//
// If a number of several parts must adopt, the others are like parts that reject. So a part
// that begins to count, and adopts, never makes the outcome worse.
func (p *over) verdict(o *outcomes, n int, t Tally) verdict {
	if p.K > 0 {
		all := *o
		all.of[Rejected] += n - o.n()
		return all.best(p.K)
	}
	if n = o.n(); n == 0 || p.needed(n) == 0 {
		return verdict(adoptedIf(n > 0 && t.part != nil)) | o.flags
	}
	return o.best(p.needed(n))
}

// verdict returns the verdict of a sound list in a tally, given the outcomes of its rules.
func (l list) verdict(o *outcomes, t Tally) verdict {
	switch l.kind {
	case bestRules:
		return o.best(l.k)
	case quorumRules:
		if o.of[Adopted] < len(l.rules) {
			return verdict(Void) | o.flags
		}
		return verdict(Adopted) | o.flags
	case vetoRules: // a tally that could not be made adopts nothing
		return verdict(adoptedIf(o.of[Adopted] == 0 && o.flags == 0 && t.part != nil)) | o.flags
	}
	panic(l.kind.unknown())
}

// decide returns the verdict of any rule that is within so many others. Most rules are
// clauses, lists and parts, which need no form.
func decide(r Rule, t Tally, depth int) verdict {
	switch r := r.(type) {
	case Share:
		return r.decide(t)
	case SeatCount:
		return r.decide(t)
	case All:
		return r.list().decide(t, depth)
	case Quorum:
		return r.list().decide(t, depth)
	case Parts:
		return (*over)(&r).decide(t, depth)
	}
	var f form // not a copy of what formOf returns
	f.of(r)
	return f.decide(t, depth)
}

// decide returns the verdict of a list. It asks every rule, so that no malformed one is
// missed, but stops if rules nest too deep: a rule that contains itself twice would take for
// ever.
func (l list) decide(t Tally, depth int) verdict {
	if depth == mostNested {
		return rejectedTooDeep
	}
	var o outcomes
	for _, r := range l.rules {
		v := decide(r, t, depth+1)
		if v&tooDeep != 0 {
			return v
		}
		o.add(v)
	}
	if odd := o.flags != 0 || l.k < 1 || l.k > len(l.rules); odd && l.fault() != sound {
		return rejectedMalformed
	}
	return l.verdict(&o, t)
}

// decide returns the verdict of several parts.
func (p *over) decide(t Tally, depth int) verdict {
	if depth == mostNested {
		return rejectedTooDeep
	}
	nodes, within, missing := p.in(t)
	var o outcomes
	for _, node := range nodes {
		part := within.at(node)
		v := decide(p.Rule, part, depth+1)
		switch {
		case v&tooDeep != 0:
			return v
		case p.With != 0 && p.skips(part):
			o.flags |= v & malformed
		default:
			o.add(v)
		}
	}
	if missing != sound || p.fault() != sound {
		return rejectedMalformed
	}
	return p.verdict(&o, len(nodes), within)
}

// decide returns the verdict of the rule that has the form.
func (f *form) decide(t Tally, depth int) verdict {
	switch {
	case f.kind == ownRule:
		return verdict(valid(f.Rule.Decide(t)))
	case f.kind == noRule:
		return rejectedMalformed
	case f.isClause(): // behind a pointer
		return decide(f.Rule, t, depth)
	case f.kind == severalParts:
		return f.over.decide(t, depth)
	case f.kind != sameRule && f.kind != inPart:
		return f.list.decide(t, depth)
	case depth == mostNested:
		return rejectedTooDeep
	}
	v := verdict(Rejected)
	if f.apply(t); f.size() > 0 {
		v = decide(f.Rule, f.within, depth+1)
	}
	if f.fault != sound && v&tooDeep == 0 {
		return rejectedMalformed
	}
	return v
}

// wellFormed reports whether the rule, applied to the tally, and all its parts are well
// formed.
func wellFormed(r Rule, t Tally) bool {
	return everyClause(r, t, func(_ Rule, f form) bool { return f.fault == sound })
}

// anyPart reports whether the function does, for any part.
func (f *form) anyPart(is func(r Rule, t Tally) bool) bool {
	for i := range f.size() {
		if is(f.part(i)) {
			return true
		}
	}
	return false
}

func partName(t Tally) string {
	if t.isWhole() {
		return "the body"
	}
	return prose.OneLine(t.Name())
}

// isPointer reports whether the rule is a pointer to a rule of this package.
func isPointer(r Rule) bool {
	t := reflect.TypeOf(r)
	return t != nil && t.Kind() == reflect.Pointer && isOurs(t.Elem())
}

// isOurs reports whether the type is that of a rule of this package.
func isOurs(t reflect.Type) bool {
	return t.PkgPath() == reflect.TypeFor[All]().PkgPath() && t.Implements(reflect.TypeFor[Rule]())
}

// bare returns the rule or, if it is a pointer to a rule of this package, the rule that it
// points to, which may be nil.
func bare(r Rule) Rule {
	if !isPointer(r) {
		return r
	}
	v := reflect.ValueOf(r)
	if v.IsNil() {
		return nil
	}
	return v.Elem().Interface().(Rule)
}

// helped reports whether the rule is known to be monotone for votes of the body: a vote for
// never makes its outcome worse or, if up is false, never better. A malformed rule is
// always Rejected, and so is both.
func helped(r Rule, t Tally, up bool) bool {
	f := expand(r, t)
	switch f.kind {
	case ownRule:
		return false
	case shareClause:
		return f.Rule.(Share).helped(up)
	case countClause:
		return (f.Rule.(SeatCount).Of&For != 0) == up
	case vetoRules:
		up = !up
	}
	return !f.anyPart(func(r Rule, t Tally) bool { return !f.enters(r, t) || !helped(r, t, up) })
}

// helped is the helped of a share. The share must be of a part of its base: otherwise
// the first vote for in an empty base turns a share of nothing into a share. If a
// share asks for nothing and has For only in its base, a vote for does not hurt: it
// can fill an empty base.
func (s Share) helped(up bool) bool {
	switch {
	case s.Of&^s.Base != 0:
		return false
	case up:
		return s.Of&^s.Less&For != 0
	case s.Of&For != 0:
		return false
	}
	return s.Less&For != 0 || s.Base&For != 0 && (s.Need.Num > 0 || s.Need.Strict)
}

// enters reports whether the rule counts nothing but what makes the part count. Then the
// vote for with which the part begins to count is all that is in the base of each clause,
// and the rule adopts if a vote for helps it. Otherwise the part can begin to count, and
// be one that rejects: the motion is worse off with the vote.
func (f *form) enters(r Rule, part Tally) bool {
	if f.With == 0 {
		return true
	}
	inner := formOf(r)
	switch inner.kind {
	case shareClause:
		s, weighing := inner.Rule.(Share), f.With // the states in which seats must weigh something
		if f.BySeats {
			weighing = For
		}
		return f.With&For != 0 && (s.Of|s.Less|s.Base)&^f.With == 0 &&
			(s.BySeats == f.BySeats || part.allWeigh(weighing))
	case sameRule, bestRules, quorumRules, vetoRules:
		return !slices.ContainsFunc(inner.inside(), func(r Rule) bool { return !f.enters(r, part) })
	}
	return false
}
