package replica

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/google/uuid"

	"plumbline/sync/journal"
	"plumbline/sync/seal"
)

// querier is a database or a transaction of it.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// collect runs a query and reads every row of its answer.
func collect[T any](ctx context.Context, q querier, read func(*sql.Rows) (T, error), query string, args ...any) ([]T, error) {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, seal.Classify(err)
	}
	var out []T
	for rows.Next() {
		one, err := read(rows)
		if err != nil {
			_ = rows.Close() // err tells more
			return nil, seal.Classify(err)
		}
		out = append(out, one)
	}
	return out, seal.Classify(rows.Err())
}

// readChange reads a row whose only column is a body.
func readChange(rows *sql.Rows) (journal.Change, error) {
	var body sql.RawBytes
	if err := rows.Scan(&body); err != nil {
		return journal.Change{}, err
	}
	c, err := journal.Decode(body)
	if err != nil {
		return c, fmt.Errorf("%w: %w", seal.ErrDamaged, err)
	}
	return c, nil
}

// Heads returns the current changes of a record by path, in the order of journal.Compare, or ErrNotFound.
func (s *Store) Heads(ctx context.Context, record uuid.UUID) (map[string][]journal.Change, error) {
	changes, err := collect(ctx, s.reader, readChange,
		`SELECT body FROM head JOIN change ON change.id = change_id WHERE head.record_id = ?`, record[:])
	if err == nil && len(changes) == 0 {
		err = ErrNotFound // a record has a state from its first moment
	}
	if err != nil {
		return nil, fmt.Errorf("replica: heads of %s: %w", record, err)
	}
	heads := map[string][]journal.Change{}
	for register, hs := range journal.Heads(changes) {
		heads[register.Path] = hs
	}
	return heads, nil
}

// History returns the changes of a record at a path, or at every path when it is "", in the order of journal.Compare.
func (s *Store) History(ctx context.Context, record uuid.UUID, path string) ([]journal.Change, error) {
	changes, err := history(ctx, s.reader, record, path)
	if err != nil {
		return nil, fmt.Errorf("replica: history of %s at %q: %w", record, path, err)
	}
	return changes, nil
}

func history(ctx context.Context, q querier, record uuid.UUID, path string) ([]journal.Change, error) {
	if path == "" {
		return collect(ctx, q, readChange, `SELECT body FROM change WHERE record_id = ? ORDER BY hlc, id`, record[:])
	}
	return collect(ctx, q, readChange, `SELECT body FROM change WHERE record_id = ? AND path = ? ORDER BY hlc, id`, record[:], path)
}
