package xpath

import (
	"crypto/sha256"
	"encoding/binary"
	"math"
)

// The Park-Miller generator: a linear congruence whose values are from 1 to modulus-1.
const (
	modulus    = 1<<31 - 1
	multiplier = 16807
)

// Shuffle is the order in which randomize() puts n things: element i of the result is the place, before, of what comes
// i-th. It is the same for the same seed (ODK XForms, randomize: Park-Miller numbers, inside-out Fisher-Yates).
func Shuffle(n int, seed int64) []int {
	state := seed % modulus
	if state <= 0 {
		state += modulus - 1
	}
	out := make([]int, n)
	for i := range out {
		state = state * multiplier % modulus
		j := int(float64(state-1) / (modulus - 1) * float64(i+1))
		out[i] = out[j]
		out[j] = i
	}
	return out
}

// Seed is the seed that a value is to randomize(): a number without its fraction, 0 for blank, and a number from the
// SHA-256 of any other text.
func Seed(v Value) int64 {
	f := v.Float()
	switch {
	case !math.IsNaN(f):
		return whole(f)
	case v.Text() == "":
		return 0
	default:
		sum := sha256.Sum256([]byte(v.Text()))
		return int64(binary.BigEndian.Uint64(sum[:]))
	}
}

// whole cuts the fraction off, and takes numbers that are too great for an int64 as the nearest there is.
func whole(f float64) int64 {
	switch {
	case f >= math.MaxInt64:
		return math.MaxInt64
	case f <= math.MinInt64:
		return math.MinInt64
	default:
		return int64(f)
	}
}

func buildRandomize(k *compiler, e *call, args []code) (code, error) {
	if err := wantNodes(e, args, 0); err != nil {
		return code{}, err
	}
	of := args[0].nodes
	seed := func(c *Context) int64 { return int64(c.World.Random() * modulus) }
	if len(args) == 1 {
		k.volatile = true
	} else {
		seed = func(c *Context) int64 { return Seed(args[1].value(c)) }
	}
	return nodesCode(func(c *Context) nodeset {
		set := of(c)
		out := make([]Node, set.size())
		for i, from := range Shuffle(len(out), seed(c)) {
			out[i] = set.at(from)
		}
		return nodeset{many: out}
	}), nil
}
