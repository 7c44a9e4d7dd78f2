package replica

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"

	"plumbline/sync/seal"
)

//go:embed schema/*.sql
var schema embed.FS

// migrate brings a database up to the last of the numbered files of a folder, each in a transaction of its own. How far
// it has come is SQLite's user_version.
func migrate(ctx context.Context, db *sql.DB, folder fs.FS) error {
	steps, err := fs.Glob(folder, "schema/*.sql") // in the order of their names
	if err != nil {
		return err
	}
	var version int
	if err := db.QueryRowContext(ctx, `PRAGMA user_version`).Scan(&version); err != nil {
		return fmt.Errorf("read schema version: %w", err)
	}
	if version > len(steps) {
		return fmt.Errorf("schema version %d, of which this program knows %d: %w", version, len(steps), seal.ErrNewerFormat)
	}
	for i := version; i < len(steps); i++ {
		if err := step(ctx, db, folder, steps[i], i+1); err != nil {
			return fmt.Errorf("migrate with %s: %w", steps[i], err)
		}
	}
	return nil
}

func step(ctx context.Context, db *sql.DB, folder fs.FS, name string, version int) error {
	script, err := fs.ReadFile(folder, name)
	if err != nil {
		return err
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, fmt.Sprintf("%s; PRAGMA user_version = %d", script, version))
	if err != nil {
		_ = tx.Rollback() // err tells more
		return err
	}
	return tx.Commit()
}
