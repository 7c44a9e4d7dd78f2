package replica

import (
	"context"
	"errors"
	"fmt"
)

// Form is one version of a form, kept beside the records that were started on it, so that they outlive the library.
type Form struct {
	Hash    string // SHA-256 of Source, in lower-case hexadecimal
	ID      string
	Version string
	Title   string
	Source  []byte
}

// PutForm keeps a form. One whose hash is here already stays as it is.
func (r *Replica) PutForm(ctx context.Context, f Form) error {
	err := r.keeper.update(ctx, func(t tx) error { return t.putForm(f, false) })
	if err != nil {
		return fmt.Errorf("replica: keep form %s: %w", f.Hash, err)
	}
	return nil
}

// Form returns the form of a hash, or ErrNotFound.
func (r *Replica) Form(ctx context.Context, hash string) (Form, error) {
	var f Form
	err := r.keeper.view(ctx, func(t tx) (err error) {
		f, err = t.form(hash)
		return err
	})
	if errors.Is(err, errNoRow) {
		err = ErrNotFound
	}
	if err != nil {
		return Form{}, fmt.Errorf("replica: form %s: %w", hash, err)
	}
	return f, nil
}

// FormsToFetch returns the hashes of forms that records here were started on and that are not here.
func (r *Replica) FormsToFetch(ctx context.Context) ([]string, error) {
	return r.formHashes(ctx, "forms to fetch", tx.missingForms)
}

// FormsToPropose returns the hashes of forms that records here were started on and that the central store is not known to
// have.
func (r *Replica) FormsToPropose(ctx context.Context) ([]string, error) {
	return r.formHashes(ctx, "forms to propose", tx.ownForms)
}

func (r *Replica) formHashes(ctx context.Context, op string, list func(tx) ([]string, error)) ([]string, error) {
	var hashes []string
	err := r.keeper.view(ctx, func(t tx) (err error) {
		hashes, err = list(t)
		return err
	})
	return hashes, wrap(op, err)
}

// PutCentralForm keeps a form that the central store has. Records that came before their form have their lines in lists
// worked out anew.
func (r *Replica) PutCentralForm(ctx context.Context, f Form) error {
	err := r.keeper.update(ctx, func(t tx) error {
		return errors.Join(t.putForm(f, true), t.adoptForm(f))
	})
	if err != nil {
		return fmt.Errorf("replica: keep form %s: %w", f.Hash, err)
	}
	return nil
}
