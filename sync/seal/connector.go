//go:build cgo

package seal

import (
	"context"
	"database/sql/driver"
	"fmt"

	"github.com/mattn/go-sqlite3"
)

// connector opens connections that go through the sealing VFS.
type connector struct {
	database database
	access   access
}

func (c connector) Connect(context.Context) (driver.Conn, error) {
	return c.sqlite().Open(c.database.name(c.access))
}

func (c connector) Driver() driver.Driver { return c.sqlite() }

func (c connector) sqlite() *sqlite3.SQLiteDriver {
	return &sqlite3.SQLiteDriver{ConnectHook: c.prepare}
}

// writerCache is 16 MiB: what a page of others' changes alters fits in, and is sealed and opened once.
const writerCache = `PRAGMA cache_size = -16384`

// prepare sets what the name of a database cannot. Temporary tables and sorting
// stay in memory, since the VFS refuses files for them.
func (c connector) prepare(conn *sqlite3.SQLiteConn) error {
	settings := []string{`PRAGMA temp_store = MEMORY`, `PRAGMA mmap_size = 0`, `PRAGMA wal_autocheckpoint = 1000`}
	if c.access != toRead {
		settings = append(settings, writerCache)
	}
	if c.access == toCreate {
		if err := conn.SetFileControlInt("main", sqlite3.SQLITE_FCNTL_RESERVE_BYTES, recordOverhead); err != nil {
			return fmt.Errorf("reserve room for tags: %w", err)
		}
		// Going over to WAL mode writes the first page, under a rollback journal.
		settings = append(settings, `PRAGMA page_size = 4096`, `PRAGMA journal_mode = MEMORY`, `PRAGMA journal_mode = WAL`)
	}
	for _, setting := range settings {
		if _, err := conn.Exec(setting, nil); err != nil {
			return fmt.Errorf("%s: %w", setting, err)
		}
	}
	conn.RegisterAuthorizer(refuseOtherFiles)
	return nil
}

// refuseOtherFiles keeps a statement from naming a second database file, which
// could be one without a seal (ATTACH, VACUUM INTO). The one without a name is
// where VACUUM works, in memory.
func refuseOtherFiles(action int, file, _, _ string) int {
	if action == sqlite3.SQLITE_ATTACH && file != "" {
		return sqlite3.SQLITE_DENY
	}
	return sqlite3.SQLITE_OK
}
