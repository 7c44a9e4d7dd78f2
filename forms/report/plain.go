package report

import (
	"fmt"
	"io"
	"strings"
)

// WriteText writes a document as Markdown, in UTF-8: for a screen reader, a message, or another program.
func WriteText(w io.Writer, d Document) error {
	var t textWriter
	for _, m := range d.Marks {
		t.line("**" + m + "**")
	}
	for _, b := range d.Blocks {
		t.block("", b)
	}
	if d.Footer != "" {
		t.line(d.Footer)
	}
	_, err := io.WriteString(w, strings.TrimLeft(t.String(), "\n"))
	return err
}

type textWriter struct{ strings.Builder }

// line writes a paragraph of its own.
func (t *textWriter) line(words string) { t.WriteString("\n" + words + "\n") }

func (t *textWriter) block(indent string, b Block) {
	switch b := b.(type) {
	case Heading:
		grade := ""
		if b.Grade != nil {
			grade = ": " + inText(*b.Grade)
		}
		t.line(strings.Repeat("#", b.Level) + " " + b.Text + grade)
	case Paragraph:
		t.line(indent + spoken(b))
	case Note:
		t.line(indent + "> " + joinedText(b, "\n"+indent+"> "))
	case List:
		t.list(indent, b)
	case Table:
		t.table(b)
	case Facts:
		t.WriteString("\n")
		for _, f := range b {
			fmt.Fprintf(t, "- %s: %s\n", f.Name, spoken(f.Value))
		}
	case Judgement:
		t.line("## " + b.Name + ": " + inText(b.Grade))
		for _, p := range b.Reason {
			t.line(spoken(p))
		}
	case Questions:
		for _, q := range b {
			t.question(indent, q)
		}
	case Grade:
		t.line(indent + inText(b))
	}
}

func (t *textWriter) question(indent string, q Question) {
	t.line(indent + "**" + strings.TrimSpace(joined(" ", q.Asked(), bracketed(StandardsInWords(q.Standards)))) + "**")
	if q.Answer == nil {
		t.line(indent + spoken(notAnswered()))
	}
	for _, a := range q.Answer {
		t.block(indent, a)
	}
}

func (t *textWriter) list(indent string, l List) {
	t.WriteString("\n")
	for i, item := range l.Items {
		sign := "- "
		if l.Numbered {
			sign = fmt.Sprintf("%d. ", i+1)
		}
		fmt.Fprintf(t, "%s%s%s\n", indent, sign, joinedText(item, "\n"+indent+strings.Repeat(" ", len(sign))))
	}
}

func (t *textWriter) table(table Table) {
	t.WriteString("\n|")
	for _, c := range table.Columns {
		t.WriteString(" " + cellText(spoken(c)) + " |")
	}
	t.WriteString("\n|" + strings.Repeat("---|", len(table.Columns)) + "\n")
	for _, row := range table.Rows {
		t.WriteString("|")
		for _, c := range row {
			t.WriteString(" " + cellText(joinedText(c, "; ")) + " |")
		}
		t.WriteString("\n")
	}
}

// cellText keeps words from ending their cell.
func cellText(words string) string { return strings.ReplaceAll(words, "|", `\|`) }

func inText(g Grade) string {
	switch {
	case g.Word == "":
		return "not given"
	case g.Letter == "":
		return g.Word
	default:
		return g.Word + " (" + g.Letter + ")"
	}
}

func bracketed(words string) string {
	if words == "" {
		return ""
	}
	return "(" + words + ")"
}

// spoken is a paragraph in one line.
func spoken(p Paragraph) string {
	var out strings.Builder
	for _, s := range p {
		switch words := s.Words; {
		case s.As == Absent && strings.TrimSpace(words) != "":
			out.WriteString("_" + words + "_")
		default:
			out.WriteString(words)
		}
	}
	return out.String()
}

func joinedText[P ~[]Paragraph](all P, between string) string {
	lines := make([]string, len(all))
	for i, p := range all {
		lines[i] = spoken(p)
	}
	return strings.Join(lines, between)
}
