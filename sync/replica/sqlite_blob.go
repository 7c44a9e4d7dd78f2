package replica

import (
	"database/sql"
	"errors"
	"fmt"

	"github.com/google/uuid"

	"plumbline/sync/seal"
	"plumbline/sync/wire"
)

func (t *sqlTx) blobs(where string, args ...any) ([]blobRow, error) {
	return collect(t.ctx, t.Tx, func(rows *sql.Rows) (blobRow, error) {
		var b blobRow
		var hash []byte
		err := rows.Scan(&b.n, &b.record, &hash, &b.size, &b.state)
		if err == nil && copy(b.hash[:], hash) != len(hash) {
			err = fmt.Errorf("%w: hash of attachment %d", seal.ErrDamaged, b.n)
		}
		return b, err
	}, `SELECT n, record_id, hash, size, state FROM blob WHERE `+where, args...)
}

func (t *sqlTx) blob(record uuid.UUID, hash wire.Hash) (blobRow, error) {
	rows, err := t.blobs(`record_id = ? AND hash = ?`, record[:], hash[:])
	if err == nil && len(rows) == 0 {
		err = errNoRow
	}
	if err != nil {
		return blobRow{}, err
	}
	return rows[0], nil
}

func (t *sqlTx) blobsIn(s blobState) ([]blobRow, error) {
	return t.blobs(`state <> 2 AND state = ? ORDER BY n`, s)
}

func (t *sqlTx) putBlob(b blobRow) (int64, error) {
	var hash any
	if b.hash != (wire.Hash{}) {
		hash = b.hash[:]
	}
	if b.n != 0 {
		return b.n, t.exec(`UPDATE blob SET hash = ?, size = ?, state = ? WHERE n = ?`, hash, b.size, b.state, b.n)
	}
	result, err := t.ExecContext(t.ctx, `INSERT INTO blob (record_id, hash, size, state) VALUES (?, ?, ?, ?)`, b.record[:], hash, b.size, b.state)
	if err != nil {
		return 0, err
	}
	return result.LastInsertId()
}

func (t *sqlTx) deleteBlob(n int64) error { return t.exec(`DELETE FROM blob WHERE n = ?`, n) }

func (t *sqlTx) putChunk(blob int64, n int, data []byte) error {
	return t.exec(`INSERT INTO chunk (blob, n, data) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET data = excluded.data`, blob, n, data)
}

func (t *sqlTx) chunk(blob int64, n int) ([]byte, error) {
	var data []byte
	err := t.QueryRowContext(t.ctx, `SELECT data FROM chunk WHERE blob = ? AND n = ?`, blob, n).Scan(&data)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, errNoRow
	}
	return data, err
}

func (t *sqlTx) chunks(blob int64) ([]int, error) {
	return collect(t.ctx, t.Tx, scan[int], `SELECT n FROM chunk WHERE blob = ? ORDER BY n`, blob)
}

func (t *sqlTx) dropChunks(blob int64) error { return t.exec(`DELETE FROM chunk WHERE blob = ?`, blob) }
