//go:build !cgo

package seal

import (
	"context"
	"database/sql/driver"
	"fmt"

	"github.com/mattn/go-sqlite3"
)

var errNoCgo = fmt.Errorf("%w: this build cannot seal, since it was made without cgo", ErrNotSealed)

// registerVFS fails, and with it every Create and Open.
func registerVFS() error { return errNoCgo }

type connector struct {
	database database
	access   access
}

func (connector) Connect(context.Context) (driver.Conn, error) { return nil, errNoCgo }

func (connector) Driver() driver.Driver { return &sqlite3.SQLiteDriver{} }

func kindOfSQLite(error) error { return nil }
