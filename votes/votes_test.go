package votes_test

import (
	"errors"
	"strings"
	"testing"

	"example.com/tripartite"
	"example.com/tripartite/votes"
)

// A mistake in a file is found, and not passed over.
func TestMistakesAreRefused(t *testing.T) {
	t.Parallel()
	const (
		head    = "statute: korea/minimum-wage\nvote: today\nsource: press\n"
		cardano = "statute: cardano/governance\nvote: today\nsource: derived\nrule: hard fork: void\n"
	)
	for _, c := range []struct{ text, want string }{
		{"vote: today", `no statute or no votes`},
		{"statute: korea/maximum-wage", `no such statute`},
		{head + "statute: korea/minimum-wage", `line 4: "statute" stands once`},
		{head, `line 2: nothing to check`},
		{"statute: korea/minimum-wage\nvote: today\nrule: decision: void", `line 2: no source`},
		{"assumed: that all came", `line 1: "assumed" before the first vote`},
		{"\tWorkers: 9 for", `line 1: `},
		{head + "Workers 9 for", `line 4: "Workers 9 for" has no key`},
		{head + "Workers: 9 in favour", `line 4: `},
		{head + "Workers: 9 for\nWorkers: 1 for", `line 5: "Workers" is given twice`},
		{head + "Workers: 9 for, 1 for", `line 4: "9 for, 1 for": for is given twice`},
		{head + "Workers: 1/2 for", `want a number of seats before for`},
		{head + "all: 9 for\nall: 9 for", `line 5: "all" is given twice`},
		{head + "rule: decision: adopted, need \x0012", `line 4: "rule: decision: adopted, need \x0012" has a character`},
		{head + "Wor\u202ekers: 9 for", `has a character that does not print`},
		{head + "source: the radio", `line 4: "source" stands once in a vote`},
		{head + "total: 9\ntotal: 8", `line 5: "total" stands once in a vote`},
		{head + "given decision: open\ngiven decision: open", `line 5: "decision" is given twice`},
		{head + "split: yes", `line 4: split "yes"`},
		{head + "weight: 12", `line 4: "12" has no bloc and number`},
		{head + "half: some", `line 4: `},
		{head + "rule: decision: passed", `line 4: `},
		{head + "rule: decision", `line 4: rule "decision" has no outcome`},
		{head + "rule: decision: adopted, need", `line 4: figure "need"`},
		{head + "rule: decision: adopted\ngiven half: more than 1/2 of votes",
			`line 2: "half" is given, and the vote does not ask for it`},
		{"given half: at least 1 seat is for\n" + head + "rule: quorum: adopted",
			`"half" is given, and no vote asks for it`},
		{head + "rule: verdict: adopted", `no such rule`},
		{head + "rule: half: void\ngiven half: more than half", `given half: `},
		{head + "rule: half: void\ngiven half: rule \"verdict\"", `given half: `},
		{cardano + "given Pools:\n\tA: 1 seat of many votes", `given Pools: `},
		{cardano + "Pools: 2 for", `want the seats and the votes of each seat`},
	} {
		if err := checked(c.text); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s\n%v, not %s", c.text, err, c.want)
		}
	}
}

// checked returns the first error of a file.
func checked(text string) error {
	f, err := votes.Parse(text, tripartite.LoadStatute)
	if err != nil {
		return err
	}
	for _, v := range f.Votes {
		_, err := v.Body()
		for _, r := range v.Rules {
			_, wrong := v.Rule(r.Rule)
			err = errors.Join(err, wrong)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// council is the statute of the tests below.
func council(string) (*tripartite.Statute, error) {
	return tripartite.ParseStatute(`title: Council
group Issuers: seats
group Consumers: seats
rule quorum: open
rule issuers: in Issuers (at least 2/3 of votes cast are for)
rule ballot:
	quorum (rule "quorum")
	and rule "issuers" and in Consumers (more than 1/2 of votes cast are for)`)
}

const ballot = `statute: council
vote: a ballot
source: derived
Issuers: 11 for, 20 against, 2 abstain
Consumers: 7 for
given quorum: at least 10 seats are voting
rule: ballot: rejected, need 21, short 10, quorum 10, need 4, spare 3
`

// Everything in which a vote is not as the file has it is an error that says what it is.
func TestCheck(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ more, want string }{
		{"", ""},
		{"all: 18 for, 20 against, 2 abstain", ""},
		{"all: 18 for, 20 against", "2 abstain, printed are 0"},
		{"all: 18 for, 22 cast", "22 cast is not a number of seats in one state"},
		{"rule: issuers: adopted", "issuers: rejected, not adopted"},
		{"rule: issuers: rejected, need 22", "issuers: no clause with need 22"},
		{"rule: issuers: rejected, spare 3", "issuers: no clause with spare 3"},
		{"weight: Issuers 1", ""},
		{"weight: Issuers 2", "a seat of Issuers has 1 votes, printed are 2"},
		{"total: 40", ""},
		{"total: 33", "Consumers has 7 votes, printed are 33"},
		{"misprint: Issuers 2\ntotal: 40", ""},
		{"misprint: Consumers 1\ntotal: 40", ""},
		{"misprint: Issuers 1", "it is no misprint"},
		{"misprint: Workers 1", "no such bloc"},
		{"names: agree\nhalf: 9", ""},
		{"half: 19/2", ""},
		{"half: 1/3", "twice 1/3 is not a whole number"},
		{"printed: 40 voting, 38 cast", ""},
		{"printed: 40 voting, 37 cast", "37 cast (the others leave 38: 1 too low)"},
		{"said: issuers: rejected", "said: issuers is rejected"},
		{"contradiction: none", "the file has:\nnone"},
	} {
		f, err := votes.Parse(ballot+c.more, council)
		if err != nil {
			t.Fatal(err)
		}
		err = f.Votes[0].Check()
		refused := err != nil && strings.Contains(err.Error(), c.want)
		if c.want == "" && err != nil || c.want != "" && !refused {
			t.Errorf("%s\n%v, not %q", c.more, err, c.want)
		}
	}
}

// Of what is published, every figure that cannot be is named in one line. The counts are
// believed, and then the figures in their order.
func TestContradictions(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ figures, want string }{
		{"printed:\n\tIssuers: 33 voting, 35 % for of cast\n\tConsumers: 100 % for of cast", ""},
		{"printed:\n\tIssuers: 31 voting\n\tIssuers: 31 cast",
			"Issuers: 31 voting (the others leave 33: 2 too low)"},
		{"printed:\n\tIssuers: 36 % for of cast",
			"Issuers: 36 % for of cast (the others leave 35.48 %: 0.02 % too high)"},
		{"names:\n\tIssuers: 12 for\n\tConsumers: 7 for",
			"names: Issuers: 12 for (the others leave 11: 1 too high)"},
		{"printed: 41 voting, 42 voting, 40 voting",
			"41 voting (the others leave 40: 1 too high)\n42 voting (the others leave 40: 2 too high)"},
		{"printed:\n\tIssuers: 3 absent\n\tIssuers: 4 absent",
			"Issuers: 4 absent (the others leave 3: 1 too high)"},
		{"said: issuers: adopted", "issuers said to be adopted: Issuers, at least 2/3 of votes cast " +
			"are for, not met, 11 of 31 votes, 21 needed, 10 short"},
		{"half: 10", "quorum of 10: more than 1/2 of 20 is at least 11"},
		{"half: 17/2", "quorum of 10: more than 1/2 of 17 is at least 9"},
	} {
		f, err := votes.Parse(ballot+c.figures, council)
		if err != nil {
			t.Fatal(err)
		}
		found, err := f.Votes[0].Contradictions()
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(found, "\n"); got != c.want {
			t.Errorf("%s\n%s\nnot\n%s", c.figures, got, c.want)
		}
	}
}

// A rule that is proposed can name the rules of the statute, with what the vote gives.
func TestParseRule(t *testing.T) {
	t.Parallel()
	f, err := votes.Parse(ballot, council)
	if err != nil {
		t.Fatal(err)
	}
	v := f.Votes[0]
	rule, err := v.ParseRule(`quorum (rule "quorum") and in Consumers (at least 1 seat is for)`)
	if err != nil {
		t.Fatal(err)
	}
	tally, err := v.Tally()
	if err != nil {
		t.Fatal(err)
	}
	if got := rule.Decide(tally); got != tripartite.Adopted {
		t.Error(got)
	}
	if _, err := v.ParseRule(`rule "verdict"`); !errors.Is(err, tripartite.ErrText) {
		t.Error(err)
	}
}

// Of a finding, the reason is the clause that the outcome hangs on.
func TestReason(t *testing.T) {
	t.Parallel()
	f, err := votes.Parse(ballot, council)
	if err != nil {
		t.Fatal(err)
	}
	tally, err := f.Votes[0].Tally()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ rule, want string }{
		{`rule "ballot"`, "Issuers, at least 2/3 of votes cast are for, not met, " +
			"11 of 31 votes, 21 needed, 10 short"},
		{`at least 1 seat is for and quorum (at least 2 seats are for; at least 41 seats are voting)`,
			"at least 41 seats are voting, not met, 40 of 40 seats, 41 needed, 1 short"},
		{`no veto (at least 30 seats are against; at least 20 seats are against)`,
			"at least 20 seats are against, cast, 20 of 40 seats, 20 needed for a veto, 0 to spare"},
		{`in Consumers (more than 1/2 of votes cast are for) or rule "issuers"`,
			"Consumers, more than 1/2 of votes cast are for, met, 7 of 7 votes, 4 needed, 3 to spare"},
	} {
		rule, err := f.Votes[0].ParseRule(c.rule)
		if err != nil {
			t.Fatal(err)
		}
		if got := votes.Reason(tripartite.Explain(rule, tally)); got != c.want {
			t.Errorf("%s\n%s\nnot\n%s", c.rule, got, c.want)
		}
	}
}

// No text makes the package panic, and what a vote lacks is an error.
func FuzzParse(f *testing.F) {
	f.Add(ballot)
	f.Add(ballot + "printed:\n\tIssuers: 31 voting\nhalf: 17/2\nsaid: issuers: adopted")
	f.Add(ballot + "half: 4000000000000000000")
	f.Add(ballot + "names:\n\tIssuers: 99999999999999999999 for")
	f.Add("statute: council\nsource: derived\nvote: nobody\nrule: ballot: void\nsplit: no")
	f.Fuzz(func(t *testing.T, text string) {
		file, err := votes.Parse(text, council)
		if err != nil {
			return
		}
		for _, v := range file.Votes {
			_ = v.Check()
		}
	})
}
