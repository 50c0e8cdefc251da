package tripartite_test

import (
	"errors"
	"strings"
	"testing"

	. "example.com/tripartite"
)

// Thresholds of an action with which nothing could ever be decided are refused,
// each by name; there is no rule then.
func TestCardanoActionRefuses(t *testing.T) {
	t.Parallel()
	none, half := Threshold{}, AtLeast(1, 2)
	for _, test := range []struct {
		name                             string
		minSize                          int
		committee, representatives, pool Threshold
		want                             error
		named                            []string
	}{
		{"nobody is asked", 0, none, none, none, ErrRule, []string{"no body is asked"}},
		{"nobody is asked, by thresholds of 0", 0, AtLeast(0, 1), AtLeast(0, 100), none, ErrRule, []string{"no body is asked"}},
		{"0 of 0, strictly", 0, half, MoreThan(0, 0), none, ErrRule, []string{`"representatives"`, "more than 0/0"}},
		{"0 of less than nothing", 0, half, half, AtLeast(0, -1), ErrRule, []string{`"pools"`, "at least 0/-1"}},
		{"less than nothing", 0, half, AtLeast(-1, 2), none, ErrRule, []string{`"representatives"`, "at least -1/2"}},
		{"more than all", 0, half, none, AtLeast(3, 2), ErrRule, []string{`"pools"`, "at least 3/2"}},
		{"more than all, strictly", 0, half, none, MoreThan(1, 1), ErrRule, []string{`"pools"`, "more than 1/1"}},
		{"nothing to divide by", 0, AtLeast(1, 0), half, half, ErrRule, []string{`"committee"`, "at least 1/0"}},
		{"all at once", -1, AtLeast(2, 1), AtLeast(3, 1), AtLeast(4, 1), ErrRule, []string{"2/1", "3/1", "4/1", "CommitteeMinSize"}},
		{"a committee below nothing", -7, half, half, half, ErrSize, []string{`"CommitteeMinSize"`, "-7"}},
	} {
		rule, err := Cardano{CommitteeMinSize: test.minSize}.Action(test.committee, test.representatives, test.pool)
		if rule != nil || !errors.Is(err, test.want) {
			t.Errorf("%s: %v, %v", test.name, rule, err)
			continue
		}
		for _, named := range test.named {
			if !strings.Contains(err.Error(), named) {
				t.Errorf("%s: %v does not name %s", test.name, err, named)
			}
		}
	}
}

// More than none is a threshold that asks for something.
func TestCardanoMoreThanNone(t *testing.T) {
	t.Parallel()
	if rule, err := (Cardano{}).Action(MoreThan(0, 1), AtLeast(1, 2), Threshold{}); rule == nil || err != nil {
		t.Error(rule, err)
	}
}

// Clauses that no real vote turns on, each on both sides of its bar.
func TestCardanoRules(t *testing.T) {
	t.Parallel()
	cardano, cardanoErr := Cardano{}.Body(3, []Bloc{{Name: "r1", Size: 1, Weight: Frac(2, 1)}, {Name: "r2", Size: 1}}, []Bloc{{Name: "p", Size: 1}})
	action := mustRule(Cardano{CommitteeMinSize: 3}.Action(AtLeast(2, 3), AtLeast(2, 3), Threshold{}))
	checkDecisions(t, []decision{
		{"Cardano: not voting is against", cardano, cardanoErr, action,
			Counts{"Committee": {For: 2, Silent: 1}, "Representatives/r1": {Silent: 1}, "Representatives/r2": {For: 1}, "Pools/p": {Against: 1}}, Rejected},
		{"Cardano: abstaining is not, and pools are not asked", cardano, cardanoErr, action,
			Counts{"Committee": {For: 2, Silent: 1}, "Representatives/r1": {Abstain: 1}, "Representatives/r2": {For: 1}, "Pools/p": {Against: 1}}, Adopted},
		{"Cardano: a committee of 3, of whom 1 has expired", cardano, cardanoErr, action,
			Counts{"Committee": {For: 2, Suspended: 1}, "Representatives/r1": {For: 1}, "Representatives/r2": {For: 1}, "Pools/p": {For: 1}}, Rejected},
		{"Cardano: the same, where 2 are enough", cardano, cardanoErr, mustRule(Cardano{CommitteeMinSize: 2}.Action(AtLeast(2, 3), AtLeast(2, 3), AtLeast(0, 1))),
			Counts{"Committee": {For: 2, Suspended: 1}, "Representatives/r1": {For: 1}, "Representatives/r2": {For: 1}, "Pools/p": {For: 1}}, Adopted},
		{"Cardano: a committee of 3 on mainnet", cardano, cardanoErr, mustRule(Cardano{}.Action(AtLeast(2, 3), Threshold{}, Threshold{})),
			Counts{"Committee": {For: 3}, "Representatives/r1": {For: 1}, "Representatives/r2": {For: 1}, "Pools/p": {For: 1}}, Rejected},
		{"Cardano: the committee is not asked, however small", cardano, cardanoErr, mustRule(Cardano{}.Action(AtLeast(0, 1), AtLeast(2, 3), AtLeast(51, 100))),
			Counts{"Committee": {Vacant: 3}, "Representatives/r1": {For: 1}, "Representatives/r2": {For: 1}, "Pools/p": {For: 1}}, Adopted},
	})
}
