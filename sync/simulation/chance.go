package simulation

import (
	"encoding/binary"
	"math/rand/v2"
	"time"

	"github.com/google/uuid"
)

// chance is all that happens by chance in a history. It also is the source of randomness of the programs in it.
type chance struct{ *rand.Rand }

// step is the chance of one step.
func stepChance(seed uint64, step int) chance {
	return chance{rand.New(rand.NewPCG(seed, uint64(step)))}
}

// Read implements io.Reader.
func (c chance) Read(p []byte) (int, error) {
	for i := 0; i < len(p); i += 8 {
		var word [8]byte
		binary.LittleEndian.PutUint64(word[:], c.Uint64())
		copy(p[i:], word[:])
	}
	return len(p), nil
}

// happens reports whether something of a probability happens.
func (c chance) happens(p float64) bool { return c.Float64() < p }

// one picks one of several; the zero value of none.
func one[T any](c chance, from []T) T {
	if len(from) == 0 {
		var none T
		return none
	}
	return from[c.IntN(len(from))]
}

// weighted is something that may be picked.
type weighted[T any] struct {
	weight int
	what   T
}

func pick[T any](c chance, from []weighted[T]) T {
	total := 0
	for _, w := range from {
		total += w.weight
	}
	at := c.IntN(total)
	for _, w := range from {
		if at -= w.weight; at < 0 {
			return w.what
		}
	}
	panic("unreachable")
}

// id makes an id of version 7.
func (c chance) id(now time.Time) uuid.UUID {
	var id uuid.UUID
	_, _ = c.Read(id[:]) // never fails
	binary.BigEndian.PutUint64(id[:], uint64(now.UnixMilli())<<16|uint64(id[6])<<8|uint64(id[7]))
	id[6] = id[6]&0x0f | 0x70
	id[8] = id[8]&0x3f | 0x80
	return id
}
