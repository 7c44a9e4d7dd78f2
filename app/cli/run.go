package cli

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/google/uuid"

	"plumbline/app/workbench"
)

// run is what a command works with.
type run struct {
	ctx     context.Context
	program Program
	grammar *grammar
}

func (r *run) bench() (*workbench.Bench, error) {
	places := r.program.Places
	if dir := first(r.grammar.Vault, r.program.Getenv("PLUMBLINE_VAULT")); dir != "" {
		places = workbench.Places{Vault: dir, Training: dir + "-training"}
	}
	return workbench.NewBench(r.program.Env, places)
}

func first(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// desk unlocks the vault, runs f and locks again; what f leaves unsaved is saved on the way.
func (r *run) desk(f func(*workbench.Desk) error) error {
	bench, err := r.bench()
	if err != nil {
		return err
	}
	passphrase, err := r.passphrase(r.passphraseFile())
	if err != nil {
		return err
	}
	defer clear(passphrase)
	desk, err := bench.Unlock(r.ctx, passphrase)
	if err != nil {
		return err
	}
	return errors.Join(f(desk), desk.Lock())
}

// work opens a record, runs f and saves.
func (r *run) work(id string, f func(*workbench.Work) error) error {
	record, err := recordID(id)
	if err != nil {
		return err
	}
	return r.desk(func(d *workbench.Desk) error {
		w, err := d.Open(r.ctx, record)
		if err != nil {
			return err
		}
		return errors.Join(f(w), w.Close())
	})
}

func recordID(typed string) (uuid.UUID, error) {
	id, err := uuid.Parse(typed)
	if err != nil {
		return id, tell(workbench.ErrNoQuestion, fmt.Sprintf(
			"%q is not the id of a record. \"plumbline record list\" prints the ids.", typed))
	}
	return id, nil
}

// passphraseFile is the file that holds the passphrase; "" when none is given.
func (r *run) passphraseFile() string {
	return first(r.grammar.PassphraseFile, r.program.Getenv("PLUMBLINE_PASSPHRASE_FILE"))
}

// passphrase reads the first line of a file. The caller wipes it.
func (r *run) passphrase(file string) ([]byte, error) {
	var content []byte
	var err error
	switch file {
	case "":
		return nil, tell(errUsage, "Give the file that holds the passphrase with --passphrase-file FILE, or - to read it from standard input.")
	case "-":
		content, err = bufio.NewReader(r.program.Stdin).ReadBytes('\n')
		if errors.Is(err, io.EOF) {
			err = nil
		}
	default:
		content, err = os.ReadFile(file)
	}
	if err != nil {
		return nil, tell(err, fmt.Sprintf("The passphrase file %s cannot be read. Check its name and who may read it.", file))
	}
	line, _, _ := bytes.Cut(content, []byte("\n"))
	return bytes.TrimSuffix(line, []byte("\r")), nil
}

// answer prints a result: in JSON when asked for, else by text.
func (r *run) answer(result any, text func(io.Writer) error) error {
	if !r.grammar.JSON {
		return text(r.program.Stdout)
	}
	out := json.NewEncoder(r.program.Stdout)
	out.SetIndent("", "  ")
	out.SetEscapeHTML(false)
	return out.Encode(result)
}

// line is the text form of a result that is one line.
func line(s string) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := fmt.Fprintln(w, s)
		return err
	}
}
