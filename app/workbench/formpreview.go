package workbench

import (
	"context"
	"errors"
	"fmt"

	"github.com/google/uuid"

	"plumbline/forms/report"
	"plumbline/forms/session"
	"plumbline/forms/workflow"
	"plumbline/sync/journal"
	"plumbline/sync/replica"
)

// ErrPreview says that a preview cannot do what only a record can.
var ErrPreview = errors.New("workbench: nothing of a preview is kept")

// Preview is a form to be tried out: it behaves as an open record does, and nothing of it is kept anywhere.
type Preview struct{ *Work }

// PreviewForm opens a version of a form to be tried out.
func (d *Desk) PreviewForm(ctx context.Context, v FormVersion) (Preview, error) {
	def, err := d.version(ctx, v.ID, v.Hash)
	if err != nil {
		return Preview{}, err
	}
	s, err := session.New(def, d.sessionEnv(def))
	if err != nil {
		return Preview{}, fmt.Errorf("workbench: preview %s: %w", v.ID, err)
	}
	row := replica.Row{
		ID: uuid.Nil, FormID: def.ID, FormHash: def.Hash, FormVersion: def.Version, State: workflow.InProgress,
		Summary: replica.Summary{Title: def.Title}, Edited: d.bench.env.Now().UTC(),
	}
	w := d.bare(s, row, map[string][]journal.Change{})
	w.saver = newAutosave(keepNothing, d.bench.env.Now, func(SaveStatus) {})
	w.arrangeAll("")
	return Preview{w}, nil
}

func keepNothing(context.Context, []pending) error { return nil }

// Complete checks every answer as a record's does, and then gives ErrPreview where that would close the record.
func (p Preview) Complete() ([]session.Problem, error) {
	if problems := p.session.Problems(); len(problems) > 0 {
		return problems, ErrIncomplete
	}
	return nil, ErrPreview
}

// Reopen gives ErrPreview.
func (p Preview) Reopen(string) error { return ErrPreview }

// Withdraw gives ErrPreview.
func (p Preview) Withdraw(string) error { return ErrPreview }

// Export gives ErrPreview.
func (p Preview) Export(context.Context, string) error { return ErrPreview }

// ExportFor gives ErrPreview.
func (p Preview) ExportFor(context.Context, string, report.Purpose) error { return ErrPreview }

// Exports lists none.
func (p Preview) Exports(context.Context) ([]replica.Export, error) { return nil, nil }

// History tells of nothing.
func (p Preview) History(context.Context, string) ([]Entry, error) { return nil, nil }

// Close ends the preview.
func (p Preview) Close() error { return p.saver.close(context.Background()) }
