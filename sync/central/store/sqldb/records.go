package sqldb

import (
	"encoding/json"
	"slices"

	"github.com/google/uuid"

	"plumbline/sync/central/store"
	"plumbline/sync/journal"
	"plumbline/sync/wire"
)

const recordColumns = `id uuid, form text, creator uuid, states text, created_seq bigint, last_seq bigint, changes bigint, bytes bigint,
	digest bytea, heads bytea, purged bigint`

func (t *tx) PutRecords(records []store.Record) error {
	rows := make([][]any, len(records))
	for i, r := range records {
		states, err := json.Marshal(r.States)
		if err != nil {
			return err
		}
		rows[i] = []any{
			r.ID, r.Form, r.Creator, string(states), r.CreatedSeq, r.LastSeq, r.Changes, r.Bytes, r.Digest, r.Heads, r.Purged,
		}
	}
	return t.insert("record", columns(recordColumns), `ON CONFLICT (tenant, id) DO UPDATE SET
		form = excluded.form, creator = excluded.creator, states = excluded.states, last_seq = excluded.last_seq, changes = excluded.changes, bytes = excluded.bytes,
		digest = excluded.digest, heads = excluded.heads, purged = excluded.purged`, rows)
}

func (t *tx) Records(ids []uuid.UUID) (map[uuid.UUID]store.Record, error) {
	found := make(map[uuid.UUID]store.Record, len(ids))
	if len(ids) == 0 {
		return found, nil
	}
	rows, err := list(t, func(r *store.Record) []any {
		return []any{
			&r.ID, &r.Form, &r.Creator,
			asList{&r.States},
			&r.CreatedSeq, &r.LastSeq, &r.Changes, &r.Bytes,
			asHash{&r.Digest},
			asHash{&r.Heads},
			&r.Purged,
		}
	}, `SELECT id, form, creator, states, created_seq, last_seq, changes, bytes, digest, heads, purged FROM record
		WHERE tenant = $1 AND id `+t.dialect.inIDs, ids)
	for _, r := range rows {
		found[r.ID] = r
	}
	return found, err
}

func (t *tx) PutRecordSpans(spans []store.RecordSpan) error {
	rows := make([][]any, len(spans))
	for i, s := range spans {
		rows[i] = []any{s.Record, s.Scope, s.From, s.To}
	}
	return t.insert("record_span", columns("record_id uuid, scope text, from_seq bigint, to_seq bigint"),
		`ON CONFLICT (tenant, record_id, scope, from_seq) DO UPDATE SET to_seq = excluded.to_seq`, rows)
}

const spansOfRecords = `SELECT record_id, scope, from_seq, to_seq FROM record_span WHERE tenant = $1 AND record_id `

func (t *tx) RecordSpans(records []uuid.UUID) (map[uuid.UUID][]store.Span, error) {
	spans := make(map[uuid.UUID][]store.Span, len(records))
	if len(records) == 0 {
		return spans, nil
	}
	rows, err := list(t, func(s *store.RecordSpan) []any { return []any{&s.Record, &s.Scope, &s.From, &s.To} },
		spansOfRecords+t.dialect.inIDs, records)
	for _, s := range rows {
		spans[s.Record] = append(spans[s.Record], s.Span)
	}
	return spans, err
}

func (t *tx) Touches(look store.Look) ([]store.Touch, error) {
	scoped, args := ``, []any{look.After, look.Upto}
	if look.Scopes != nil {
		scoped, args = ` AND scope `+t.dialect.inTexts, append(args, look.Scopes)
	}
	return list(t, func(c *store.Touch) []any { return []any{&c.Record, &c.Seq} },
		`SELECT record_id, from_seq AS seq FROM record_span WHERE tenant = $1 AND from_seq > $2 AND from_seq <= $3`+scoped+`
		UNION ALL SELECT record_id, to_seq FROM record_span WHERE tenant = $1 AND to_seq > 0 AND to_seq > $2 AND to_seq <= $3`+scoped+`
		ORDER BY seq`, args...)
}

const recordsOfScope = `SELECT DISTINCT record_id FROM record_span WHERE tenant = $1 AND scope = $2 AND record_id > $3
	ORDER BY record_id LIMIT $4`

func (t *tx) RecordsIn(scopes []string, after uuid.UUID, limit int) ([]uuid.UUID, error) {
	self := func(id *uuid.UUID) []any { return []any{id} }
	if slices.Contains(scopes, store.ScopeAll) {
		return list(t, self, `SELECT id FROM record WHERE tenant = $1 AND id > $2 ORDER BY id LIMIT $3`, after, limit)
	}
	var all []uuid.UUID
	for _, scope := range scopes { // one after the other, each by its part of an index
		ids, err := list(t, self, recordsOfScope, scope, after, limit)
		if err != nil {
			return nil, err
		}
		all = journal.Union(all, ids)
	}
	return all[:min(limit, len(all))], nil
}

func (t *tx) TeamRecords(scope string) ([]uuid.UUID, error) {
	return list(t, func(id *uuid.UUID) []any { return []any{id} },
		`SELECT record_id FROM record_span WHERE tenant = $1 AND scope = $2 AND to_seq = 0 ORDER BY record_id`, scope)
}

const blobQuery = `SELECT record_id, id, size, complete, created FROM blob WHERE tenant = $1 AND record_id = $2 AND id = $3`

func (t *tx) PutBlob(b store.Blob) error {
	return t.exec(`INSERT INTO blob (tenant, record_id, id, size, complete, created) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (tenant, record_id, id) DO UPDATE SET complete = excluded.complete`, b.Record, b.ID, b.Size, b.Complete, b.Created)
}

func (t *tx) Blob(record uuid.UUID, id wire.Hash) (store.Blob, error) {
	return one(t, func(b *store.Blob) []any {
		return []any{&b.Record, asHash{&b.ID}, &b.Size, &b.Complete, asTime{&b.Created}}
	}, blobQuery, record, id)
}

func (t *tx) PutChunk(record uuid.UUID, id wire.Hash, n int, data []byte) error {
	return t.exec(`INSERT INTO blob_chunk (tenant, record_id, blob_id, n, data) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (tenant, record_id, blob_id, n) DO UPDATE SET data = excluded.data`, record, id, n, data)
}

func (t *tx) Chunk(record uuid.UUID, id wire.Hash, n int) ([]byte, error) {
	return one(t, func(b *[]byte) []any { return []any{b} },
		`SELECT data FROM blob_chunk WHERE tenant = $1 AND record_id = $2 AND blob_id = $3 AND n = $4`, record, id, n)
}

func (t *tx) Chunks(record uuid.UUID, id wire.Hash) ([]int, error) {
	return list(t, func(n *int) []any { return []any{n} },
		`SELECT n FROM blob_chunk WHERE tenant = $1 AND record_id = $2 AND blob_id = $3 ORDER BY n`, record, id)
}

func (t *tx) DropChunks(record uuid.UUID, id wire.Hash) error {
	return t.exec(`DELETE FROM blob_chunk WHERE tenant = $1 AND record_id = $2 AND blob_id = $3`, record, id)
}

const formColumns = `hash, id, version, title, status, size, author, at`

func readForm(f *store.Form) []any {
	return []any{asHash{&f.Hash}, &f.ID, &f.Version, &f.Title, &f.Status, &f.Size, &f.By, asTime{&f.At}}
}

func (t *tx) PutForm(f store.Form) error {
	if f.Source == nil {
		return t.exec(`UPDATE form SET status = $3 WHERE tenant = $1 AND hash = $2`, f.Hash, f.Status)
	}
	return t.exec(`INSERT INTO form (tenant, hash, id, version, title, status, size, author, at, source)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
		ON CONFLICT (tenant, hash) DO UPDATE SET status = excluded.status`,
		f.Hash, f.ID, f.Version, f.Title, f.Status, f.Size, f.By, f.At, f.Source)
}

func (t *tx) Form(hash wire.Hash) (store.Form, error) {
	return one(t, func(f *store.Form) []any { return append(readForm(f), &f.Source) },
		`SELECT `+formColumns+`, source FROM form WHERE tenant = $1 AND hash = $2`, hash)
}

func (t *tx) Forms() ([]store.Form, error) {
	return list(t, readForm, `SELECT `+formColumns+` FROM form WHERE tenant = $1 ORDER BY id, version, hash`)
}
