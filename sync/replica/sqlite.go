package replica

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/google/uuid"

	"plumbline/sync/journal"
	"plumbline/sync/seal"
)

// sqlTx reaches rows in SQLite.
type sqlTx struct {
	*sql.Tx
	ctx    context.Context
	ahead  readAhead
	erased bool // something went that must not stay in the log
}

// querier is a database or a transaction of it.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// collect runs a query and reads every row of its answer.
func collect[T any](ctx context.Context, q querier, read func(*sql.Rows) (T, error), query string, args ...any) ([]T, error) {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, seal.Classify(err)
	}
	var out []T
	for rows.Next() {
		one, err := read(rows)
		if err != nil {
			_ = rows.Close() // err tells more
			return nil, seal.Classify(err)
		}
		out = append(out, one)
	}
	return out, seal.Classify(rows.Err())
}

// scan reads a row of one column.
func scan[T any](rows *sql.Rows) (T, error) {
	var one T
	err := rows.Scan(&one)
	return one, err
}

func (t *sqlTx) exec(query string, args ...any) error {
	_, err := t.ExecContext(t.ctx, query, args...)
	return err
}

// row reads one row, or returns errNoRow.
func (t *sqlTx) row(into []any, query string, args ...any) error {
	err := t.QueryRowContext(t.ctx, query, args...).Scan(into...)
	if errors.Is(err, sql.ErrNoRows) {
		return errNoRow
	}
	return err
}

func (t *sqlTx) meta(key string) (string, error) {
	var value string
	err := t.row([]any{&value}, `SELECT value FROM meta WHERE key = ?`, key)
	if errors.Is(err, errNoRow) {
		return "", nil
	}
	return value, err
}

func (t *sqlTx) setMeta(key, value string) error {
	return t.exec(`INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value`, key, value)
}

func (t *sqlTx) centre() (Centre, error) {
	text, err := t.meta(metaCentre)
	if err != nil {
		return Centre{}, err
	}
	return decodeCentre(text)
}

func (t *sqlTx) setCentre(c Centre) error {
	text, err := encodeCentre(c)
	if err != nil {
		return err
	}
	return t.setMeta(metaCentre, text)
}

func (t *sqlTx) incarnation() (incarnation, error) {
	var i incarnation
	err := t.row([]any{&i.device, &i.devSeq, &i.hlc, &i.sent, &i.answered}, `SELECT device, dev_seq, hlc, sent, answered FROM incarnation`)
	return i, err
}

func (t *sqlTx) setIncarnation(i incarnation) error {
	result, err := t.ExecContext(t.ctx, `UPDATE incarnation SET device = ?, dev_seq = ?, hlc = ?, sent = ?, answered = ?`,
		i.device[:], i.devSeq, i.hlc, i.sent, i.answered)
	if err == nil {
		err = found(result)
	}
	if !errors.Is(err, ErrNotFound) {
		return err
	}
	return t.exec(`INSERT INTO incarnation (device, dev_seq, hlc, sent, answered) VALUES (?, ?, ?, ?, ?)`,
		i.device[:], i.devSeq, i.hlc, i.sent, i.answered)
}

const changeColumns = `change.id, change.record_id, change.path, change.hlc, change.body, change.body_hash, change.device, change.dev_seq,
	change.txn, change.status, change.seq, change.account, change.receipt, change.code, change.last_err, change.doubt, change.superseded`

func readChangeRow(rows *sql.Rows) (changeRow, error) {
	var r changeRow
	var hash []byte
	var seq sql.NullInt64
	var account uuid.NullUUID
	var message sql.NullString
	err := rows.Scan(&r.id, &r.Record, &r.Path, &r.hlc, &r.body, &hash, &r.device, &r.devSeq,
		&r.txn, &r.status, &seq, &account, &r.receipt, &r.code, &message, &r.doubt, &r.superseded)
	if err == nil && copy(r.hash[:], hash) != len(hash) {
		err = fmt.Errorf("%w: hash of change %s", seal.ErrDamaged, r.id)
	}
	r.seq, r.account, r.message = seq.Int64, account.UUID, message.String
	return r, err
}

func (t *sqlTx) changes(from string, args ...any) ([]changeRow, error) {
	if err := t.settle(); err != nil {
		return nil, err
	}
	return collect(t.ctx, t.Tx, readChangeRow, `SELECT `+changeColumns+` FROM `+from, args...)
}

func (t *sqlTx) change(id uuid.UUID) (changeRow, error) {
	if t.ahead.newcomer(id) {
		return t.ahead.rows.change(id)
	}
	if row, here := t.ahead.changes[id]; here {
		return row, nil
	}
	if t.ahead.absent[id] {
		return changeRow{}, errNoRow
	}
	rows, err := t.changes(`change WHERE id = ?`, id[:])
	if err == nil && len(rows) == 0 {
		err = errNoRow
	}
	if err != nil {
		return changeRow{}, err
	}
	return rows[0], nil
}

var putChange = statement{`INSERT INTO change (id, record_id, path, hlc, body, body_hash, device, dev_seq, txn, status, seq, account, receipt, code,
	last_err, doubt, superseded) VALUES `, `(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, `
	ON CONFLICT DO UPDATE SET hlc = excluded.hlc, body = excluded.body, body_hash = excluded.body_hash, device = excluded.device,
		dev_seq = excluded.dev_seq, txn = excluded.txn, status = excluded.status, seq = excluded.seq, account = excluded.account,
		receipt = excluded.receipt, code = excluded.code, last_err = excluded.last_err, doubt = excluded.doubt,
		superseded = excluded.superseded`}

func changeValues(r changeRow) []any {
	return append([]any{r.id[:], r.Record[:], r.Path, r.hlc, r.body, r.hash[:], r.device[:], r.devSeq, r.txn[:]}, standingValues(r)[1:]...)
}

func (t *sqlTx) putChange(r changeRow) error {
	if t.ahead.newcomers[r.Record] {
		return t.ahead.rows.putChange(r)
	}
	delete(t.ahead.absent, r.id)
	if _, here := t.ahead.changes[r.id]; here {
		t.ahead.changes[r.id] = r
	}
	delete(t.ahead.standing, r.id)
	return t.many(putChange, [][]any{changeValues(r)})
}

var putStanding = statement{
	`UPDATE change SET status = new.column2, seq = new.column3, account = new.column4, receipt = new.column5,
	code = new.column6, last_err = new.column7, doubt = new.column8, superseded = new.column9 FROM (VALUES `,
	`(?, ?, ?, ?, ?, ?, ?, ?, ?)`, `) AS new WHERE change.id = new.column1`,
}

func standingValues(r changeRow) []any {
	return []any{
		r.id[:], r.status,
		sql.NullInt64{Int64: r.seq, Valid: r.seq != 0},
		blobOrNull(r.account), r.receipt, r.code,
		sql.NullString{String: r.message, Valid: r.message != ""},
		r.doubt, r.superseded,
	}
}

func (t *sqlTx) putStanding(r changeRow) error {
	if t.ahead.newcomers[r.Record] {
		return t.ahead.rows.putStanding(r)
	}
	if _, here := t.ahead.changes[r.id]; here {
		t.ahead.changes[r.id], t.ahead.standing[r.id] = r, true
		return nil
	}
	return t.many(putStanding, [][]any{standingValues(r)})
}

func blobOrNull(id uuid.UUID) any {
	if id == uuid.Nil {
		return nil
	}
	return id[:]
}

func (t *sqlTx) deleteChange(id uuid.UUID) error {
	if t.ahead.newcomer(id) {
		return t.ahead.rows.deleteChange(id)
	}
	delete(t.ahead.changes, id)
	delete(t.ahead.standing, id)
	return t.exec(`DELETE FROM change WHERE id = ?`, id[:])
}

func (t *sqlTx) changesOf(record uuid.UUID) ([]changeRow, error) {
	if t.ahead.newcomers[record] {
		return t.ahead.rows.changesOf(record)
	}
	return t.changes(`change WHERE record_id = ? ORDER BY hlc, id`, record[:])
}

func (t *sqlTx) changesAt(r journal.Register) ([]changeRow, error) {
	if t.ahead.newcomers[r.Record] {
		return t.ahead.rows.changesAt(r)
	}
	return t.changes(`change WHERE record_id = ? AND path = ? ORDER BY hlc, id`, r.Record[:], r.Path)
}

var putEdge = statement{`INSERT INTO edge (parent, child) VALUES `, `(?, ?)`, ` ON CONFLICT DO NOTHING`}

func (t *sqlTx) addEdges(child uuid.UUID, parents []uuid.UUID) error {
	if t.ahead.newcomer(child) {
		return t.ahead.rows.addEdges(child, parents)
	}
	edges := make([][]any, len(parents))
	for i, parent := range parents {
		edges[i] = []any{parent[:], child[:]}
	}
	return t.many(putEdge, edges)
}

func (t *sqlTx) removeEdges(child uuid.UUID, parents []uuid.UUID) error {
	if t.ahead.newcomer(child) {
		return t.ahead.rows.removeEdges(child, parents)
	}
	for _, parent := range parents {
		if err := t.exec(`DELETE FROM edge WHERE parent = ? AND child = ?`, parent[:], child[:]); err != nil {
			return err
		}
	}
	return nil
}

func (t *sqlTx) superseded(r journal.Register, id uuid.UUID) (bool, error) {
	if t.ahead.newcomers[r.Record] {
		return t.ahead.rows.superseded(r, id)
	}
	var yes bool
	err := t.row([]any{&yes}, `SELECT EXISTS (SELECT 1 FROM edge JOIN change ON change.id = edge.child
		WHERE edge.parent = ? AND change.record_id = ? AND change.path = ?)`, id[:], r.Record[:], r.Path)
	return yes, err
}

func (t *sqlTx) headsOf(record uuid.UUID) ([]changeRow, error) {
	if t.ahead.newcomers[record] {
		return t.ahead.rows.headsOf(record)
	}
	return t.changes(`head JOIN change ON change.id = head.change_id WHERE head.record_id = ?`, record[:])
}

func (t *sqlTx) headsAt(r journal.Register) ([]changeRow, error) {
	if t.ahead.newcomers[r.Record] {
		return t.ahead.rows.headsAt(r)
	}
	return t.changes(`head JOIN change ON change.id = head.change_id WHERE head.record_id = ? AND head.path = ?`, r.Record[:], r.Path)
}

func (t *sqlTx) contested(record uuid.UUID) ([]changeRow, error) {
	if t.ahead.newcomers[record] {
		return t.ahead.rows.contested(record)
	}
	return t.changes(`head JOIN change ON change.id = head.change_id WHERE head.record_id = ?1
		AND head.path IN (SELECT path FROM head WHERE record_id = ?1 GROUP BY path HAVING count(*) > 1)`, record[:])
}

var (
	putHead    = statement{`INSERT INTO head (record_id, path, change_id) VALUES `, `(?, ?, ?)`, ` ON CONFLICT DO NOTHING`}
	putPassage = statement{`INSERT INTO passage (record_id, change_id, words) VALUES `, `(?, ?, ?)`, ``}
)

func (t *sqlTx) addHead(r journal.Register, id uuid.UUID, words string) error {
	if t.ahead.newcomers[r.Record] {
		t.ahead.words[id] = words
		return t.ahead.rows.addHead(r, id, words)
	}
	result, err := t.ExecContext(t.ctx, putHead.before+putHead.row+putHead.after, r.Record[:], r.Path, id[:])
	if err != nil || words == "" {
		return err
	}
	if n, err := result.RowsAffected(); err != nil || n == 0 {
		return err
	}
	return t.many(putPassage, [][]any{{r.Record[:], id[:], words}})
}

func (t *sqlTx) removeHead(r journal.Register, id uuid.UUID) error {
	if t.ahead.newcomers[r.Record] {
		return t.ahead.rows.removeHead(r, id)
	}
	return t.exec(`DELETE FROM head WHERE record_id = ? AND path = ? AND change_id = ?`, r.Record[:], r.Path, id[:])
}

func (t *sqlTx) setWords(record, id uuid.UUID, words string) error {
	if err := t.overall().exec(`DELETE FROM passage WHERE record_id = ? AND change_id IS ?`, record[:], blobOrNull(id)); err != nil || words == "" {
		return err
	}
	return t.many(putPassage, [][]any{{record[:], blobOrNull(id), words}})
}
