package workbench

import (
	"context"
	"errors"
	"fmt"
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

// CheckForm reads a form as ImportForm does, and keeps nothing.
func (b *Bench) CheckForm(file string, content []byte) Intake {
	name := filepath.Base(file)
	def, report := formfile.Check(name, content, b.SessionEnv())
	return Intake{FileName: name, Report: report, Definition: def}
}

// ImportForm brings a form in: it is checked, and when it has no errors kept as a draft that somebody has to approve. A
// form that is wrong is no error: the Intake's report says what is.
func (d *Desk) ImportForm(ctx context.Context, file string, content []byte) (Intake, error) {
	in := d.bench.CheckForm(file, content)
	def := in.Definition
	if def == nil {
		return in, nil
	}
	known, err := d.knows(ctx, def)
	if err != nil || known {
		in.Known = known
		return in, err
	}
	err = d.store.ImportForm(ctx,
		replica.Form{Hash: def.Hash, ID: def.ID, Version: def.Version, Title: def.Title, Source: content},
		replica.Import{FileName: in.FileName, At: d.bench.env.Now().UTC(), By: d.author()})
	if err != nil {
		return in, fmt.Errorf("workbench: import form %s: %w", def.ID, err)
	}
	return in, nil
}

// knows reports whether a version is in the catalogue.
func (d *Desk) knows(ctx context.Context, def *forms.Definition) (bool, error) {
	info, err := d.FormInfo(ctx, def.ID)
	if errors.Is(err, ErrNoForm) {
		return false, nil
	}
	_, known := info.Find(def.Hash)
	return known, err
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
