package sqldb

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"github.com/google/uuid"

	"plumbline/sync/central/store"
	"plumbline/sync/wire"
)

const changeColumns = `seq bigint, id uuid, record_id uuid, txn uuid, account uuid, device uuid, dev_seq bigint, carried boolean,
	superseded boolean, began boolean, path text, op text, form text, hlc bigint, size bigint, body_hash bytea, body bytea,
	received bigint, skew bigint`

func (t *tx) Append(entries []store.Entry) error {
	var changes, edges [][]any
	for _, e := range entries {
		changes = append(changes, []any{
			e.Seq, e.ID, e.Record, e.Txn, e.Account, e.Device, e.DevSeq, e.Carried,
			e.Superseded, e.Began, e.Path, e.Op, e.Form, e.HLC, int64(len(e.Body)), e.Hash, e.Body, e.Received, e.Skew,
		})
		for _, parent := range e.Parents {
			edges = append(edges, []any{parent, e.ID})
		}
	}
	return errors.Join(
		t.insert("change", columns(changeColumns), "", changes),
		t.insert("edge", columns("parent uuid, child uuid"), "ON CONFLICT DO NOTHING", edges),
	)
}

func (t *tx) AppendEvent(e store.Event) error {
	return t.exec(`INSERT INTO event (tenant, seq, kind, account, record_id, txn, actor, accepted, reason, at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		e.Seq, e.Kind, e.Account, e.Record, e.Txn, e.By, e.Accepted, e.Reason, e.At)
}

func (t *tx) Known(ids []uuid.UUID) (map[uuid.UUID]store.Arrival, error) {
	all, err := list(t, readArrival, `SELECT id, device, account, dev_seq, body_hash, 'held', reason, 0, false FROM held
		WHERE tenant = $1 AND id `+t.dialect.inIDs+`
		UNION ALL SELECT id, device, account, dev_seq, body_hash, 'ok', '', seq, began FROM change
		WHERE tenant = $1 AND id `+t.dialect.inIDs, ids)
	known := make(map[uuid.UUID]store.Arrival, len(all))
	for _, a := range all {
		if known[a.ID].Outcome != wire.OK { // what was held and is in the log now is in the log
			known[a.ID] = a
		}
	}
	return known, err
}

func readArrival(a *store.Arrival) []any {
	return []any{&a.ID, &a.Device, &a.Account, &a.DevSeq, asHash{&a.Hash}, &a.Outcome, &a.Code, &a.Seq, &a.Began}
}

func (t *tx) AddRefused(arrivals []store.Arrival) error {
	rows := make([][]any, len(arrivals))
	for i, a := range arrivals {
		rows[i] = []any{a.Device, a.DevSeq, a.ID, a.Hash, string(a.Outcome), string(a.Code)}
	}
	return t.insert("refused", columns("device uuid, dev_seq bigint, id uuid, body_hash bytea, outcome text, code text"),
		"ON CONFLICT (tenant, device, dev_seq) DO NOTHING", rows)
}

func (t *tx) Refused(device uuid.UUID, first, last int64) (map[int64]store.Arrival, error) {
	rows, err := list(t, func(a *store.Arrival) []any {
		return []any{&a.ID, &a.Device, &a.DevSeq, asHash{&a.Hash}, &a.Outcome, &a.Code}
	}, `SELECT id, device, dev_seq, body_hash, outcome, code FROM refused
		WHERE tenant = $1 AND device = $2 AND dev_seq BETWEEN $3 AND $4`, device, first, last)
	refused := map[int64]store.Arrival{}
	for _, a := range rows {
		refused[a.DevSeq] = a
	}
	return refused, err
}

const metaQuery = `SELECT seq, record_id, txn, size FROM change WHERE tenant = $1 AND seq > $2 AND seq <= $3`

func (t *tx) Metas(look store.Look, limit int) ([]store.Meta, error) {
	query, args := metaQuery, []any{look.After, look.Upto}
	if look.Scopes != nil {
		args = append(args, look.Scopes)
		query += ` AND EXISTS (SELECT 1 FROM record_span s WHERE s.tenant = change.tenant AND s.record_id = change.record_id
			AND s.scope ` + t.dialect.inTexts + `)`
	}
	query += ` ORDER BY seq`
	if limit > 0 {
		query += fmt.Sprintf(` LIMIT %d`, limit)
	}
	return list(t, func(m *store.Meta) []any { return []any{&m.Seq, &m.Record, &m.Txn, &m.Size} }, query, args...)
}

const entryColumns = `c.seq, c.id, c.record_id, c.txn, c.account, c.device, c.dev_seq, c.carried, c.superseded, c.began, c.path, c.op, c.form,
	c.hlc, c.body_hash, c.body, c.received, c.skew`

func readEntry(e *store.Entry) []any {
	return []any{
		&e.Seq, &e.ID, &e.Record, &e.Txn, &e.Account, &e.Device, &e.DevSeq, &e.Carried, &e.Superseded, &e.Began, &e.Path, &e.Op, &e.Form, &e.HLC,
		asHash{&e.Hash},
		&e.Body,
		asTime{&e.Received},
		asDuration{&e.Skew},
	}
}

func (t *tx) Entries(seqs []int64) ([]store.Entry, error) {
	if len(seqs) == 0 {
		return nil, nil
	}
	return sorted(list(t, readEntry, `SELECT `+entryColumns+` FROM change c WHERE c.tenant = $1 AND c.seq `+t.dialect.inInts, seqs))
}

// entriesOfRecord is in the order of the index that it should take.
const entriesOfRecord = `SELECT ` + entryColumns + ` FROM change c WHERE c.tenant = $1 AND c.record_id = $2
	AND c.seq > $3 AND c.seq <= $4 ORDER BY c.record_id, c.seq`

func (t *tx) RecordEntries(record uuid.UUID, after, upto int64, limit int) ([]store.Entry, error) {
	query := entriesOfRecord
	if limit > 0 {
		query += fmt.Sprintf(` LIMIT %d`, limit)
	}
	return list(t, readEntry, query, record, after, upto)
}

const eventQuery = `SELECT seq, kind, account, record_id, txn, actor, accepted, reason, at FROM event WHERE tenant = $1 `

func readEvent(e *store.Event) []any {
	return []any{&e.Seq, &e.Kind, &e.Account, &e.Record, &e.Txn, &e.By, &e.Accepted, &e.Reason, asTime{&e.At}}
}

func (t *tx) Events(after, upto int64) ([]store.Event, error) {
	return list(t, readEvent, eventQuery+`AND seq > $2 AND seq <= $3 ORDER BY seq`, after, upto)
}

func (t *tx) EventsFor(account uuid.UUID, after, upto int64) ([]store.Event, error) {
	return list(t, readEvent, eventQuery+`AND account = $2 AND seq > $3 AND seq <= $4 ORDER BY seq`, account, after, upto)
}

func (t *tx) Superseded(changes []store.Head) (map[uuid.UUID]bool, error) {
	superseded := map[uuid.UUID]bool{}
	if len(changes) == 0 {
		return superseded, nil
	}
	ids := make([]uuid.UUID, len(changes))
	registers := map[uuid.UUID]store.Head{}
	for i, c := range changes {
		ids[i], registers[c.Change] = c.Change, c
	}
	children, err := list(t, func(h *store.Head) []any { return []any{&h.Change, &h.Record, &h.Path} },
		`SELECT e.parent, c.record_id, c.path FROM edge e JOIN change c ON c.tenant = e.tenant AND c.id = e.child
		WHERE e.tenant = $1 AND e.parent `+t.dialect.inIDs, ids)
	for _, child := range children { // Change is the parent's
		parent := registers[child.Change]
		if parent.Record == child.Record && parent.Path == child.Path {
			superseded[child.Change] = true
		}
	}
	return superseded, err
}

const headQuery = `SELECT change_id, record_id, path, seq, body_hash, mark FROM head WHERE tenant = $1 `

func readHead(h *store.Head) []any {
	return []any{&h.Change, &h.Record, &h.Path, &h.Seq, asHash{&h.Hash}, &h.Mark}
}

func (t *tx) HeadsNamed(ids []uuid.UUID) ([]store.Head, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	return list(t, readHead, headQuery+`AND change_id `+t.dialect.inIDs, ids)
}

func (t *tx) MoveHeads(gone []uuid.UUID, added []store.Head) error {
	if len(gone) > 0 {
		if err := t.exec(`DELETE FROM head WHERE tenant = $1 AND change_id `+t.dialect.inIDs, gone); err != nil {
			return err
		}
	}
	rows := make([][]any, len(added))
	for i, h := range added {
		rows[i] = []any{h.Change, h.Record, h.Path, h.Seq, h.Hash, h.Mark}
	}
	return t.insert("head", columns("change_id uuid, record_id uuid, path text, seq bigint, body_hash bytea, mark text"), "", rows)
}

func (t *tx) Marks(record uuid.UUID) ([]store.Head, error) {
	heads, err := list(t, readHead, headQuery+`AND record_id = $2 AND substr(path, 1, 1) = '_'`, record)
	marks := heads[:0]
	for _, h := range heads {
		if store.Marked(h.Path) {
			marks = append(marks, h)
		}
	}
	return marks, err
}

const entriesOfHeads = `SELECT ` + entryColumns + ` FROM head h JOIN change c ON c.tenant = h.tenant AND c.id = h.change_id
	WHERE h.tenant = $1 AND h.record_id `

func (t *tx) HeadEntries(records []uuid.UUID) ([]store.Entry, error) {
	if len(records) == 0 {
		return nil, nil
	}
	return sorted(list(t, readEntry, entriesOfHeads+t.dialect.inIDs, records))
}

// sorted puts entries in the order of their numbers. Databases that are asked to may look for them in that order, through
// the whole log.
func sorted(entries []store.Entry, err error) ([]store.Entry, error) {
	slices.SortFunc(entries, func(a, b store.Entry) int { return cmp.Compare(a.Seq, b.Seq) })
	return entries, err
}
