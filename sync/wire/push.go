package wire

import (
	"time"

	"github.com/google/uuid"
)

// Pushed is a change on its way to the centre. Body is passed on byte for byte; the other members repeat what it says,
// so that a change whose body cannot be read has an answer of its own.
type Pushed struct {
	ID     uuid.UUID `json:"id"`
	Txn    uuid.UUID `json:"txn"`
	DevSeq int64     `json:"dev_seq"`
	Hash   Hash      `json:"hash"`
	Body   string    `json:"body"`

	// A change that another device made is carried. Account and Receipt are those that the centre gave for it.
	Device  uuid.UUID `json:"device,omitzero"`
	Account uuid.UUID `json:"account,omitzero"`
	Receipt string    `json:"receipt,omitempty"`
}

// PushLine is a line of a push.
type PushLine struct {
	Change *Pushed `json:"change,omitempty"`
}

// Outcome is what became of a pushed change.
type Outcome string

// The outcomes.
const (
	OK     Outcome = "ok"
	Dup    Outcome = "dup"
	Held   Outcome = "held"
	Purged Outcome = "purged"
	Gap    Outcome = "gap"
	Forked Outcome = "forked"
	Bad    Outcome = "bad"
)

// Reason says to a program why a change is held or bad.
type Reason string

// The reasons.
const (
	NoRight       Reason = "no_right"
	RecordClosed  Reason = "record_closed"
	RecordFull    Reason = "record_full"
	FormWithdrawn Reason = "form_withdrawn"

	Unreadable       Reason = "unreadable"
	ChangeTooLarge   Reason = "too_large"
	ChangeMismatch   Reason = "hash_mismatch"
	EnvelopeMismatch Reason = "envelope_mismatch"
	IDReused         Reason = "id_reused"
	ReceiptInvalid   Reason = "receipt_invalid"
	ForeignDevice    Reason = "foreign_device"
	GroupBad         Reason = "group"
)

// Result is what became of one change.
type Result struct {
	ID      uuid.UUID `json:"id"`
	Outcome Outcome   `json:"outcome"`
	Seq     int64     `json:"seq,omitempty"` // with OK and Dup
	Code    Reason    `json:"code,omitempty"`
	Message string    `json:"message,omitempty"`
	Receipt string    `json:"receipt,omitempty"` // with OK, Dup and Held
}

// PushEnd ends the answer to a push.
type PushEnd struct {
	Epoch   uuid.UUID `json:"epoch"`
	LastSeq int64     `json:"last_seq"`
	DevSeq  int64     `json:"dev_seq"`
	Time    time.Time `json:"time"`

	// Cursor is how far a client has come that said in its push that it had all of the log before; "" where it has to pull.
	Cursor   string `json:"cursor,omitempty"`
	FormsSeq int64  `json:"forms_seq,omitempty"` // with Cursor
}

// ResultLine is a line of the answer to a push.
type ResultLine struct {
	Result *Result  `json:"result,omitempty"`
	Record *Record  `json:"record,omitempty"`
	End    *PushEnd `json:"end,omitempty"`
}

// Have names a change that a device holds.
type Have struct {
	ID   uuid.UUID `json:"id"`
	Hash Hash      `json:"hash"`
}

// HaveLine is a line of an offer.
type HaveLine struct {
	Have *Have `json:"have,omitempty"`
}

// Lacking names a change that the centre lacks.
type Lacking struct {
	ID uuid.UUID `json:"id"`
}

// OfferEnd ends the answer to an offer.
type OfferEnd struct {
	Epoch  uuid.UUID `json:"epoch"`
	DevSeq int64     `json:"dev_seq"`
}

// LackingLine is a line of the answer to an offer.
type LackingLine struct {
	Lacking *Lacking  `json:"lacking,omitempty"`
	End     *OfferEnd `json:"end,omitempty"`
}
