package tripartite_test

import (
	"flag"
	"os"
	"runtime/debug"
	"testing"
)

// TestMain makes the tests quick with -short: fewer checks of each property, no
// search for the smallest failure, and none of the few tests that take long. A flag
// of rapid that is given on the command line wins over -short.
func TestMain(m *testing.M) {
	flag.Parse()
	if testing.Short() {
		quick := map[string]string{"rapid.checks": "20", "rapid.shrinktime": "0s", "rapid.nofailfile": "true"}
		flag.Visit(func(f *flag.Flag) { delete(quick, f.Name) })
		for name, value := range quick {
			if err := flag.Set(name, value); err != nil {
				panic(err)
			}
		}
	}
	// The tests draw much memory and keep little: collecting it less often is faster.
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(400)
	}
	os.Exit(m.Run())
}
