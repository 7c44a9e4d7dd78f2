package replica

import (
	"context"
	"errors"
	"time"

	"github.com/google/uuid"

	"plumbline/sync/journal"
	"plumbline/sync/wire"
)

// compare notes whether a record is as the central store said it was. Of one whose older changes are not here, its heads
// are compared.
func (w *work) compare(row *recordRow) error {
	if row.digest == row.far.digest {
		row.Partial, row.likeness = false, alike
		return nil
	}
	row.likeness = different
	if !row.Partial {
		return nil
	}
	heads, err := w.sumOfHeads(row.ID)
	if err == nil && heads == row.far.heads {
		row.likeness = alike
	}
	return err
}

// sumOfHeads is the sum of the hashes of what would be the heads of a record if only the changes were here that the
// central store has.
func (w *work) sumOfHeads(record uuid.UUID) (wire.Hash, error) {
	rows, err := w.changesOf(record)
	if err != nil {
		return wire.Hash{}, err
	}
	hashes, gone := map[uuid.UUID]wire.Hash{}, map[uuid.UUID]bool{}
	var common []journal.Change
	for _, row := range rows {
		if row.seq == 0 {
			continue
		}
		c, err := row.change()
		if err != nil {
			return wire.Hash{}, err
		}
		hashes[row.id], gone[row.id] = row.hash, row.superseded
		common = append(common, c)
	}
	var sum wire.Hash
	for _, heads := range journal.Heads(common) {
		for _, h := range heads {
			if !gone[h.ID] {
				sum = sum.Add(hashes[h.ID])
			}
		}
	}
	return sum, nil
}

// Compare compares up to so many of the records that the central store named since they were compared last, as far as this
// replica has come as far, and reports whether more are to be compared.
func (r *Replica) Compare(ctx context.Context, most int) (more bool, err error) {
	ids, err := r.like(ctx, unknown, most)
	if err != nil || len(ids) == 0 {
		return false, wrap("compare", err)
	}
	err = r.compareAll(ctx, func(w *work, reached int64) error {
		for _, id := range ids {
			row, err := w.record(id)
			if errors.Is(err, errNoRow) {
				continue
			} else if err != nil {
				return err
			}
			if row.far.lastSeq > reached {
				row.likeness = alike // it will be named again
			} else if err := w.compare(&row); err != nil {
				return err
			}
			if err := w.putRecord(row); err != nil {
				return err
			}
		}
		return nil
	})
	return len(ids) == most, wrap("compare", err)
}

// CompareWith does the same with what the central store says of these records now. It reports whether one of them is not
// here although this replica has come as far.
func (r *Replica) CompareWith(ctx context.Context, digests []wire.RecordDigest) (missing bool, err error) {
	err = r.compareAll(ctx, func(w *work, reached int64) error {
		for _, d := range digests {
			if d.LastSeq > reached {
				continue
			}
			row, err := w.record(d.Record)
			if errors.Is(err, errNoRow) {
				_, err = w.gone(d.Record)
				missing = missing || errors.Is(err, errNoRow)
				if err == nil || errors.Is(err, errNoRow) {
					continue
				}
			}
			if err != nil {
				return err
			}
			if d.Digest == row.digest {
				continue
			}
			row.far = far{changes: d.Changes, lastSeq: d.LastSeq, digest: d.Digest, heads: d.Heads}
			if err := errors.Join(w.compare(&row), w.putRecord(row)); err != nil {
				return err
			}
		}
		return nil
	})
	return missing, wrap("compare", err)
}

// compareAll runs f with the number up to which this replica has the log, unless it is looking through all records.
func (r *Replica) compareAll(ctx context.Context, f func(w *work, reached int64) error) error {
	return r.work(ctx, false, func(w *work) error {
		c, err := readCentre(w)
		if err != nil || c.Looking {
			return err
		}
		return f(w, c.Reached)
	})
}

// Different returns records whose history is to be fetched, up to so many.
func (r *Replica) Different(ctx context.Context, most int) ([]uuid.UUID, error) {
	ids, err := r.like(ctx, different, most)
	return ids, wrap("different", err)
}

func (r *Replica) like(ctx context.Context, l likeness, most int) ([]uuid.UUID, error) {
	var ids []uuid.UUID
	err := r.keeper.view(ctx, func(t tx) (err error) {
		ids, err = t.like(l, most)
		return err
	})
	return ids, err
}

// ApplyHistory takes in all changes of a record from its first on, or those of a part of its history. With the last part
// the record is complete, and no longer counts as different. It returns ErrNotFound for a record that is not here.
func (r *Replica) ApplyHistory(ctx context.Context, record uuid.UUID, part []wire.Pulled, last bool) error {
	err := r.work(ctx, false, func(w *work) error {
		t, err := w.touch(record)
		if errors.Is(err, errNoRow) {
			return ErrNotFound
		} else if err != nil {
			return err
		}
		for _, line := range part {
			c, err := journal.Decode([]byte(line.Body))
			if err != nil || wire.HashOf(line.Body) != line.Hash || c.Record != record {
				return ErrForeign
			}
			if err := w.pulled(t, line, c); err != nil {
				return err
			}
		}
		if last {
			t.row.Partial, t.row.likeness = false, alike
		}
		return nil
	})
	return wrap("apply history", err)
}

// verifyEvery is how often all records are compared.
const verifyEvery = 24 * time.Hour

// VerifyDue reports whether it is time to compare all records with the central store's.
func (r *Replica) VerifyDue(ctx context.Context) (bool, error) {
	c, err := r.Centre(ctx)
	since := r.env.Now().Sub(c.VerifiedAt)
	return since >= verifyEvery || since < -verifyEvery, err
}

// Verified notes that all records were compared. Where the central store has records in sight that are not here, this
// replica looks through all of them anew.
func (r *Replica) Verified(ctx context.Context, lost bool) error {
	return r.alterCentre(ctx, "verified", func(c *Centre) error {
		c.VerifiedAt = r.env.Now().UTC()
		if lost {
			c.lookThrough()
		}
		return nil
	})
}
