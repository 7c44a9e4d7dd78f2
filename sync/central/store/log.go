package store

import (
	"strings"
	"time"

	"github.com/google/uuid"

	"plumbline/sync/wire"
)

// Entry is a change in the log. Lists of entries are in the order of Seq.
type Entry struct {
	Seq             int64
	ID, Record, Txn uuid.UUID
	Account         uuid.UUID // that pushed it
	Device          uuid.UUID // that made it
	DevSeq          int64
	Carried         bool // brought by another device, so that DevSeq is not this device's count
	Superseded      bool // by a change of the same register that was in the log before it
	Began           bool // its record, and so made it the account's
	Path, Op, Form  string
	HLC             int64
	Hash            wire.Hash
	Body            []byte
	Parents         []uuid.UUID // only read by Append
	Received        time.Time
	Skew            time.Duration // of the device's clock, to the millisecond
}

// Meta is what a page is planned with.
type Meta struct {
	Seq         int64
	Record, Txn uuid.UUID
	Size        int
}

// Look is a stretch of the log, as it concerns somebody who has some scopes.
type Look struct {
	After, Upto int64    // numbers above the one, up to the other
	Scopes      []string // of records that have ever had one of these; nil for all records
}

// Event is an entry of the log that is no change.
type Event struct {
	Seq      int64
	Kind     string
	Account  uuid.UUID // whom it concerns
	Record   uuid.UUID
	Txn      uuid.UUID // that was decided
	By       uuid.UUID // account that did it
	Accepted bool
	Reason   string
	At       time.Time
}

// The kinds of events.
const (
	EventAccount  = "account"  // an account was added or altered, scopes included
	EventDecision = "decision" // a held action was decided
	EventForm     = "form"     // the list of forms was altered
	EventTeam     = "team"     // a team was added or moved to another service
)

// Arrival is how a change was answered for.
type Arrival struct {
	ID, Device, Account uuid.UUID
	DevSeq              int64
	Hash                wire.Hash
	Outcome             wire.Outcome // OK, Held, Purged or Bad
	Code                wire.Reason
	Seq                 int64 // with OK
	Began               bool  // with OK: its record
}

// Head is a current change of a register.
type Head struct {
	Change, Record uuid.UUID
	Path           string
	Seq            int64
	Hash           wire.Hash
	Mark           string // the value, where the centre reads it; "" elsewhere and when cleared
}

// LogTx reaches the log.
type LogTx interface {
	Append([]Entry) error
	AppendEvent(Event) error

	// Known returns how changes were answered for that are in the log or held, by id.
	Known(ids []uuid.UUID) (map[uuid.UUID]Arrival, error)

	// AddRefused notes arrivals that are neither in the log nor held: own changes of a device.
	AddRefused([]Arrival) error

	// Refused returns those of a device with numbers of its own from first to last.
	Refused(device uuid.UUID, first, last int64) (map[int64]Arrival, error)

	// Metas lists the first changes that a look is for; a limit of 0 is none.
	Metas(look Look, limit int) ([]Meta, error)

	// Entries returns the changes with those numbers.
	Entries(seqs []int64) ([]Entry, error)

	// RecordEntries lists the first changes of a record with numbers above after, up to upto; a limit of 0 is none.
	RecordEntries(record uuid.UUID, after, upto int64, limit int) ([]Entry, error)

	// Events lists the events with numbers above after, up to upto.
	Events(after, upto int64) ([]Event, error)

	// EventsFor lists the events that concern an account, with numbers above after, up to upto.
	EventsFor(account uuid.UUID, after, upto int64) ([]Event, error)

	// Superseded returns, of the given changes, those that a change of the same register in the log supersedes. It
	// takes the changes as heads.
	Superseded(changes []Head) (map[uuid.UUID]bool, error)

	// HeadsNamed returns, of the given changes, those that are heads.
	HeadsNamed(ids []uuid.UUID) ([]Head, error)

	// MoveHeads removes heads and adds others.
	MoveHeads(gone []uuid.UUID, added []Head) error

	// Marks returns the heads of a record whose Mark the centre reads.
	Marks(record uuid.UUID) ([]Head, error)

	// HeadEntries returns the heads of records, bodies included.
	HeadEntries(records []uuid.UUID) ([]Entry, error)
}

// Marked reports whether the centre reads what is at a path.
func Marked(path string) bool {
	return path == wire.PathState || path == wire.PathTeam || strings.HasPrefix(path, wire.PathAssigned)
}
