package replica

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"

	"plumbline/sync/seal"
)

// Import is the note of one form that was brought in by hand, and of whether records may be started on it.
type Import struct {
	Hash, ID, Version, Title string
	FileName                 string    // without folders
	At                       time.Time // read back in UTC, to the millisecond
	By                       string
	Approved                 time.Time // likewise; zero for a draft
	ApprovedBy               string
	Reason                   string // why it was approved
}

// Draft reports whether nobody has approved the form yet.
func (i Import) Draft() bool { return i.Approved.IsZero() }

// ImportForm keeps a form as a draft: its file name, when and by whom are taken from the note. One whose hash was imported
// already stays as it is. Files are what comes with the form, by name; nil when nothing does.
func (s *Store) ImportForm(ctx context.Context, f Form, note Import, files map[string][]byte) error {
	err := s.db.update(ctx, func(t tx) error {
		if err := t.putForm(f, false); err != nil {
			return err
		}
		for name, content := range files {
			err := t.(*sqlTx).exec(`INSERT INTO form_file (hash, name, content) VALUES (?, ?, ?) ON CONFLICT DO NOTHING`, f.Hash, name, content)
			if err != nil {
				return err
			}
		}
		return t.(*sqlTx).exec(`INSERT INTO form_import (hash, file_name, at, by) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING`,
			f.Hash, note.FileName, note.At.UnixMilli(), note.By)
	})
	return wrap("import form "+f.Hash, err)
}

// ApproveForm lets records be started on a draft. It returns ErrNotFound when no draft has the hash.
func (s *Store) ApproveForm(ctx context.Context, hash, by, reason string, at time.Time) error {
	err := s.onOne(ctx, `UPDATE form_import SET approved_at = ?, approved_by = ?, reason = ? WHERE hash = ? AND approved_at IS NULL`,
		at.UnixMilli(), by, reason, hash)
	return wrap("approve form "+hash, err)
}

// DiscardForm forgets that a draft was imported. It returns ErrNotFound when no draft has the hash.
func (s *Store) DiscardForm(ctx context.Context, hash string) error {
	err := s.onOne(ctx, `DELETE FROM form_import WHERE hash = ? AND approved_at IS NULL`, hash)
	return wrap("discard form "+hash, err)
}

// onOne runs a statement that touches one row, or returns ErrNotFound.
func (s *Store) onOne(ctx context.Context, statement string, args ...any) error {
	return s.db.update(ctx, func(t tx) error {
		result, err := t.(*sqlTx).ExecContext(ctx, statement, args...)
		if err != nil {
			return err
		}
		return found(result)
	})
}

// FormFile returns a file that came with a form, or ErrNotFound.
func (s *Store) FormFile(ctx context.Context, hash, name string) ([]byte, error) {
	var content []byte
	err := s.db.reader.QueryRowContext(ctx, `SELECT content FROM form_file WHERE hash = ? AND name = ?`, hash, name).Scan(&content)
	if errors.Is(err, sql.ErrNoRows) {
		err = ErrNotFound
	}
	return content, wrap("file "+name+" of form "+hash, seal.Classify(err))
}

// Imports lists the forms that were brought in, the newest first.
func (s *Store) Imports(ctx context.Context) ([]Import, error) {
	imports, err := collect(ctx, s.db.reader, func(rows *sql.Rows) (Import, error) {
		var i Import
		var at int64
		var approved sql.NullInt64
		err := rows.Scan(&i.Hash, &i.ID, &i.Version, &i.Title, &i.FileName, &at, &i.By, &approved, &i.ApprovedBy, &i.Reason)
		i.At = time.UnixMilli(at).UTC()
		if approved.Valid {
			i.Approved = time.UnixMilli(approved.Int64).UTC()
		}
		return i, err
	}, `SELECT hash, id, version, title, file_name, at, by, approved_at, approved_by, reason
		FROM form_import JOIN form USING (hash) ORDER BY at DESC, hash`)
	return imports, wrap("list imported forms", err)
}

// SetForm says that a record is on another version of its form from now on. It returns ErrNotFound for a record that is
// not here.
func (s *Store) SetForm(ctx context.Context, record uuid.UUID, f Form) error {
	err := s.onOne(ctx, `UPDATE record SET form_hash = ?, form_version = ? WHERE id = ?`, f.Hash, f.Version, record[:])
	return wrap(fmt.Sprintf("set form of %s", record), err)
}
