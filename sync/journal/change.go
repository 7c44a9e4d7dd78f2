// Package journal is what was answered, as a set of changes: what a change is, which of them are current, how two sets
// merge, and the clock and order keys that changes carry. It is pure: no input or output, no goroutines, no state.
//
// An answer is a register, addressed by record and path. A change gives a register a value and names the changes that
// it takes the place of: those that were on the person's screen when they began to type. A change stops being current
// only when another one names it, so that no clock and no order of arrival can make a person's words vanish.
package journal

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"unicode/utf8"

	"github.com/google/uuid"
)

// Op is what a change does to its register. A replica keeps and relays operations that it does not know.
type Op string

// The operations.
const (
	Set   Op = "set"   // the register holds Value from now on
	Clear Op = "clear" // the register is blank from now on
)

// Change is one edit of one register. It is never altered once another replica may have seen it.
type Change struct {
	ID         uuid.UUID   `json:"id"`
	Record     uuid.UUID   `json:"record"`
	Path       string      `json:"path"` // within the record: "header/child_ref", "actions/INSTANCE/owner", "_state"
	Op         Op          `json:"op"`
	Value      string      `json:"value,omitempty"`      // stored form of the answer; "" when cleared
	Supersedes []uuid.UUID `json:"supersedes,omitempty"` // changes of the same register: a set
	Author     string      `json:"author"`
	Device     uuid.UUID   `json:"device"`     // the installation that made it
	DevSeq     int64       `json:"dev_seq"`    // 1, 2, 3 … without gaps within the device
	Txn        uuid.UUID   `json:"txn"`        // shared by all changes of one action of a person
	HLC        HLC         `json:"hlc,string"` // for display and audit; never decides which value is current
	FormHash   string      `json:"form"`       // the form's source that the person had before them
}

// Register addresses one answer of one record.
type Register struct {
	Record uuid.UUID
	Path   string
}

// Register returns the register that the change is an edit of.
func (c Change) Register() Register { return Register{c.Record, c.Path} }

// ErrMalformed says that something cannot be a change.
var ErrMalformed = errors.New("malformed change")

// Check reports, wrapping ErrMalformed, why c cannot stand in a journal; nil when it can.
func (c Change) Check() error {
	switch {
	case c.ID == uuid.Nil, c.Record == uuid.Nil, c.Device == uuid.Nil, c.Txn == uuid.Nil:
		return fmt.Errorf("%w: an id is missing", ErrMalformed)
	case c.Path == "":
		return fmt.Errorf("%w: no path", ErrMalformed)
	case c.Op == "":
		return fmt.Errorf("%w: no operation", ErrMalformed)
	case c.Op == Clear && c.Value != "":
		return fmt.Errorf("%w: cleared, yet with a value", ErrMalformed)
	case c.DevSeq < 1:
		return fmt.Errorf("%w: device sequence %d", ErrMalformed, c.DevSeq)
	case slices.Contains(c.Supersedes, c.ID), slices.Contains(c.Supersedes, uuid.Nil):
		return fmt.Errorf("%w: supersedes itself or nothing", ErrMalformed)
	}
	for _, text := range []string{c.Path, string(c.Op), c.Value, c.Author, c.FormHash} {
		if !utf8.ValidString(text) {
			return fmt.Errorf("%w: text is not UTF-8", ErrMalformed)
		}
	}
	return nil
}

// Compare orders changes for display: by clock, and by id where clocks agree.
func Compare(a, b Change) int {
	return cmp.Or(cmp.Compare(a.HLC, b.HLC), compareIDs(a.ID, b.ID))
}

func compareIDs(a, b uuid.UUID) int { return slices.Compare(a[:], b[:]) }

// Union returns the ids of all sets in one, sorted, each once; nil when there are none.
func Union(sets ...[]uuid.UUID) []uuid.UUID {
	union := slices.Concat(sets...)
	slices.SortFunc(union, compareIDs)
	return slices.Compact(union)
}
