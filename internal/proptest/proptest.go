// Package proptest sets how much the tests of this module try. Each package that draws with
// pgregory.net/rapid calls Main:
//
//	func TestMain(m *testing.M) { proptest.Main(m) }
//
// There are three levels. With -short, a property is checked a few times and the tests that
// take long are left out. By default, it is checked some more times. If TRIPARTITE_THOROUGH is
// set, as in continuous integration, it is checked as often as rapid does it, and tests that
// otherwise look at a part of their cases look at all. A flag of rapid on the command line
// wins at every level.
//
// What is drawn differs from run to run, unless TRIPARTITE_SEED is a number. Continuous
// integration takes one from the files, so that it says the same of the same files every time,
// and looks at other votes when they change.
package proptest

import (
	"flag"
	"os"
	"runtime/debug"
	"testing"
)

// Thorough reports whether tests that take long do all that they can, and not a part of it.
func Thorough() bool { return os.Getenv("TRIPARTITE_THOROUGH") != "" }

// Long skips a test under -short. It is for tests that take long, such as those of limits.
func Long(t testing.TB) {
	t.Helper()
	if testing.Short() {
		t.Skip("it takes long")
	}
}

// Longest skips a test unless the tests are thorough. It is for tests that take longest and
// seldom find anything, such as those of work that is given up.
func Longest(t testing.TB) {
	t.Helper()
	if !Thorough() {
		t.Skip("it takes very long")
	}
}

// Pick returns the number for the level of the tests.
func Pick(short, usual, thorough int) int {
	switch {
	case testing.Short():
		return short
	case Thorough():
		return thorough
	}
	return usual
}

// Main runs the tests of a package at their level, and exits.
func Main(m *testing.M) {
	flag.Parse()
	settings := map[string]string{}
	switch {
	case testing.Short():
		// A failure is found again without -short, which then looks for the smallest one.
		settings = map[string]string{"rapid.checks": "10", "rapid.shrinktime": "0s", "rapid.nofailfile": "true"}
	case !Thorough():
		settings["rapid.checks"] = "25"
	}
	if seed := os.Getenv("TRIPARTITE_SEED"); seed != "" {
		settings["rapid.seed"] = seed
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
