package workbench

import (
	"errors"
	"slices"
	"strings"
	"testing"
)

const declaration = `
| survey |
|  | type           | name    | label              | bind::qa:part | bind::qa:carry |
|  | text           | setting | Reference          | reference     |                |
|  | select_one met | policy  | Is there a policy? |               | yes            |
|  | select_one met | checks  | Are there checks?  |               | yes            |
|  | text           | shows   | What shows it?     |               | yes            |
|  | date           | trained | Day of training    |               |                |
| choices |
|  | list_name | name   | label  |
|  | met       | fully  | Fully  |
|  | met       | partly | Partly |
| settings |
|  | form_title | form_id | version | start_from |
|  | Small      | visit   | 1       | last_year  |
`

// declaration2 is the next year's version: one answer is no choice any more, and a question stands elsewhere.
func declaration2() string {
	s := strings.Replace(declaration, "|  | met       | partly | Partly |", "|  | met       | mostly | Mostly |", 1)
	shows := "|  | text           | shows   | What shows it?     |               | yes            |\n"
	s = strings.Replace(s, shows, "|  | begin_group | more | More | | |\n"+shows+"|  | end_group | | | | |\n", 1)
	return strings.Replace(s, "| visit   | 1 ", "| visit   | 2 ", 1)
}

func TestStartingFromAnEarlierVersion(t *testing.T) {
	d := sit(t, laptop(t))
	bring(t, d, declaration)
	first, err := d.Start(t.Context(), "visit")
	check(t, err)
	for question, answer := range map[string]string{"setting": "S-12", "policy": "fully", "checks": "partly", "shows": "Two walks.", "trained": "2026-01-12"} {
		set(t, first, question, answer)
	}
	if _, err := d.StartFrom(t.Context(), first.ID()); !errors.Is(err, ErrNotClosed) {
		t.Errorf("from a draft: %v", err)
	}
	if _, err := first.Complete(); err != nil {
		t.Fatal(err)
	}
	bring(t, d, declaration2())
	from, err := d.StartableFrom(t.Context(), "visit")
	if err != nil || len(from) != 1 || from[0].ID != first.ID() {
		t.Errorf("it may be started from %v, %v", from, err)
	}
	w, err := d.StartFrom(t.Context(), first.ID())
	check(t, err)
	w = again(t, w)
	for question, want := range map[string]string{"setting": "S-12", "policy": "fully", "checks": "", "shows": "Two walks.", "trained": ""} {
		if got := value(t, w, question); got != want {
			t.Errorf("%s is %q, want %q", question, got, want)
		}
	}
	if id, ok := w.From(); !ok || id != first.ID() {
		t.Errorf("started from %v, %v", id, ok)
	}
	if taken := w.Taken(); len(taken) != 2 || taken[0].Changed || taken[0].Agreed {
		t.Errorf("taken over: %+v", taken)
	}
	check(t, w.Agree("policy"))
	set(t, w, "shows", "Three walks.")
	if err := w.Agree("checks"); !errors.Is(err, ErrNotTaken) {
		t.Errorf("agreeing to what was not taken over: %v", err)
	}
	w = again(t, w)
	policy, _ := w.TakenAt("policy")
	shows, _ := w.TakenAt("more/shows")
	if policy.Changed || !policy.Agreed || !shows.Changed || !shows.Agreed || shows.Before.Value != "Two walks." {
		t.Errorf("agreed %+v, changed %+v", policy, shows)
	}
}

// declared brings a declaration in, and completes one about each of some references, in order.
func declared(t *testing.T, d *Desk, references ...string) {
	t.Helper()
	bring(t, d, declaration)
	for _, reference := range references {
		w, err := d.Start(t.Context(), "visit")
		check(t, err)
		for question, answer := range map[string]string{"setting": reference, "policy": "fully", "checks": "partly", "shows": "Two walks."} {
			set(t, w, question, answer)
		}
		if _, err := w.Complete(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestOnlyTheLastOfOneReferenceIsOffered(t *testing.T) {
	d := sit(t, laptop(t))
	declared(t, d, "S-12", "S-14", "s-12", "", "")
	from, err := d.StartableFrom(t.Context(), "visit")
	check(t, err)
	var offered []string
	for _, r := range from {
		offered = append(offered, r.Reference)
	}
	slices.Sort(offered)
	if want := []string{"", "", "S-14", "s-12"}; !slices.Equal(offered, want) {
		t.Errorf("offered %q, want %q", offered, want)
	}
}

func TestAgreeingIsOneStepThatCanBeTakenBack(t *testing.T) {
	d := sit(t, laptop(t))
	declared(t, d, "S-12")
	from, err := d.StartableFrom(t.Context(), "visit")
	check(t, err)
	w, err := d.StartFrom(t.Context(), from[0].ID)
	check(t, err)
	wantToAgree := func(want ...string) {
		t.Helper()
		var got []string
		for _, open := range w.ToAgree() {
			got = append(got, open.Key)
		}
		if !slices.Equal(got, want) {
			t.Errorf("to be agreed to: %q, want %q", got, want)
		}
	}
	wantToAgree("policy", "checks", "shows")
	check(t, w.Agree("shows"))
	check(t, w.Agree("policy", "checks", "shows"))
	wantToAgree()
	key, delta, err := w.Undo()
	check(t, err)
	if key != "policy" || !slices.Equal(delta.Changed, []string{"policy", "checks"}) {
		t.Errorf("taken back at %q: %v", key, delta.Changed)
	}
	wantToAgree("policy", "checks")
	w = again(t, w)
	wantToAgree("policy", "checks")
	check(t, w.Agree("policy"))
	_, err = w.Merge(t.Context())
	check(t, err)
	_, _, err = w.Undo()
	check(t, err)
	wantToAgree("policy", "checks")
	_, _, err = w.Redo()
	check(t, err)
	wantToAgree("checks")
	if err := w.Agree("checks", "trained"); !errors.Is(err, ErrNotTaken) {
		t.Errorf("agreeing to what was not taken over: %v", err)
	}
	wantToAgree("checks")
	if _, err := w.Complete(); err != nil {
		t.Errorf("what is not agreed to stands in the way: %v", err)
	}
	if err := w.Agree("checks"); !errors.Is(err, ErrClosedRecord) {
		t.Errorf("agreeing in a closed record: %v", err)
	}
}

func TestMostFormsAreStartedBlank(t *testing.T) {
	d := sit(t, laptop(t))
	w := start(t, d)
	if _, err := d.StartFrom(t.Context(), w.ID()); !errors.Is(err, ErrNoStartFrom) {
		t.Errorf("%v", err)
	}
	if from, err := d.StartableFrom(t.Context(), form); err != nil || from != nil {
		t.Errorf("%v, %v", from, err)
	}
	if _, ok := w.From(); ok || w.Taken() != nil {
		t.Error("a record that was started blank was started from another")
	}
}
