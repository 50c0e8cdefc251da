package tripartite

import (
	"cmp"
	"slices"
	"strconv"

	"example.com/tripartite/internal/prose"
)

// formOf is the only definition of what each rule of this package consists of. The
// text of a rule, its explanation and every analysis follow from that form. Only
// Decide has code of its own, to be fast. A property in the tests compares Decide
// with the expansion.

// ruleKind is the way in which the outcome of a rule follows from its parts. A switch
// over kinds names every kind and panics for any other.
type ruleKind uint8

const (
	noRule      ruleKind = iota + 1 // nil, or a nil RuleFunc
	ownRule                         // a rule of the caller: its parts are unknown
	shareClause                     // form.share compares the figures
	countClause                     // form.number compares the figures
	samePart                        // the outcome of the only part
	bestParts                       // the form.k-th best outcome of the parts
	votingParts                     // the least outcome of the parts that are not skipped
	quorumParts                     // Adopted if all parts are, and otherwise Void
	vetoParts                       // Rejected if a part is Adopted, and otherwise Adopted
)

func (k ruleKind) unknown() string {
	return "tripartite: no such kind of rule: " + strconv.Itoa(int(k))
}

// form is what a rule consists of, whatever tally it decides.
type form struct {
	kind   ruleKind
	head   string    // the text of the rule without its parts
	join   string    // the text between two or more parts, if it replaces the head; or ""
	wrong  string    // why the rule is malformed, and so Rejected; "" if it is not
	share  Share     // of a share clause, and of each voting part
	number SeatCount // of a count clause
	in     In        // names the part if the kind is samePart
	k      int       // of the best parts
	groups bool      // the rules apply to each group instead of the tally itself
	named  Named     // gives its only part a name, if it has one itself
	rules  []Rule
}

// expansion is a form applied to a tally. Explain and Vet visit the parts of a
// malformed rule, but these parts decide nothing.
type expansion struct {
	form
	deep  bool // the rule nests too deep, and all rules around it are Rejected
	parts []applied
}

// applied is a rule together with the tally that it decides.
type applied struct {
	rule Rule
	to   Tally
}

const (
	nestedTooDeep = "it contains itself, or nests more than 1000 deep"
	partMissing   = "a part is missing"
	noParts       = "it has no parts"
	badThreshold  = "the threshold is not between 0 and 1"
	belowNothing  = "the number of seats is below 0"
)

// formOf returns the form of a rule. It switches on the dynamic type instead of
// calling a method: a struct of the caller that embeds an All has the methods of All,
// but is another rule.
func formOf(r Rule) form {
	switch r := r.(type) {
	case nil:
		return form{kind: noRule, head: "no rule", wrong: partMissing}
	case RuleFunc:
		if r == nil {
			return form{kind: noRule, head: r.String(), wrong: "there is no function"}
		}
		return form{kind: ownRule}
	case Share:
		return form{kind: shareClause, share: r, wrong: wrongIf(!r.Need.valid(), badThreshold)}
	case SeatCount:
		return form{kind: countClause, number: r, wrong: wrongIf(r.Need < 0, belowNothing)}
	case In:
		return form{kind: samePart, in: r, head: r.head(), rules: []Rule{r.Rule}, wrong: r.wrong()}
	case All:
		return form{kind: bestParts, k: len(r), head: "all of", join: " and ", rules: r, wrong: wrongRules(r)}
	case Any:
		return form{kind: bestParts, k: 1, head: "any of", join: " or ", rules: r, wrong: wrongRules(r)}
	case KOf:
		head := "at least " + strconv.Itoa(r.K) + " of " + strconv.Itoa(len(r.Rules))
		return form{kind: bestParts, k: r.K, head: head, rules: r.Rules, wrong: wrongK(r.K, len(r.Rules), r.Rules)}
	case Quorum:
		return form{kind: quorumParts, head: "quorum", rules: r, wrong: wrongRules(r)}
	case Veto:
		return form{kind: vetoParts, head: "no veto", rules: r, wrong: wrongRules(r)}
	case Named:
		return form{kind: bestParts, k: 1, head: r.head(), named: r, rules: []Rule{r.Rule}, wrong: cmp.Or(wrongIf(r.Name == "", "it has no name"), wrongRules([]Rule{r.Rule}))}
	case EachGroup:
		rules := []Rule{r.Rule}
		return form{kind: bestParts, k: numGroups, head: "in each group", groups: true, rules: rules, wrong: wrongRules(rules)}
	case EachVotingGroup:
		return form{kind: votingParts, share: r.Share, head: r.head(), groups: true, rules: []Rule{r.Share}, wrong: wrongIf(!r.Share.Need.valid(), badThreshold)}
	case KOfGroups:
		head, rules := "in at least "+strconv.Itoa(r.K)+" of the groups", []Rule{r.Rule}
		return form{kind: bestParts, k: r.K, head: head, groups: true, rules: rules, wrong: wrongK(r.K, numGroups, rules)}
	}
	if isPointer(r) {
		return formOf(pointee(r))
	}
	return form{kind: ownRule}
}

func wrongIf(is bool, wrong string) string {
	if is {
		return wrong
	}
	return ""
}

func wrongRules(rules []Rule) string {
	if slices.Contains(rules, nil) {
		return partMissing
	}
	return wrongIf(len(rules) == 0, noParts)
}

func wrongK(k, n int, rules []Rule) string {
	if k < 1 || k > n {
		return "K is not from 1 to " + strconv.Itoa(n)
	}
	return wrongRules(rules)
}

// expand applies the form of a rule to a tally.
func expand(r Rule, t Tally) expansion {
	x := expansion{form: formOf(r)}
	if len(x.rules) == 0 {
		return x
	}
	if t.depth >= mostNested {
		x.wrong, x.deep = nestedTooDeep, true
		return x
	}
	t.depth++
	switch {
	case x.kind == samePart:
		if part, ok := x.in.part(t); ok {
			x.parts = []applied{{x.in.Rule, part}}
		} else if x.wrong == "" {
			x.wrong = "there is no such part of " + partName(t)
		}
	case x.groups && !t.isWhole():
		x.wrong = "there are no groups in " + partName(t)
	case x.groups:
		for g := First; g <= Third; g++ {
			x.parts = append(x.parts, applied{x.rules[0], t.group(g)})
		}
	default:
		x.parts = make([]applied, len(x.rules))
		for i, r := range x.rules {
			x.parts[i] = applied{r, t}
		}
	}
	return x
}

// skips reports whether the part is a group that is skipped: the base of the share is
// empty in that group.
func (x expansion) skips(part applied) bool {
	if x.kind != votingParts {
		return false
	}
	return x.share.isOfNothing(part.to)
}

// verdict returns the verdict of the rule, given those of its parts.
func (x expansion) verdict(parts []verdict) verdict {
	var o outcomes
	var flags verdict
	for i, v := range parts {
		flags |= v.flags()
		if !x.skips(x.parts[i]) {
			o.add(v.outcome())
		}
	}
	switch {
	case x.deep || flags&tooDeep != 0:
		return rejectedTooDeep
	case x.wrong != "":
		return rejectedMalformed
	}
	switch x.kind {
	case samePart:
		return parts[0]
	case bestParts:
		return verdict(o.best(x.k)) | flags
	case votingParts:
		return verdict(o.best(o.n)) | flags
	case quorumParts:
		return verdict(o.quorum()) | flags
	case vetoParts:
		switch {
		case flags&malformed != 0:
			return rejectedMalformed
		case x.parts[0].to.part == nil:
			return verdict(Rejected)
		}
		return verdict(o.veto())
	case noRule, ownRule, shareClause, countClause: // they have no parts
	}
	panic(x.kind.unknown())
}

// sound reports whether the rule, applied to the tally, and all its parts are well
// formed.
func sound(r Rule, t Tally) bool {
	x := expand(r, t)
	return x.wrong == "" && !slices.ContainsFunc(x.parts, func(p applied) bool { return !sound(p.rule, p.to) })
}

// wrong returns why the rule names no part of any body, or "".
func (i In) wrong() string {
	switch {
	case i.Group == 0 && i.Bloc == "":
		return "it names no part"
	case i.Group != 0 && i.Bloc != "":
		return "it names both a group and a bloc"
	case i.Group > Third:
		return "there is no such group"
	}
	return ""
}

func partName(t Tally) string {
	if t.isWhole() {
		return "the body"
	}
	return prose.OneLine(t.Name())
}
