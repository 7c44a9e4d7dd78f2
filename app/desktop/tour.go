package desktop

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"fyne.io/fyne/v2"

	"plumbline/app/desktop/look"
	"plumbline/app/workbench"
)

// Tour opens the window on scratch vaults and walks through the main job on training data with keys alone, as a person
// would: create a vault, lock and unlock it, begin a practice evaluation, fill it, complete it and export it, and plan two
// visits of a Practice Week. Then it enrols at a central store, a second laptop goes on with the evaluation, both change
// one answer, and it is decided. It leaves a picture of every station in outDir, practice-evaluation.pdf,
// practice-week.ics and moderated-evaluation.pdf. It must be called from the main goroutine, and returns an error that
// names the station which failed. The vaults of the bench are not touched.
func Tour(bench *workbench.Bench, opts Options, outDir string) error {
	outDir, err := filepath.Abs(outDir)
	if err != nil {
		return fmt.Errorf("desktop: tour: %w", err)
	}
	if err := os.MkdirAll(outDir, 0o755); err != nil {
		return fmt.Errorf("desktop: tour: %w", err)
	}
	scratch, err := os.MkdirTemp("", "plumbline-tour-")
	if err != nil {
		return fmt.Errorf("desktop: tour: %w", err)
	}
	defer os.RemoveAll(scratch)
	bench = bench.At(workbench.Places{Vault: filepath.Join(scratch, "vault"), Training: filepath.Join(scratch, "training")})
	err = walk(bench, opts, scratch, outDir)
	if err == nil {
		fmt.Println("The tour is done. Its pictures and the PDF are in " + outDir)
	}
	return err
}

// walk runs the window and the tour beside it, and returns when both have ended.
func walk(bench *workbench.Bench, opts Options, scratch, outDir string) error {
	said := listenToToolkit(opts.Log)
	a, window, err := newWindow()
	if err != nil {
		return err
	}
	plain := Appearance{Mode: look.Light, Percent: 100}
	if err := (wardrobe{a}).try(plain); err != nil {
		return fmt.Errorf("desktop: tour: %w", err)
	}
	around := surroundings(a, bench, opts)
	around.Appearance = func() Appearance { return plain } // whatever was chosen on this machine
	shell := NewShell(window, around)
	shell.Watch()
	t := &tour{
		hand:  &hand{window: window, ui: fyne.DoAndWait, out: outDir, screen: os.Getenv(framebufferVariable)},
		shell: shell, bench: bench, scratch: scratch, open: opts.Centre,
	}
	done := make(chan error, 1)
	a.Lifecycle().SetOnStarted(func() {
		go func() {
			done <- errors.Join(t.stations(), t.part())
			fyne.Do(shell.quit)
		}()
	})
	if err := said.open(window); err != nil {
		return err
	}
	a.Run()
	select {
	case err := <-done:
		return err
	default:
		return errors.New("desktop: tour: the window was closed before the end")
	}
}

// tour walks through the main job.
type tour struct {
	*hand
	shell    *Shell
	exemplar map[string]string // answers of a training record, by the name of their question

	bench   *workbench.Bench
	scratch string // a folder that ends with the tour
	open    func(dir string) (TourCentre, error)
	centre  TourCentre    // nil before it is needed
	second  *secondLaptop // likewise
	key     string        // of the question that both laptops change
}

// station is one place on the way.
type station struct {
	name string
	walk func() error
}

func (t *tour) stations() error {
	for _, s := range []station{
		{"welcome", t.welcome},
		{"create a vault", t.create},
		{"lock and unlock", t.unlock},
		{"training data", t.train},
		{"help", t.help},
		{"begin an evaluation", t.begin},
		{"complete too early", t.tooEarly},
		{"fill it", t.fill},
		{"complete it", t.complete},
		{"export it", t.export},
		{"find it again", t.find},
		{"observe, and talk it over", t.observe},
		{"plan a Practice Week", t.practiceWeek},
		{"enrol this laptop", t.enrol},
		{"moderate it on a second laptop", t.moderate},
		{"change one answer on both", t.disagree},
		{"decide", t.decide},
		{"complete and export what was moderated", t.finish},
	} {
		fmt.Println("Tour: " + s.name)
		if err := s.walk(); err != nil {
			return errors.Join(fmt.Errorf("desktop: tour: %s: %w", s.name, err), t.shoot("failed"))
		}
	}
	return nil
}

// on waits until a page is shown.
func (t *tour) on(title string) error {
	return t.until("the page "+title, func() bool { return t.shell.stack.top() != nil && t.shell.stack.top().Title() == title })
}

func (t *tour) welcome() error {
	if err := t.on("Welcome"); err != nil {
		return err
	}
	return t.shoot("welcome")
}

// tourPassphrase opens the scratch vault of the tour.
const tourPassphrase = "seven quiet herons by the weir"

func (t *tour) create() error {
	t.press(fyne.KeyReturn)
	if err := t.on("Create your vault"); err != nil {
		return err
	}
	for _, box := range [][2]string{
		{"Your name", "T. Rainer"},
		{"Your role", "Team Manager"},
		{"Passphrase", tourPassphrase},
		{"The same again", tourPassphrase},
	} {
		if err := t.tabTo(box[0]); err != nil {
			return err
		}
		t.write(box[1])
	}
	if err := t.shoot("create-a-vault"); err != nil {
		return err
	}
	t.press(fyne.KeyReturn)
	if err := t.on(placeEvaluations); err != nil {
		return err
	}
	return t.shoot("an-empty-vault")
}

func (t *tour) unlock() error {
	t.hold(fyne.KeyModifierControl, fyne.KeyL)
	if err := t.on("Unlock"); err != nil {
		return err
	}
	t.write("not this one")
	t.press(fyne.KeyReturn)
	err := t.until("the refusal", func() bool {
		u, ok := t.shell.stack.top().(*unlockScreen)
		return ok && u.passphrase.problem.Visible()
	})
	if err != nil {
		return err
	}
	return t.shoot("wrong-passphrase")
}

func (t *tour) train() error {
	if err := t.tabTo("Open the training vault instead"); err != nil {
		return err
	}
	t.press(fyne.KeyReturn)
	if err := t.on(placeEvaluations); err != nil {
		return err
	}
	return t.shoot("training-evaluations")
}

func (t *tour) help() error {
	t.press(fyne.KeyF1)
	if err := t.on("Help"); err != nil {
		return err
	}
	if err := t.shoot("help"); err != nil {
		return err
	}
	t.press(fyne.KeyEscape)
	return t.on(placeEvaluations)
}

func (t *tour) export() error { return t.exportTo("practice-evaluation.pdf") }

func (t *tour) exportTo(name string) error {
	t.hold(fyne.KeyModifierControl, fyne.KeyE)
	if err := t.on("Export"); err != nil {
		return err
	}
	path := filepath.Join(t.out, name)
	t.replace(path)
	t.press(fyne.KeyReturn)
	err := t.until("the file", func() bool {
		e, ok := t.shell.stack.top().(*exportScreen)
		return ok && e.written == path
	})
	if err != nil {
		return err
	}
	content, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if !bytes.HasPrefix(content, []byte("%PDF-")) {
		return fmt.Errorf("%s is no PDF", path)
	}
	return t.shoot("exported")
}

func (t *tour) find() error {
	t.press(fyne.KeyEscape, fyne.KeyEscape)
	if err := t.on(placeEvaluations); err != nil {
		return err
	}
	t.hold(fyne.KeyModifierControl, fyne.KeyF)
	t.write(tourReference)
	err := t.until("the record", func() bool {
		e, ok := t.shell.stack.top().(*evaluationsScreen)
		return ok && len(e.found.rows) > 0 && e.found.rows[0].Reference == tourReference
	})
	if err != nil {
		return err
	}
	t.press(fyne.KeyDown)
	return t.shoot("found-again")
}
