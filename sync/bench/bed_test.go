package bench_test

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"plumbline/sync/central"
	"plumbline/sync/central/ledger"
	"plumbline/sync/client"
	"plumbline/sync/replica"
	"plumbline/sync/seal"
)

func must(tb testing.TB, errs ...error) {
	tb.Helper()
	if err := errors.Join(errs...); err != nil {
		tb.Fatal(err)
	}
}

// program is the program whose central store is measured: build/plumbline, or PLUMBLINE_PROGRAM.
func program(tb testing.TB) string {
	tb.Helper()
	path := os.Getenv("PLUMBLINE_PROGRAM")
	if path == "" {
		path = filepath.Join("..", "..", "build", "plumbline")
	}
	if _, err := os.Stat(path); err != nil {
		tb.Skip("build/plumbline is not there; \"make build\" makes it")
	}
	return path
}

// centre is a central store in a process of its own, as an operator runs it.
type centre struct {
	address     string
	authorities []byte
}

// serve runs a central store over rows at an address until the benchmark ends.
func serve(tb testing.TB, store string) *centre {
	tb.Helper()
	dir := tb.TempDir()
	process := exec.Command(program(tb), "serve", "--store", store, "--listen", "127.0.0.1:0", "--dev-tls", dir)
	line := start(tb, process)
	_, address, _ := strings.Cut(line, " at ")
	address, _, found := strings.Cut(address, ". ")
	if !found {
		tb.Fatalf("the central store said %q", line)
	}
	authorities, err := os.ReadFile(filepath.Join(dir, "ca.pem"))
	must(tb, err)
	return &centre{address: address, authorities: authorities}
}

// start runs a server until the benchmark ends, and returns the line by which it says that it is there.
func start(tb testing.TB, process *exec.Cmd) string {
	tb.Helper()
	out, err := process.StdoutPipe()
	must(tb, err)
	faults := new(beginning)
	process.Stderr = faults
	must(tb, process.Start())
	lines := bufio.NewReader(out)
	line, err := lines.ReadString('\n')
	tb.Cleanup(func() {
		must(tb, process.Process.Signal(os.Interrupt))
		if err := process.Wait(); err != nil {
			tb.Logf("%s ended with %v: %s", process.Path, err, &faults.kept)
		}
	})
	if err != nil {
		tb.Fatalf("%s: %v: %s", process.Path, err, &faults.kept)
	}
	return strings.TrimSpace(line)
}

// beginning keeps the beginning of what is written, and forgets the rest.
type beginning struct{ kept bytes.Buffer }

func (b *beginning) Write(p []byte) (int, error) {
	if b.kept.Len() < 4096 {
		b.kept.Write(p)
	}
	return len(p), nil
}

// account adds accounts to a central store that sees everything or its own, and returns a code for a laptop of each.
func account(tb testing.TB, c *central.Central, role ledger.Role, names ...string) []string {
	tb.Helper()
	codes := make([]string, len(names))
	for i, name := range names {
		a := ledger.NewAccount{Name: name, Role: role}
		if role == ledger.QALead {
			a.Scopes = []string{"all"}
		}
		_, err := c.AddAccount(tb.Context(), a)
		must(tb, err)
		codes[i], _, err = c.EnrolCode(tb.Context(), name, central.CodeLife)
		must(tb, err)
	}
	return codes
}

// invited makes two accounts that see everything in a new central store, and returns where its rows are and their codes.
func invited(tb testing.TB) (store string, codes []string) {
	tb.Helper()
	store = filepath.Join(tb.TempDir(), "central.db")
	c, err := central.Open(tb.Context(), store, central.Env{})
	must(tb, err)
	codes = account(tb, c, ledger.QALead, "writer", "reader")
	must(tb, c.Close())
	return store, codes
}

// laptop is a replica with its client.
type laptop struct {
	*replica.Replica
	*client.Client
	vault *replica.Store // nil where memory keeps the rows
}

func newID() uuid.UUID { return uuid.Must(uuid.NewV7()) }

// laptop lets a new laptop with a sealed vault in.
func (c *centre) laptop(tb testing.TB, code string) *laptop {
	tb.Helper()
	v, err := seal.Create(tb.TempDir(), []byte("seven wet otters knit at dawn"), seal.Env{Now: time.Now, WeakKDFForTests: true})
	must(tb, err)
	s, err := replica.Open(tb.Context(), v, replica.Env{Now: time.Now, NewID: newID})
	must(tb, err)
	tb.Cleanup(func() { must(tb, v.Close()) })
	l := &laptop{s.Replica, client.New(s.Replica, client.Env{App: "bench", Label: "Laptop"}), s}
	_, err = l.Enrol(tb.Context(), client.Invitation{URL: c.address, Code: code, Authorities: c.authorities})
	must(tb, err)
	return l
}

// round synchronises, and says how long that took.
func (l *laptop) round(tb testing.TB) time.Duration {
	tb.Helper()
	began := time.Now()
	must(tb, l.Round(context.Background()))
	return time.Since(began)
}

// start starts a record.
func (l *laptop) start() (uuid.UUID, error) {
	return l.Create(context.Background(), replica.NewRecord{FormID: "practice_evaluation", FormHash: "f0", FormVersion: "1", Author: "R. Auditor"})
}

// set answers questions of a record in one action.
func (l *laptop) set(record uuid.UUID, value string, paths ...string) error {
	edits := make([]replica.Edit, len(paths))
	for i, path := range paths {
		edits[i] = replica.Edit{Path: path, Op: "set", Value: value, Words: value}
	}
	_, err := l.Commit(context.Background(), replica.Commit{Record: record, Author: "R. Auditor", Edits: edits})
	return err
}

// quantile is of durations, which it sorts.
func quantile(all []time.Duration, q float64) time.Duration {
	slices.Sort(all)
	return all[min(len(all)-1, int(float64(len(all))*q))]
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
