package workbench

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"

	"plumbline/forms/report"
	"plumbline/forms/session"
	"plumbline/forms/workflow"
	"plumbline/sync/central"
	"plumbline/sync/central/ledger"
	"plumbline/sync/central/store/memory"
	"plumbline/sync/client"
	"plumbline/sync/journal"
	"plumbline/sync/replica"
)

// centre is a central store in memory.
type centre struct {
	ledger  *ledger.Ledger
	handler http.Handler
	cut     atomic.Bool // nobody reaches it
}

var errCut = errors.New("no network")

// RoundTrip implements http.RoundTripper.
func (c *centre) RoundTrip(r *http.Request) (*http.Response, error) {
	if c.cut.Load() {
		return nil, errCut
	}
	answer := httptest.NewRecorder()
	c.handler.ServeHTTP(answer, r)
	if err := r.Context().Err(); err != nil {
		return nil, err
	}
	return answer.Result(), nil
}

func newCentre(t *testing.T) *centre {
	t.Helper()
	store := memory.New(uuid.New(), "Gannetshire")
	env := ledger.Env{Now: time.Now}
	l, err := ledger.Open(t.Context(), store, env)
	if err != nil {
		t.Fatal(err)
	}
	served, err := central.New(t.Context(), store, central.Env{Env: env})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := served.Close(); err != nil {
			t.Error(err)
		}
	})
	return &centre{ledger: l, handler: served.Handler()}
}

// join makes a laptop whose person sees everything, and enrols it.
func (c *centre) join(t *testing.T, name string) *Desk {
	t.Helper()
	b := laptop(t)
	b.env.Sync = client.Env{Dial: func([]byte) (http.RoundTripper, error) { return c, nil }, App: "test", Label: name}
	d, err := b.Create(t.Context(), Profile{Name: name}, []byte(passphrase))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Lock() })
	c.enrol(t, d, name)
	return d
}

func (c *centre) enrol(t *testing.T, d *Desk, name string) {
	t.Helper()
	_, err := c.ledger.AddAccount(t.Context(), ledger.NewAccount{Name: name, Role: "qa_lead", Scopes: []string{"all"}})
	if err != nil {
		t.Fatal(err)
	}
	code, _, err := c.ledger.EnrolCode(t.Context(), name, time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Enrol(t.Context(), "http://localhost", code, nil); err != nil {
		t.Fatal(err)
	}
}

func exchange(t *testing.T, desks ...*Desk) {
	t.Helper()
	for _, d := range desks {
		if err := d.SyncNow(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
}

func reopen(t *testing.T, d *Desk, id uuid.UUID) *Work {
	t.Helper()
	w, err := d.Open(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// decided is a question that two people answered differently, each without knowing of the other, and the second's work on it.
func disputed(t *testing.T) (a, b *Desk, mine *Work) {
	t.Helper()
	c := newCentre(t)
	a, b = c.join(t, "a.evaluator"), c.join(t, "m.moderator")
	w := start(t, a)
	set(t, w, "reason", "The plan is broadly on track.")
	exchange(t, a, b)
	mine = reopen(t, b, w.ID())
	set(t, w, "reason", "The plan is drifting.")
	set(t, mine, "reason", "The plan is broadly on track, and late.")
	exchange(t, a, b, a)
	return a, b, mine
}

func TestRecordsArriveWithTheirLine(t *testing.T) {
	c := newCentre(t)
	a, b := c.join(t, "a.evaluator"), c.join(t, "m.moderator")
	w := start(t, a)
	set(t, w, "child_ref", "TR-20417")
	set(t, w, "reason", "The kingfisher drawing changed the plan.")
	set(t, w, "actions/1/action_what", "Name an owner")
	exchange(t, a, b)
	rows, err := b.Records(t.Context(), replica.Query{Words: "kingfisher"})
	if err != nil || len(rows) != 1 {
		t.Fatalf("%d records found: %v", len(rows), err)
	}
	if rows[0].Reference != "TR-20417" || rows[0].Title != "Practice Evaluation" {
		t.Errorf("listed as %+v", rows[0].Summary)
	}
	arrived := reopen(t, b, w.ID())
	if got := value(t, arrived, "actions/1/action_what"); got != "Name an owner" {
		t.Errorf("action %q", got)
	}
	if a, b := w.ContentHash(), arrived.ContentHash(); a != b {
		t.Errorf("contents %s and %s", a, b)
	}
}

func TestMergeShowsWhatOthersWrote(t *testing.T) {
	c := newCentre(t)
	a, b := c.join(t, "a.evaluator"), c.join(t, "m.moderator")
	w := start(t, a)
	exchange(t, a, b)
	told := 0
	w.WatchArrivals(func() { told++ })
	other := reopen(t, b, w.ID())
	set(t, other, "child_ref", "TR-20417")
	set(t, other, "actions/2/action_what", "Name an owner")
	exchange(t, b, a)
	if told == 0 {
		t.Fatal("nobody was told")
	}
	delta, err := w.Merge(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	key, _ := w.Locate("child_ref")
	if !slices.Contains(delta.Changed, key) || !slices.Contains(delta.Repeats, "actions") {
		t.Errorf("to draw: %+v", delta)
	}
	if got := value(t, w, "actions/2/action_what"); value(t, w, "child_ref") != "TR-20417" || got != "Name an owner" {
		t.Errorf("merged action %q", got)
	}
	again, err := w.Merge(t.Context())
	if err != nil || len(again.Changed)+len(again.Repeats) > 0 {
		t.Errorf("merged twice: %+v, %v", again, err)
	}
}

func TestAFieldThatIsOpenIsLeftAlone(t *testing.T) {
	c := newCentre(t)
	a, b := c.join(t, "a.evaluator"), c.join(t, "m.moderator")
	w := start(t, a)
	set(t, w, "reason", "It was so.")
	exchange(t, a, b)
	other := reopen(t, b, w.ID())
	set(t, other, "reason", "They wrote this.")
	key, _ := w.Locate("reason")
	w.OpenField(key)
	exchange(t, b, a)
	if _, err := w.Merge(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := value(t, w, "reason"); got != "It was so." {
		t.Fatalf("the open field became %q", got)
	}
	told := 0
	w.WatchArrivals(func() { told++ })
	if _, err := w.Set(key, "You wrote this."); err != nil {
		t.Fatal(err)
	}
	if err := w.CloseField(key); err != nil {
		t.Fatal(err)
	}
	if told != 1 {
		t.Errorf("told %d times once the field was closed", told)
	}
	conflicts, err := w.Conflicts(t.Context())
	if err != nil || len(conflicts) != 1 {
		t.Fatalf("conflicts %+v, %v", conflicts, err)
	}
	got := conflicts[0]
	if got.Was.Text != "It was so." || got.Versions[0].Text != "You wrote this." || got.Versions[1].Text != "They wrote this." {
		t.Errorf("conflict %+v", got)
	}
	if !got.Versions[0].Mine || got.Versions[1].Mine || got.Versions[1].Who != "m.moderator" || !got.Free {
		t.Errorf("versions %+v", got.Versions)
	}
}

func TestADecisionReachesEverybody(t *testing.T) {
	a, b, mine := disputed(t)
	row, err := b.Record(t.Context(), mine.ID())
	if err != nil || row.Conflicts != 1 {
		t.Fatalf("%d conflicts listed: %v", row.Conflicts, err)
	}
	conflicts, err := mine.Conflicts(t.Context())
	if err != nil || len(conflicts) != 1 {
		t.Fatalf("conflicts %+v, %v", conflicts, err)
	}
	const third = "The plan is drifting, and late."
	if _, err := mine.Decide(t.Context(), conflicts[0].Path, third); err != nil {
		t.Fatal(err)
	}
	if _, err := mine.Decide(t.Context(), conflicts[0].Path, third); !errors.Is(err, ErrNoConflict) {
		t.Errorf("deciding twice: %v", err)
	}
	exchange(t, b, a)
	theirs := reopen(t, a, mine.ID())
	if got := value(t, theirs, "reason"); got != third {
		t.Errorf("decided %q", got)
	}
	if row := theirs.Row(); row.Conflicts != 0 {
		t.Errorf("%d conflicts left", row.Conflicts)
	}
	entries, err := theirs.History(t.Context(), conflicts[0].Key)
	if err != nil || len(entries) == 0 {
		t.Fatal(entries, err)
	}
	if last := entries[len(entries)-1]; len(last.Between) != 2 || last.After != third || last.Who != "m.moderator" {
		t.Errorf("history ends with %+v", last)
	}
	if theirs.ContentHash() != mine.ContentHash() {
		t.Error("the laptops hold different content")
	}
}

func TestReportsPrintBothUntilThen(t *testing.T) {
	_, _, mine := disputed(t)
	if _, err := mine.Merge(t.Context()); err != nil {
		t.Fatal(err)
	}
	var meta report.Meta
	if err := mine.dispute(t.Context(), &meta); err != nil {
		t.Fatal(err)
	}
	got := meta.Disputed
	key, _ := mine.Locate("reason")
	want := []report.Statement{
		{Who: "m.moderator", Value: "The plan is broadly on track, and late."}, {Who: "a.evaluator", Value: "The plan is drifting."},
	}
	if !slices.Equal(got[key], want) {
		t.Errorf("reports print %+v", got)
	}
	before, err := mine.PDF()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := mine.Decide(t.Context(), key, "The plan is drifting."); err != nil {
		t.Fatal(err)
	}
	meta = report.Meta{}
	if err := mine.dispute(t.Context(), &meta); err != nil || meta.Disputed != nil {
		t.Errorf("decided, reports print %+v, %v", meta.Disputed, err)
	}
	if after, err := mine.PDF(); err != nil || bytes.Equal(before, after) {
		t.Errorf("the report is as before: %v", err)
	}
}

func TestReportsPrintBothStates(t *testing.T) {
	c := newCentre(t)
	a, b := c.join(t, "a.evaluator"), c.join(t, "m.moderator")
	w := start(t, a)
	exchange(t, a, b)
	for d, state := range map[*Desk]string{a: workflow.Complete, b: workflow.Withdrawn} {
		heads, err := d.store.Heads(t.Context(), w.ID())
		if err != nil {
			t.Fatal(err)
		}
		edit := replica.Edit{Path: stateRegister, Op: journal.Set, Value: state, Supersedes: ids(heads[stateRegister])}
		if _, err := d.store.Commit(t.Context(), replica.Commit{Record: w.ID(), Author: d.author(), Edits: []replica.Edit{edit}}); err != nil {
			t.Fatal(err)
		}
	}
	exchange(t, a, b, a)
	if _, err := w.Merge(t.Context()); err != nil {
		t.Fatal(err)
	}
	var meta report.Meta
	err := w.dispute(t.Context(), &meta)
	want := []report.Statement{{Who: "a.evaluator", Value: workflow.Complete}, {Who: "m.moderator", Value: workflow.Withdrawn}}
	if err != nil || !slices.Equal(meta.States, want) || meta.Disputed != nil {
		t.Errorf("reports print %+v, %v", meta, err)
	}
}

func TestTypingOverAConflictDecidesNothing(t *testing.T) {
	_, _, mine := disputed(t)
	if _, err := mine.Merge(t.Context()); err != nil {
		t.Fatal(err)
	}
	set(t, mine, "reason", "Something else.")
	conflicts, err := mine.Conflicts(t.Context())
	if err != nil || len(conflicts) != 1 || len(conflicts[0].Versions) != 2 {
		t.Fatalf("conflicts %+v, %v", conflicts, err)
	}
}

func TestOptionsAreDecidedOneByOne(t *testing.T) {
	c := newCentre(t)
	a, b := c.join(t, "a.evaluator"), c.join(t, "m.moderator")
	w := start(t, a)
	set(t, w, "sources", "electronic_record")
	exchange(t, a, b)
	other := reopen(t, b, w.ID())
	set(t, w, "sources", "electronic_record manager")
	set(t, w, "sources", "")
	set(t, other, "sources", "practitioner")
	set(t, other, "sources", "electronic_record practitioner")
	exchange(t, a, b, a)
	conflicts, err := reopen(t, a, w.ID()).Conflicts(t.Context())
	if err != nil || len(conflicts) != 1 {
		t.Fatalf("conflicts %+v, %v", conflicts, err)
	}
	if got := conflicts[0].Versions; got[0].Text != "Not chosen" || got[1].Text != "Chosen" {
		t.Errorf("versions %+v", got)
	}
	if _, err := w.Decide(t.Context(), conflicts[0].Path, conflicts[0].Versions[1].Value); err != nil {
		t.Fatal(err)
	}
	if got := value(t, w, "sources"); got != "electronic_record practitioner" {
		t.Errorf("decided %q", got)
	}
}

func TestWhatNobodyAnswersIsSettledAlike(t *testing.T) {
	c := newCentre(t)
	a, b := c.join(t, "a.evaluator"), c.join(t, "m.moderator")
	w := start(t, a)
	for _, path := range []string{"actions/1/action_what", "actions/2/action_what", "actions/3/action_what"} {
		set(t, w, path, path)
	}
	exchange(t, a, b)
	other := reopen(t, b, w.ID())
	last := w.session.Instances("actions")[2]
	move := func(w *Work, to int) {
		if _, err := w.Move(last, to); err != nil {
			t.Fatal(err)
		}
	}
	move(w, 0)
	move(other, 1)
	exchange(t, a, b, a, b, a, b)
	first, second := reopen(t, a, w.ID()), reopen(t, b, w.ID())
	if first.Row().Conflicts != 0 || second.Row().Conflicts != 0 {
		t.Errorf("%d and %d conflicts that nobody can decide", first.Row().Conflicts, second.Row().Conflicts)
	}
	if !slices.Equal(first.session.Instances("actions"), second.session.Instances("actions")) {
		t.Error("the laptops have different orders")
	}
}

func TestWhatTheProgramFillsInLasts(t *testing.T) {
	d := sit(t, laptop(t))
	w := start(t, d)
	before := filledValues(w.session)
	if len(before) == 0 {
		t.Fatal("the form has nothing that the program fills in")
	}
	w = again(t, w)
	after := filledValues(w.session)
	for key, value := range before {
		if after[key] != value {
			t.Errorf("%s was %q, and is %q", key, value, after[key])
		}
	}
}

func filledValues(s *session.Session) map[string]string {
	out := map[string]string{}
	for key, value := range s.Saved().Values {
		if lastingAt(s.Definition(), key) {
			out[key] = value
		}
	}
	return out
}

func TestKeepingInSync(t *testing.T) {
	c := newCentre(t)
	a, b := c.join(t, "a.evaluator"), c.join(t, "m.moderator")
	arrived := make(chan struct{}, 100)
	b.WatchRecords(func(e replica.Event) {
		if e.Local { // the line of a record that arrived was worked out
			arrived <- struct{}{}
		}
	})
	a.KeepInSync()
	b.KeepInSync()
	w := start(t, a)
	set(t, w, "child_ref", "TR-20417")
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	deadline := time.After(20 * time.Second)
	for {
		select {
		case <-arrived:
		case <-deadline:
			t.Fatalf("it did not arrive; %+v, %+v", a.SyncStatus(), b.SyncStatus())
		}
		row, err := b.Record(t.Context(), w.ID())
		if err == nil && row.Reference == "TR-20417" {
			return
		}
	}
}

func TestWithoutANetwork(t *testing.T) {
	c := newCentre(t)
	a := c.join(t, "a.evaluator")
	c.cut.Store(true)
	set(t, start(t, a), "child_ref", "TR-20417")
	if err := a.SyncNow(t.Context()); !errors.Is(err, client.ErrNoContact) {
		t.Fatalf("without a network: %v", err)
	}
	if s := a.SyncStatus(); s.Problem != client.NoNetwork || s.Waiting == 0 {
		t.Errorf("status %+v", s)
	}
	if got := Sentence(a.SyncNow(t.Context())); got == "" || !Foreseen(client.ErrNoContact) {
		t.Errorf("said as %q", got)
	}
	c.cut.Store(false)
	exchange(t, a)
	if s := a.SyncStatus(); !s.AllSent() {
		t.Errorf("with a network: %+v", s)
	}
}

func TestAWrongCodeIsRefusedInWords(t *testing.T) {
	c := newCentre(t)
	a := c.join(t, "a.evaluator")
	_, err := a.Enrol(t.Context(), "http://localhost", "0000-0000-0000", nil)
	if err == nil || !Foreseen(err) {
		t.Fatalf("a code that nobody made: %v", err)
	}
	var out bytes.Buffer
	if troubles, err := a.NeedsAttention(t.Context()); err != nil || len(troubles) != 0 {
		t.Errorf("troubles %+v, %v", troubles, err)
	}
	if err := a.ExportAttention(context.Background(), &out); err != nil || out.Len() != 0 {
		t.Errorf("exported %q, %v", out.String(), err)
	}
}
