package workbench

import (
	"slices"
	"strings"
	"unicode/utf8"

	"plumbline/forms"
)

// TagOf is the tag that a sign before a line stands for; false for any other rune.
func TagOf(r rune) (NoteTag, bool) {
	switch r {
	case '+':
		return NoteStrength, true
	case '-', '–', '−':
		return NoteWorry, true
	case '?':
		return NoteQuestion, true
	case '"', '“', '”':
		return NoteQuote, true
	case '!':
		return NoteAction, true
	}
	return NotePlain, false
}

// Sign is what is typed for a tag; "" for a plain note.
func (t NoteTag) Sign() string {
	switch t {
	case NoteStrength:
		return "+"
	case NoteWorry:
		return "-"
	case NoteQuestion:
		return "?"
	case NoteQuote:
		return `"`
	case NoteAction:
		return "!"
	}
	return ""
}

// parse takes a line apart: a sign before it, "#8" for a standard, "#curiosity" or the first letters of it for a behaviour,
// "@m", "@mother" or the first letters of it for who speaks, and the words themselves, which stay as they were typed. A
// "#" or "@" before anything else is one of the words. A sign may stand after who speaks.
func (b *Notebook) parse(line string) Note {
	var n Note
	line = strings.TrimSpace(line)
	if word, rest, ok := strings.Cut(line, " "); ok && speaks(&n, word) {
		line = strings.TrimSpace(rest)
	}
	if r, size := utf8.DecodeRuneInString(line); size > 0 {
		if tag, ok := TagOf(r); ok {
			n.Tag, line = tag, strings.TrimSpace(line[size:])
		}
	}
	var words []string
	for _, word := range strings.Fields(line) {
		if !b.tagged(&n, word) {
			words = append(words, word)
		} else if last := len(words) - 1; last >= 0 {
			words[last] = strings.TrimRight(words[last], ",;")
		}
	}
	if n.Text = line; len(words) < len(strings.Fields(line)) {
		n.Text = strings.TrimSpace(strings.Join(words, " "))
	}
	if n.Tag == NoteQuote {
		n.Text = strings.TrimSpace(strings.Trim(n.Text, `"“”`))
	}
	return n
}

// speaks takes a word as one of the cast, and reports whether it is one.
func speaks(n *Note, word string) bool {
	name, ok := strings.CutPrefix(strings.TrimRight(word, ",.;:"), "@")
	if !ok || name == "" {
		return false
	}
	who, ok := speakerOf(strings.ToLower(name))
	if ok {
		n.Speaker = who
	}
	return ok
}

// tagged takes a word as a standard, a behaviour or one of the cast, and reports whether it is one.
func (b *Notebook) tagged(n *Note, word string) bool {
	if speaks(n, word) {
		return true
	}
	name, ok := strings.CutPrefix(strings.TrimRight(word, ",.;"), "#")
	if !ok || name == "" {
		return false
	}
	if slices.ContainsFunc(b.env.Standards, func(c forms.Choice) bool { return c.Name == name }) {
		n.Standards = union(n.Standards, []string{name})
		return true
	}
	for _, c := range b.env.Behaviours {
		if strings.HasPrefix(c.Name, strings.ToLower(name)) {
			n.Behaviour = c.Name
			return true
		}
	}
	return false
}

func (n Note) untagged() bool {
	return n.Tag == NotePlain && n.Behaviour == "" && n.Speaker == "" && len(n.Standards) == 0
}

// Typed is the note as a line that would be read as it.
func (n Note) Typed() string {
	var parts []string
	if sign := n.Tag.Sign(); sign != "" {
		parts = append(parts, sign)
	}
	parts = append(parts, n.Text)
	for _, s := range n.Standards {
		parts = append(parts, "#"+s)
	}
	if n.Behaviour != "" {
		parts = append(parts, "#"+n.Behaviour)
	}
	if n.Speaker != "" {
		parts = append(parts, "@"+n.Speaker)
	}
	return strings.Join(parts, " ")
}

// Parted is a line with a break before the rune at an index, which is kept within bounds. What follows has the sign of the
// line, and who speaks in it.
func Parted(line string, at int) string {
	runes := []rune(line)
	at = min(max(at, 0), len(runes))
	var before []string
	for rest := strings.TrimSpace(line); ; {
		word, further, _ := strings.Cut(rest, " ")
		if !speaks(&Note{}, word) {
			if r, size := utf8.DecodeRuneInString(rest); size > 0 {
				if tag, ok := TagOf(r); ok {
					before = append(before, tag.Sign())
				}
			}
			break
		}
		before, rest = append(before, word), strings.TrimSpace(further)
	}
	second := strings.Join(append(before, strings.TrimSpace(string(runes[at:]))), " ")
	return strings.TrimSpace(string(runes[:at])) + noteBreak + second
}
