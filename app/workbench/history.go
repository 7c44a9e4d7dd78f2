package workbench

import (
	"context"
	"fmt"
	"slices"
	"sort"
	"strings"
	"time"

	"github.com/google/uuid"

	"plumbline/forms/session"
	"plumbline/sync/journal"
)

// Entry is one change of an answer, in words.
type Entry struct {
	At     time.Time `json:"at"` // UTC
	Who    string    `json:"who"`
	Before string    `json:"before"` // "" when blank
	After  string    `json:"after"`  // "" when blank

	// Between are the answers that this one decided between, in words; nil where it was no decision.
	Between []string `json:"between,omitempty"`
}

// History tells how the answer to a question came to be, oldest first.
func (w *Work) History(ctx context.Context, key string) ([]Entry, error) {
	view, ok := w.session.View(key)
	if !ok {
		return nil, fmt.Errorf("workbench: history: %w: %s", ErrNoQuestion, key)
	}
	if err := w.Flush(); err != nil {
		return nil, err
	}
	var changes []journal.Change
	for _, path := range w.registersOf(key) {
		found, err := w.desk.store.History(ctx, w.id, path)
		if err != nil {
			return nil, fmt.Errorf("workbench: history of %s: %w", w.id, err)
		}
		changes = append(changes, found...)
	}
	return entries(view, changes), nil
}

// entries groups changes made at once, which those of a multiple choice are, and tells what each group did.
func entries(view session.View, changes []journal.Change) []Entry {
	sort.SliceStable(changes, func(i, j int) bool { return changes[i].HLC < changes[j].HLC })
	registers := map[string]string{}
	var out []Entry
	txn := uuid.Nil
	for i, c := range changes {
		between := decidedBetween(view, c, changes[:i])
		before := told(view, registers)
		if c.Op == journal.Clear {
			delete(registers, c.Path)
		} else {
			registers[c.Path] = c.Value
		}
		after := told(view, registers)
		if n := len(out); n > 0 && c.Txn == txn {
			out[n-1].After = after
			out[n-1].Between = append(out[n-1].Between, between...)
			continue
		}
		out, txn = append(out, Entry{At: c.HLC.Time(), Who: c.Author, Before: before, After: after, Between: between}), c.Txn
	}
	return slices.DeleteFunc(out, func(e Entry) bool { return e.Before == e.After && e.Between == nil })
}

// decidedBetween puts in words the answers that a change was a decision between; nil where they did not differ.
func decidedBetween(view session.View, c journal.Change, earlier []journal.Change) []string {
	var out []string
	for _, e := range earlier {
		if !slices.Contains(c.Supersedes, e.ID) {
			continue
		}
		if words := told(view, map[string]string{e.Path: e.Value}); !slices.Contains(out, words) {
			out = append(out, words)
		}
	}
	if len(out) < 2 {
		return nil
	}
	return out
}

// told puts the registers of one question in words.
func told(view session.View, registers map[string]string) string {
	value, single := registers[view.Key]
	if !single {
		var names []string
		for path := range registers {
			_, name := splitPath(path)
			names = append(names, name)
		}
		sort.Slice(names, func(i, j int) bool { return place(view, names[i]) < place(view, names[j]) })
		value = strings.Join(names, " ")
	}
	view.Value = value
	return Answer(view)
}

// place is where a choice stands in its list; unknown ones come last.
func place(view session.View, name string) int {
	for i, c := range view.Choices {
		if c.Name == name {
			return i
		}
	}
	return len(view.Choices)
}
