package ledger_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"github.com/google/uuid"
	"pgregory.net/rapid"

	"plumbline/sync/central/ledger"
	"plumbline/sync/central/store/memory"
	"plumbline/sync/central/storetest"
	"plumbline/sync/journal"
	"plumbline/sync/wire"
)

// restore puts the centre back to a backup.
func (b *bed) restore(t rapid.TB, backup *memory.Store) {
	t.Helper()
	b.store = backup.Copy()
	b.open(t)
	if _, err := b.NewEpoch(context.Background()); err != nil {
		t.Fatal(err)
	}
}

// recover does what section 7 of the document says.
func (l *laptop) recover(t rapid.TB) {
	t.Helper()
	ctx := context.Background()
	_, err := l.Push(ctx, l.Session, ledger.Batch{Epoch: l.epoch})
	var refusal *wire.Error
	if !errors.As(err, &refusal) || refusal.Code != wire.EpochChanged {
		t.Fatalf("a push of the old epoch: %v", err)
	}
	if l.cursor != (wire.Cursor{}) {
		if _, err := l.Pull(ctx, l.Session, l.cursor, 0); code(t, err) != wire.EpochChanged {
			t.Errorf("a cursor of the old epoch: %v", err)
		}
	}
	if _, err := l.Push(ctx, l.Session, ledger.Batch{Epoch: refusal.Epoch, Changes: l.outbox}); code(t, err) != wire.EpochChanged {
		t.Errorf("a push before the offer: %v", err)
	}
	offered := l.offered(refusal.OfferAbove)
	answered := l.devSeq - int64(len(l.outbox))
	var lacking []wire.Lacking
	for i := 0; i <= len(offered); i += 2 { // in small parts
		part := offered[i:min(i+2, len(offered))]
		offer := ledger.Offer{Epoch: refusal.Epoch, DevSeq: answered, Done: i+2 > len(offered)}
		for _, p := range part {
			offer.Have = append(offer.Have, wire.Have{ID: p.ID, Hash: p.Hash})
		}
		some, _, err := l.TakeOffer(ctx, l.Session, offer)
		if err != nil {
			t.Fatal(err)
		}
		lacking = append(lacking, some...)
	}
	var again []wire.Pushed
	for _, p := range offered {
		if slices.Contains(lacking, wire.Lacking{ID: p.ID}) {
			again = append(again, p)
		}
	}
	l.epoch = refusal.Epoch
	l.outbox = append(again, l.outbox...)
	if results := l.push(t); len(l.outbox) != 0 {
		t.Fatalf("after the offer, the push was answered %q", outcomes(results))
	}
	l.forget()
	l.pull(t)
}

// offered are the changes with a receipt, in the order of their numbers, and then those that are held.
func (l *laptop) offered(above int64) []wire.Pushed {
	var taken []wire.Pulled
	for _, changes := range l.changes {
		for _, p := range changes {
			if p.Seq > above {
				taken = append(taken, p)
			}
		}
	}
	slices.SortFunc(taken, func(a, b wire.Pulled) int { return int(a.Seq - b.Seq) })
	var all []wire.Pushed
	for _, p := range taken {
		c, _ := journal.Decode([]byte(p.Body)) // was read before
		all = append(all, wire.Pushed{
			ID: c.ID, Txn: c.Txn, DevSeq: c.DevSeq, Device: c.Device, Account: p.Account, Receipt: p.Receipt, Hash: p.Hash, Body: p.Body,
		})
	}
	for _, p := range l.held {
		all = append(all, p)
	}
	return all
}

// Whatever comes back first after a restore, a record is on the form that it was begun on.
func TestRestoreKeepsFirstForm(t *testing.T) {
	b := newBed(t, storetest.Memory())
	author := b.enrolled(t, "author", ledger.Auditor)
	lead := b.enrolled(t, "lead", ledger.QALead, "all")
	author.sync(t)
	lead.sync(t)
	backup := b.store.(*memory.Store).Copy()
	record := author.begin(t)
	author.sync(t)
	lead.write(t, edit{record: record, path: "a", value: "on the next version"})
	c := decode(t, lead.outbox[0].Body)
	c.FormHash = "f1"
	lead.outbox[0] = envelope(t, c)
	lead.sync(t)
	lead.changes[record] = map[uuid.UUID]wire.Pulled{c.ID: lead.changes[record][c.ID]} // as after a first copy

	b.restore(t, backup)
	lead.recover(t)
	author.recover(t)
	lead.pull(t)
	if got := lead.records[record].Form; got != "f0" {
		t.Errorf("the record was begun on %q", got)
	}
}

// After a restore everything comes back that any laptop still has: its own and others', held too.
func TestRestore(t *testing.T) {
	b := newBed(t, storetest.Memory())
	author := b.enrolled(t, "author", ledger.Auditor)
	lead := b.enrolled(t, "lead", ledger.QALead, "all")
	late := b.enrolled(t, "late", ledger.Auditor)
	before := author.begin(t)
	author.sync(t)
	backup := b.store.(*memory.Store).Copy()

	after := author.begin(t)
	author.write(t, edit{record: before, path: "a", value: "lost?"}, edit{record: after, path: "a", value: "lost?"})
	author.sync(t)
	lead.pull(t)
	lead.write(t, edit{record: after, path: "b", value: "moderated"})
	lead.sync(t)
	late.write(t, edit{record: before, path: "c", value: "held"})
	late.sync(t)
	author.pull(t)
	author.write(t, edit{record: after, path: "c", value: "never sent"})
	want := lead.offered(0)

	b.restore(t, backup)
	lead.recover(t) // first, so that it carries what the author made
	late.recover(t)
	author.recover(t)
	lead.pull(t)
	b.check(t)
	for _, p := range want {
		c := decode(t, p.Body)
		if _, back := lead.changes[c.Record][c.ID]; !back {
			t.Errorf("the change at %s of record %s did not come back", c.Path, c.Record)
		}
	}
	if got := lead.values(t, after, "c"); len(got) != 1 {
		t.Errorf("what was never sent before is now %q", got)
	}
	if got := lead.records[after].Creator; got != author.Account {
		t.Errorf("the record now belongs to %s", got)
	}
	if !author.has(after) {
		t.Error("its author does not see the record any more")
	}
	if lines, err := b.HeldChanges(context.Background(), lead.Session, uuid.Nil); err != nil || len(lines) != 2 {
		t.Errorf("%d changes are held, %v; want 1", len(lines)-1, err)
	}
	author.write(t, edit{record: after, path: "d", value: "and on"})
	if got := author.sync(t); got != "ok" {
		t.Errorf("the next push was answered %q", got)
	}
}

// A store that was put back without its administrator saying so is noticed by the first laptop that is ahead of it.
func TestRestoreUnsaid(t *testing.T) {
	b := newBed(t, storetest.Memory())
	author := b.enrolled(t, "author", ledger.Auditor)
	backup := b.store.(*memory.Store).Copy()
	author.begin(t)
	author.sync(t)
	b.store = backup
	b.open(t)
	_, err := b.Pull(context.Background(), author.Session, author.cursor, 0)
	if got := code(t, err); got != wire.StoreBehind {
		t.Errorf("refused as %q", got)
	}
}

// Where there were several restores, what to offer reaches back to the earliest of them.
func TestOfferAboveTheEarliestRestore(t *testing.T) {
	b := newBed(t, storetest.Memory())
	author := b.enrolled(t, "author", ledger.Auditor)
	away := b.enrolled(t, "away", ledger.QALead, "all")
	first := b.store.(*memory.Store).Copy()
	record := author.begin(t)
	author.sync(t)
	away.pull(t)
	b.restore(t, first)
	author.recover(t)
	for range 5 {
		author.write(t, edit{record: record, path: "a", value: "x"})
	}
	author.sync(t)
	second := b.store.(*memory.Store).Copy()
	author.sync(t)
	b.restore(t, second)
	_, err := b.Pull(context.Background(), away.Session, away.cursor, 0)
	var refusal *wire.Error
	lastOfFirst := int64(2)
	if !errors.As(err, &refusal) || refusal.Code != wire.EpochChanged || refusal.OfferAbove != lastOfFirst {
		t.Errorf("refused with %+v, want to offer above %d", refusal, lastOfFirst)
	}
	away.recover(t)
	if len(away.changes[record]) != 6 {
		t.Errorf("has %d changes, want 6", len(away.changes[record]))
	}
}

// What a device had written is taken from the one that its laptop has become, also when the backup never heard of it.
func TestCarriedFromADeviceThatARestoreLost(t *testing.T) {
	b := newBed(t, storetest.Memory())
	b.account(t, "author", ledger.Auditor)
	backup := b.store.(*memory.Store).Copy()
	old := b.enrol(t, "author")
	old.begin(t)
	carried := old.outbox[0]
	carried.Device = old.Device
	b.restore(t, backup)
	next := b.enrol(t, "author")
	next.outbox = []wire.Pushed{carried}
	if got := outcomes(next.push(t)); got != "ok" {
		t.Errorf("answered %q", got)
	}
	b.check(t)
}

// heldLate is a record on a form that was withdrawn: what an author wrote to it is held, and a lead wrote to it who had it
// before a restore.
func heldLate(t *testing.T, begins bool) (author, lead *laptop, record uuid.UUID) {
	t.Helper()
	b := newBed(t, storetest.Memory())
	author = b.enrolled(t, "author", ledger.Auditor)
	lead = b.enrolled(t, "lead", ledger.QALead, "all")
	form := wire.Form{Hash: wire.HashOf("f"), ID: "f", Version: "1", Source: []byte("f")}
	err := errors.Join(b.ProposeForm(t.Context(), author.Session, form), b.SetFormStatus(t.Context(), lead.Session, form.Hash, wire.FormGone))
	if err != nil {
		t.Fatal(err)
	}
	record = newID()
	if begins {
		record = author.begin(t)
	}
	author.write(t, edit{record: record, path: "a", value: "first"})
	rewrite(t, author, form.Hash.String())
	lead.write(t, edit{record: record, path: "b", value: "had it before"})
	for _, r := range author.push(t) {
		if r.Code != wire.FormWithdrawn {
			t.Fatalf("the author was answered %+v", r)
		}
	}
	if got := lead.sync(t); got != "ok" {
		t.Fatalf("the lead was answered %q", got)
	}
	return author, lead, record
}

// decideAll decides what is held, in the order in which it came.
func (l *laptop) decideAll(t *testing.T, accept bool) {
	t.Helper()
	lines, err := l.HeldChanges(t.Context(), l.Session, uuid.Nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range lines {
		if line.Held == nil {
			continue
		}
		if _, err := l.Decide(t.Context(), l.Session, line.Held.ID, wire.DecisionRequest{Accept: accept}); err != nil {
			t.Fatal(err)
		}
	}
}

// Whoever started a record has sight of it, also when its beginning is taken after what others wrote to it.
func TestRecordIsWhoseBeginningIsTakenLate(t *testing.T) {
	author, lead, record := heldLate(t, true)
	lead.decideAll(t, true)
	author.pull(t)
	if len(author.changes[record]) != 3 || author.records[record].Creator != author.Account {
		t.Errorf("the author has %d changes of a record of %s", len(author.changes[record]), author.records[record].Creator)
	}
	author.check(t)
}

// An author whose words are taken into a record out of sight is told to keep nothing of it.
func TestTakenOutOfSight(t *testing.T) {
	author, lead, record := heldLate(t, false)
	author.records[record] = wire.Record{ID: record} // as laptops have what was begun on them
	lead.decideAll(t, true)
	author.pull(t)
	if author.has(record) || len(author.told) != 1 {
		t.Errorf("the author has the record: %v, and was told %+v", author.has(record), author.told)
	}
	author.check(t)
}
