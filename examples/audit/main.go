// Audit reads records of votes, counts each vote again, and says which records do not hold
// and why. It prints the SHA-256 of each record that holds: a program that keeps these sums
// apart from the records sees any change, also of a title or a source. Its arguments are files and directories with records in JSON; without any, it
// reads the records of this example. Its exit status is 1 if a record does not hold, and 2
// if a file is no record.
package main

import (
	"crypto/sha256"
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"example.com/tripartite"
)

//go:embed records
var examples embed.FS

func main() {
	os.Exit(audit(os.Args[1:]))
}

// audit returns the exit status.
func audit(paths []string) (status int) {
	if len(paths) == 0 {
		return auditAll(examples, "records")
	}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err == nil {
			status = max(status, auditOne(path, text))
		} else { // a directory, or nothing
			status = max(status, auditAll(os.DirFS(path), "."))
		}
	}
	return status
}

// auditAll audits a file, or every record in a directory.
func auditAll(files fs.FS, root string) (status int) {
	err := fs.WalkDir(files, root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".json") {
			return err
		}
		text, err := fs.ReadFile(files, path)
		if err != nil {
			return err
		}
		status = max(status, auditOne(path, text))
		return nil
	})
	if err != nil {
		fmt.Println(err)
		return 2
	}
	return status
}

// auditOne audits one record.
func auditOne(path string, text []byte) (status int) {
	var record tripartite.Record
	if err := json.Unmarshal(text, &record); err != nil {
		fmt.Printf("%s: not a record: %v\n", path, err)
		return 2
	}
	if err := record.Check(); err != nil {
		fmt.Printf("%s: %q, %s, does not hold: %v\n", path, record.Title, record.Date, err)
		return 1
	}
	encoding, err := json.Marshal(record) // the same bytes, however the file is laid out
	if err != nil {
		fmt.Printf("%s: %v\n", path, err)
		return 2
	}
	fmt.Printf("%s: %q, %s, holds: %v\n  sha256 %x\n", path, record.Title, record.Date, record.Outcome, sha256.Sum256(encoding))
	return 0
}
