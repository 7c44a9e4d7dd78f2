package workbench

import (
	"context"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/google/uuid"

	"plumbline/forms"
	"plumbline/forms/session"
	"plumbline/sync/journal"
	"plumbline/sync/replica"
)

// Start begins a record on the current version of a form and opens it. The error is ErrNoForm when there is none of that
// id, or nobody has approved one.
func (d *Desk) Start(ctx context.Context, formID string) (*Work, error) {
	def, err := d.current(ctx, formID)
	if err != nil {
		return nil, err
	}
	s, err := session.New(def, d.sessionEnv(def))
	if err != nil {
		return nil, fmt.Errorf("workbench: start %s: %w", formID, err)
	}
	return d.begin(ctx, s)
}

// begin makes a record of a session that is not kept yet, and saves what it holds, with what else is to be kept of it.
func (d *Desk) begin(ctx context.Context, s *session.Session, further ...func(*Work) []pending) (*Work, error) {
	def := s.Definition()
	id, err := d.store.Create(ctx, replica.NewRecord{
		FormID: def.ID, FormHash: def.Hash, FormVersion: def.Version, Author: d.author(),
	})
	if err != nil {
		return nil, fmt.Errorf("workbench: start %s: %w", def.ID, err)
	}
	row, heads, err := d.read(ctx, id)
	if err != nil {
		return nil, err
	}
	w := d.work(s, row, heads)
	summary := summarise(s)
	w.summary = &summary
	edits := slices.Concat(w.arrangeAll(""), w.defaults(""), w.fillIn())
	for _, f := range further {
		edits = append(edits, f(w)...)
	}
	w.saver.put(edits...)
	return w, w.Flush()
}

// Open opens a record with the version of the form that it was started on.
func (d *Desk) Open(ctx context.Context, id uuid.UUID) (*Work, error) {
	row, heads, err := d.read(ctx, id)
	if err != nil {
		return nil, err
	}
	def, err := d.definition(ctx, row)
	if err != nil {
		return nil, err
	}
	s, err := session.Load(def, d.sessionEnv(def), rebuild(def, heads))
	if err != nil {
		return nil, fmt.Errorf("workbench: open %s: %w", id, err)
	}
	if row.Partial {
		d.backfillSoon(id)
	}
	return d.work(s, row, heads), nil
}

// read fetches what the vault holds of a record.
func (d *Desk) read(ctx context.Context, id uuid.UUID) (replica.Row, map[string][]journal.Change, error) {
	row, err := d.store.Record(ctx, id)
	if err != nil {
		return row, nil, fmt.Errorf("workbench: open %s: %w", id, err)
	}
	heads, err := d.store.Heads(ctx, id)
	if err != nil {
		return row, nil, fmt.Errorf("workbench: open %s: %w", id, err)
	}
	if hash, moved := shown(heads[formRegister]); moved {
		row.FormHash = hash
	}
	return row, heads, nil
}

// definition finds the version of the form that a record is on.
func (d *Desk) definition(ctx context.Context, row replica.Row) (*forms.Definition, error) {
	def, err := d.version(ctx, row.FormID, row.FormHash)
	if err != nil {
		return nil, fmt.Errorf("workbench: form of %s: %w", row.ID, err)
	}
	return def, nil
}

func (d *Desk) work(s *session.Session, row replica.Row, heads map[string][]journal.Change) *Work {
	w := d.bare(s, row, heads)
	w.saver = newAutosave(w.write, d.bench.env.Now, w.tell)
	d.mu.Lock()
	d.works[w] = struct{}{}
	d.mu.Unlock()
	return w
}

// bare is work that has no way to be saved yet.
func (d *Desk) bare(s *session.Session, row replica.Row, heads map[string][]journal.Change) *Work {
	return &Work{
		desk: d, id: row.ID, session: s, row: row, heads: heads,
		orders: orders(heads), editing: map[string]*editing{}, marks: map[string]string{}, watch: func(SaveStatus) {},
		filled: filledIn(s.Definition(), heads),
	}
}

// orders reads the place of every instance that is not removed.
func orders(heads map[string][]journal.Change) map[string]string {
	out := map[string]string{}
	for path, hs := range heads {
		owner, last := splitPath(path)
		if last != orderRegister || strings.HasPrefix(path, "_") {
			continue
		}
		value, set := shown(hs)
		if _, gone := shown(heads[owner+"/"+deletedRegister]); set && !gone {
			out[owner] = value
		}
	}
	return out
}

// arrangeAll gives a place to every instance that a form starts with.
func (w *Work) arrangeAll(key string) []pending {
	var edits []pending
	for _, child := range w.session.Children(key) {
		v, ok := w.session.View(child)
		switch {
		case !ok:
		case v.Node.Kind == forms.Repeat:
			edits = append(edits, w.arrange(child)...)
			for _, instance := range w.session.Instances(child) {
				edits = append(edits, w.arrangeAll(instance)...)
			}
		case v.Node.Kind == forms.Group:
			edits = append(edits, w.arrangeAll(child)...)
		}
	}
	return edits
}

func (w *Work) tell(status SaveStatus) {
	w.mu.Lock()
	watch := w.watch
	w.mu.Unlock()
	watch(status)
}

// sessionEnv lets a form read the files that came with it, and the other records of the vault.
func (d *Desk) sessionEnv(def *forms.Definition) session.Env {
	env := d.bench.SessionEnv()
	env.Attachment = func(url string) ([]byte, error) {
		content, err := d.store.FormFile(context.Background(), def.Hash, path.Base(url))
		if errors.Is(err, replica.ErrNotFound) {
			return d.attachment(url)
		}
		return content, err
	}
	return env
}
