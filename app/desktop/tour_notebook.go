package desktop

import (
	"context"
	"errors"
	"fmt"

	"fyne.io/fyne/v2"

	"plumbline/app/workbench"
)

// observe writes a notebook as one does in the room: in the dark, with keys alone, and takes one note into the form.
func (t *tour) observe() error {
	t.ui(func() {
		t.shell.fetch(func(ctx context.Context) (Record, error) {
			return t.shell.desk.Begin(ctx, t.shell.desk.Observation())
		}, t.shell.note)
	})
	if err := t.on("Notebook"); err != nil {
		return err
	}
	for _, line := range []string{
		"+ Sits on the floor at once, and lets him choose the game #1", `@k "You always ask me and then it’s the same." #1`,
		"@w Says what has changed since, and what has not #3 #e", "- The interpreter is an aunt again #9",
		"? Who was told about Tuesdays? #5", "The plan is on the table and they read it together #8",
	} {
		t.write(line)
		t.press(fyne.KeyReturn)
	}
	if err := t.shoot("notebook"); err != nil {
		return err
	}
	t.press(fyne.KeyUp, fyne.KeyUp, fyne.KeyUp, fyne.KeyF9)
	t.write("5")
	if err := t.wantNotes(6, "9 Cultural competence · 5 Meaningful plans"); err != nil {
		return err
	}
	if err := t.shoot("notebook-in-the-dark"); err != nil {
		return err
	}
	t.press(fyne.KeyF9, fyne.KeyEscape)
	t.write("asks Jayden what a good day looks like")
	if err := t.shoot("notebook-name"); err != nil {
		return err
	}
	t.press(fyne.KeyF2, fyne.KeyReturn)
	return t.discuss()
}

// wantNotes wants so many notes, and one with tags.
func (t *tour) wantNotes(n int, tags string) error {
	var notes []workbench.Note
	found := false
	t.ui(func() {
		s, ok := t.shell.stack.top().(*notebookScreen)
		if !ok {
			return
		}
		notes = s.book.Notes()
		for _, one := range notes {
			found = found || (noteWords{book: s.book}).labels(one) == tags
		}
	})
	if len(notes) != n {
		return fmt.Errorf("%d notes, want %d", len(notes), n)
	}
	if !found {
		return errors.New("no note is of " + tags)
	}
	return nil
}

// discuss goes from the observation to a reflective discussion of it, which has the question that was noted.
func (t *tour) discuss() error {
	if err := t.wantNotes(7, "5 Meaningful plans"); err != nil {
		return err
	}
	var before Screen
	t.ui(func() { before = t.shell.stack.top() })
	if err := t.tabTo("Reflective discussion"); err != nil {
		return err
	}
	t.press(fyne.KeyReturn)
	if err := t.until("the discussion", func() bool {
		top, ok := t.shell.stack.top().(*notebookScreen)
		return ok && Screen(top) != before
	}); err != nil {
		return err
	}
	if err := t.wantNotes(1, "5 Meaningful plans"); err != nil {
		return err
	}
	t.write("@w Nobody had asked me that before")
	t.press(fyne.KeyReturn)
	if err := t.shoot("reflective-discussion"); err != nil {
		return err
	}
	t.ui(t.shell.evaluations)
	return t.on(placeEvaluations)
}
