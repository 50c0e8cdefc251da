package main

import (
	"bufio"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"
)

// runWith runs the program on a file with that text.
func runWith(t *testing.T, text, stdin string, args ...string) (status int, stdout, stderr string) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "votes.csv")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	var out, errs strings.Builder
	p := program{stdin: strings.NewReader(stdin), stdout: bufio.NewWriter(&out), stderr: &errs}
	status = p.run(append(args, file))
	p.stdout.Flush()
	return status, out.String(), errs.String()
}

const absent = `seat,group,vote
Ms A,X,absent
Mr B,Y,absent
Dr C,Z,absent
`

// The exit status is the outcome, or says that the input is wrong.
func TestStatus(t *testing.T) {
	t.Parallel()
	votes := strings.NewReplacer("A,X,absent", "A,X,for", "B,Y,absent", "B,Y,FOR").Replace(absent)
	for name, c := range map[string]struct {
		text   string
		args   []string
		status int
		stdout string
		stderr string
	}{
		"adopted":     {votes, nil, 0, "more than 1/2 of votes cast are for  adopted  2 of 2 votes  2 needed  0 to spare\n", ""},
		"rejected":    {votes, []string{"-rule", "In each  group (more than 1/2 of votes cast are for)"}, 1, "", ""},
		"void":        {absent, []string{"-rule", "quorum (more than 1/2 of seats in office are present) and more than 1/2 of votes cast are for"}, 3, "", ""},
		"json":        {votes, []string{"-json"}, 0, `{"clause":"more than 1/2 of votes cast are for","outcome":"adopted","figures":{"of":"for","among":"cast","count":"2","base":"2","need":"2","spare":"0","bar":"more than 1/2"},"rule":"more than 1/2 of votes cast are for"}` + "\n", ""},
		"other words": {strings.ReplaceAll(absent, "absent", "Oui"), []string{"-map", "OUI=for,non=against"}, 0, "", ""},
		"other file": {"member;bloc;stake;position\nMs A;X;7;AGAINST\nMr B;Y;3;FOR\n",
			[]string{"-columns", "seat=member,group=bloc", "-columns", "weight=stake,vote=position", "-comma", ";", "-groups", "Y,X"},
			1, "more than 1/2 of votes cast are for  rejected  3 of 10 votes  6 needed  3 short\n", ""},
		"chair anyway": {votes + "Dr D,Chair,against\n", []string{"-groups", "X,Y,Z", "-rule", "in each group (more than 1/2 of votes cast are for)", "-anyway"}, 1, "", ""},
		"chair": {votes + "Dr D,Chair,against\n", []string{"-groups", "X,Y,Z", "-rule", "in each group (more than 1/2 of votes cast are for)"}, 2, "",
			`tripartite: rule "in each group": seats have no say in the rule: no clause counts Chair`},
		"wrong word": {votes + "D,X,yes\n", nil, 2, "", `tripartite: roll-call "line 5": not a state: "D": "yes" (say "for", or add the word to Words): want `},
		"no rule":    {votes, []string{"-rule", "most"}, 2, "", `invalid value "most" for flag -rule: tripartite: rule "most": malformed text: offset 0: found "most", want`},
		"no flag":    {votes, []string{"-x"}, 2, "", "flag provided but not defined: -x\n"},
		"no pair":    {votes, []string{"-map", "yes"}, 2, "", `invalid value "yes" for flag -map: "yes": want a pair, as yes=for`},
		"no state":   {votes, []string{"-map", "yes=yes"}, 2, "", `invalid value "yes=yes" for flag -map: tripartite: states "yes": `},
		"no column":  {votes, []string{"-columns", "name=x"}, 2, "", `invalid value "name=x" for flag -columns: "name": want seat, `},
		"no comma":   {votes, []string{"-comma", ""}, 2, "", "tripartite: "},
		"two commas": {votes, []string{"-comma", ";;"}, 2, "", `-comma ";;": want one character`},
		"two files":  {votes, []string{"-json", "x.csv"}, 2, "", "2 files: want one\n"},
		"help":       {votes, []string{"-h"}, 2, "", "Usage of rollcall:\n"},
	} {
		status, stdout, stderr := runWith(t, c.text, "", c.args...)
		if status != c.status || c.stdout != "" && stdout != c.stdout || !strings.HasPrefix(stderr, c.stderr) || (stderr == "") != (c.stderr == "") {
			t.Errorf("%s: status %d\n%s%s", name, status, stdout, stderr)
		}
		if status == badInput && stdout != "" {
			t.Errorf("%s: it prints %s", name, stdout)
		}
	}
}

// The file can be missing, or standard input.
func TestFiles(t *testing.T) {
	t.Parallel()
	run := func(stdin string, args ...string) int {
		p := program{stdin: strings.NewReader(stdin), stdout: bufio.NewWriter(io.Discard), stderr: io.Discard}
		return p.run(args)
	}
	for want, got := range map[int]int{
		adopted:  run(""),
		rejected: run("seat,group,vote\nA,X,against\n", "-"),
		badInput: run("", "-follow", "-"),
	} {
		if got != want {
			t.Errorf("status %d, not %d", got, want)
		}
	}
	if got := run("", "no such file"); got != badInput {
		t.Error(got)
	}
}

// After each cast the program says what is still possible. At the end it decides.
func TestFollow(t *testing.T) {
	t.Parallel()
	status, stdout, stderr := runWith(t, absent, "Mr B,for\n\n\"Ms A\", FOR \n", "-follow", "-rule", "more than 1/2 of votes entitled are for")
	want := `Mr B, for: possible: rejected or adopted
Ms A, for: certain: adopted
more than 1/2 of votes entitled are for  adopted  2 of 3 votes  2 needed  0 to spare
`
	if status != adopted || stdout != want || stderr != "" {
		t.Errorf("status %d\n%s%s", status, stdout, stderr)
	}
	status, stdout, _ = runWith(t, absent, "Mr B,no\nMr B,absent\nMs A,no\n", "-follow", "-changes", "-json", "-map", "No=against")
	want = `{"seat":"Mr B","vote":"against","possible":"rejected or adopted"}
{"seat":"Mr B","vote":"absent","possible":"rejected or adopted"}
{"seat":"Ms A","vote":"against","possible":"rejected or adopted"}
{"clause":"more than 1/2 of votes cast are for","outcome":"rejected","figures":{"of":"for","among":"cast","count":"0","base":"1","need":"1","spare":"-1","bar":"more than 1/2"},"rule":"more than 1/2 of votes cast are for"}
`
	if status != rejected || stdout != want {
		t.Errorf("status %d\n%s", status, stdout)
	}
}

// A cast that is refused changes nothing, and the status says that there was one.
func TestFollowRefuses(t *testing.T) {
	t.Parallel()
	casts := "Ms A,for\nMs A,against\nnobody,for\nMr B\nMr B,\"for\nMr B,perhaps\nMr B,cast\n"
	status, stdout, stderr := runWith(t, absent, casts, "-follow")
	if status != badInput || !strings.HasSuffix(stdout, "adopted  1 of 1 vote  1 needed  0 to spare\n") {
		t.Errorf("status %d\n%s", status, stdout)
	}
	for i, want := range []string{"seat has voted already: for", "no such seat", "wrong number of fields", "extraneous or missing", `"perhaps": unknown word`, "not a vote"} {
		lines := strings.Split(stderr, "\n")
		if !strings.HasPrefix(lines[i], "cast ") || !strings.Contains(lines[i], want) {
			t.Errorf("%q does not say %q", lines[i], want)
		}
	}
	p := program{stdin: iotest.ErrReader(errors.New("cut off")), stdout: bufio.NewWriter(io.Discard), stderr: io.Discard}
	if got := p.run([]string{"-follow"}); got != badInput {
		t.Error(got)
	}
}
