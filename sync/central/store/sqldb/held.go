package sqldb

import (
	"github.com/google/uuid"

	"plumbline/sync/central/store"
)

const heldColumns = `id uuid, record_id uuid, txn uuid, account uuid, device uuid, dev_seq bigint, carried boolean, path text,
	op text, form text, hlc bigint, body_hash bytea, body bytea, received bigint, skew bigint, reason text, decider uuid,
	accepted boolean, decision text, decided bigint`

func (t *tx) PutHeld(held []store.Held) error {
	rows := make([][]any, len(held))
	for i, h := range held {
		rows[i] = []any{
			h.ID, h.Record, h.Txn, h.Account, h.Device, h.DevSeq, h.Carried, h.Path, h.Op, h.Form, h.HLC, h.Hash, h.Body,
			h.Received, h.Skew, string(h.Reason), h.DecidedBy, h.Accepted, h.DecisionReason, h.DecidedAt,
		}
	}
	return t.insert("held", columns(heldColumns), `ON CONFLICT (tenant, id) DO UPDATE SET decider = excluded.decider,
		accepted = excluded.accepted, decision = excluded.decision, decided = excluded.decided`, rows)
}

const heldQuery = `SELECT id, record_id, txn, account, device, dev_seq, carried, path, op, form, hlc, body_hash, body, received,
	skew, reason, decider, accepted, decision, decided FROM held WHERE tenant = $1 `

func readHeld(h *store.Held) []any {
	return []any{
		&h.ID, &h.Record, &h.Txn, &h.Account, &h.Device, &h.DevSeq, &h.Carried, &h.Path, &h.Op, &h.Form, &h.HLC,
		asHash{&h.Hash},
		&h.Body,
		asTime{&h.Received},
		asDuration{&h.Skew},
		&h.Reason, &h.DecidedBy, &h.Accepted, &h.DecisionReason,
		asTime{&h.DecidedAt},
	}
}

func (t *tx) HeldNamed(id uuid.UUID) (store.Held, error) {
	return one(t, readHeld, heldQuery+`AND id = $2`, id)
}

func (t *tx) HeldGroup(txn uuid.UUID) ([]store.Held, error) {
	return list(t, readHeld, heldQuery+`AND txn = $2 ORDER BY dev_seq, id`, txn)
}

const heldWaiting = heldQuery + `AND id > $2 AND decider = $3 ORDER BY id LIMIT $4`

func (t *tx) HeldWaiting(after uuid.UUID, limit int) ([]store.Held, error) {
	return list(t, readHeld, heldWaiting, after, uuid.Nil, limit)
}

func (t *tx) HeldFor(record, account uuid.UUID) (bool, error) {
	return one(t, func(has *bool) []any { return []any{has} },
		`SELECT EXISTS (SELECT 1 FROM held WHERE tenant = $1 AND record_id = $2 AND account = $3 AND (decider = $4 OR accepted))`,
		record, account, uuid.Nil)
}
