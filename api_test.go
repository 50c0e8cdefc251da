package tripartite_test

import (
	"fmt"
	"go/importer"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"

	"example.com/tripartite/internal/proptest"
)

// A change of the exported API shows as a difference of testdata/api.txt, which
// go test -run API -update writes anew.
func TestAPI(t *testing.T) {
	pkg := exportedPackage(t)
	var lines []string
	for _, name := range pkg.Scope().Names() {
		if object := pkg.Scope().Lookup(name); object.Exported() {
			lines = append(lines, describe(pkg, object)...)
		}
	}
	slices.Sort(lines)
	golden(t, "testdata/api.txt", strings.Join(lines, "\n")+"\n")
}

// exported imports the package, and everything that it and its tests import, from what the
// compiler has written for each. It runs once for all tests. These are not parallel, as an
// importer is for one goroutine.
var exported = sync.OnceValues(func() (types.Importer, error) {
	list := exec.Command("go", "list", "-export", "-deps", "-test", "-f",
		"{{.ImportPath}}\t{{.Export}}", ".")
	out, err := list.Output()
	if err != nil {
		return nil, fmt.Errorf("%v: %w", list, err)
	}
	files := map[string]string{}
	for line := range strings.Lines(string(out)) {
		path, file, _ := strings.Cut(strings.TrimSpace(line), "\t")
		files[path] = file
	}
	return importer.ForCompiler(token.NewFileSet(), "gc", func(path string) (io.ReadCloser, error) {
		return os.Open(files[path])
	}), nil
})

// imported imports packages, or ends the test.
func imported(t *testing.T) types.Importer {
	t.Helper()
	proptest.Long(t) // it runs the go command
	all, err := exported()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// exportedPackage is the package as others import it.
func exportedPackage(t *testing.T) *types.Package {
	t.Helper()
	pkg, err := imported(t).Import("example.com/tripartite")
	if err != nil {
		t.Fatal(err)
	}
	return pkg
}

// describe is a line for an object, and for each exported field and method of a type.
func describe(pkg *types.Package, object types.Object) []string {
	text := func(t types.Type) string {
		if signature, ok := t.(*types.Signature); ok {
			t = unnamed(signature)
		}
		return types.TypeString(t, types.RelativeTo(pkg))
	}
	switch object := object.(type) {
	case *types.Const:
		return []string{fmt.Sprintf("const %s %s", object.Name(), text(object.Type()))}
	case *types.Var:
		return []string{fmt.Sprintf("var %s %s", object.Name(), text(object.Type()))}
	case *types.Func:
		return []string{"func " + object.Name() + strings.TrimPrefix(text(object.Type()), "func")}
	}
	named := object.Type().(*types.Named)
	lines := []string{"type " + object.Name() + " " + kindOf(named.Underlying())}
	if s, ok := named.Underlying().(*types.Struct); ok {
		for f := range s.Fields() {
			if f.Exported() {
				lines = append(lines, fmt.Sprintf("field %s.%s %s", object.Name(), f.Name(), text(f.Type())))
			}
		}
	}
	methods := types.NewMethodSet(types.NewPointer(named))
	if types.IsInterface(named) {
		methods = types.NewMethodSet(named)
	}
	for m := range methods.Methods() {
		if m.Obj().Exported() {
			lines = append(lines, fmt.Sprintf("method %s.%s%s", object.Name(), m.Obj().Name(), strings.TrimPrefix(text(m.Type()), "func")))
		}
	}
	return lines
}

// unnamed is a signature without the names that the compiler gives to results.
func unnamed(s *types.Signature) *types.Signature {
	var results []*types.Var
	for v := range s.Results().Variables() {
		name := v.Name()
		if strings.HasPrefix(name, "#") {
			name = ""
		}
		results = append(results, types.NewParam(v.Pos(), v.Pkg(), name, v.Type()))
	}
	return types.NewSignatureType(nil, nil, nil, s.Params(), types.NewTuple(results...), s.Variadic())
}

// kindOf is a type without what it consists of.
func kindOf(t types.Type) string {
	switch t := t.(type) {
	case *types.Struct:
		return "struct"
	case *types.Interface:
		return "interface"
	case *types.Basic:
		return t.Name()
	case *types.Map:
		return "map"
	case *types.Slice:
		return "slice"
	}
	return "func"
}
