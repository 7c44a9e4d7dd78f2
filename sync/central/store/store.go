// Package store is what the central store keeps, and how its rules reach it: rows, and transactions over them. It has no
// rules of its own. The packages below it keep the rows in memory, in an SQLite file and in PostgreSQL.
package store

import (
	"context"
	"errors"
	"time"

	"github.com/google/uuid"

	"plumbline/sync/wire"
)

// Errors of stores.
var (
	ErrNotFound = errors.New("not in the store")
	ErrBusy     = errors.New("store is busy") // trying again later may succeed
)

// Store keeps the rows of one tenant. Its methods are safe for use by several goroutines, and by several processes where
// what it stands on is.
//
// A new store has its tenant's id and name, and no epoch.
//
// Ids that are absent are uuid.Nil, times that are absent are zero. Times are kept to the millisecond, in UTC. Slices of
// bytes that go in and come out must not be altered.
type Store interface {
	// View runs f on the rows as they were at one moment. f must not write.
	View(ctx context.Context, f func(Tx) error) error

	// Update runs f in a transaction: durable when Update returns nil, and as though it had never been when it returns
	// an error, which is f's own or one of the store's.
	Update(ctx context.Context, f func(Tx) error) error

	// Extend is Update for whoever appends to the log, or alters what decides about it. All such transactions, of every
	// process, run one after the other, so that numbers become visible in their order and none is left out.
	Extend(ctx context.Context, f func(Tx) error) error

	Close() error
}

// Tx is a transaction, for one goroutine and until the function that was given it returns. Methods that look one row up
// return ErrNotFound when there is none; those that list return what there is.
type Tx interface {
	TenantTx
	AccountTx
	DeviceTx
	LogTx
	RecordTx
	HeldTx
	BlobTx
	FormTx
}

// Tenant is the organisation whose rows a store holds, with the counter that orders its log.
type Tenant struct {
	ID        uuid.UUID
	Name      string
	Epoch     uuid.UUID
	LastSeq   int64  // last number used
	FormsSeq  int64  // number at which the list of forms was last altered
	Secret    []byte // authenticates nonces and receipts
	LeaseDays int
}

// Epoch is a stretch of the log without a restore.
type Epoch struct {
	ID   uuid.UUID
	From int64 // last number of the log when it began
	At   time.Time
}

// Team is a team of a service.
type Team struct{ ID, Name, Service string }

// TenantTx reaches the tenant.
type TenantTx interface {
	Tenant() (Tenant, error)
	SetTenant(Tenant) error // all but ID and Name; in Extend alone
	AddEpoch(Epoch) error
	Epochs() ([]Epoch, error) // oldest first
	PutTeam(Team) error
	Teams() ([]Team, error) // by id
}

// Account is a person.
type Account struct {
	ID            uuid.UUID
	Name, Display string // Name is unique
	Role          string
	Active        bool
	Created       time.Time
}

// Span is a stretch of the log during which a scope applied: From <= seq < To. To is 0 while it does.
type Span struct {
	Scope    string
	From, To int64
}

// Covers reports whether the span applied at a number.
func (s Span) Covers(seq int64) bool { return s.From <= seq && (s.To == 0 || seq < s.To) }

// AccountTx reaches accounts and their scopes.
type AccountTx interface {
	PutAccount(Account) error
	Account(id uuid.UUID) (Account, error)
	AccountNamed(name string) (Account, error)
	Accounts() ([]Account, error) // by name

	PutAccountSpan(account uuid.UUID, s Span) error // replaces that of the same scope and From
	AccountSpans(account uuid.UUID) ([]Span, error)
}

// Device is one installation of a laptop's database.
type Device struct {
	ID, Account uuid.UUID
	Previous    uuid.UUID // incarnation
	Label, App  string
	Key         []byte // Ed25519 public key
	Revoked     bool
	Epoch       uuid.UUID // in which it was last told what the centre lacks
	DevSeq      int64     // greatest number answered for
	Applied     int64     // acknowledged
	Enrolled    time.Time
	Seen        time.Time
}

// Code is a one-time enrolment code.
type Code struct {
	Hash    wire.Hash
	Account uuid.UUID
	Expires time.Time
	Device  uuid.UUID // that used it
}

// Token is an access token.
type Token struct {
	Hash    wire.Hash
	Device  uuid.UUID
	Expires time.Time
}

// DeviceTx reaches devices and what lets them in.
type DeviceTx interface {
	AddDevice(Device) error
	Device(id uuid.UUID) (Device, error)
	Devices() ([]Device, error) // oldest first
	CountDevice(id uuid.UUID, devSeq int64, epoch uuid.UUID) error
	SeenDevice(id uuid.UUID, app string, at time.Time) error
	RevokeDevice(id uuid.UUID) error

	PutCode(Code) error
	Code(hash wire.Hash) (Code, error)
	PutToken(Token) error
	Token(hash wire.Hash) (Token, error)

	// UseNonce notes a nonce until it expires, and reports whether it had not been used.
	UseNonce(hash wire.Hash, expires time.Time) (bool, error)

	// Sweep forgets tokens, nonces and codes that have expired.
	Sweep(now time.Time) error

	// AddApplied notes that a device has applied the log up to a number, where that is more than it had.
	AddApplied(device uuid.UUID, seq int64, at time.Time) error

	// AppliedSince tells when each device first acknowledged a number or one above it.
	AppliedSince(seq int64) (map[uuid.UUID]time.Time, error)
}
