package desktop

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"plumbline/forms/workflow"
)

// readWhenThere reads a file that is about to be written.
func readWhenThere(path string) (content []byte, err error) {
	for end := time.Now().Add(handPatience); time.Now().Before(end); <-time.After(handPause) {
		if content, err = os.ReadFile(path); err == nil && len(content) > 0 {
			return content, nil
		}
	}
	return nil, err
}

// enrol brings the first laptop to a central store, by the settings.
func (t *tour) enrol() error {
	centre, err := t.open(t.scratch)
	if err != nil {
		return err
	}
	t.centre = centre
	code, err := t.centre.Account("t.rainer", "T. Rainer")
	if err != nil {
		return err
	}
	if _, err := readWhenThere(t.centre.Authority()); err != nil {
		return err
	}
	if err := t.tabTo(placeSettings); err != nil {
		return err
	}
	t.press(fyne.KeyReturn)
	if err := t.on(placeSettings); err != nil {
		return err
	}
	for _, box := range [][2]string{{"Address of the centre", t.centre.Address()}, {"One-time code", code}, {authorityLabel, t.centre.Authority()}} {
		if err := t.tabTo(box[0]); err != nil {
			return err
		}
		t.write(box[1])
	}
	if err := t.shoot("enrol-this-laptop"); err != nil {
		return err
	}
	if err := t.tabTo("Enrol this laptop"); err != nil {
		return err
	}
	t.press(fyne.KeyReturn)
	err = t.until("everything to be sent", func() bool {
		s, ok := t.shell.stack.top().(*settingsScreen)
		return ok && s.centre.centre.Enrolled && t.allSent()
	})
	if err != nil {
		return err
	}
	return t.shoot("all-sent")
}

// allSent reports whether the bottom line says so.
func (t *tour) allSent() bool { return strings.HasPrefix(t.shell.bottom.right.Content(), "All sent ") }

// tourQuestion is the question that both laptops change.
const tourQuestion = "reason"

// moderate has the second laptop go on with the evaluation of the first, which is told while it shows the list.
func (t *tour) moderate() (err error) {
	if t.second, err = openSecondLaptop(t.bench, t.scratch, t.centre); err != nil {
		return err
	}
	if err := t.tabTo(placeEvaluations); err != nil {
		return err
	}
	t.press(fyne.KeyReturn)
	if err := t.search(); err != nil {
		return err
	}
	if err := t.second.open(tourReference); err != nil {
		return err
	}
	if t.key, err = t.second.work.Locate(tourQuestion); err != nil {
		return err
	}
	if err := t.second.answer(t.key, "Two grades rest on one visit; the plan is broadly on track."); err != nil {
		return err
	}
	err = t.until("the moderation to arrive", func() bool {
		e, ok := t.shell.stack.top().(*evaluationsScreen)
		return ok && len(e.found.rows) > 0 && e.found.rows[0].State == workflow.InProgress
	})
	if err != nil {
		return err
	}
	return t.shoot("moderated-on-the-second-laptop")
}

// search looks for the evaluation of the tour in the list.
func (t *tour) search() error {
	if err := t.on(placeEvaluations); err != nil {
		return err
	}
	t.hold(fyne.KeyModifierControl, fyne.KeyF)
	t.replace(tourReference)
	err := t.until("the record", func() bool {
		e, ok := t.shell.stack.top().(*evaluationsScreen)
		return ok && len(e.found.rows) == 1 && e.found.rows[0].Reference == tourReference
	})
	t.press(fyne.KeyDown)
	return err
}

// disagree has both laptops change one answer: the first while it does not know what the second wrote.
func (t *tour) disagree() error {
	t.press(fyne.KeyReturn)
	if err := t.until("the form", func() bool { return t.form() != nil && t.form().page != nil }); err != nil {
		return err
	}
	err := t.until("what the moderator wrote", func() bool {
		v, _ := t.form().work.Session().View(t.key)
		return strings.HasPrefix(v.Value, "Two grades")
	})
	if err != nil {
		return err
	}
	t.ui(func() { t.form().reach(t.key) })
	if err := t.shoot("the-moderators-words"); err != nil {
		return err
	}
	if err := t.second.answer(t.key, "Two grades rest on one visit; the plan is drifting, and nobody owns two actions."); err != nil {
		return err
	}
	t.replace("Two grades rest on three visits; the plan is broadly on track.")
	t.hold(fyne.KeyModifierAlt, fyne.KeyUp)
	if err := t.until("the conflict", func() bool { return t.form().middle.conflicts.content.Visible() }); err != nil {
		return err
	}
	return t.shoot("two-people-changed-it")
}

// decide writes a third version, which reaches the second laptop.
func (t *tour) decide() error {
	t.ui(func() { t.shell.Focus(t.form().middle.conflicts.leads[0]) })
	t.press(fyne.KeyReturn)
	if err := t.on(conflictTitle); err != nil {
		return err
	}
	if err := t.shoot("it-was-you-wrote-they-wrote"); err != nil {
		return err
	}
	const third = "Two grades rest on three visits; the plan is drifting, and nobody owns two actions."
	if err := t.tabTo("Or write what is right"); err != nil {
		return err
	}
	t.write(third)
	if err := t.shoot("what-is-right"); err != nil {
		return err
	}
	if err := t.tabTo("Use this"); err != nil {
		return err
	}
	t.press(fyne.KeyReturn)
	err := t.until("the decision", func() bool { return t.form() != nil && !t.form().middle.conflicts.content.Visible() })
	if err != nil {
		return err
	}
	if err := t.until("the decision to be sent", t.allSent); err != nil {
		return err
	}
	got, err := t.second.receive(t.key)
	if err == nil && got != third {
		err = fmt.Errorf("the second laptop has %q", got)
	}
	return err
}

// finish completes the moderated evaluation and exports it.
func (t *tour) finish() error {
	if err := t.complete(); err != nil {
		return err
	}
	return t.exportTo("moderated-evaluation.pdf")
}

// part locks the second laptop and stops the central store.
func (t *tour) part() error {
	var failed []error
	if t.second != nil {
		failed = append(failed, t.second.desk.Lock())
	}
	if t.centre != nil {
		failed = append(failed, t.centre.Stop())
	}
	return errors.Join(failed...)
}
