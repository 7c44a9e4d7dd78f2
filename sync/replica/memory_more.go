package replica

import (
	"cmp"
	"maps"
	"slices"

	"github.com/google/uuid"

	"plumbline/sync/journal"
)

func compareIDs(a, b uuid.UUID) int { return slices.Compare(a[:], b[:]) }

func compareRows(a, b changeRow) int {
	return cmp.Or(cmp.Compare(a.hlc, b.hlc), compareIDs(a.id, b.id))
}

// all returns the changes that a predicate admits, in an order.
func (t *memoryTx) all(admits func(changeRow) bool, order func(a, b changeRow) int) []changeRow {
	var rows []changeRow
	for _, row := range t.changes {
		if admits(row) {
			rows = append(rows, row)
		}
	}
	slices.SortFunc(rows, order)
	return rows
}

// waiting returns the open changes that a predicate admits, in an order.
func (t *memoryTx) waiting(admits func(changeRow) bool, order func(a, b changeRow) int) []changeRow {
	var rows []changeRow
	for id := range t.open {
		if row := t.changes[id]; admits(row) {
			rows = append(rows, row)
		}
	}
	slices.SortFunc(rows, order)
	return rows
}

func outlines(rows []changeRow, most int) []outline {
	var out []outline
	for _, r := range rows[:min(most, len(rows))] {
		out = append(out, outline{id: r.id, txn: r.txn, size: len(r.body), status: r.status})
	}
	return out
}

func byNumber(a, b changeRow) int {
	return cmp.Or(compareIDs(a.device, b.device), cmp.Compare(a.devSeq, b.devSeq))
}

func (t *memoryTx) unsent(device uuid.UUID, above int64, most int) ([]outline, error) {
	return outlines(t.waiting(func(r changeRow) bool { return r.status < Sent && r.device == device && r.devSeq > above }, byNumber), most), nil
}

func (t *memoryTx) stranded(device uuid.UUID, most int) ([]outline, error) {
	return outlines(t.waiting(func(r changeRow) bool { return r.status == Frozen && r.device != device }, byNumber), most), nil
}

func (t *memoryTx) lacking(most int) ([]outline, error) {
	return outlines(t.waiting(func(r changeRow) bool { return r.doubt == lacking }, func(a, b changeRow) int {
		return cmp.Or(compareBools(a.status > Sent, b.status > Sent), cmp.Compare(a.seq, b.seq), compareRows(a, b))
	}), most), nil
}

func compareBools(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	default:
		return 1
	}
}

func (t *memoryTx) answeredAbove(device uuid.UUID, devSeq int64) ([]changeRow, error) {
	return t.all(func(r changeRow) bool {
		return r.device == device && r.devSeq > devSeq && r.status >= Sent && r.status <= Bad
	}, byNumber), nil
}

func (t *memoryTx) drafts() ([]changeRow, error) {
	return t.waiting(func(r changeRow) bool { return r.status == Draft }, func(a, b changeRow) int { return cmp.Compare(a.devSeq, b.devSeq) }), nil
}

func (t *memoryTx) countUnsent() (int, error) {
	n := 0
	for id := range t.open {
		r := t.changes[id]
		if r.status < Sent {
			n++
		}
		if r.doubt == lacking {
			n++
		}
	}
	return n, nil
}

func (t *memoryTx) anyUnsent() (bool, error) {
	n, err := t.countUnsent()
	return n > 0, err
}

func (t *memoryTx) suspect(above int64) error {
	rows := t.all(func(r changeRow) bool {
		return r.receipt != "" && r.doubt == certain && (r.status == Held || r.status == Rejected || r.status == Sent && r.seq > above)
	}, compareRows)
	for _, r := range rows {
		r.doubt = unsure
		if err := t.putChange(r); err != nil {
			return err
		}
	}
	return nil
}

func (t *memoryTx) suspects(after uuid.UUID, most int) ([]changeRow, error) {
	rows := t.all(func(r changeRow) bool { return r.doubt > certain && compareIDs(r.id, after) > 0 },
		func(a, b changeRow) int { return compareIDs(a.id, b.id) })
	return rows[:min(most, len(rows))], nil
}

func (t *memoryTx) troubled() ([]changeRow, error) {
	return t.waiting(func(r changeRow) bool { return r.status > Sent }, compareRows), nil
}

func (t *memoryTx) tally() (tally, error) {
	var n tally
	for id := range t.open {
		r := t.changes[id]
		if r.status < Sent || r.doubt == lacking {
			n.waiting++
			n.bytes += int64(len(r.body))
		}
		switch r.status {
		case Held:
			n.held++
		case Bad:
			n.bad++
		case Rejected:
			n.rejected++
		}
	}
	for _, b := range t.blobs {
		if b.state == blobToSend {
			n.blobs++
			n.blobBytes += b.size
		}
	}
	return n, nil
}

func (t *memoryTx) sendStates(records []uuid.UUID) (map[uuid.UUID]SendState, error) {
	states := map[uuid.UUID]SendState{}
	for _, id := range records {
		var s SendState
		for _, change := range t.byRecord[id] {
			s.count(t.changes[change])
		}
		var err error
		if s.Delivery, err = readDelivery(t.records[id].delivery); err != nil {
			return nil, err
		}
		if s != (SendState{}) {
			states[id] = s
		}
	}
	return states, nil
}

func (s *SendState) count(r changeRow) {
	if r.status < Sent || r.doubt == lacking {
		s.Waiting++
		s.Bytes += int64(len(r.body))
	}
	switch r.status {
	case Held:
		s.Held++
	case Bad:
		s.Bad++
	case Rejected:
		s.Rejected++
	}
}

func (t *memoryTx) record(id uuid.UUID) (recordRow, error) { return get(t.records, id) }

func (t *memoryTx) putRecord(r recordRow) error { return put(t, "record", t.records, r.ID, r) }

func (t *memoryTx) eraseRecord(id uuid.UUID) error {
	if err := remove(t, "record", t.records, id); err != nil {
		return err
	}
	for _, n := range slices.Sorted(maps.Keys(t.blobs)) {
		if b := t.blobs[n]; b.record == id && b.state != blobToSend {
			if err := t.deleteBlob(n); err != nil {
				return err
			}
		}
	}
	return remove(t, "head", t.heads, id)
}

// recordsWhere returns the ids of the records that a predicate admits, in order.
func (t *memoryTx) recordsWhere(admits func(recordRow) bool) []uuid.UUID {
	var ids []uuid.UUID
	for id, row := range t.records {
		if admits(row) {
			ids = append(ids, id)
		}
	}
	return journal.Union(ids)
}

func (t *memoryTx) unnamed(pass int64) ([]uuid.UUID, error) {
	return t.recordsWhere(func(r recordRow) bool { return r.known > 0 && r.pass != pass }), nil
}

func (t *memoryTx) like(l likeness, most int) ([]uuid.UUID, error) {
	ids := t.recordsWhere(func(r recordRow) bool { return r.likeness == l })
	return ids[:min(most, len(ids))], nil
}

func (t *memoryTx) outdated(most int) ([]uuid.UUID, error) {
	ids := t.recordsWhere(func(r recordRow) bool { return r.stale && r.FormID != "" })
	return ids[:min(most, len(ids))], nil
}

func (t *memoryTx) gone(record uuid.UUID) (goneRow, error) { return get(t.goneRows, record) }

func (t *memoryTx) putGone(g goneRow) error { return put(t, "gone", t.goneRows, g.record, g) }

func (t *memoryTx) deleteGone(record uuid.UUID) error { return remove(t, "gone", t.goneRows, record) }

func (t *memoryTx) allGone() ([]goneRow, error) {
	return slices.SortedFunc(maps.Values(t.goneRows), func(a, b goneRow) int { return compareIDs(a.record, b.record) }), nil
}

func (t *memoryTx) form(hash string) (Form, error) { return get(t.forms, hash) }

func (t *memoryTx) putForm(f Form, central bool) error {
	if _, here := t.forms[f.Hash]; !here {
		if err := put(t, "form", t.forms, f.Hash, f); err != nil {
			return err
		}
	}
	if !central {
		return nil
	}
	return put(t, "form", t.central, f.Hash, true)
}

func (t *memoryTx) missingForms() ([]string, error) {
	return t.formsWhere(func(hash string) bool {
		_, here := t.forms[hash]
		return hash != "" && !here
	}), nil
}

func (t *memoryTx) ownForms() ([]string, error) {
	return t.formsWhere(func(hash string) bool {
		_, here := t.forms[hash]
		return here && !t.central[hash]
	}), nil
}

// formsWhere returns the forms that records were started on and that a predicate admits, in order.
func (t *memoryTx) formsWhere(admits func(hash string) bool) []string {
	hashes := map[string]bool{}
	for _, r := range t.records {
		if admits(r.FormHash) {
			hashes[r.FormHash] = true
		}
	}
	return slices.Sorted(maps.Keys(hashes))
}

func (t *memoryTx) adoptForm(f Form) error {
	ids := t.recordsWhere(func(r recordRow) bool { return r.FormHash == f.Hash && (r.FormID == "" || r.FormVersion == "") })
	for _, id := range ids {
		row := t.records[id]
		row.FormID, row.FormVersion, row.Title, row.stale = f.ID, f.Version, cmp.Or(row.Title, f.Title), true
		if err := t.putRecord(row); err != nil {
			return err
		}
	}
	return nil
}

func (t *memoryTx) blobsIn(s blobState) ([]blobRow, error) {
	var rows []blobRow
	for _, b := range t.blobs {
		if b.state == s {
			rows = append(rows, b)
		}
	}
	slices.SortFunc(rows, func(a, b blobRow) int { return cmp.Compare(a.n, b.n) })
	return rows, nil
}

func (t *memoryTx) putBlob(b blobRow) (int64, error) {
	if b.n == 0 {
		t.lastBlob++
		b.n = t.lastBlob
	}
	return b.n, put(t, "blob", t.blobs, b.n, b)
}

func (t *memoryTx) deleteBlob(n int64) error {
	if err := t.dropChunks(n); err != nil {
		return err
	}
	return remove(t, "blob", t.blobs, n)
}

func (t *memoryTx) putChunk(blob int64, n int, data []byte) error {
	return put(t, "chunk", t.data, chunkKey{blob, n}, data)
}

func (t *memoryTx) chunk(blob int64, n int) ([]byte, error) { return get(t.data, chunkKey{blob, n}) }

func (t *memoryTx) chunks(blob int64) ([]int, error) {
	var numbers []int
	for k := range t.data {
		if k.blob == blob {
			numbers = append(numbers, k.n)
		}
	}
	slices.Sort(numbers)
	return numbers, nil
}

func (t *memoryTx) dropChunks(blob int64) error {
	numbers, err := t.chunks(blob)
	for _, n := range numbers {
		if err == nil {
			err = remove(t, "chunk", t.data, chunkKey{blob, n})
		}
	}
	return err
}
