package tripartite_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A reader of one file looks at the files that it uses, and never has to come back.
func TestNoTwoFilesNeedEachOther(t *testing.T) {
	source, err := checkedOnce()
	if err != nil {
		t.Fatal(err)
	}
	type pair struct{ file, needs string }
	why := map[pair]string{}
	for name, object := range source.uses {
		if object.Pkg() != source.pkg || !object.Pos().IsValid() {
			continue
		}
		file := filepath.Base(source.fset.Position(name.Pos()).Filename)
		needs := filepath.Base(source.fset.Position(object.Pos()).Filename)
		if file != needs {
			why[pair{file, needs}] = object.Name()
		}
	}
	if len(why) < 50 {
		t.Fatalf("%d uses of other files: they were not found", len(why))
	}
	for p, name := range why {
		if back, both := why[pair{p.needs, p.file}]; both && p.file < p.needs {
			t.Errorf("%s uses %s of %s, which uses %s", p.file, name, p.needs, back)
		}
	}
}

func TestEachFileHasItsTest(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("*.go")
	if err != nil || len(files) < 20 {
		t.Fatal(len(files), "files", err)
	}
	for _, file := range files {
		test := strings.TrimSuffix(file, ".go") + "_test.go"
		if _, err := os.Stat(test); err != nil && !strings.HasSuffix(file, "_test.go") {
			t.Errorf("%s has no %s", file, test)
		}
	}
}
