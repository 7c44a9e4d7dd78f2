package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"

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
	passphrase, err := r.passphrase()
	if err != nil {
		return err
	}
	defer clear(passphrase)
	return r.deskBy(passphrase, f)
}

// deskBy is desk for a passphrase that is known already.
func (r *run) deskBy(passphrase []byte, f func(*workbench.Desk) error) error {
	bench, err := r.bench()
	if err != nil {
		return err
	}
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
