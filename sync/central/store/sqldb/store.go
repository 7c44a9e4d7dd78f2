// Package sqldb keeps the central store's rows in PostgreSQL or in an SQLite file, by one schema and one set of queries.
// Where the two differ, a dialect says how.
package sqldb

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/google/uuid"

	"plumbline/sync/central/store"
)

// Store is a store in a database.
type Store struct {
	writer  *sql.DB
	reader  *sql.DB // the same as writer in PostgreSQL
	dialect dialect
	tenant  uuid.UUID
	turn    chan struct{} // of this process, to extend the log
}

var _ store.Store = (*Store)(nil)

// Tenant says whose rows to open. ID is that of a tenant of this name that is not there yet.
type Tenant struct {
	ID   uuid.UUID
	Name string
}

// admit finds the tenant, adding it when it is new, also when another process does so at the same time.
func (s *Store) admit(ctx context.Context, t Tenant) error {
	none := make([]byte, 0)
	_, err := s.writer.ExecContext(ctx, s.dialect.query(`INSERT INTO tenant
		(id, name, epoch, last_seq, forms_seq, secret, lease_days) VALUES ($1, $2, $3, 0, 0, $4, 0) ON CONFLICT (name) DO NOTHING`),
		s.dialect.bind(t.ID, t.Name, uuid.Nil, none)...)
	if err != nil {
		return err
	}
	return s.writer.QueryRowContext(ctx, s.dialect.query(`SELECT id FROM tenant WHERE name = $1`), t.Name).Scan(&s.tenant)
}

// View implements store.Store.
func (s *Store) View(ctx context.Context, f func(store.Tx) error) error {
	return s.run(ctx, s.reader, s.dialect.snapshot, func(t *tx) error { return f(t) })
}

// Update implements store.Store.
func (s *Store) Update(ctx context.Context, f func(store.Tx) error) error {
	return s.run(ctx, s.writer, nil, func(t *tx) error { return f(t) })
}

// Extend implements store.Store. Within this process, transactions wait for their turn here, where that costs neither a
// connection nor PostgreSQL's attention.
func (s *Store) Extend(ctx context.Context, f func(store.Tx) error) error {
	select {
	case s.turn <- struct{}{}:
		defer func() { <-s.turn }()
	case <-ctx.Done():
		return fmt.Errorf("%w: %w", store.ErrBusy, ctx.Err())
	}
	return s.run(ctx, s.writer, nil, func(t *tx) error {
		if err := t.lock(); err != nil {
			return err
		}
		return f(t)
	})
}

func (s *Store) run(ctx context.Context, db *sql.DB, options *sql.TxOptions, f func(*tx) error) error {
	conn, err := db.Conn(ctx)
	if err != nil {
		return s.dialect.classify(err)
	}
	err = s.runOn(ctx, conn, options, f)
	return s.dialect.classify(errors.Join(err, conn.Close()))
}

func (s *Store) runOn(ctx context.Context, conn *sql.Conn, options *sql.TxOptions, f func(*tx) error) error {
	dbtx, err := conn.BeginTx(ctx, options)
	if err != nil {
		return err
	}
	t := &tx{ctx: ctx, conn: conn, tx: dbtx, dialect: s.dialect, tenant: s.tenant}
	if err = f(t); err == nil {
		err = t.flush()
	}
	if err != nil {
		_ = dbtx.Rollback() // err tells more
		return err
	}
	return dbtx.Commit()
}

// Close implements store.Store.
func (s *Store) Close() error {
	err := s.writer.Close()
	if s.reader != s.writer {
		err = errors.Join(err, s.reader.Close())
	}
	if err != nil {
		return fmt.Errorf("sqldb: close: %w", err)
	}
	return nil
}
