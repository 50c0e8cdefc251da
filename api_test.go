package tripartite_test

import (
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
)

// A change of the exported API shows as a difference of testdata/api.txt, which
// go test -run API -update writes anew.
func TestAPI(t *testing.T) {
	pkg := typeCheck(t)
	var lines []string
	for _, name := range pkg.Scope().Names() {
		if object := pkg.Scope().Lookup(name); object.Exported() {
			lines = append(lines, describe(pkg, object)...)
		}
	}
	slices.Sort(lines)
	golden(t, "testdata/api.txt", strings.Join(lines, "\n")+"\n")
}

// sources imports the standard library, and the internal packages from their sources. All
// checks share it: a type that is imported twice is two types.
var sources = sourceImporter{importer.Default(), map[string]*types.Package{}}

type sourceImporter struct {
	std      types.Importer
	internal map[string]*types.Package
}

const module = "example.com/tripartite/"

// Import returns a package of the standard library, or an internal one.
func (s sourceImporter) Import(path string) (*types.Package, error) {
	dir, own := strings.CutPrefix(path, module)
	if !own {
		return s.std.Import(path)
	}
	if pkg, known := s.internal[path]; known {
		return pkg, nil
	}
	source, err := s.check(path, dir)
	if err == nil {
		s.internal[path] = source.pkg
	}
	return source.pkg, err
}

// check checks the files of a folder without its tests.
func (s sourceImporter) check(path, dir string) (*checkedSource, error) {
	names, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		return nil, err
	}
	fset := token.NewFileSet()
	var files []*ast.File
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(fset, name, nil, 0)
		if err != nil {
			return nil, err
		}
		files = append(files, file)
	}
	config := types.Config{Importer: s}
	info := &types.Info{Uses: map[*ast.Ident]types.Object{}}
	pkg, err := config.Check(path, fset, files, info)
	return &checkedSource{fset, pkg, info.Uses}, err
}

// typeCheck returns the package's files without its tests, checked once for all tests.
// These are not parallel, as an importer is for one goroutine.
func typeCheck(t *testing.T) *types.Package {
	t.Helper()
	source, err := checkedOnce()
	if err != nil {
		t.Fatal(err)
	}
	return source.pkg
}

// checkedSource is the package's files without its tests.
type checkedSource struct {
	fset *token.FileSet
	pkg  *types.Package
	uses map[*ast.Ident]types.Object
}

var checkedOnce = sync.OnceValues(func() (*checkedSource, error) { return sources.check("tripartite", ".") })

// describe is a line for an object, and for each exported field and method of a type.
func describe(pkg *types.Package, object types.Object) []string {
	text := func(t types.Type) string { return types.TypeString(t, types.RelativeTo(pkg)) }
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
