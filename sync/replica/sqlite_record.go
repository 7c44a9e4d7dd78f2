package replica

import (
	"database/sql"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"

	"plumbline/sync/seal"
)

const recordColumns = rowColumns + `, stale, founded, likeness, known, digest, far_changes, far_seq, far_digest, far_heads, pass, delivery`

func readRecordRow(rows *sql.Rows) (recordRow, error) {
	var r recordRow
	var created, edited int64
	var digest, farDigest, farHeads []byte
	into := append(r.pointers(&created, &edited), &r.stale, &r.founded, &r.likeness, &r.known, &digest,
		&r.far.changes, &r.far.lastSeq, &farDigest, &farHeads, &r.pass, &r.delivery)
	if err := rows.Scan(into...); err != nil {
		return r, err
	}
	r.Created, r.Edited = time.UnixMilli(created).UTC(), time.UnixMilli(edited).UTC()
	if copy(r.digest[:], digest) != len(digest) || copy(r.far.digest[:], farDigest) != len(farDigest) || copy(r.far.heads[:], farHeads) != len(farHeads) {
		return r, fmt.Errorf("%w: sums of record %s", seal.ErrDamaged, r.ID)
	}
	return r, nil
}

func (t *sqlTx) record(id uuid.UUID) (recordRow, error) {
	if t.ahead.newcomers[id] {
		return t.ahead.rows.record(id)
	}
	if row, here := t.ahead.records[id]; here {
		return row, nil
	}
	rows, err := collect(t.ctx, t.Tx, readRecordRow, `SELECT `+recordColumns+` FROM record WHERE id = ?`, id[:])
	if err == nil && len(rows) == 0 {
		err = errNoRow
	}
	if err != nil {
		return recordRow{}, err
	}
	return rows[0], nil
}

func (t *sqlTx) putRecord(r recordRow) error {
	if t.ahead.newcomers[r.ID] {
		return t.ahead.rows.putRecord(r)
	}
	if _, here := t.ahead.records[r.ID]; here {
		t.ahead.records[r.ID], t.ahead.altered[r.ID] = r, true
		return nil
	}
	return t.many(putRecord, [][]any{recordValues(r)})
}

func recordValues(r recordRow) []any {
	return []any{
		r.ID[:], r.FormID, r.FormHash, r.FormVersion, r.State, r.Reference, r.Cohort, r.Team, r.Grade, r.Title,
		r.Version, r.Author, r.Conflicts, r.ReadOnly, r.Partial, r.Created.UnixMilli(), r.Edited.UnixMilli(),
		r.stale, r.founded, r.likeness, r.known, r.digest[:],
		r.far.changes, r.far.lastSeq, r.far.digest[:], r.far.heads[:], r.pass, r.delivery,
	}
}

var putRecord = statement{
	`INSERT INTO record (` + recordColumns + `) VALUES `,
	`(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, `
	ON CONFLICT DO UPDATE SET form_id = excluded.form_id, form_hash = excluded.form_hash, form_version = excluded.form_version, state = excluded.state,
		reference = excluded.reference, cohort = excluded.cohort, team = excluded.team, grade = excluded.grade, title = excluded.title,
		version = excluded.version, author = excluded.author, conflicts = excluded.conflicts, read_only = excluded.read_only,
		partial = excluded.partial, created = excluded.created, edited = excluded.edited, stale = excluded.stale,
		founded = excluded.founded, likeness = excluded.likeness, known = excluded.known, digest = excluded.digest,
		far_changes = excluded.far_changes, far_seq = excluded.far_seq, far_digest = excluded.far_digest, far_heads = excluded.far_heads,
		pass = excluded.pass, delivery = excluded.delivery`,
}

func (t *sqlTx) eraseRecord(id uuid.UUID) error {
	t.erased = true
	for _, query := range []string{
		`DELETE FROM head WHERE record_id = ?`,
		`DELETE FROM passage WHERE record_id = ?`,
		`DELETE FROM export WHERE record_id = ?`,
		`DELETE FROM blob WHERE record_id = ? AND state <> 1`,
		`DELETE FROM record WHERE id = ?`,
	} {
		if err := t.overall().exec(query, id[:]); err != nil {
			return err
		}
	}
	return nil
}

func (t *sqlTx) ids(query string, args ...any) ([]uuid.UUID, error) {
	return collect(t.ctx, t.Tx, scan[uuid.UUID], query, args...)
}

func (t *sqlTx) unnamed(pass int64) ([]uuid.UUID, error) {
	return t.overall().ids(`SELECT id FROM record WHERE known > 0 AND pass <> ? ORDER BY id`, pass)
}

func (t *sqlTx) like(l likeness, most int) ([]uuid.UUID, error) {
	return t.overall().ids(`SELECT id FROM record WHERE likeness > 0 AND likeness = ? ORDER BY id LIMIT ?`, l, most)
}

func (t *sqlTx) outdated(most int) ([]uuid.UUID, error) {
	return t.overall().ids(`SELECT id FROM record WHERE stale AND form_id <> '' ORDER BY id LIMIT ?`, most)
}

func (t *sqlTx) gone(record uuid.UUID) (goneRow, error) {
	if t.ahead.newcomers[record] {
		return goneRow{}, errNoRow
	}
	rows, err := t.goneWhere(`record_id = ?`, record[:])
	if err == nil && len(rows) == 0 {
		err = errNoRow
	}
	if err != nil {
		return goneRow{}, err
	}
	return rows[0], nil
}

func (t *sqlTx) goneWhere(where string, args ...any) ([]goneRow, error) {
	return collect(t.ctx, t.Tx, func(rows *sql.Rows) (goneRow, error) {
		var g goneRow
		var at int64
		err := rows.Scan(&g.record, &g.kind, &g.formHash, &g.held, &at)
		g.at = time.UnixMilli(at).UTC()
		return g, err
	}, `SELECT record_id, kind, form_hash, held, at FROM gone WHERE `+where, args...)
}

func (t *sqlTx) allGone() ([]goneRow, error) { return t.goneWhere(`true ORDER BY record_id`) }

func (t *sqlTx) putGone(g goneRow) error {
	return t.overall().exec(`INSERT INTO gone (record_id, kind, form_hash, held, at) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT DO UPDATE SET kind = excluded.kind, form_hash = excluded.form_hash, held = excluded.held`,
		g.record[:], g.kind, g.formHash, g.held, g.at.UnixMilli())
}

func (t *sqlTx) deleteGone(record uuid.UUID) error {
	if t.ahead.newcomers[record] {
		return nil
	}
	return t.exec(`DELETE FROM gone WHERE record_id = ?`, record[:])
}

func (t *sqlTx) form(hash string) (Form, error) {
	f := Form{Hash: hash}
	err := t.row([]any{&f.ID, &f.Version, &f.Title, &f.Source}, `SELECT id, version, title, source FROM form WHERE hash = ?`, hash)
	return f, err
}

func (t *sqlTx) putForm(f Form, central bool) error {
	return t.exec(`INSERT INTO form (hash, id, version, title, source, central) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT DO UPDATE SET central = max(central, excluded.central)`, f.Hash, f.ID, f.Version, f.Title, f.Source, central)
}

func (t *sqlTx) missingForms() ([]string, error) {
	return collect(t.ctx, t.overall(), scan[string], `SELECT DISTINCT form_hash FROM record
		WHERE form_hash <> '' AND form_hash NOT IN (SELECT hash FROM form) ORDER BY form_hash`)
}

func (t *sqlTx) ownForms() ([]string, error) {
	return collect(t.ctx, t.overall(), scan[string], `SELECT hash FROM form
		WHERE NOT central AND EXISTS (SELECT 1 FROM record WHERE form_hash = hash) ORDER BY hash`)
}

func (t *sqlTx) adoptForm(f Form) error {
	return t.overall().exec(`UPDATE record SET form_id = ?, form_version = ?, title = iif(title = '', ?, title), stale = true
		WHERE form_hash = ? AND (form_id = '' OR form_version = '')`, f.ID, f.Version, strings.TrimSpace(f.Title), f.Hash)
}
