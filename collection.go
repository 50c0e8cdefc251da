package tripartite

import (
	"embed"
	"io/fs"
	"iter"
	"path"
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
	return func(yield func(string) bool) {
		fs.WalkDir(collection, "statutes", func(file string, _ fs.DirEntry, _ error) error {
			name, is := strings.CutSuffix(strings.TrimPrefix(file, "statutes/"), ".txt")
			if is && !yield(name) {
				return fs.SkipAll
			}
			return nil
		})
	}
}
