package tripartite

import (
	"log/slog"
	"strconv"
)

// LogValue returns a group, so that a tally can be logged with [log/slog]. It implements
// [slog.LogValuer]. The group always has the same keys:
//   - part: the path of the part, or "" for the whole body;
//   - for, against, abstain, spoilt, silent, absent, suspended and vacant: the numbers of
//     seats in these states;
//   - seats: the number of all seats;
//   - votes_for, votes_against and votes_abstain: the numbers of votes, as text, since
//     they can be fractions of any size.
//
// To log the groups of the body, log [Tally.Group] of each.
func (t Tally) LogValue() slog.Value {
	attrs := []slog.Attr{slog.String("part", t.Name())}
	for i, name := range stateNames {
		attrs = append(attrs, slog.Int(name, t.Seats(1<<i)))
	}
	attrs = append(attrs, slog.Int("seats", t.Seats(AllSeats)))
	for _, state := range [...]States{For, Against, Abstain} {
		attrs = append(attrs, slog.String("votes_"+state.String(), shorten(t.Votes(state).String())))
	}
	return slog.GroupValue(attrs...)
}

// LogValue returns a group, so that a finding can be logged with [log/slog]. It implements
// [slog.LogValuer]. The group has these keys:
//   - outcome, clause and part, always;
//   - count, base, need and spare, as text, if the clause has these figures;
//   - unit, "seats" or "votes", if it has any of them;
//   - tie and veto, if they are true;
//   - code and reason, if there are any;
//   - parts: a group with the keys 1, 2, 3 and so on, if there are parts.
//
// A finding of more than 100 clauses, or nested more than 10 deep, is cut: where parts
// are left out, the key cut is true.
func (f Finding) LogValue() slog.Value {
	left := mostLogged
	return slog.GroupValue(f.logged(&left, mostLoggedDeep)...)
}

// A log has a line for an event. Nobody reads a line with thousands of figures, and some
// handlers repeat the keys of all groups around a key.
const (
	mostLogged     = 100
	mostLoggedDeep = 10
)

// logged returns the attributes of a finding. left is how many more clauses may be logged,
// and depth how much deeper they may nest.
func (f Finding) logged(left *int, depth int) []slog.Attr {
	*left--
	attrs := []slog.Attr{
		slog.String("outcome", f.Outcome.String()), slog.String("clause", shorten(f.Clause)), slog.String("part", shorten(f.Part)),
	}
	figures := f.loggedFigures()
	attrs = append(attrs, figures...)
	if figures != nil {
		attrs = append(attrs, slog.String("unit", f.loggedUnit()))
	}
	if f.Tie {
		attrs = append(attrs, slog.Bool("tie", true))
	}
	if f.Veto {
		attrs = append(attrs, slog.Bool("veto", true))
	}
	if f.Code != 0 {
		attrs = append(attrs, slog.String("code", f.Code.String()))
	}
	if f.Reason != "" {
		attrs = append(attrs, slog.String("reason", shorten(f.Reason)))
	}
	return append(attrs, f.loggedParts(left, depth)...)
}

// loggedFigures returns the figures that the clause has.
func (f Finding) loggedFigures() []slog.Attr {
	var attrs []slog.Attr
	for _, figure := range [...]struct {
		key   string
		value Fraction
	}{{"count", f.Count}, {"base", f.Base}, {"need", f.Need}, {"spare", f.Spare}} {
		if figure.value.Valid() {
			attrs = append(attrs, slog.String(figure.key, shorten(figure.value.String())))
		}
	}
	return attrs
}

// loggedUnit returns the unit of the figures.
func (f Finding) loggedUnit() string {
	if f.BySeats || f.SeatVotes.Valid() {
		return "seats"
	}
	return "votes"
}

// loggedParts returns the group of the parts, and whether some are left out.
func (f Finding) loggedParts(left *int, depth int) []slog.Attr {
	var parts []any
	for i, part := range f.Parts {
		if depth == 0 || *left <= 0 {
			break
		}
		parts = append(parts, slog.GroupAttrs(strconv.Itoa(i+1), part.logged(left, depth-1)...))
	}
	var attrs []slog.Attr
	if len(parts) > 0 {
		attrs = append(attrs, slog.Group("parts", parts...))
	}
	if len(parts) < len(f.Parts) {
		attrs = append(attrs, slog.Bool("cut", true))
	}
	return attrs
}
