package replica

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"github.com/google/uuid"
)

// Export is the note of one report that left the vault.
type Export struct {
	Record   uuid.UUID
	At       time.Time // read back in UTC, to the millisecond
	By       string
	Kind     string // "pdf"
	FileName string // without folders
	Hash     string // SHA-256 of the file, in lower-case hexadecimal
	Pages    int
}

// LogExport notes an export of a record, or returns ErrNotFound.
func (s *Store) LogExport(ctx context.Context, e Export) error {
	err := s.db.update(ctx, func(t tx) error {
		result, err := t.(*sqlTx).ExecContext(ctx, `INSERT INTO export (record_id, at, by, kind, file_name, hash, pages)
			SELECT id, ?, ?, ?, ?, ?, ? FROM record WHERE id = ?`,
			e.At.UnixMilli(), e.By, e.Kind, e.FileName, e.Hash, e.Pages, e.Record[:])
		if err != nil {
			return err
		}
		return found(result)
	})
	if err != nil {
		return fmt.Errorf("replica: log export of %s: %w", e.Record, err)
	}
	return nil
}

// found returns ErrNotFound when a statement touched no row.
func found(result sql.Result) error {
	n, err := result.RowsAffected()
	if err == nil && n == 0 {
		return ErrNotFound
	}
	return err
}

// Exports returns the exports of a record, oldest first.
func (s *Store) Exports(ctx context.Context, record uuid.UUID) ([]Export, error) {
	exports, err := collect(ctx, s.db.reader, func(rows *sql.Rows) (Export, error) {
		e, at := Export{Record: record}, int64(0)
		err := rows.Scan(&at, &e.By, &e.Kind, &e.FileName, &e.Hash, &e.Pages)
		e.At = time.UnixMilli(at).UTC()
		return e, err
	}, `SELECT at, by, kind, file_name, hash, pages FROM export WHERE record_id = ? ORDER BY id`, record[:])
	if err != nil {
		return nil, fmt.Errorf("replica: exports of %s: %w", record, err)
	}
	return exports, nil
}
