package seal

import (
	"fmt"
	"sync"
)

// keyTable holds the sealers of the open vaults under numbers. SQLite hands the
// number of a vault, never a key, to the VFS.
type keyTable struct {
	mu      sync.RWMutex // held for reading while a record is sealed or opened
	last    uint64
	sealers map[uint64]*sealer
}

// keys is the one table of the process: C can call back only into functions of
// a package, so what they need must be reachable from it. A number is never
// used twice; one that was removed stays refused.
var keys keyTable

func (t *keyTable) add(s *sealer) (id uint64) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.sealers == nil {
		t.sealers = make(map[uint64]*sealer)
	}
	t.last++
	t.sealers[t.last] = s
	return t.last
}

// destroy wipes the key under id. From then on every read and write of a file
// opened with it fails, also of connections that are still open.
func (t *keyTable) destroy(id uint64) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	s, ok := t.sealers[id]
	if !ok {
		return nil
	}
	delete(t.sealers, id)
	if err := wipe(s.aead); err != nil {
		return fmt.Errorf("destroy key: %w", err)
	}
	return nil
}

func (t *keyTable) has(id uint64) bool {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return t.sealers[id] != nil
}

func (t *keyTable) seal(id uint64, kind recordKind, position uint64, record []byte) bool {
	t.mu.RLock()
	defer t.mu.RUnlock()
	s := t.sealers[id]
	return s != nil && s.seal(kind, position, record) == nil
}

func (t *keyTable) open(id uint64, kind recordKind, position uint64, record []byte) bool {
	t.mu.RLock()
	defer t.mu.RUnlock()
	s := t.sealers[id]
	return s != nil && s.open(kind, position, record)
}
