package cli

import (
	"errors"
	"io/fs"

	"plumbline/app/workbench"
	"plumbline/forms/library"
	"plumbline/sync/client"
	"plumbline/sync/replica"
	"plumbline/sync/seal"
	"plumbline/sync/wire"
)

// Exit codes, as docs/CLI.md promises them to scripts.
const (
	exitOK         = 0
	exitFaulty     = 1 // what was checked or given (a form, an expression, a script) has errors
	exitUsage      = 2 // the command line is not understood
	exitVault      = 3 // the vault cannot be opened or made
	exitNotFound   = 4 // no such record, form or question
	exitRefused    = 5 // the answer or move is refused, or the record is not complete
	exitFile       = 6 // a file cannot be read or written
	exitWindow     = 7 // no window can be opened
	exitUnforeseen = 8 // what nobody foresaw
	exitCentre     = 9 // the centre is not reached, or refuses
)

// told is an error with words of its own for the person.
type told struct {
	words string
	err   error // what lies beneath; may be nil
}

func tell(err error, words string) error { return &told{words: words, err: err} }

func (t *told) Error() string { return t.words }
func (t *told) Unwrap() error { return t.err }

// Marks of errors that only the command line makes.
var (
	errRefused = errors.New("cli: answer refused")
	errUsage   = errors.New("cli: used wrongly")
	errFaulty  = errors.New("cli: what was given has errors")
	errFile    = errors.New("cli: file cannot be read or written")
)

func exitCode(err error) int {
	var refusal *wire.Error
	if errors.As(err, &refusal) {
		return exitCentre
	}
	for _, group := range []struct {
		code int
		of   []error
	}{
		{exitFaulty, []error{errFaulty}},
		{exitUsage, []error{errUsage}},
		{exitCentre, []error{
			client.ErrNotEnrolled, client.ErrNoContact, client.ErrNotCentre, client.ErrAddress, client.ErrAuthorities,
		}},
		{exitWindow, []error{workbench.ErrNoWindow}},
		{exitVault, []error{
			seal.ErrWrongPassphrase, seal.ErrInUse, seal.ErrNewerFormat, seal.ErrDamaged, seal.ErrNoVault, seal.ErrExists,
			seal.ErrWait, seal.ErrWeakPassphrase, seal.ErrWeakKDF, seal.ErrNotSealed,
		}},
		{exitNotFound, []error{replica.ErrNotFound, workbench.ErrNoQuestion, workbench.ErrAmbiguous, workbench.ErrNoForm, library.ErrUnknownList, workbench.ErrNotReplaced}},
		{exitRefused, []error{
			errRefused, workbench.ErrIncomplete, workbench.ErrClosedRecord, workbench.ErrNeedsReason, workbench.ErrNotAllowed,
			workbench.ErrNoConflict, workbench.ErrNotAnswer, workbench.ErrNotDraft, workbench.ErrNeedsFormReason, workbench.ErrNewestForm,
			workbench.ErrNoStartFrom, workbench.ErrNotClosed, workbench.ErrNotTaken,
		}},
		{exitFile, []error{errFile, seal.ErrFull, seal.ErrReadOnly, seal.ErrDisk, fs.ErrNotExist, fs.ErrPermission, fs.ErrExist}},
	} {
		for _, target := range group.of {
			if errors.Is(err, target) {
				return group.code
			}
		}
	}
	return exitUnforeseen
}
