//go:build cgo

package seal

import (
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"syscall"
	"testing"

	"github.com/mattn/go-sqlite3"
)

func TestClassify(t *testing.T) {
	for _, row := range []struct {
		name string
		err  error
		want error // nil: as it came
	}{
		{"nothing", nil, nil},
		{"no rows", sql.ErrNoRows, nil},
		{"a constraint", sqlite3.Error{Code: sqlite3.ErrConstraint}, nil},
		{"busy", sqlite3.Error{Code: sqlite3.ErrBusy}, nil},
		{"full", sqlite3.Error{Code: sqlite3.ErrFull}, ErrFull},
		{"no space", &fs.PathError{Op: "write", Err: syscall.ENOSPC}, ErrFull},
		{"no space, as SQLite puts it", sqlite3.Error{Code: sqlite3.ErrIoErr, SystemErrno: syscall.ENOSPC}, ErrFull},
		{"read-only", sqlite3.Error{Code: sqlite3.ErrReadonly}, ErrReadOnly},
		{"read-only, as SQLite puts it", sqlite3.Error{Code: sqlite3.ErrCantOpen, SystemErrno: syscall.EACCES}, ErrReadOnly},
		{"read-only disk", &fs.PathError{Op: "open", Err: syscall.EROFS}, ErrReadOnly},
		{"no permission", &fs.PathError{Op: "open", Err: syscall.EACCES}, ErrReadOnly},
		{"corrupt", sqlite3.Error{Code: sqlite3.ErrCorrupt}, ErrDamaged},
		{"not a database", sqlite3.Error{Code: sqlite3.ErrNotADB}, ErrDamaged},
		{"cannot be read", sqlite3.Error{Code: sqlite3.ErrIoErr, SystemErrno: syscall.EIO}, ErrDisk},
		{"input or output", sqlite3.Error{Code: sqlite3.ErrIoErr}, ErrDisk},
		{"input or output of a file", &fs.PathError{Op: "read", Err: syscall.EIO}, ErrDisk},
	} {
		t.Run(row.name, func(t *testing.T) {
			err := row.err
			if err != nil {
				err = fmt.Errorf("save: %w", err)
			}
			got := Classify(err)
			if row.want == nil && got != err {
				t.Errorf("%v became %v", err, got)
			}
			if row.want != nil && (!errors.Is(got, row.want) || !errors.Is(got, err)) {
				t.Errorf("%v, want %v", got, row.want)
			}
			if again := Classify(got); again != got {
				t.Errorf("classified again, it is %v", again)
			}
		})
	}
}
