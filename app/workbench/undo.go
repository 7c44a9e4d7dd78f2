package workbench

import "plumbline/forms/session"

// step is one thing that a person did, kept so that it can be taken back.
type step struct {
	kind          stepKind
	key           string
	before, after string   // stepSet: the answer
	from, at      int      // index of the instance before and after
	keys          []string // stepAgree: the answers that were agreed to
}

type stepKind uint8

const (
	stepSet stepKind = iota
	stepAdd
	stepRemove
	stepMove
	stepAgree
)

// remember notes a step. Typing in one field is one step, however long it lasts.
func (w *Work) remember(s step) {
	w.redo = nil
	if n := len(w.undo); n > 0 && s.kind == stepSet {
		last := &w.undo[n-1]
		if last.kind == stepSet && last.key == s.key && w.visiting(s.key) {
			last.after = s.after
			return
		}
	}
	if s.kind != stepSet || s.before != s.after {
		w.undo = append(w.undo, s)
	}
}

// visiting reports whether a face holds a field open.
func (w *Work) visiting(key string) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	e := w.editing[key]
	return e != nil && e.held
}

// Undo takes back the last step and tells the key that it touched, "" when there is nothing to take back.
func (w *Work) Undo() (string, session.Delta, error) { return w.travel(&w.undo, &w.redo, w.takeBack) }

// Redo does again what Undo took back last.
func (w *Work) Redo() (string, session.Delta, error) { return w.travel(&w.redo, &w.undo, w.doAgain) }

func (w *Work) travel(from, to *[]step, apply func(step) (session.Delta, error)) (string, session.Delta, error) {
	n := len(*from)
	if n == 0 {
		return "", session.Delta{}, nil
	}
	s := (*from)[n-1]
	delta, err := apply(s)
	if err != nil {
		return s.key, delta, err
	}
	*from, *to = (*from)[:n-1], append(*to, s)
	return s.key, delta, nil
}

func (w *Work) takeBack(s step) (session.Delta, error) {
	switch s.kind {
	case stepAdd:
		return w.change(s.key, w.session.Remove)
	case stepRemove:
		return w.restore(s.key, s.at)
	case stepMove:
		return w.place(s.key, s.from)
	case stepAgree:
		return w.agreement(s.keys, "")
	default:
		return w.set(s.key, s.before)
	}
}

func (w *Work) doAgain(s step) (session.Delta, error) {
	switch s.kind {
	case stepAdd:
		return w.restore(s.key, s.at)
	case stepRemove:
		return w.change(s.key, w.session.Remove)
	case stepMove:
		return w.place(s.key, s.at)
	case stepAgree:
		return w.agreement(s.keys, chosen)
	default:
		return w.set(s.key, s.after)
	}
}

func (w *Work) restore(instance string, at int) (session.Delta, error) {
	return w.change(instance, func(key string) (session.Delta, error) { return w.session.Restore(key, at) })
}

func (w *Work) place(instance string, at int) (session.Delta, error) {
	return w.change(instance, func(key string) (session.Delta, error) { return w.session.Move(key, at) })
}

// Restore brings a removed instance back at an index of its repeat, counted from 0, with the answers it had.
func (w *Work) Restore(instance string, at int) (session.Delta, error) {
	delta, err := w.restore(instance, at)
	if err == nil {
		w.remember(step{kind: stepAdd, key: instance, at: at})
	}
	return delta, err
}
