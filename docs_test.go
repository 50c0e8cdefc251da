package tripartite_test

import (
	"errors"
	"go/ast"
	"go/doc"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.com/tripartite/internal/proptest"
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
	if diff := cmp.Diff(strings.NewReplacer("\t// ", "", "\t//", "").Replace(output), printed); diff != "" {
		t.Errorf("what it prints: %s", diff)
	}
}

var goBlocks = regexp.MustCompile("(?s)```go\n(.*?)```")

// Every piece of code in the README compiles with a body, a rule and an open ballot at
// hand. What a piece leaves unused is no error: the reader goes on from there.
func TestReadmeCompiles(t *testing.T) {
	var statements, declarations strings.Builder
	for _, block := range goBlocks.FindAllStringSubmatch(read(t, "README.md"), -1)[1:] { // the first is a program
		if code := block[1]; strings.HasPrefix(code, "type ") || strings.HasPrefix(code, "func ") {
			declarations.WriteString(code)
		} else {
			statements.WriteString("{" + code + "}\n")
		}
	}
	if statements.Len() == 0 || declarations.Len() == 0 {
		t.Fatal("the README has lost its code")
	}
	source := `package readme
import ("testing"; "example.com/tripartite")
var (body *tripartite.Body; rule tripartite.Rule; ballot *tripartite.Ballot)
` + declarations.String() + "func _() {\n" + statements.String() + "}"
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "readme.go", source, 0)
	if err != nil {
		t.Fatal(err)
	}
	config := types.Config{Importer: imported(t), Error: func(err error) {
		if problem := (types.Error{}); !errors.As(err, &problem) || !problem.Soft {
			t.Error(err)
		}
	}}
	config.Check("readme", fset, []*ast.File{file}, nil) // Error has reported what it returns
}

var codeSpans = regexp.MustCompile("`(?:tripartite\\.)?([A-Z]\\w*)(?:\\.(\\w+))?`")

// Every name in the README is one of the package.
func TestReadmeNamesExist(t *testing.T) {
	readme, pkg := read(t, "README.md"), exportedPackage(t)
	for _, span := range codeSpans.FindAllStringSubmatch(readme, -1) {
		object := pkg.Scope().Lookup(span[1])
		switch {
		case object == nil && !isMember(pkg, span[1]):
			t.Errorf("there is no %s", span[1])
		case object != nil && span[2] != "" && memberOf(object, span[2]) == nil:
			t.Errorf("%s has no %s", span[1], span[2])
		}
	}
}

// memberOf is a field or a method of a type, or nil.
func memberOf(object types.Object, name string) types.Object {
	member, _, _ := types.LookupFieldOrMethod(object.Type(), true, object.Pkg(), name)
	return member
}

// isMember reports whether some type of the package has a field or a method.
func isMember(pkg *types.Package, name string) bool {
	return slices.ContainsFunc(pkg.Scope().Names(), func(of string) bool {
		object, isType := pkg.Scope().Lookup(of).(*types.TypeName)
		return isType && memberOf(object, name) != nil
	})
}

// Every program in examples prints what its golden file says.
func TestExamplePrograms(t *testing.T) {
	t.Parallel()
	if !proptest.Thorough() && !*update {
		t.Skip("it takes long to link all programs")
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
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			continue // a module of its own
		}
		if _, err := os.Stat(filepath.Join(dir, "output.txt")); err != nil {
			continue // a server, with tests of its own
		}
		t.Run(filepath.Base(dir), func(t *testing.T) {
			t.Parallel()
			program := filepath.Join(bin, filepath.Base(dir))
			if runtime.GOOS == "windows" {
				program += ".exe"
			}
			got, err := exec.Command(program).CombinedOutput()
			var exit *exec.ExitError // a program can have found that something does not hold
			if err != nil && !errors.As(err, &exit) {
				t.Fatalf("%v\n%s", err, got)
			}
			golden(t, filepath.Join(dir, "output.txt"), string(got))
		})
	}
}

// textMethods are the methods that need no example: fmt, errors, encoding and database/sql
// call them.
var textMethods = regexp.MustCompile(`^(String|MarshalText|UnmarshalText|MarshalJSON|UnmarshalJSON|Error|Unwrap|Is|Value|Scan)$`)

// partTypes are the types that need no example of their own: a field, an argument or a
// result of another type has them, and its example shows them.
var partTypes = []string{"Change", "Claim", "Constitution", "Counterexample", "Difference",
	"Figures", "Implication", "Property", "Reason", "SeatIndices"}

// Every exported name has a doc comment.
func TestEveryNameIsDocumented(t *testing.T) {
	t.Parallel()
	check := func(name *ast.Ident, docs ...*ast.CommentGroup) {
		if !name.IsExported() {
			return
		}
		for _, doc := range docs {
			if doc.Text() != "" {
				return
			}
		}
		t.Errorf("%s has no doc comment", name.Name)
	}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
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
				check(d.Name, d.Doc)
			case *ast.GenDecl:
				for _, spec := range d.Specs {
					switch s := spec.(type) {
					case *ast.TypeSpec:
						check(s.Name, s.Doc, d.Doc)
					case *ast.ValueSpec:
						for _, name := range s.Names {
							check(name, s.Doc, s.Comment, d.Doc)
						}
					}
				}
			}
		}
	}
}

// Every type from which a program starts and every function that returns a rule has an
// example of its own. Some example uses each other type, and calls each other function
// and each method. A rule's Decide is called as that of Rule.
func TestEveryNameHasAnExample(t *testing.T) {
	proptest.Long(t)
	pkg := exportedPackage(t)
	own, used := examples(t, pkg)
	rule := pkg.Scope().Lookup("Rule").Type().Underlying().(*types.Interface)
	for _, name := range pkg.Scope().Names() {
		object := pkg.Scope().Lookup(name)
		if !object.Exported() {
			continue
		}
		switch object := object.(type) {
		case *types.Func:
			result := object.Signature().Results().At(0).Type()
			if types.Implements(result, rule) && !own[name] {
				t.Errorf("function %s has no example of its own", name)
			}
			if !used[object] {
				t.Errorf("no example calls %s", name)
			}
		case *types.TypeName:
			if part := slices.Contains(partTypes, name); !own[name] && !part {
				t.Errorf("type %s has no example of its own", name)
			} else if part && !used[object] {
				t.Errorf("no example has a %s", name)
			}
			for m := range object.Type().(*types.Named).Methods() {
				decides := m.Name() == "Decide" && types.Implements(object.Type(), rule)
				if m.Exported() && !decides && !textMethods.MatchString(m.Name()) && !used[m] {
					t.Errorf("no example calls %s.%s", name, m.Name())
				}
			}
		}
	}
}

// examples returns the names that have an example of their own, and the objects of the
// package that examples use. Every file with examples is checked by itself: one that
// needs another test file would not show whole in the documentation.
func examples(t *testing.T, pkg *types.Package) (own map[string]bool, used map[types.Object]bool) {
	t.Helper()
	names, err := filepath.Glob("*_test.go")
	if err != nil {
		t.Fatal(err)
	}
	own, used = map[string]bool{}, map[types.Object]bool{}
	config := types.Config{Importer: imported(t)}
	for _, name := range names {
		fset := token.NewFileSet()
		file, err := parser.ParseFile(fset, name, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		shown := doc.Examples(file)
		if len(shown) == 0 {
			continue
		}
		info := types.Info{Uses: map[*ast.Ident]types.Object{}, Defs: map[*ast.Ident]types.Object{}}
		if _, err := config.Check("tripartite_test", fset, []*ast.File{file}, &info); err != nil {
			t.Errorf("the examples of %s need more than their own file: %v", name, err)
			continue
		}
		for _, example := range shown {
			if example.Output == "" {
				t.Errorf("Example%s has no output", example.Name)
			}
			if subject, rest, _ := strings.Cut(example.Name, "_"); !ast.IsExported(rest) { // else it is a method's
				own[subject] = true
			}
			ast.Inspect(example.Code, func(n ast.Node) bool {
				if id, ok := n.(*ast.Ident); ok {
					for _, object := range []types.Object{info.Uses[id], info.Defs[id]} {
						use(used, object)
					}
				}
				return true
			})
		}
	}
	return own, used
}

// use marks an object, and the type of a variable.
func use(used map[types.Object]bool, object types.Object) {
	if object == nil {
		return
	}
	used[object] = true
	typ := object.Type()
	if pointer, ok := typ.(*types.Pointer); ok {
		typ = pointer.Elem()
	}
	if named, ok := typ.(*types.Named); ok {
		used[named.Obj()] = true
	}
}
