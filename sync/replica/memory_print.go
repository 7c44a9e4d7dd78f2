package replica

import (
	"crypto/sha256"
	"fmt"
	"slices"

	"github.com/google/uuid"
)

// Fingerprint is the same for memories with the same rows, and another for others. The order in which rows came does not
// count.
func (m *Memory) Fingerprint() [sha256.Size]byte {
	m.mu.RLock()
	defer m.mu.RUnlock()
	r := m.rows
	changes := make(map[uuid.UUID]changeRow, len(r.changes))
	for id, row := range r.changes {
		row.decoded = nil
		changes[id] = row
	}
	var inc incarnation
	if r.inc != nil {
		inc = *r.inc
	}
	centre, err := encodeCentre(r.far)
	sum := sha256.New()
	// Printed maps are in the order of their keys.
	fmt.Fprintln(sum, inc, centre, err, r.values, changes, r.open, inOrder(r.byRecord), inOrder(r.children), r.heads)
	fmt.Fprintln(sum, r.records, r.goneRows, r.forms, r.central, r.blobs, r.lastBlob, r.data)
	return [sha256.Size]byte(sum.Sum(nil))
}

// inOrder sorts the ids under each key, and leaves keys without ids out.
func inOrder(m map[uuid.UUID][]uuid.UUID) map[uuid.UUID][]uuid.UUID {
	out := make(map[uuid.UUID][]uuid.UUID, len(m))
	for k, ids := range m {
		if len(ids) > 0 {
			out[k] = slices.SortedFunc(slices.Values(ids), compareIDs)
		}
	}
	return out
}
