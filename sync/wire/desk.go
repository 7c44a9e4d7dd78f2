package wire

import (
	"time"

	"github.com/google/uuid"
)

// HeldChange is a change that waits for a decision.
type HeldChange struct {
	ID       uuid.UUID `json:"id"`
	Txn      uuid.UUID `json:"txn"`
	Record   uuid.UUID `json:"record"`
	Account  uuid.UUID `json:"account"`
	Own      bool      `json:"own,omitempty"`
	Code     Reason    `json:"code"`
	Received time.Time `json:"received"`
	Hash     Hash      `json:"hash"`
	Body     string    `json:"body"`
}

// HeldEnd ends a page of held changes.
type HeldEnd struct {
	After uuid.UUID `json:"after,omitzero"`
	More  bool      `json:"more"`
}

// HeldLine is a line of held changes.
type HeldLine struct {
	Held *HeldChange `json:"held,omitempty"`
	End  *HeldEnd    `json:"end,omitempty"`
}

// DecisionRequest decides a held action.
type DecisionRequest struct {
	Accept bool   `json:"accept"`
	Reason string `json:"reason"`
}

// Decided answers it with the changes of the action.
type Decided struct {
	Changes []uuid.UUID `json:"changes"`
}

// Blob is how far an attachment has come.
type Blob struct {
	ID         Hash  `json:"id"`
	Size       int64 `json:"size"`
	ChunkBytes int64 `json:"chunk_bytes"`
	Chunks     int   `json:"chunks"`
	Complete   bool  `json:"complete"`
	Missing    []int `json:"missing"`
}

// BlobRequest begins an attachment.
type BlobRequest struct {
	ID   Hash  `json:"id"`
	Size int64 `json:"size"`
}

// Form is a form that the centre has. Source is nil in lists.
type Form struct {
	Hash    Hash   `json:"hash"`
	ID      string `json:"id"`
	Version string `json:"version"`
	Title   string `json:"title"`
	Status  string `json:"status,omitempty"`
	Size    int    `json:"size,omitempty"`
	Source  []byte `json:"source,omitempty"`
}

// The statuses of a form.
const (
	FormProposed = "proposed"
	FormApproved = "approved"
	FormGone     = "withdrawn"
)

// Forms lists forms.
type Forms struct {
	Forms    []Form `json:"forms"`
	FormsSeq int64  `json:"forms_seq"`
}

// FormStatus approves or withdraws a form.
type FormStatus struct {
	Status string `json:"status"`
}

// Team is a team of a service.
type Team struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Service string `json:"service"`
}

// People is whom a record can be handed to.
type People struct {
	People []Account `json:"people"`
	Teams  []Team    `json:"teams"`
}

// ScopesRequest replaces the scopes of an account.
type ScopesRequest struct {
	Scopes []string `json:"scopes"`
}

// AssignRequest assigns a record to an account, or ends that.
type AssignRequest struct {
	Account  uuid.UUID `json:"account"`
	Assigned bool      `json:"assigned"`
}
