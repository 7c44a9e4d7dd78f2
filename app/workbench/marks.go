package workbench

import (
	"fmt"
	"strconv"
	"strings"

	"plumbline/forms"
	"plumbline/forms/guard"
)

// Marks is what in a text may tell who somebody is. Where the reference could stand, that of the record is offered.
func (w *Work) Marks(text string) []guard.Mark {
	marks := w.desk.bench.guard.Check(text)
	for i, m := range marks {
		if (m.Kind == guard.NHS || m.Kind == guard.UPN) && w.Row().Reference != "" {
			marks[i].Instead = w.Row().Reference
		}
	}
	return marks
}

// Marks is what in a text outside records may tell who somebody is.
func (d *Desk) Marks(text string) []guard.Mark { return d.bench.guard.Check(text) }

// Marked is a place of an answer that was marked when the answer was given, and stayed.
type Marked struct {
	Kind       guard.Kind
	Start, End int // bytes of the answer
}

// Marked tells which marks are kept with the answer to a question, for whatever hands the answer on. It is nil when the
// answer has none, or is no text. The marks of a reason are kept likewise, under its register.
func (w *Work) Marked(key string) []Marked {
	w.mu.Lock()
	defer w.mu.Unlock()
	kept, known := w.marks[key]
	if !known {
		kept, _ = shown(w.heads[key+"/"+marksRegister])
	}
	return readMarks(kept)
}

// marking queues the marks of a text that has changed, when they have changed with it. w.mu is held.
func (w *Work) marking(key, text string, field *editing) []pending {
	path := key + "/" + marksRegister
	before, known := w.marks[key]
	if !known {
		before, _ = shown(w.heads[path])
	}
	after := writeMarks(w.desk.bench.guard.Check(text))
	if before == after {
		return nil
	}
	w.marks[key] = after
	return []pending{{path: path, op: operation(after), value: after, field: field}}
}

// markingOf is marking for an answer that is decided; nil where it is no text.
func (w *Work) markingOf(key, text string, field *editing) []pending {
	if n := resolve(w.session.Definition(), key); n == nil || n.Kind != forms.String {
		return nil
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	path := key + "/" + marksRegister
	field.base[path] = ids(w.heads[path])
	return w.marking(key, text, field)
}

// writeMarks puts marks in one line, "name:12:18 phone:30:41": kind, first byte, byte after the last. It does not repeat
// what they say of a person.
func writeMarks(marks []guard.Mark) string {
	var out []string
	for _, m := range marks {
		out = append(out, fmt.Sprintf("%s:%d:%d", m.Kind, m.Start, m.End))
	}
	return strings.Join(out, " ")
}

// readMarks passes over what it cannot read.
func readMarks(line string) []Marked {
	var out []Marked
	for _, one := range strings.Fields(line) {
		parts := strings.Split(one, ":")
		if len(parts) != 3 {
			continue
		}
		start, err := strconv.Atoi(parts[1])
		end, err2 := strconv.Atoi(parts[2])
		if err == nil && err2 == nil && start >= 0 && end > start {
			out = append(out, Marked{guard.Kind(parts[0]), start, end})
		}
	}
	return out
}
