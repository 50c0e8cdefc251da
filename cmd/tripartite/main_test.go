package main

import (
	"bufio"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write what the commands print to the sessions")

// Every command prints what its session says. A session is a text with commands as one
// types them, and below each what it prints: standard output, standard error with "! " before
// each line, and the exit status unless it is 0. Files are those of testdata.
func TestSessions(t *testing.T) {
	t.Chdir("testdata")
	files, err := filepath.Glob("sessions/*.txt")
	if err != nil || len(files) < 5 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		got := session(t, string(text))
		if *update {
			if err := os.WriteFile(file, []byte(got), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		if diff := cmp.Diff(string(text), got); diff != "" && !*update {
			t.Errorf("%s: %s", file, diff)
		}
	}
}

// session returns a session with what its commands print.
func session(t *testing.T, text string) string {
	t.Helper()
	var out strings.Builder
	between := true // not in what a command prints
	for line := range strings.Lines(text) {
		command, ok := strings.CutPrefix(line, "$ tripartite ")
		switch {
		case ok:
			fmt.Fprintf(&out, "%s%s\n", line, typed(t, command))
		case between && line[0] == '#':
			out.WriteString(line)
		}
		between = line == "\n" || between && !ok
	}
	return out.String()
}

// typed returns what a command prints that somebody types.
func typed(t *testing.T, command string) string {
	t.Helper()
	command, input, _ := strings.Cut(strings.TrimSpace(command), " < ")
	var stdin []byte
	if input != "" {
		var err error
		if stdin, err = os.ReadFile(input); err != nil {
			t.Fatal(err)
		}
	}
	status, stdout, stderr := run(string(stdin), words(t, command)...)
	for line := range strings.Lines(stderr) {
		stdout += "! " + line
	}
	if status != 0 {
		stdout += fmt.Sprintf("(exit status %d)\n", status)
	}
	return stdout
}

// words splits a command into words as a shell does: quotes hold a word together.
func words(t *testing.T, command string) (all []string) {
	t.Helper()
	word, inside, quote := "", false, rune(0)
	for _, r := range command {
		switch {
		case quote != 0 && r == quote:
			quote = 0
		case quote == 0 && (r == '"' || r == '\''):
			quote, inside = r, true
		case quote == 0 && r == ' ':
			if inside {
				all = append(all, word)
			}
			word, inside = "", false
		default:
			word, inside = word+string(r), true
		}
	}
	if quote != 0 {
		t.Fatalf("%s: no end of a quoted word", command)
	}
	if inside {
		all = append(all, word)
	}
	return all
}

// run runs the command.
func run(stdin string, args ...string) (status int, stdout, stderr string) {
	var out, errs strings.Builder
	p := program{stdin: strings.NewReader(stdin), stdout: bufio.NewWriter(&out), stderr: &errs}
	status = p.run(args)
	return status, out.String(), errs.String()
}

// The example in the help of each command works, from the root of the repository.
func TestExamples(t *testing.T) {
	t.Chdir("../..")
	for _, c := range commands() {
		status, help, _ := run("", c.name, "-h")
		_, example, _ := strings.Cut(help, "\nexample")
		_, example, shown := strings.Cut(example, "\ttripartite ")
		example, _, _ = strings.Cut(example, "\n")
		if status != statusFine || !shown {
			t.Errorf("%s -h has no example: %s", c.name, help)
		}
		status, stdout, stderr := run("", words(t, example)...)
		if status > statusNo || stderr != "" || stdout == "" != (c.name == "vet") {
			t.Errorf("%q: status %d\n%s%s", example, status, stdout, stderr)
		}
	}
}

// A layout that is written to a file keeps its comments, and a second one changes nothing.
func TestFormatWrites(t *testing.T) {
	untidy, err := os.ReadFile("testdata/untidy.txt")
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "statute.txt")
	if err := os.WriteFile(file, untidy, 0o600); err != nil {
		t.Fatal(err)
	}
	_, want, _ := run("", "fmt", file)
	if strings.Count(want, "#") != strings.Count(string(untidy), "#") {
		t.Errorf("a comment is lost in\n%s", want)
	}
	for range 2 {
		status, stdout, stderr := run("", "fmt", "-w", file)
		if status != statusFine || stdout+stderr != "" {
			t.Fatal(status, stdout, stderr)
		}
		if got, err := os.ReadFile(file); err != nil || string(got) != want {
			t.Errorf("%v\n%s\nnot\n%s", err, got, want)
		}
	}
}

// What cannot be read or written is an error.
func TestBrokenPipes(t *testing.T) {
	broken := errors.New("cut off")
	p := program{
		stdin: iotest.ErrReader(broken), stdout: bufio.NewWriter(io.Discard), stderr: io.Discard,
	}
	if got := p.run([]string{"decide", "-votes", "-"}); got != statusFailed {
		t.Error(got)
	}
	p.stdin = strings.NewReader("")
	p.stdout = bufio.NewWriter(brokenWriter{broken})
	if got := p.run([]string{"list"}); got != statusFailed {
		t.Error(got)
	}
}

// A page in French has the outcome, the rule and the picture in French.
func TestPageInFrench(t *testing.T) {
	status, page, _ := run("", "decide", "-lang", "fr", "-o", "html", "ilo/governing-body",
		"Governments: 28 for", "Employers: 14 for", "Workers: 14 against")
	if status != statusFine {
		t.Fatal(status)
	}
	for _, want := range []string{
		`<html lang="fr">`, `: adopté</title>`, `>sièges</text>`, `>contre</text>`,
		`>plus de la moitié des voix exprimées sont pour</text>`, `>Adopté</text>`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("no %s", want)
		}
	}
}

type brokenWriter struct{ err error }

func (w brokenWriter) Write([]byte) (int, error) { return 0, w.err }
