// Cooperative runs the vote of a housing cooperative from beginning to end: its members
// are in a database, they vote over HTTP, the server is killed in the middle of the vote and
// goes on, and in the end there is a record, and a page in German and in Spanish.
//
// What a program like this needs to call the library stands between the two lines that say
// so: 28 lines. The rest is the cooperative's own: its table, its pages and its members.
package main

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"

	_ "modernc.org/sqlite"

	"example.com/tripartite"
)

// rule is the constitution of the cooperative, as it stands in a configuration file.
const rule = `quorum (more than 1/2 of all seats are present)
	and more than 1/2 of votes cast are for
	and no veto (in Founders (more than 1/2 of votes cast are against))`

// ---- what the library asks for begins here ----

// open makes the body, and goes on with the ballot if one is stored.
func (s *server) open(residents, investors, founders tripartite.Bloc) error {
	body, err := tripartite.NewBody(residents, investors, founders)
	if err != nil {
		return err
	}
	s.ballot = body.OpenRemote()
	if stored, err := os.ReadFile(s.file); err == nil {
		return json.Unmarshal(stored, s.ballot)
	}
	return nil
}

// cast records a vote, and stores the ballot before it answers.
func (s *server) cast(seat, vote string) error {
	var state tripartite.States
	if err := state.UnmarshalText([]byte(vote)); err != nil {
		return err
	}
	if err := s.ballot.Cast(seat, state); err != nil {
		return err
	}
	return store(s.file, s.ballot)
}

// close ends the vote and returns its record.
func (s *server) close() (*tripartite.Record, error) {
	s.ballot.Close()
	constitution, err := tripartite.ParseRule(rule)
	if err != nil {
		return nil, err
	}
	return tripartite.NewRecord(constitution, s.ballot.Tally())
}

// ---- what the library asks for ends here ----

// roll reads the members of a group from the database.
func roll(db *sql.DB, group string) (tripartite.Bloc, error) {
	bloc := tripartite.Bloc{Name: group}
	rows, err := db.Query(`SELECT id, weight FROM members WHERE grp = ? ORDER BY id`, group)
	if err != nil {
		return bloc, err
	}
	defer rows.Close()
	for rows.Next() {
		var member tripartite.Bloc // of one seat
		if err := rows.Scan(&member.Name, &member.Weight); err != nil {
			return bloc, err
		}
		member.Roll = []string{member.Name}
		bloc.Blocs = append(bloc.Blocs, member)
	}
	return bloc, rows.Err()
}

// start starts a server, which goes on with the vote that is stored in the file.
func start(db *sql.DB, file string) (*server, error) {
	residents, err1 := roll(db, "Residents")
	investors, err2 := roll(db, "Investors")
	founders, err3 := roll(db, "Founders")
	if err := errors.Join(err1, err2, err3); err != nil {
		return nil, err
	}
	s := &server{file: file}
	return s, s.open(residents, investors, founders)
}

// server takes votes over HTTP.
type server struct {
	mu     sync.Mutex // a Ballot is for one goroutine at a time
	file   string
	ballot *tripartite.Ballot
}

// store replaces the file at once, so that it is whole whenever the program is killed.
func store(file string, value any) error {
	text, err := json.Marshal(value)
	if err != nil {
		return err
	}
	if err := os.WriteFile(file+".new", text, 0o600); err != nil {
		return err
	}
	return os.Rename(file+".new", file)
}

func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	text, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 100))
	if err == nil {
		s.mu.Lock()
		defer s.mu.Unlock()
		err = s.cast(strings.TrimPrefix(r.URL.Path, "/seats/"), string(text))
	}
	status := http.StatusNoContent
	switch {
	case errors.Is(err, tripartite.ErrUnknown):
		status = http.StatusNotFound
	case errors.Is(err, tripartite.ErrAlreadyCast):
		status = http.StatusConflict
	case err != nil:
		status = http.StatusBadRequest
	}
	if err != nil {
		http.Error(w, err.Error(), status)
		return
	}
	w.WriteHeader(status)
}

// page shows a finding in one language, by a table of words.
type page struct {
	words   map[string]string
	Title   string
	Finding tripartite.Finding
}

func (p page) Word(word fmt.Stringer) string {
	if translated, ok := p.words[word.String()]; ok {
		return translated
	}
	return word.String()
}

// Clause returns a clause in the language of the page.
func (p page) Clause(f tripartite.Finding) string {
	switch rule := f.Rule.(type) {
	case tripartite.Share:
		return fmt.Sprintf(p.words["share"], p.Word(rule.Of), f.Figures.Count, p.Word(rule.Base), f.Figures.Base, f.Figures.Need)
	case tripartite.Quorum:
		return p.words["quorum"]
	case tripartite.Veto:
		return p.words["veto"]
	}
	return p.words["all"]
}

// Nodes returns the nodes of the finding in their order.
func (p page) Nodes() []tripartite.Finding { return nodes(p.Finding) }

func nodes(f tripartite.Finding) []tripartite.Finding {
	all := []tripartite.Finding{f}
	for _, part := range f.Parts {
		all = append(all, nodes(part)...)
	}
	return all
}

var pages = template.Must(template.New("page").Parse(`<h1>{{.Title}}: {{.Word .Finding.Outcome}}</h1>
<ul>{{range .Nodes}}
  <li>{{with .Part}}{{.}}: {{end}}{{$.Clause .}} ({{$.Word .Outcome}})</li>{{end}}
</ul>
`))

var german = map[string]string{
	"adopted": "angenommen", "rejected": "abgelehnt", "void": "ungültig",
	"for": "dafür", "against": "dagegen", "present": "anwesend", "cast": "abgegebenen", "seats": "allen",
	"share":  "%s sind %v von %s %v, nötig sind %v",
	"quorum": "Beschlussfähigkeit", "veto": "kein Einspruch", "all": "alles Folgende",
}

var spanish = map[string]string{
	"adopted": "aprobado", "rejected": "rechazado", "void": "nulo",
	"for": "a favor", "against": "en contra", "present": "presentes", "cast": "emitidos", "seats": "todos",
	"share":  "%s: %v de %s (%v); hacen falta %v",
	"quorum": "quórum", "veto": "sin veto", "all": "todo lo siguiente",
}

// members puts the members into a database. A weight is a text, never a number.
func members(db *sql.DB) error {
	_, err := db.Exec(`CREATE TABLE members (id TEXT PRIMARY KEY, grp TEXT NOT NULL, weight TEXT NOT NULL);
		INSERT INTO members VALUES
		('flat 1', 'Residents', '1'), ('flat 2', 'Residents', '1'), ('flat 3', 'Residents', '3/2'), ('flat 4', 'Residents', '1'),
		('Savings Bank', 'Investors', '5/2'), ('City', 'Investors', '1'),
		('Ada', 'Founders', '1/2'), ('Ben', 'Founders', '1/2')`)
	return err
}

func main() {
	log.SetFlags(0)
	if err := run(os.Stdout); err != nil {
		log.Fatal(err)
	}
}

// run holds the vote, and writes what happens.
func run(w io.Writer) error {
	dir, err := os.MkdirTemp("", "cooperative")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	db, err := sql.Open("sqlite", filepath.Join(dir, "members.db"))
	if err != nil {
		return err
	}
	defer db.Close()
	if err := members(db); err != nil {
		return err
	}
	file := filepath.Join(dir, "ballot.json")
	vote := func(s *server, seat, text string) {
		answer := httptest.NewRecorder()
		s.ServeHTTP(answer, httptest.NewRequest("PUT", "/seats/"+strings.ReplaceAll(seat, " ", "%20"), strings.NewReader(text)))
		fmt.Fprintln(w, seat, text, answer.Code, strings.TrimSpace(answer.Body.String()))
	}

	s, err := start(db, file)
	if err != nil {
		return err
	}
	vote(s, "flat 1", "for")
	vote(s, "flat 2", "against")
	vote(s, "Savings Bank", "for")
	vote(s, "flat 9", "for")

	fmt.Fprintln(w, "the server is killed, and starts again")
	if s, err = start(db, file); err != nil {
		return err
	}
	vote(s, "flat 1", "against")
	vote(s, "flat 3", "abstain")
	vote(s, "Ada", "for")

	record, err := s.close()
	if err != nil {
		return err
	}
	record.Title, record.Date = "A new roof", "2026-11-26"
	text, err := json.MarshalIndent(record, "", "  ")
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "%s\n", text)
	for _, words := range []map[string]string{german, spanish} {
		if err := pages.Execute(w, page{words, record.Title, *record.Finding}); err != nil {
			return err
		}
	}
	return nil
}
