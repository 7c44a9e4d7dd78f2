package ledger_test

import (
	"context"
	"testing"

	"github.com/google/uuid"

	"plumbline/sync/central/ledger"
	"plumbline/sync/central/store/memory"
	"plumbline/sync/wire"
)

// pushOn sends the outbox from where the laptop is, and returns what the answer says besides the outcomes.
func (l *laptop) pushOn(t *testing.T) ledger.Answer {
	t.Helper()
	batch := ledger.Batch{Epoch: l.epoch, Changes: l.outbox, Cursor: l.cursor}
	answer, err := l.Push(context.Background(), l.Session, batch)
	if err != nil {
		t.Fatal(err)
	}
	l.outbox = nil
	return answer
}

// TestPushMovesCursor has a laptop push from where it is, and go on with the answer where a pull would bring nothing but its
// own changes.
func TestPushMovesCursor(t *testing.T) {
	for _, tt := range []struct {
		name    string
		between func(t *testing.T, l *laptop, record uuid.UUID) // l has pulled all that there was
		records int                                             // that the answer names; -1 where it has no cursor
	}{
		{"a record is begun", func(t *testing.T, l *laptop, _ uuid.UUID) { l.begin(t) }, 1},
		{"several records", func(t *testing.T, l *laptop, record uuid.UUID) {
			l.write(t, edit{record: record, path: "a", value: "1"}, edit{record: record, path: "b", value: "1"})
			l.begin(t)
		}, 2},
		{"nothing", func(*testing.T, *laptop, uuid.UUID) {}, 0},
		{"somebody else wrote meanwhile", func(t *testing.T, l *laptop, record uuid.UUID) {
			other := l.enrolled(t, "other", ledger.QALead, "all")
			other.write(t, edit{record: record, path: "a", value: "theirs"})
			other.push(t)
			l.write(t, edit{record: record, path: "a", value: "ours"})
		}, -1},
		{"its scopes changed meanwhile", func(t *testing.T, l *laptop, record uuid.UUID) {
			if _, err := l.SetScopes(context.Background(), ledger.Operator(), l.Account, []string{"own", "team:east"}); err != nil {
				t.Fatal(err)
			}
			l.write(t, edit{record: record, path: "a", value: "1"})
		}, -1},
		{"a change comes after one that supersedes it", func(t *testing.T, l *laptop, record uuid.UUID) {
			first := l.write(t, edit{record: record, path: "a", value: "1"})
			held := l.outbox
			l.outbox = nil
			other := l.enrolled(t, "other", ledger.QALead, "all")
			other.write(t, edit{record: record, path: "a", value: "2", supersedes: first})
			other.push(t)
			l.pull(t)
			l.outbox = held
		}, -1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			l := newBed(t, memory.New(newID(), "Gannetshire")).enrolled(t, "auditor", ledger.Auditor, "own")
			record := l.begin(t)
			l.push(t)
			l.pull(t)
			tt.between(t, l, record)
			answer := l.pushOn(t)
			if tt.records < 0 {
				if answer.End.Cursor != "" || len(answer.Records) != 0 {
					t.Errorf("the cursor moves to %q with %d records", answer.End.Cursor, len(answer.Records))
				}
				return
			}
			if len(answer.Records) != tt.records {
				t.Errorf("%d records, want %d", len(answer.Records), tt.records)
			}
			named := map[uuid.UUID]wire.Record{}
			for _, r := range answer.Records {
				named[r.ID] = r
			}
			lines, err := l.Pull(context.Background(), l.Session, l.cursor, 0)
			if err != nil {
				t.Fatal(err)
			}
			for _, line := range lines {
				switch {
				case line.Record != nil && !sameRecord(named[line.Record.ID], *line.Record):
					t.Errorf("the answer says %+v, a pull %+v", named[line.Record.ID], *line.Record)
				case line.End != nil && line.End.Cursor != answer.End.Cursor:
					t.Errorf("the answer goes on from %s, a pull from %s", answer.End.Cursor, line.End.Cursor)
				}
			}
		})
	}
}

func sameRecord(a, b wire.Record) bool {
	return a.ID == b.ID && a.Write == b.Write && a.Whole == b.Whole && a.LastSeq == b.LastSeq && a.Digest == b.Digest && a.Heads == b.Heads
}
