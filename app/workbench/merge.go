package workbench

import (
	"context"
	"fmt"
	"reflect"
	"slices"

	"github.com/google/uuid"

	"plumbline/forms"
	"plumbline/forms/session"
	"plumbline/sync/journal"
)

// WatchArrivals has f called, from any goroutine, whenever answers have come from elsewhere that Merge would show. It
// replaces an earlier f. f returns soon.
func (w *Work) WatchArrivals(f func()) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.arrivals = f
}

func (w *Work) arrive() {
	w.mu.Lock()
	f := w.arrivals
	w.mu.Unlock()
	if f != nil {
		f()
	}
}

// Merge takes into the open form what has come from elsewhere, and says what to draw again. It runs on the goroutine that
// the form is filled on. A field that is open stays as it is on screen, and what is typed there supersedes only what the
// person saw when they came to it; what came for it is announced by WatchArrivals once it is closed. Errors are those of
// saving, and replica.ErrNotFound once the record has left this account's sight.
func (w *Work) Merge(ctx context.Context) (session.Delta, error) {
	if err := w.Flush(); err != nil {
		return session.Delta{}, err
	}
	row, heads, err := w.desk.read(ctx, w.id)
	if err != nil {
		return session.Delta{}, err
	}
	def, err := w.desk.definition(ctx, row)
	if err != nil {
		return session.Delta{}, err
	}
	saved := rebuild(def, heads)
	behind := w.keepHeld(saved)
	fresh, err := session.Load(def, w.desk.sessionEnv(def), saved)
	if err != nil {
		return session.Delta{}, fmt.Errorf("workbench: merge %s: %w", w.id, err)
	}
	fresh.SetLanguage(w.session.Language())
	delta := difference(w.session, fresh)
	w.mu.Lock()
	defer w.mu.Unlock()
	w.row, w.heads, w.orders, w.behind = row, heads, orders(heads), behind
	w.session, w.filled, w.marks = fresh, filledIn(def, heads), map[string]string{}
	// What was taken out of the form that was open before cannot be brought back into this one by a step of undo.
	w.undo, w.redo = answersOnly(w.undo), answersOnly(w.redo)
	return delta, nil
}

// keepHeld puts the answers of fields that are open into what is about to be loaded, and reports whether that leaves out
// something.
func (w *Work) keepHeld(saved session.Saved) (behind bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for key, e := range w.editing {
		v, ok := w.session.View(key)
		if !e.held || !ok || v.Node.Kind.Container() {
			continue
		}
		behind = behind || saved.Values[key] != v.Stored
		delete(saved.Values, key)
		if v.Stored != "" {
			saved.Values[key] = v.Stored
		}
	}
	return behind
}

func answersOnly(steps []step) []step {
	return slices.DeleteFunc(steps, func(s step) bool { return s.kind != stepSet && s.kind != stepAgree })
}

// difference says what to draw again when one session takes the place of another.
func difference(was, is *session.Session) session.Delta {
	var d session.Delta
	var visit func(key string)
	visit = func(key string) {
		now, _ := is.View(key)
		before, known := was.View(key)
		if !known || !reflect.DeepEqual(before, now) {
			d.Changed = append(d.Changed, key)
		}
		if now.Node.Kind == forms.Repeat && !slices.Equal(was.Instances(key), is.Instances(key)) {
			d.Repeats = append(d.Repeats, key)
		}
		for _, child := range is.Children(key) {
			visit(child)
		}
	}
	for _, child := range is.Children("") {
		visit(child)
	}
	return d
}

// succeed returns the current changes of a register after another one of this laptop, which may have taken the place of a
// draft of the same visit.
func succeed(heads []journal.Change, next journal.Change, draft uuid.UUID) []journal.Change {
	var out []journal.Change
	for _, h := range heads {
		if h.ID != draft && !slices.Contains(next.Supersedes, h.ID) {
			out = append(out, h)
		}
	}
	return append(out, next)
}
