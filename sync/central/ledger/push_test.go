package ledger_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"

	"plumbline/sync/central/ledger"
	"plumbline/sync/central/store"
	"plumbline/sync/central/storetest"
	"plumbline/sync/wire"
)

func TestPushOutcomes(t *testing.T) {
	for _, tt := range []struct {
		name string
		do   func(*testing.T, *laptop) string
		want string
	}{
		{"a record is begun", func(t *testing.T, l *laptop) string {
			l.begin(t)
			return outcomes(l.push(t))
		}, "ok"},
		{"sent twice, taken once", func(t *testing.T, l *laptop) string {
			l.begin(t)
			sent := l.outbox
			l.push(t)
			l.outbox = sent
			return outcomes(l.push(t))
		}, "dup"},
		{"nothing", func(t *testing.T, l *laptop) string { return outcomes(l.push(t)) }, ""},
		{"a number left out", func(t *testing.T, l *laptop) string {
			record := l.begin(t)
			l.push(t)
			l.devSeq++
			l.write(t, edit{record: record, path: "a", value: "1"})
			return outcomes(l.push(t))
		}, "gap"},
		{"an action with a gap is for later as a whole", func(t *testing.T, l *laptop) string {
			record := l.begin(t)
			l.push(t)
			l.write(t, edit{record: record, path: "a", value: "1"})
			l.write(t, edit{record: record, path: "b", value: "1"}, edit{record: record, path: "c", value: "1"})
			l.outbox[2].DevSeq++
			return outcomes(l.push(t))
		}, "ok,gap,gap"},
		{"actions that interleave", func(t *testing.T, l *laptop) string {
			record := l.begin(t)
			l.write(t, edit{record: record, path: "a", value: "1"}, edit{record: record, path: "b", value: "1"})
			one, other := l.outbox[1].Txn, l.outbox[0].Txn
			l.outbox[1] = retxn(t, l.outbox[1], other)
			l.outbox[0], l.outbox[2] = retxn(t, l.outbox[0], one), retxn(t, l.outbox[2], one)
			return outcomes(l.push(t))
		}, "ok,ok,ok"},
		{"a number used for something else", func(t *testing.T, l *laptop) string {
			record := l.begin(t)
			l.push(t)
			l.devSeq--
			l.write(t, edit{record: record, path: "a", value: "clone"}, edit{record: record, path: "b", value: "clone"})
			return outcomes(l.push(t))
		}, "forked,forked"},
		{"an id with another body", func(t *testing.T, l *laptop) string {
			record := l.begin(t)
			l.write(t, edit{record: record, path: "a", value: "1"})
			sent := l.outbox[1]
			l.push(t)
			c := decode(t, sent.Body)
			c.Value = "2"
			l.outbox = []wire.Pushed{envelope(t, c)}
			return outcomes(l.push(t))
		}, "bad:id_reused"},
		{"an id twice in one push", func(t *testing.T, l *laptop) string {
			record := l.begin(t)
			id := l.write(t, edit{record: record, path: "a", value: "1"})[0]
			l.write(t, edit{record: record, path: "a", value: "2"})
			c := decode(t, l.outbox[2].Body)
			c.ID = id
			l.outbox[2] = envelope(t, c)
			return outcomes(l.push(t))
		}, "ok,ok,bad:id_reused"},
		{"a change twice in one push", func(t *testing.T, l *laptop) string {
			record := l.begin(t)
			l.write(t, edit{record: record, path: "a", value: "1"}, edit{record: record, path: "b", value: "1"})
			l.outbox = append(l.outbox[:2], l.outbox[1], l.outbox[2])
			l.write(t, edit{record: record, path: "a", value: "2"})
			return outcomes(l.push(t))
		}, "ok,ok,dup,ok,ok"},
		{"a bad change does not stop those behind it", func(t *testing.T, l *laptop) string {
			record := l.begin(t)
			l.write(t, edit{record: record, path: "a", value: "1"})
			l.write(t, edit{record: record, path: "b", value: "1"})
			l.outbox[1].Body = "{"
			l.outbox[1].Hash = wire.HashOf("{")
			return outcomes(l.push(t))
		}, "ok,bad:unreadable,ok"},
		{"a bad change is bad again", func(t *testing.T, l *laptop) string {
			record := l.begin(t)
			l.write(t, edit{record: record, path: "a", value: "1"})
			l.outbox[1].Hash = wire.HashOf("other")
			sent := l.outbox
			l.push(t)
			l.outbox = sent
			return outcomes(l.push(t))
		}, "dup,bad:hash_mismatch"},
		{"an action with a bad part is bad", func(t *testing.T, l *laptop) string {
			record := l.begin(t)
			l.write(t, edit{record: record, path: "a", value: "1"}, edit{record: record, path: strings.Repeat("b", 1001), value: "1"})
			return outcomes(l.push(t))
		}, "ok,bad:group,bad:unreadable"},
		{"the line says something else", func(t *testing.T, l *laptop) string {
			l.begin(t)
			l.outbox[0].ID = newID()
			return outcomes(l.push(t))
		}, "bad:envelope_mismatch"},
		{"another device's change, as one's own", func(t *testing.T, l *laptop) string {
			l.begin(t)
			c := decode(t, l.outbox[0].Body)
			c.Device = newID()
			l.outbox[0] = envelope(t, c)
			return outcomes(l.push(t))
		}, "bad:envelope_mismatch"},
		{"too large", func(t *testing.T, l *laptop) string {
			l.write(t, edit{record: newID(), path: "a", value: strings.Repeat("x", wire.ChangeBytes)})
			return outcomes(l.push(t))
		}, "bad:too_large"},
		{"a path that no database keeps", func(t *testing.T, l *laptop) string {
			l.write(t, edit{record: newID(), path: "a\x00b", value: "1"})
			return outcomes(l.push(t))
		}, "bad:unreadable"},
		{"values that are no plain text", func(t *testing.T, l *laptop) string {
			record := l.begin(t)
			l.write(t, edit{record: record, path: "a", value: "\x00\x01\u2028'; DROP TABLE change; --"})
			l.write(t, edit{record: record, path: wire.PathTeam, value: "\x00"})
			return outcomes(l.push(t))
		}, "ok,ok,ok"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			kinds.Each(t, func(t *testing.T, s store.Store) {
				b := newBed(t, s)
				l := b.enrolled(t, "auditor", ledger.Auditor)
				if got := tt.do(t, l); got != tt.want {
					t.Errorf("got %q, want %q", got, tt.want)
				}
				b.check(t)
			})
		})
	}
}

// retxn moves a change to another action.
func retxn(t *testing.T, p wire.Pushed, txn uuid.UUID) wire.Pushed {
	t.Helper()
	c := decode(t, p.Body)
	c.Txn = txn
	return envelope(t, c)
}

// What a newer version wrote comes back byte for byte.
func TestRelayIsByteForByte(t *testing.T) {
	kinds.Each(t, func(t *testing.T, s store.Store) {
		b := newBed(t, s)
		l := b.enrolled(t, "auditor", ledger.Auditor)
		record, id, txn := newID(), newID(), newID()
		body := ` { "v": 7, "mood": {"a":[1.0,1e3]}, "id": "` + id.String() + `", "record":"` + record.String() + `",
	"path":"a/\u00e9", "op":"increase", "value":"1", "by": 2, "author":"\ud83d\ude00 caf\u00e9", "device":"` + l.Device.String() +
			`", "dev_seq":1,"txn":"` + txn.String() + `","hlc":"5","form":"f0"}` + "\n"
		l.outbox = []wire.Pushed{{ID: id, Txn: txn, DevSeq: 1, Hash: wire.HashOf(body), Body: body}}
		if got := l.sync(t); got != "ok" {
			t.Fatalf("answered %q", got)
		}
		if got := l.changes[record][id].Body; got != body {
			t.Errorf("came back as %q", got)
		}
		fresh := b.enrol(t, "auditor")
		fresh.snapshot(t)
		if got := fresh.changes[record][id].Body; got != body {
			t.Errorf("came in the snapshot as %q", got)
		}
	})
}

// Heads do not depend on the order in which a change and what supersedes it arrive.
func TestChildBeforeParent(t *testing.T) {
	kinds.Each(t, func(t *testing.T, s store.Store) {
		b := newBed(t, s)
		one := b.enrolled(t, "one", ledger.Auditor)
		other := b.enrolled(t, "other", ledger.QALead, "all")
		record := one.begin(t)
		first := one.write(t, edit{record: record, path: "a", value: "first"})
		one.push(t)
		one.write(t, edit{record: record, path: "a", value: "second", supersedes: first})
		waiting := one.outbox
		other.pull(t)
		parent := decode(t, waiting[0].Body).ID
		other.write(t, edit{record: record, path: "a", value: "third", supersedes: []uuid.UUID{parent}})
		other.write(t, edit{record: record, path: "b", value: "elsewhere", supersedes: []uuid.UUID{parent}})
		other.push(t)
		b.check(t)
		one.push(t)
		b.check(t)
		one.pull(t)
		if got := strings.Join(one.values(t, record, "a"), " "); got != "third" {
			t.Errorf("the heads are %q", got)
		}
	})
}

// Nor do they within one push.
func TestChildBeforeParentInOnePush(t *testing.T) {
	kinds.Each(t, func(t *testing.T, s store.Store) {
		b := newBed(t, s)
		old := b.enrolled(t, "auditor", ledger.Auditor)
		record := old.begin(t)
		old.sync(t)
		first := old.write(t, edit{record: record, path: "a", value: "first"})
		old.write(t, edit{record: record, path: "a", value: "second", supersedes: first})
		l := b.incarnate(t, old)
		for _, p := range slices.Backward(old.outbox) {
			p.Device = old.Device
			l.outbox = append(l.outbox, p)
		}
		if got := l.sync(t); got != "ok,ok" {
			t.Errorf("answered %q", got)
		}
		if got := strings.Join(l.values(t, record, "a"), " "); got != "second" {
			t.Errorf("the heads are %q", got)
		}
		b.check(t)
	})
}

// A device that was put back to a backup, or cloned, finds out at its next push and loses nothing.
func TestForkedDevice(t *testing.T) {
	kinds.Each(t, func(t *testing.T, s store.Store) {
		b := newBed(t, s)
		l := b.enrolled(t, "auditor", ledger.Auditor)
		record := l.begin(t)
		l.push(t)
		clone := *l
		l.write(t, edit{record: record, path: "a", value: "original"})
		l.push(t)
		clone.outbox = nil
		clone.write(t, edit{record: record, path: "a", value: "clone"})
		frozen := clone.outbox[0]
		if got := outcomes(clone.push(t)); got != "forked" {
			t.Fatalf("the clone was answered %q", got)
		}
		again := b.incarnate(t, l)
		frozen.Device = l.Device
		again.outbox = []wire.Pushed{frozen}
		again.write(t, edit{record: record, path: "b", value: "and on"})
		if got := again.sync(t); got != "ok,ok" {
			t.Fatalf("the new incarnation was answered %q", got)
		}
		if got := strings.Join(again.values(t, record, "a"), " "); got != "original clone" {
			t.Errorf("the heads are %q", got)
		}
		b.check(t)
	})
}

// An action that goes on over many pushes, which no client does, stops nobody's pulls.
func TestEndlessAction(t *testing.T) {
	b := newBed(t, storetest.Memory())
	l := b.enrolled(t, "auditor", ledger.Auditor)
	lead := b.enrolled(t, "lead", ledger.QALead, "all")
	record := l.begin(t)
	l.push(t)
	txn := newID()
	for range 25 {
		for range 500 {
			l.write(t, edit{record: record, path: "a", value: "x"})
			l.outbox[len(l.outbox)-1] = retxn(t, l.outbox[len(l.outbox)-1], txn)
		}
		l.push(t)
	}
	lead.pullIn(t, 100)
	if got := len(lead.changes[record]); got != 1+25*500 {
		t.Errorf("has %d changes", got)
	}
	stranger := b.enrolled(t, "stranger", ledger.Auditor)
	for i, want := range []string{"held:no_right", "bad:group"} {
		stranger.write(t, edit{record: record, path: "a", value: "late"})
		stranger.outbox[0] = retxn(t, stranger.outbox[0], txn)
		if got := outcomes(stranger.push(t)); got != want {
			t.Errorf("push %d into an action that is held: %q, want %q", i, got, want)
		}
	}
}

// What a change claims to be is not believed.
func TestClaimedHash(t *testing.T) {
	b := newBed(t, storetest.Memory())
	l := b.enrolled(t, "auditor", ledger.Auditor)
	thief := b.enrolled(t, "thief", ledger.Auditor)
	l.begin(t)
	claimed := l.outbox[0]
	l.push(t)
	claimed.Body = "{}"
	thief.outbox = []wire.Pushed{claimed}
	results := thief.push(t)
	if got := outcomes(results); got != "bad:hash_mismatch" || results[0].Receipt != "" {
		t.Errorf("answered %q, with receipt %q", got, results[0].Receipt)
	}
}

func TestCarryingNeedsRight(t *testing.T) {
	kinds.Each(t, func(t *testing.T, s store.Store) {
		b := newBed(t, s)
		one := b.enrolled(t, "one", ledger.Auditor)
		thief := b.enrolled(t, "thief", ledger.QALead, "all")
		record := one.begin(t)
		one.push(t)
		one.write(t, edit{record: record, path: "a", value: "never said"})
		forged := one.outbox[0]
		forged.Device = one.Device
		thief.outbox = []wire.Pushed{forged}
		if got := outcomes(thief.push(t)); got != "bad:foreign_device" {
			t.Errorf("without a receipt: %q", got)
		}
		forged.Account, forged.Receipt = one.Account, "tAAAAAAAAAAAAAAAAAAAAAA"
		thief.outbox = []wire.Pushed{forged}
		if got := outcomes(thief.push(t)); got != "bad:receipt_invalid" {
			t.Errorf("with a receipt that was made up: %q", got)
		}
		if got := outcomes(one.push(t)); got != "ok" {
			t.Errorf("the real change: %q", got)
		}
	})
}

func TestAnEmptyPushCostsNoNumber(t *testing.T) {
	b := newBed(t, kinds.OpenPostgres(t))
	l := b.enrolled(t, "auditor", ledger.Auditor)
	before, err := b.LastSeq(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	l.push(t)
	if after, err := b.LastSeq(context.Background()); err != nil || after != before {
		t.Errorf("the log went from %d to %d, %v", before, after, err)
	}
}
