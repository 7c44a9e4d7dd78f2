//go:build cgo

package seal

import (
	"errors"

	"github.com/mattn/go-sqlite3"
)

// kindOfSQLite returns the kind of an error from SQLite, or nil.
func kindOfSQLite(err error) error {
	var sqlite sqlite3.Error
	if !errors.As(err, &sqlite) {
		return nil
	}
	if sqlite.SystemErrno != 0 {
		if kind := kindOf(sqlite.SystemErrno); kind != nil {
			return kind
		}
	}
	switch sqlite.Code {
	case sqlite3.ErrFull:
		return ErrFull
	case sqlite3.ErrReadonly, sqlite3.ErrPerm:
		return ErrReadOnly
	case sqlite3.ErrCorrupt, sqlite3.ErrNotADB, sqlite3.ErrFormat:
		return ErrDamaged
	case sqlite3.ErrIoErr, sqlite3.ErrCantOpen:
		return ErrDisk
	}
	return nil
}
