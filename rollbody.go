package tripartite

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"example.com/tripartite/internal/prose"
)

// ReadBody reads a body and the votes of its seats, from the columns for seat, group,
// weight and vote. If the file has no column for the weight, every seat weighs 1. If it has
// none for the group, all seats are in one group. [Ballot.Body] returns the body.
//
// Each group of the body is a [Bloc] with a Roll. If the seats of a group do not all weigh
// the same, the group has a bloc for each weight, as "Producers/weight 250".
//
// Set Groups if the rule asks a group by its place, as [GroupVeto] does. Otherwise the
// order of the lines decides which group is the first. Every seat needs a group. A chair
// of no group needs a bloc of its own, which is an independent bloc if Groups is set. The
// seat may have the name of that bloc.
//
// The ballot is open. ReadBody returns the errors that [RollCall.Read] returns for a file,
// and besides:
//   - [ErrText] for a weight that is not a number, and for a Decimal other than '.' and ',';
//   - [ErrBody] for a name or an ID that breaks the rules of [NewBody], a weight below 0,
//     a fourth group without Groups, Groups of which one has no seats, more than three
//     Groups, and a file in which no seat weighs anything;
//   - [ErrTooLarge] for more seats than a ballot can have, and for weights that NewBody
//     refuses.
func (c RollCall) ReadBody(r io.Reader) (*Ballot, error) {
	if err := c.checkGroups(); err != nil {
		return nil, err
	}
	if !slices.Contains([]rune{0, '.', ','}, c.Decimal) {
		return nil, &Error{Op: "roll-call", Name: "decimal", Detail: fmt.Sprintf("%q: want '.' or ','", c.Decimal), Err: errDecimal}
	}
	list, err := c.open(r)
	if err != nil {
		return nil, err
	}
	s := seatList{rollLines: list, groups: map[string]*rollGroup{}, fixed: len(c.Groups) > 0, decimal: c.Decimal}
	if s.only = c.onlyGroup(); s.only != "" && c.Group == "" {
		s.group, err = list.file.column("", "group", false)
	} else {
		s.group, err = list.file.column(c.Group, "group", true)
	}
	if err != nil {
		return nil, err
	}
	if s.weight, err = list.file.column(c.Weight, "weight", false); err != nil {
		return nil, err
	}
	if s.fixed {
		for _, name := range append(slices.Clone(c.Groups), "", "")[:numGroups] {
			s.addGroup(name)
		}
	}
	for list.next() {
		s.add()
	}
	if list.ended {
		s.refuseEmpty()
	}
	return s.ballot()
}

// onlyGroup returns the group of all seats of a file without a column for the group. If
// Groups does not say which one it is, onlyGroup returns "".
func (c RollCall) onlyGroup() string {
	if len(c.Groups) == 0 {
		return First.String()
	}
	names := slices.DeleteFunc(slices.Clone(c.Groups), func(name string) bool { return name == "" })
	if len(names) != 1 {
		return ""
	}
	return names[0]
}

// checkGroups returns an error if Groups cannot be the groups of a body.
func (c RollCall) checkGroups() error {
	wrong := ""
	if len(c.Groups) > numGroups {
		wrong = "want at most three groups"
	}
	for i, name := range c.Groups {
		if name != "" && slices.Contains(c.Groups[:i], name) {
			wrong = "two groups " + prose.Quoted(name)
		}
	}
	if wrong == "" {
		return nil
	}
	return &Error{Op: "roll-call", Name: "groups", Detail: wrong, Err: errGroups}
}

var (
	errGroups = problem{ErrBody, "not the groups of a body"}
	errFourth = problem{ErrBody, "a fourth group"}
	errEmpty  = problem{ErrBody, "no seat is in this group"}

	errDecimal = problem{ErrText, "not a decimal mark"}
)

// seatList collects the seats of a file.
type seatList struct {
	*rollLines
	group, weight int    // columns; -1 if there is none
	only          string // the group of all seats if there is no column for it
	seats         int
	groups        map[string]*rollGroup
	order         []*rollGroup
	fixed         bool     // the caller named the groups
	decimal       rune     // the mark before decimals
	refused       []listed // the seats of lines with errors
}

// rollGroup is a group with its seats by weight.
type rollGroup struct {
	name    string
	blocs   []*rollBloc
	weights map[string]*rollBloc // the same blocs, by their weight
	texts   map[string]*rollBloc // and by the text of the weight in the file
}

// rollBloc has the seats of a group that weigh the same.
type rollBloc struct {
	weight Fraction
	roll   []string
	states []States
	lines  []uint32
}

// addGroup adds a group that is not there yet.
func (s *seatList) addGroup(name string) *rollGroup {
	g := &rollGroup{name: strings.Clone(name), weights: map[string]*rollBloc{}, texts: map[string]*rollBloc{}}
	s.order = append(s.order, g)
	s.groups[g.name] = g
	return g
}

// refuseEmpty refuses a group of the caller that has no seats. If its name has a mistake,
// the real group would be an independent bloc, and the rule would ask an empty group.
func (s *seatList) refuseEmpty() {
	if s.wrong.errs != nil {
		return // perhaps the seats are on lines that are refused
	}
	for _, g := range s.order {
		if g.blocs == nil && g.name != "" {
			s.wrong.add(errEmpty, g.name, errEmpty, "")
		}
	}
}

// add adds the seat of the current line. If something is wrong with the line, add records
// that, and remembers the seat, so that it is found on other lines.
func (s *seatList) add() {
	if s.seats == mostInBallot {
		s.refuseSeat(ErrTooLarge, func() string { return fmt.Sprintf("a ballot has at most %d seats", mostInBallot) })
		return
	}
	if bloc := s.bloc(); bloc != nil {
		s.seats++
		bloc.roll = append(bloc.roll, strings.Clone(s.id)) // the ID is a part of its whole line
		bloc.states = append(bloc.states, s.state)
		bloc.lines = append(bloc.lines, s.line32())
	} else if badName(s.id) == "" {
		s.refused = append(s.refused, listed{strings.Clone(s.id), s.line32()})
	}
}

// bloc returns the bloc of the seat on the current line. It returns nil if there can be no
// such seat.
func (s *seatList) bloc() *rollBloc {
	if s.broken {
		return nil
	}
	if wrong := badName(s.id); wrong != "" {
		s.refuseField(errName, s.id, func() string { return wrong })
		return nil
	}
	name := s.only
	if s.group >= 0 {
		name = trimBlanks(s.file.fields[s.group])
	}
	if group := s.groupOf(name); group != nil {
		return s.blocOf(group)
	}
	return nil
}

// groupOf returns the group of the current line. It returns nil if there can be no such
// group.
func (s *seatList) groupOf(name string) *rollGroup {
	if g := s.groups[name]; g != nil && name != "" {
		return g
	}
	if wrong := badName(name); wrong != "" {
		s.refuseField(errName, name, func() string { return "group " + prose.Quoted(name) + ": " + wrong })
		return nil
	}
	if !s.fixed && len(s.order) == numGroups {
		s.refuseSeat(errFourth, func() string {
			return "group " + prose.Quoted(name) + ": set Groups, and any other group is an independent bloc"
		})
		return nil
	}
	return s.addGroup(name)
}

// blocOf returns the bloc in a group for the weight of the current line. It returns nil
// if that is no weight.
func (s *seatList) blocOf(g *rollGroup) *rollBloc {
	text := "1"
	if s.weight >= 0 {
		text = trimBlanks(s.file.fields[s.weight])
	}
	if bloc := g.texts[text]; bloc != nil {
		return bloc
	}
	weight, ok := s.readWeight(text)
	switch {
	case !ok:
		s.refuseField(errFraction, text, func() string { return "weight " + prose.Quoted(text) + ": " + s.weightProblem(text) })
		return nil
	case weight.Sign() < 0:
		s.refuseSeat(errWeight, func() string { return "weight " + prose.Quoted(text) + ": want 0 or more" })
		return nil
	}
	bloc := g.weights[weight.String()] // 2/4 is the weight 1/2
	if bloc == nil {
		bloc = &rollBloc{weight: weight}
		g.blocs = append(g.blocs, bloc)
		g.weights[weight.String()] = bloc
	}
	g.texts[strings.Clone(text)] = bloc
	return bloc
}

// readWeight parses a weight with the decimal mark of the file.
func (s *seatList) readWeight(text string) (Fraction, bool) {
	if s.decimal != ',' {
		return readNumber(text)
	}
	if strings.Contains(text, ".") {
		return Fraction{}, false
	}
	return readNumber(strings.ReplaceAll(text, ",", "."))
}

// weightProblem describes what is wrong with a text that readWeight does not parse.
func (s *seatList) weightProblem(text string) string {
	switch {
	case s.decimal == ',' && strings.Contains(text, "."):
		return `want no ".": Decimal is ','`
	case s.decimal == ',':
		text = strings.ReplaceAll(text, ",", ".")
	case strings.Contains(text, ","):
		return "a comma may mark decimals or thousands: set Decimal to ',' if it marks decimals"
	}
	return numberProblem(text).Error()
}

// ballot returns the ballot of the seats, or all errors.
func (s *seatList) ballot() (*Ballot, error) {
	if s.wrong.errs != nil {
		s.refuseNames()
		return nil, s.join()
	}
	b, err := s.body()
	if err != nil {
		// NewBody finds the seats that are listed twice, but does not know their lines.
		// To remember the line of every seat by its ID would take as long as the body.
		if s.refuseNames(); s.wrong.errs != nil {
			err = s.join()
		}
		return nil, err
	}
	ballot := b.open(Absent)
	for _, g := range s.order {
		for _, bloc := range g.blocs {
			first, _ := b.seat(bloc.roll[0])
			for k, state := range bloc.states {
				ballot.state.set(seat{first.number + k, first.node}, state)
			}
		}
	}
	return ballot, nil
}

// body makes the body.
func (s *seatList) body() (*Body, error) {
	blocs := make([]Bloc, numGroups, numGroups+len(s.order))
	for i, g := range s.order {
		if i < numGroups {
			blocs[i] = g.bloc()
		} else {
			blocs = append(blocs, g.bloc())
		}
	}
	return NewBody(blocs[0], blocs[1], blocs[2], blocs[numGroups:]...)
}

// bloc describes the group.
func (g *rollGroup) bloc() Bloc {
	if len(g.blocs) == 1 {
		return Bloc{Name: g.name, Roll: g.blocs[0].roll, Weight: g.blocs[0].weight}
	}
	group := Bloc{Name: g.name}
	for _, bloc := range g.blocs {
		group.Blocs = append(group.Blocs, Bloc{Name: bloc.name(), Roll: bloc.roll, Weight: bloc.weight})
	}
	return group
}

// name returns the name of a bloc in a group that has several.
func (b *rollBloc) name() string { return "weight " + b.weight.String() }

// first returns the first seat of a bloc.
func (b *rollBloc) first() listed { return listed{b.roll[0], b.lines[0]} }

// refuseNames refuses the lines whose seat is on an earlier line, or whose seat or bloc has a
// name that a bloc has.
func (s *seatList) refuseNames() {
	first := s.firstLines()
	for _, t := range s.twins(first) {
		s.refuseListed(errTwice, t, onLine(first[t.id]))
	}
	taken := map[string]bool{}
	s.eachPath(func(path string, blocs []*rollBloc) {
		of := blocs[0].first()
		switch {
		case len(path) > mostName:
			s.refuseListed(errFraction, of, fmt.Sprintf("weight %s: %s is longer than %d bytes, and names its bloc",
				prose.Quoted(blocs[0].weight.String()), prose.Quoted(path), mostName))
		case taken[path]:
			s.refuseListed(errName, of, "there are two blocs "+prose.Quoted(path))
		case first[path] != 0 && !isOnly(path, blocs):
			s.refuseListed(errName, listed{path, first[path]}, "there is a bloc of that name")
		}
		taken[path] = true
	})
}

// isOnly reports whether no other seat than that one is in the blocs, as in that of a chair.
func isOnly(id string, blocs []*rollBloc) bool {
	return !slices.ContainsFunc(blocs, func(b *rollBloc) bool {
		return slices.ContainsFunc(b.roll, func(other string) bool { return other != id })
	})
}

// listed is a seat on a line.
type listed struct {
	id   string
	line uint32
}

// refuseListed records an error about a seat on any line.
func (s *seatList) refuseListed(kind error, of listed, detail string) {
	s.refuse(int(of.line), kind, func() string { return prose.Quoted(of.id) + ": " + detail })
}

// firstLines returns the first line of each seat.
func (s *seatList) firstLines() map[string]uint32 {
	first := make(map[string]uint32, s.seats)
	s.each(func(id string, line uint32) {
		if before := first[id]; before == 0 || line < before {
			first[id] = line
		}
	})
	return first
}

// twins returns the seats on other lines than their first, in the order of the lines.
func (s *seatList) twins(first map[string]uint32) []listed {
	var twins []listed
	s.each(func(id string, line uint32) {
		if line != first[id] {
			twins = append(twins, listed{id, line})
		}
	})
	slices.SortFunc(twins, func(a, b listed) int { return cmp.Compare(a.line, b.line) })
	return twins
}

// each visits the ID and the line of every seat.
func (s *seatList) each(visit func(id string, line uint32)) {
	for _, g := range s.order {
		for _, bloc := range g.blocs {
			for k, id := range bloc.roll {
				visit(id, bloc.lines[k])
			}
		}
	}
	for _, seat := range s.refused {
		visit(seat.id, seat.line)
	}
}

// eachPath visits the path of every bloc that has seats, and the blocs in it.
func (s *seatList) eachPath(visit func(path string, blocs []*rollBloc)) {
	for _, g := range s.order {
		if len(g.blocs) > 0 {
			visit(g.name, g.blocs)
		}
		for i, bloc := range g.blocs {
			if len(g.blocs) > 1 {
				visit(g.name+"/"+bloc.name(), g.blocs[i:i+1])
			}
		}
	}
}
