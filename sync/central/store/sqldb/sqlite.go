package sqldb

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"time"

	"github.com/gofrs/flock"
	"github.com/mattn/go-sqlite3"
	"github.com/pressly/goose/v3"

	"plumbline/sync/central/store"
)

// sqliteReaders is how many transactions read an SQLite file at once.
const sqliteReaders = 4

// OpenSQLite opens a tenant's rows in an SQLite file, making it when there is none. What is committed there is on the disk.
// Beside the file it keeps one by which processes that open it at the same time wait for each other.
func OpenSQLite(ctx context.Context, path string, t Tenant) (*Store, error) {
	s, err := openSQLite(path)
	if err != nil {
		return nil, fmt.Errorf("sqldb: open %s: %w", path, err)
	}
	turn := flock.New(path + "-open")
	_, err = turn.TryLockContext(ctx, 20*time.Millisecond)
	if err == nil {
		err = errors.Join(s.prepareSQLite(ctx, t), turn.Unlock())
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("sqldb: open %s: %w", path, err), s.Close())
	}
	return s, nil
}

func openSQLite(path string) (*Store, error) {
	writer, err := sql.Open("sqlite3", sqliteName(path, "_txlock=immediate"))
	if err != nil {
		return nil, err
	}
	writer.SetMaxOpenConns(1)
	reader, err := sql.Open("sqlite3", sqliteName(path, "_query_only=true"))
	if err != nil {
		return nil, errors.Join(err, writer.Close())
	}
	reader.SetMaxOpenConns(sqliteReaders)
	return &Store{writer: writer, reader: reader, dialect: sqliteDialect(), turn: make(chan struct{}, 1)}, nil
}

func (s *Store) prepareSQLite(ctx context.Context, t Tenant) error {
	if err := migrate(ctx, s.writer, goose.DialectSQLite3); err != nil {
		return err
	}
	return errors.Join(inWAL(ctx, s.writer), planForMany(ctx, s.writer), s.admit(ctx, t))
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
		inTexts:  `IN (SELECT value FROM json_each(?4))`,
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
