// Package replica is a laptop's own copy of the records: what was answered and what it takes to find it again, and how
// each answer stands to the central store. It keeps the journal's changes and, written in the same transaction as each
// of them, what follows from them: the current changes, the list of records, the search index.
//
// The rules are those of type Replica. They reach what is kept through rows, of which there are two keepings: the SQLite
// database of a sealed vault, and memory, for simulations.
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

// Errors of replicas.
var (
	ErrNotFound = errors.New("not in this replica")               // no such record, form or attachment
	ErrErased   = errors.New("record was erased by law")          // it takes no more answers
	ErrTooLarge = errors.New("more than the central store takes") // an answer, an action or an attachment
)

// Env is what a replica takes from outside. Several goroutines call it at once.
type Env struct {
	Now   func() time.Time
	NewID func() uuid.UUID // version 7, never the same twice
}

// Replica is the rules over whatever keeps the rows. Its methods are safe for use by several goroutines; one writes at a
// time, while others read what was last written. Besides those that they name, methods return the errors of
// seal.Classify; after an error nothing of what they were asked to write is there.
type Replica struct {
	keeper   keeper
	env      Env
	watchers watchers
}

// start makes the rules of rows, and this device when the rows are new.
func start(ctx context.Context, k keeper, env Env) (*Replica, error) {
	r := &Replica{keeper: k, env: env}
	err := k.update(ctx, func(t tx) error {
		_, err := t.incarnation()
		if errors.Is(err, errNoRow) {
			err = t.setIncarnation(incarnation{device: env.NewID()})
		}
		return errors.Join(err, discardUnfinished(t))
	})
	if err != nil {
		return nil, fmt.Errorf("replica: open: %w", err)
	}
	return r, nil
}

// Store is a replica in the database of a vault.
type Store struct {
	*Replica
	db database
}

// Open opens the records in a vault, bringing its tables up to this version of the program. It returns
// seal.ErrNewerFormat, and changes nothing, when a newer version has been there. The vault must outlive the store.
func Open(ctx context.Context, v *seal.Vault, env Env) (*Store, error) {
	return openOn(ctx, database{writer: v.Writer(), reader: v.Reader()}, env)
}

func openOn(ctx context.Context, db database, env Env) (*Store, error) {
	if err := migrate(ctx, db.writer, schema); err != nil {
		return nil, fmt.Errorf("replica: open: %w", seal.Classify(err))
	}
	r, err := start(ctx, db, env)
	if err != nil {
		return nil, err
	}
	return &Store{Replica: r, db: db}, nil
}

// Close ends the use of the store, letting SQLite note what makes its searches fast. It leaves the vault open.
func (s *Store) Close() error {
	if _, err := s.db.writer.ExecContext(context.Background(), `PRAGMA optimize`); err != nil {
		return fmt.Errorf("replica: close: %w", seal.Classify(err))
	}
	return nil
}

// Check reads the whole database, and returns seal.ErrDamaged where something in it, or in the search index, is not as it
// should be.
func (s *Store) Check(ctx context.Context) error {
	said, err := collect(ctx, s.db.reader, scan[string], `PRAGMA quick_check`)
	if err == nil && (len(said) != 1 || said[0] != "ok") {
		err = fmt.Errorf("%w: %q", seal.ErrDamaged, said)
	}
	if err == nil {
		_, err = s.db.writer.ExecContext(ctx, `INSERT INTO search (search, rank) VALUES ('integrity-check', 1)`)
	}
	return wrap("check", seal.Classify(err))
}

// database keeps rows in SQLite.
type database struct{ writer, reader *sql.DB }

func (d database) view(ctx context.Context, f func(tx) error) error {
	t, err := d.reader.BeginTx(ctx, nil)
	if err != nil {
		return seal.Classify(err)
	}
	defer func() { _ = t.Rollback() }() // nothing was written, and f's error tells more
	return seal.Classify(f(&sqlTx{ctx: ctx, Tx: t}))
}

func (d database) update(ctx context.Context, f func(tx) error) error {
	t, err := d.writer.BeginTx(ctx, nil)
	if err != nil {
		return seal.Classify(err)
	}
	rows := &sqlTx{ctx: ctx, Tx: t}
	err = f(rows)
	if err == nil {
		err = rows.settleAll()
	}
	if err != nil {
		// A full disk has rolled back already, and then this fails; the first error is the one that tells.
		_ = t.Rollback()
		return seal.Classify(err)
	}
	if err := t.Commit(); err != nil {
		return seal.Classify(err)
	}
	if rows.erased {
		d.forget(ctx)
	}
	return nil
}

// forget takes what was erased out of the log as well. Where a reader keeps it from that, the log loses it at the next
// checkpoint.
func (d database) forget(ctx context.Context) {
	_, _ = d.writer.ExecContext(ctx, `PRAGMA wal_checkpoint(TRUNCATE)`)
}
