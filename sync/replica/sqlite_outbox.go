package replica

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/google/uuid"

	"plumbline/sync/seal"
	"plumbline/sync/wire"
)

// SQLite uses an index on some of the rows only where a query repeats the condition of the index.

func readOutline(rows *sql.Rows) (outline, error) {
	var o outline
	err := rows.Scan(&o.id, &o.txn, &o.size, &o.status)
	return o, err
}

func (t *sqlTx) outlines(where string, args ...any) ([]outline, error) {
	return collect(t.ctx, t.overall(), readOutline, `SELECT id, txn, length(body), status FROM change WHERE `+where, args...)
}

func (t *sqlTx) unsent(device uuid.UUID, above int64, most int) ([]outline, error) {
	return t.outlines(`status < 2 AND device = ? AND dev_seq > ? ORDER BY dev_seq LIMIT ?`, device[:], above, most)
}

func (t *sqlTx) stranded(device uuid.UUID, most int) ([]outline, error) {
	before, err := t.outlines(`status < 2 AND status = ? AND device < ? ORDER BY device, dev_seq LIMIT ?`, Frozen, device[:], most)
	if err != nil {
		return nil, err
	}
	after, err := t.outlines(`status < 2 AND status = ? AND device > ? ORDER BY device, dev_seq LIMIT ?`, Frozen, device[:], most-len(before))
	return append(before, after...), err
}

func (t *sqlTx) lacking(most int) ([]outline, error) {
	return t.outlines(`doubt > 0 AND doubt = ? ORDER BY status > ?, seq, hlc, id LIMIT ?`, lacking, Sent, most)
}

func (t *sqlTx) answeredAbove(device uuid.UUID, devSeq int64) ([]changeRow, error) {
	return t.overall().changes(`change WHERE device = ? AND dev_seq > ? AND status BETWEEN ? AND ? ORDER BY dev_seq`, device[:], devSeq, Sent, Bad)
}

func (t *sqlTx) drafts() ([]changeRow, error) {
	return t.overall().changes(`change WHERE status < 2 AND status = ? ORDER BY dev_seq`, Draft)
}

func (t *sqlTx) anyUnsent() (bool, error) {
	var yes bool
	err := t.overall().row([]any{&yes}, `SELECT EXISTS (SELECT 1 FROM change WHERE status < 2) OR EXISTS (SELECT 1 FROM change WHERE doubt > 0 AND doubt = 2)`)
	return yes, err
}

func (t *sqlTx) countUnsent() (int, error) {
	var n int
	err := t.overall().row([]any{&n}, `SELECT (SELECT count(*) FROM change WHERE status < 2) + (SELECT count(*) FROM change WHERE doubt > 0 AND doubt = 2)`)
	return n, err
}

func (t *sqlTx) suspect(above int64) error {
	return t.overall().exec(`UPDATE change SET doubt = ? WHERE receipt <> '' AND doubt = ? AND (status IN (?, ?) OR status = ? AND seq > ?)`,
		unsure, certain, Held, Rejected, Sent, above)
}

func (t *sqlTx) suspects(after uuid.UUID, most int) ([]changeRow, error) {
	return t.overall().changes(`change WHERE doubt > 0 AND id > ? ORDER BY id LIMIT ?`, after[:], most)
}

func (t *sqlTx) troubled() ([]changeRow, error) {
	return t.overall().changes(`change WHERE status > 2 ORDER BY hlc, id`)
}

func (t *sqlTx) tally() (tally, error) {
	var n tally
	err := t.overall().row([]any{&n.waiting, &n.bytes, &n.held, &n.bad, &n.rejected, &n.blobs, &n.blobBytes}, `
		SELECT (SELECT count(*) FROM change WHERE status < 2) + (SELECT count(*) FROM change WHERE doubt > 0 AND doubt = 2),
			(SELECT coalesce(sum(length(body)), 0) FROM change WHERE status < 2) + (SELECT coalesce(sum(length(body)), 0) FROM change WHERE doubt > 0 AND doubt = 2),
			(SELECT count(*) FROM change WHERE status > 2 AND status = 3), (SELECT count(*) FROM change WHERE status > 2 AND status = 4),
			(SELECT count(*) FROM change WHERE status > 2 AND status = 5),
			(SELECT count(*) FROM blob WHERE state = 1), (SELECT coalesce(sum(size), 0) FROM blob WHERE state = 1)`)
	return n, err
}

func (t *sqlTx) sendStates(records []uuid.UUID) (map[uuid.UUID]SendState, error) {
	states := map[uuid.UUID]SendState{}
	for _, id := range records {
		var s SendState
		var delivery string
		err := t.overall().row([]any{&s.Waiting, &s.Bytes, &s.Held, &s.Bad, &s.Rejected, &delivery}, `
			SELECT count(*) FILTER (WHERE status < 2 OR doubt = 2), coalesce(sum(length(body)) FILTER (WHERE status < 2 OR doubt = 2), 0),
				count(*) FILTER (WHERE status = 3), count(*) FILTER (WHERE status = 4), count(*) FILTER (WHERE status = 5),
				coalesce((SELECT delivery FROM record WHERE record.id = ?1), '')
			FROM change WHERE record_id = ?1`, id[:])
		if err != nil {
			return nil, err
		}
		if s.Delivery, err = readDelivery(delivery); err != nil {
			return nil, fmt.Errorf("record %s: %w", id, err)
		}
		if s != (SendState{}) {
			states[id] = s
		}
	}
	return states, nil
}

func readDelivery(text string) (*wire.Delivery, error) {
	if text == "" {
		return nil, nil
	}
	d := new(wire.Delivery)
	if err := json.NewDecoder(strings.NewReader(text)).Decode(d); err != nil {
		return nil, fmt.Errorf("%w: delivery: %w", seal.ErrDamaged, err)
	}
	return d, nil
}
