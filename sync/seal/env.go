package seal

import (
	"crypto/rand"
	"io"
	"time"
)

// Env is what a vault takes from outside.
type Env struct {
	Now func() time.Time // nil: time.Now

	// Rand makes keys, salts and nonces; nil: crypto/rand. Several goroutines
	// read it at once. A source that repeats itself breaks the seal.
	Rand io.Reader

	// WeakKDFForTests lets Create protect the passphrase with next to nothing,
	// and Open accept that, so that tests do not wait for Argon2id. A program
	// that keeps anything real leaves it false.
	WeakKDFForTests bool
}

func (e Env) complete() Env {
	if e.Now == nil {
		e.Now = time.Now
	}
	if e.Rand == nil {
		e.Rand = rand.Reader
	}
	return e
}

// newCost is what a guess at the passphrase of a new vault shall cost.
func (e Env) newCost() Cost {
	if e.WeakKDFForTests {
		return testCost()
	}
	return calibrate(timeOf)
}

func (e Env) accepts(c Cost) bool { return e.WeakKDFForTests || c.reaches(floorCost()) }

// newKey returns a random key, which the caller wipes.
func (e Env) newKey() ([]byte, error) {
	key := make([]byte, keySize)
	_, err := io.ReadFull(e.Rand, key)
	return key, err
}
