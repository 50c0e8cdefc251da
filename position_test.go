package tripartite_test

import (
	"errors"
	"testing"

	. "example.com/tripartite"
)

// An outcome is found that no completion has in which all open seats end alike.
func TestPossibleIfSeatsEndApart(t *testing.T) {
	t.Parallel()
	body := MustBody(Bloc{Name: "A", Size: 3}, Bloc{Name: "B", Size: 3}, Bloc{Name: "C", Size: 3})
	half := func(g Group, of States) Rule {
		return In{Group: g, Rule: Share{Of: of, Base: Present, Need: AtLeast(1, 2)}}
	}
	both := func(g Group) Rule { return All{half(g, For), half(g, Abstain)} } // which three seats cannot do
	apart := []Rule{half(First, For), half(Second, Abstain), half(Third, Against)}
	for _, test := range []struct {
		rule Rule
		want Outcomes
	}{
		{KOf{1, apart}, OutcomesOf(Rejected, Adopted)},
		{KOf{2, apart}, OutcomesOf(Rejected, Adopted)},
		{KOf{3, apart}, OutcomesOf(Rejected, Adopted)},
		{All{KOf{2, apart}, half(First, Against), half(Second, Against), half(Third, Abstain)}, OutcomesOf(Rejected)},
		{All{KOf{2, apart}, Veto{half(First, Abstain), half(Third, Silent)}}, OutcomesOf(Rejected, Adopted)},
		{Quorum{KOf{2, apart}}, OutcomesOf(Void, Adopted)},
		{KOf{2, []Rule{half(First, For), both(Second), both(Third)}}, OutcomesOf(Rejected)},
	} {
		if got, err := Possible(test.rule, body.OpenRoom().Tally(), Silent, Voting); got != test.want || err != nil {
			t.Errorf("%v: %v, %v, want %v", test.rule, got, err, test.want)
		}
	}
}

// What is too much work is an error, and not a guess.
func TestPossibleTooLarge(t *testing.T) {
	t.Parallel()
	own := RuleFunc(func(t Tally) Outcome { return SimpleMajority().Decide(t) })
	if got, err := Possible(All{own}, council.OpenRoom().Tally(), Silent, Present); !errors.Is(err, ErrTooLarge) {
		t.Errorf("%v, %v", got, err)
	}
	if got, err := Possible(own, flat(6).OpenRoom().Tally(), Silent, Present); err != nil || got != OutcomesOf(Rejected, Adopted) {
		t.Errorf("%v, %v", got, err)
	}
}

// A rule of the caller's own is asked for as many counts as is said, and no more.
func TestPossibleToTheLimit(t *testing.T) {
	t.Parallel()
	own := RuleFunc(func(t Tally) Outcome { return SimpleMajority().Decide(t) })
	if got, err := Possible(own, flat(19_999).OpenRoom().Tally(), Silent, Cast); err != nil || got != OutcomesOf(Rejected, Adopted) {
		t.Errorf("20,000 counts: %v, %v", got, err)
	}
	if got, err := Possible(own, flat(20_000).OpenRoom().Tally(), Silent, Cast); !errors.Is(err, ErrTooLarge) {
		t.Errorf("20,001 counts: %v, %v", got, err)
	}
}
