package pdf_test

import (
	"strings"
	"testing"

	"plumbline/forms/pdf"
	"plumbline/forms/report"
)

// FuzzWrite puts any text in every place that takes some: the file keeps the rules, and a paragraph comes out again.
func FuzzWrite(f *testing.F) {
	for _, seed := range []string{
		"", "He is heard.", "\u00a34.50, \u201cquoted\u201d \u2013 \u0175\u0177 \u2192 \u2713", "\U0001F642\U0001F468\u200d\U0001F469 and \u0395\u03bb\u03bb\u03ac\u03b4\u03b1",
		"a\x00b\nc\td\u00a0e", "\xff\xfe", strings.Repeat("long", 300), "( ) \\ < > [ ] %", "w\u0302 e\u0301 \u0300", "\u202eabc", " a  b ",
	} {
		f.Add(seed)
	}
	w := newWriter(f)
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 4000 {
			t.Skip("longer text takes longer and finds nothing else")
		}
		doc := report.Document{Title: "T" + text, Subject: text, Author: text, Language: "en-GB", Footer: text, Running: text, Marks: []string{text}, Blocks: []report.Block{
			words(text),
			report.Heading{Level: 1, Text: "H" + text, Standards: []string{text}, Grade: &report.Grade{Letter: text, Word: text}},
			report.Judgement{Name: "J" + text, Grade: report.Grade{Letter: text, Word: text}, Reason: []report.Paragraph{words(text)}},
			report.Note{words(text)},
			report.List{Items: []report.Item{{words(text), {{Words: text, As: report.Quiet}}}}},
			report.Facts{{Name: text, Value: words(text)}},
			report.Table{Columns: []report.Paragraph{words(text), words("b")}, Rows: [][]report.Cell{{{words(text)}, nil}}},
			report.Questions{{Text: text, Standards: []string{text}, Answer: []report.Block{words(text)}}, {Text: text}},
		}}
		file := write(t, w, doc)
		for _, wrong := range check(file) {
			t.Error(wrong)
		}
		r, err := read(file)
		if err != nil {
			t.Fatal(err)
		}
		if got, want := spaced(firstParagraph(r)), spaced(pdf.Clean(w, text)); got != want {
			t.Errorf("%q comes out as %q", want, got)
		}
	})
}

// firstParagraph is the text of the first element in the document; "" when the first is no paragraph, as nothing is
// drawn of one without text.
func firstParagraph(r *reading) string {
	elements := r.kids(r.dict(r.kids(r.root())[0]))
	if first, ok := elements[0].(ref); ok && r.dict(first)["S"] == name("P") {
		return r.say(first)
	}
	return ""
}

// spaced is text with single spaces, and none at its ends.
func spaced(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == ' ' }), " ")
}
