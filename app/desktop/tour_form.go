package desktop

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"plumbline/app/workbench"
	"plumbline/forms"
	"plumbline/forms/session"
)

// tourReference is the reference of the invented child of the tour.
const tourReference = "TR-20477"

func (t *tour) begin() (err error) {
	if t.exemplar, err = workbench.Exemplar("practice_evaluation"); err != nil {
		return err
	}
	t.hold(fyne.KeyModifierControl, fyne.KeyN)
	err = t.until("the forms to choose from", func() bool {
		choose, ok := t.shell.stack.top().(*chooseScreen)
		return ok && choose.found[choose.list.current].ID == "practice_evaluation"
	})
	if err != nil {
		return err
	}
	if err := t.shoot("which-form"); err != nil {
		return err
	}
	t.press(fyne.KeyReturn)
	err = t.until("the form", func() bool { return t.form() != nil && t.form().page != nil })
	if err != nil {
		return err
	}
	return t.shoot("a-new-evaluation")
}

// form is the form that is open; nil when none is on top.
func (t *tour) form() *Form {
	f, _ := t.shell.stack.top().(*Form)
	return f
}

// tooEarly completes before anything is answered, and shows what is to be put right.
func (t *tour) tooEarly() error {
	t.toEnd()
	if err := t.tabTo("Complete"); err != nil {
		return err
	}
	t.press(fyne.KeyReturn)
	err := t.until("what to put right", func() bool { return t.form().middle.problems.Visible() })
	if err != nil {
		return err
	}
	return t.shoot("what-to-put-right")
}

func (t *tour) toEnd() {
	for range t.sections() {
		t.hold(fyne.KeyModifierAlt, fyne.KeyDown)
	}
}

func (t *tour) sections() (n int) {
	t.ui(func() { n = len(t.form().work.Sections()) })
	return n
}

// fill answers every section, in order, and takes a picture of each.
func (t *tour) fill() error {
	for range t.sections() {
		t.hold(fyne.KeyModifierAlt, fyne.KeyUp)
	}
	for i := 0; i < t.sections(); i++ { // answers open further sections
		if i > 0 {
			t.hold(fyne.KeyModifierAlt, fyne.KeyDown)
		}
		if err := t.fillSection(); err != nil {
			return err
		}
		if err := t.shoot(fmt.Sprintf("section-%d", i+1)); err != nil {
			return err
		}
	}
	return nil
}

// fillSection answers the questions of the section shown, and gives each empty repeat one instance.
func (t *tour) fillSection() error {
	if err := t.fillQuestions(); err != nil {
		return err
	}
	for _, label := range t.emptyRepeats() {
		if err := t.tabTo("Add: " + label); err != nil {
			return err
		}
		t.press(fyne.KeyReturn)
		if err := t.fillQuestions(); err != nil {
			return err
		}
	}
	return nil
}

func (t *tour) emptyRepeats() (labels []string) {
	t.ui(func() {
		s := t.form().work.Session()
		for key := range t.form().page.repeats {
			if v, ok := s.View(key); ok && v.Relevant && len(s.Instances(key)) == 0 {
				labels = append(labels, each(v))
			}
		}
	})
	slices.Sort(labels)
	return labels
}

// fillQuestions answers from where the keyboard is to the end of the section.
func (t *tour) fillQuestions() error {
	seen := map[string]bool{}
	for {
		v, ok := t.at()
		if !ok || seen[v.Key] {
			return nil
		}
		seen[v.Key] = true
		if err := t.answer(v); err != nil {
			return err
		}
		t.hold(fyne.KeyModifierControl, fyne.KeyDown)
	}
}

// at is the question that the keyboard is in.
func (t *tour) at() (v session.View, ok bool) {
	t.ui(func() {
		if f := t.form(); f.context.key != "" {
			v, ok = f.work.Session().View(f.context.key)
		}
	})
	return v, ok
}

// view is a question as it stands now.
func (t *tour) view(key string) (v session.View) {
	t.ui(func() { v, _ = t.form().work.Session().View(key) })
	return v
}

// answer types what the training record says, or else one answer after another until one stands.
func (t *tour) answer(v session.View) error {
	if v.Value != "" || v.ReadOnly {
		return nil
	}
	for _, typed := range append(typedAs(v, t.exemplar[v.Node.Name]), typedFor(v)...) {
		t.ui(func() { t.form().page.focus(v.Key) })
		if v.Node.Kind == forms.String || v.Node.Kind == forms.Integer {
			t.replace(typed)
		} else {
			t.write(typed)
		}
		if now := t.view(v.Key); now.Value != "" && now.Problem == nil {
			return nil
		}
	}
	if !v.Required {
		return nil
	}
	return fmt.Errorf("no answer to %s stands", v.Key)
}

// typedAs is what to type for an answer as it is kept; nothing where it is none, or has no key.
func typedAs(v session.View, value string) []string {
	switch {
	case value == "":
		return nil
	case v.Node.Kind == forms.Date:
		day, err := time.Parse(time.DateOnly, value)
		if err != nil {
			return nil
		}
		return []string{day.Format("02012006")}
	case v.Node.Kind.Select():
		keys := ""
		for i, c := range v.Choices {
			if i < 9 && slices.Contains(strings.Fields(value), c.Name) {
				keys += strconv.Itoa(i + 1)
			}
		}
		return []string{keys}
	case v.Node.Kind == forms.String && strings.Contains(v.Key, "ref"):
		return []string{tourReference}
	default:
		return []string{value}
	}
}

// typedFor is what to try typing for a question, best first.
func typedFor(v session.View) []string {
	switch v.Node.Kind {
	case forms.Date:
		return tourDates(time.Now())
	case forms.Integer, forms.Decimal:
		return []string{"7", "2", "12", "1", "2026"}
	case forms.SelectOne, forms.SelectMultiple:
		return []string{"2", "1"}
	default:
		return []string{"Told in the review of 12 November, and kept in the record.", tourReference}
	}
}

// tourDates are keys for the date boxes: a fortnight ago, today, in four weeks.
func tourDates(now time.Time) []string {
	var out []string
	for _, days := range []int{-14, 0, 28} {
		out = append(out, now.AddDate(0, 0, days).Format("02012006"))
	}
	return out
}

// complete completes the evaluation from its last section.
func (t *tour) complete() error {
	t.toEnd()
	if err := t.tabTo("Complete"); err != nil {
		return err
	}
	t.press(fyne.KeyReturn)
	err := t.until("the evaluation to be complete", func() bool { return !t.form().work.Editable() || t.form().middle.problems.Visible() })
	if err != nil {
		return err
	}
	var wrong []string
	t.ui(func() {
		if t.form().work.Editable() {
			for _, p := range t.form().work.Session().Problems() {
				wrong = append(wrong, p.Key+": "+p.Message)
			}
		}
	})
	if len(wrong) > 0 {
		return fmt.Errorf("still to put right: %s", strings.Join(wrong, "; "))
	}
	return t.shoot("complete")
}
