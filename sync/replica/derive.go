package replica

import (
	"context"
	"slices"
	"strings"

	"plumbline/sync/journal"
)

// summarise writes the record's line in lists, and has search find the record by it.
func (b *batch) summarise(ctx context.Context, s Summary) error {
	record := b.common.Record[:]
	err := b.exec(ctx, `UPDATE record SET reference = ?, cohort = ?, team = ?, grade = ?, title = ? WHERE id = ?`,
		s.Reference, s.Cohort, s.Team, s.Grade, s.Title, record)
	if err != nil {
		return err
	}
	err = b.exec(ctx, `DELETE FROM passage WHERE record_id = ? AND change_id IS NULL`, record)
	if err != nil {
		return err
	}
	words := strings.Join([]string{s.Reference, s.Cohort, s.Team, s.Title}, "\n")
	return b.exec(ctx, `INSERT INTO passage (record_id, words) VALUES (?, ?)`, record, words)
}

// finish writes what follows from the changes of the batch.
func (b *batch) finish(ctx context.Context, changes []journal.Change) error {
	if len(changes) == 0 {
		return nil
	}
	err := b.exec(ctx, `UPDATE incarnation SET dev_seq = ?, hlc = ?`, b.seq, b.clock.Last())
	if err != nil {
		return err
	}
	if slices.ContainsFunc(changes, func(c journal.Change) bool { return c.Path == statePath }) {
		if err := b.deriveState(ctx); err != nil {
			return err
		}
	}
	conflicts, err := b.conflicts(ctx)
	if err != nil {
		return err
	}
	return b.exec(ctx, `UPDATE record SET edited = ?, conflicts = ? WHERE id = ?`,
		b.now.UnixMilli(), conflicts, b.common.Record[:])
}

// deriveState writes which state the record is in, and how often it has been completed.
func (b *batch) deriveState(ctx context.Context) error {
	states, err := history(ctx, b.tx, b.common.Record, statePath)
	if err != nil {
		return err
	}
	version := 0
	for _, c := range states {
		if c.Value == stateComplete {
			version++
		}
	}
	shown, _ := journal.Shown(journal.Heads(states)[journal.Register{Record: b.common.Record, Path: statePath}])
	return b.exec(ctx, `UPDATE record SET state = ?, version = ? WHERE id = ?`, shown.Value, version, b.common.Record[:])
}

// conflicts counts the registers of the record whose heads disagree.
func (b *batch) conflicts(ctx context.Context) (int, error) {
	several, err := collect(ctx, b.tx, readChange, `SELECT body FROM head JOIN change ON change.id = change_id
		WHERE head.record_id = ?1 AND head.path IN (SELECT path FROM head WHERE record_id = ?1 GROUP BY path HAVING count(*) > 1)`,
		b.common.Record[:])
	if err != nil {
		return 0, err
	}
	n := 0
	for _, heads := range journal.Heads(several) {
		if journal.Conflict(heads) {
			n++
		}
	}
	return n, nil
}
