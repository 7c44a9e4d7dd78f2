package workbench

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/google/uuid"

	"plumbline/forms"
	"plumbline/forms/session"
	"plumbline/sync/journal"
	"plumbline/sync/replica"
)

// describeMost is how many records are looked up at once to be described.
const describeMost = 500

// keepDescribed works out the lines of lists for records that arrive, until ctx ends.
func (d *Desk) keepDescribed(ctx context.Context) {
	for {
		if err := d.describeArrivals(ctx); err != nil {
			d.bench.Note(err)
		}
		select {
		case <-ctx.Done():
			return
		case <-d.link.arrived:
		}
	}
}

// describeArrivals works out the lines of lists, and what search finds, for every record of which changes came from
// elsewhere. A record whose form is not here yet waits for it, and stands in nobody's way.
func (d *Desk) describeArrivals(ctx context.Context) error {
	waiting := map[uuid.UUID]bool{}
	var failed []error
	for ctx.Err() == nil {
		records, err := d.store.Outdated(ctx, describeMost+len(waiting))
		if err != nil {
			return fmt.Errorf("workbench: describe: %w", err)
		}
		described := false
		for _, id := range records {
			if waiting[id] || ctx.Err() != nil {
				continue
			}
			described = true
			if err := d.describe(ctx, id); err != nil {
				waiting[id] = true
				if !errors.Is(err, replica.ErrNotFound) {
					failed = append(failed, err)
				}
			}
		}
		if !described {
			return errors.Join(failed...)
		}
	}
	return ctx.Err()
}

// describe works out the line of one record, after settling what no person decides.
func (d *Desk) describe(ctx context.Context, id uuid.UUID) error {
	row, heads, err := d.read(ctx, id)
	if err != nil {
		return err
	}
	def, err := d.definition(ctx, row)
	if err != nil {
		return err
	}
	if done, err := d.settle(ctx, row, def, heads); err != nil || done {
		return err // done: the record is outdated still, and its turn comes again
	}
	s, err := session.Load(def, d.sessionEnv(def), rebuild(def, heads))
	if err != nil {
		return fmt.Errorf("workbench: describe %s: %w", id, err)
	}
	what := replica.Description{Summary: summarise(s), Words: map[uuid.UUID]string{}}
	for path, hs := range heads {
		for _, h := range hs {
			what.Heads = append(what.Heads, h.ID)
			if h.Op == journal.Set {
				what.Words[h.ID] = wordsAt(s, path, h.Value)
			}
		}
	}
	if _, err := d.store.Describe(ctx, id, what); err != nil { // one that was overtaken is outdated still
		return fmt.Errorf("workbench: describe %s: %w", id, err)
	}
	return nil
}

// wordsAt is what search should find the value of a register by; "" for nothing.
func wordsAt(s *session.Session, path, value string) string {
	owner, last := splitPath(path)
	switch {
	case path == reasonRegister:
		return value
	case strings.HasPrefix(last, "_"), strings.HasPrefix(last, "@"):
		return ""
	}
	if v, ok := s.View(path); ok {
		if !v.Node.Kind.Asked() {
			return ""
		}
		v.Value = value
		return words(v, path)
	}
	if v, ok := s.View(owner); ok && v.Node.Kind == forms.SelectMultiple {
		return words(v, path)
	}
	return ""
}

// settle decides, for registers of which there are several values, those that no person answers: the place of an instance,
// the reason beside a state, what the program filled in. It takes what is shown, and what is removed on one laptop and was
// brought back on another stays. Every laptop decides the same.
func (d *Desk) settle(ctx context.Context, row replica.Row, def *forms.Definition, heads map[string][]journal.Change) (bool, error) {
	if row.Conflicts == 0 || row.ReadOnly {
		return false, nil
	}
	c := replica.Commit{Record: row.ID, Author: d.author()}
	for path, hs := range heads {
		if !journal.Conflict(hs) || !settled(def, path) {
			continue
		}
		now, _ := journal.Shown(hs)
		if _, last := splitPath(path); last == deletedRegister {
			now = journal.Change{Op: journal.Clear}
		}
		c.Edits = append(c.Edits, replica.Edit{Path: path, Op: now.Op, Value: now.Value, Supersedes: ids(hs)})
	}
	if len(c.Edits) == 0 {
		return false, nil
	}
	if _, err := d.store.Commit(ctx, c); err != nil {
		return false, fmt.Errorf("workbench: settle %s: %w", row.ID, err)
	}
	d.tellArrivals(row.ID)
	return true, nil
}

// settled reports whether the program decides between several values of a register.
func settled(def *forms.Definition, path string) bool {
	switch _, last := splitPath(path); {
	case path == reasonRegister, path == formRegister, last == orderRegister, last == deletedRegister, last == marksRegister:
		return true
	default:
		return lastingAt(def, path)
	}
}
