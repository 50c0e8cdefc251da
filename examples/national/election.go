package main

import (
	"errors"
	"iter"
	"math/rand/v2"

	"example.com/tripartite"
)

// Election describes a vote that is made up. The same Election has the same ballots on
// every machine. Its fields are exported, so that Beam can send it to its workers.
type Election struct {
	Ballots, Places int
	Seed            uint64
}

// Ballot is the vote of a member of a bloc.
type Ballot struct {
	Bloc  string
	State tripartite.States
}

// sectors lists the blocs. Of each ten ballots, each bloc casts a fixed number. Its votes
// are drawn with these percentages.
var sectors = [...]struct {
	bloc                     string
	ballots                  int // of ten
	yes, no, abstain, spoilt int
}{
	{"Workers", 7, 58, 36, 4, 2},
	{"Self-employed", 2, 51, 44, 4, 1},
	{"Employers", 1, 46, 50, 3, 1},
}

// rule asks for a turnout of more than half, for a majority of all votes, and for a majority
// in two of the three sectors.
var rule = tripartite.All{
	tripartite.Quorum{tripartite.Share{
		Of: tripartite.Voting, Base: tripartite.Entitled, Need: tripartite.MoreThan(1, 2), BySeats: true,
	}},
	tripartite.SimpleMajority(),
	tripartite.Parts{K: 2, Rule: tripartite.SimpleMajority()},
}

// Body returns the body of those entitled. In each sector about four of five cast a
// ballot, and at least one does not.
func (e Election) Body() (*tripartite.Body, error) {
	if e.Ballots < 1 || e.Places < 1 {
		return nil, errors.New("want at least one ballot and one place")
	}
	var blocs [len(sectors)]tripartite.Bloc
	first := 0 // the ballots of the sectors before, of each ten
	for i, s := range sectors {
		cast := e.Ballots / 10 * s.ballots
		cast += min(max(0, e.Ballots%10-first), s.ballots)
		blocs[i] = tripartite.Bloc{Name: s.bloc, Size: cast + cast/4 + 1}
		first += s.ballots
	}
	return tripartite.NewBody(blocs[0], blocs[1], blocs[2])
}

// BallotsOf returns an iterator over the ballots cast at a place. Places are counted from
// 0. Ballot i of the whole vote is cast at place i modulo the number of places.
func (e Election) BallotsOf(place int) iter.Seq[Ballot] {
	return func(yield func(Ballot) bool) {
		random := rand.New(rand.NewPCG(e.Seed, uint64(place)))
		for i := place; i < e.Ballots; i += e.Places {
			if !yield(ballot(i, random.IntN(100))) {
				return
			}
		}
	}
}

// ballot returns ballot i, whose vote depends on a number from 0 to 99.
func ballot(i, percent int) Ballot {
	sector := 0
	for left := i % 10; left >= sectors[sector].ballots; sector++ {
		left -= sectors[sector].ballots
	}
	s := sectors[sector]
	switch {
	case percent < s.yes:
		return Ballot{s.bloc, tripartite.For}
	case percent < s.yes+s.no:
		return Ballot{s.bloc, tripartite.Against}
	case percent < s.yes+s.no+s.abstain:
		return Ballot{s.bloc, tripartite.Abstain}
	}
	return Ballot{s.bloc, tripartite.Spoilt}
}
