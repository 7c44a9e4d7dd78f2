package report_test

import (
	"fmt"
	"strings"

	"plumbline/forms/report"
)

// printed writes a document down, a line for each piece, so that golden files read like the report.
func printed(doc report.Document) string {
	var out strings.Builder
	fmt.Fprintf(&out, "title: %s\nsubject: %s\nauthor: %s\nlanguage: %s\nrunning: %s\nfooter: %s\nmarks: %s\n",
		doc.Title, doc.Subject, doc.Author, doc.Language, doc.Running, doc.Footer, strings.Join(doc.Marks, " | "))
	for _, b := range doc.Blocks {
		block(&out, "", b)
	}
	return out.String()
}

func block(out *strings.Builder, indent string, b report.Block) {
	say := func(format string, args ...any) { fmt.Fprintf(out, indent+format+"\n", args...) }
	switch b := b.(type) {
	case report.Heading:
		out.WriteString("\n")
		say("%s %s%s%s", strings.Repeat("#", b.Level), b.Text, standards(b.Standards), heading(b.Grade))
	case report.Paragraph:
		say("%s", spans(b))
	case report.Note:
		for _, p := range b {
			say("> %s", spans(p))
		}
	case report.List:
		for i, item := range b.Items {
			sign := "-"
			if b.Numbered {
				sign = fmt.Sprintf("%d.", i+1)
			}
			say("%s %s", sign, paragraphs(item))
		}
	case report.Table:
		say("| %s |", cells(b.Columns))
		for _, row := range b.Rows {
			var texts []string
			for _, c := range row {
				texts = append(texts, paragraphs(c))
			}
			say("| %s |", strings.Join(texts, " | "))
		}
	case report.Facts:
		for _, f := range b {
			say("%s: %s", f.Name, spans(f.Value))
		}
	case report.Judgement:
		out.WriteString("\n")
		say("## %s: %s", b.Name, grade(b.Grade))
		for _, p := range b.Reason {
			say("%s", spans(p))
		}
	case report.Questions:
		for _, q := range b {
			say("? %s%s", q.Text, standards(q.Standards))
			if q.Answer == nil {
				say("  (not answered)")
			}
			for _, a := range q.Answer {
				block(out, indent+"  ", a)
			}
		}
	case report.Grade:
		say("%s", grade(b))
	}
}

func spans(p report.Paragraph) string {
	var out strings.Builder
	for _, s := range p {
		switch s.As {
		case report.Strong:
			out.WriteString("*" + s.Words + "*")
		case report.Quiet:
			out.WriteString("(" + s.Words + ")")
		case report.Absent:
			out.WriteString("<" + s.Words + ">")
		default:
			out.WriteString(s.Words)
		}
	}
	return out.String()
}

func paragraphs[P ~[]report.Paragraph](all P) string {
	var out []string
	for _, p := range all {
		out = append(out, spans(p))
	}
	return strings.Join(out, " // ")
}

func cells(all []report.Paragraph) string {
	var out []string
	for _, p := range all {
		out = append(out, spans(p))
	}
	return strings.Join(out, " | ")
}

func standards(codes []string) string {
	if len(codes) == 0 {
		return ""
	}
	return " [" + strings.Join(codes, " ") + "]"
}

func heading(g *report.Grade) string {
	if g == nil {
		return ""
	}
	return " = " + grade(*g)
}

func grade(g report.Grade) string {
	if g.Letter == "" {
		return g.Word
	}
	return fmt.Sprintf("%s (%s, %s, %s)", g.Word, g.Letter, g.Shape, g.Tone)
}
