package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"

	"example.com/tripartite"
)

// faultyDisk is the file of a log on a disk with faults.
type faultyDisk struct {
	*os.File
	full         atomic.Bool // a write writes a part of a line and fails
	failingSyncs atomic.Int64
	failingCut   atomic.Bool
	syncs        atomic.Int64
	onSync       func()
}

func (f *faultyDisk) Write(text []byte) (int, error) {
	if !f.full.Load() {
		return f.File.Write(text)
	}
	n, _ := f.File.Write(text[:len(text)/2])
	return n, syscall.ENOSPC
}

func (f *faultyDisk) Sync() error {
	f.syncs.Add(1)
	if f.onSync != nil {
		f.onSync()
	}
	if f.failingSyncs.Add(-1) >= 0 {
		return syscall.EIO
	}
	return f.File.Sync()
}

func (f *faultyDisk) Truncate(size int64) error {
	if f.failingCut.Load() {
		return syscall.EIO
	}
	return f.File.Truncate(size)
}

// openFaulty opens a vote in a directory. Its log is on a disk that can have faults.
func openFaulty(t *testing.T, dir string, secret bool) (*vote, *faultyDisk) {
	t.Helper()
	v, err := openVote(dir, motionOf("A motion", small(), secret))
	if err != nil {
		t.Fatal(err)
	}
	disk := &faultyDisk{File: v.log.file.(*os.File)}
	if err := v.look(func() { v.log.file = disk }); err != nil {
		t.Fatal(err)
	}
	return v, disk
}

var (
	firstVote  = entry{Seat: "A 1", State: tripartite.For}
	secondVote = entry{Seat: "A 2", State: tripartite.Against}
)

// add adds a job to those that wait, and returns the channel of its result.
func (v *vote) add(j job) chan error {
	j.done = make(chan error, 1)
	v.jobs <- j
	return j.done
}

// inOneBatch does jobs in one batch, and returns their results.
func (v *vote) inOneBatch(jobs ...job) []error {
	held, release := make(chan bool), make(chan bool)
	v.add(job{look: func() { held <- true; <-release }})
	<-held
	var done []chan error
	for _, j := range jobs {
		done = append(done, v.add(j))
	}
	release <- true
	var results []error
	for _, d := range done {
		results = append(results, <-d)
	}
	return results
}

// On a full disk a vote is refused and does not count. Once there is room again, it counts.
func TestFullDisk(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	v, disk := openFaulty(t, dir, false)
	if err := v.write(firstVote); err != nil {
		t.Fatal(err)
	}
	disk.full.Store(true)
	for _, e := range []entry{secondVote, secondVote, {Close: "2026-03-12"}} {
		before := disk.syncs.Load()
		if err := v.write(e); !errors.Is(err, errDisk) {
			t.Errorf("%v: %v", e, err)
		}
		if disk.syncs.Load() == before {
			t.Error("that the line is gone is not on the disk")
		}
	}
	if err := v.write(firstVote); err != nil { // it counts already
		t.Error(err)
	}
	var state tripartite.States
	v.look(func() { state = v.ballot.State("A 2") })
	got := readFile(t, logName(dir))
	if state != tripartite.Absent || v.closed != "" || got != logOf(t, firstVote) {
		t.Errorf("%v, closed %q, the log is %s", state, v.closed, got)
	}
	disk.full.Store(false)
	if err := v.write(secondVote); err != nil {
		t.Error(err)
	}
	if got := readFile(t, logName(dir)); got != logOf(t, firstVote, secondVote) {
		t.Errorf("the log is %s", got)
	}
}

// Nobody is told anything that depends on an entry that does not reach the disk: no record of
// a secret ballot, and no refusal.
func TestFailedBatchTellsNothing(t *testing.T) {
	t.Parallel()
	v, disk := openFaulty(t, t.TempDir(), true)
	if err := v.write(firstVote); err != nil {
		t.Fatal(err)
	}
	disk.failingSyncs.Store(1)
	var record error
	results := v.inOneBatch(
		job{entry: entry{Close: "2026-03-12"}},
		job{look: func() { _, record = v.recordText() }},
		job{entry: secondVote}, // refused, but only if the vote is closed
		job{entry: firstVote},  // counts already
	)
	if record != errOpen || results[1] != nil {
		t.Errorf("the record: %v, %v", record, results[1])
	}
	if results[0] != errDisk || results[2] != errDisk || results[3] != nil {
		t.Errorf("%v", results)
	}
	results = v.inOneBatch(
		job{entry: secondVote},
		job{entry: entry{Seat: "A 2", State: tripartite.For}},
		job{entry: entry{Close: "2026-03-12"}},
		job{entry: entry{Seat: "A 3", State: tripartite.For}},
	)
	if results[0] != nil || !errors.Is(results[1], tripartite.ErrAlreadyCast) ||
		results[2] != nil || !errors.Is(results[3], tripartite.ErrClosed) {
		t.Errorf("%v", results)
	}
}

// If a line can neither be written nor taken back, nobody is told that it does not count, and
// the vote ends. After the next start, the log says what counts.
func TestUncertainLogEndsTheVote(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]func(*faultyDisk){
		"no truncate":  func(f *faultyDisk) { f.failingSyncs.Store(1); f.failingCut.Store(true) },
		"no sync":      func(f *faultyDisk) { f.failingSyncs.Store(100) },
		"full, locked": func(f *faultyDisk) { f.full.Store(true); f.failingCut.Store(true) },
	} {
		dir := t.TempDir()
		v, disk := openFaulty(t, dir, false)
		fault(disk)
		if err := v.write(firstVote); err != errEnded {
			t.Errorf("%s: %v", name, err)
		}
		if err := v.look(func() {}); err != errEnded {
			t.Errorf("%s: the vote goes on: %v", name, err)
		}
		if err := v.end(); !errors.Is(err, errLog) {
			t.Errorf("%s: the vote ends with %v", name, err)
		}
		again, err := openVote(dir, v.motion)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if err := again.write(firstVote); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if err := again.end(); err != nil || readFile(t, logName(dir)) != logOf(t, firstVote) {
			t.Errorf("%s: %v, the log is %s", name, err, readFile(t, logName(dir)))
		}
	}
}

// Votes of one batch, a repeated vote and what somebody looks at are answered when the votes
// are on the disk, and not before.
func TestAnswersWaitForTheDisk(t *testing.T) {
	t.Parallel()
	v, disk := openFaulty(t, t.TempDir(), false)
	var answered, looked int64
	var results atomic.Int64
	disk.onSync = func() { answered = results.Load() }
	told := job{look: func() { results.Add(1); looked = disk.syncs.Load() }}
	for _, err := range v.inOneBatch(told, job{entry: firstVote}, job{entry: firstVote}, told) {
		if err != nil {
			t.Error(err)
		}
	}
	if answered != 0 || looked != 1 || disk.syncs.Load() != 1 {
		t.Errorf("before the sync %d were answered, %d of %d syncs were before the look",
			answered, looked, disk.syncs.Load())
	}
}

// syncsOf returns how often a file was synced.
func syncsOf(name string) int64 {
	n, ok := synced.Load(name)
	if !ok {
		return 0
	}
	return n.(*atomic.Int64).Load()
}

// A file that is written whole is on the disk before its name is, and then its name.
func TestFilesAreOnTheDisk(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	name := filepath.Join(dir, "file")
	if err := writeWhole(name, []byte("text")); err != nil {
		t.Fatal(err)
	}
	if file, names := syncsOf(name+".new"), syncsOf(dir); file != 1 || names != 1 {
		t.Errorf("the file was synced %d times, the directory %d times", file, names)
	}
	if _, err := openJournal(dir, func(entry) error { return nil }); err != nil || syncsOf(dir) != 2 {
		t.Errorf("%v: the name of the log is not on the disk", err)
	}
	disk := &faultyDisk{}
	if disk.File, _ = os.Create(name); disk.File == nil {
		t.Fatal("no file")
	}
	j := &journal{file: disk}
	if err := j.read(strings.NewReader("half a line"), nil); err != nil || disk.syncs.Load() != 1 {
		t.Errorf("%v: that half a line is cut off is not on the disk", err)
	}
}
