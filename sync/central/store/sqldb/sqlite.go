package sqldb

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"

	"github.com/mattn/go-sqlite3"
	"github.com/pressly/goose/v3"

	"plumbline/sync/central/store"
)

// sqliteReaders is how many transactions read an SQLite file at once.
const sqliteReaders = 4

// OpenSQLite opens a tenant's rows in an SQLite file, making it when there is none. What is committed there is on the disk.
func OpenSQLite(ctx context.Context, path string, t Tenant) (*Store, error) {
	s := &Store{dialect: sqliteDialect()}
	var err error
	if s.writer, err = sql.Open("sqlite3", sqliteName(path, "_txlock=immediate")); err != nil {
		return nil, fmt.Errorf("sqldb: open %s: %w", path, err)
	}
	s.writer.SetMaxOpenConns(1)
	if s.reader, err = sql.Open("sqlite3", sqliteName(path, "_query_only=true")); err != nil {
		return nil, errors.Join(fmt.Errorf("sqldb: open %s: %w", path, err), s.writer.Close())
	}
	s.reader.SetMaxOpenConns(sqliteReaders)
	err = errors.Join(migrate(ctx, s.writer, goose.DialectSQLite3), inWAL(ctx, s.writer))
	if err == nil {
		err = errors.Join(planForMany(ctx, s.writer), s.admit(ctx, t))
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("sqldb: open %s: %w", path, err), s.Close())
	}
	return s, nil
}

func sqliteName(path, more string) string {
	name := url.URL{Scheme: "file", Opaque: (&url.URL{Path: path}).EscapedPath()}
	return name.String() + "?_journal_mode=WAL&_synchronous=FULL&_busy_timeout=5000&_secure_delete=true&" + more
}

// inWAL reports a file whose journal mode could not be set, as on some network drives.
func inWAL(ctx context.Context, db *sql.DB) error {
	var mode string
	if err := db.QueryRowContext(ctx, `PRAGMA journal_mode`).Scan(&mode); err != nil {
		return err
	}
	if mode != "wal" {
		return fmt.Errorf("journal mode is %q and not \"wal\": keep the file on a disk of this machine", mode)
	}
	return nil
}

func sqliteDialect() dialect {
	return dialect{
		inIDs:    `IN (SELECT unhex(value) FROM json_each(?2))`,
		inInts:   `IN (SELECT value FROM json_each(?2))`,
		classify: classifySQLite,
	}
}

func classifySQLite(err error) error {
	var failure sqlite3.Error
	if errors.As(err, &failure) && (failure.Code == sqlite3.ErrBusy || failure.Code == sqlite3.ErrLocked) {
		return fmt.Errorf("%w: %w", store.ErrBusy, err)
	}
	return err
}
