package seal

import (
	"crypto/hkdf"
	"crypto/sha256"
	"fmt"
	"runtime/debug"
	"time"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"
)

// Cost is what one guess at a passphrase costs: the parameters of Argon2id (RFC 9106).
type Cost struct {
	Memory  uint32 `json:"m"` // KiB
	Passes  uint32 `json:"t"`
	Threads uint8  `json:"p"`
}

// The least cost a vault may have (RFC 9106, second recommended option), the
// most memory calibration asks for, and the least time it settles for.
const (
	floorMemory      = 64 * 1024
	floorPasses      = 3
	floorThreads     = 4
	mostMemory       = 128 * 1024
	mostPasses       = 96 // sixteen times the speed of a laptop of today
	calibratedAtOnce = 400 * time.Millisecond
)

// Limits beyond which a stored cost is taken for damage, not obeyed.
const (
	sanestMemory = 4 * 1024 * 1024
	sanestPasses = 1000
)

// floorCost returns the least cost a vault may have.
func floorCost() Cost { return Cost{Memory: floorMemory, Passes: floorPasses, Threads: floorThreads} }

// testCost is next to nothing. Env.WeakKDFForTests admits it.
func testCost() Cost { return Cost{Memory: 64, Passes: 1, Threads: 1} }

func (c Cost) reaches(floor Cost) bool {
	return c.Memory >= floor.Memory && c.Passes >= floor.Passes && c.Threads >= floor.Threads
}

func (c Cost) sane() bool {
	return c.Memory <= sanestMemory && c.Passes > 0 && c.Passes <= sanestPasses && c.Threads > 0
}

// calibrate finds the cost at which measure takes 0.4 s or more, starting at the
// floor and doubling, so that on a machine of any speed below the floor's it
// stays under about 0.8 s.
func calibrate(measure func(Cost) time.Duration) Cost {
	cost := floorCost()
	for cost.Passes < mostPasses && measure(cost) < calibratedAtOnce {
		if cost.Memory < mostMemory {
			cost.Memory *= 2
		} else {
			cost.Passes *= 2
		}
	}
	return cost
}

// timeOf measures one derivation on this machine.
func timeOf(cost Cost) time.Duration {
	start := time.Now()
	argon2.IDKey([]byte("calibration"), make([]byte, saltSize), cost.Passes, cost.Memory, cost.Threads, keySize)
	return time.Since(start)
}

// passphraseKey derives the key that wraps the data key. The passphrase is taken
// in Unicode normal form C, so that é is é whatever keyboard typed it. The
// caller wipes the result.
func passphraseKey(passphrase, salt []byte, cost Cost) ([]byte, error) {
	text := canonical(passphrase)
	defer clear(text)
	hash := argon2.IDKey(text, salt, cost.Passes, cost.Memory, cost.Threads, keySize)
	defer clear(hash)
	debug.FreeOSMemory() // the memory Argon2 filled would stay with the process for minutes
	return subkey(hash, "wrap")
}

// canonical returns a copy of passphrase in normal form C, which the caller wipes.
func canonical(passphrase []byte) []byte {
	room := make([]byte, 0, 3*len(passphrase)) // as much as NFC can need: growing would leave copies
	return norm.NFC.Append(room, passphrase...)
}

// subkey derives the key for one purpose from secret (HKDF-SHA256, expand only,
// since secret is uniform). The caller wipes the result.
func subkey(secret []byte, purpose string) ([]byte, error) {
	key, err := hkdf.Expand(sha256.New, secret, "plumbline seal 1 "+purpose, keySize)
	if err != nil {
		return nil, fmt.Errorf("derive %s key: %w", purpose, err)
	}
	return key, nil
}
