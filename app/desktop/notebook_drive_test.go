//go:build cgo

package desktop

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"plumbline/app/workbench"
)

// crash is a process that is killed when it has kept a note, a little later, or when it says that the disk is full.
type crash struct {
	note  int
	after time.Duration
	full  bool
}

func (c crash) planned() bool { return c.note > 0 || c.full }

// observation is an observation that is typed through the window, and what goes wrong in it.
type observation struct {
	notes       int
	crashes     []crash
	sleep, full int
	paced       []int
}

// short is what every run of the tests types; long takes a quarter of an hour, and is asked for with PLUMBLINE_LONG.
func short() observation {
	return observation{notes: 60, crashes: []crash{{note: 25, after: 3 * time.Millisecond}, {full: true}}, sleep: 40, full: 50, paced: []int{1, 60}}
}

func long() observation {
	o := observation{notes: 600, sleep: 300, full: 450}
	o.crashes = []crash{{note: 150}, {note: 320, after: 7 * time.Millisecond}, {full: true}, {note: 520, after: 40 * time.Millisecond}}
	for n := 1; n <= 50; n++ {
		o.paced = append(o.paced, n, o.notes-50+n)
	}
	return o
}

// account is what the processes tell of an observation.
type account struct {
	keys  map[int]keyTimes // of each key, by note
	saves []time.Duration  // from Enter to the disk
	late  int              // notes that were on screen, and too young to be on disk, when a process was killed
	full  string           // what the window said of the full disk
	told  time.Duration    // from the first key on the full disk until it said so
	free  time.Duration    // from there being room until all was saved
}

// keyTimes are what keys took until their frame was on the screen: processor time of the thread that draws, of the whole
// process, and time on the clock.
type keyTimes [3][]time.Duration

func (k keyTimes) add(other keyTimes) keyTimes {
	for i := range k {
		k[i] = append(k[i], other[i]...)
	}
	return k
}

// TestObservation types an observation through the window, and wants every note, in order and with its time, whatever
// happens meanwhile.
func TestObservation(t *testing.T) {
	o := short()
	if os.Getenv("PLUMBLINE_LONG") != "" {
		o = long()
	}
	dir := filepath.Join(t.TempDir(), "disk")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	if o.full > 0 && !smallDisk(t, dir) {
		t.Log("the disk is not filled: only an administrator can make a small one")
		o.full = 0
		o.crashes = slices.DeleteFunc(o.crashes, func(c crash) bool { return c.full })
	}
	vault := filepath.Join(dir, "vault")
	record := beginObservation(t, vault)
	l := &account{keys: map[int]keyTimes{}}
	s := shift{Dir: vault, Record: record, From: 1, To: o.notes, Sleep: o.sleep, Full: o.full, Paced: o.paced}
	for _, c := range o.crashes {
		s.Stay = c.full
		far := l.watch(t, s, c)
		if c.full {
			if err := os.Remove(filepath.Join(dir, fillerName)); err != nil {
				t.Fatal(err)
			}
		}
		kept := len(wantNotes(t, vault, record, o))
		if kept < far.saved {
			t.Errorf("the window said that note %d was saved, and the disk has %d", far.saved, kept)
		}
		l.late += max(far.shown-kept, 0)
		if s.From = kept + 1; c.full {
			s.Full = s.From
		}
	}
	s.Stay = false
	l.watch(t, s, crash{})
	if kept := wantNotes(t, vault, record, o); len(kept) != o.notes {
		t.Errorf("%d notes are kept, want %d", len(kept), o.notes)
	}
	l.report(t, o)
}

// beginObservation makes a vault with one empty observation.
func beginObservation(t *testing.T, vault string) uuid.UUID {
	t.Helper()
	b, err := vaultBench(vault, func() time.Time { return keptAt(0, 0) })
	if err != nil {
		t.Fatal(err)
	}
	d, err := b.Create(t.Context(), workbench.Profile{Name: "A. Observer"}, []byte(observerPassphrase))
	if err != nil {
		t.Fatal(err)
	}
	w, err := d.Start(t.Context(), d.Observation())
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Lock(); err != nil {
		t.Fatal(err)
	}
	return w.ID()
}

// wantNotes reads what the vault holds of an observation, and wants it to be its first notes, each with its time.
func wantNotes(t *testing.T, vault string, record uuid.UUID, o observation) []workbench.Note {
	t.Helper()
	b, err := vaultBench(vault, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	d, err := b.Unlock(t.Context(), []byte(observerPassphrase))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = d.Lock() }() // nothing is written
	w, err := d.Open(t.Context(), record)
	if err != nil {
		t.Fatal(err)
	}
	kept := w.Notebook().Notes()
	for i, n := range kept {
		words := "note " + strconv.Itoa(i+1) + ":"
		if !strings.HasPrefix(n.Text, words) || !n.At.Equal(keptAt(i+1, o.sleep)) || !tagged(n, i+1) {
			t.Fatalf("note %d is %+v at %v, want %q at %v", i+1, n, n.At, words, keptAt(i+1, o.sleep))
		}
	}
	return kept
}

// tagged reports whether note n has what its line says.
func tagged(n workbench.Note, number int) bool {
	tags := []workbench.NoteTag{
		workbench.NoteStrength, workbench.NoteQuote, workbench.NotePlain, workbench.NoteWorry, workbench.NotePlain, workbench.NoteQuestion,
	}
	speakers := []string{"", "mother", "", "", "worker", ""}
	standards := []int{1, 0, 1, 1, 0, 0}
	kind := number % len(tags)
	return n.Tag == tags[kind] && n.Speaker == speakers[kind] && len(n.Standards) == standards[kind]
}

// watch has a process type a shift, and kills it at a crash; the zero crash lets it end. It returns how far that came.
func (l *account) watch(t *testing.T, s shift, c crash) progress {
	t.Helper()
	order, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	child := exec.Command(os.Args[0], "-test.run=^$")
	child.Env = append(os.Environ(), observerVariable+"="+string(order))
	child.Stderr = os.Stderr
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	far := l.follow(t, bufio.NewScanner(out), c, func() {
		if err := child.Process.Kill(); err != nil {
			t.Error(err)
		}
	})
	err = child.Wait()
	switch {
	case c.planned() && child.ProcessState.Exited():
		t.Fatalf("the window ended with %v before it was killed", err)
	case !c.planned() && (err != nil || !far.ended):
		t.Fatalf("the window ended with %v before the observation did", err)
	}
	return far
}

// progress is how far a process says that it has come.
type progress struct {
	ended bool
	shown int // the last note that was kept on screen
	saved int // the last note of which the window said that it is saved
}

// follow reads what a process tells, and calls kill when a crash is due.
func (l *account) follow(t *testing.T, lines *bufio.Scanner, c crash, kill func()) (far progress) {
	t.Helper()
	for lines.Scan() {
		what, rest, _ := strings.Cut(lines.Text(), " ")
		var n int
		var a int64
		switch what {
		case "note":
			fmt.Sscan(rest, &far.shown)
			if far.shown == c.note {
				time.AfterFunc(c.after, kill)
			}
		case "disk":
			fmt.Sscan(rest, &far.saved)
		case "key":
			var thread, process, clock int64
			fmt.Sscan(rest, &n, &thread, &process, &clock)
			l.keys[n] = l.keys[n].add(keyTimes{{micro(thread)}, {micro(process)}, {micro(clock)}})
		case "saved":
			fmt.Sscan(rest, &n, &a)
			l.saves = append(l.saves, micro(a))
		case "full":
			told, words, _ := strings.Cut(rest, " ")
			fmt.Sscan(told, &a)
			l.told, l.full = micro(a), words
			if c.full {
				kill()
			}
		case "free":
			fmt.Sscan(rest, &a)
			l.free = micro(a)
		case "done":
			far.ended = true
		}
	}
	return far
}

func micro(n int64) time.Duration { return time.Duration(n) * time.Microsecond }

// report says what was measured.
func (l *account) report(t *testing.T, o observation) {
	t.Helper()
	if o.full > 0 {
		t.Logf("disk full: said %v after the first key %q; saved %v after there was room", l.told, l.full, l.free)
		if !strings.Contains(l.full, "The disk is full") {
			t.Errorf("of the full disk the window says %q", l.full)
		}
	}
	t.Logf("%d notes, %d crashes, which %d notes of the last moment did not outlive; from Enter to disk p95 %v",
		o.notes, len(o.crashes), l.late, percentile(l.saves, 95))
	l.compare(t, o)
}

// compare says what keys took in the first notes and in the last.
func (l *account) compare(t *testing.T, o observation) {
	t.Helper()
	var first, last keyTimes
	for n, of := range l.keys {
		if n > o.notes/2 {
			last = last.add(of)
		} else {
			first = first.add(of)
		}
	}
	if len(first[0]) == 0 || len(last[0]) == 0 {
		return // no display shows frames
	}
	for i, what := range []string{"thread that draws", "whole process, with what draws in place of a graphics card", "time on the clock"} {
		a, b := percentile(first[i], 50), percentile(first[i], 95)
		c, d := percentile(last[i], 50), percentile(last[i], 95)
		t.Logf("from key to frame, %s: p50 %v, p95 %v over %d keys of the first %d notes; p50 %v, p95 %v over %d keys of the last; ratio %.2f and %.2f",
			what, a, b, len(first[i]), len(o.paced)/2, c, d, len(last[i]), float64(c)/float64(a), float64(d)/float64(b))
	}
	if drawn := percentile(last[0], 95); len(last[0]) > enoughKeys && drawn > 16*time.Millisecond {
		t.Errorf("of the last notes, one key in 20 costs the thread that draws %v or more", drawn)
	}
}

// enoughKeys is how many keys a percentile is worth something of.
const enoughKeys = 1000

// percentile is the time that so many in 100 keep within; 0 for none.
func percentile(all []time.Duration, percent int) time.Duration {
	if len(all) == 0 {
		return 0
	}
	slices.Sort(all)
	return all[(len(all)*percent-1)/100]
}
