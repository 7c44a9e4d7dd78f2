package simulation

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"plumbline/sync/central/ledger"
	"plumbline/sync/central/store"
	"plumbline/sync/central/storetest"
	"plumbline/sync/client"
	"plumbline/sync/replica"
)

// TestKills kills a server and the laptops that write to it, again and again, at any moment: PLUMBLINE_KILLS times in all.
// What a laptop said was saved is at the centre in the end, once, and both laptops have it.
func TestKills(t *testing.T) {
	t.Parallel()
	p := place{dir: t.TempDir(), since: time.Now().Truncate(time.Millisecond)}
	names := []string{"auditor", "lead"}
	p.enrol(t, names)
	news := &saved{more: make(chan struct{}, 1)}
	lives := map[string]*life{}
	for _, role := range append([]string{roleServer}, names...) {
		lives[role] = p.start(t, role, news)
	}
	chance := rand.New(rand.NewPCG(1, uint64(number(t, "PLUMBLINE_SEED", 1))))
	kills := number(t, "PLUMBLINE_KILLS", 12)
	for n := range kills {
		news.await(t, 1+chance.IntN(8))
		victim := append([]string{roleServer, roleServer}, names...)[n%4]
		lives[victim].kill(t)
		lives[victim] = p.start(t, victim, news)
	}
	for _, l := range lives {
		l.kill(t)
	}
	p.settle(t, names, news.ids)
	t.Logf("%d changes were saved, %d kills", len(news.ids), kills)
}

// saved are the changes of which laptops said that they were saved.
type saved struct {
	mu   sync.Mutex
	ids  []uuid.UUID
	more chan struct{} // has a token after some came
}

func (s *saved) add(id uuid.UUID) {
	s.mu.Lock()
	s.ids = append(s.ids, id)
	s.mu.Unlock()
	select {
	case s.more <- struct{}{}:
	default:
	}
}

func (s *saved) count() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.ids)
}

// await waits for so many more.
func (s *saved) await(t *testing.T, more int) {
	t.Helper()
	for enough := s.count() + more; s.count() < enough; {
		select {
		case <-s.more:
		case <-time.After(30 * time.Second):
			t.Fatal("nobody writes any more")
		}
	}
}

// enrol brings laptops to accounts that see everything.
func (p place) enrol(t *testing.T, names []string) {
	t.Helper()
	c, err := p.openCentre(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if _, err := c.AddAccount(t.Context(), ledger.NewAccount{Name: name, Role: ledger.QALead, Scopes: []string{"all"}}); err != nil {
			t.Fatal(err)
		}
		code, _, err := c.EnrolCode(t.Context(), name, time.Hour)
		if err != nil {
			t.Fatal(err)
		}
		s := p.station(t, name, direct{c.Handler()})
		if _, err := s.client.Enrol(t.Context(), client.Invitation{URL: "https://centre.example", Code: code}); err != nil {
			t.Fatal(err)
		}
		if err := s.close(); err != nil {
			t.Fatal(err)
		}
	}
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
}

func (p place) station(t *testing.T, name string, way direct) *station {
	t.Helper()
	s, err := p.openStation(name, way)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// life is a process until it is killed.
type life struct {
	cmd    *exec.Cmd
	heard  chan struct{} // closed when all that it said was heard
	errors *strings.Builder
}

func (p place) start(t *testing.T, role string, news *saved) *life {
	t.Helper()
	l := &life{cmd: exec.CommandContext(context.Background(), os.Args[0]), heard: make(chan struct{}), errors: &strings.Builder{}}
	l.cmd.Env = append(os.Environ(), processVariable+"="+role, folderVariable+"="+p.dir, fmt.Sprintf("%s=%d", sinceVariable, p.since.UnixMilli()))
	l.cmd.Stderr = l.errors
	out, err := l.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := l.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		defer close(l.heard)
		for lines := bufio.NewScanner(out); lines.Scan(); {
			for word := range strings.FieldsSeq(lines.Text()) {
				if id, err := uuid.Parse(word); err == nil { // else it was cut by the end
					news.add(id)
				}
			}
		}
	}()
	return l
}

func (l *life) kill(t *testing.T) {
	t.Helper()
	if err := l.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	<-l.heard
	var exit *exec.ExitError
	if err := l.cmd.Wait(); !errors.As(err, &exit) || exit.Exited() {
		t.Fatalf("it had ended by itself: %v: %s", err, l.errors)
	}
}

// settle has everybody synchronise, and looks for everything that was saved.
func (p place) settle(t *testing.T, names []string, saved []uuid.UUID) {
	t.Helper()
	c, err := p.openCentre(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var stations []*station
	for _, name := range names {
		stations = append(stations, p.station(t, name, direct{c.Handler()}))
	}
	for range roundsMost {
		for i, s := range stations {
			if err := s.client.Round(t.Context()); err != nil {
				t.Fatalf("%s: %v", names[i], err)
			}
		}
	}
	var heads []string
	for i, s := range stations {
		if err := s.store.Check(t.Context()); err != nil {
			t.Errorf("%s: %v", names[i], err)
		}
		if o, err := s.store.Overview(t.Context()); err != nil || o.Waiting+o.Bad+o.Held > 0 {
			t.Errorf("%s: %+v, %v", names[i], o, err)
		}
		heads = append(heads, s.current(t))
		if err := s.close(); err != nil {
			t.Error(err)
		}
	}
	if heads[0] != heads[1] {
		t.Error("the laptops do not agree")
	}
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	p.mustHave(t, saved)
}

// current spells what a laptop shows of every record.
func (s *station) current(t *testing.T) string {
	t.Helper()
	rows, err := s.store.Records(t.Context(), replica.Query{})
	if err != nil {
		t.Fatal(err)
	}
	slices.SortFunc(rows, func(a, b replica.Row) int { return slices.Compare(a.ID[:], b.ID[:]) })
	var out strings.Builder
	for _, row := range rows {
		heads, err := s.store.Heads(t.Context(), row.ID)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintln(&out, row.ID, spell(heads))
	}
	return out.String()
}

// mustHave fails unless the log is in order and has every change that was saved.
func (p place) mustHave(t *testing.T, saved []uuid.UUID) {
	t.Helper()
	s, err := p.openRows(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := storetest.Check(t.Context(), s); err != nil {
		t.Error(err)
	}
	err = s.View(t.Context(), func(tx store.Tx) error {
		known, err := tx.Known(saved)
		for _, id := range saved {
			if a, here := known[id]; !here || a.Seq == 0 {
				t.Errorf("%s was saved and is not at the centre", id)
			}
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}
