package replica

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/google/uuid"
	"pgregory.net/rapid"

	"plumbline/sync/wire"
)

func TestWhatWentOutIsNeverAltered(t *testing.T) {
	eachKeeping(t, func(t *testing.T, b *bed) {
		record := b.create(t)
		typed := b.commit(t, record, set("a", "Sib"))[0]
		first, err := b.Outgoing(t.Context(), FullRoom())
		if err != nil || len(first.Changes) != 2 || first.Left != 0 {
			t.Fatalf("batch %+v, %v", first, err)
		}
		more := b.commit(t, record, set("a", "Siblings").replacing(typed.ID))[0]
		if !slices.Equal(more.Supersedes, []uuid.UUID{typed.ID}) || more.DevSeq != 3 {
			t.Errorf("the next change is %+v", more)
		}
		second, err := b.Outgoing(t.Context(), Room{Changes: 2, Bytes: 1 << 20})
		if err != nil || !slices.Equal(second.Changes, first.Changes) || second.Left != 1 {
			t.Errorf("the second attempt has %+v, the first had %+v (%v)", second, first, err)
		}
	})
}

func TestPurged(t *testing.T) {
	eachKeeping(t, func(t *testing.T, b *bed) {
		c := b.enrolAt(t)
		record, other := b.create(t), b.create(t)
		b.push(t, wire.OK)
		b.commit(t, record, set("a", "by law to be erased"))
		batch, err := b.Outgoing(t.Context(), FullRoom())
		if err != nil {
			t.Fatal(err)
		}
		b.commit(t, record, set("b", "a draft of it"))
		kept := b.commit(t, other, set("c", "a draft of another record"))[0]
		_, err = b.Answered(t.Context(), Answer{Results: []wire.Result{{ID: batch.Changes[0].ID, Outcome: wire.Purged}}, End: wire.PushEnd{DevSeq: 3}})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := b.Record(t.Context(), record); !errors.Is(err, ErrNotFound) {
			t.Errorf("the record: %v", err)
		}
		if h, err := b.History(t.Context(), record, ""); err != nil || len(h) != 0 {
			t.Errorf("its history: %v, %v", h, err)
		}
		if _, err := b.Commit(t.Context(), Commit{Record: record, Author: "R. Auditor", Edits: []Edit{set("a", "x")}}); !errors.Is(err, ErrErased) {
			t.Errorf("writing to it: %v", err)
		}
		gone, err := b.Gone(t.Context())
		if err != nil || len(gone) != 1 || !gone[0].Erased || gone[0].Record != record {
			t.Errorf("gone %+v, %v", gone, err)
		}
		// Numbers stay without a gap.
		if next := b.push(t, wire.OK); len(next) != 1 || next[0].ID != kept.ID || next[0].DevSeq != 4 {
			t.Errorf("the next push has %+v", next)
		}
		// Nothing brings it back.
		line := wire.PullLine{Record: &wire.Record{ID: record, Whole: true}}
		b.apply(t, c, line, c.line(t, elsewhere(record, "a", "from an old laptop")))
		if _, err := b.Record(t.Context(), record); !errors.Is(err, ErrNotFound) {
			t.Errorf("the record came back: %v", err)
		}
	})
}

// TestRejectedOnItsWay has a change rejected whose answer, that it is held, never came.
func TestRejectedOnItsWay(t *testing.T) {
	eachKeeping(t, func(t *testing.T, b *bed) {
		c := b.enrolAt(t)
		record := b.create(t)
		b.push(t, wire.OK)
		late := b.commit(t, record, set("a", "after it was closed"))[0]
		if batch, err := b.Outgoing(t.Context(), FullRoom()); err != nil || len(batch.Changes) != 1 {
			t.Fatalf("%+v, %v", batch, err)
		}
		b.apply(t, c, wire.PullLine{Decision: &wire.Decision{Change: late.ID, Record: record, Reason: "closed"}})
		entries, err := b.Trace(t.Context(), record, "a")
		if err != nil || len(entries) != 1 || entries[0].Status != Rejected {
			t.Errorf("%+v, %v", entries, err)
		}
		if batch, err := b.Outgoing(t.Context(), FullRoom()); err != nil || len(batch.Changes) != 0 {
			t.Errorf("it goes out again: %+v, %v", batch, err)
		}
		if heads := b.headIDs(t, record); slices.Contains(heads, late.ID) {
			t.Error("it is shown as current")
		}
	})
}

func TestGap(t *testing.T) {
	eachKeeping(t, func(t *testing.T, b *bed) {
		b.enrolAt(t)
		record := b.create(t)
		b.commit(t, record, set("a", "1"))
		b.push(t, wire.OK)
		late := b.commit(t, record, set("a", "2"))[0]
		batch, err := b.Outgoing(t.Context(), FullRoom())
		if err != nil || len(batch.Changes) != 1 {
			t.Fatalf("batch %+v, %v", batch, err)
		}
		v, err := b.Answered(t.Context(), Answer{Results: []wire.Result{{ID: late.ID, Outcome: wire.Gap}}, End: wire.PushEnd{DevSeq: 1}})
		if err != nil || v.Forked {
			t.Fatalf("verdict %+v, %v", v, err)
		}
		batch, err = b.Outgoing(t.Context(), FullRoom())
		if err != nil || len(batch.Changes) != 2 || batch.Changes[0].DevSeq != 2 || batch.Changes[1].ID != late.ID {
			t.Errorf("the centre lacks 2 and gets %+v (%v)", batch, err)
		}
	})
}

func TestPropertyBatchesNeverDivideActions(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		txns := []uuid.UUID{{1}, {2}, {3}, {4}, {5}}
		waiting := make([]outline, rapid.IntRange(1, 30).Draw(t, "n"))
		for i := range waiting {
			waiting[i] = outline{id: uuid.UUID{byte(i)}, txn: rapid.SampledFrom(txns).Draw(t, "txn"), size: rapid.IntRange(0, 50).Draw(t, "size")}
		}
		room := Room{Changes: rapid.IntRange(0, 20).Draw(t, "changes"), Bytes: rapid.IntRange(0, 200).Draw(t, "bytes")}
		n := cut(waiting, room)
		if n < 1 || n > len(waiting) {
			t.Fatalf("%d of %d", n, len(waiting))
		}
		whole := func(n int) bool {
			return !slices.ContainsFunc(waiting[:n], func(a outline) bool {
				return slices.ContainsFunc(waiting[n:], func(b outline) bool { return a.txn == b.txn })
			})
		}
		fits := func(n int) bool {
			bytes := 0
			for _, o := range waiting[:n] {
				bytes += o.size
			}
			return n <= room.Changes && bytes <= room.Bytes
		}
		first := 1
		for !whole(first) {
			first++
		}
		switch {
		case !whole(n):
			t.Fatalf("an action is divided after %d of %+v", n, waiting)
		case !fits(n) && n != first:
			t.Fatalf("%d are too many", n)
		}
		for m := n + 1; m <= len(waiting); m++ {
			if whole(m) && fits(m) {
				t.Fatalf("%d would have fitted, not %d", m, n)
			}
		}
	})
}

func TestTooLarge(t *testing.T) {
	eachKeeping(t, func(t *testing.T, b *bed) {
		record := b.create(t)
		long := make([]byte, wire.ChangeBytes)
		for i := range long {
			long[i] = 'x'
		}
		commit := func(edits ...Edit) error {
			_, err := b.Commit(context.Background(), Commit{Record: record, Author: "R. Auditor", Edits: edits})
			return err
		}
		if err := commit(set("a", string(long))); !errors.Is(err, ErrTooLarge) {
			t.Errorf("one answer: %v", err)
		}
		many := make([]Edit, wire.RequestLines+1)
		for i := range many {
			many[i] = set(fmt.Sprint("p", i), "x")
		}
		if err := commit(many...); !errors.Is(err, ErrTooLarge) {
			t.Errorf("one action: %v", err)
		}
		if err := commit(set("a", string(long[:wire.ChangeBytes-1000]))); err != nil {
			t.Errorf("an answer that fits: %v", err)
		}
	})
}
