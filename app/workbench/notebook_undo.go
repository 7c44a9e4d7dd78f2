package workbench

import (
	"slices"
	"strings"
)

// noteStep is what one act of a person did to the registers of a notebook.
type noteStep []noteChange

type noteChange struct{ path, before, after string }

// now puts edits, has them written at once, and remembers how to take them back.
func (b *Notebook) now(edits []NoteEdit) error {
	var step noteStep
	for _, e := range edits {
		if before := b.registers[e.Path]; before != e.Value {
			step = append(step, noteChange{e.Path, before, e.Value})
		}
	}
	if len(step) > 0 {
		b.done, b.undone = append(b.done, step), nil
	}
	err := b.put(edits...)
	b.env.Hurry()
	return err
}

// Undo takes back what was done last to the notes: a note that was kept goes back into the line, where that is blank. It
// returns the id of a note that changed and is there; "" when there is none. It reaches back to when the notebook was
// opened.
func (b *Notebook) Undo() (id string, err error) {
	return b.step(&b.done, &b.undone, func(c noteChange) string { return c.before })
}

// Redo does again what Undo took back last, and returns what Undo does.
func (b *Notebook) Redo() (id string, err error) {
	return b.step(&b.undone, &b.done, func(c noteChange) string { return c.after })
}

// step moves the last step of one list to another, and puts what it changed to the value that it has there.
func (b *Notebook) step(from, to *[]noteStep, value func(noteChange) string) (id string, err error) {
	last := len(*from) - 1
	if last < 0 {
		return "", nil
	}
	step := (*from)[last]
	*from, *to = (*from)[:last], append(*to, step)
	var edits []NoteEdit
	for _, c := range step {
		edits = append(edits, edit(c.path, value(c)))
	}
	return b.travel(edits)
}

// travel puts registers as they were at another time. What is being typed is not touched.
func (b *Notebook) travel(edits []NoteEdit) (string, error) {
	if strings.TrimSpace(b.line) != "" {
		edits = slices.DeleteFunc(edits, func(e NoteEdit) bool { return !strings.HasPrefix(e.Path, notesPath) })
	}
	err := b.put(edits...)
	b.env.Hurry()
	b.read()
	for _, e := range edits {
		id, _, _ := strings.Cut(strings.TrimPrefix(e.Path, notesPath), "/")
		if b.index(id) >= 0 {
			return id, err
		}
	}
	return "", err
}

func edit(path, value string) NoteEdit {
	e := NoteEdit{Path: path, Value: value}
	if strings.HasPrefix(path, notesPath) && strings.HasSuffix(path, "/"+textRegister) {
		e.Words = value
	}
	return e
}
