package replica

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"plumbline/sync/seal"
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
func (s *Store) PutForm(ctx context.Context, f Form) error {
	err := s.write(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO form (hash, id, version, title, source) VALUES (?, ?, ?, ?, ?)
			ON CONFLICT DO NOTHING`, f.Hash, f.ID, f.Version, f.Title, f.Source)
		return err
	})
	if err != nil {
		return fmt.Errorf("replica: keep form %s: %w", f.Hash, err)
	}
	return nil
}

// Form returns the form of a hash, or ErrNotFound.
func (s *Store) Form(ctx context.Context, hash string) (Form, error) {
	f := Form{Hash: hash}
	err := s.reader.QueryRowContext(ctx, `SELECT id, version, title, source FROM form WHERE hash = ?`, hash).
		Scan(&f.ID, &f.Version, &f.Title, &f.Source)
	if errors.Is(err, sql.ErrNoRows) {
		err = ErrNotFound
	}
	if err != nil {
		return Form{}, fmt.Errorf("replica: form %s: %w", hash, seal.Classify(err))
	}
	return f, nil
}
