package workbench

import (
	"strings"

	"plumbline/forms"
	"plumbline/sync/journal"
)

// lasting reports whether the value of what no person answers has to be kept, for working it out anew would give another:
// the time when a record was begun, its id, what an expression was to give once. Other calculations follow from answers.
func lasting(n *forms.Node) bool {
	switch {
	case n == nil || n.Kind.Asked() || n.Kind.Container() || n.Kind == forms.Note:
		return false
	case n.Kind == forms.Meta, n.Kind == forms.Hidden, n.Calculation == "":
		return true
	default:
		return n.Preload != "" || n.DefaultDynamic || len(n.Triggers) > 0 || strings.Contains(n.Calculation, "once(")
	}
}

// lastingAt is lasting for a key, which may be that of an attribute, such as the id of an entity.
func lastingAt(def *forms.Definition, key string) bool {
	if owner, last := splitPath(key); strings.HasPrefix(last, "@") {
		return resolve(def, owner) != nil
	}
	return lasting(resolve(def, key))
}

// filledIn reads what the journal has of values that no person gave.
func filledIn(def *forms.Definition, heads map[string][]journal.Change) map[string]string {
	out := map[string]string{}
	for path, hs := range heads {
		if value, set := shown(hs); set && lastingAt(def, path) {
			out[path] = value
		}
	}
	return out
}

// fillIn queues the values that the program has filled in since they were queued last.
func (w *Work) fillIn() []pending {
	var edits []pending
	def, saved := w.session.Definition(), w.session.Saved()
	w.mu.Lock()
	defer w.mu.Unlock()
	for key, value := range saved.Values {
		if w.filled[key] == value || !lastingAt(def, key) {
			continue
		}
		w.filled[key] = value
		edits = append(edits, w.register(key, value))
	}
	return edits
}
