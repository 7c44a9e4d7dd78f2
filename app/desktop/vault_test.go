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

// startEvaluation starts a practice evaluation, which is the first of the forms that are offered.
func (s *stage) startEvaluation(q *queue) {
	s.shell.command(CommandNew)
	q.drain()
	s.press(fyne.KeyReturn)
	q.drain()
}

func TestWhatIsTypedOutlivesTheLock(t *testing.T) {
	s, q := newVaultStage(t)
	s.createWith("A. Evaluator", "orchard lantern gravel tuesday").submit()
	q.drain()
	s.wantTitle(t, "Evaluations")
	s.startEvaluation(q)
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
	s.startEvaluation(q)
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

func TestAFormGoesFromItsFileIntoUse(t *testing.T) {
	s, q := newVaultStage(t)
	s.createWith("A. Evaluator", "orchard lantern gravel tuesday").submit()
	q.drain()
	s.shell.forms()
	q.drain()
	s.shell.importForm()
	i := s.shell.stack.top().(*importScreen)
	file, err := filepath.Abs("testdata/forms/visit.md")
	if err != nil {
		t.Fatal(err)
	}
	i.path.entry.SetText(file)
	i.submit()
	q.drain()
	s.press(fyne.KeyReturn) // to the form
	q.drain()
	p := s.shell.stack.top().(*formPage)
	s.shell.preview(workbench.FormVersion{ID: "visit", Hash: hashOf(t, p)})
	q.drain()
	preview := s.shell.stack.top().(*previewScreen)
	preview.answer("ref", "TR-1")
	s.shell.Back()
	q.drain()
	s.press(fyne.KeyReturn) // approve
	a := s.shell.stack.top().(*approveScreen)
	a.reason.entry.SetText("Agreed at the practice forum.")
	a.submit()
	q.drain()
	s.press(fyne.KeyReturn) // start one
	q.drain()
	form, ok := s.shell.stack.top().(*Form)
	if !ok || form.Title() != "Home visit" {
		t.Fatalf("the page is %q", s.title())
	}
	if v, _ := form.work.Session().View("ref"); v.Value != "" {
		t.Errorf("the record began with what was typed into a preview: %q", v.Value)
	}
}

// hashOf is that of the newest version of the form shown.
func hashOf(t *testing.T, p *formPage) string {
	t.Helper()
	f, err := p.desk.FormInfo(t.Context(), p.id)
	if err != nil {
		t.Fatal(err)
	}
	return f.Versions[0].Hash
}
