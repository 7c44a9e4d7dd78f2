package replica

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"plumbline/sync/journal"
)

// draft is the status of a change that no other replica has seen.
const draft = 0

// batch writes the changes of one transaction, and then what follows from them.
type batch struct {
	tx     *sql.Tx
	now    time.Time
	newID  func() uuid.UUID
	clock  journal.Clock
	seq    int64          // last used of the device
	common journal.Change // what the changes have in common
}

func (s *Store) begin(ctx context.Context, tx *sql.Tx, c Commit) (*batch, error) {
	b := &batch{tx: tx, now: s.env.Now(), newID: s.env.NewID, common: journal.Change{
		Record: c.Record, Author: c.Author, Device: s.device, Txn: s.env.NewID(),
	}}
	var last journal.HLC
	err := tx.QueryRowContext(ctx, `SELECT form_hash, dev_seq, hlc FROM record, incarnation WHERE id = ?`, c.Record[:]).
		Scan(&b.common.FormHash, &b.seq, &last)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, ErrNotFound
	}
	b.clock = journal.ClockAt(last)
	return b, err
}

// apply makes a change of an edit and stores it.
func (b *batch) apply(ctx context.Context, e Edit) (journal.Change, error) {
	c := b.common
	c.ID, c.HLC = b.newID(), b.clock.Next(b.now)
	c.Path, c.Op, c.Value, c.Supersedes = e.Path, e.Op, e.Value, journal.Union(e.Supersedes)
	if e.Replaces != uuid.Nil {
		if err := b.replace(ctx, &c, e.Replaces); err != nil {
			return c, err
		}
	}
	if c.DevSeq == 0 {
		b.seq++
		c.DevSeq = b.seq
	}
	return c, b.insert(ctx, c, strings.TrimSpace(e.Words))
}

// replace lets c take the place of an earlier draft, number included, or supersede it where it is a draft no more.
func (b *batch) replace(ctx context.Context, c *journal.Change, id uuid.UUID) error {
	drafts, err := collect(ctx, b.tx, readChange, `SELECT body FROM change WHERE id = ? AND status = ?
		AND NOT EXISTS (SELECT 1 FROM edge WHERE parent = change.id)`, id[:], draft)
	if err != nil {
		return err
	}
	if len(drafts) == 0 || !replaceable(drafts[0], *c) {
		c.Supersedes = journal.Union(c.Supersedes, []uuid.UUID{id})
		return nil
	}
	c.DevSeq = drafts[0].DevSeq
	c.Supersedes = journal.Union(without(c.Supersedes, id), drafts[0].Supersedes)
	return b.withdraw(ctx, drafts[0])
}

// withdraw removes a draft as though it had never been.
func (b *batch) withdraw(ctx context.Context, c journal.Change) error {
	for _, parent := range c.Supersedes {
		if err := b.exec(ctx, `DELETE FROM edge WHERE parent = ? AND child = ?`, parent[:], c.ID[:]); err != nil {
			return err
		}
	}
	if err := b.dropHead(ctx, c.Register(), c.ID); err != nil {
		return err
	}
	return b.exec(ctx, `DELETE FROM change WHERE id = ?`, c.ID[:])
}

func without(ids []uuid.UUID, id uuid.UUID) []uuid.UUID {
	return slices.DeleteFunc(ids, func(other uuid.UUID) bool { return other == id })
}

// replaceable reports whether a draft is an earlier stage of the same writing. Each state of a record is a fact of its
// own, and stays.
func replaceable(old, c journal.Change) bool {
	return old.Register() == c.Register() && old.Device == c.Device && old.Author == c.Author && c.Path != statePath
}

// insert stores a change that nothing supersedes yet.
func (b *batch) insert(ctx context.Context, c journal.Change, words string) error {
	body, err := journal.Encode(c)
	if err != nil {
		return err
	}
	hash := journal.Hash(body)
	err = b.exec(ctx, `INSERT INTO change (id, record_id, path, hlc, body, body_hash, device, dev_seq, txn, status)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		c.ID[:], c.Record[:], c.Path, c.HLC, body, hash[:], c.Device[:], c.DevSeq, c.Txn[:], draft)
	if err != nil {
		return err
	}
	for _, parent := range c.Supersedes {
		if err := b.exec(ctx, `INSERT INTO edge (parent, child) VALUES (?, ?)`, parent[:], c.ID[:]); err != nil {
			return err
		}
		if err := b.dropHead(ctx, c.Register(), parent); err != nil {
			return err
		}
	}
	err = b.exec(ctx, `INSERT INTO head (record_id, path, change_id) VALUES (?, ?, ?)`, c.Record[:], c.Path, c.ID[:])
	if err != nil || words == "" {
		return err
	}
	return b.exec(ctx, `INSERT INTO passage (record_id, change_id, words) VALUES (?, ?, ?)`, c.Record[:], c.ID[:], words)
}

// dropHead makes a change current no more, and search forget its words. It does nothing where the change is no head of
// that register.
func (b *batch) dropHead(ctx context.Context, r journal.Register, id uuid.UUID) error {
	return b.exec(ctx, `DELETE FROM head WHERE record_id = ? AND path = ? AND change_id = ?`, r.Record[:], r.Path, id[:])
}

func (b *batch) exec(ctx context.Context, query string, args ...any) error {
	_, err := b.tx.ExecContext(ctx, query, args...)
	return err
}
