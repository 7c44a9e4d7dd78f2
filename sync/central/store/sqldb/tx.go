package sqldb

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"

	"plumbline/sync/central/store"
)

// tx is a transaction. Statements that have no answer wait until one is needed, or the transaction ends, and then go to
// PostgreSQL together: while they are on their way, others wait for the log.
type tx struct {
	ctx     context.Context
	conn    *sql.Conn
	tx      *sql.Tx
	dialect dialect
	tenant  uuid.UUID
	waiting []statement
}

// statement is SQL with its values.
type statement struct {
	query string
	args  []any
}

// exec runs a statement whose first parameter is the tenant. Its error may come with a later call, or at the end.
func (t *tx) exec(query string, args ...any) error {
	if t.dialect.postgres {
		t.waiting = append(t.waiting, statement{query, t.bind(args)})
		return nil
	}
	_, err := t.execCount(query, args...)
	return err
}

// flush sends what waits.
func (t *tx) flush() error {
	if len(t.waiting) == 0 {
		return nil
	}
	var batch pgx.Batch
	for _, s := range t.waiting {
		batch.Queue(s.query, s.args...)
	}
	t.waiting = nil
	return t.conn.Raw(func(driver any) error {
		c, ok := driver.(*stdlib.Conn)
		if !ok {
			return errDamaged
		}
		return c.Conn().SendBatch(t.ctx, &batch).Close()
	})
}

// execCount is exec at once, and returns how many rows it was about.
func (t *tx) execCount(query string, args ...any) (int64, error) {
	if err := t.flush(); err != nil {
		return 0, err
	}
	result, err := t.tx.ExecContext(t.ctx, t.dialect.query(query), t.bind(args)...)
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
}

func (t *tx) bind(args []any) []any {
	return append([]any{t.dialect.value(t.tenant)}, t.dialect.bind(args...)...)
}

// list runs a query whose first parameter is the tenant. read scans a row.
func list[T any](t *tx, read func(*T) []any, query string, args ...any) ([]T, error) {
	if err := t.flush(); err != nil {
		return nil, err
	}
	rows, err := t.tx.QueryContext(t.ctx, t.dialect.query(query), t.bind(args)...)
	if err != nil {
		return nil, err
	}
	var all []T
	for rows.Next() {
		var one T
		if err := rows.Scan(read(&one)...); err != nil {
			return nil, errors.Join(err, rows.Close())
		}
		all = append(all, one)
	}
	return all, rows.Err()
}

// one is list for at most one row.
func one[T any](t *tx, read func(*T) []any, query string, args ...any) (T, error) {
	var row T
	if err := t.flush(); err != nil {
		return row, err
	}
	err := t.tx.QueryRowContext(t.ctx, t.dialect.query(query), t.bind(args)...).Scan(read(&row)...)
	if errors.Is(err, sql.ErrNoRows) {
		err = store.ErrNotFound
	}
	return row, err
}

// column is a column that rows are added to, with its PostgreSQL type.
type column struct{ name, kind string }

// columns reads "name kind, name kind".
func columns(text string) []column {
	var cols []column
	for _, part := range strings.Split(text, ",") {
		name, kind, _ := strings.Cut(strings.TrimSpace(part), " ")
		cols = append(cols, column{name, kind})
	}
	return cols
}

// insert adds n rows to a table. In PostgreSQL that is one statement over a list to a column; in SQLite, which is in this
// process, one statement to a row. suffix says what to do with rows that are there.
func (t *tx) insert(table string, cols []column, suffix string, rows [][]any) error {
	if len(rows) == 0 {
		return nil
	}
	names := make([]string, len(cols))
	params := make([]string, len(cols))
	for i, c := range cols {
		names[i], params[i] = c.name, fmt.Sprintf("$%d", i+2)
		if t.dialect.postgres {
			params[i] += "::" + c.kind + "[]"
		}
	}
	into := fmt.Sprintf(`INSERT INTO %s (tenant, %s) `, table, strings.Join(names, ", "))
	if t.dialect.postgres {
		args := make([]any, len(cols))
		for i, c := range cols {
			args[i] = t.dialect.array(c.kind, rows, i)
		}
		return t.exec(into+fmt.Sprintf(`SELECT $1, * FROM unnest(%s) %s`, strings.Join(params, ", "), suffix), args...)
	}
	statement, err := t.tx.PrepareContext(t.ctx, t.dialect.query(into+fmt.Sprintf(`VALUES ($1, %s) %s`, strings.Join(params, ", "), suffix)))
	if err != nil {
		return err
	}
	for _, row := range rows {
		if _, err := statement.ExecContext(t.ctx, t.bind(row)...); err != nil {
			return errors.Join(err, statement.Close())
		}
	}
	return statement.Close()
}

// array gathers a column of rows as PostgreSQL takes it.
func (d dialect) array(kind string, rows [][]any, col int) any {
	switch kind {
	case "uuid":
		return gather[[16]byte](d, rows, col)
	case "bytea":
		return gather[[]byte](d, rows, col)
	case "bigint":
		return gather[int64](d, rows, col)
	case "boolean":
		return gather[bool](d, rows, col)
	default:
		return gather[string](d, rows, col)
	}
}

func gather[T any](d dialect, rows [][]any, col int) []T {
	out := make([]T, len(rows))
	for i, row := range rows {
		out[i], _ = d.value(row[col]).(T)
	}
	return out
}
