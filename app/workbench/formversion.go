package workbench

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"

	"plumbline/forms"
	"plumbline/forms/formfile"
	"plumbline/sync/replica"
)

// ErrFormAway says that the version of the form that a record is on has not come to this laptop yet.
var ErrFormAway = errors.New("workbench: version of the form is not here")

// version reads a version of a form, of the library or of the vault. Every call returns the same Definition.
func (d *Desk) version(ctx context.Context, id, hash string) (*forms.Definition, error) {
	if def, err := d.Library().Form(id); err == nil && def.Hash == hash {
		return def, nil
	}
	d.mu.Lock()
	def := d.versions[hash]
	d.mu.Unlock()
	if def != nil {
		return def, nil
	}
	def, err := d.readVersion(ctx, hash)
	if err != nil {
		return nil, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.versions[hash] == nil {
		d.versions[hash] = def
	}
	return d.versions[hash], nil
}

func (d *Desk) readVersion(ctx context.Context, hash string) (*forms.Definition, error) {
	kept, err := d.store.Form(ctx, hash)
	if errors.Is(err, replica.ErrNotFound) {
		err = ErrFormAway
	}
	if err != nil {
		return nil, fmt.Errorf("workbench: form %s: %w", hash, err)
	}
	def, report := formfile.Read(formfile.Name(kept.ID, kept.Source), kept.Source)
	if err := report.Err(); err != nil {
		return nil, fmt.Errorf("workbench: form %s: %w", hash, err)
	}
	return def, nil
}

// current reads the version of a form that new records are started on, and keeps it in the vault, so that they outlive the
// library. The error is ErrNoForm when there is none.
func (d *Desk) current(ctx context.Context, formID string) (*forms.Definition, error) {
	imports, err := d.store.Imports(ctx)
	if err != nil {
		return nil, fmt.Errorf("workbench: forms: %w", err)
	}
	var newest replica.Import
	for _, i := range imports {
		if i.ID == formID && i.Approved.After(newest.Approved) {
			newest = i
		}
	}
	if newest.Draft() {
		return d.keepForm(ctx, formID)
	}
	return d.version(ctx, formID, newest.Hash)
}

// keepForm stores the library's version of a form beside the records.
func (d *Desk) keepForm(ctx context.Context, formID string) (*forms.Definition, error) {
	shelf := d.Library()
	def, err := formOf(shelf, formID)
	if err != nil {
		return nil, err
	}
	source, err := shelf.Source(formID)
	if err != nil {
		return nil, fmt.Errorf("workbench: %w", err)
	}
	err = d.store.PutForm(ctx, replica.Form{Hash: def.Hash, ID: def.ID, Version: def.Version, Title: def.Title, Source: source})
	if err != nil {
		return nil, fmt.Errorf("workbench: keep form %s: %w", formID, err)
	}
	return def, nil
}

// Form reads the version of a form that new records are started on. The error is ErrNoForm when there is none of that id.
func (d *Desk) Form(ctx context.Context, id string) (*forms.Definition, error) {
	return d.current(ctx, id)
}

// FormData reads what comes with a form that was brought in, and what records of the vault give it, for use when the vault
// is locked again.
func (d *Desk) FormData(def *forms.Definition) FormSource {
	files := map[string][]byte{}
	read := d.sessionEnv(def).Attachment
	for _, data := range def.Sources {
		if data.URL == "" {
			continue
		}
		if content, err := read(data.URL); err == nil {
			files[path.Base(data.URL)] = content
		}
	}
	return FormSource{Beside: func(name string) ([]byte, error) {
		content, ok := files[name]
		if !ok {
			return nil, fs.ErrNotExist
		}
		return content, nil
	}}
}
