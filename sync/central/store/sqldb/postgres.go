package sqldb

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"

	"plumbline/sync/central/store"
)

// postgresConns is how many connections one process keeps.
const postgresConns = 16

// OpenPostgres opens a tenant's rows in PostgreSQL 13 or later, by a URL or a list of parameters as libpq takes them. Its
// tables are made when they are not there, in the first schema of the search path; that takes the right to create
// there, and nothing more.
func OpenPostgres(ctx context.Context, dsn string, t Tenant) (*Store, error) {
	config, err := pgx.ParseConfig(dsn)
	if err != nil {
		return nil, errors.New("sqldb: the address of the PostgreSQL database cannot be read") // err has the password
	}
	if err := migratePostgres(ctx, config.Copy()); err != nil {
		return nil, fmt.Errorf("sqldb: open PostgreSQL: %w", classifyPostgres(err))
	}
	for name, value := range map[string]string{
		"application_name": "plumbline", "lock_timeout": "5000", "statement_timeout": "15000",
		"idle_in_transaction_session_timeout": "10000", "synchronous_commit": "on",
		// Every query goes by a key. Plans made for given values go through a whole tenant while statistics are old.
		"plan_cache_mode": "force_generic_plan",
	} {
		config.RuntimeParams[name] = value
	}
	db := stdlib.OpenDB(*config)
	db.SetMaxOpenConns(postgresConns)
	db.SetMaxIdleConns(postgresConns)
	s := &Store{writer: db, reader: db, dialect: postgresDialect(), turn: make(chan struct{}, 1)}
	if err := s.admit(ctx, t); err != nil {
		return nil, errors.Join(fmt.Errorf("sqldb: open PostgreSQL: %w", classifyPostgres(err)), s.Close())
	}
	return s, nil
}

// migratePostgres brings the tables up, one process at a time.
func migratePostgres(ctx context.Context, config *pgx.ConnConfig) error {
	db := stdlib.OpenDB(*config)
	locker, err := lock.NewPostgresSessionLocker()
	if err == nil {
		err = migrate(ctx, db, goose.DialectPostgres, goose.WithSessionLocker(locker))
	}
	return errors.Join(err, db.Close())
}

func postgresDialect() dialect {
	return dialect{
		postgres:  true,
		snapshot:  &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true},
		forUpdate: ` FOR UPDATE`,
		inIDs:     `= ANY($2::uuid[])`,
		inTexts:   `= ANY($4::text[])`,
		inInts:    `= ANY($2::bigint[])`,
		classify:  classifyPostgres,
	}
}

// classifyPostgres marks what may go away by itself: waits that took too long, and a server that is not there.
func classifyPostgres(err error) error {
	var failure *pgconn.PgError
	var connect *pgconn.ConnectError
	var network net.Error
	switch {
	case err == nil, errors.Is(err, store.ErrBusy):
		return err
	case errors.As(err, &failure):
		switch failure.Code {
		case "40001", "40P01", // serialisation, deadlock
			"55P03", "57014", "25P03", // lock, statement and idle timeouts
			"53300", "57P01", "57P02", "57P03": // too many connections, shutting down or starting
			return fmt.Errorf("%w: %w", store.ErrBusy, err)
		}
		return err
	case errors.As(err, &connect), errors.As(err, &network), pgconn.SafeToRetry(err):
		return fmt.Errorf("%w: %w", store.ErrBusy, err)
	}
	return err
}
