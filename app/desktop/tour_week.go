package desktop

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"fyne.io/fyne/v2"

	"plumbline/forms/schedule"
)

// practiceWeek plans two visits at once, sees that they are in each other's way, moves one by a key and writes the calendar.
func (t *tour) practiceWeek() error {
	if err := t.to(placePracticeWeek); err != nil {
		return err
	}
	if err := t.shoot("practice-week"); err != nil {
		return err
	}
	for range 2 {
		if err := t.addVisit(); err != nil {
			return err
		}
	}
	if err := t.settleVisits(); err != nil {
		return err
	}
	if err := t.writeCalendar(); err != nil {
		return err
	}
	return t.to(placeEvaluations)
}

// to goes to a place by the rail.
func (t *tour) to(place string) error {
	if err := t.tabTo(place); err != nil {
		return err
	}
	t.press(fyne.KeyReturn)
	return t.on(place)
}

// weekShown is the week that is on top; nil when none is.
func (t *tour) weekShown() *weekScreen {
	w, _ := t.shell.stack.top().(*weekScreen)
	return w
}

// addVisit plans a visit of the person whose vault it is, and returns to the week.
func (t *tour) addVisit() error {
	visits := 0
	t.ui(func() { visits = len(t.weekShown().week.Visits) })
	if err := t.tabTo("Add a visit"); err != nil {
		return err
	}
	t.press(fyne.KeyReturn)
	if err := t.until("the form of a visit", func() bool { return t.form() != nil && t.form().page != nil }); err != nil {
		return err
	}
	for i := range t.sections() {
		if i > 0 {
			t.hold(fyne.KeyModifierAlt, fyne.KeyDown)
		}
		if err := t.answerVisit(); err != nil {
			return err
		}
	}
	if err := t.shoot("a-visit"); err != nil {
		return err
	}
	t.press(fyne.KeyEscape)
	return t.until("the visit in the week", func() bool { return t.weekShown() != nil && len(t.weekShown().week.Visits) > visits })
}

// visitAnswers are what is typed for the questions of a visit, by their names; the others are left as they are.
func visitAnswers() map[string]string {
	return map[string]string{
		"visit_from": "10:00", "visit_place": "Shire hall", "team": "forest", "observer_role": "team_manager",
		"observed": "team_meeting", "week_theme": "voice", "visit_consent": "staff_only",
	}
}

// answerVisit answers the questions of the section shown.
func (t *tour) answerVisit() error {
	seen := map[string]bool{}
	for {
		v, ok := t.at()
		if !ok || seen[v.Key] {
			return nil
		}
		seen[v.Key] = true
		if value := visitAnswers()[v.Node.Name]; value != "" {
			t.write(typedAs(v, value)[0])
			if now := t.view(v.Key); now.Value == "" || now.Problem != nil {
				return fmt.Errorf("no answer to %s stands", v.Key)
			}
		}
		t.hold(fyne.KeyModifierControl, fyne.KeyDown)
	}
}

// settleVisits sees the conflict, and moves a visit until there is none.
func (t *tour) settleVisits() error {
	atOnce := func() bool {
		return slices.ContainsFunc(t.weekShown().week.Conflicts(), func(f schedule.Finding) bool { return f.Kind == schedule.TwoAtOnce })
	}
	err := t.until("the conflict", atOnce)
	if err != nil {
		return err
	}
	if err := t.shoot("two-visits-at-once"); err != nil {
		return err
	}
	label, key := "", "<"
	t.ui(func() {
		for i, day := range t.weekShown().cards {
			if len(day) > 0 {
				label = day[0].AccessibilityLabel()
				if i == 0 { // before Monday is another week
					key = ">"
				}
			}
		}
	})
	if err := t.tabTo(label); err != nil {
		return err
	}
	t.write(key)
	if err := t.until("the visits apart", func() bool { return !atOnce() }); err != nil {
		return err
	}
	return t.shoot("one-moved-by-a-key")
}

// writeCalendar writes the person's own week as a calendar.
func (t *tour) writeCalendar() error {
	if err := t.tabTo("Calendar file"); err != nil {
		return err
	}
	t.press(fyne.KeyReturn)
	if err := t.on("Calendar file"); err != nil {
		return err
	}
	path := filepath.Join(t.out, "practice-week.ics")
	t.replace(path)
	t.press(fyne.KeyReturn)
	err := t.until("the calendar", func() bool {
		s, ok := t.shell.stack.top().(*writeScreen)
		return ok && s.written == path
	})
	if err != nil {
		return err
	}
	content, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if n := bytes.Count(content, []byte("BEGIN:VEVENT")); n != 2 {
		return fmt.Errorf("%s has %d visits", path, n)
	}
	if err := t.shoot("calendar-written"); err != nil {
		return err
	}
	t.press(fyne.KeyEscape)
	return t.on(placePracticeWeek)
}
