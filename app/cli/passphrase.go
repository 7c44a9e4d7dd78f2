package cli

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
)

// passphrase is that of the vault: from the file that is named, else from the person at the terminal. The caller wipes it.
func (r *run) passphrase() ([]byte, error) {
	switch file := r.passphraseFile(); {
	case file != "":
		return r.firstLine(file)
	case r.program.Secret != nil:
		return r.ask("Passphrase: ")
	default:
		return nil, tell(errUsage, "Give the file that holds the passphrase with --passphrase-file FILE, or - to read it from standard input.")
	}
}

// passphraseFile is the file that holds the passphrase; "" when none is given.
func (r *run) passphraseFile() string {
	return first(r.grammar.PassphraseFile, r.program.Getenv("PLUMBLINE_PASSPHRASE_FILE"))
}

// freshPassphrase is a new one: from a file, else typed twice by the person at the terminal. The flag names the file in
// words. The caller wipes it.
func (r *run) freshPassphrase(file, flag string) ([]byte, error) {
	switch {
	case file != "":
		return r.firstLine(file)
	case r.program.Secret == nil:
		return nil, tell(errUsage, fmt.Sprintf(
			"Give the file that holds the new passphrase with %s FILE, or - to read it from standard input.", flag))
	}
	once, err := r.ask("New passphrase, 12 characters or more: ")
	if err != nil {
		return nil, err
	}
	again, err := r.ask("The same again: ")
	if err != nil {
		return nil, err
	}
	defer clear(again)
	if !bytes.Equal(once, again) {
		clear(once)
		return nil, tell(errUsage, "The two passphrases are not the same. Nothing has been changed; start again.")
	}
	return once, nil
}

func (r *run) ask(prompt string) ([]byte, error) {
	typed, err := r.program.Secret(prompt)
	if err != nil || len(typed) == 0 {
		return nil, tell(errors.Join(errUsage, err), "No passphrase was given. Nothing has been changed.")
	}
	return typed, nil
}

// firstLine reads the first line of a file, or of standard input for "-".
func (r *run) firstLine(file string) ([]byte, error) {
	var content []byte
	var err error
	if file == "-" {
		content, err = bufio.NewReader(r.program.Stdin).ReadBytes('\n')
		if errors.Is(err, io.EOF) {
			err = nil
		}
	} else {
		content, err = os.ReadFile(file)
	}
	if err != nil {
		return nil, tell(err, fmt.Sprintf("The passphrase file %s cannot be read. Check its name and who may read it.", file))
	}
	line, _, _ := bytes.Cut(content, []byte("\n"))
	return bytes.TrimSuffix(line, []byte("\r")), nil
}
