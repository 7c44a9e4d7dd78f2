package workbench

import (
	"errors"
	"fmt"
	"io/fs"
	"math"
	"slices"
	"time"

	"plumbline/forms/session"
	"plumbline/sync/replica"
	"plumbline/sync/seal"
)

// Sentence puts an error into words for a person: what happened, what is safe, what to do. Every face says errors so.
// It returns "" for nil. An error that nobody foresaw gives a sentence that says where to look, never the error's text.
func Sentence(err error) string {
	if err == nil {
		return ""
	}
	var wait *seal.WaitError
	if errors.As(err, &wait) {
		return fmt.Sprintf("Several passphrases were wrong. Wait %s, then try again. Nothing is lost.", seconds(wait.Remaining))
	}
	var weak *seal.WeakPassphraseError
	if errors.As(err, &weak) {
		return weak.Strength.Words()
	}
	for _, s := range sentences() {
		if errors.Is(err, s.is) {
			return s.words
		}
	}
	if words := refusalWords(err); words != "" {
		return words
	}
	return "Something went wrong that the program did not foresee. What you have written is kept. " +
		"Try again; if it goes on, close and open the program, and tell your support desk the time. The log says more."
}

// Foreseen reports whether Sentence has words of its own for an error. The log is told of every other.
func Foreseen(err error) bool {
	var wait *seal.WaitError
	var weak *seal.WeakPassphraseError
	if errors.As(err, &wait) || errors.As(err, &weak) {
		return true
	}
	for _, s := range sentences() {
		if errors.Is(err, s.is) {
			return true
		}
	}
	return refusalWords(err) != ""
}

func seconds(d time.Duration) string {
	n := int(math.Ceil(d.Seconds()))
	if n == 1 {
		return "1 second"
	}
	return fmt.Sprintf("%d seconds", n)
}

// ErrNoWindow says that this machine can show no window.
var ErrNoWindow = errors.New("workbench: no window can be opened")

type sentence struct {
	is    error
	words string
}

// sentences are in order: the first that fits is said.
func sentences() []sentence {
	return slices.Concat(vaultSentences(), formSentences(), recordSentences(), weekSentences(), lastYearSentences(), listSentences(), syncSentences())
}

func vaultSentences() []sentence {
	return []sentence{
		{ErrNoWindow, "No window can be opened here: the machine offers no display, or its graphics driver has no OpenGL. Nothing has been changed. Start it from a desktop session, ask your support desk for a graphics driver, or use the commands: \"plumbline --help\" lists them."},
		{seal.ErrWrongPassphrase, "That passphrase does not open this vault. Check Caps Lock and try again."},
		{seal.ErrInUse, "This vault is open in another window. Go on there, or close it first."},
		{seal.ErrNewerFormat, "This vault was written by a newer version of Plumbline. Nothing has been changed. Install the newer version and open it there."},
		{seal.ErrDamaged, "Part of this vault cannot be read: the file is damaged. Nothing has been changed. Copy the vault's folder to a safe place and ask your support desk before you go on."},
		{seal.ErrNoVault, "There is no vault in this folder. Create one, or choose another folder."},
		{seal.ErrExists, "There is a vault in this folder already. Unlock it, or choose another folder."},
		{ErrNoRoom, "There is no room for the file there. Free some space or choose another folder, then try again. All that was written is safe."},
		{seal.ErrFull, "The disk is full. What was saved is safe. What is on screen since then is not kept yet: free some space, and it is kept by itself."},
		{seal.ErrReadOnly, "This folder cannot be written to. What was saved is safe. Ask for write access, or choose another folder."},
		{seal.ErrDisk, "The disk failed to read or write. What was saved before is safe. Copy the vault's folder to another disk, and ask your support desk."},
		{seal.ErrWeakKDF, "This vault protects its passphrase too weakly, and is not opened. Nothing has been changed. Ask your support desk."},
		{seal.ErrNotSealed, "What this vault writes would not be sealed, so it is not opened. Nothing has been changed. Ask your support desk for a build that can seal."},
	}
}

func formSentences() []sentence {
	return []sentence{
		{ErrNoForm, "There is no such form that records can be started on. Look at the list of forms, or have a draft approved first."},
		{ErrFormAway, "The version of the form that this record is filled on has not come to this laptop yet. Nothing is lost. Go on once the laptop has been online, or open it where it was filled."},
		{ErrNotDraft, "This version of the form is no draft any more. Look at its versions again."},
		{ErrNeedsFormReason, "Say why this version may be used, in a sentence. The reason is kept with the form."},
		{ErrNewestForm, "This record is on the current version of its form already."},
		{ErrPreview, "This is a preview: nothing is missing, and nothing of it is kept or handed on. Start a record to keep answers."},
	}
}

func recordSentences() []sentence {
	return []sentence{
		{replica.ErrNotFound, "There is no such record in this vault. List the records to see those there are."},
		{ErrClosedRecord, "This record is closed. Reopen it to change an answer."},
		{ErrIncomplete, "This evaluation is not complete yet. Put right what is listed, then complete it."},
		{ErrNeedsReason, "Say why, in a sentence. The reason is kept in the record's history."},
		{ErrNotAllowed, "This record cannot be moved to that state from where it is now."},
		{ErrNoQuestion, "The form has no question of that name. Show the form to see every question with its path."},
		{ErrAmbiguous, "Several questions have that name. Give the whole path, as the form shows it."},
		{session.ErrReadOnly, "That question is worked out by the form, and cannot be answered."},
		{session.ErrUnknownKey, "The form has no question of that name. Show the form to see every question with its path."},
		{fs.ErrNotExist, "That folder or file is not there. Choose another."},
		{fs.ErrPermission, "That place cannot be written to. Choose another folder."},
	}
}
