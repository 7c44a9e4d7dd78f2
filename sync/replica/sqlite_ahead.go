package replica

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strings"

	"github.com/google/uuid"

	"plumbline/sync/journal"
)

// readAhead is what a transaction has read before it was asked for it, and what it will write when it has to: in this way a
// page of a pull is some hundred large statements, and not tens of thousands of small ones.
//
// Memory keeps the rows of newcomers, records of which the database has nothing. Of other records it keeps how changes stand
// and the row of the record; all else is written at once. Whatever asks the database about more than one record has all of
// it written first.
type readAhead struct {
	changes   map[uuid.UUID]changeRow // as they are by now
	absent    map[uuid.UUID]bool      // changes that the database does not have
	records   map[uuid.UUID]recordRow // as they are by now
	newcomers map[uuid.UUID]bool
	rows      *memoryTx // of newcomers
	words     map[uuid.UUID]string
	standing  map[uuid.UUID]bool // changes that stand otherwise than in the database
	altered   map[uuid.UUID]bool // records that are otherwise than in the database
}

func newReadAhead() readAhead {
	return readAhead{
		changes: map[uuid.UUID]changeRow{}, absent: map[uuid.UUID]bool{}, records: map[uuid.UUID]recordRow{},
		newcomers: map[uuid.UUID]bool{}, rows: &memoryTx{memoryRows: &NewMemory().rows}, words: map[uuid.UUID]string{},
		standing: map[uuid.UUID]bool{}, altered: map[uuid.UUID]bool{},
	}
}

// newcomer reports whether a change is one of a newcomer.
func (a *readAhead) newcomer(change uuid.UUID) bool {
	if a.rows == nil {
		return false
	}
	_, here := a.rows.changes[change]
	return here
}

// amongIDs is the end of a condition for a list of ids, as listOf makes it.
const amongIDs = `IN (SELECT unhex(value) FROM json_each(?))`

func listOf(ids []uuid.UUID) (string, error) {
	texts := make([]string, len(ids))
	for i, id := range ids {
		texts[i] = hex.EncodeToString(id[:])
	}
	list, err := json.Marshal(texts)
	return string(list), err
}

func (t *sqlTx) expect(changes, records []uuid.UUID) error {
	if t.ahead.rows == nil {
		t.ahead = newReadAhead()
	}
	if err := t.settle(); err != nil {
		return err
	}
	return errors.Join(t.expectChanges(changes), t.expectRecords(records))
}

func (t *sqlTx) expectChanges(ids []uuid.UUID) error {
	if len(ids) == 0 {
		return nil
	}
	list, err := listOf(ids)
	if err != nil {
		return err
	}
	rows, err := t.changes(`change WHERE id `+amongIDs, list)
	if err != nil {
		return err
	}
	for _, id := range ids {
		t.ahead.absent[id] = true
	}
	for _, row := range rows {
		delete(t.ahead.absent, row.id)
		t.ahead.changes[row.id] = row
	}
	return nil
}

func (t *sqlTx) expectRecords(ids []uuid.UUID) error {
	if len(ids) == 0 {
		return nil
	}
	list, err := listOf(ids)
	if err != nil {
		return err
	}
	rows, err := collect(t.ctx, t.Tx, readRecordRow, `SELECT `+recordColumns+` FROM record WHERE id `+amongIDs, list)
	if err != nil {
		return err
	}
	known, err := t.ids(`SELECT record_id FROM gone WHERE record_id `+amongIDs+`
		UNION SELECT record_id FROM change WHERE record_id `+amongIDs, list, list)
	if err != nil {
		return err
	}
	for _, id := range ids {
		t.ahead.newcomers[id] = true
	}
	for _, id := range known {
		delete(t.ahead.newcomers, id)
	}
	for _, row := range rows {
		delete(t.ahead.newcomers, row.ID)
		t.ahead.records[row.ID] = row
	}
	return nil
}

// settle writes what the database does not have yet of rows that it has.
func (t *sqlTx) settle() error {
	a := &t.ahead
	if len(a.standing) == 0 && len(a.altered) == 0 {
		return nil
	}
	var standing, altered [][]any
	for _, id := range sortedIDs(a.standing) {
		standing = append(standing, standingValues(a.changes[id]))
	}
	for _, id := range sortedIDs(a.altered) {
		altered = append(altered, recordValues(a.records[id]))
	}
	clear(a.standing)
	clear(a.altered)
	return errors.Join(t.many(putStanding, standing), t.many(putRecord, altered))
}

// settleAll writes all that the database does not have yet, and goes on with the database alone.
func (t *sqlTx) settleAll() error {
	if t.ahead.rows == nil {
		return nil
	}
	if err := t.settle(); err != nil {
		return err
	}
	a := t.ahead
	t.ahead = readAhead{}
	var records, changes, edges, heads, words [][]any
	for _, id := range sortedIDs(a.newcomers) {
		if row, err := a.rows.record(id); err == nil {
			records = append(records, recordValues(row))
		}
		for _, change := range a.rows.byRecord[id] {
			changes = append(changes, changeValues(a.rows.changes[change]))
		}
		for _, h := range slices.SortedFunc(maps.Keys(a.rows.heads[id]), compareHeads) {
			heads = append(heads, []any{id[:], h.path, h.id[:]})
			if a.words[h.id] != "" {
				words = append(words, []any{id[:], h.id[:], a.words[h.id]})
			}
		}
	}
	for _, parent := range journal.Union(slices.Collect(maps.Keys(a.rows.children))) {
		for _, child := range a.rows.children[parent] {
			edges = append(edges, []any{parent[:], child[:]})
		}
	}
	return errors.Join(
		t.many(putRecord, records), t.many(putChange, changes), t.many(putEdge, edges), t.many(putHead, heads), t.many(putPassage, words),
	)
}

// overall is a transaction for what looks beyond what expect told of: all is written before.
type overall struct{ *sqlTx }

func (t *sqlTx) overall() overall { return overall{t} }

// QueryContext implements querier.
func (o overall) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	if err := o.settleAll(); err != nil {
		return nil, err
	}
	return o.Tx.QueryContext(ctx, query, args...)
}

func (o overall) changes(from string, args ...any) ([]changeRow, error) {
	if err := o.settleAll(); err != nil {
		return nil, err
	}
	return o.sqlTx.changes(from, args...)
}

func (o overall) ids(query string, args ...any) ([]uuid.UUID, error) {
	return collect(o.ctx, o, scan[uuid.UUID], query, args...)
}

func (o overall) row(into []any, query string, args ...any) error {
	if err := o.settleAll(); err != nil {
		return err
	}
	return o.sqlTx.row(into, query, args...)
}

func (o overall) exec(query string, args ...any) error {
	if err := o.settleAll(); err != nil {
		return err
	}
	return o.sqlTx.exec(query, args...)
}

func sortedIDs(ids map[uuid.UUID]bool) []uuid.UUID {
	return journal.Union(slices.Collect(maps.Keys(ids)))
}

func compareHeads(a, b headKey) int {
	return cmp.Or(cmp.Compare(a.path, b.path), compareIDs(a.id, b.id))
}

// statement writes rows.
type statement struct{ before, row, after string }

// manyRows is how many rows one statement writes, where there are so many. The rest goes one by one, so that a table has two
// statements to be prepared and not one for every number of rows.
const manyRows = 32

// many runs a statement on rows.
func (t *sqlTx) many(s statement, rows [][]any) error {
	for len(rows) > 0 {
		n := 1
		if len(rows) >= manyRows {
			n = manyRows
		}
		if err := t.exec(s.before+s.row+strings.Repeat(`, `+s.row, n-1)+s.after, slices.Concat(rows[:n]...)...); err != nil {
			return err
		}
		rows = rows[n:]
	}
	return nil
}
