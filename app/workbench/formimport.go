package workbench

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"plumbline/forms"
	"plumbline/forms/compare"
	"plumbline/forms/formfile"
	"plumbline/sync/replica"
)

// Errors of bringing forms in.
var (
	ErrNotDraft        = errors.New("workbench: this version of the form is no draft")
	ErrNeedsFormReason = errors.New("workbench: approving a form needs a reason")
)

// Intake is what came of bringing a form in.
type Intake struct {
	FileName   string
	Report     *formfile.Report
	Definition *forms.Definition // nil when the report has errors: then nothing was kept
	Known      bool              // this very version was here already, and nothing new was kept
}

// FormSource is a form as it lies in a folder.
type FormSource struct {
	Name    string // of the file; folders are left out
	Content []byte
	// Beside reads another file of the folder; nil where there is no folder.
	Beside func(name string) ([]byte, error)
}

// FormSourceAt reads a form's file, of one that is too large for a form only as much as shows that.
func FormSourceAt(file string) (FormSource, error) {
	content, err := readForm(file)
	return FormSource{Name: filepath.Base(file), Content: content, Beside: func(name string) ([]byte, error) {
		return readForm(filepath.Join(filepath.Dir(file), filepath.Base(name)))
	}}, err
}

func readForm(file string) ([]byte, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, formfile.MaxSize+1))
}

// Attachment serves what a form reads from the files beside it.
func (s FormSource) Attachment(url string) ([]byte, error) {
	if s.Beside == nil || strings.HasPrefix(url, "jr://instance/") {
		return nil, fs.ErrNotExist
	}
	return s.Beside(path.Base(url))
}

// CheckForm reads a form as ImportForm does, and keeps nothing.
func (b *Bench) CheckForm(source FormSource) Intake {
	env := b.SessionEnv()
	env.Attachment = source.Attachment
	def, report := formfile.Check(source.Name, source.Content, env)
	return Intake{FileName: source.Name, Report: report, Definition: def}
}

// ImportForm brings a form in, with the files beside it that it reads: it is checked, and when it has no errors kept as a
// draft that somebody has to approve. A form that is wrong is no error: the Intake's report says what is.
func (d *Desk) ImportForm(ctx context.Context, source FormSource) (Intake, error) {
	in := d.bench.CheckForm(source)
	def := in.Definition
	if def == nil {
		return in, nil
	}
	state, known, err := d.knows(ctx, def)
	in.Known = known
	if err != nil || known && state != Draft { // a draft may get files that were missing
		return in, err
	}
	err = d.store.ImportForm(ctx,
		replica.Form{Hash: def.Hash, ID: def.ID, Version: def.Version, Title: def.Title, Source: source.Content},
		replica.Import{FileName: in.FileName, At: d.bench.env.Now().UTC(), By: d.author()}, source.files(def))
	if err != nil {
		return in, fmt.Errorf("workbench: import form %s: %w", def.ID, err)
	}
	return in, nil
}

// files are those that the form reads, as far as they lie beside it.
func (s FormSource) files(def *forms.Definition) map[string][]byte {
	out := map[string][]byte{}
	for _, data := range def.Sources {
		if data.URL == "" {
			continue
		}
		if content, err := s.Attachment(data.URL); err == nil {
			out[path.Base(data.URL)] = content
		}
	}
	return out
}

// knows reports whether a version is in the catalogue, and how it stands.
func (d *Desk) knows(ctx context.Context, def *forms.Definition) (FormState, bool, error) {
	info, err := d.FormInfo(ctx, def.ID)
	if errors.Is(err, ErrNoForm) {
		return 0, false, nil
	}
	v, known := info.Find(def.Hash)
	return v.State, known, err
}

// ApproveForm lets records be started on a draft; from then on it is the current version of its form. The reason is kept
// with it. The errors are ErrNeedsFormReason, and ErrNotDraft when no draft has the hash.
func (d *Desk) ApproveForm(ctx context.Context, hash, reason string) error {
	reason = strings.TrimSpace(reason)
	if reason == "" {
		return ErrNeedsFormReason
	}
	return draftError(d.store.ApproveForm(ctx, hash, d.author(), reason, d.bench.env.Now().UTC()))
}

// DiscardForm takes a draft out of the catalogue. The error is ErrNotDraft when no draft has the hash.
func (d *Desk) DiscardForm(ctx context.Context, hash string) error {
	return draftError(d.store.DiscardForm(ctx, hash))
}

func draftError(err error) error {
	if errors.Is(err, replica.ErrNotFound) {
		return ErrNotDraft
	}
	if err != nil {
		return fmt.Errorf("workbench: %w", err)
	}
	return nil
}

// CompareForms tells what changed between two versions, question by question.
func (d *Desk) CompareForms(ctx context.Context, before, after FormVersion) ([]compare.Change, error) {
	old, err := d.version(ctx, before.ID, before.Hash)
	if err != nil {
		return nil, err
	}
	fresh, err := d.version(ctx, after.ID, after.Hash)
	if err != nil {
		return nil, err
	}
	return compare.Definitions(old, fresh), nil
}
