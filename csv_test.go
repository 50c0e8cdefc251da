package tripartite_test

import (
	"strings"
	"testing"

	. "example.com/tripartite"
)

// A header may be quoted, have its columns in any order, and words of any case.
func TestHeaderIsRead(t *testing.T) {
	t.Parallel()
	for _, header := range []string{
		"seat,vote,other", "SEAT,Vote,", "\uFEFFseat,vote,\"a,\nb\"", "\n\n seat ,\tvote\t,vote for", "\"seat\",\"vote\",seats", "\uFEFF\"seat\",vote,Seats",
	} {
		ballot, err := RollCall{Missing: Absent}.Read(rollCallBody, strings.NewReader(header+"\n A 1 ,\" FOR\t\", \r\n"))
		if err != nil || ballot.State("A 1") != For {
			t.Errorf("%q: %v", header, err)
		}
	}
	long := RollCall{Seat: "ID of the Member", Vote: " how  they voted"}
	if _, err := long.Read(rollCallBody, strings.NewReader("how they VOTED,id of  the member\nfor,A 1\n")); len(messages(err)) != 3 {
		t.Error(err) // the other seats are missing
	}
	// A letter that only looks like one of the name makes another column.
	if _, err := (RollCall{}).Read(rollCallBody, strings.NewReader("\u017Feat,vote\n")); err == nil {
		t.Error("a long s is an s")
	}
}
