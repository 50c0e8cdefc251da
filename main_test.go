package tripartite_test

import (
	"flag"
	"os"
	"runtime/debug"
	"testing"
)

// thorough reports whether tests that take long do all that they can, and not a part of it:
// TRIPARTITE_THOROUGH=1 go test .
func thorough() bool { return os.Getenv("TRIPARTITE_THOROUGH") != "" }

// TestMain sets how often each property is checked. With -short there are fewer checks, no
// search for the smallest failure, and none of the few tests that take long. A flag of rapid
// that is given on the command line wins.
func TestMain(m *testing.M) {
	flag.Parse()
	settings := map[string]string{}
	switch {
	case testing.Short():
		settings = map[string]string{"rapid.checks": "10", "rapid.shrinktime": "0s", "rapid.nofailfile": "true"}
	case !thorough():
		settings["rapid.checks"] = "40"
	}
	flag.Visit(func(f *flag.Flag) { delete(settings, f.Name) })
	for name, value := range settings {
		if err := flag.Set(name, value); err != nil {
			panic(err)
		}
	}
	// The tests draw much memory and keep little: collecting it less often is faster.
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(400)
	}
	os.Exit(m.Run())
}
