package workbench

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"plumbline/forms"
	"plumbline/sync/journal"
)

// NoteTag says what a note is of. Its value is stable, and is kept with the note.
type NoteTag string

// The tags.
const (
	NotePlain    NoteTag = ""
	NoteStrength NoteTag = "strength"
	NoteWorry    NoteTag = "worry"
	NoteQuestion NoteTag = "question"
	NoteQuote    NoteTag = "quote" // the text is what somebody said, without quotation marks
	NoteAction   NoteTag = "action"
)

// Note is one line of a notebook.
type Note struct {
	ID        string
	At        time.Time // when it was kept first, to the second
	Text      string
	Tag       NoteTag
	Standards []string // names of practice standards
	Behaviour string   // name of a behaviour; "" for none
	Speaker   string   // name of one of the cast, who says or does it; "" for nobody in particular
	Used      string   // key of the question that it has gone into; "" for none
}

// Said is the note as it goes into an answer: its own words, a quotation in quotation marks, after who said it.
func (n Note) Said() string {
	said := n.Text
	if n.Tag == NoteQuote {
		said = "“" + said + "”"
	}
	if who := labelIn(Cast(), n.Speaker); who != "" {
		return who + ": " + said
	}
	return said
}

// NoteEdit is one register of a notebook and what it holds from now on; a blank value clears it.
type NoteEdit struct {
	Path, Value string
	Words       string // what search finds the record by
}

// NotebookEnv is what a notebook takes from where it is kept. Every field is needed.
type NotebookEnv struct {
	Now        func() time.Time
	NewID      func() string
	Put        func(edits ...NoteEdit) error // keeps edits within SaveDelay
	Hurry      func()                        // keeps them at once
	Standards  []forms.Choice
	Behaviours []forms.Choice
}

// The registers of a notebook. No question can have such a name.
const (
	notesPath     = "_notes/"   // before the id of a note
	lineRegister  = "_line"     // what stands in the line that is typed in
	aboutRegister = "_line_of"  // the note that the line edits
	textRegister  = "text"      // under a note, as those that follow
	atRegister    = "at"        // RFC 3339
	tagRegister   = "tag"       // a NoteTag
	stdRegister   = "standards" // separated by spaces
	behRegister   = "behaviour" // its name
	whoRegister   = "speaker"   // name of one of the cast
	usedRegister  = "used"      // key of a question
	notePlaces    = "/" + orderRegister
	noteGone      = "/" + deletedRegister
)

// Notebook is the notes of one observation, in order, and the line that is being typed. Everything is kept as it happens.
// It belongs to the goroutine of the record that it is part of.
type Notebook struct {
	env       NotebookEnv
	registers map[string]string // as they were put last, by path
	notes     []Note            // what the registers say, as line and about are
	orders    map[string]string // order key by id
	line      string
	about     string
	done      []noteStep
	undone    []noteStep
}

// NewNotebook makes a notebook of registers by path, as Put keeps them. Blank ones are as those that are missing.
func NewNotebook(env NotebookEnv, registers map[string]string) *Notebook {
	b := &Notebook{env: env, registers: map[string]string{}}
	maps.Copy(b.registers, registers)
	b.read()
	return b
}

// read makes the notes and the line of the registers.
func (b *Notebook) read() {
	b.notes, b.orders = nil, map[string]string{}
	byID := map[string]*Note{}
	for path, value := range b.registers {
		id, name, ok := strings.Cut(strings.TrimPrefix(path, notesPath), "/")
		if !ok || !strings.HasPrefix(path, notesPath) || b.registers[notesPath+id+noteGone] != "" {
			continue
		}
		if byID[id] == nil {
			byID[id] = &Note{ID: id}
		}
		if "/"+name == notePlaces {
			if value != "" {
				b.orders[id] = value
			}
			continue
		}
		byID[id].set(name, value)
	}
	for _, n := range byID {
		if n.Text != "" || b.orders[n.ID] != "" {
			b.notes = append(b.notes, *n)
		}
	}
	slices.SortFunc(b.notes, func(x, y Note) int {
		return cmp.Or(cmp.Compare(b.orders[x.ID], b.orders[y.ID]), x.At.Compare(y.At), cmp.Compare(x.ID, y.ID))
	})
	b.line, b.about = b.registers[lineRegister], b.registers[aboutRegister]
	if b.index(b.about) < 0 {
		b.about = ""
	}
}

// put keeps edits.
func (b *Notebook) put(edits ...NoteEdit) error {
	for _, e := range edits {
		b.registers[e.Path] = e.Value
	}
	return b.env.Put(edits...)
}

// set reads one register of a note; one that it does not know, or whose value it cannot read, is passed over.
func (n *Note) set(name, value string) {
	switch name {
	case textRegister:
		n.Text = value
	case atRegister:
		if at, err := time.Parse(time.RFC3339, value); err == nil {
			n.At = at
		}
	case tagRegister:
		n.Tag = NoteTag(value)
	case stdRegister:
		n.Standards = strings.Fields(value)
	case behRegister:
		n.Behaviour = value
	case whoRegister:
		n.Speaker = value
	case usedRegister:
		n.Used = value
	}
}

// Notes are the notes in order. The caller leaves them as they are.
func (b *Notebook) Notes() []Note { return b.notes }

// Note finds a note by its id.
func (b *Notebook) Note(id string) (Note, bool) {
	if i := b.index(id); i >= 0 {
		return b.notes[i], true
	}
	return Note{}, false
}

// Span is from the earliest note to the latest; zero times where there is none.
func (b *Notebook) Span() (from, to time.Time) {
	for i, n := range b.notes {
		if i == 0 || n.At.Before(from) {
			from = n.At
		}
		if n.At.After(to) {
			to = n.At
		}
	}
	return from, to
}

// Line is what stands in the line that is typed in, and the id of the note that it edits; "" for a new one.
func (b *Notebook) Line() (line, about string) { return b.line, b.about }

// Standards and Behaviours are what a note can be tagged with.
func (b *Notebook) Standards() []forms.Choice { return b.env.Standards }

// Behaviours is told at Standards.
func (b *Notebook) Behaviours() []forms.Choice { return b.env.Behaviours }

// NoteCount is how many notes there are of a standard.
type NoteCount struct {
	Standard forms.Choice
	Notes    int
}

// Counts tells how many notes there are of each practice standard: the most first, and those of none last.
func (b *Notebook) Counts() []NoteCount {
	notes := map[string]int{}
	for _, n := range b.notes {
		for _, s := range n.Standards {
			notes[s]++
		}
	}
	var out []NoteCount
	for _, c := range b.env.Standards {
		out = append(out, NoteCount{c, notes[c.Name]})
	}
	slices.SortStableFunc(out, func(x, y NoteCount) int { return cmp.Compare(y.Notes, x.Notes) })
	return out
}

func (b *Notebook) index(id string) int {
	return slices.IndexFunc(b.notes, func(n Note) bool { return n.ID == id })
}

// between is an order key for a note that is to stand at an index.
func (b *Notebook) between(at int) string {
	before, after := "", ""
	if at > 0 {
		before = b.orders[b.notes[at-1].ID]
	}
	if at < len(b.notes) {
		after = b.orders[b.notes[at].ID]
	}
	return journal.Between(before, after)
}
