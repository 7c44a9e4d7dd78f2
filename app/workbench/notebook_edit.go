package workbench

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// Type keeps what stands in the line now.
func (b *Notebook) Type(line string) error {
	if b.line == line {
		return nil
	}
	b.line = line
	return b.put(NoteEdit{Path: lineRegister, Value: line})
}

// Begin puts a note into the line, as it would be typed, for Keep to bring it back changed. A new line that stood there
// must be kept first: Begin does nothing where the line is not blank, and reports whether it did.
func (b *Notebook) Begin(id string) (bool, error) {
	n, ok := b.Note(id)
	if !ok || strings.TrimSpace(b.line) != "" && b.about == "" {
		return false, nil
	}
	b.line, b.about = n.Typed(), id
	return true, b.put(NoteEdit{Path: lineRegister, Value: b.line}, NoteEdit{Path: aboutRegister, Value: id})
}

// Drop empties the line and changes no note.
func (b *Notebook) Drop() error {
	b.line, b.about = "", ""
	return b.put(b.emptied()...)
}

func (b *Notebook) emptied() []NoteEdit {
	return []NoteEdit{{Path: lineRegister}, {Path: aboutRegister}}
}

// noteBreak parts a line into several notes.
const noteBreak = " // "

// Keep takes the line as a note with the time that it is, or as the note that was begun, and empties the line; all of it
// goes to the disk at once. Parts with noteBreak between them are notes of their own, with the time of the first. A line of
// signs alone, such as "#8", is for the last note. A blank line is no note, and does nothing. It returns the id of the
// first note, "" when there is none.
func (b *Notebook) Keep() (string, error) {
	parts := strings.Split(b.line, noteBreak)
	typed := b.parse(parts[0])
	id, edits := b.about, b.emptied()
	switch {
	case id != "" && typed.Text != "":
		edits = append(edits, b.change(id, typed)...)
	case id == "" && typed.Text != "":
		id = b.env.NewID()
		typed.ID, typed.At = id, b.env.Now().Truncate(time.Second)
		edits = append(edits, b.insert(typed, len(b.notes))...)
	case id == "" && !typed.untagged() && len(b.notes) > 0:
		id = b.notes[len(b.notes)-1].ID
		edits = append(edits, b.retag(id, typed)...)
	default:
		return "", nil
	}
	edits = append(edits, b.follow(id, parts[1:])...)
	b.line, b.about = "", ""
	return id, b.now(edits)
}

// follow puts further parts of a line after a note.
func (b *Notebook) follow(id string, parts []string) []NoteEdit {
	var edits []NoteEdit
	at := b.index(id)
	for _, part := range parts {
		n := b.parse(part)
		if n.Text == "" {
			continue
		}
		n.ID, n.At = b.env.NewID(), b.notes[at].At
		at++
		edits = append(edits, b.insert(n, at)...)
	}
	return edits
}

// change gives a note the text and tags that were typed, and keeps its place and time.
func (b *Notebook) change(id string, typed Note) []NoteEdit {
	i := b.index(id)
	was := b.notes[i]
	typed.ID, typed.At, typed.Used = was.ID, was.At, was.Used
	b.notes[i] = typed
	return differing(was, typed)
}

// retag adds tags to a note.
func (b *Notebook) retag(id string, tags Note) []NoteEdit {
	i := b.index(id)
	was, is := b.notes[i], b.notes[i]
	is.Tag = cmp.Or(tags.Tag, is.Tag)
	is.Behaviour = cmp.Or(tags.Behaviour, is.Behaviour)
	is.Speaker = cmp.Or(tags.Speaker, is.Speaker)
	is.Standards = union(was.Standards, tags.Standards)
	b.notes[i] = is
	return differing(was, is)
}

func union(a, b []string) []string {
	out := slices.Clone(a)
	for _, s := range b {
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// alter changes a note that is kept; one that is not there, or that stays as it is, is passed over.
func (b *Notebook) alter(id string, with func(n *Note)) error {
	i := b.index(id)
	if i < 0 {
		return nil
	}
	was, is := b.notes[i], b.notes[i]
	is.Standards = slices.Clone(was.Standards)
	with(&is)
	edits := differing(was, is)
	if len(edits) == 0 {
		return nil
	}
	b.notes[i] = is
	return b.now(edits)
}

// Retag gives a note another tag, or takes it away where the note has it already.
func (b *Notebook) Retag(id string, tag NoteTag) error {
	return b.alter(id, func(n *Note) { n.Tag = toggled(n.Tag, tag) })
}

// Standard adds a practice standard to a note, or takes it away where the note has it already. A name that is not among
// Standards does nothing.
func (b *Notebook) Standard(id, name string) error {
	return b.alter(id, func(n *Note) {
		switch at := slices.Index(n.Standards, name); {
		case at >= 0:
			n.Standards = slices.Delete(n.Standards, at, at+1)
		case named(b.env.Standards, name):
			n.Standards = append(n.Standards, name)
		}
	})
}

// Behaviour is told at Retag.
func (b *Notebook) Behaviour(id, name string) error {
	return b.alter(id, func(n *Note) { n.Behaviour = toggled(n.Behaviour, name) })
}

// Speaker says which of the cast a note is of, or that it is of nobody where it is of them already.
func (b *Notebook) Speaker(id, name string) error {
	return b.alter(id, func(n *Note) { n.Speaker = toggled(n.Speaker, name) })
}

// toggled is what holds after choosing one of several: nothing, where it held already.
func toggled[T ~string](now, chosen T) T {
	if now == chosen {
		return ""
	}
	return chosen
}

// Reword gives a note other words, and leaves its tags. It does nothing where no word is left.
func (b *Notebook) Reword(id string, with func(text string) string) error {
	return b.alter(id, func(n *Note) { n.Text = cmp.Or(strings.TrimSpace(with(n.Text)), n.Text) })
}

// Move puts a note at an index, counted from 0 and kept within bounds.
func (b *Notebook) Move(id string, index int) error {
	from := b.index(id)
	index = min(max(index, 0), len(b.notes)-1)
	if from < 0 || from == index {
		return nil
	}
	n := b.notes[from]
	b.notes = slices.Delete(b.notes, from, from+1)
	order := b.between(index)
	b.notes = slices.Insert(b.notes, index, n)
	b.orders[id] = order
	return b.now([]NoteEdit{{Path: notesPath + id + notePlaces, Value: order}})
}

// Join adds the note after a note to it: the texts one after the other, the tags of the first, the standards of both. Where
// one of them alone is a quotation, or another person speaks, each keeps its quotation marks and who said it as words. It
// does nothing for the last note.
func (b *Notebook) Join(id string) error {
	i := b.index(id)
	if i < 0 || i+1 >= len(b.notes) {
		return nil
	}
	was, next := b.notes[i], b.notes[i+1]
	is, first, second := was, was.Text, next.Text
	if was.Speaker != next.Speaker || (was.Tag == NoteQuote) != (next.Tag == NoteQuote) {
		first, second, is.Speaker = was.Said(), next.Said(), ""
		if is.Tag == NoteQuote {
			is.Tag = unquoted(next.Tag)
		}
	}
	is.Text, is.Standards = strings.TrimSpace(first+" "+second), union(was.Standards, next.Standards)
	is.Behaviour = cmp.Or(was.Behaviour, next.Behaviour)
	b.notes[i] = is
	return b.now(append(differing(was, is), b.remove(i+1)...))
}

func unquoted(t NoteTag) NoteTag {
	if t == NoteQuote {
		return NotePlain
	}
	return t
}

// Remove takes a note out. It stays in the record's history, and Undo brings it back.
func (b *Notebook) Remove(id string) error {
	i := b.index(id)
	if i < 0 {
		return nil
	}
	return b.now(b.remove(i))
}

func (b *Notebook) remove(i int) []NoteEdit {
	id := b.notes[i].ID
	b.notes = slices.Delete(b.notes, i, i+1)
	delete(b.orders, id)
	edits := []NoteEdit{{Path: notesPath + id + noteGone, Value: chosen}}
	if b.about == id { // what stands in the line becomes a new note
		b.about = ""
		edits = append(edits, NoteEdit{Path: aboutRegister})
	}
	return edits
}

func (b *Notebook) insert(n Note, at int) []NoteEdit {
	order := b.between(at)
	b.notes = slices.Insert(b.notes, at, n)
	b.orders[n.ID] = order
	return append(differing(Note{ID: n.ID}, n), NoteEdit{Path: notesPath + n.ID + notePlaces, Value: order})
}

// differing are the registers that differ between a note as it was and as it is.
func differing(was, is Note) []NoteEdit {
	before, after := was.registers(), is.registers()
	var out []NoteEdit
	for i, r := range after {
		if r.Value != before[i].Value {
			out = append(out, r)
		}
	}
	return out
}

func (n Note) registers() []NoteEdit {
	under := notesPath + n.ID + "/"
	at := ""
	if !n.At.IsZero() {
		at = n.At.Format(time.RFC3339)
	}
	return []NoteEdit{
		{Path: under + textRegister, Value: n.Text, Words: n.Text},
		{Path: under + atRegister, Value: at},
		{Path: under + tagRegister, Value: string(n.Tag)},
		{Path: under + stdRegister, Value: strings.Join(n.Standards, " ")},
		{Path: under + behRegister, Value: n.Behaviour},
		{Path: under + whoRegister, Value: n.Speaker},
		{Path: under + usedRegister, Value: n.Used},
	}
}
