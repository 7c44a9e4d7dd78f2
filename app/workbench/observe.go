package workbench

import (
	"fmt"
	"slices"
	"strings"

	"plumbline/forms"
	"plumbline/forms/session"
)

// HasNotebook reports whether records of a form are begun as notes: its settings say so.
func HasNotebook(def *forms.Definition) bool { return def.Setting("notebook") == "yes" }

// Observation is the id of the library's form that begins as notes; "" when there is none.
func (d *Desk) Observation() string {
	for _, info := range d.Library().Forms() {
		if def, err := d.Library().Form(info.ID); err == nil && HasNotebook(def) {
			return info.ID
		}
	}
	return ""
}

// Notebook is the record's notebook, the same one at each call. Its edits fail with ErrClosedRecord once the record is
// closed.
func (w *Work) Notebook() *Notebook {
	if w.notebook == nil {
		w.notebook = NewNotebook(NotebookEnv{
			Now: w.Now, NewID: func() string { return w.desk.bench.env.NewID().String() },
			Put: w.putNotes, Hurry: w.saver.hurry,
			Standards: w.desk.choices("ps"), Behaviours: w.desk.choices("behaviour"),
		}, w.noted())
	}
	return w.notebook
}

// choices are those of a list of the library; nil when it has none of that name.
func (d *Desk) choices(list string) []forms.Choice {
	found, err := d.Library().List(list)
	if err != nil || found == nil {
		return nil
	}
	return found.Choices
}

// noted are the registers of the record's notebook.
func (w *Work) noted() map[string]string {
	w.mu.Lock()
	defer w.mu.Unlock()
	out := map[string]string{}
	for path, heads := range w.heads {
		if strings.HasPrefix(path, "_") {
			out[path], _ = shown(heads)
		}
	}
	return out
}

// putNotes queues edits of the notebook, and the marks of its texts.
func (w *Work) putNotes(edits ...NoteEdit) error {
	if !w.Editable() {
		return ErrClosedRecord
	}
	w.mu.Lock()
	var out []pending
	for _, e := range edits {
		p := w.register(e.Path, e.Value)
		p.words = e.Words
		out = append(out, p)
		if strings.HasSuffix(e.Path, "/"+textRegister) {
			out = append(out, w.marking(e.Path, e.Value, p.field)...)
		}
	}
	w.mu.Unlock()
	w.note(out)
	return nil
}

// UseNote adds a note to the answer of a question, on a line of its own and in its own words, and notes where it went.
// The errors are those of Set, and ErrNoQuestion for a question that takes no text.
func (w *Work) UseNote(id, key string) (session.Delta, error) {
	n, ok := w.Notebook().Note(id)
	v, asked := w.session.View(key)
	if !ok || !asked || v.Node.Kind != forms.String {
		return session.Delta{}, fmt.Errorf("%w: %s for a note", ErrNoQuestion, key)
	}
	answer := n.Said()
	if v.Value != "" {
		answer = strings.TrimRight(v.Value, "\n") + "\n" + answer
	}
	delta, err := w.Set(key, answer)
	if err != nil {
		return delta, err
	}
	return delta, w.Notebook().use(id, key)
}

// Unused are the notes that no answer holds, in order.
func (w *Work) Unused() []Note {
	return slices.DeleteFunc(slices.Clone(w.Notebook().Notes()), w.Holds)
}

// Holds reports whether the answer that a note went into still has its words.
func (w *Work) Holds(n Note) bool {
	if n.Used == "" {
		return false
	}
	v, asked := w.session.View(n.Used)
	return asked && strings.Contains(v.Value, n.Text)
}

func (b *Notebook) use(id, key string) error {
	i := b.index(id)
	was := b.notes[i]
	b.notes[i].Used = key
	return b.put(differing(was, b.notes[i])...)
}
