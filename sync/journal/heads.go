package journal

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"github.com/google/uuid"
)

// Heads returns the current changes of every register: those that no given change of the same register supersedes, in
// the order of Compare. It depends on the set of changes alone: not on their order, on duplicates or on clocks. The
// changes must be such as Merge returns: one content to an id.
func Heads(changes []Change) map[Register][]Change {
	type edge struct {
		Register
		parent uuid.UUID
	}
	superseded := map[edge]bool{}
	for _, c := range changes {
		for _, parent := range c.Supersedes {
			superseded[edge{c.Register(), parent}] = true
		}
	}
	heads := map[Register][]Change{}
	for _, c := range changes {
		if !superseded[edge{c.Register(), c.ID}] {
			heads[c.Register()] = append(heads[c.Register()], c)
		}
	}
	for register, hs := range heads {
		slices.SortFunc(hs, Compare)
		heads[register] = slices.CompactFunc(hs, func(a, b Change) bool { return a.ID == b.ID })
	}
	return heads
}

// Conflict reports whether the heads of one register disagree, so that a person has to choose. Heads that say the same
// are no conflict.
func Conflict(heads []Change) bool {
	return slices.ContainsFunc(heads, func(c Change) bool {
		return c.Op != heads[0].Op || c.Value != heads[0].Value
	})
}

// Shown picks which head of a register a face shows, the same on every replica: a value rather than a blank, then the
// last by Compare. It reports false for a register without heads. It decides nothing: the other heads remain current.
func Shown(heads []Change) (Change, bool) {
	if len(heads) == 0 {
		return Change{}, false
	}
	return slices.MaxFunc(heads, func(a, b Change) int {
		return cmp.Or(cmp.Compare(weight(a), weight(b)), Compare(a, b))
	}), true
}

func weight(c Change) int {
	if c.Op == Clear {
		return 0
	}
	return 1
}

// ErrIDReused says that one id stands for two different changes: a forgery or a fault, never a conflict of answers.
var ErrIDReused = errors.New("change id used twice")

// Merge returns the union of sets of changes, by id, in the order of ids. Errors are ErrMalformed and ErrIDReused.
func Merge(sets ...[]Change) ([]Change, error) {
	union := slices.Concat(sets...)
	slices.SortStableFunc(union, func(a, b Change) int { return compareIDs(a.ID, b.ID) })
	merged := union[:0]
	for _, c := range union {
		if last := len(merged) - 1; last >= 0 && merged[last].ID == c.ID {
			equal, err := equal(merged[last], c)
			if err != nil {
				return nil, err
			}
			if !equal {
				return nil, fmt.Errorf("journal: merge %s: %w", c.ID, ErrIDReused)
			}
			continue
		}
		merged = append(merged, c)
	}
	return merged, nil
}

func equal(a, b Change) (bool, error) {
	first, err := Encode(a)
	if err != nil {
		return false, err
	}
	second, err := Encode(b)
	return string(first) == string(second), err
}
