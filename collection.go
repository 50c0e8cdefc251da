package tripartite

import (
	"embed"
	"io/fs"
	"iter"
	"path"
	"slices"
	"strings"
)

//go:embed statutes
var collection embed.FS

// LoadStatute returns a statute of the collection, such as "ilo/governing-body". [Statutes]
// lists the names. For any other name, the error is [ErrUnknown].
//
// The collection is part of a program only if the program calls LoadStatute or Statutes.
func LoadStatute(name string) (*Statute, error) {
	text, err := fs.ReadFile(collection, path.Join("statutes", name+".txt"))
	if err != nil || !fs.ValidPath(name) {
		return nil, &Error{Op: "statute", Name: name, Detail: "Statutes lists the names of the collection", Err: errUnknownStatute}
	}
	return ParseStatute(string(text))
}

// Statutes returns an iterator over the names of the collection, in alphabetical order.
func Statutes() iter.Seq[string] {
	var names []string
	fs.WalkDir(collection, "statutes", func(file string, _ fs.DirEntry, _ error) error {
		if name, is := strings.CutSuffix(strings.TrimPrefix(file, "statutes/"), ".txt"); is {
			names = append(names, name)
		}
		return nil
	})
	slices.Sort(names) // the files are in another order: "-" comes before ".txt"
	return slices.Values(names)
}
