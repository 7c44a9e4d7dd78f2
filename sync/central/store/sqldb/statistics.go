package sqldb

import (
	"context"
	"database/sql"
	"errors"
)

// statistics is what SQLite's planner is to believe of the tables: rows of sqlite_stat1, each an index with its number of
// rows and how many of them have the same first column, first two columns, and so on. They are those of one tenant with a
// million changes. Without them the planner takes a tenant for one of many, and goes through the whole log for a record.
func statistics() [][3]string {
	return [][3]string{
		{"change", "sqlite_autoindex_change_1", "1000000 1000000 1"},
		{"change", "sqlite_autoindex_change_2", "1000000 1000000 1"},
		{"change", "change_record", "1000000 1000000 50 1"},
		{"change", "change_count", "1000000 1000000 2000 1"},
		{"edge", "sqlite_autoindex_edge_1", "800000 800000 1 1"},
		{"event", "sqlite_autoindex_event_1", "10000 10000 1"},
		{"event", "event_account", "10000 10000 20 1"},
		{"head", "sqlite_autoindex_head_1", "500000 500000 1"},
		{"head", "head_record", "500000 500000 25"},
		{"record", "sqlite_autoindex_record_1", "20000 20000 1"},
		{"record_span", "sqlite_autoindex_record_span_1", "60000 60000 3 2 1"},
		{"record_span", "record_span_scope", "60000 60000 600 2"},
		{"record_span", "record_span_from", "60000 60000 3"},
		{"record_span", "record_span_to", "20000 20000 2"},
		{"held", "sqlite_autoindex_held_1", "1000 1000 1"},
		{"held", "held_txn", "1000 1000 2"},
		{"held", "held_waiting", "1000 1000 20 1"},
		{"held", "held_record", "1000 1000 4 2"},
		{"applied", "sqlite_autoindex_applied_1", "100000 100000 1000 1"},
	}
}

// planForMany has SQLite plan for a large store from the beginning, so that its plans do not change as the store grows.
func planForMany(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := writeStatistics(ctx, tx); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	_, err = db.ExecContext(ctx, `ANALYZE sqlite_schema`) // reads them
	return err
}

func writeStatistics(ctx context.Context, tx *sql.Tx) error {
	for _, statement := range []string{`ANALYZE tenant`, `DELETE FROM sqlite_stat1`} { // the first makes the table
		if _, err := tx.ExecContext(ctx, statement); err != nil {
			return err
		}
	}
	for _, s := range statistics() {
		if _, err := tx.ExecContext(ctx, `INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (?, ?, ?)`, s[0], s[1], s[2]); err != nil {
			return err
		}
	}
	return nil
}
