package wire

import (
	"fmt"

	"github.com/google/uuid"
)

// Code says to a program why a request was refused.
type Code string

// The codes.
const (
	Malformed       Code = "malformed"
	Unauthorised    Code = "unauthorised"
	NotAccepted     Code = "not_accepted"
	CodeNotAccepted Code = "code_not_accepted"
	Forbidden       Code = "forbidden"
	AccountClosed   Code = "account_closed"
	NotFound        Code = "not_found"
	EpochChanged    Code = "epoch_changed"
	StoreBehind     Code = "store_behind"
	Conflict        Code = "conflict"
	DeviceRevoked   Code = "device_revoked"
	TooLarge        Code = "too_large"
	Unsupported     Code = "unsupported"
	HashMismatch    Code = "hash_mismatch"
	UpgradeNeeded   Code = "upgrade_needed"
	SlowDown        Code = "slow_down"
	Internal        Code = "internal"
	Busy            Code = "busy"
)

// Status is the HTTP status that goes with a code; 500 for one that this version does not know.
func (c Code) Status() int {
	switch c {
	case Malformed:
		return 400
	case Unauthorised, NotAccepted:
		return 401
	case CodeNotAccepted, Forbidden, AccountClosed:
		return 403
	case NotFound:
		return 404
	case EpochChanged, StoreBehind, Conflict:
		return 409
	case DeviceRevoked:
		return 410
	case TooLarge:
		return 413
	case Unsupported:
		return 415
	case HashMismatch:
		return 422
	case UpgradeNeeded:
		return 426
	case SlowDown:
		return 429
	case Busy:
		return 503
	default:
		return 500
	}
}

// Temporary reports whether the same request may succeed later.
func (c Code) Temporary() bool { return c == SlowDown || c == Internal || c == Busy }

// Error is a refusal. Message is a sentence for the person, in English.
type Error struct {
	Code    Code   `json:"code"`
	Message string `json:"message"`

	Epoch      uuid.UUID `json:"epoch,omitzero"`        // with EpochChanged: the one that holds now
	OfferAbove int64     `json:"offer_above,omitempty"` // with EpochChanged: up to this number nothing was lost
	Min        int       `json:"min,omitempty"`         // with UpgradeNeeded
	Max        int       `json:"max,omitempty"`         // with UpgradeNeeded
	RetryAfter int       `json:"-"`                     // seconds; with SlowDown and Busy, in the header Retry-After
}

func (e *Error) Error() string { return fmt.Sprintf("%s: %s", e.Code, e.Message) }

// Refuse makes a refusal of a code and a sentence.
func Refuse(code Code, message string) *Error { return &Error{Code: code, Message: message} }
