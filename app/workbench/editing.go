package workbench

import (
	"github.com/google/uuid"

	"plumbline/forms"
	"plumbline/forms/session"
	"plumbline/sync/journal"
)

// editing is one visit to a field. What a change supersedes is what stood on screen when the visit began, so that an
// answer that arrives from elsewhere meanwhile is never overwritten unseen. While the visit lasts, the device replaces
// its own draft, so that typing a paragraph leaves one change in the journal and not hundreds.
type editing struct {
	base  map[string][]uuid.UUID // heads by register when the field was opened
	draft map[string]uuid.UUID   // this visit's own change by register
	held  bool                   // a face said that the field is open, and will say when it closes
}

// OpenField says that a person has come to a field. Calls for a field that is already open do nothing.
func (w *Work) OpenField(key string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if e := w.open(key); e != nil {
		e.held = true
	}
}

// CloseField says that a person has left a field, and saves at once. On an error the answer still waits to be saved.
func (w *Work) CloseField(key string) error {
	w.mu.Lock()
	if e := w.editing[key]; e != nil {
		e.held = false
	}
	w.mu.Unlock()
	if err := w.Flush(); err != nil {
		return err
	}
	w.mu.Lock()
	behind := w.behind
	w.behind = false
	w.mu.Unlock()
	if behind {
		w.arrive()
	}
	return nil
}

// open returns the visit to a field, beginning one if there is none. w.mu is held.
func (w *Work) open(key string) *editing {
	if e := w.editing[key]; e != nil {
		return e
	}
	e := &editing{base: map[string][]uuid.UUID{}, draft: map[string]uuid.UUID{}}
	n := resolve(w.session.Definition(), key)
	e.base[key+"/"+marksRegister] = ids(w.heads[key+"/"+marksRegister])
	for _, path := range w.registersOf(key) {
		e.base[path] = ids(seen(n, w.heads[path]))
	}
	w.editing[key] = e
	return e
}

// seen are those of a register's current changes that a person who comes to its field has on screen: what is shown, and
// what says the same. Another answer of a conflict is not among them, and stays current until somebody decides. What no
// field shows is taken whole.
func seen(n *forms.Node, heads []journal.Change) []journal.Change {
	if n == nil || !n.Kind.Asked() {
		return heads
	}
	now, _ := journal.Shown(heads)
	var out []journal.Change
	for _, h := range heads {
		if h.Op == now.Op && h.Value == now.Value {
			out = append(out, h)
		}
	}
	return out
}

// registersOf lists every register that an answer to a question may touch.
func (w *Work) registersOf(key string) []string {
	n := resolve(w.session.Definition(), key)
	if n == nil || n.Kind != forms.SelectMultiple {
		return []string{key}
	}
	list := w.session.Definition().Lists[n.List]
	if list == nil {
		return nil
	}
	var out []string
	for _, c := range list.Choices {
		out = append(out, key+"/"+c.Name)
	}
	return out
}

// settle ends the visits that no face holds open. w.mu is held, and nothing waits to be saved.
func (w *Work) settle() {
	for key, e := range w.editing {
		if !e.held {
			delete(w.editing, key)
		}
	}
}

func ids(changes []journal.Change) []uuid.UUID {
	var out []uuid.UUID
	for _, c := range changes {
		out = append(out, c.ID)
	}
	return out
}

// edits compares an answer before and after, and queues the registers that differ.
func (w *Work) edits(before, after session.View) []pending {
	was, is := registers(before), registers(after)
	w.mu.Lock()
	defer w.mu.Unlock()
	field := w.open(after.Key)
	var out []pending
	for path, value := range is {
		if was[path] != value {
			out = append(out, pending{path: path, op: operation(value), value: value, words: words(after, path), field: field})
		}
	}
	for path := range was {
		if _, kept := is[path]; !kept {
			out = append(out, pending{path: path, op: journal.Clear, field: field})
		}
	}
	if after.Node.Kind == forms.String && len(out) > 0 {
		out = append(out, w.marking(after.Key, after.Value, field)...)
	}
	return out
}

func operation(value string) journal.Op {
	if value == "" {
		return journal.Clear
	}
	return journal.Set
}

// words is what search should find an answer by: the wording of a choice, and text as typed.
func words(v session.View, register string) string {
	switch v.Node.Kind {
	case forms.SelectOne:
		return choiceLabel(v, v.Value)
	case forms.SelectMultiple:
		_, name := splitPath(register)
		return choiceLabel(v, name)
	default:
		return v.Value
	}
}

func choiceLabel(v session.View, name string) string {
	for _, c := range v.Choices {
		if c.Name == name {
			return c.Label.In(forms.Untranslated)
		}
	}
	return name
}
