package main

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// journal is the log of a vote. Lines are only added to it. Each line begins with a checksum
// of its own text and of all lines before it, so that a line that somebody changes, moves or
// takes out is noticed.
type journal struct {
	file logFile
	size int64 // of the lines that are on the disk
	sum  [sha256.Size]byte
}

// logFile is the file of a journal.
type logFile interface {
	io.Writer
	Sync() error
	Truncate(size int64) error
}

// errDisk is the answer if a vote cannot be written. It does not count then.
var errDisk = errors.New("the vote cannot be written now, and does not count: try again")

// openJournal opens the log in a directory, and applies its entries.
func openJournal(dir string, apply func(entry) error) (*journal, error) {
	file, err := os.OpenFile(filepath.Join(dir, "votes.log"), os.O_CREATE|os.O_RDWR|os.O_APPEND, 0o600)
	if err != nil {
		return nil, err
	}
	j := &journal{file: file}
	if err := syncDir(dir); err != nil {
		return nil, err
	}
	if err := j.read(file, apply); err != nil {
		return nil, fmt.Errorf("%s: %w", file.Name(), err)
	}
	return j, nil
}

// read applies all entries. A last line without an end was being written when the server was
// killed: nobody was told that it counts, so it is cut off.
func (j *journal) read(r io.Reader, apply func(entry) error) error {
	lines := bufio.NewReader(r)
	for number := 1; ; number++ {
		line, err := lines.ReadBytes('\n')
		if err == io.EOF {
			if len(line) > 0 {
				return j.file.Truncate(j.size)
			}
			return nil
		}
		if err == nil {
			err = j.readLine(line, apply)
		}
		if err != nil {
			return fmt.Errorf("line %d: %w", number, err)
		}
	}
}

// readLine applies the entry of a line.
func (j *journal) readLine(line []byte, apply func(entry) error) error {
	_, text, _ := bytes.Cut(bytes.TrimSuffix(line, []byte("\n")), []byte(" "))
	if sum := j.after(text); !bytes.Equal(line, printed(sum, text)) {
		return errors.New("the checksum is not that of the text and of all lines before")
	}
	var e entry
	if err := json.Unmarshal(text, &e); err != nil {
		return err
	}
	j.sum = j.after(text)
	j.size += int64(len(line))
	return apply(e)
}

// after returns the checksum of a text that follows all lines so far.
func (j *journal) after(text []byte) [sha256.Size]byte {
	return sha256.Sum256(append(j.sum[:len(j.sum):len(j.sum)], text...))
}

// printed is a line of the log. Its checksum is shortened: it guards against accidents and
// clumsy hands, not against those who can compute it anew.
func printed(sum [sha256.Size]byte, text []byte) []byte {
	return fmt.Appendf(nil, "%s %s\n", hex.EncodeToString(sum[:8]), text)
}

// add writes entries, and returns when they are on the disk. If there is an error, none of
// them is.
func (j *journal) add(entries []entry) error {
	before := j.sum
	var lines []byte
	for _, e := range entries {
		text, err := json.Marshal(e)
		if err != nil {
			return err
		}
		j.sum = j.after(text)
		lines = append(lines, printed(j.sum, text)...)
	}
	_, err := j.file.Write(lines)
	if err == nil {
		err = j.file.Sync()
	}
	if err == nil {
		j.size += int64(len(lines))
		return nil
	}
	j.sum = before
	return errors.Join(errDisk, err, j.file.Truncate(j.size))
}

// writeWhole writes a file that is on the disk whole, or not there.
func writeWhole(name string, text []byte) error {
	file, err := os.OpenFile(name+".new", os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = file.Write(text)
	err = errors.Join(err, file.Sync(), file.Close())
	if err == nil {
		err = os.Rename(name+".new", name)
	}
	if err == nil {
		err = syncDir(filepath.Dir(name))
	}
	return err
}

// syncDir returns when the names of the files in a directory are on the disk.
func syncDir(name string) error {
	dir, err := os.Open(name)
	if err != nil {
		return err
	}
	return errors.Join(dir.Sync(), dir.Close())
}
