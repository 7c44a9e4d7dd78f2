package cli

import (
	"errors"
	"fmt"
	"io"
	"os"

	"golang.org/x/term"
)

// Terminal reads secrets from the person at in, who is prompted on out and does not see what they type. It is nil where
// in is no terminal. Ctrl-C and Ctrl-D give io.EOF.
func Terminal(in, out *os.File) func(prompt string) ([]byte, error) {
	fd := int(in.Fd())
	if !term.IsTerminal(fd) {
		return nil
	}
	person := term.NewTerminal(struct {
		io.Reader
		io.Writer
	}{in, out}, "")
	return func(prompt string) ([]byte, error) {
		before, err := term.MakeRaw(fd)
		if err != nil {
			return nil, fmt.Errorf("cli: ask at the terminal: %w", err)
		}
		typed, err := person.ReadPassword(prompt)
		return []byte(typed), errors.Join(err, term.Restore(fd, before))
	}
}
