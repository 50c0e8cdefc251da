package tripartite_test

import (
	"flag"
	"os"
	"testing"
)

// TestMain makes the tests quick where TRIPARTITE_QUICK is set, for mutation
// testing, which runs them a thousand times: fewer checks of each property, and
// without the few tests that take long.
func TestMain(m *testing.M) {
	if quick() {
		if err := flag.Set("rapid.checks", "30"); err != nil {
			panic(err)
		}
	}
	os.Exit(m.Run())
}

func quick() bool { return os.Getenv("TRIPARTITE_QUICK") != "" }
