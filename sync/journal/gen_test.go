package journal_test

import (
	"encoding/binary"
	"math/rand/v2"

	"github.com/google/uuid"
	"pgregory.net/rapid"

	"plumbline/sync/journal"
)

// id is the n-th of a row of different ids.
func id(n int) uuid.UUID {
	var u uuid.UUID
	binary.BigEndian.PutUint64(u[8:], uint64(n))
	return u
}

// change is a sound change, the n-th of its device.
func change(n int, path, value string, supersedes ...int) journal.Change {
	c := journal.Change{
		ID: id(n), Record: id(1000), Path: path, Op: journal.Set, Value: value, Author: "R. Auditor",
		Device: id(2000), DevSeq: int64(n), Txn: id(3000 + n), HLC: journal.HLC(n) << 16, FormHash: "f0",
	}
	for _, parent := range supersedes {
		c.Supersedes = append(c.Supersedes, id(parent))
	}
	return c
}

// journals draws sets of changes as honest devices make them: each supersedes some made before it. Some name changes
// that are not in the set, or are of another register, and clocks say anything.
func journals(most int) *rapid.Generator[[]journal.Change] {
	return rapid.Custom(func(t *rapid.T) []journal.Change {
		n := rapid.IntRange(0, most).Draw(t, "n")
		out := make([]journal.Change, 0, n)
		for i := 1; i <= n; i++ {
			c := change(i, rapid.SampledFrom([]string{"a", "b"}).Draw(t, "path"), rapid.SampledFrom([]string{"x", "y", ""}).Draw(t, "value"))
			if c.Value == "" {
				c.Op = journal.Clear
			}
			c.Record = id(1000 + rapid.IntRange(0, 1).Draw(t, "record"))
			c.HLC = journal.HLC(rapid.Int64().Draw(t, "hlc"))
			for parent := 1; parent < i; parent++ {
				if rapid.Bool().Draw(t, "supersedes") {
					c.Supersedes = append(c.Supersedes, id(parent))
				}
			}
			if rapid.Bool().Draw(t, "unknown parent") {
				c.Supersedes = append(c.Supersedes, id(9000+i))
			}
			out = append(out, c)
		}
		return out
	})
}

// shuffled returns changes in another order, some of them twice.
func shuffled(t *rapid.T, changes []journal.Change) []journal.Change {
	out := append([]journal.Change(nil), changes...)
	for _, c := range changes {
		if rapid.Bool().Draw(t, "twice") {
			out = append(out, c)
		}
	}
	r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "order"), 0))
	r.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out
}
