package client_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"plumbline/sync/central"
	"plumbline/sync/central/ledger"
	"plumbline/sync/client"
	"plumbline/sync/journal"
	"plumbline/sync/replica"
	"plumbline/sync/seal"
)

// helperVariable has the test binary, when it is started again, be a laptop instead of running tests.
const helperVariable = "PLUMBLINE_CLIENT_HELPER"

// times is how often a test does what it does with chance: short in every run, long where PLUMBLINE_LONG is set.
func times(short, long int) int {
	if os.Getenv("PLUMBLINE_LONG") != "" {
		return long
	}
	return short
}

// served is a centre on a port of its own, with the authority that signed its certificate.
type served struct {
	*central.Central
	url  string
	ca   []byte
	stop func()
}

func serve(t *testing.T, store string) *served {
	t.Helper()
	c, err := central.Open(t.Context(), store, central.Env{})
	if err != nil {
		t.Fatal(err)
	}
	config := central.Config{Listen: "127.0.0.1:0", DevTLS: t.TempDir()}
	listener, err := c.Listen(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- c.Serve(ctx, listener) }()
	ca, err := os.ReadFile(filepath.Join(config.DevTLS, "ca.pem"))
	if err != nil {
		t.Fatal(err)
	}
	s := &served{Central: c, url: "https://" + listener.Addr().String(), ca: ca}
	s.stop = func() {
		cancel()
		if err := errors.Join(<-ended, c.Close()); err != nil {
			t.Error(err)
		}
	}
	t.Cleanup(func() { s.stop() })
	return s
}

// TestKill kills a laptop again and again while it writes and synchronises. Nothing that it reported as saved is lost, and
// nothing reaches the centre twice.
func TestKill(t *testing.T) {
	s := serve(t, filepath.Join(t.TempDir(), "central.db"))
	if _, err := s.AddAccount(t.Context(), ledger.NewAccount{Name: "auditor", Role: ledger.Auditor}); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	first := openAt(t, dir)
	first.enrolAt(t, s)
	first.close(t)
	chance := rand.New(rand.NewPCG(1, 2))
	var saved []uuid.UUID
	for range times(6, 250) {
		saved = append(saved, killed(t, dir, 1+chance.IntN(60))...)
	}
	l := openAt(t, dir)
	defer l.close(t)
	for range 3 {
		if err := l.client.Round(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if o, err := l.store.Overview(t.Context()); err != nil || o.Waiting+o.Bad+o.Held > 0 {
		t.Errorf("%+v, %v", o, err)
	}
	other := openAt(t, t.TempDir())
	defer other.close(t)
	other.enrolAt(t, s)
	if err := other.client.Round(t.Context()); err != nil {
		t.Fatal(err)
	}
	mustHave(t, other, saved)
	if o, err := other.store.Overview(t.Context()); err != nil || o.HeardAt.IsZero() {
		t.Errorf("%+v, %v", o, err)
	}
}

// mustHave fails unless a laptop that was never there has every change that another saved.
func mustHave(t *testing.T, l *opened, saved []uuid.UUID) {
	t.Helper()
	rows, err := l.store.Records(t.Context(), replica.Query{})
	if err != nil {
		t.Fatal(err)
	}
	here := map[uuid.UUID]bool{}
	for _, row := range rows {
		if err := l.client.FetchHistory(t.Context(), row.ID); err != nil {
			t.Fatal(err)
		}
		history, err := l.store.History(t.Context(), row.ID, "")
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range history {
			here[c.ID] = true
		}
	}
	for _, id := range saved {
		if !here[id] {
			t.Fatalf("%s of %d was saved and is lost", id, len(saved))
		}
	}
	t.Logf("%d changes were saved, %d are there", len(saved), len(here))
}

// opened is a laptop with a vault and a real network.
type opened struct {
	vault  *seal.Vault
	store  *replica.Store
	client *client.Client
}

func open(dir string) (*opened, error) {
	v, err := seal.Create(dir, []byte(passphrase), sealEnv())
	if errors.Is(err, seal.ErrExists) {
		v, err = seal.Open(dir, []byte(passphrase), sealEnv())
	}
	if err != nil {
		return nil, err
	}
	store, err := replica.Open(context.Background(), v, replica.Env{Now: time.Now, NewID: newID})
	if err != nil {
		return nil, errors.Join(err, v.Close())
	}
	return &opened{v, store, client.New(store.Replica, client.Env{App: "plumbline test", Label: "Laptop 14"})}, nil
}

func openAt(t *testing.T, dir string) *opened {
	t.Helper()
	l, err := open(dir)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func (l *opened) close(t *testing.T) {
	t.Helper()
	l.client.Close()
	if err := errors.Join(l.store.Close(), l.vault.Close()); err != nil {
		t.Error(err)
	}
}

func (l *opened) enrolAt(t *testing.T, s *served) {
	t.Helper()
	code, _, err := s.EnrolCode(t.Context(), "auditor", time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := l.client.Enrol(t.Context(), client.Invitation{URL: s.url, Code: code, Authorities: s.ca}); err != nil {
		t.Fatal(err)
	}
}

// killed starts a laptop on a vault, kills it after it has reported so many changes, and returns those.
func killed(t *testing.T, dir string, after int) []uuid.UUID {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), helperVariable+"="+dir)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var saved []uuid.UUID
	for lines := bufio.NewScanner(out); lines.Scan(); {
		for _, text := range strings.Fields(lines.Text()) {
			id, err := uuid.Parse(text)
			if err != nil {
				break // cut by the end
			}
			saved = append(saved, id)
		}
		if len(saved) == after {
			if err := cmd.Process.Kill(); err != nil {
				t.Fatal(err)
			}
		}
	}
	var exit *exec.ExitError
	if err := cmd.Wait(); !errors.As(err, &exit) || exit.Exited() {
		t.Fatalf("the laptop ended by itself after %d changes: %v", len(saved), err)
	}
	return saved
}

// beALaptop writes and synchronises for ever, and says the id of each change once it is saved.
func beALaptop(dir string) error {
	ctx := context.Background()
	l, err := open(dir)
	if err != nil {
		return err
	}
	go func() {
		for {
			if err := l.client.Round(ctx); err != nil {
				fmt.Fprintln(os.Stderr, err)
			}
		}
	}()
	var record uuid.UUID
	for n := 0; ; n++ {
		if n%20 == 0 {
			if record, err = l.store.Create(ctx, replica.NewRecord{FormID: "f", FormHash: "f0", FormVersion: "1", Author: "R. Auditor"}); err != nil {
				return err
			}
		}
		changes, err := l.store.Commit(ctx, replica.Commit{Record: record, Author: "R. Auditor", Edits: []replica.Edit{
			{Path: fmt.Sprint("answer", n%20), Op: journal.Set, Value: fmt.Sprint("words ", n), Words: "words"},
		}})
		if err != nil {
			return err
		}
		if _, err := fmt.Println(changes[0].ID); err != nil {
			return err
		}
	}
}
