package store

import (
	"time"

	"github.com/google/uuid"

	"plumbline/sync/wire"
)

// Record is what follows from the changes of a record.
type Record struct {
	ID         uuid.UUID
	Form       string // that it was started on
	Creator    uuid.UUID
	States     []string // values of the heads of its state register, sorted
	CreatedSeq int64
	LastSeq    int64 // of its last change
	Changes    int64
	Bytes      int64     // of the bodies of its changes
	Digest     wire.Hash // sum of the hashes of its changes
	Heads      wire.Hash // sum of the hashes of its heads
	Purged     int64     // number at which it was erased; 0 when it was not
}

// RecordSpan is a span of one record. From never changes once it is written.
type RecordSpan struct {
	Record uuid.UUID
	Span
}

// Touch says that a span of a record begins or ends at a number.
type Touch struct {
	Record uuid.UUID
	Seq    int64
}

// ScopeAll is the scope that every record has.
const ScopeAll = "all"

// RecordTx reaches records and their scopes. Every record has ScopeAll from CreatedSeq on, without a span.
type RecordTx interface {
	PutRecords([]Record) error
	Records(ids []uuid.UUID) (map[uuid.UUID]Record, error)

	PutRecordSpans([]RecordSpan) error // each replaces that of the same record, scope and From
	RecordSpans(records []uuid.UUID) (map[uuid.UUID][]Span, error)

	// Touches lists the beginnings and ends of spans that a look is for, in the order of numbers.
	Touches(look Look) ([]Touch, error)

	// RecordsIn lists the first records with ids above after that have ever had one of the scopes, in the order of ids.
	RecordsIn(scopes []string, after uuid.UUID, limit int) ([]uuid.UUID, error)

	// TeamRecords lists the records that have an open span of a scope.
	TeamRecords(scope string) ([]uuid.UUID, error)
}

// Held is a change that waits for a decision, or had one.
type Held struct {
	Entry          // Seq is 0
	Reason         wire.Reason
	DecidedBy      uuid.UUID // uuid.Nil while it waits
	Accepted       bool
	DecisionReason string
	DecidedAt      time.Time
}

// HeldTx reaches held changes.
type HeldTx interface {
	PutHeld([]Held) error
	HeldNamed(id uuid.UUID) (Held, error)
	HeldGroup(txn uuid.UUID) ([]Held, error) // in the order of DevSeq

	// HeldWaiting lists the first undecided changes with ids above after, in the order of ids.
	HeldWaiting(after uuid.UUID, limit int) ([]Held, error)

	// HeldFor reports whether an account has changes of a record that were held and not rejected.
	HeldFor(record, account uuid.UUID) (bool, error)
}

// Blob is an attachment of a record.
type Blob struct {
	Record   uuid.UUID
	ID       wire.Hash
	Size     int64
	Complete bool
	Created  time.Time
}

// BlobTx reaches attachments.
type BlobTx interface {
	PutBlob(Blob) error
	Blob(record uuid.UUID, id wire.Hash) (Blob, error)
	PutChunk(record uuid.UUID, id wire.Hash, n int, data []byte) error // replaces the one that is there
	Chunk(record uuid.UUID, id wire.Hash, n int) ([]byte, error)
	Chunks(record uuid.UUID, id wire.Hash) ([]int, error) // numbers, ascending
	DropChunks(record uuid.UUID, id wire.Hash) error
}

// Form is a form. Lists have no Source.
type Form struct {
	Hash               wire.Hash
	ID, Version, Title string
	Status             string
	Size               int
	Source             []byte
	By                 uuid.UUID
	At                 time.Time
}

// FormTx reaches forms.
type FormTx interface {
	PutForm(Form) error // a Source of nil leaves the one that is there
	Form(hash wire.Hash) (Form, error)
	Forms() ([]Form, error) // by id, then version
}
