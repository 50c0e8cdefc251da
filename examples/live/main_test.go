package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"example.com/tripartite"
	"example.com/tripartite/internal/proptest"
)

// The test runs itself again as the server that is killed.
func TestMain(m *testing.M) {
	if args := os.Getenv("LIVE_ARGS"); args != "" {
		ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
		defer stop()
		if fmt.Println(run(ctx, strings.Split(args, "|"))); ctx.Err() != nil {
			os.Exit(0)
		}
		os.Exit(1)
	}
	sync := fsync
	fsync = func(file *os.File) error {
		n, _ := synced.LoadOrStore(file.Name(), new(atomic.Int64))
		n.(*atomic.Int64).Add(1)
		return sync(file)
	}
	os.Exit(m.Run())
}

// synced has how often each file was synced, by its name.
var synced sync.Map

// meeting is a server with its tokens by seat.
type meeting struct {
	url    string
	host   string // in the address of the server, if it is not that of url
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
		link, seat, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		_, tokens[strings.TrimPrefix(seat, "seat\t")], _ = strings.Cut(link, "token=")
	}
	return tokens
}

// open opens a meeting in the directory.
func open(t *testing.T, dir string, body *tripartite.Body, secret bool) meeting {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	return openOn(t, listener, dir, body, secret)
}

// openOn opens a meeting in the directory. It serves what comes to the listener.
func openOn(
	t *testing.T, listener net.Listener, dir string, body *tripartite.Body, secret bool,
) meeting {
	t.Helper()
	m, v, d := openAll(t, dir, body, secret)
	server := httptest.NewUnstartedServer(nil)
	server.Listener.Close()
	server.Listener = listener
	public := &url.URL{Scheme: "http", Host: server.Listener.Addr().String()}
	server.Config.Handler = newServer(v, d, public, usual)
	server.Start()
	t.Cleanup(func() {
		server.CloseClientConnections() // those who watch do not go by themselves
		server.Close()
	})
	m.url = server.URL
	return m
}

// openAll opens what a directory has.
func openAll(
	t *testing.T, dir string, body *tripartite.Body, secret bool,
) (meeting, *vote, *doors) {
	t.Helper()
	d, err := openDoors(dir, "http://localhost", body)
	if err != nil {
		t.Fatal(err)
	}
	v, err := openVote(dir, motionOf("A motion", body, secret))
	if err != nil {
		t.Fatal(err)
	}
	return meeting{tokens: tokensIn(t, dir)}, v, d
}

// motionOf is a motion that needs a simple majority.
func motionOf(title string, body *tripartite.Body, secret bool) motion {
	return motion{
		URL: "http://localhost", Title: title, Secret: secret, Body: body,
		Rule: tripartite.RuleText{Rule: tripartite.SimpleMajority()},
	}
}

// request returns a request with the token of a seat. The path /vote is that of its vote.
func (m meeting) request(seat, method, path, body string) (*http.Request, error) {
	if path == "/vote" {
		path = "/seats/" + url.PathEscape(seat)
	}
	request, err := http.NewRequest(method, m.url+path, strings.NewReader(body))
	if err != nil {
		return nil, err
	}
	if m.host != "" {
		request.Host = m.host
	}
	request.Header.Set("Authorization", "Bearer "+m.tokens[seat])
	return request, nil
}

// send sends a request with the token of a seat, and returns the status and the answer. The
// status is 0 if there is no answer.
func (m meeting) send(seat, method, path, body string) (int, string) {
	request, err := m.request(seat, method, path, body)
	if err != nil {
		return 0, err.Error()
	}
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

// bodyOf returns a body with groups A, B and C of these sizes, and independent blocs.
func bodyOf(a, b, c int, independent ...tripartite.Bloc) *tripartite.Body {
	group := func(name string, size int) tripartite.Bloc {
		if size == 0 {
			return tripartite.Bloc{}
		}
		return tripartite.Bloc{Name: name, Size: size}
	}
	return tripartite.MustBody(group("A", a), group("B", b), group("C", c), independent...)
}

func small() *tripartite.Body {
	return bodyOf(3, 2, 1)
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
		{"nobody", "PUT", "/vote", "for", "401"}, {"nobody", "GET", "/", "", "401"},
		{"nobody", "GET", "/events", "", "401"}, {"nobody", "GET", "/record", "", "401"},
		{"A 1", "PUT", "/vote", "for", "204"}, {"A 1", "PUT", "/vote", "FOR", "204"},
		{"A 1", "PUT", "/vote", "against", "409"},
		{"A 2", "PUT", "/vote", "yes", "400"}, {"A 2", "PUT", "/vote", "cast", "400"},
		{"A 2", "PUT", "/vote", "absent", "400"}, {"A 2", "PUT", "/vote", "none", "400"},
		{"A 2", "PUT", "/vote", "for" + strings.Repeat(" ", 1000), "413"},
		{"A 2", "PUT", "/seats/A%203", "suspended", "403"},
		{"chair", "PUT", "/seats/A%203", "suspended", "204"},
		{"chair", "PUT", "/seats/A%203", "for", "403"}, {"A 2", "PUT", "/seats/A%201", "for", "403"},
		{"chair", "PUT", "/seats/A%209", "absent", "404"},
		{"chair", "PUT", "/seats/A%209", "none", "400"}, {"A 3", "PUT", "/vote", "for", "403"},
		{"chair", "PUT", "/vote", "for", "403"},
		{"A 1", "POST", "/close", "", "403"}, {"A 1", "GET", "/record", "", "404"},
		{"A 1", "GET", "/nothing", "", "404"}, {"A 1", "GET", "/", "", "200"},
	})
	m = open(t, dir, small(), false) // a restart
	steps(m, [][5]string{
		{"A 1", "PUT", "/vote", "for", "204"}, {"A 1", "PUT", "/vote", "against", "409"},
		{"A 3", "PUT", "/vote", "for", "403"},
		{"B 1", "PUT", "/vote", "for", "204"}, {"B 2", "PUT", "/vote", "abstain", "204"},
		{"C 1", "PUT", "/vote", "against", "204"},
		{"chair", "POST", "/close", "", "204"}, {"chair", "POST", "/close", "", "204"},
		{"A 2", "PUT", "/vote", "for", "410"},
	})
	m = open(t, dir, small(), false)
	steps(m, [][5]string{
		{"A 2", "GET", "/minutes", "", "200"}, {"A 2", "GET", "/picture", "", "200"},
		{"nobody", "GET", "/picture", "", "401"},
	})
	_, text := m.send("A 2", "GET", "/record", "")
	var record tripartite.Record
	if err := json.Unmarshal([]byte(text), &record); err != nil {
		t.Fatal(err, text)
	}
	err := record.Check()
	if err != nil || record.Outcome != tripartite.Adopted ||
		record.Seats["B 2"] != tripartite.Abstain || record.Seats["A 3"] != tripartite.Suspended {
		t.Errorf("%v\n%s", err, text)
	}
}

// The minutes have the picture, the finding, each seat and the sources, all once, and names from
// outside add nothing to the page.
func TestMinutes(t *testing.T) {
	t.Parallel()
	hostile := `"><img src=x onerror=alert(1)>`
	roll := []string{"Zoe", hostile, "</td></table><h1>Adopted"}
	group := tripartite.Bloc{Name: "<script>alert(2)</script>", Roll: roll}
	body := tripartite.MustBody(group, tripartite.Bloc{}, tripartite.Bloc{})
	for _, secret := range []bool{false, true} {
		v, err := openVote(t.TempDir(), motionOf("</title><script>alert(3)</script>", body, secret))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := v.minutes(); err != errOpen {
			t.Errorf("an open vote has minutes: %v", err)
		}
		for _, e := range []entry{
			{Seat: roll[0], State: tripartite.For}, {Seat: roll[1], State: tripartite.Abstain},
			{Seat: roll[2], State: tripartite.Abstain}, {Close: "2026-03-12"},
		} {
			if err := v.write(e); err != nil {
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
		seen := map[string]int{
			"<svg": 1, "</svg>": 1, "<h1>": 1, "2026-03-12": 1,
			"<pre>more than 1/2 of votes cast are for": 1,
		}
		rows := "<tr><td>Zoe</td><td>for</td></tr>\n" + "<tr><td>" + html.EscapeString(hostile) +
			"</td><td>abstain</td></tr>"
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
	m := open(t, t.TempDir(), bodyOf(3, 3, 3), true)
	for seat, vote := range map[string]string{"A 1": "for", "A 2": "for", "A 3": "against"} {
		if status, text := m.send(seat, "PUT", "/vote", vote); status != 204 {
			t.Fatal(seat, status, text)
		}
	}
	if text := m.event(t, "chair"); !strings.Contains(text, `"voted":3`) ||
		strings.Contains(text, "against") || strings.Contains(text, "adopted") ||
		strings.Contains(text, "votes\":") {
		t.Error(text)
	}
	if text := m.event(t, "A 1"); !strings.Contains(text, `{"chair":false,"seat":"A 1","vote":"for"}`) {
		t.Error(text)
	}
	if status, text := m.send("A 1", "GET", "/picture", ""); status != 404 {
		t.Error(status, text)
	}
	if status, text := m.send("chair", "POST", "/close", ""); status != 204 {
		t.Fatal(status, text)
	}
	if text := m.event(t, "chair"); !strings.Contains(text, `"outcome":"adopted"`) ||
		strings.Contains(text, "A 1") {
		t.Error(text)
	}
	if _, text := m.send("A 1", "GET", "/record", ""); strings.Contains(text, "A 1") ||
		!strings.Contains(text, `"counts"`) {
		t.Error(text)
	}
}

// event returns the first event that a seat sees.
func (m meeting) event(t *testing.T, seat string) string {
	t.Helper()
	events, first := m.watch(t, seat)
	events.Close()
	return first
}

// watch returns the events that a seat sees, after the first.
func (m meeting) watch(t *testing.T, seat string) (events io.ReadCloser, first string) {
	t.Helper()
	request, err := m.request(seat, "GET", "/events", "")
	if err != nil {
		t.Fatal(err)
	}
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

// logOf is the text of a log of these entries.
func logOf(t *testing.T, entries ...entry) string {
	t.Helper()
	dir := t.TempDir()
	j, err := openJournal(dir, func(entry) error { return nil })
	if err == nil {
		err = j.add(entries)
	}
	if err != nil {
		t.Fatal(err)
	}
	return readFile(t, filepath.Join(dir, "votes.log"))
}

func readFile(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func writeFile(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// A line that was not whole when the server was killed counts for nothing.
func TestTornLog(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	log := filepath.Join(dir, "votes.log")
	one, two := firstVote, secondVote
	both := logOf(t, one, two)
	writeFile(t, log, both[:len(both)-1])
	m := open(t, dir, small(), false)
	if got := readFile(t, log); got != logOf(t, one) {
		t.Errorf("the torn line is still there: %s", got)
	}
	if status, text := m.send("A 2", "PUT", "/vote", "against"); status != 204 {
		t.Fatal(status, text)
	}
	if got := readFile(t, log); got != both {
		t.Errorf("%s, not %s", got, both)
	}
}

// A log that somebody has changed is an error, and stays as it is.
func TestChangedLog(t *testing.T) {
	t.Parallel()
	one, two := firstVote, secondVote
	lines := strings.SplitAfter(logOf(t, one, two), "\n")
	for name, text := range map[string]string{
		"nonsense":    "nonsense\n",
		"changed":     strings.Replace(lines[0], "for", "abstain", 1) + lines[1],
		"taken out":   lines[1],
		"exchanged":   lines[1] + lines[0],
		"twice":       lines[0] + lines[0],
		"another sum": "0" + lines[0][1:] + lines[1],
		"no seat":     logOf(t, entry{Seat: "A 9", State: tripartite.For}),
		"two votes":   logOf(t, one, entry{Seat: "A 1", State: tripartite.Against}),
	} {
		dir := t.TempDir()
		log := filepath.Join(dir, "votes.log")
		writeFile(t, log, text)
		if _, err := openVote(dir, motionOf("A motion", small(), false)); err == nil {
			t.Errorf("%s: no error", name)
		}
		if got := readFile(t, log); got != text {
			t.Errorf("%s: the log is now %s", name, got)
		}
	}
}

// A vote that is opened again is the same vote: other flags are refused, and change nothing.
func TestOtherFlags(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	first := motionOf("A motion", small(), true)
	if _, err := openMotion(dir, first, nil); err != nil {
		t.Fatal(err)
	}
	stored := readFile(t, filepath.Join(dir, "motion.json"))
	other := motion{
		URL: first.URL, Title: "Another", Rule: tripartite.RuleText{Rule: tripartite.TwoThirds()},
		Body: many(),
	}
	for _, flag := range []string{"title", "rule", "secret", "body"} {
		if _, err := openMotion(dir, other, map[string]bool{flag: true}); err == nil ||
			!strings.Contains(err.Error(), "another "+flag) {
			t.Errorf("-%s: %v", flag, err)
		}
		if m, err := openMotion(dir, first, map[string]bool{flag: true}); err != nil ||
			m.Title != "A motion" {
			t.Errorf("-%s: %v", flag, err)
		}
	}
	m, err := openMotion(dir, other, nil) // no flag is given: it is what is stored
	if err != nil || m.Title != first.Title || !m.Secret || m.Rule.String() != first.Rule.String() ||
		asJSON(m.Body) != asJSON(first.Body) {
		t.Errorf("%v, %v", m, err)
	}
	if got := readFile(t, filepath.Join(dir, "motion.json")); got != stored {
		t.Errorf("%s", got)
	}
	other.URL = "http://localhost:8081"
	if _, err := openMotion(dir, other, nil); err == nil ||
		!strings.Contains(err.Error(), "opened at http://localhost,") {
		t.Errorf("another address: %v", err)
	}
	for _, missing := range []string{"body", "rule", "url"} {
		var fields map[string]any
		if err := json.Unmarshal([]byte(stored), &fields); err != nil {
			t.Fatal(err)
		}
		delete(fields, missing)
		text, _ := json.Marshal(fields)
		writeFile(t, filepath.Join(dir, "motion.json"), string(text))
		first := first
		if missing == "url" {
			first.URL = ""
		}
		if _, err := openMotion(dir, first, nil); err == nil ||
			!strings.Contains(err.Error(), "want a body") {
			t.Errorf("without a %s: %v", missing, err)
		}
	}
	if err := os.Remove(filepath.Join(dir, "motion.json")); err != nil {
		t.Fatal(err)
	}
	writeFile(t, filepath.Join(dir, "votes.log"), "")
	if _, err := openMotion(dir, first, nil); err == nil {
		t.Error("a log without a motion is taken for that of another")
	}
}

// Everybody has one link, and no name passes for the chair.
func TestLinks(t *testing.T) {
	t.Parallel()
	body := tripartite.MustBody(tripartite.Bloc{Name: "A", Roll: []string{"(chair)", "chair",
		"seat"}}, tripartite.Bloc{}, tripartite.Bloc{})
	dir := t.TempDir()
	d, err := openDoors(dir, "http://localhost", body)
	if err != nil {
		t.Fatal(err)
	}
	links := readFile(t, d.file)
	chairs := map[who]bool{}
	for line := range strings.Lines(links) {
		_, token, _ := strings.Cut(line, "token=")
		w, ok := d.of(token[:32])
		if chairs[w] = true; !ok {
			t.Errorf("%q is not known", line)
		}
	}
	want := map[who]bool{{chair: true}: true, {seat: "(chair)"}: true, {seat: "chair"}: true,
		{seat: "seat"}: true}
	if !maps.Equal(chairs, want) {
		t.Errorf("%v", chairs)
	}
	lines := strings.SplitAfter(links, "\n")
	for name, text := range map[string]string{
		"empty": "", "one less": strings.Join(lines[1:], ""), "one twice": links + lines[1],
		"no token": strings.Replace(links, "token=", "token", 1), "another name": strings.Replace(links,
			"seat\tseat", "seat\tSeat", 1),
	} {
		writeFile(t, d.file, text)
		if _, err := openDoors(dir, "http://localhost", body); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// In a secret ballot, the figures are published only if no bloc is so small that they would
// tell how a seat voted.
func TestSecretBallotWithWeights(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name    string
		body    *tripartite.Body
		absent  string
		figures bool
	}{
		{"a chair", bodyOf(3, 0, 0, tripartite.Bloc{Name: "Chair", Size: 1}), "", false},
		{"weights", tripartite.MustBody(tripartite.Bloc{Name: "A",
			Blocs: []tripartite.Bloc{
				{Name: "A 1", Roll: []string{"A 1"}, Weight: tripartite.Int(5)},
				{Name: "A 2", Roll: []string{"A 2"}, Weight: tripartite.Int(3)},
				{Name: "A 3", Roll: []string{"A 3"}, Weight: tripartite.Int(3)},
			}}, tripartite.Bloc{}, tripartite.Bloc{}), "A 3", false},
		{"two of three", bodyOf(3, 3, 0), "A 3", false},
		{"three", bodyOf(3, 2, 0), "", true},
	} {
		dir := t.TempDir()
		m := open(t, dir, c.body, true)
		last := [3]string{"A 3", "/vote", "for"}
		if c.absent != "" {
			last = [3]string{"chair", "/seats/" + url.PathEscape(c.absent), "suspended"}
		} else if c.name == "a chair" {
			last = [3]string{"Chair 1", "/vote", "for"}
		}
		for _, step := range [][3]string{
			{"A 1", "/vote", "for"}, {"A 2", "/vote", "against"}, last, {"chair", "/close", ""},
		} {
			method := "PUT"
			if step[1] == "/close" {
				method = "POST"
			}
			if status, text := m.send(step[0], method, step[1], step[2]); status != 204 {
				t.Fatal(c.name, step, status, text)
			}
		}
		again := open(t, dir, c.body, true) // a restart
		for _, m := range []meeting{m, again} {
			texts := m.event(t, "chair")
			for _, path := range []string{"/record", "/minutes", "/picture"} {
				status, text := m.send("A 3", "GET", path, "")
				if want := map[bool]int{true: 200, false: 404}[c.figures ||
					path == "/minutes"]; status != want {
					t.Errorf("%s: %s: %d", c.name, path, status)
				}
				texts += text
			}
			_, err := os.Stat(filepath.Join(dir, "record.json"))
			if (err == nil) != c.figures || !strings.Contains(texts, readFile(t, filepath.Join(dir,
				"minutes.html"))) {
				t.Errorf("%s: %v", c.name, err)
			}
			if shown := strings.Contains(texts, "against"); shown != c.figures ||
				!strings.Contains(texts, " of ") {
				t.Errorf("%s: figures are shown: %t\n%s", c.name, shown, texts)
			}
		}
	}
}

// A vote that is repeated after the end, because its answer was lost, counts. A new one does not.
func TestRepeatedAfterTheEnd(t *testing.T) {
	t.Parallel()
	m := open(t, t.TempDir(), small(), false)
	for _, step := range []struct {
		seat, method, path, vote string
		status                   int
	}{
		{"A 1", "PUT", "/vote", "for", 204}, {"chair", "POST", "/close", "", 204},
		{"A 1", "PUT", "/vote", "for", 204}, {"A 1", "PUT", "/vote", "against", 410},
		{"A 2", "PUT", "/vote", "for", 410},
	} {
		if status, text := m.send(step.seat, step.method, step.path, step.vote); status != step.status {
			t.Errorf("%v: %d %s", step, status, text)
		}
	}
}

// many is a body of 1,000 seats.
func many() *tripartite.Body {
	return bodyOf(500, 300, 200)
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
		if seat != "chair" {
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
	proptest.Long(t)
	dir := t.TempDir()
	m := open(t, dir, many(), false)
	for range 20 { // some watch
		events, _ := m.watch(t, "chair")
		go io.Copy(io.Discard, events)
	}
	began := time.Now()
	counted, took := m.all(50, func(int) {})
	slices.Sort(took)
	t.Logf("%d seats in %v; half were answered in %v, 99 %% in %v", len(counted), time.Since(began),
		took[len(took)/2], took[len(took)*99/100])
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
		if _, line, _ := bytes.Cut(line, []byte(" ")); json.Unmarshal(line, &e) == nil {
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

// The server is killed in the middle of a thousand votes, started again, and killed again,
// up to twenty times: nothing is lost, and nothing counts twice.
func TestKilled(t *testing.T) {
	dir := t.TempDir()
	body, err := json.Marshal(many())
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "body.json"), body, 0o600); err != nil {
		t.Fatal(err)
	}
	counted := map[string]bool{}
	kills := proptest.Pick(1, 4, 20)
	for n := range kills {
		enough := 1000 * (n + 1) / kills // then the server is killed
		m, kill := startServer(t, dir, "-body", filepath.Join(dir, "body.json"))
		seats, _ := m.all(20, func(n int) {
			if n == enough {
				kill()
			}
		})
		most := min(1000, enough+19) // each other client can have an answer
		if len(seats) < enough || len(seats) > most {
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
func startServer(t *testing.T, dir string, flags ...string) (m meeting, kill func()) {
	t.Helper()
	flags = append([]string{"-dir", dir, "-http", "localhost:0", "-url", "http://vote.example"},
		flags...)
	server, line := start(t, flags...)
	kill = func() {
		server.Process.Kill()
		server.Wait()
		http.DefaultClient.CloseIdleConnections() // the next server can have the same address
	}
	t.Cleanup(kill)
	address, listens := strings.CutPrefix(line, "listening on ")
	address, _, _ = strings.Cut(address, ";")
	if !listens {
		t.Fatalf("the server does not start: %q", line)
	}
	_, port, _ := strings.Cut(address, ":")
	return meeting{"http://localhost:" + port, "vote.example", tokensIn(t, dir)}, kill
}

// start starts the program, and returns the first line that it prints.
func start(t *testing.T, flags ...string) (*exec.Cmd, string) {
	t.Helper()
	server := exec.Command(os.Args[0])
	server.Env = append(os.Environ(), "LIVE_ARGS="+strings.Join(flags, "|"))
	output, err := server.StdoutPipe()
	if err == nil {
		err = server.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(output).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	return server, line
}

// A second server on the same directory is refused, and changes nothing.
func TestTwoServers(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	m, kill := startServer(t, dir)
	if status, text := m.send("Governments 1", "PUT", "/vote", "for"); status != 204 {
		t.Fatal(status, text)
	}
	log := filepath.Join(dir, "votes.log")
	writeFile(t, log, readFile(t, log)+"half a line")
	before := readFile(t, log)
	second, said := start(t, "-dir", dir, "-http", "localhost:0", "-url", "http://vote.example")
	if second.Wait() == nil || !strings.Contains(said, "another server has this vote") {
		t.Errorf("the second server says %q", said)
	}
	if got := readFile(t, log); got != before {
		t.Errorf("the log is now %s", got)
	}
	kill()
	if m, _ := startServer(t, dir); !strings.Contains(m.event(t, "chair"), `"Governments 1":"for"`) {
		t.Error("the vote is lost")
	}
}

// A request for another host is refused: a browser sends it if a foreign name points here.
func TestForeignHost(t *testing.T) {
	t.Parallel()
	m := open(t, t.TempDir(), small(), false)
	request, err := http.NewRequest("GET", m.url+"/picture", nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+m.tokens["A 1"])
	for host, want := range map[string]int{request.URL.Host: 200, "rebound.example:" +
		request.URL.Port(): 421, "": 200} {
		request.Host = host
		answer, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		answer.Body.Close()
		if answer.StatusCode != want {
			t.Errorf("%q: %d", host, answer.StatusCode)
		}
	}
}

// A link asks before it makes anybody a seat. What it sets is a cookie that scripts cannot
// read, and that a request from another site does not carry when it changes something.
func TestEnter(t *testing.T) {
	t.Parallel()
	m := open(t, t.TempDir(), small(), false)
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error {
		return http.ErrUseLastResponse
	}}
	answer, err := client.Get(m.url + "/enter?token=" + m.tokens["A 1"])
	if err != nil {
		t.Fatal(err)
	}
	text, _ := io.ReadAll(answer.Body)
	answer.Body.Close()
	if answer.StatusCode != 200 || len(answer.Cookies()) > 0 ||
		!strings.Contains(string(text), "Enter as A 1") {
		t.Errorf("%d %v\n%s", answer.StatusCode, answer.Cookies(), text)
	}
	// Without this policy a browser sends the form with the origin "null".
	if policy := answer.Header.Get("Referrer-Policy"); policy != "same-origin" {
		t.Errorf("Referrer-Policy: %s", policy)
	}
	post := func(form, header, value string) *http.Response {
		request, err := http.NewRequest("POST", m.url+"/enter", strings.NewReader(form))
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		request.Header.Set(header, value)
		answer, err := client.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		answer.Body.Close()
		return answer
	}
	enter := func(token, site string) *http.Response {
		return post("token="+token, "Sec-Fetch-Site", site)
	}
	// Over plain HTTP a browser sends no Sec-Fetch-Site, but the origin.
	for origin, want := range map[string]int{m.url: 303, "null": 403, "http://other.example": 403} {
		if answer := post("token="+m.tokens["A 1"], "Origin", origin); answer.StatusCode != want {
			t.Errorf("origin %s: %d", origin, answer.StatusCode)
		}
	}
	long := m.tokens["A 1"] + "&more=" + strings.Repeat("x", 1000)
	if answer := enter(long, "same-origin"); answer.StatusCode != 401 {
		t.Errorf("a form that is too long: %d", answer.StatusCode)
	}
	if answer := enter("0123", "same-origin"); answer.StatusCode != 401 {
		t.Errorf("a wrong token: %d", answer.StatusCode)
	}
	if answer := enter(m.tokens["A 1"], "cross-site"); answer.StatusCode != 403 ||
		len(answer.Cookies()) > 0 {
		t.Errorf("from another site: %d", answer.StatusCode)
	}
	answer = enter(m.tokens["A 1"], "same-origin")
	if answer.StatusCode != 303 || answer.Header.Get("Location") != "/" || len(answer.Cookies()) != 1 {
		t.Fatalf("%d %v", answer.StatusCode, answer.Header)
	}
	if c := answer.Cookies()[0]; !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Secure {
		t.Errorf("%v", c)
	}
}

// Links need a host that others can reach.
func TestAddressOfLinks(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		args []string
		want string
	}{
		"a host": {[]string{"-http", "localhost:0"}, "http://localhost:"},
		"a proxy": {[]string{"-http", ":0", "-url", "https://vote.example.org"},
			"https://vote.example.org"},
		"no host":     {[]string{"-http", ":0"}, ""},
		"a path":      {[]string{"-url", "https://example.org/vote"}, ""},
		"no scheme":   {[]string{"-url", "vote.example.org"}, ""},
		"other words": {[]string{"-url", "javascript://x"}, ""},
		"capitals":    {[]string{"-url", "HTTP://LOCALHOST:8080"}, "http://localhost:8080"},
		"443":         {[]string{"-url", "https://example.org:443"}, "https://example.org"},
		"80":          {[]string{"-url", "http://example.org:80"}, "http://example.org"},
		"another":     {[]string{"-url", "https://example.org:80"}, "https://example.org:80"},
		"IPv6":        {[]string{"-url", "http://[::1]:80"}, "http://[::1]"},
		"no port":     {[]string{"-url", "http://[::1]:"}, "http://[::1]"},
		"a query":     {[]string{"-url", "http://example.org?x"}, ""},
		"no query":    {[]string{"-url", "http://example.org?"}, ""},
		"a fragment":  {[]string{"-url", "http://example.org#x"}, ""},
		"a user":      {[]string{"-url", "http://a@example.org"}, ""},
		"not ASCII":   {[]string{"-url", "http://bücher.example"}, ""},
		"a name":      {[]string{"-http", "LocalHost:0"}, "http://localhost:"},
	} {
		o, err := parse(c.args)
		if err != nil {
			t.Fatal(err)
		}
		listener, err := net.Listen("tcp", "localhost:0")
		if err != nil {
			t.Fatal(err)
		}
		got, err := o.public(listener)
		listener.Close()
		if (err == nil) != (c.want != "") || err == nil && got.String() != c.want &&
			!(strings.HasSuffix(c.want, ":") && strings.HasPrefix(got.String(), c.want)) {
			t.Errorf("%s: %v, %v", name, got, err)
		}
	}
}
