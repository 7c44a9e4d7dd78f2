package workbench

import (
	"slices"
	"strings"

	"plumbline/forms"
	"plumbline/forms/report"
)

// withNotes puts the notes that have gone into no question before the last part of a report, which identifies the record.
func withNotes(doc report.Document, b *Notebook, unused []Note) report.Document {
	if len(unused) == 0 {
		return doc
	}
	last := len(doc.Blocks)
	for i, block := range doc.Blocks {
		if h, ok := block.(report.Heading); ok && h.Level == 2 {
			last = i
		}
	}
	table := report.Table{Columns: []report.Paragraph{inCell("Time"), inCell("Note"), inCell("Of")}}
	for _, n := range unused {
		table.Rows = append(table.Rows, []report.Cell{
			{inCell(n.At.Format("15:04"))}, {inCell(n.Said())}, {inCell(b.tags(n))},
		})
	}
	doc.Blocks = slices.Insert(slices.Clone(doc.Blocks), last,
		report.Block(report.Heading{Level: 2, Text: "Notes that went into no answer"}), report.Block(table))
	return doc
}

func inCell(words string) report.Paragraph {
	return report.Paragraph{{Words: strings.Join(strings.Fields(words), " ")}}
}

// tags puts what a note is of in words: "Strength; 1 Voices and experiences; Curiosity".
func (b *Notebook) tags(n Note) string {
	var out []string
	if word := n.Tag.Word(); word != "" {
		out = append(out, word)
	}
	for _, s := range n.Standards {
		out = append(out, labelIn(b.env.Standards, s))
	}
	if n.Behaviour != "" {
		out = append(out, labelIn(b.env.Behaviours, n.Behaviour))
	}
	return strings.Join(out, "; ")
}

// Word is the tag as people read it; "" for a plain note.
func (t NoteTag) Word() string {
	switch t {
	case NoteStrength:
		return "Strength"
	case NoteWorry:
		return "Worry"
	case NoteQuestion:
		return "Question"
	case NoteQuote:
		return "Quote"
	case NoteAction:
		return "Action"
	}
	return ""
}

func named(choices []forms.Choice, name string) bool {
	return slices.ContainsFunc(choices, func(c forms.Choice) bool { return c.Name == name })
}

// labelIn is the label of a choice; its name where the list has none of that name.
func labelIn(choices []forms.Choice, name string) string {
	for _, c := range choices {
		if c.Name == name {
			return c.Label.In(forms.Untranslated)
		}
	}
	return name
}
