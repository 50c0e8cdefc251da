package tripartite_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// between is what stands between two texts.
func between(t *testing.T, text, from, to string) string {
	t.Helper()
	_, rest, ok := strings.Cut(text, from)
	part, _, ok2 := strings.Cut(rest, to)
	if !ok || !ok2 {
		t.Fatalf("no %q to %q", from, to)
	}
	return part
}

// The program of the README, and what it prints, are the package's Example,
// which go test runs.
func TestReadmeIsTheExample(t *testing.T) {
	t.Parallel()
	readme, examples := read(t, "README.md"), read(t, "example_test.go")
	program := between(t, readme, "func main() {\n", "}\n```")
	printed := between(t, readme, "```text\n", "```")
	example := between(t, examples, "func Example() {\n", "\t// Output:\n")
	output := between(t, examples, "\t// Output:\n", "}\n")
	if diff := cmp.Diff(example, program); diff != "" {
		t.Errorf("the program: %s", diff)
	}
	if own := between(t, examples, "\ntype eldersAgree ", "\n}\n\n"); !strings.Contains(readme, own) {
		t.Errorf("the rule of one's own is not in it: %s", own)
	}
	if diff := cmp.Diff(strings.ReplaceAll(output, "\t// ", ""), printed); diff != "" {
		t.Errorf("what it prints: %s", diff)
	}
}

// Every program in examples prints what its golden file says.
func TestExamplePrograms(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("it takes long")
	}
	dirs, err := filepath.Glob("examples/*")
	if err != nil || len(dirs) == 0 {
		t.Fatal("no examples", err)
	}
	bin := t.TempDir()
	if out, err := exec.Command("go", "build", "-o", bin+string(filepath.Separator), "./examples/...").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for _, dir := range dirs {
		t.Run(filepath.Base(dir), func(t *testing.T) {
			t.Parallel()
			program := filepath.Join(bin, filepath.Base(dir))
			if runtime.GOOS == "windows" {
				program += ".exe"
			}
			got, err := exec.Command(program).CombinedOutput()
			if err != nil {
				t.Fatalf("%v\n%s", err, got)
			}
			golden(t, filepath.Join(dir, "output.txt"), string(got))
		})
	}
}

// textMethods are the methods that need no example: fmt, encoding and database/sql
// call them.
var textMethods = regexp.MustCompile(`^(String|MarshalText|MarshalJSON|Error|Unwrap|Value|Scan)$`)

// Every exported name has a doc comment, and stands in an example.
func TestEveryNameIsDocumented(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	examples := read(t, "example_test.go") + read(t, "example_bodies_test.go")
	check := func(name string, doc *ast.CommentGroup, uses ...string) {
		if doc.Text() == "" {
			t.Errorf("%s has no doc comment", name)
		}
		for _, use := range uses {
			if regexp.MustCompile(use).MatchString(examples) {
				return
			}
		}
		t.Errorf("%s stands in no example", name)
	}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		for _, decl := range f.Decls {
			switch d := decl.(type) {
			case *ast.FuncDecl:
				switch {
				case !d.Name.IsExported():
				case d.Recv == nil:
					check(d.Name.Name, d.Doc, `tripartite\.`+d.Name.Name+`\b`)
				case textMethods.MatchString(d.Name.Name):
					check(d.Name.Name, d.Doc, "")
				default:
					check(d.Name.Name, d.Doc, `\.`+d.Name.Name+`\(`)
				}
			case *ast.GenDecl:
				for _, spec := range d.Specs {
					switch s := spec.(type) {
					case *ast.TypeSpec:
						if s.Name.IsExported() {
							check(s.Name.Name, d.Doc, `\b`+s.Name.Name+`\b`, `Example`+s.Name.Name+`(_|\b)`)
						}
					case *ast.ValueSpec:
						doc := s.Doc
						if doc == nil {
							doc = s.Comment
						}
						if doc == nil {
							doc = d.Doc
						}
						if s.Names[0].IsExported() && d.Tok == token.VAR && !strings.HasPrefix(s.Names[0].Name, "Err") {
							check(s.Names[0].Name, doc, `\b`+s.Names[0].Name+`\b`)
						}
					}
				}
			}
		}
	}
}
