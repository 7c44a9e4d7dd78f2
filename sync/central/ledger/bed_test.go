package ledger_test

import (
	"cmp"
	"context"
	"crypto/ed25519"
	"errors"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"pgregory.net/rapid"

	"plumbline/sync/central/ledger"
	"plumbline/sync/central/store"
	"plumbline/sync/central/storetest"
	"plumbline/sync/journal"
	"plumbline/sync/wire"
)

var kinds storetest.Kinds

func TestMain(m *testing.M) {
	// Histories long enough for rights to come and go several times. An argument of the command line goes first.
	err := errors.Join(flag.Set("rapid.steps", "150"), flag.Set("rapid.checks", "60"))
	code := m.Run()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	if err := kinds.Close(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

// bed is a centre with a clock that stands until it is moved.
type bed struct {
	*ledger.Ledger
	store store.Store
	mu    sync.Mutex
	now   time.Time
}

func newBed(t rapid.TB, s store.Store) *bed {
	t.Helper()
	b := &bed{store: s, now: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)}
	b.open(t)
	return b
}

// open starts the centre, or starts it again.
func (b *bed) open(t rapid.TB) {
	t.Helper()
	l, err := ledger.Open(context.Background(), b.store, ledger.Env{Now: b.time})
	if err != nil {
		t.Fatal(err)
	}
	b.Ledger = l
}

func (b *bed) time() time.Time {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.now
}

func (b *bed) pass(d time.Duration) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.now = b.now.Add(d)
}

func newID() uuid.UUID { return uuid.Must(uuid.NewV7()) }

func (b *bed) account(t rapid.TB, name string, role ledger.Role, scopes ...string) wire.Account {
	t.Helper()
	a, err := b.AddAccount(context.Background(), ledger.NewAccount{Name: name, Role: role, Scopes: scopes})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// laptop is a replica that does as docs/sync-protocol.md says, without a network.
type laptop struct {
	*bed
	ledger.Session
	account wire.Account
	key     ed25519.PrivateKey
	epoch   uuid.UUID
	cursor  wire.Cursor
	clock   journal.Clock
	devSeq  int64
	outbox  []wire.Pushed
	held    map[uuid.UUID]wire.Pushed
	changes map[uuid.UUID]map[uuid.UUID]wire.Pulled // record -> change
	records map[uuid.UUID]wire.Record
	told    []wire.Decision
}

func (b *bed) enrolled(t rapid.TB, name string, role ledger.Role, scopes ...string) *laptop {
	t.Helper()
	b.account(t, name, role, scopes...)
	return b.enrol(t, name)
}

// enrol brings a new laptop to an account.
func (b *bed) enrol(t rapid.TB, name string) *laptop {
	t.Helper()
	code, _, err := b.EnrolCode(context.Background(), name, time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	public, private, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	l := &laptop{bed: b, key: private}
	l.Device = newID()
	l.forget()
	enrolled, err := b.Enrol(context.Background(), wire.EnrolRequest{
		Code: code, Device: l.Device, PublicKey: public, Signature: ed25519.Sign(private, wire.EnrolMessage(code, l.Device, public)),
	})
	if err != nil {
		t.Fatal(err)
	}
	l.account, l.Account, l.epoch = enrolled.Account, enrolled.Account.ID, enrolled.Epoch
	return l
}

// forget empties the replica, but not its outbox.
func (l *laptop) forget() {
	l.cursor = wire.Cursor{}
	l.changes, l.records = map[uuid.UUID]map[uuid.UUID]wire.Pulled{}, map[uuid.UUID]wire.Record{}
	if l.held == nil {
		l.held = map[uuid.UUID]wire.Pushed{}
	}
}

// edit is an answer of a record.
type edit struct {
	record     uuid.UUID
	path       string
	value      string // "" clears
	supersedes []uuid.UUID
}

// write does an action, and puts its changes in the outbox.
func (l *laptop) write(t rapid.TB, edits ...edit) []uuid.UUID {
	t.Helper()
	txn := newID()
	var ids []uuid.UUID
	for _, e := range edits {
		l.devSeq++
		c := journal.Change{
			ID: newID(), Record: e.record, Path: e.path, Op: journal.Set, Value: e.value, Supersedes: e.supersedes, Author: l.account.Display,
			Device: l.Device, DevSeq: l.devSeq, Txn: txn, HLC: l.clock.Next(l.time()), FormHash: "f0",
		}
		if e.value == "" {
			c.Op = journal.Clear
		}
		l.outbox = append(l.outbox, envelope(t, c))
		ids = append(ids, c.ID)
	}
	return ids
}

func envelope(t rapid.TB, c journal.Change) wire.Pushed {
	t.Helper()
	body, err := journal.Encode(c)
	if err != nil {
		t.Fatal(err)
	}
	return wire.Pushed{ID: c.ID, Txn: c.Txn, DevSeq: c.DevSeq, Hash: journal.Hash(body), Body: string(body)}
}

// begin starts a record.
func (l *laptop) begin(t rapid.TB) uuid.UUID {
	t.Helper()
	record := newID()
	l.write(t, edit{record: record, path: wire.PathState, value: "in_progress"})
	return record
}

// push sends the outbox, and leaves in it what is for later. It goes on with the answer where that lets it.
func (l *laptop) push(t rapid.TB) []wire.Result {
	t.Helper()
	batch := ledger.Batch{Epoch: l.epoch, Changes: l.outbox, Cursor: l.cursor}
	answer, err := l.Push(context.Background(), l.Session, batch)
	if err != nil {
		t.Fatal(err)
	}
	results, end := answer.Results, answer.End
	if len(results) != len(l.outbox) {
		t.Fatalf("%d answers to %d changes", len(results), len(l.outbox))
	}
	var later []wire.Pushed
	for i, r := range results {
		if r.ID != l.outbox[i].ID {
			t.Fatalf("answer %d is for %s, not for %s", i, r.ID, l.outbox[i].ID)
		}
		switch r.Outcome {
		case wire.Gap, wire.Forked:
			later = append(later, l.outbox[i])
		case wire.Held:
			kept := l.outbox[i]
			kept.Device, kept.Account, kept.Receipt = l.Device, l.Account, r.Receipt
			l.held[r.ID] = kept
		}
	}
	l.outbox = later
	if end.Epoch != l.epoch {
		t.Fatalf("the answer is of another epoch")
	}
	if end.Cursor != "" {
		l.apply(t, asPage(batch, answer, l.Account))
	}
	return results
}

// asPage is the answer to a push as the page of a pull that it stands for.
func asPage(batch ledger.Batch, answer ledger.Answer, account uuid.UUID) []wire.PullLine {
	var page []wire.PullLine
	for i := range answer.Records {
		page = append(page, wire.PullLine{Record: &answer.Records[i]})
	}
	for i, r := range answer.Results {
		sent := batch.Changes[i]
		if r.Outcome != wire.OK {
			continue
		}
		page = append(page, wire.PullLine{Change: &wire.Pulled{Seq: r.Seq, Account: cmp.Or(sent.Account, account), Hash: sent.Hash, Receipt: r.Receipt, Body: sent.Body}})
	}
	return append(page, wire.PullLine{End: &wire.PullEnd{Cursor: answer.End.Cursor, LastSeq: answer.End.LastSeq}})
}

// outcomes are those of results, with the reasons.
func outcomes(results []wire.Result) string {
	text := ""
	for _, r := range results {
		text += string(r.Outcome)
		if r.Code != "" {
			text += ":" + string(r.Code)
		}
		text += ","
	}
	return strings.TrimSuffix(text, ",")
}

// pull takes everything that is new.
func (l *laptop) pull(t rapid.TB) {
	t.Helper()
	l.pullIn(t, 0)
}

// pullIn is pull with pages of so many changes.
func (l *laptop) pullIn(t rapid.TB, limit int) {
	t.Helper()
	for more := true; more; {
		lines, err := l.Pull(context.Background(), l.Session, l.cursor, limit)
		if err != nil {
			t.Fatal(err)
		}
		more = l.apply(t, lines)
	}
}

// snapshot takes a first copy.
func (l *laptop) snapshot(t rapid.TB) {
	t.Helper()
	for more := true; more; {
		lines, err := l.Snapshot(context.Background(), l.Session, l.cursor)
		if err != nil {
			t.Fatal(err)
		}
		more = l.apply(t, lines)
	}
}

// apply applies a page, and reports whether more follows.
func (l *laptop) apply(t rapid.TB, lines []wire.PullLine) bool {
	t.Helper()
	for _, line := range lines {
		switch {
		case line.Account != nil:
			l.account = *line.Account
		case line.Drop != nil:
			delete(l.changes, line.Drop.Record)
			delete(l.records, line.Drop.Record)
		case line.Record != nil:
			l.records[line.Record.ID] = *line.Record
		case line.Change != nil:
			l.learn(t, *line.Change)
		case line.Decision != nil:
			l.told = append(l.told, *line.Decision)
			delete(l.held, line.Decision.Change)
		case line.End != nil:
			cursor, err := wire.ParseCursor(line.End.Cursor)
			if err != nil {
				t.Fatal(err)
			}
			l.cursor = cursor
			return line.End.More
		}
	}
	t.Fatal("a page without an end")
	return false
}

func (l *laptop) learn(t rapid.TB, p wire.Pulled) {
	t.Helper()
	if wire.HashOf(p.Body) != p.Hash {
		t.Fatalf("number %d arrived altered", p.Seq)
	}
	c := decode(t, p.Body)
	if _, announced := l.records[c.Record]; !announced {
		t.Fatalf("number %d of record %s came before the record's line", p.Seq, c.Record)
	}
	if l.changes[c.Record] == nil {
		l.changes[c.Record] = map[uuid.UUID]wire.Pulled{}
	}
	l.changes[c.Record][c.ID] = p
	delete(l.held, c.ID)
}

func decode(t rapid.TB, body string) journal.Change {
	t.Helper()
	c, err := journal.Decode([]byte(body))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// values are what the heads of a register say, in the order of clocks.
func (l *laptop) values(t rapid.TB, record uuid.UUID, path string) []string {
	t.Helper()
	var values []string
	for _, h := range l.headsAt(t, record, path) {
		values = append(values, h.Value)
	}
	return values
}

func (l *laptop) headsAt(t rapid.TB, record uuid.UUID, path string) []journal.Change {
	t.Helper()
	var all []journal.Change
	for _, p := range l.changes[record] {
		all = append(all, decode(t, p.Body))
	}
	heads := journal.Heads(all)[journal.Register{Record: record, Path: path}]
	return slices.DeleteFunc(heads, func(c journal.Change) bool { return l.changes[record][c.ID].Superseded })
}

func (l *laptop) has(record uuid.UUID) bool { return l.records[record].ID != uuid.Nil }

// sync pushes and pulls.
func (l *laptop) sync(t rapid.TB) string {
	t.Helper()
	results := l.push(t)
	l.pull(t)
	return outcomes(results)
}

// code is the code of a refusal; "" when err is nil.
func code(t rapid.TB, err error) wire.Code {
	t.Helper()
	var refusal *wire.Error
	if err != nil && !errors.As(err, &refusal) {
		t.Fatalf("not a refusal: %v", err)
	}
	if refusal == nil {
		return ""
	}
	if refusal.Message == "" {
		t.Errorf("%s is refused without words", refusal.Code)
	}
	return refusal.Code
}

// check holds the log against its rules: dense numbers, and caches that say what the changes say.
func (b *bed) check(t rapid.TB) {
	t.Helper()
	if err := storetest.Check(context.Background(), b.store); err != nil {
		t.Fatal(err)
	}
}

// incarnate makes a copy of a laptop a device of its own.
func (b *bed) incarnate(t rapid.TB, old *laptop) *laptop {
	t.Helper()
	public, private, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	l := &laptop{bed: b, key: private, Session: old.Session, epoch: old.epoch}
	l.forget()
	l.Device = newID()
	enrolled, err := b.Incarnate(context.Background(), old.Session, wire.IncarnationRequest{
		Device: l.Device, PublicKey: public, Signature: ed25519.Sign(private, wire.IncarnationMessage(old.Device, l.Device, public)),
	})
	if err != nil {
		t.Fatal(err)
	}
	l.account = enrolled.Account
	return l
}
