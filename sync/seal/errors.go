package seal

import (
	"errors"
	"fmt"
	"io/fs"
	"time"
)

// What can be wrong with a vault, for errors.Is. Errors of this package wrap
// them with the operation that failed and, where there is one, the cause.
var (
	ErrNoVault         = errors.New("no vault in this folder")
	ErrExists          = errors.New("a vault is in this folder already")
	ErrInUse           = errors.New("the vault is open in another program")
	ErrWrongPassphrase = errors.New("wrong passphrase")
	ErrWeakPassphrase  = errors.New("passphrase too easy to guess") // see WeakPassphraseError
	ErrWait            = errors.New("too many wrong passphrases")   // see WaitError
	ErrDamaged         = errors.New("the vault is damaged")
	ErrNewerFormat     = errors.New("the vault was made by a newer version")
	ErrWeakKDF         = errors.New("the passphrase is protected too weakly")
	ErrReadOnly        = errors.New("the folder cannot be written to")
	ErrFull            = errors.New("the disk is full")
	ErrDisk            = errors.New("the disk failed to read or write")
	ErrNotSealed       = errors.New("the vault would not be sealed")
)

// WaitError refuses a passphrase that comes too soon after wrong ones. It is
// an ErrWait.
type WaitError struct {
	Remaining time.Duration // until the next attempt is admitted; more than zero
}

func (e *WaitError) Error() string {
	return fmt.Sprintf("%v: wait %v", ErrWait, e.Remaining.Round(time.Second))
}

func (e *WaitError) Unwrap() error { return ErrWait }

// WeakPassphraseError refuses a new passphrase. It is an ErrWeakPassphrase.
type WeakPassphraseError struct {
	Strength Strength
}

func (e *WeakPassphraseError) Error() string {
	return fmt.Sprintf("%v: %v", ErrWeakPassphrase, e.Strength.Reasons)
}

func (e *WeakPassphraseError) Unwrap() error { return ErrWeakPassphrase }

// Classify adds what a person can act on to an error from SQLite or the file
// system: ErrFull, ErrReadOnly, ErrDamaged or ErrDisk, beside the cause. It
// returns any other error, and nil, as it came. Callers that run SQL on a vault
// pass their errors through it.
func Classify(err error) error {
	kind := kindOf(err)
	if kind == nil || errors.Is(err, kind) {
		return err
	}
	return fmt.Errorf("%w: %w", kind, err)
}

func kindOf(err error) error {
	switch {
	case isFull(err):
		return ErrFull
	case isReadOnly(err), errors.Is(err, fs.ErrPermission):
		return ErrReadOnly
	case isDisk(err):
		return ErrDisk
	}
	return kindOfSQLite(err)
}
