package memory

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"github.com/google/uuid"

	"plumbline/sync/central/store"
	"plumbline/sync/wire"
)

func (t *tx) PutRecords(records []store.Record) error {
	for _, r := range records {
		put(t, t.records, r.ID, r)
		insert(t, &t.recordIDs, r.ID)
	}
	return nil
}

func (t *tx) Records(ids []uuid.UUID) (map[uuid.UUID]store.Record, error) {
	found := map[uuid.UUID]store.Record{}
	for _, id := range ids {
		if r, ok := t.records[id]; ok {
			found[id] = r
		}
	}
	return found, nil
}

func (t *tx) PutRecordSpans(spans []store.RecordSpan) error {
	for _, s := range spans {
		put(t, t.recordSpans, s.Record, putSpan(t.recordSpans[s.Record], s.Span))
		t.touch(touch{store.Touch{Record: s.Record, Seq: max(s.From, s.To)}, s.Scope})
	}
	return nil
}

// touch notes the beginning or the end of a span. Both come at the end of the log.
func (t *tx) touch(new touch) {
	at, _ := slices.BinarySearchFunc(t.touches, new.Seq+1, bySeqOfTouch)
	if at == len(t.touches) {
		set(t, &t.touches, append(t.touches, new))
		return
	}
	set(t, &t.touches, slices.Insert(slices.Clone(t.touches), at, new))
}

func (t *tx) RecordSpans(records []uuid.UUID) (map[uuid.UUID][]store.Span, error) {
	spans := map[uuid.UUID][]store.Span{}
	for _, id := range records {
		if own := t.recordSpans[id]; own != nil {
			spans[id] = slices.Clone(own)
		}
	}
	return spans, nil
}

func (t *tx) Touches(look store.Look) ([]store.Touch, error) {
	first, _ := slices.BinarySearchFunc(t.touches, look.After+1, bySeqOfTouch)
	var touches []store.Touch
	for _, touch := range t.touches[first:] {
		if touch.Seq > look.Upto {
			break
		}
		if look.Scopes == nil || slices.Contains(look.Scopes, touch.scope) {
			touches = append(touches, touch.Touch)
		}
	}
	return touches, nil
}

func (t *tx) RecordsIn(scopes []string, after uuid.UUID, limit int) ([]uuid.UUID, error) {
	var ids []uuid.UUID
	for _, id := range above(t.recordIDs, after) {
		if len(ids) == limit {
			break
		}
		if slices.Contains(scopes, store.ScopeAll) || scopes != nil && t.had(id, scopes) {
			ids = append(ids, id)
		}
	}
	return ids, nil
}

func (t *tx) TeamRecords(scope string) ([]uuid.UUID, error) {
	var ids []uuid.UUID
	for _, id := range t.recordIDs {
		if slices.ContainsFunc(t.recordSpans[id], func(s store.Span) bool { return s.Scope == scope && s.To == 0 }) {
			ids = append(ids, id)
		}
	}
	return ids, nil
}

func (t *tx) PutHeld(held []store.Held) error {
	for _, h := range held {
		put(t, t.held, h.ID, h)
		insert(t, &t.heldIDs, h.ID)
	}
	return nil
}

func (t *tx) HeldNamed(id uuid.UUID) (store.Held, error) { return get(t.held, id) }

func (t *tx) HeldGroup(txn uuid.UUID) ([]store.Held, error) {
	var group []store.Held
	for _, id := range t.heldIDs {
		if h := t.held[id]; h.Txn == txn {
			group = append(group, h)
		}
	}
	slices.SortStableFunc(group, func(a, b store.Held) int { return cmp.Compare(a.DevSeq, b.DevSeq) })
	return group, nil
}

func (t *tx) HeldWaiting(after uuid.UUID, limit int) ([]store.Held, error) {
	var waiting []store.Held
	for _, id := range above(t.heldIDs, after) {
		if h := t.held[id]; h.DecidedBy == uuid.Nil && len(waiting) < limit {
			waiting = append(waiting, h)
		}
	}
	return waiting, nil
}

func (t *tx) HeldFor(record, account uuid.UUID) (bool, error) {
	for _, h := range t.held {
		if h.Record == record && h.Account == account && (h.DecidedBy == uuid.Nil || h.Accepted) {
			return true, nil
		}
	}
	return false, nil
}

func (t *tx) PutBlob(b store.Blob) error {
	put(t, t.blobs, blobKey{b.Record, b.ID}, b)
	return nil
}

func (t *tx) Blob(record uuid.UUID, id wire.Hash) (store.Blob, error) {
	return get(t.blobs, blobKey{record, id})
}

func (t *tx) PutChunk(record uuid.UUID, id wire.Hash, n int, data []byte) error {
	put(t, t.chunks, chunkKey{blobKey{record, id}, n}, bytes.Clone(data))
	return nil
}

func (t *tx) Chunk(record uuid.UUID, id wire.Hash, n int) ([]byte, error) {
	return get(t.chunks, chunkKey{blobKey{record, id}, n})
}

func (t *tx) Chunks(record uuid.UUID, id wire.Hash) ([]int, error) {
	var numbers []int
	for k := range t.chunks {
		if k.blobKey == (blobKey{record, id}) {
			numbers = append(numbers, k.n)
		}
	}
	slices.Sort(numbers)
	return numbers, nil
}

func (t *tx) DropChunks(record uuid.UUID, id wire.Hash) error {
	numbers, err := t.Chunks(record, id)
	for _, n := range numbers {
		drop(t, t.chunks, chunkKey{blobKey{record, id}, n})
	}
	return err
}

func (t *tx) PutForm(f store.Form) error {
	if f.Source == nil {
		f.Source = t.forms[f.Hash].Source
	}
	put(t, t.forms, f.Hash, f)
	return nil
}

func (t *tx) Form(hash wire.Hash) (store.Form, error) { return get(t.forms, hash) }

func (t *tx) Forms() ([]store.Form, error) {
	forms := sorted(t.forms, func(a, b store.Form) int {
		return cmp.Or(strings.Compare(a.ID, b.ID), strings.Compare(a.Version, b.Version), bytes.Compare(a.Hash[:], b.Hash[:]))
	})
	for i := range forms {
		forms[i].Source = nil
	}
	return forms, nil
}
