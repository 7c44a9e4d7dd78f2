package store_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"testing"
	"time"

	"github.com/google/uuid"

	"plumbline/sync/central/store"
	"plumbline/sync/central/storetest"
	"plumbline/sync/wire"
)

var kinds storetest.Kinds

func TestMain(m *testing.M) {
	code := m.Run()
	if err := kinds.Close(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

// fixture is rows of every kind.
type fixture struct {
	account, device, record, txn, change, late uuid.UUID
	hash                                       wire.Hash
	at                                         time.Time
}

func newFixture() fixture {
	id := func() uuid.UUID { return uuid.Must(uuid.NewV7()) }
	return fixture{
		account: id(), device: id(), record: id(), txn: id(), change: id(), late: id(), hash: wire.HashOf("words"),
		at: time.Date(2026, 11, 23, 9, 0, 0, 123e6, time.UTC),
	}
}

func (f fixture) entry(seq int64) store.Entry {
	return store.Entry{
		Seq: seq, ID: f.change, Record: f.record, Txn: f.txn, Account: f.account, Device: f.device, DevSeq: 1, Path: "a/\u00e9", Op: "set",
		Form: "f0", HLC: 1 << 50, Hash: f.hash, Body: []byte("words\x00\xff"), Received: f.at, Skew: -1500 * time.Millisecond,
	}
}

// write writes a row of every kind, with the next numbers of the log.
func (f fixture) write(tx store.Tx) error {
	tenant, err := tx.Tenant()
	if err != nil {
		return err
	}
	held := store.Held{Entry: f.entry(0), Reason: wire.NoRight}
	held.ID = f.late
	entry := f.entry(tenant.LastSeq + 1)
	entry.Parents = []uuid.UUID{f.late}
	tenant.LastSeq += 2
	tenant.Epoch, tenant.Secret, tenant.LeaseDays, tenant.FormsSeq = f.account, []byte("secret"), 14, 1
	unused, nonceErr := tx.UseNonce(f.hash, f.at.Add(time.Hour))
	if !unused {
		nonceErr = errors.New("nonce was used")
	}
	return errors.Join(
		tx.SetTenant(tenant), tx.AddEpoch(store.Epoch{ID: f.account, From: 3, At: f.at}),
		tx.PutTeam(store.Team{ID: "east", Name: "East", Service: "safeguarding"}),
		tx.PutAccount(store.Account{ID: f.account, Name: "a", Display: "A", Role: "auditor", Active: true, Created: f.at}),
		tx.PutAccountSpan(f.account, store.Span{Scope: "all", From: 1, To: 5}),
		tx.AddDevice(store.Device{ID: f.device, Account: f.account, Label: "l", App: "p", Key: []byte("k"), Epoch: f.account, Enrolled: f.at, Seen: f.at}),
		tx.PutCode(store.Code{Hash: f.hash, Account: f.account, Expires: f.at.Add(time.Hour)}),
		tx.PutToken(store.Token{Hash: f.hash, Device: f.device, Expires: f.at.Add(time.Hour)}), nonceErr,
		tx.AddApplied(f.device, 4, f.at),
		tx.Append([]store.Entry{entry}),
		tx.AppendEvent(store.Event{Seq: tenant.LastSeq, Kind: store.EventAccount, Account: f.account, Reason: "why", At: f.at}),
		tx.AddRefused([]store.Arrival{{ID: f.late, Device: f.device, DevSeq: 2, Hash: f.hash, Outcome: wire.Bad, Code: wire.Unreadable}}),
		tx.MoveHeads(nil, []store.Head{{Change: f.change, Record: f.record, Path: wire.PathState, Seq: entry.Seq, Hash: f.hash, Mark: "complete"}}),
		tx.PutRecords([]store.Record{{ID: f.record, Form: "f0", Creator: f.account, States: []string{"a", "b"}, CreatedSeq: 1, LastSeq: 1, Changes: 1, Digest: f.hash, Heads: f.hash}}),
		tx.PutRecordSpans([]store.RecordSpan{{Record: f.record, Span: store.Span{Scope: "team:east", From: 1}}}),
		tx.PutHeld([]store.Held{held}),
		tx.PutBlob(store.Blob{Record: f.record, ID: f.hash, Size: 5, Created: f.at}), tx.PutChunk(f.record, f.hash, 0, []byte("words")),
		tx.PutForm(store.Form{Hash: f.hash, ID: "dip", Version: "1", Title: "Dip", Status: wire.FormProposed, Size: 3, Source: []byte("\x00|"), By: f.account, At: f.at}),
	)
}

// read reads everything that there is, as text.
func (f fixture) read(tx store.Tx) string {
	text := ""
	for i, look := range []func() (any, error){
		func() (any, error) { t, err := tx.Tenant(); t.ID, t.Name = uuid.Nil, ""; return t, err },
		func() (any, error) { return tx.Epochs() }, func() (any, error) { return tx.Teams() },
		func() (any, error) { return tx.Account(f.account) }, func() (any, error) { return tx.AccountNamed("a") },
		func() (any, error) { return tx.Accounts() }, func() (any, error) { return tx.AccountSpans(f.account) },
		func() (any, error) { return tx.Device(f.device) }, func() (any, error) { return tx.Devices() },
		func() (any, error) { return tx.Code(f.hash) }, func() (any, error) { return tx.Token(f.hash) },
		func() (any, error) { return tx.AppliedSince(4) }, func() (any, error) { return tx.AppliedSince(5) },
		func() (any, error) { return tx.Known([]uuid.UUID{f.change, f.late, f.txn}) },
		func() (any, error) { return tx.Refused(f.device, 1, 9) }, func() (any, error) { return tx.Metas(store.Look{Upto: 9}, 0) },
		func() (any, error) { return tx.Metas(store.Look{Upto: 9, Scopes: []string{"team:east"}}, 1) },
		func() (any, error) { return tx.Metas(store.Look{Upto: 9, Scopes: []string{}}, 0) },
		func() (any, error) { m, err := tx.Metas(store.Look{Upto: 9}, 0); return entriesOf(tx, m, err) },
		func() (any, error) { return tx.RecordEntries(f.record, 0, 9, 1) }, func() (any, error) { return tx.RecordEntries(f.record, 9, 10, 0) },
		func() (any, error) { return tx.Events(0, 9) }, func() (any, error) { return tx.EventsFor(f.account, 0, 9) },
		func() (any, error) { return tx.EventsFor(f.device, 0, 9) },
		func() (any, error) {
			return tx.Superseded([]store.Head{{Change: f.late, Record: f.record, Path: "a/\u00e9"}, {Change: f.change, Record: f.record}})
		},
		func() (any, error) { return tx.Superseded([]store.Head{{Change: f.late, Record: f.record, Path: "b"}}) },
		func() (any, error) { return tx.HeadsNamed([]uuid.UUID{f.change, f.late}) }, func() (any, error) { return tx.Marks(f.record) },
		func() (any, error) { return tx.HeadEntries([]uuid.UUID{f.record}) },
		func() (any, error) { return tx.Records([]uuid.UUID{f.record, f.late}) },
		func() (any, error) { return tx.RecordSpans([]uuid.UUID{f.record, f.late}) }, func() (any, error) { return tx.Touches(store.Look{Upto: 9}) },
		func() (any, error) { return tx.Touches(store.Look{Upto: 9, Scopes: []string{"team:east", "own"}}) },
		func() (any, error) { return tx.Touches(store.Look{Upto: 9, Scopes: []string{"own"}}) },
		func() (any, error) { return tx.RecordsIn([]string{"team:east", "own"}, uuid.Nil, 9) },
		func() (any, error) { return tx.RecordsIn([]string{"all"}, uuid.Nil, 9) }, func() (any, error) { return tx.TeamRecords("team:east") },
		func() (any, error) { return tx.HeldNamed(f.late) }, func() (any, error) { return tx.HeldGroup(f.txn) },
		func() (any, error) { return tx.HeldWaiting(uuid.Nil, 9) }, func() (any, error) { return tx.HeldFor(f.record, f.account) },
		func() (any, error) { return tx.Blob(f.record, f.hash) }, func() (any, error) { return tx.Chunks(f.record, f.hash) },
		func() (any, error) { return tx.Chunk(f.record, f.hash, 0) }, func() (any, error) { return tx.Chunk(f.record, f.hash, 1) },
		func() (any, error) { return tx.Form(f.hash) }, func() (any, error) { return tx.Forms() },
	} {
		v, err := look()
		if err != nil && !errors.Is(err, store.ErrNotFound) {
			return fmt.Sprintf("look %d: %v", i, err)
		}
		text += fmt.Sprintf("%d %+v %v\n", i, v, err)
	}
	return text
}

func entriesOf(tx store.Tx, metas []store.Meta, err error) ([]store.Entry, error) {
	var seqs []int64
	for _, m := range metas {
		seqs = append(seqs, m.Seq)
	}
	if err != nil {
		return nil, err
	}
	return tx.Entries(seqs)
}

func view(t *testing.T, s store.Store, f fixture) string {
	t.Helper()
	text := ""
	if err := s.View(context.Background(), func(tx store.Tx) error { text = f.read(tx); return nil }); err != nil {
		t.Fatal(err)
	}
	return text
}

// Every kind of store gives back what was written, and the same.
func TestStoresAgree(t *testing.T) {
	f := newFixture()
	first := ""
	kinds.Each(t, func(t *testing.T, s store.Store) {
		if err := s.Extend(context.Background(), f.write); err != nil {
			t.Fatal(err)
		}
		got := view(t, s, f)
		if first == "" {
			first = got
		}
		if got != first {
			t.Errorf("reads\n%s\nand the first kind\n%s", got, first)
		}
	})
}

// What failed has never been.
func TestUpdateUndoesAll(t *testing.T) {
	kinds.Each(t, func(t *testing.T, s store.Store) {
		f := newFixture()
		if err := s.Extend(context.Background(), f.write); err != nil {
			t.Fatal(err)
		}
		had := view(t, s, f)
		failure := errors.New("on purpose")
		err := s.Extend(context.Background(), func(tx store.Tx) error {
			err := alter(tx, f)
			if err == nil && f.read(tx) == had {
				err = errors.New("nothing was altered")
			}
			return errors.Join(err, failure)
		})
		if err == nil || err.Error() != failure.Error() {
			t.Errorf("failed with %v", err)
		}
		if got := view(t, s, f); got != had {
			t.Errorf("reads\n%s\nand before\n%s", got, had)
		}
	})
}

// A record that is put again is as it was put last, the form that it was begun on included: after a restore its beginning may
// come back after what was written on a later version of its form.
func TestPutRecordAgain(t *testing.T) {
	kinds.Each(t, func(t *testing.T, s store.Store) {
		f := newFixture()
		last := store.Record{
			ID: f.record, Form: "f1", Creator: f.device, States: []string{"complete"}, CreatedSeq: 1, LastSeq: 9, Changes: 8, Bytes: 7,
			Digest: f.hash, Heads: wire.HashOf("heads"),
		}
		first := store.Record{ID: f.record, Form: "f0", Creator: f.account, CreatedSeq: 1, LastSeq: 1, Changes: 1}
		err := s.Extend(context.Background(), func(tx store.Tx) error {
			return errors.Join(tx.PutRecords([]store.Record{first}), tx.PutRecords([]store.Record{last}))
		})
		if err != nil {
			t.Fatal(err)
		}
		err = s.View(context.Background(), func(tx store.Tx) error {
			got, err := tx.Records([]uuid.UUID{f.record})
			if fmt.Sprint(got[f.record]) != fmt.Sprint(last) {
				t.Errorf("reads %+v, want %+v", got[f.record], last)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

// alter changes rows of every kind that can be changed, and adds some.
func alter(tx store.Tx, f fixture) error {
	tenant, err := tx.Tenant()
	if err != nil {
		return err
	}
	next := f.entry(tenant.LastSeq + 1)
	next.ID, next.DevSeq, next.Parents = uuid.Must(uuid.NewV7()), 2, []uuid.UUID{f.change}
	tenant.LastSeq++
	held := store.Held{Entry: f.entry(0), DecidedBy: f.account, Accepted: true, DecidedAt: f.at}
	held.ID = f.late
	return errors.Join(
		tx.SetTenant(tenant), tx.AddEpoch(store.Epoch{ID: f.device}), tx.PutTeam(store.Team{ID: "east", Service: "fostering"}),
		tx.PutTeam(store.Team{ID: "west"}), tx.PutAccount(store.Account{ID: f.account, Name: "b", Role: "admin"}),
		tx.PutAccountSpan(f.account, store.Span{Scope: "all", From: 1, To: 7}), tx.PutAccountSpan(f.account, store.Span{Scope: "own", From: 7}),
		tx.CountDevice(f.device, 9, f.device), tx.SeenDevice(f.device, "q", f.at.Add(time.Hour)), tx.RevokeDevice(f.device),
		tx.PutCode(store.Code{Hash: f.hash, Account: f.account, Device: f.device}), tx.Sweep(f.at.Add(2*time.Hour)),
		tx.AddApplied(f.device, 9, f.at), tx.Append([]store.Entry{next}),
		tx.MoveHeads([]uuid.UUID{f.change}, []store.Head{{Change: next.ID, Record: f.record, Seq: next.Seq}}),
		tx.PutRecords([]store.Record{{ID: f.record, Changes: 2}, {ID: f.late}}),
		tx.PutRecordSpans([]store.RecordSpan{{Record: f.record, Span: store.Span{Scope: "team:east", From: 1, To: 3}}}),
		tx.PutHeld([]store.Held{held}), tx.PutBlob(store.Blob{Record: f.record, ID: f.hash, Size: 5, Complete: true}),
		tx.PutChunk(f.record, f.hash, 0, []byte("other")), tx.PutChunk(f.record, f.hash, 1, []byte("more")),
		tx.DropChunks(f.record, f.hash), tx.PutForm(store.Form{Hash: f.hash, Status: wire.FormApproved}),
	)
}

// A backup stays as it was, and so does the original when the backup goes on.
func TestMemoryCopy(t *testing.T) {
	s, f := storetest.Memory(), newFixture()
	if err := s.Extend(context.Background(), f.write); err != nil {
		t.Fatal(err)
	}
	had := view(t, s, f)
	backup := s.Copy()
	again := backup.Copy()
	for _, side := range []store.Store{s, backup} {
		if err := side.Extend(context.Background(), func(tx store.Tx) error { return alter(tx, f) }); err != nil {
			t.Fatal(err)
		}
		if view(t, side, f) == had {
			t.Fatal("nothing was altered")
		}
	}
	if got := view(t, again, f); got != had {
		t.Errorf("the backup reads\n%s\nand before\n%s", got, had)
	}
}
