package tripartite_test

import (
	"flag"
	"os"
	"testing"
)

// TestMain makes the tests quick with -short: fewer checks of each property, no
// search for the smallest failure, and without the few tests that take long.
func TestMain(m *testing.M) {
	flag.Parse()
	if testing.Short() {
		for name, value := range map[string]string{"rapid.checks": "20", "rapid.shrinktime": "0s", "rapid.nofailfile": "true"} {
			if err := flag.Set(name, value); err != nil {
				panic(err)
			}
		}
	}
	os.Exit(m.Run())
}
