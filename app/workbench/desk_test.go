package workbench

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/uuid"
	"go.uber.org/goleak"

	"plumbline/forms/session"
	"plumbline/sync/replica"
	"plumbline/sync/seal"
)

func TestMain(m *testing.M) {
	if dir := os.Getenv(typistVariable); dir != "" {
		fmt.Fprintln(os.Stderr, typist(dir))
		os.Exit(1)
	}
	goleak.VerifyTestMain(m, goleak.IgnoreTopFunction("database/sql.(*DB).connectionOpener"))
}

const (
	form       = "practice_evaluation"
	passphrase = "orchard lantern gravel tuesday"
)

// laptop is a program of its own, in folders that end with the test.
func laptop(t *testing.T) *Bench {
	t.Helper()
	london, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	b, err := NewBench(Env{
		Now: time.Now, Location: london, NewID: func() uuid.UUID { return uuid.Must(uuid.NewV7()) },
		Rand: rand.Reader, Log: slog.New(slog.NewTextHandler(io.Discard, nil)), WeakKDFForTests: true,
	}, Places{Vault: filepath.Join(dir, "vault"), Training: filepath.Join(dir, "training")})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// sit makes a vault and opens it for the length of the test.
func sit(t *testing.T, b *Bench) *Desk {
	t.Helper()
	d, err := b.Create(t.Context(), Profile{Name: "A. Evaluator", Role: "Team Manager"}, []byte(passphrase))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Lock() })
	return d
}

func start(t *testing.T, d *Desk) *Work {
	t.Helper()
	w, err := d.Start(t.Context(), form)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func set(t *testing.T, w *Work, path, value string) {
	t.Helper()
	key, err := w.LocateOrAdd(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Set(key, value); err != nil {
		t.Fatal(err)
	}
}

func value(t *testing.T, w *Work, path string) string {
	t.Helper()
	key, err := w.Locate(path)
	if err != nil {
		t.Fatal(err)
	}
	v, _ := w.session.View(key)
	return v.Value
}

// again closes a record and opens it from the vault.
func again(t *testing.T, w *Work) *Work {
	t.Helper()
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	w, err := w.desk.Open(t.Context(), w.id)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func TestAnswersComeBack(t *testing.T) {
	w := start(t, sit(t, laptop(t)))
	answers := [][2]string{
		{"child_ref", "TR-20417"},
		{"sources", "electronic_record practitioner manager"},
		{"date_evaluated", "2026-11-20"},
		{"reason", "First line.\n\nSecond paragraph: £ é “quoted” – ŵ."},
		{"actions/1/action_what", "Hold the family network meeting"},
		{"actions/2/action_what", "Name an owner"},
	}
	for _, a := range answers {
		set(t, w, a[0], a[1])
	}
	w = again(t, w)
	for _, a := range answers {
		if got := value(t, w, a[0]); got != a[1] {
			t.Errorf("%s is %q, want %q", a[0], got, a[1])
		}
	}
	if row := w.Row(); row.Reference != "TR-20417" {
		t.Errorf("listed under %q", row.Reference)
	}
}

func TestAVaultIsLockedToOthers(t *testing.T) {
	b := laptop(t)
	d := sit(t, b)
	if _, err := b.Unlock(t.Context(), []byte(passphrase)); !errors.Is(err, seal.ErrInUse) {
		t.Fatalf("second unlock: %v, want ErrInUse", err)
	}
	if err := d.Lock(); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Unlock(t.Context(), []byte("not the passphrase")); !errors.Is(err, seal.ErrWrongPassphrase) {
		t.Fatalf("wrong passphrase: %v, want ErrWrongPassphrase", err)
	}
	b.env.Now = func() time.Time { return time.Now().Add(time.Minute) } // past the wait that a wrong one makes
	d, err := b.Unlock(t.Context(), []byte(passphrase))
	if err != nil {
		t.Fatal(err)
	}
	if got := d.Profile().String(); got != "A. Evaluator, Team Manager" {
		t.Errorf("profile %q", got)
	}
	if err := d.Lock(); err != nil {
		t.Fatal(err)
	}
}

func TestLockSavesWhatWaits(t *testing.T) {
	b := laptop(t)
	d := sit(t, b)
	w := start(t, d)
	set(t, w, "child_ref", "TR-20417")
	if err := d.Lock(); err != nil {
		t.Fatal(err)
	}
	d, err := b.Unlock(t.Context(), []byte(passphrase))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = d.Lock() }()
	w, err = d.Open(t.Context(), w.id)
	if err != nil {
		t.Fatal(err)
	}
	if got := value(t, w, "child_ref"); got != "TR-20417" {
		t.Errorf("after locking at once: %q", got)
	}
}

func TestCompleteListsWhatIsMissing(t *testing.T) {
	w := start(t, sit(t, laptop(t)))
	problems, err := w.Complete()
	if !errors.Is(err, ErrIncomplete) || len(problems) == 0 {
		t.Fatalf("an empty record: %d problems, %v", len(problems), err)
	}
	if problems[0].Kind != session.Missing || problems[0].Message == "" {
		t.Errorf("first problem %+v", problems[0])
	}
	if !w.Editable() {
		t.Error("a record that could not be completed is closed")
	}
}

func TestWithdrawAndReopenNeedReasons(t *testing.T) {
	w := start(t, sit(t, laptop(t)))
	if err := w.Withdraw("  "); !errors.Is(err, ErrNeedsReason) {
		t.Fatalf("without a reason: %v", err)
	}
	if err := w.Withdraw("Started for the wrong child."); err != nil {
		t.Fatal(err)
	}
	key, _ := w.Locate("child_ref")
	if _, err := w.Set(key, "TR-1"); !errors.Is(err, ErrClosedRecord) {
		t.Errorf("answering a withdrawn record: %v", err)
	}
	if err := w.Reopen("It was the right child."); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Set(key, "TR-1"); err != nil {
		t.Errorf("answering a reopened record: %v", err)
	}
}

func TestDuplicateCopiesAnswersAlone(t *testing.T) {
	d := sit(t, laptop(t))
	w := start(t, d)
	set(t, w, "child_ref", "TR-20417")
	set(t, w, "actions/1/action_what", "Name an owner")
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	twin, err := d.Duplicate(t.Context(), w.id)
	if err != nil {
		t.Fatal(err)
	}
	twin = again(t, twin)
	if got := value(t, twin, "actions/1/action_what"); got != "Name an owner" {
		t.Errorf("copied action %q", got)
	}
	key, _ := twin.Locate("child_ref")
	entries, err := twin.History(t.Context(), key)
	if err != nil {
		t.Fatal(err)
	}
	if len(entries) != 1 || entries[0].Before != "" {
		t.Errorf("history of the copy: %+v", entries)
	}
}

func TestSearchFindsWordsOfAnswers(t *testing.T) {
	d := sit(t, laptop(t))
	w := start(t, d)
	set(t, w, "reason", "The kingfisher drawing changed the plan.")
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	for words, want := range map[string]int{"kingfisher": 1, "kingf plan": 1, "kingfisher absent": 0, `"' OR *`: 0} {
		rows, err := d.Records(t.Context(), replica.Query{Words: words, Limit: 10})
		if err != nil {
			t.Fatal(err)
		}
		if len(rows) != want {
			t.Errorf("%q finds %d records, want %d", words, len(rows), want)
		}
	}
}

func TestHistoryTellsWhoAndWhatBefore(t *testing.T) {
	w := start(t, sit(t, laptop(t)))
	key, err := w.Locate("sources")
	if err != nil {
		t.Fatal(err)
	}
	for _, answer := range []string{"electronic_record", "electronic_record manager", ""} {
		if _, err := w.Set(key, answer); err != nil {
			t.Fatal(err)
		}
		if err := w.CloseField(key); err != nil {
			t.Fatal(err)
		}
	}
	entries, err := w.History(t.Context(), key)
	if err != nil {
		t.Fatal(err)
	}
	if len(entries) != 3 {
		t.Fatalf("%d entries: %+v", len(entries), entries)
	}
	if entries[1].Before == "" || entries[1].After == entries[1].Before || entries[2].After != "" {
		t.Errorf("entries %+v", entries)
	}
	if entries[0].Who != "A. Evaluator, Team Manager" {
		t.Errorf("who: %q", entries[0].Who)
	}
}

func TestTypingIsOneChange(t *testing.T) {
	w := start(t, sit(t, laptop(t)))
	key, err := w.Locate("reason")
	if err != nil {
		t.Fatal(err)
	}
	w.OpenField(key)
	for _, typed := range []string{"T", "Th", "The plan", "The plan drifts."} {
		if _, err := w.Set(key, typed); err != nil {
			t.Fatal(err)
		}
		if err := w.Flush(); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.CloseField(key); err != nil {
		t.Fatal(err)
	}
	entries, err := w.History(context.Background(), key)
	if err != nil {
		t.Fatal(err)
	}
	if len(entries) != 1 || entries[0].After != "The plan drifts." {
		t.Errorf("one visit left %+v", entries)
	}
}
