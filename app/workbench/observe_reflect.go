package workbench

import (
	"context"
	"fmt"
	"slices"

	"github.com/google/uuid"

	"plumbline/forms"
)

// observedRegister is of a reflective discussion: the id of the observation that it was begun from.
const observedRegister = "_observation"

// Reflect begins a reflective discussion of what was observed, and opens it. It carries what both forms ask alike of team,
// theme and who leads, and the questions among the notes, each in its own words and with its time; nothing else of the
// observation, for the answers are to be the practitioner's. Errors are those of Open and Start.
func (d *Desk) Reflect(ctx context.Context, observation uuid.UUID) (*Work, error) {
	observed, err := d.Open(ctx, observation)
	if err != nil {
		return nil, err
	}
	defer func() { _ = observed.Close() }() // nothing is written
	w, err := d.Start(ctx, discussForm)
	if err != nil {
		return nil, err
	}
	if err := w.carry(observed); err != nil {
		return nil, fmt.Errorf("workbench: reflect on %s: %w", observation, err)
	}
	return w, nil
}

// carry takes over from an observation what belongs in a discussion of it.
func (w *Work) carry(observed *Work) error {
	for _, part := range []string{forms.PartTeam, forms.PartCohort, forms.PartAuditor} {
		from, to := observed.session.Definition().Marked(part), w.session.Definition().Marked(part)
		if len(from) != 1 || len(to) != 1 || from[0].Kind != to[0].Kind || from[0].List != to[0].List {
			continue
		}
		source, err := observed.Locate(from[0].Name)
		if err != nil {
			return err
		}
		target, err := w.Locate(to[0].Name)
		if err != nil {
			return err
		}
		v, _ := observed.session.View(source)
		if _, err := w.Set(target, v.Value); err != nil {
			return err
		}
	}
	questions := slices.DeleteFunc(slices.Clone(observed.Notebook().Notes()), func(n Note) bool { return n.Tag != NoteQuestion })
	if err := w.Notebook().add(questions); err != nil {
		return err
	}
	w.mu.Lock()
	begun := w.register(observedRegister, observed.id.String())
	w.mu.Unlock()
	w.note([]pending{begun})
	return w.Flush()
}

// add puts copies of notes at the end, as new ones that have gone into no question.
func (b *Notebook) add(notes []Note) error {
	var edits []NoteEdit
	for _, n := range notes {
		n.ID, n.Used = b.env.NewID(), ""
		edits = append(edits, b.insert(n, len(b.notes))...)
	}
	if edits == nil {
		return nil
	}
	return b.put(edits...)
}
