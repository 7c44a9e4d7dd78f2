package workbench

import (
	"fmt"

	"plumbline/forms/session"
	"plumbline/sync/journal"
)

// Add puts a new instance at the end of a repeat and returns its key.
func (w *Work) Add(repeat string) (string, session.Delta, error) {
	if !w.Editable() {
		return "", session.Delta{}, ErrClosedRecord
	}
	instance, delta, err := w.session.Add(repeat)
	if err != nil {
		return "", delta, fmt.Errorf("workbench: add to %s: %w", repeat, err)
	}
	w.note(append(w.arranged(delta, repeat), w.defaults(instance)...))
	w.remember(step{kind: stepAdd, key: instance, at: w.position(instance)})
	return instance, delta, nil
}

// Remove takes an instance out of its repeat. Its answers stay in the record's history, and Undo brings it back.
func (w *Work) Remove(instance string) (session.Delta, error) {
	at := w.position(instance)
	delta, err := w.change(instance, w.session.Remove)
	if err == nil {
		w.remember(step{kind: stepRemove, key: instance, at: at})
	}
	return delta, err
}

// Move puts an instance at an index of its repeat, counted from 0 and kept within bounds.
func (w *Work) Move(instance string, index int) (session.Delta, error) {
	from := w.position(instance)
	delta, err := w.change(instance, func(key string) (session.Delta, error) { return w.session.Move(key, index) })
	if err == nil {
		w.remember(step{kind: stepMove, key: instance, from: from, at: w.position(instance)})
	}
	return delta, err
}

// change runs an edit of a repeat's instances and queues what it means for the journal.
func (w *Work) change(instance string, edit func(string) (session.Delta, error)) (session.Delta, error) {
	if !w.Editable() {
		return session.Delta{}, ErrClosedRecord
	}
	delta, err := edit(instance)
	if err != nil {
		return delta, fmt.Errorf("workbench: %s: %w", instance, err)
	}
	repeat, _ := splitPath(instance)
	w.note(w.arranged(delta, repeat))
	return delta, nil
}

// position is the index of an instance in its repeat, -1 when it is not there.
func (w *Work) position(instance string) int {
	repeat, _ := splitPath(instance)
	for i, key := range w.session.Instances(repeat) {
		if key == instance {
			return i
		}
	}
	return -1
}

// arranged brings the journal's order of every repeat that an edit touched in line with the session's.
func (w *Work) arranged(delta session.Delta, repeat string) []pending {
	edits := w.arrange(repeat)
	for _, other := range delta.Repeats {
		if other != repeat {
			edits = append(edits, w.arrange(other)...)
		}
	}
	return edits
}

// arrange gives every instance of a repeat an order key that sorts after the one before it, changing as few as it can,
// and marks those that are gone.
func (w *Work) arrange(repeat string) []pending {
	w.mu.Lock()
	defer w.mu.Unlock()
	var edits []pending
	instances := w.session.Instances(repeat)
	present := map[string]bool{}
	last := ""
	for i, key := range instances {
		present[key] = true
		order, known := w.orders[key]
		if !known || order <= last || w.overtakes(order, instances[i+1:]) {
			order = journal.Between(last, w.firstAfter(last, instances[i+1:]))
			edits = append(edits, w.register(key+"/"+orderRegister, order))
		}
		if _, gone := shown(w.heads[key+"/"+deletedRegister]); gone && !known {
			edits = append(edits, w.register(key+"/"+deletedRegister, ""))
		}
		w.orders[key], last = order, order
	}
	for key := range w.orders {
		if owner, _ := splitPath(key); owner == repeat && !present[key] {
			delete(w.orders, key)
			edits = append(edits, w.register(key+"/"+deletedRegister, chosen))
		}
	}
	return edits
}

// overtakes reports whether an order key stands after those of most instances that should follow it: then moving this
// one is less than moving all of them.
func (w *Work) overtakes(order string, following []string) bool {
	behind, known := 0, 0
	for _, key := range following {
		if o, ok := w.orders[key]; ok {
			known++
			if o < order {
				behind++
			}
		}
	}
	return behind*2 > known
}

// firstAfter finds the smallest order key greater than last among instances, "" when there is none.
func (w *Work) firstAfter(last string, instances []string) string {
	first := ""
	for _, key := range instances {
		if o := w.orders[key]; o > last && (first == "" || o < first) {
			first = o
		}
	}
	return first
}

// register is an edit of a register that no field shows. w.mu is held.
func (w *Work) register(path, value string) pending {
	return pending{path: path, op: operation(value), value: value, field: w.open(path)}
}

// defaults queues the answers that a new instance, or a new form at key "", starts with.
func (w *Work) defaults(key string) []pending {
	var edits []pending
	for _, child := range w.session.Children(key) {
		v, ok := w.session.View(child)
		switch {
		case !ok:
		case v.Node.Kind.Container():
			edits = append(edits, w.defaults(child)...)
		case v.Node.Kind.Asked() && v.Value != "":
			blank := v
			blank.Value, blank.Stored = "", ""
			edits = append(edits, w.edits(blank, v)...)
		}
	}
	return edits
}
