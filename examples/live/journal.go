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
// of its own text and of all lines before it, so that a changed, moved or missing line is
// noticed.
type journal struct {
	file  logFile
	lines int   // on the disk
	size  int64 // of these lines, in bytes
	sum   [sha256.Size]byte
}

// logFile has the methods of an [os.File] that a journal needs.
type logFile interface {
	io.Writer
	Sync() error
	Truncate(size int64) error
}

// fsync waits until a file or a directory is on the disk. Tests count its calls.
var fsync = (*os.File).Sync

var (
	// errDisk reports that an entry could not be written and is not in the log.
	errDisk = errors.New("the vote cannot be written now, and does not count: try again")
	// errLog reports that nobody knows what is in the log. The server must stop: the next
	// start reads the log, and only then can voters be told whether their votes count.
	errLog = errors.New("an entry may be in the log, or not")
)

// logName returns the file of the log in a directory.
func logName(dir string) string { return filepath.Join(dir, "votes.log") }

// openJournal opens the log in a directory, and applies its entries.
func openJournal(dir string, apply func(entry) error) (*journal, error) {
	file, err := os.OpenFile(logName(dir), os.O_CREATE|os.O_RDWR|os.O_APPEND, 0o600)
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

// read applies all entries. If the last line has no end, the server was killed while it
// wrote the line. No voter was told that it counts, so read cuts it off.
func (j *journal) read(r io.Reader, apply func(entry) error) error {
	lines := bufio.NewReader(r)
	for {
		line, err := lines.ReadBytes('\n')
		if err == io.EOF {
			if len(line) > 0 {
				return j.cut()
			}
			return nil
		}
		if err == nil {
			err = j.readLine(line, apply)
		}
		if err != nil {
			return fmt.Errorf("line %d: %w", j.lines+1, err)
		}
	}
}

// cut removes what follows the lines of the journal.
func (j *journal) cut() error {
	if err := j.file.Truncate(j.size); err != nil {
		return err
	}
	return j.file.Sync()
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
	if err := apply(e); err != nil {
		return err
	}
	j.sum = j.after(text)
	j.size += int64(len(line))
	j.lines++
	return nil
}

// after returns the checksum of a text that follows all lines so far.
func (j *journal) after(text []byte) [sha256.Size]byte {
	return sha256.Sum256(append(j.sum[:len(j.sum):len(j.sum)], text...))
}

// printed returns a line of the log. A short checksum is enough: it shows accidents and edits
// by hand, and no length would stop somebody who computes it again.
func printed(sum [sha256.Size]byte, text []byte) []byte {
	return fmt.Appendf(nil, "%s %s\n", hex.EncodeToString(sum[:8]), text)
}

// add writes entries, and returns when they are on the disk. If the error is errDisk, the log
// has none of them. If it is errLog, the log may have some.
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
		j.lines += len(entries)
		j.size += int64(len(lines))
		return nil
	}
	j.sum = before
	if errCut := j.cut(); errCut != nil {
		return errors.Join(errLog, err, errCut)
	}
	return errors.Join(errDisk, err)
}

// writeWhole writes a file that is on the disk whole, or not there. The rename replaces the
// file in one step, and must not reach the disk before the text.
func writeWhole(name string, text []byte) error {
	file, err := os.OpenFile(name+".new", os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = file.Write(text)
	err = errors.Join(err, fsync(file), file.Close())
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
	return errors.Join(fsync(dir), dir.Close())
}
