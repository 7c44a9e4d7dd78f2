package replica

import (
	"errors"
	"testing"

	"github.com/google/uuid"

	"plumbline/sync/journal"
	"plumbline/sync/wire"
)

// TestAnswerMovesCursor has the answer to a push say that this replica has the whole log with what it pushed.
func TestAnswerMovesCursor(t *testing.T) {
	for _, tt := range []struct {
		name    string
		between func(t *testing.T, b *bed, c *farCentre) // the push and its answer
		moves   bool
	}{
		{"nothing happened meanwhile", func(*testing.T, *bed, *farCentre) {}, true},
		{"a page was applied meanwhile", func(t *testing.T, b *bed, c *farCentre) {
			c.seq += 5
			b.apply(t, c)
		}, false},
		{"it is looking through all records", func(t *testing.T, b *bed, _ *farCentre) {
			if err := b.Verified(t.Context(), true); err != nil {
				t.Fatal(err)
			}
		}, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			eachKeeping(t, func(t *testing.T, b *bed) {
				c := b.enrolAt(t)
				record := b.create(t)
				batch, err := b.Outgoing(t.Context(), FullRoom())
				if err != nil || len(batch.Changes) != 1 {
					t.Fatalf("%+v (%v)", batch, err)
				}
				sent := batch.Changes[0]
				answer := Answer{
					Asked: c.cursor(), Results: []wire.Result{{ID: sent.ID, Outcome: wire.OK, Seq: c.seq + 1, Receipt: "t"}},
					Records: []wire.Record{{ID: record, Write: false, Changes: 1, LastSeq: c.seq + 1, Digest: sent.Hash, Heads: sent.Hash}},
				}
				after := farCentre{epoch: c.epoch, seq: c.seq + 1}
				answer.End = wire.PushEnd{Epoch: c.epoch, LastSeq: after.seq, Cursor: after.cursor(), FormsSeq: 7}
				tt.between(t, b, c)
				if _, err := b.Answered(t.Context(), answer); err != nil {
					t.Fatal(err)
				}
				centre, err := b.Centre(t.Context())
				row, rerr := b.Record(t.Context(), record)
				if err != nil || rerr != nil {
					t.Fatal(err, rerr)
				}
				if moved := centre.Cursor == after.cursor(); moved != tt.moves {
					t.Errorf("the cursor is %q", centre.Cursor)
				}
				if tt.moves && (centre.Reached != after.seq || centre.FormsNews != 7 || !row.ReadOnly) {
					t.Errorf("reached %d, forms %d, record %+v", centre.Reached, centre.FormsNews, row)
				}
				if n, err := b.Overview(t.Context()); err != nil || n.Waiting != 0 {
					t.Errorf("%d changes wait (%v)", n.Waiting, err)
				}
			})
		})
	}
}

// TestPageOfAllKinds mixes, in one page, what is new here with what is here, what goes and what comes back.
func TestPageOfAllKinds(t *testing.T) {
	eachKeeping(t, func(t *testing.T, b *bed) {
		c := b.enrolAt(t)
		old, going, fresh, late := newID(), newID(), newID(), newID()
		line := func(record uuid.UUID) wire.PullLine {
			return wire.PullLine{Record: &wire.Record{ID: record, Form: "f0", Write: true}}
		}
		first := elsewhere(old, "a", "before")
		b.apply(t, c, line(old), line(going), c.line(t, elsewhere(old, "_state", "in_progress")), c.line(t, first), c.line(t, elsewhere(going, "a", "gone")))
		begun := elsewhere(fresh, "a", "one")
		c.seq++
		b.apply(
			t, c, line(fresh), line(old), c.line(t, elsewhere(fresh, "_state", "in_progress")), c.line(t, begun),
			c.line(t, elsewhere(old, "a", "after", first.ID)),
			wire.PullLine{Drop: &wire.Drop{Record: going}},
			c.line(t, elsewhere(fresh, "a", "two", begun.ID)), c.line(t, elsewhere(fresh, "b", "left")), c.line(t, elsewhere(fresh, "b", "right")),
			line(late), c.line(t, elsewhere(late, "_state", "complete")),
		)
		for _, want := range []struct {
			record           uuid.UUID
			path, value      string
			state            string
			heads, conflicts int
		}{
			{old, "a", "after", "in_progress", 1, 0},
			{fresh, "a", "two", "in_progress", 1, 1},
			{fresh, "b", "left", "in_progress", 2, 1},
			{late, "_state", "complete", "complete", 1, 0},
		} {
			heads, err := b.Heads(t.Context(), want.record)
			row, rerr := b.Record(t.Context(), want.record)
			if err != nil || rerr != nil {
				t.Fatal(err, rerr)
			}
			at := heads[want.path]
			if len(at) != want.heads || !holds(at, want.value) || row.State != want.state || row.Conflicts != want.conflicts {
				t.Errorf("%s holds %+v, and its line is %+v", want.path, at, row)
			}
		}
		if _, err := b.Record(t.Context(), going); !errors.Is(err, ErrNotFound) {
			t.Errorf("what was dropped is here: %v", err)
		}
	})
}

func holds(heads []journal.Change, value string) bool {
	for _, h := range heads {
		if h.Value == value {
			return true
		}
	}
	return false
}
