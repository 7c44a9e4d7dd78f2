package wire

import (
	"time"

	"github.com/google/uuid"
)

// Pulled is a change as the centre gives it.
type Pulled struct {
	Seq     int64     `json:"seq"`
	Account uuid.UUID `json:"account"` // who pushed it
	Hash    Hash      `json:"hash"`
	Receipt string    `json:"receipt"`
	Body    string    `json:"body"`

	// Superseded says that a change before it in the log supersedes it, so that it is no head, even for a replica that
	// does not have that change.
	Superseded bool `json:"superseded,omitempty"`
}

// Record is what a client has to know of a record besides its changes.
type Record struct {
	ID        uuid.UUID `json:"id"`
	Form      string    `json:"form"`    // that it was started on
	Creator   uuid.UUID `json:"creator"` // account
	States    []string  `json:"states"`
	Write     bool      `json:"write"`
	Whole     bool      `json:"whole"`                // every change up to here follows in this page
	OnlyHeads bool      `json:"only_heads,omitempty"` // its heads follow, and nothing else
	Changes   int64     `json:"changes"`
	LastSeq   int64     `json:"last_seq"`
	Digest    Hash      `json:"digest"`
	Heads     Hash      `json:"heads"`
}

// Drop orders a client to erase a record that has left its sight.
type Drop struct {
	Record uuid.UUID `json:"record"`
}

// Decision tells an author what became of a held change.
type Decision struct {
	Change   uuid.UUID `json:"change"`
	Record   uuid.UUID `json:"record"`
	Accepted bool      `json:"accepted"`
	Reason   string    `json:"reason,omitempty"`
	By       uuid.UUID `json:"by"`
}

// PullEnd ends a page of a pull or a snapshot.
type PullEnd struct {
	Cursor   string    `json:"cursor"`
	More     bool      `json:"more"`
	LastSeq  int64     `json:"last_seq"`
	FormsSeq int64     `json:"forms_seq"`
	Time     time.Time `json:"time"`
}

// PullLine is a line of a pull or a snapshot.
type PullLine struct {
	Account  *Account  `json:"account,omitempty"`
	Drop     *Drop     `json:"drop,omitempty"`
	Record   *Record   `json:"record,omitempty"`
	Change   *Pulled   `json:"change,omitempty"`
	Decision *Decision `json:"decision,omitempty"`
	End      *PullEnd  `json:"end,omitempty"`
}

// HistoryEnd ends a page of a record's history.
type HistoryEnd struct {
	After int64 `json:"after"`
	More  bool  `json:"more"`
}

// HistoryLine is a line of a record's history.
type HistoryLine struct {
	Change *Pulled     `json:"change,omitempty"`
	End    *HistoryEnd `json:"end,omitempty"`
}

// RecordDigest is what replicas of a record compare.
type RecordDigest struct {
	Record  uuid.UUID `json:"record"`
	Changes int64     `json:"changes"`
	LastSeq int64     `json:"last_seq"`
	Digest  Hash      `json:"digest"`
	Heads   Hash      `json:"heads"`
}

// DigestEnd ends a page of digests.
type DigestEnd struct {
	Seq   int64     `json:"seq"`
	After uuid.UUID `json:"after,omitzero"`
	More  bool      `json:"more"`
}

// DigestLine is a line of digests.
type DigestLine struct {
	Digest *RecordDigest `json:"digest,omitempty"`
	End    *DigestEnd    `json:"end,omitempty"`
}

// Ack says what a device has applied.
type Ack struct {
	Cursor string `json:"cursor"`
}

// News answers a wait.
type News struct {
	News bool `json:"news"`
}

// Delivery says who has a record as it now is.
type Delivery struct {
	LastSeq int64       `json:"last_seq"`
	People  []Delivered `json:"people"`
}

// Delivered is one of the people in whose sight a record is.
type Delivered struct {
	Account uuid.UUID `json:"account"`
	Display string    `json:"display"`
	Role    string    `json:"role"`
	Since   time.Time `json:"since,omitzero"` // zero: not yet
}
