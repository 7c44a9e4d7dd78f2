package seal

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

const (
	vfsName     = "plumbline-seal"
	readers     = 4
	busyTimeout = 5 * time.Second
)

// database is where a sealed database lies, and the number of its key.
type database struct {
	path  string // absolute
	keyID uint64
}

// access is what a connection is for.
type access int

const (
	toRead access = iota
	toWrite
	toCreate // to write to a file that is empty
)

// name is what the driver opens. It holds no secret.
func (d database) name(a access) string {
	path := filepath.ToSlash(d.path)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // SQLite takes /C:/Users for C:/Users
	}
	options := url.Values{
		"vfs":              {vfsName},
		"sealkey":          {strconv.FormatUint(d.keyID, 10)},
		"mode":             {"rw"}, // never make a database where one is missing
		"_busy_timeout":    {strconv.FormatInt(busyTimeout.Milliseconds(), 10)},
		"_foreign_keys":    {"on"},
		"_secure_delete":   {"on"},
		"_stmt_cache_size": {"64"},
		"_synchronous":     {"full"},
	}
	if a == toRead {
		options.Set("_query_only", "on")
	} else {
		options.Set("_txlock", "immediate")
	}
	u := url.URL{Scheme: "file", Path: path, RawQuery: options.Encode()}
	return u.String()
}

// pool returns up to size connections. None of them is open yet.
func (d database) pool(a access, size int) *sql.DB {
	db := sql.OpenDB(connector{database: d, access: a})
	db.SetMaxOpenConns(size)
	db.SetMaxIdleConns(size)
	return db
}

// format makes the database in an empty file.
func (d database) format(ctx context.Context) error {
	db := d.pool(toCreate, 1)
	_, err := db.ExecContext(ctx, createCanary)
	return errors.Join(err, db.Close())
}

// foldLog copies what is in the log to the database file, without waiting for
// anybody. It reports false where a reader of something older kept it from
// copying all.
func foldLog(ctx context.Context, db *sql.DB) (bool, error) {
	var busy, frames, copied int
	if err := db.QueryRowContext(ctx, `PRAGMA wal_checkpoint(PASSIVE)`).Scan(&busy, &frames, &copied); err != nil {
		return false, fmt.Errorf("fold in log: %w", err)
	}
	return busy == 0 && copied == frames, nil
}
