package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"example.com/tripartite"
)

// The test runs itself again as the server that is killed.
func TestMain(m *testing.M) {
	if args := os.Getenv("LIVE_ARGS"); args != "" {
		fmt.Println(run(strings.Split(args, "|")))
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// meeting is a server with its tokens by seat.
type meeting struct {
	url    string
	tokens map[string]string
}

func tokensIn(t *testing.T, dir string) map[string]string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, "links.txt"))
	if err != nil {
		t.Fatal(err)
	}
	tokens := map[string]string{}
	for line := range strings.Lines(string(text)) {
		link, seat, _ := strings.Cut(strings.TrimSpace(line), " ")
		_, tokens[seat], _ = strings.Cut(link, "token=")
	}
	return tokens
}

// open opens a meeting in the directory.
func open(t *testing.T, dir string, body *tripartite.Body, secret bool) meeting {
	t.Helper()
	v, err := openVote(dir, motion{"A motion", tripartite.SimpleMajority(), secret}, body)
	if err != nil {
		t.Fatal(err)
	}
	d, err := openDoors(dir, "http://localhost", body)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(newServer(v, d))
	t.Cleanup(func() {
		server.CloseClientConnections() // those who watch do not go by themselves
		server.Close()
	})
	return meeting{server.URL, tokensIn(t, dir)}
}

// send sends a request with the token of a seat, and returns the status and the answer. The
// status is 0 if there is no answer.
func (m meeting) send(seat, method, path, body string) (int, string) {
	request, err := http.NewRequest(method, m.url+path, strings.NewReader(body))
	if err != nil {
		return 0, err.Error()
	}
	request.Header.Set("Authorization", "Bearer "+m.tokens[seat])
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return 0, err.Error()
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		return 0, err.Error()
	}
	return answer.StatusCode, string(text)
}

func small() *tripartite.Body {
	return tripartite.MustBody(tripartite.Bloc{Name: "A", Size: 3}, tripartite.Bloc{Name: "B", Size: 2}, tripartite.Bloc{Name: "C", Size: 1})
}

// Each answer has a status of its own, and after a restart the vote goes on.
func TestVote(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	m := open(t, dir, small(), false)
	steps := func(m meeting, steps [][5]string) {
		t.Helper()
		for _, s := range steps {
			status, text := m.send(s[0], s[1], s[2], s[3])
			if fmt.Sprint(status) != s[4] {
				t.Errorf("%v: %d %s", s, status, text)
			}
		}
	}
	steps(m, [][5]string{
		{"nobody", "PUT", "/vote", "for", "401"}, {"nobody", "GET", "/", "", "401"}, {"nobody", "GET", "/events", "", "401"}, {"nobody", "GET", "/record", "", "401"},
		{"A 1", "PUT", "/vote", "for", "204"}, {"A 1", "PUT", "/vote", "FOR", "204"}, {"A 1", "PUT", "/vote", "against", "409"},
		{"A 2", "PUT", "/vote", "yes", "400"}, {"A 2", "PUT", "/vote", "cast", "400"}, {"A 2", "PUT", "/vote", "absent", "400"}, {"A 2", "PUT", "/vote", strings.Repeat("x", 1000), "400"},
		{"A 2", "PUT", "/seats/A%203", "suspended", "403"}, {"(chair)", "PUT", "/seats/A%203", "suspended", "204"}, {"(chair)", "PUT", "/seats/A%203", "for", "400"},
		{"(chair)", "PUT", "/seats/A%209", "absent", "404"}, {"A 3", "PUT", "/vote", "for", "403"}, {"(chair)", "PUT", "/vote", "for", "403"},
		{"A 1", "POST", "/close", "", "403"}, {"A 1", "GET", "/record", "", "404"}, {"A 1", "GET", "/nothing", "", "404"}, {"A 1", "GET", "/", "", "200"},
	})
	m = open(t, dir, small(), false) // a restart
	steps(m, [][5]string{
		{"A 1", "PUT", "/vote", "for", "204"}, {"A 1", "PUT", "/vote", "against", "409"}, {"A 3", "PUT", "/vote", "for", "403"},
		{"B 1", "PUT", "/vote", "for", "204"}, {"B 2", "PUT", "/vote", "abstain", "204"}, {"C 1", "PUT", "/vote", "against", "204"},
		{"(chair)", "POST", "/close", "", "204"}, {"(chair)", "POST", "/close", "", "204"}, {"A 2", "PUT", "/vote", "for", "410"},
	})
	m = open(t, dir, small(), false)
	steps(m, [][5]string{{"A 2", "GET", "/minutes", "", "200"}, {"A 2", "GET", "/picture", "", "200"}, {"nobody", "GET", "/picture", "", "401"}})
	_, text := m.send("A 2", "GET", "/record", "")
	var record tripartite.Record
	if err := json.Unmarshal([]byte(text), &record); err != nil {
		t.Fatal(err, text)
	}
	if err := record.Check(); err != nil || record.Outcome != tripartite.Adopted || record.Seats["B 2"] != tripartite.Abstain || record.Seats["A 3"] != tripartite.Suspended {
		t.Errorf("%v\n%s", err, text)
	}
}

// The minutes have the picture, the finding, each seat and the sources, all once, and names from
// outside add nothing to the page.
func TestMinutes(t *testing.T) {
	t.Parallel()
	hostile := `"><img src=x onerror=alert(1)>`
	body := tripartite.MustBody(tripartite.Bloc{Name: "<script>alert(2)</script>", Roll: []string{"Zoe", hostile, "</td></table><h1>Adopted"}}, tripartite.Bloc{}, tripartite.Bloc{})
	for _, secret := range []bool{false, true} {
		v, err := openVote(t.TempDir(), motion{"</title><script>alert(3)</script>", tripartite.SimpleMajority(), secret}, body)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := v.minutes(); err != errOpen {
			t.Errorf("an open vote has minutes: %v", err)
		}
		for _, e := range []entry{{Seat: "Zoe", State: tripartite.For}, {Seat: hostile, State: tripartite.Abstain}, {Close: "2026-03-12"}} {
			if err := v.ask(e); err != nil {
				t.Fatal(err)
			}
		}
		minutes, err := v.minutes()
		if err != nil {
			t.Fatal(err)
		}
		text := string(minutes)
		for _, wrong := range []string{"<script", "<img", "<h1>Adopted"} {
			if strings.Contains(text, wrong) {
				t.Errorf("secret %t: the minutes have %s\n%s", secret, wrong, text)
			}
		}
		seen := map[string]int{"<svg": 1, "</svg>": 1, "<h1>": 1, "<pre>more than 1/2 of votes cast are for": 1, "2026-03-12": 1, "<li>the log of the ballot</li>": 1}
		rows := "<tr><td>Zoe</td><td>for</td></tr>\n<tr><td>" + html.EscapeString(hostile) + "</td><td>abstain</td></tr>"
		if seen[rows] = 1; secret {
			seen[rows], seen["Zoe"] = 0, 0
		}
		for part, want := range seen {
			if got := strings.Count(text, part); got != want {
				t.Errorf("secret %t: the minutes have %q %d times, not %d\n%s", secret, part, got, want, text)
			}
		}
	}
}

// In a secret ballot nobody sees a vote but one's own, and nothing of the votes before the end.
func TestSecretBallot(t *testing.T) {
	t.Parallel()
	m := open(t, t.TempDir(), small(), true)
	for seat, vote := range map[string]string{"A 1": "for", "A 2": "for", "B 1": "against", "C 1": "for"} {
		if status, text := m.send(seat, "PUT", "/vote", vote); status != 204 {
			t.Fatal(seat, status, text)
		}
	}
	if text := m.event(t); !strings.Contains(text, `"voted":4`) || strings.Contains(text, "against") || strings.Contains(text, "adopted") || strings.Contains(text, "votes\":") {
		t.Error(text)
	}
	if _, text := m.send("A 1", "GET", "/vote", ""); !strings.Contains(text, `"vote":"for"`) {
		t.Error(text)
	}
	if status, text := m.send("A 1", "GET", "/picture", ""); status != 404 {
		t.Error(status, text)
	}
	if status, text := m.send("(chair)", "POST", "/close", ""); status != 204 {
		t.Fatal(status, text)
	}
	if text := m.event(t); !strings.Contains(text, `"outcome":"adopted"`) || strings.Contains(text, "A 1") {
		t.Error(text)
	}
	if _, text := m.send("A 1", "GET", "/record", ""); strings.Contains(text, "A 1") || !strings.Contains(text, `"counts"`) {
		t.Error(text)
	}
}

// event returns the first event that a seat sees.
func (m meeting) event(t *testing.T) string {
	t.Helper()
	events, first := m.watch(t)
	events.Close()
	return first
}

// watch returns the events that a seat sees, after the first.
func (m meeting) watch(t *testing.T) (events io.ReadCloser, first string) {
	t.Helper()
	request, err := http.NewRequest("GET", m.url+"/events", nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+m.tokens["A 1"])
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	first, err = bufio.NewReader(answer.Body).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	return answer.Body, first
}

// A line that was not whole when the server was killed counts for nothing. One that is
// whole and wrong is an error.
func TestTornLog(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	log := filepath.Join(dir, "votes.log")
	if err := os.WriteFile(log, []byte(`{"seat":"A 1","state":"for"}`+"\n"+`{"seat":"A 2","sta`), 0o600); err != nil {
		t.Fatal(err)
	}
	m := open(t, dir, small(), false)
	if status, text := m.send("A 2", "PUT", "/vote", "against"); status != 204 {
		t.Fatal(status, text)
	}
	if text, _ := os.ReadFile(log); string(text) != `{"seat":"A 1","state":"for"}`+"\n"+`{"seat":"A 2","state":"against"}`+"\n" {
		t.Errorf("%s", text)
	}
	for _, wrong := range []string{"nonsense\n", `{"seat":"A 9","state":"for"}` + "\n", `{"seat":"A 1","state":"for"}` + "\n" + `{"seat":"A 1","state":"against"}` + "\n"} {
		if err := os.WriteFile(log, []byte(wrong), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := openVote(dir, motion{Rule: tripartite.SimpleMajority()}, small()); err == nil {
			t.Errorf("%q", wrong)
		}
	}
}

// many is a body of 1,000 seats.
func many() *tripartite.Body {
	return tripartite.MustBody(tripartite.Bloc{Name: "A", Size: 500}, tripartite.Bloc{Name: "B", Size: 300}, tripartite.Bloc{Name: "C", Size: 200})
}

// all sends the votes of all seats from parallel clients. It returns the seats that were
// told that their vote counts, and how long each answer took. After each such seat it calls
// told with their number so far, while the client waits.
func (m meeting) all(clients int, told func(counted int)) (counted []string, took []time.Duration) {
	seats := make(chan string)
	var mu sync.Mutex
	var wait sync.WaitGroup
	for range clients {
		wait.Go(func() {
			for seat := range seats {
				began := time.Now()
				status, _ := m.send(seat, "PUT", "/vote", "for")
				mu.Lock()
				if took = append(took, time.Since(began)); status == 204 {
					counted = append(counted, seat)
					told(len(counted))
				}
				mu.Unlock()
			}
		})
	}
	for seat := range m.tokens {
		if seat != "(chair)" {
			seats <- seat
		}
	}
	close(seats)
	wait.Wait()
	return counted, took
}

// A thousand seats vote at once, and nothing is lost.
func TestThousandSeats(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	m := open(t, dir, many(), false)
	for range 20 { // some watch
		events, _ := m.watch(t)
		go io.Copy(io.Discard, events)
	}
	began := time.Now()
	counted, took := m.all(50, func(int) {})
	slices.Sort(took)
	t.Logf("%d seats in %v; half were answered in %v, 99 %% in %v", len(counted), time.Since(began), took[len(took)/2], took[len(took)*99/100])
	if len(counted) != 1000 {
		t.Errorf("%d counted", len(counted))
	}
	checkLog(t, dir, counted)
}

// checkLog checks that the log has each of these seats, and no seat twice.
func checkLog(t *testing.T, dir string, counted []string) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, "votes.log"))
	if err != nil {
		t.Fatal(err)
	}
	in := map[string]int{}
	for line := range bytes.Lines(text) {
		var e entry
		if json.Unmarshal(line, &e) == nil {
			in[e.Seat]++
		}
	}
	for seat, n := range in {
		if n > 1 {
			t.Errorf("%s is in the log %d times", seat, n)
		}
	}
	for _, seat := range counted {
		if in[seat] != 1 {
			t.Errorf("%s was told that its vote counts, and is not in the log", seat)
		}
	}
}

// The server is killed in the middle of a thousand votes, started again, and killed again:
// nothing is lost, and nothing counts twice.
func TestKilled(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes long")
	}
	dir := t.TempDir()
	body, err := json.Marshal(many())
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "body.json"), body, 0o600); err != nil {
		t.Fatal(err)
	}
	counted := map[string]bool{}
	for _, enough := range []int{100, 200, 400, 1000} { // then the server is killed
		m, kill := startServer(t, dir)
		seats, _ := m.all(20, func(n int) {
			if n == enough {
				kill()
			}
		})
		if most := min(1000, enough+19); len(seats) < enough || len(seats) > most { // each other client can have an answer
			t.Fatalf("%d were told that their votes count, not %d to %d", len(seats), enough, most)
		}
		for _, seat := range seats {
			counted[seat] = true
		}
	}
	if len(counted) != 1000 {
		t.Errorf("%d counted in the end", len(counted))
	}
	var seats []string
	for seat := range counted {
		seats = append(seats, seat)
	}
	checkLog(t, dir, seats)
}

// startServer starts the server as a process of its own. When kill returns, it has ended.
func startServer(t *testing.T, dir string) (m meeting, kill func()) {
	t.Helper()
	server := exec.Command(os.Args[0])
	server.Env = append(os.Environ(), "LIVE_ARGS="+strings.Join([]string{"-dir", dir, "-body", filepath.Join(dir, "body.json"), "-http", "localhost:0"}, "|"))
	output, err := server.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	kill = func() {
		server.Process.Kill()
		server.Wait()
		http.DefaultClient.CloseIdleConnections() // the next server can have the same address
	}
	t.Cleanup(kill)
	line, err := bufio.NewReader(output).ReadString('\n')
	address, listens := strings.CutPrefix(line, "listening on ")
	address, _, _ = strings.Cut(address, ";")
	if err != nil || !listens {
		t.Fatalf("the server does not start: %q, %v", line, err)
	}
	return meeting{"http://" + address, tokensIn(t, dir)}, kill
}

// A seat that says again what is not on the disk yet is answered when it is.
func TestSameVoteWaitsForTheDisk(t *testing.T) {
	t.Parallel()
	v, err := openVote(t.TempDir(), motion{Rule: tripartite.SimpleMajority()}, small())
	if err != nil {
		t.Fatal(err)
	}
	ask := func(q question) chan error {
		q.answer = make(chan error, 1)
		v.asked <- q
		return q.answer
	}
	held, release := make(chan bool), make(chan bool)
	ask(question{look: func() { held <- true; <-release }})
	<-held
	one := question{entry: entry{Seat: "A 1", State: tripartite.For}}
	first, again := ask(one), ask(one)
	answered := 0
	looked := ask(question{look: func() { answered = len(first) + len(again) }}) // before anything is written
	release <- true
	<-looked
	if err, errAgain := <-first, <-again; answered > 0 || err != nil || errAgain != nil {
		t.Errorf("%d were answered at once: %v, %v", answered, err, errAgain)
	}
}
