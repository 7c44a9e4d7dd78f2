package ledger_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/google/uuid"

	"plumbline/sync/central/ledger"
	"plumbline/sync/central/store"
	"plumbline/sync/central/storetest"
	"plumbline/sync/wire"
)

func TestWhatIsHeld(t *testing.T) {
	for _, tt := range []struct {
		name string
		do   func(*testing.T, *bed, *laptop, *laptop) string
		want string
	}{
		{"another's record", func(t *testing.T, _ *bed, author, other *laptop) string {
			record := author.begin(t)
			author.sync(t)
			other.write(t, edit{record: record, path: "a", value: "1"})
			return other.sync(t)
		}, "held:no_right"},
		{"a record that was taken away", func(t *testing.T, _ *bed, author, other *laptop) string {
			record := author.begin(t)
			assigned := wire.PathAssigned + other.Account.String()
			head := author.write(t, edit{record: record, path: assigned, value: wire.Assigned})
			author.sync(t)
			other.pull(t)
			author.write(t, edit{record: record, path: assigned, supersedes: head})
			author.sync(t)
			other.write(t, edit{record: record, path: "a", value: "1"}, edit{record: record, path: "b", value: "1"})
			return other.sync(t)
		}, "held:no_right,held:no_right"},
		{"a record that was withdrawn", func(t *testing.T, _ *bed, author, _ *laptop) string {
			record := author.begin(t)
			author.write(t, edit{record: record, path: wire.PathState, value: "withdrawn", supersedes: []uuid.UUID{author.outbox[0].ID}})
			author.sync(t)
			author.write(t, edit{record: record, path: "a", value: "late"})
			return author.sync(t)
		}, "held:record_closed"},
		{"what was withdrawn is brought back by its author", func(t *testing.T, _ *bed, author, _ *laptop) string {
			record := author.begin(t)
			head := author.write(t, edit{record: record, path: wire.PathState, value: "withdrawn", supersedes: []uuid.UUID{author.outbox[0].ID}})
			author.sync(t)
			author.write(t, edit{record: record, path: "a", value: "first"},
				edit{record: record, path: wire.PathState, value: "in_progress", supersedes: head})
			author.write(t, edit{record: record, path: "a", value: "then"})
			return author.sync(t)
		}, "ok,ok,ok"},
		{"what was closed is not", func(t *testing.T, _ *bed, author, _ *laptop) string {
			record := author.begin(t)
			head := author.write(t, edit{record: record, path: wire.PathState, value: "closed", supersedes: []uuid.UUID{author.outbox[0].ID}})
			author.sync(t)
			author.write(t, edit{record: record, path: wire.PathState, value: "in_progress", supersedes: head})
			return author.sync(t)
		}, "held:record_closed"},
		{"a record closed on one laptop and not on another takes answers", func(t *testing.T, _ *bed, author, _ *laptop) string {
			record := author.begin(t)
			author.write(t, edit{record: record, path: wire.PathState, value: "closed"})
			author.write(t, edit{record: record, path: "a", value: "1"})
			return author.sync(t)
		}, "ok,ok,ok"},
		{"a record on a withdrawn form", func(t *testing.T, b *bed, author, lead *laptop) string {
			source := []byte("| survey |")
			form := wire.Form{Hash: wire.HashOf(string(source)), ID: "dip", Version: "1", Title: "Dip audit", Source: source}
			ctx := context.Background()
			if err := b.ProposeForm(ctx, author.Session, form); err != nil {
				t.Fatal(err)
			}
			record := newID()
			begun := author.begin(t)
			rewrite(t, author, form.Hash.String())
			author.sync(t)
			if err := b.SetFormStatus(ctx, ledger.Operator(), form.Hash, wire.FormGone); err != nil {
				t.Fatal(err)
			}
			author.write(t, edit{record: begun, path: "a", value: "goes on"})
			author.write(t, edit{record: record, path: wire.PathState, value: "in_progress"})
			rewrite(t, author, form.Hash.String())
			return author.sync(t)
		}, "ok,held:form_withdrawn"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			kinds.Each(t, func(t *testing.T, s store.Store) {
				b := newBed(t, s)
				author := b.enrolled(t, "author", ledger.Auditor)
				other := b.enrolled(t, "other", ledger.Auditor)
				if got := tt.do(t, b, author, other); got != tt.want {
					t.Errorf("got %q, want %q", got, tt.want)
				}
				b.check(t)
			})
		})
	}
}

// A change that is accepted late is no head when it has been superseded before, also for a laptop that has heads alone.
func TestAcceptedTooLate(t *testing.T) {
	kinds.Each(t, func(t *testing.T, s store.Store) {
		b := newBed(t, s)
		author := b.enrolled(t, "author", ledger.Auditor)
		other := b.enrolled(t, "other", ledger.Auditor)
		lead := b.enrolled(t, "lead", ledger.QALead, "all")
		record := author.begin(t)
		author.sync(t)
		first := other.write(t, edit{record: record, path: "a", value: "first"})
		if got := other.sync(t); got != "held:no_right" {
			t.Fatalf("answered %q", got)
		}
		author.write(t, edit{record: record, path: wire.PathAssigned + other.Account.String(), value: wire.Assigned})
		author.sync(t)
		second := other.write(t, edit{record: record, path: "a", value: "second", supersedes: first})
		other.write(t, edit{record: record, path: "a", value: "third", supersedes: second})
		if got := other.sync(t); got != "ok,ok" {
			t.Fatalf("answered %q", got)
		}
		fresh := b.enrol(t, "author")
		fresh.snapshot(t)
		if _, err := b.Decide(context.Background(), lead.Session, first[0], wire.DecisionRequest{Accept: true}); err != nil {
			t.Fatal(err)
		}
		fresh.pull(t)
		if got := strings.Join(fresh.values(t, record, "a"), " "); got != "third" || len(fresh.changes[record]) != 4 {
			t.Errorf("of %d changes, the heads are %q", len(fresh.changes[record]), got)
		}
		b.check(t)
	})
}

// What comes to a record that is larger than any should be is held.
func TestFullRecord(t *testing.T) {
	b := newBed(t, storetest.Memory())
	author := b.enrolled(t, "author", ledger.Auditor)
	record := author.begin(t)
	long := strings.Repeat("word ", (wire.ChangeBytes-1000)/5)
	got := ""
	for range wire.RecordBytes/wire.ChangeBytes + 4 {
		if got = author.sync(t); got != "ok" {
			break
		}
		author.write(t, edit{record: record, path: "a", value: long})
	}
	if got != "held:record_full" {
		t.Errorf("the last was answered %q", got)
	}
}

// rewrite puts what is in the outbox on another form.
func rewrite(t *testing.T, l *laptop, form string) {
	t.Helper()
	for i, p := range l.outbox {
		c := decode(t, p.Body)
		c.FormHash = form
		l.outbox[i] = envelope(t, c)
	}
}

func TestDecide(t *testing.T) {
	for _, tt := range []struct {
		name   string
		accept bool
	}{{"accepted", true}, {"rejected", false}} {
		t.Run(tt.name, func(t *testing.T) {
			kinds.Each(t, func(t *testing.T, s store.Store) {
				ctx := context.Background()
				b := newBed(t, s)
				author := b.enrolled(t, "author", ledger.Auditor)
				other := b.enrolled(t, "other", ledger.Auditor)
				manager := b.enrolled(t, "manager", ledger.Manager, "team:east")
				stranger := b.enrolled(t, "stranger", ledger.Manager, "team:west")
				record := author.begin(t)
				author.write(t, edit{record: record, path: wire.PathTeam, value: "east"})
				author.sync(t)
				ids := other.write(t, edit{record: record, path: "a", value: "late"}, edit{record: record, path: "b", value: "late"})
				sent := other.outbox
				other.sync(t)

				for _, reader := range []struct {
					*laptop
					sees int
				}{{author, 0}, {other, 2}, {manager, 2}, {stranger, 0}} {
					lines, err := b.HeldChanges(ctx, reader.Session, uuid.Nil)
					if err != nil || len(lines) != reader.sees+1 {
						t.Errorf("%s sees %d held changes, %v; want %d", reader.account.Name, len(lines)-1, err, reader.sees)
					}
				}
				decision := wire.DecisionRequest{Accept: tt.accept, Reason: "Agreed by telephone."}
				for _, outsider := range []*laptop{author, other, stranger} {
					if _, err := b.Decide(ctx, outsider.Session, ids[0], decision); code(t, err) != wire.NotFound {
						t.Errorf("%s decided: %v", outsider.account.Name, err)
					}
				}
				for range 2 {
					decided, err := b.Decide(ctx, manager.Session, ids[1], decision)
					if err != nil || len(decided.Changes) != 2 {
						t.Fatalf("decided %v, %v", decided, err)
					}
				}
				decision.Accept = !decision.Accept
				if _, err := b.Decide(ctx, manager.Session, ids[0], decision); code(t, err) != wire.Conflict {
					t.Errorf("decided both ways: %v", err)
				}
				other.pull(t)
				author.pull(t)
				if len(other.told) != 2 || other.told[0].Accepted != tt.accept || other.told[0].Reason != decision.Reason || len(other.held) != 0 {
					t.Errorf("the author was told %+v and still holds %d", other.told, len(other.held))
				}
				if taken := len(author.values(t, record, "a")) == 1; taken != tt.accept {
					t.Errorf("in the log: %v", taken)
				}
				other.outbox = sent
				want := "held:no_right,held:no_right"
				if tt.accept {
					want = "dup,dup"
				}
				if got := outcomes(other.push(t)); got != want {
					t.Errorf("sent once more, they were answered %q", got)
				}
				b.check(t)
			})
		})
	}
}

func TestHeldOfARecordNobodyBegan(t *testing.T) {
	kinds.Each(t, func(t *testing.T, s store.Store) {
		ctx := context.Background()
		b := newBed(t, s)
		admin := b.enrolled(t, "admin", ledger.Admin)
		manager := b.enrolled(t, "manager", ledger.Manager, "team:east")
		lead := b.enrolled(t, "lead", ledger.QALead, "all")
		record := admin.begin(t)
		if got := admin.sync(t); got != "held:no_right" {
			t.Fatalf("an administrator's record was answered %q", got)
		}
		if lines, err := b.HeldChanges(ctx, manager.Session, uuid.Nil); err != nil || len(lines) != 1 {
			t.Errorf("a manager sees %d, %v", len(lines)-1, err)
		}
		lines, err := b.HeldChanges(ctx, lead.Session, uuid.Nil)
		if err != nil || len(lines) != 2 {
			t.Fatalf("the lead sees %d, %v", len(lines)-1, err)
		}
		if _, err := b.Decide(ctx, lead.Session, lines[0].Held.ID, wire.DecisionRequest{Accept: true}); err != nil {
			t.Fatal(err)
		}
		lead.pull(t)
		if !lead.has(record) {
			t.Error("the record did not come into the log")
		}
	})
}

// What was erased stays so: nothing more is taken of it, nothing of it is sent, and those behind it go on.
func TestErasedRecord(t *testing.T) {
	kinds.Each(t, func(t *testing.T, s store.Store) {
		ctx := context.Background()
		b := newBed(t, s)
		author := b.enrolled(t, "author", ledger.Auditor)
		erased, kept := author.begin(t), author.begin(t)
		author.sync(t)
		err := s.Extend(ctx, func(tx store.Tx) error {
			rows, err := tx.Records([]uuid.UUID{erased})
			row := rows[erased]
			row.Purged = row.LastSeq
			return errors.Join(err, tx.PutRecords([]store.Record{row}))
		})
		if err != nil {
			t.Fatal(err)
		}
		author.write(t, edit{record: erased, path: "a", value: "late"}, edit{record: kept, path: "a", value: "beside it"})
		sent := author.outbox
		if got := author.sync(t); got != "purged,ok" {
			t.Errorf("answered %q", got)
		}
		author.outbox = sent
		if got := outcomes(author.push(t)); got != "purged,dup" {
			t.Errorf("answered again %q", got)
		}
		fresh := b.enrol(t, "author")
		fresh.snapshot(t)
		fresh.pull(t)
		again := b.enrol(t, "author")
		again.pull(t)
		if fresh.has(erased) || again.has(erased) || !fresh.has(kept) || !again.has(kept) {
			t.Error("a new laptop has what was erased, or has not what was kept")
		}
		if _, err := b.History(ctx, author.Session, erased, 0); code(t, err) != wire.NotFound {
			t.Errorf("its history: %v", err)
		}
	})
}
