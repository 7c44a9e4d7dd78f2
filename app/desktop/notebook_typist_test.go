//go:build cgo

package desktop

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"github.com/google/uuid"

	"plumbline/app/desktop/look"
	"plumbline/app/workbench"
)

// observerVariable makes this test binary type an observation into its window until it is done or killed, instead of
// testing. It holds a shift.
const observerVariable = "PLUMBLINE_TEST_OBSERVER"

func TestMain(m *testing.M) {
	order := os.Getenv(observerVariable)
	if order == "" {
		os.Exit(m.Run())
	}
	var s shift
	err := json.Unmarshal([]byte(order), &s)
	if err == nil {
		err = observe(s)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// shift is what one process types of an observation.
type shift struct {
	Dir      string // the folder of the vault
	Record   uuid.UUID
	From, To int   // numbers of notes
	Sleep    int   // the laptop sleeps in the middle of this note; 0 for never
	Full     int   // the disk is full from before this note to after the next two; 0 for never
	Stay     bool  // the disk stays full, and the process waits to be killed
	Paced    []int // notes that are typed at the pace of a hand, each key of which is measured
}

// Times of the observation that is typed: a note each twelve seconds, 600 of them in two hours.
const (
	betweenNotes = 12 * time.Second
	asleep       = 40 * time.Minute
	keyPause     = 133 * time.Millisecond // 90 words of five letters and a space in a minute
)

// keptAt is when note n is kept.
func keptAt(n, sleep int) time.Time {
	at := time.Date(2026, time.October, 13, 14, 0, 0, 0, time.UTC).Add(time.Duration(n) * betweenNotes)
	if sleep > 0 && n >= sleep {
		at = at.Add(asleep)
	}
	return at
}

// typedNote is what is typed for note n.
func typedNote(n int) string {
	return fmt.Sprintf([]string{
		"+ note %d: waits until he looks up #1", `@m "note %d: you said that before"`, "note %d: the plan is read together #8 #c",
		"- note %d: nobody says what comes next #5", "@w note %d: names the worry plainly", "? note %d: who was told of it",
	}[n%6], n)
}

// typist works the notebook of one shift.
type typist struct {
	*hand
	shift
	shell *Shell
	now   atomic.Pointer[time.Time]

	frames *frames
}

func (t *typist) clock() time.Time { return *t.now.Load() }

func (t *typist) setClock(at time.Time) { t.now.Store(&at) }

const observerPassphrase = "seven quiet herons by the weir"

// vaultBench is the program over the vault of an observation.
func vaultBench(dir string, now func() time.Time) (*workbench.Bench, error) {
	return workbench.NewBench(workbench.Env{
		Now: now, Location: time.UTC, NewID: func() uuid.UUID { return uuid.Must(uuid.NewV7()) },
		Rand: rand.Reader, Log: slog.New(slog.DiscardHandler), WeakKDFForTests: true,
	}, workbench.Places{Vault: dir, Training: dir + "-training"})
}

// observe opens the window on a vault and types.
func observe(s shift) error {
	t := &typist{shift: s}
	t.setClock(keptAt(s.From-1, s.Sleep))
	bench, err := vaultBench(s.Dir, t.clock)
	if err != nil {
		return err
	}
	return inRealOrDrawnWindow(func(window fyne.Window, ui func(func()), later func(func())) error {
		t.hand = &hand{window: window, ui: ui}
		ui(func() {
			t.shell = NewShell(window, Surroundings{
				Vaults: benchVaults{bench, newFormScreen}, Now: t.clock, OnUI: later, Start: func(f func()) { go f() },
				Open: func(string) error { return nil }, Note: bench.Note, Exports: s.Dir,
				Appearance: func() Appearance { return Appearance{look.Light, 100} }, Wear: func(Appearance) error { return nil },
			})
			t.frames = watchFrames(window)
		})
		return t.work()
	})
}

func (t *typist) work() error {
	if err := t.unlock(); err != nil {
		return err
	}
	t.ui(func() {
		t.shell.fetch(func(ctx context.Context) (Record, error) { return t.shell.desk.Resume(ctx, t.Record) }, t.shell.note)
	})
	if err := t.on("Notebook"); err != nil {
		return err
	}
	t.replace("") // what a crash left in the line is typed again
	for n := t.From; n <= t.To; n++ {
		if n == t.Full {
			if err := t.fillDisk(n); err != nil {
				return err
			}
			n += 2
			continue
		}
		if err := t.note(n); err != nil {
			return err
		}
	}
	if err := t.until("everything saved", t.saved); err != nil {
		return err
	}
	fmt.Println("done")
	return nil
}

func (t *typist) unlock() error {
	if err := t.on("Unlock"); err != nil {
		return err
	}
	t.write(observerPassphrase)
	t.press(fyne.KeyReturn)
	return t.until("the vault to open", func() bool { return t.shell.desk != nil })
}

func (t *typist) on(title string) error {
	return t.until("the page "+title, func() bool { return t.shell.stack.top() != nil && t.shell.stack.top().Title() == title })
}

func (t *typist) screen() *notebookScreen {
	s, _ := t.shell.stack.top().(*notebookScreen)
	return s
}

func (t *typist) saved() bool {
	s := t.screen()
	return s != nil && s.work.SaveStatus().State == workbench.AllSaved
}

// note types one note and keeps it.
func (t *typist) note(n int) error {
	line := typedNote(n)
	if n == t.Sleep {
		half := len(line) / 2
		t.write(line[:half])
		if err := t.sleep(line[:half]); err != nil {
			return err
		}
		line = line[half:]
	}
	var saved bool
	if t.ui(func() { saved = t.saved() }); saved {
		fmt.Println("disk", n-1)
	}
	t.setClock(keptAt(n, t.Sleep))
	paced := false
	for _, p := range t.Paced {
		paced = paced || p == n
	}
	if paced {
		t.pace(n, line)
	} else {
		t.write(line)
	}
	t.press(fyne.KeyReturn)
	entered := time.Now()
	fmt.Println("note", n, entered.UnixMilli())
	if paced {
		if err := t.until("the note to be saved", t.saved); err != nil {
			return err
		}
		fmt.Println("saved", n, time.Since(entered).Microseconds())
	}
	return nil
}

// pace types as fast as a hand, and tells what each key costs until its frame is on the screen.
func (t *typist) pace(n int, line string) {
	for _, r := range line {
		began := time.Now()
		var before, after cost
		drawn := t.frames.after(t.ui, func() {
			before = spent()
			if f := t.window.Canvas().Focused(); f != nil {
				f.TypedRune(r)
			}
		})
		if drawn {
			shown := time.Since(began)
			t.ui(func() { after = spent() })
			fmt.Println("key", n, (after.thread - before.thread).Microseconds(), (after.process - before.process).Microseconds(), shown.Microseconds())
		}
		time.Sleep(keyPause - time.Since(began))
	}
}

// sleep lets the clock jump, as it does when a laptop wakes. A key that comes at once locks the vault and writes nothing.
func (t *typist) sleep(typed string) error {
	t.ui(t.shell.tick)
	t.setClock(keptAt(t.Sleep, t.Sleep))
	t.write("x")
	if err := t.unlock(); err != nil {
		return fmt.Errorf("wake: %w", err)
	}
	if err := t.on("Notebook"); err != nil {
		return err
	}
	return t.until("what was being typed", func() bool { return t.screen().line.Text == typed })
}

// fillDisk types three notes while the disk is full. The window has to say so, and to save them by itself once there is
// room; what it says is not saved may be lost where the process is killed before.
func (t *typist) fillDisk(n int) error {
	// A vault that has just been opened has no room set aside for what is written next.
	t.ui(t.shell.Lock) // not by its keys, which the toolkit's window for tests does not pass on
	if err := t.unlock(); err != nil {
		return err
	}
	if err := t.on("Notebook"); err != nil {
		return err
	}
	filler, err := fill(filepath.Join(filepath.Dir(t.Dir), fillerName))
	if err != nil {
		return err
	}
	began := time.Now()
	for i := n; i < n+3; i++ {
		if err := t.note(i); err != nil {
			return err
		}
	}
	err = t.until("the full disk to be noticed", func() bool { return t.screen().work.SaveStatus().State == workbench.Unsaved })
	if err != nil {
		return err
	}
	told := time.Since(began)
	var words string
	t.ui(func() { words = t.shell.bottom.left.Content() })
	fmt.Println("full", told.Microseconds(), strings.ReplaceAll(words, "\n", " "))
	if t.Stay {
		select {}
	}
	if err := filler.Truncate(0); err != nil {
		return err
	}
	began = time.Now()
	if err := t.until("saving to go on", t.saved); err != nil {
		return err
	}
	fmt.Println("free", time.Since(began).Microseconds())
	return filler.Close()
}

// fillerName is the file that fills the disk.
const fillerName = "filler"

// fill has a file take all the room that its disk has left.
func fill(path string) (*os.File, error) {
	filler, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		return nil, err
	}
	for block := 1 << 16; block > 0; {
		if _, err := filler.Write(make([]byte, block)); err != nil {
			block /= 2
		}
	}
	return filler, nil
}
