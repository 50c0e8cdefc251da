package tripartite

import (
	"cmp"
	"encoding/json"
	"errors"

	"example.com/tripartite/internal/prose"
	"example.com/tripartite/internal/strictjson"
)

// decodeJSON decodes a JSON value into the variable that v points to, as [strictjson.Decode]
// does. A Fraction may be a whole number without quotes, since people write weights so.
func decodeJSON(op string, data []byte, v any) error {
	var wrong *strictjson.Error
	switch err := strictjson.Decode(data, v, mostDecoded); {
	case !errors.As(err, &wrong):
		return nil
	case wrong.Err != nil:
		return around(op, wrong.Path, wrong.Err)
	}
	return &Error{Op: op, Name: wrong.Path, Detail: wrong.Detail, Err: ErrText}
}

// mostDecoded is the greatest depth of values in one another. A finding that nests
// mostNested deep has an array at each level.
const mostDecoded = 2*mostNested + 2

// bodyJSON is the JSON form of a body.
type bodyJSON struct {
	Groups      []Bloc `json:"groups,omitempty"`
	Independent []Bloc `json:"independent,omitempty"`
}

// MarshalJSON returns the body in this form:
//
//	{"groups": [
//	  {"name": "Governments", "seats": 28},
//	  {"name": "Employers", "roll": ["Ms A", "Mr B"], "weight": "1/2"},
//	  {"name": "Workers", "seats": 14, "shared_by": "entitled", "power": "2"}
//	], "independent": [{"name": "Chair", "seats": 1}]}
//
// Default values are left out. The other keys are "blocs" and "union". For the zero Body the error
// is [ErrBody].
func (b Body) MarshalJSON() ([]byte, error) {
	if len(b.nodes) == 0 {
		return nil, &Error{Op: "marshal", Name: "body", Err: errNoSeats}
	}
	first, second, third, independent := b.Describe()
	all := Bloc{Blocs: append([]Bloc{first, second, third}, independent...)}.tidy(0).Blocs
	return json.Marshal(bodyJSON{all[:numGroups], all[numGroups:]})
}

// tidy leaves out what [NewBody] fills in. over is the set SharedBy of the bloc around.
func (bloc Bloc) tidy(over States) Bloc {
	if bloc.SharedBy == over {
		bloc.SharedBy = 0
	}
	for i := range bloc.Blocs {
		bloc.Blocs[i] = bloc.Blocs[i].tidy(cmp.Or(bloc.SharedBy, over))
	}
	for _, f := range []*Fraction{&bloc.Power, &bloc.Weight} {
		if f.Equal(whole(1)) {
			*f = Fraction{}
		}
	}
	return bloc
}

// UnmarshalJSON makes the body that is described, as [NewBody] does. If there are fewer
// than three groups, the others are empty. A weight or a power may also be a whole number
// without quotes.
//
// An unknown key, a key in another case or given twice, and a value of another type are
// [ErrText], and so is text that is not UTF-8, has half of a surrogate pair, or has U+FFFD, which
// stands for lost text. The error names the place. The other errors are those of NewBody. If
// there is an error, the body does not change. Do not read into a body that is in use.
func (b *Body) UnmarshalJSON(data []byte) error {
	var form bodyJSON
	if err := decodeJSON("body", data, &form); err != nil {
		return err
	}
	if len(form.Groups) > numGroups {
		detail := prose.AtMost(len(form.Groups), "group", numGroups)
		return &Error{Op: "body", Name: "groups", Detail: detail, Err: ErrText}
	}
	groups := append(form.Groups, make([]Bloc, numGroups)...)
	made, err := NewBody(groups[0], groups[1], groups[2], form.Independent...)
	if err != nil {
		return err
	}
	*b = *made
	return nil
}

// ballotJSON is the JSON form of a ballot.
type ballotJSON struct {
	Body       *Body             `json:"body"`
	Start      States            `json:"start"`
	Changeable bool              `json:"changeable,omitempty"`
	Closed     bool              `json:"closed,omitempty"`
	Seats      map[string]States `json:"seats"`
}

// MarshalJSON returns the ballot with its body, so that it can be stored in the middle of
// a vote and opened again: the state in which every seat started, the seats that are in
// another one now, whether votes may change, and whether the ballot is closed.
//
//	{"body": {...}, "start": "absent", "changeable": true, "closed": true,
//	 "seats": {"Workers 1": "for", "Workers 2": "suspended"}}
//
// The JSON reveals how every seat voted. For the zero Ballot the error is [ErrBody], and
// for a body that is too large for a ballot it is [ErrTooLarge].
func (b Ballot) MarshalJSON() ([]byte, error) {
	s := b.shared()
	switch {
	case len(s.body.leaves()) == 0:
		return nil, &Error{Op: "marshal", Name: "ballot", Err: errNoSeats}
	case s.tooLarge():
		return nil, s.body.tooLarge("marshal", "ballot")
	}
	seats := map[string]States{} // few of a large body, in which nobody may have voted yet
	for id, state := range b.All() {
		if state != s.start {
			seats[id] = state
		}
	}
	return json.Marshal(ballotJSON{s.body, s.start, s.changeable, s.closed, seats})
}

// UnmarshalJSON restores a stored ballot. The errors are those of [Body.UnmarshalJSON];
// [ErrText] if the body, the start or the seats are missing; [ErrUnknown] for a seat that the
// body does not have, and [ErrState] for a set that is not one state. If there is an error, the
// ballot does not change. Other copies of the Ballot keep the vote that they had.
func (b *Ballot) UnmarshalJSON(data []byte) error {
	var form ballotJSON
	if err := decodeJSON("ballot", data, &form); err != nil {
		return err
	}
	if form.Start != Silent && form.Start != Absent {
		const want = `want "silent" or "absent"`
		return &Error{Op: "ballot", Name: "start", Detail: want, Err: ErrText}
	}
	if form.Body.size > mostInBallot {
		return form.Body.tooLarge("ballot", "body")
	}
	opened := form.Body.open(form.Start)
	wrong := refusals{op: "ballot", whole: "seats"}
	form.Body.eachSeat(form.Seats, &wrong, opened.state.set)
	if err := wrong.join(); err != nil {
		return err
	}
	opened.state.changeable, opened.state.closed = form.Changeable, form.Closed
	*b = *opened
	return nil
}

// UnmarshalJSON reads the counts of each bloc, by its path: {"Workers": {"for": 12}}. An
// unknown state, a bloc or a state given twice, and a value that is no whole number are
// [ErrText]. If there is an error, the counts do not change. [Body.Tally] checks whether
// they fit a body.
func (c *Counts) UnmarshalJSON(data []byte) error {
	form := map[string]Count{}
	if err := decodeJSON("counts", data, &form); err != nil {
		return err
	}
	*c = form
	return nil
}

// MarshalJSON returns the tally for a program that shows it: its seats and votes in each
// state that occurs, and its blocs with their seats and the votes of a seat.
//
//	{"seats": {"for": 42, "against": 2}, "votes": {"for": "42", "against": "2"},
//	 "blocs": [{"name": "Governments", "seats": {"for": 16}, "weight": "1"}, ...]}
//
// To read a tally again, keep its body and [Tally.Counts]. For the zero Tally the error is
// [ErrBody].
func (t Tally) MarshalJSON() ([]byte, error) {
	if t.part == nil {
		return nil, &Error{Op: "marshal", Name: "tally", Err: errNoSeats}
	}
	form := tallyJSON{Part: t.Name(), Seats: t.count(), Votes: map[States]Fraction{}}
	for s := For; s != 0; s <<= 1 {
		if t.Seats(s) > 0 {
			form.Votes[s] = t.Votes(s)
		}
	}
	for name, bloc := range t.Blocs() {
		form.Blocs = append(form.Blocs, tallyBlocJSON{name, bloc.count(), bloc.Weight()})
	}
	return json.Marshal(form)
}

// tallyJSON is the JSON form of a tally.
type tallyJSON struct {
	Part  string              `json:"part,omitempty"`
	Seats Count               `json:"seats"`
	Votes map[States]Fraction `json:"votes"`
	Blocs []tallyBlocJSON     `json:"blocs"`
}

type tallyBlocJSON struct {
	Name   string   `json:"name"`
	Seats  Count    `json:"seats"`
	Weight Fraction `json:"weight"`
}
