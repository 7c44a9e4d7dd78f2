//go:build cgo

package desktop

import (
	"crypto/rand"
	"io"
	"log/slog"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/google/uuid"

	"plumbline/app/desktop/look"
	"plumbline/app/workbench"
)

// queue holds what other goroutines want done on the toolkit's, which here is the test's.
type queue struct {
	mu    sync.Mutex
	tasks []func()
}

func (q *queue) put(f func()) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.tasks = append(q.tasks, f)
}

// drain does what waits, and what comes of it.
func (q *queue) drain() {
	for {
		q.mu.Lock()
		tasks := q.tasks
		q.tasks = nil
		q.mu.Unlock()
		if len(tasks) == 0 {
			return
		}
		for _, f := range tasks {
			f()
		}
	}
}

// newVaultStage is a window over the real program, in folders that end with the test. Its fakes are not used.
func newVaultStage(t *testing.T) (*stage, *queue) {
	t.Helper()
	newTestApp(t)
	dir := t.TempDir()
	bench, err := workbench.NewBench(workbench.Env{
		Now: time.Now, Location: time.UTC, NewID: func() uuid.UUID { return uuid.Must(uuid.NewV7()) },
		Rand: rand.Reader, Log: slog.New(slog.NewTextHandler(io.Discard, nil)), WeakKDFForTests: true,
	}, workbench.Places{Vault: filepath.Join(dir, "vault"), Training: filepath.Join(dir, "training")})
	if err != nil {
		t.Fatal(err)
	}
	q := &queue{}
	s := &stage{window: test.NewWindow(nil)}
	s.shell = NewShell(s.window, Surroundings{
		Vaults: benchVaults{bench, newFormScreen}, Now: time.Now, OnUI: q.put, Start: func(f func()) { f() },
		Open: func(string) error { return nil }, Note: bench.Note, Exports: dir,
		Appearance: func() Appearance { return Appearance{look.Light, 100} },
		Wear:       func(Appearance) error { return nil },
	})
	t.Cleanup(s.shell.quit)
	return s, q
}

func TestWhatIsTypedOutlivesTheLock(t *testing.T) {
	s, q := newVaultStage(t)
	s.createWith("A. Evaluator", "orchard lantern gravel tuesday").submit()
	q.drain()
	s.wantTitle(t, "Evaluations")
	s.shell.command(CommandNew)
	q.drain()
	form, ok := s.shell.stack.top().(*Form)
	if !ok {
		t.Fatalf("the page is %q", s.title())
	}
	const key = "header/child_ref"
	form.reach(key)
	for _, r := range "TR-20417" {
		s.shell.Focused().TypedRune(r)
	}
	s.shell.Lock()
	q.drain()
	s.wantTitle(t, "Unlock")

	test.Type(s.shell.stack.top().(*unlockScreen).passphrase.entry, "orchard lantern gravel tuesday")
	s.press(fyne.KeyReturn)
	q.drain()
	again, ok := s.shell.stack.top().(*Form)
	if !ok {
		t.Fatalf("the page is %q", s.title())
	}
	if v, _ := again.work.Session().View(key); v.Value != "TR-20417" || again.Place() != "header" {
		t.Errorf("back at %q with %q", again.Place(), v.Value)
	}
	s.press(fyne.KeyEscape)
	q.drain()
	s.wantTitle(t, "Evaluations")
	if rows := s.list().found.rows; len(rows) != 1 || rows[0].Reference != "TR-20417" {
		t.Errorf("the list holds %v", rows)
	}
}

func TestExportOverARealVault(t *testing.T) {
	s, q := newVaultStage(t)
	s.createWith("A. Evaluator", "orchard lantern gravel tuesday").submit()
	q.drain()
	s.shell.command(CommandNew)
	q.drain()
	s.shell.command(CommandExport)
	q.drain()
	e, ok := s.shell.stack.top().(*exportScreen)
	if !ok {
		t.Fatalf("the page is %q", s.title())
	}
	e.submit()
	q.drain()
	if e.written == "" || len(e.log.Objects) != 2 {
		t.Errorf("wrote %q, lists %d exports: %s", e.written, len(e.log.Objects)-1, e.path.problem.Content())
	}
}
