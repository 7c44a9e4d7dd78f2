package session

import (
	"errors"
	"fmt"
)

// Errors of edits.
var (
	ErrUnknownKey = errors.New("session: the form has no such node")
	ErrReadOnly   = errors.New("session: the node cannot be changed by hand")
)

// FormError says why a form cannot be opened, in words for its author.
type FormError struct {
	Path   string // of the node that it is about; "" for the whole form
	Column string // of the survey sheet: "relevant", "calculation"; "" when it is about none
	Words  string // sentences: what is wrong, and what would be right
	Err    error  // what it was found by; nil when it was found here
}

// Error implements error.
func (e *FormError) Error() string {
	switch {
	case e.Path == "":
		return e.Words
	case e.Column == "":
		return fmt.Sprintf("%s: %s", e.Path, e.Words)
	default:
		return fmt.Sprintf("%s, %s: %s", e.Path, e.Column, e.Words)
	}
}

// Unwrap implements the errors package's Unwrap.
func (e *FormError) Unwrap() error { return e.Err }
