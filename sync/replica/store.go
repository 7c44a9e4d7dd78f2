// Package replica is the laptop's own copy of the records: what was answered and what it takes to find it again, in
// the SQLite database of a sealed vault. It keeps the journal's changes and, written in the same transaction as each
// of them, what follows from them: the current changes, the list of records, the search index.
package replica

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"

	"plumbline/sync/seal"
)

// ErrNotFound says that the replica does not hold the record or form that was asked for.
var ErrNotFound = errors.New("not in this replica")

// Env is what a store takes from outside. Several goroutines call it at once.
type Env struct {
	Now   func() time.Time
	NewID func() uuid.UUID // version 7, never the same twice
}

// Store holds records. Its methods are safe for use by several goroutines; one writes at a time, while others read
// what was last written. Besides those that they name, methods return the errors of seal.Classify; after an error
// nothing of what they were asked to write is there.
type Store struct {
	writer *sql.DB
	reader *sql.DB
	env    Env
	device uuid.UUID
}

// Open opens the records in a vault, bringing its tables up to this version of the program. It returns
// seal.ErrNewerFormat, and changes nothing, when a newer version has been there. The vault must outlive the store.
func Open(ctx context.Context, v *seal.Vault, env Env) (*Store, error) {
	s := &Store{writer: v.Writer(), reader: v.Reader(), env: env}
	if err := migrate(ctx, s.writer, schema); err != nil {
		return nil, fmt.Errorf("replica: open: %w", seal.Classify(err))
	}
	err := s.write(ctx, func(tx *sql.Tx) error { return s.incarnate(ctx, tx) })
	if err != nil {
		return nil, fmt.Errorf("replica: open: %w", err)
	}
	return s, nil
}

// incarnate reads which device this is, making it one when the vault is new.
func (s *Store) incarnate(ctx context.Context, tx *sql.Tx) error {
	err := tx.QueryRowContext(ctx, `SELECT device FROM incarnation`).Scan(&s.device)
	if !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	s.device = s.env.NewID()
	_, err = tx.ExecContext(ctx, `INSERT INTO incarnation (device, dev_seq, hlc) VALUES (?, 0, 0)`, s.device[:])
	return err
}

// Close ends the use of the store, letting SQLite note what makes its searches fast. It leaves the vault open.
func (s *Store) Close() error {
	if _, err := s.writer.ExecContext(context.Background(), `PRAGMA optimize`); err != nil {
		return fmt.Errorf("replica: close: %w", seal.Classify(err))
	}
	return nil
}

// write runs f in a transaction, which is durable when write returns nil and has never been when it does not.
func (s *Store) write(ctx context.Context, f func(*sql.Tx) error) error {
	tx, err := s.writer.BeginTx(ctx, nil)
	if err != nil {
		return seal.Classify(err)
	}
	if err := f(tx); err != nil {
		// A full disk has rolled back already, and then this fails; the first error is the one that tells.
		_ = tx.Rollback()
		return seal.Classify(err)
	}
	return seal.Classify(tx.Commit())
}
