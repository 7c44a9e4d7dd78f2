package workbench

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"plumbline/forms/report"
	"plumbline/forms/workflow"
	"plumbline/sync/replica"
)

// observe starts an observation with notes.
func observe(t *testing.T, d *Desk, lines ...string) *Work {
	t.Helper()
	w, err := d.Start(t.Context(), d.Observation())
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range lines {
		check(t, w.Notebook().Type(line))
		if _, err := w.Notebook().Keep(); err != nil {
			t.Fatal(err)
		}
	}
	return w
}

func typedNotes(w *Work) string { return (&jotter{Notebook: w.Notebook()}).texts() }

func TestNotesComeBack(t *testing.T) {
	d := sit(t, laptop(t))
	w := observe(t, d, "+ lets him choose #1", `"You always ask me."`, "Asked Kayleigh to wait")
	check(t, w.Notebook().Move(w.Notebook().Notes()[2].ID, 0))
	check(t, w.Notebook().Type("not kept ye"))
	want := `Asked Kayleigh to wait | + lets him choose #1 | " You always ask me.`
	w = again(t, w)
	if got := typedNotes(w); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if line, _ := w.Notebook().Line(); line != "not kept ye" {
		t.Errorf("the line holds %q", line)
	}
	if marked := w.Marked(notesPath + w.Notebook().Notes()[0].ID + "/" + textRegister); len(marked) != 1 {
		t.Errorf("marked %v, want one name", marked)
	}
	found, err := d.Records(t.Context(), replica.Query{Words: "choose"})
	if err != nil || len(found) != 1 {
		t.Errorf("found %d records by a word of a note, %v", len(found), err)
	}
}

func TestNotesGoIntoAnswers(t *testing.T) {
	w := observe(t, sit(t, laptop(t)), "+ lets him choose", `"You always ask me."`, "later")
	set(t, w, "observation_consent", "family")
	key, err := w.Locate("moment")
	if err != nil {
		t.Fatal(err)
	}
	notes := w.Notebook().Notes()
	for _, n := range notes[:2] {
		if _, err := w.UseNote(n.ID, key); err != nil {
			t.Fatal(err)
		}
	}
	w = again(t, w)
	if got, want := value(t, w, "moment"), "lets him choose\n“You always ask me.”"; got != want {
		t.Errorf("answer is %q, want %q", got, want)
	}
	if unused := w.Unused(); len(unused) != 1 || unused[0].Text != "later" {
		t.Errorf("unused are %v", unused)
	}
	consent, err := w.Locate("observation_consent")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.UseNote(notes[2].ID, consent); !errors.Is(err, ErrNoQuestion) {
		t.Errorf("a note went into a choice: %v", err)
	}
}

func TestUnusedNotesAreInTheReport(t *testing.T) {
	w := observe(t, sit(t, laptop(t)), "+ lets him choose #1 #c")
	var out bytes.Buffer
	for _, block := range withNotes(report.Evaluation(w.session, w.meta()), w.Notebook(), w.Unused()).Blocks {
		fmt.Fprintln(&out, block)
	}
	for _, words := range []string{"Notes that went into no answer", "lets him choose", "Strength; 1 Voices and experiences; Curiosity"} {
		if !strings.Contains(out.String(), words) {
			t.Errorf("the report lacks %q", words)
		}
	}
	if _, err := w.PDF(); err != nil {
		t.Error(err)
	}
}

func TestClosedNotebook(t *testing.T) {
	w := observe(t, sit(t, laptop(t)), "one")
	check(t, w.Withdraw("a test"))
	if err := w.Notebook().Type("x"); !errors.Is(err, ErrClosedRecord) || w.Row().State != workflow.Withdrawn {
		t.Errorf("typing gives %v in state %s", err, w.Row().State)
	}
}

func TestNotesAreNoAnswers(t *testing.T) {
	w := again(t, observe(t, sit(t, laptop(t)), "one"))
	def := w.Session().Definition()
	if got := rebuild(def, w.heads); len(got.Instances["_notes"]) != 0 {
		t.Errorf("notes are taken for a repeat: %v", got.Instances)
	}
}

func BenchmarkKeepNote(b *testing.B) {
	p := newJotter()
	for range 600 {
		p.write(b, "+ a note of some words #1")
	}
	for b.Loop() {
		p.write(b, "+ a note of some words #1")
	}
}

func TestNotesComeBackWhereAnAnswerIsTakenBack(t *testing.T) {
	w := observe(t, sit(t, laptop(t)), "one", "two")
	set(t, w, "observation_consent", "family")
	key, err := w.Locate("moment")
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range w.Notebook().Notes() {
		if _, err := w.UseNote(n.ID, key); err != nil {
			t.Fatal(err)
		}
	}
	if left := w.Unused(); len(left) != 0 {
		t.Fatalf("unused are %v", left)
	}
	if _, err := w.Set(key, "one"); err != nil {
		t.Fatal(err)
	}
	if left := w.Unused(); len(left) != 1 || left[0].Text != "two" {
		t.Errorf("unused are %v, want the note that the answer no longer holds", left)
	}
}

func TestReflect(t *testing.T) {
	d := sit(t, laptop(t))
	observed := observe(t, d, "+ lets him choose #1", "? who was told of it #5", "@w explains the plan")
	set(t, observed, "week_theme", "voice")
	set(t, observed, "observer_role", "assistant_director")
	check(t, observed.Flush())
	w, err := d.Reflect(t.Context(), observed.ID())
	if err != nil {
		t.Fatal(err)
	}
	if got, want := typedNotes(w), "? who was told of it #5"; got != want {
		t.Errorf("the notes are %q, want %q", got, want)
	}
	if got, want := w.Notebook().Notes()[0].At, observed.Notebook().Notes()[1].At; !got.Equal(want) {
		t.Errorf("the question is of %v, want %v", got, want)
	}
	for from, to := range map[string]string{"week_theme": "week_theme", "observer_role": "leader_role", "team": "team"} {
		if got, want := value(t, w, to), value(t, observed, from); got != want {
			t.Errorf("%s is %q, want %q", to, got, want)
		}
	}
	check(t, w.Notebook().Type("@w nobody had asked me that"))
	if _, err := w.Notebook().Keep(); err != nil {
		t.Fatal(err)
	}
	key, err := w.Locate("work_changed")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.UseNote(w.Notebook().Notes()[1].ID, key); err != nil {
		t.Fatal(err)
	}
	w = again(t, w)
	if got, want := value(t, w, "work_changed"), "Practitioner: nobody had asked me that"; got != want {
		t.Errorf("the answer is %q, want %q", got, want)
	}
	if got := w.noted()[observedRegister]; got != observed.ID().String() {
		t.Errorf("begun from %q", got)
	}
}
