package tripartite_test

import (
	"flag"
	"os"
	"testing"
)

// TestMain makes the tests quick where TRIPARTITE_QUICK is set, for mutation
// testing, which runs them a thousand times: fewer checks of each property, no
// search for the smallest failure, and without the few tests that take long.
func TestMain(m *testing.M) {
	if quick() {
		for name, value := range map[string]string{"rapid.checks": "50", "rapid.shrinktime": "0s", "rapid.nofailfile": "true"} {
			if err := flag.Set(name, value); err != nil {
				panic(err)
			}
		}
	}
	os.Exit(m.Run())
}

func quick() bool { return os.Getenv("TRIPARTITE_QUICK") != "" }
