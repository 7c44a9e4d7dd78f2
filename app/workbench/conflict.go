package workbench

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"plumbline/forms"
	"plumbline/forms/report"
	"plumbline/forms/session"
	"plumbline/sync/journal"
	"plumbline/sync/replica"
)

// ErrNoConflict says that there is nothing to decide: only one answer is current.
var ErrNoConflict = errors.New("workbench: only one answer is current")

// ErrNotAnswer says that something cannot be an answer to a question at all.
var ErrNotAnswer = errors.New("workbench: no answer to this question")

// Conflict is an answer that several people changed without knowing of each other. All versions stay current until
// somebody decides.
type Conflict struct {
	Path     string // that Decide takes: of a question, of one option of a multiple choice, or of the record's state
	Key      string // of the question; "" for the state
	Label    string // of the question, with the option where it is about one
	Section  string // the title of the section that the question stands in
	Free     bool   // the answer is text, so that a third one can be written
	Was      Version
	Versions []Version // two or more; those of the person who works here come first, then by time
}

// Version is one answer of several.
type Version struct {
	Value string // as it is kept
	Text  string // in words; "" when blank
	Who   string // "" where nobody answered before
	At    time.Time
	Mine  bool // the person who works here wrote it
	Sent  bool // the centre has it
}

// Together is every version of a Free one in words, one below the other: what to start from where several are right.
func (c Conflict) Together() string {
	var all []string
	for _, v := range c.Versions {
		if v.Text != "" {
			all = append(all, v.Text)
		}
	}
	return strings.Join(all, "\n\n")
}

// Conflicts lists what is to be decided in the record, in form order.
func (w *Work) Conflicts(ctx context.Context) ([]Conflict, error) {
	if err := w.Flush(); err != nil {
		return nil, err
	}
	heads, err := w.desk.store.Heads(ctx, w.id)
	if err != nil {
		return nil, fmt.Errorf("workbench: conflicts of %s: %w", w.id, err)
	}
	var out []Conflict
	for _, path := range w.contested(heads) {
		c, err := w.conflict(ctx, path, heads[path])
		if err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	return out, nil
}

// contested lists the registers that a person has to decide, in form order.
func (w *Work) contested(heads map[string][]journal.Change) []string {
	var paths []string
	if journal.Conflict(heads[stateRegister]) {
		paths = append(paths, stateRegister)
	}
	w.visit("", func(v session.View) {
		for _, path := range w.registersOf(v.Key) {
			if v.Node.Kind.Asked() && journal.Conflict(heads[path]) {
				paths = append(paths, path)
			}
		}
	})
	return paths
}

// visit calls f for every node inside a container, in form order.
func (w *Work) visit(key string, f func(session.View)) {
	for _, child := range w.session.Children(key) {
		if v, ok := w.session.View(child); ok {
			f(v)
			w.visit(child, f)
		}
	}
}

func (w *Work) conflict(ctx context.Context, path string, heads []journal.Change) (Conflict, error) {
	c := labelled(w.session, path)
	trace, err := w.desk.store.Trace(ctx, w.id, path)
	if err != nil {
		return c, fmt.Errorf("workbench: conflict in %s: %w", w.id, err)
	}
	centre, err := w.desk.store.Centre(ctx)
	if err != nil {
		return c, fmt.Errorf("workbench: conflict in %s: %w", w.id, err)
	}
	if was, ok := origin(trace, heads); ok {
		c.Was = version(w.session, path, was)
	}
	for _, h := range heads {
		v := version(w.session, path, h)
		if i := slices.IndexFunc(trace, func(e replica.Entry) bool { return e.ID == h.ID }); i >= 0 {
			e := trace[i]
			v.Sent = e.Status == replica.Sent
			v.Mine = e.Device == centre.Device || e.Account != uuid.Nil && e.Account == centre.Account.ID
		}
		if !slices.ContainsFunc(c.Versions, func(o Version) bool { return o.Value == v.Value }) {
			c.Versions = append(c.Versions, v)
		}
	}
	slices.SortStableFunc(c.Versions, func(a, b Version) int {
		switch {
		case a.Mine == b.Mine:
			return a.At.Compare(b.At)
		case a.Mine:
			return -1
		default:
			return 1
		}
	})
	return c, nil
}

// labelled is a conflict in words, still without its versions.
func labelled(s *session.Session, path string) Conflict {
	if path == stateRegister {
		return Conflict{Path: path, Label: "State of the record"}
	}
	c := Conflict{Path: path, Key: path}
	v, ok := s.View(path)
	if !ok {
		owner, last := splitPath(path)
		c.Key, c.Label = owner, strings.ReplaceAll(last, "_", " ") // of an instance that is not in the record
		if v, ok := s.View(owner); ok && v.Node.Kind == forms.SelectMultiple {
			c.Label = v.Label + ": " + choiceLabel(v, last)
		}
	} else {
		c.Label, c.Free = v.Label, v.Node.Kind == forms.String
	}
	section, _, _ := strings.Cut(c.Key, "/")
	if v, ok := s.View(section); ok && section != c.Key {
		c.Section = v.Label
	}
	return c
}

// version puts a change in words.
func version(s *session.Session, path string, change journal.Change) Version {
	v := Version{Value: change.Value, Who: change.Author, At: change.HLC.Time()}
	if path == stateRegister {
		v.Text = strings.ReplaceAll(change.Value, "_", " ")
		return v
	}
	switch view, ok := s.View(path); {
	case ok:
		view.Value = change.Value
		v.Text = Answer(view)
	case change.Op == journal.Set:
		v.Text = "Chosen"
	default:
		v.Text = "Not chosen"
	}
	return v
}

// origin finds the last change that every head of a register follows on, as far as the history is here.
func origin(trace []replica.Entry, heads []journal.Change) (journal.Change, bool) {
	byID := map[uuid.UUID]journal.Change{}
	for _, e := range trace {
		byID[e.ID] = e.Change
	}
	count := map[uuid.UUID]int{}
	for _, h := range heads {
		reached := map[uuid.UUID]bool{}
		for next := h.Supersedes; len(next) > 0; {
			id := next[0]
			next = next[1:]
			if !reached[id] {
				reached[id] = true
				next = append(slices.Clone(next), byID[id].Supersedes...)
			}
		}
		for id := range reached {
			count[id]++
		}
	}
	var last journal.Change
	found := false
	for id, n := range count {
		c, here := byID[id]
		if here && n == len(heads) && (!found || journal.Compare(last, c) < 0) {
			last, found = c, true
		}
	}
	return last, found
}

// Decide puts one answer in the place of all that are current at the path of a Conflict, durably: one of them, or another.
// Each stays in the history, with the decision. Errors are ErrNoConflict, ErrNotAnswer,
// ErrClosedRecord, and those of Set.
func (w *Work) Decide(ctx context.Context, path, value string) (session.Delta, error) {
	delta, err := w.Merge(ctx)
	if err != nil {
		return delta, err
	}
	w.mu.Lock()
	heads := w.heads[path]
	w.mu.Unlock()
	switch {
	case !journal.Conflict(heads):
		return delta, ErrNoConflict
	case !w.Editable() && path != stateRegister:
		return delta, ErrClosedRecord
	}
	field := &editing{base: map[string][]uuid.UUID{path: ids(heads)}, draft: map[string]uuid.UUID{}}
	edit := pending{path: path, op: operation(value), value: value, words: wordsAt(w.session, path, value), field: field}
	if path != stateRegister {
		set, err := w.setWhole(w.decided(path, value))
		if err != nil {
			return delta, fmt.Errorf("workbench: decide %s: %w", path, err)
		}
		delta.Changed, delta.Repeats = append(delta.Changed, set.Changed...), append(delta.Repeats, set.Repeats...)
	}
	w.note(append([]pending{edit}, w.markingOf(path, value, field)...))
	if err := w.Flush(); err != nil {
		return delta, err
	}
	return delta, w.refresh(ctx)
}

// dispute tells a report of every answer, and of every state, that stands where somebody has still to decide.
func (w *Work) dispute(ctx context.Context, meta *report.Meta) error {
	if w.Row().Conflicts == 0 {
		return nil
	}
	conflicts, err := w.Conflicts(ctx)
	if err != nil {
		return err
	}
	disputed := map[string][]report.Statement{}
	for _, c := range conflicts {
		for _, v := range c.Versions {
			if c.Path == stateRegister {
				meta.States = append(meta.States, report.Statement{Who: v.Who, Value: v.Value})
				continue
			}
			_, whole := w.decided(c.Path, v.Value)
			disputed[c.Key] = append(disputed[c.Key], report.Statement{Who: v.Who, Value: whole})
		}
	}
	if len(disputed) > 0 {
		meta.Disputed = disputed
	}
	return nil
}

// setWhole answers a question, or leaves it as it was and gives ErrNotAnswer where the answer makes no sense at all.
func (w *Work) setWhole(key, value string) (session.Delta, error) {
	before, _ := w.session.View(key)
	delta, err := w.session.Set(key, value)
	if err != nil {
		return delta, err
	}
	if after, _ := w.session.View(key); after.Problem == nil || after.Problem.Kind != session.Malformed {
		return delta, nil
	}
	if _, err := w.session.Set(key, before.Stored); err != nil {
		return session.Delta{}, err
	}
	return session.Delta{}, ErrNotAnswer
}

// decided is the whole answer to a question that a decision about a register gives.
func (w *Work) decided(path, value string) (key, answer string) {
	if _, ok := w.session.View(path); ok {
		return path, value
	}
	owner, option := splitPath(path)
	v, _ := w.session.View(owner)
	names := slices.DeleteFunc(strings.Fields(v.Stored), func(n string) bool { return n == option })
	if value != "" {
		names = append(names, option)
	}
	return owner, strings.Join(names, " ")
}
