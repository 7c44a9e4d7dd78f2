package paper

import (
	"fmt"
	"slices"
	"strings"

	"plumbline/forms"
	"plumbline/forms/report"
)

// Options are how a form is printed.
type Options struct {
	Language string // as the form names it; "" for the one that it is shown in first. See Language
	Training bool   // marks every page as training data
}

// New puts a form into a document to fill in by hand.
func New(def *forms.Definition, o Options) Document {
	if o.Language == "" {
		o.Language = first(def)
	}
	b := &builder{
		form: def, language: o.Language, words: wordsIn(tag(o.Language)), numbers: forms.Numbers(def),
		byPath: map[string]*forms.Node{}, letters: map[string]string{},
	}
	def.Root.Walk(func(n *forms.Node) bool {
		b.byPath[n.Path] = n
		return true
	})
	audience := def.Setting("audience")
	b.doc = Document{
		Title: def.Title, Subject: def.Setting("purpose"), Author: def.Setting("organisation"), Language: tag(o.Language),
		Code: Code(def), Page: b.words.page, Large: audience == "child" || audience == "young_person" || easy(o.Language),
	}
	b.doc.Running = joined(def.Title, fmt.Sprintf(b.words.version, def.Version), def.Hash[:min(len(def.Hash), shownHash)])
	if marked := def.Marked(forms.PartReference); len(marked) > 0 && marked[0].Required == "true()" {
		b.doc.Reference = b.wording(marked[0].Label)
	}
	if o.Training {
		b.doc.Marks = append(b.doc.Marks, "Training data \u2013 invented")
	}
	if draft(def, o.Language) {
		b.doc.Marks = append(b.doc.Marks, b.words.draft)
	}
	b.cover()
	b.inside(def.Root, 2)
	b.appendix()
	return b.doc
}

// shownHash is how much of a hash tells versions apart for a person.
const shownHash = 12

// builder reads one form.
type builder struct {
	form     *forms.Definition
	language string
	words    words
	numbers  forms.Numbering
	byPath   map[string]*forms.Node
	doc      Document

	instance int               // of the repeat that is printed now, counted from 1; 0 outside repeats
	letters  map[string]string // of the lists that are printed at the end, by name
	listed   []*forms.List     // these lists, in order
}

func (b *builder) add(p ...Part) { b.doc.Parts = append(b.doc.Parts, p...) }

// cover is what the form is, and how it is filled in.
func (b *builder) cover() {
	if b.doc.Author != "" {
		b.add(Paragraph{b.doc.Author, true})
	}
	b.add(Heading{Level: 1, Text: b.doc.Title})
	if b.doc.Language == "en-GB" && b.doc.Subject != "" {
		b.add(Paragraph{Words: b.doc.Subject})
	}
	told := []string{}
	if !b.doc.Large {
		told = append(told, b.words.begin, b.words.needed)
	}
	if b.doc.Code != "" {
		told = append(told, fmt.Sprintf(b.words.code, b.doc.Code))
	}
	b.add(Paragraph{strings.Join(told, " "), true})
}

// inside prints what stands in a container, whose headings are of a level.
func (b *builder) inside(n *forms.Node, level int) {
	for _, c := range n.Children {
		switch {
		case n == b.form.Root && c.Name == forms.MetaName:
		case c.Kind == forms.Repeat:
			b.repeat(c, level)
		case c.Kind == forms.Group:
			b.group(c, level)
		case c.Kind == forms.Note:
			b.note(c)
		case b.numbers.Of(c) > 0:
			b.add(b.question(c))
		}
	}
}

// group prints a group under its heading. One in which nothing can be answered is left out.
func (b *builder) group(n *forms.Node, level int) {
	if b.firstIn(n) == 0 {
		return
	}
	if label := b.wording(n.Label); label != "" {
		b.add(Heading{Level: min(level, deepestHeading), Text: label, Hint: b.wording(n.Hint), Only: b.onlyOr(n), Fresh: level == 2})
		level++
	} else if said := b.onlyOr(n); said != "" {
		b.add(Note{Words: said})
	}
	b.inside(n, level)
}

// deepestHeading is the deepest level of heading that documents know.
const deepestHeading = 6

// onlyOr is when a container is filled in, and where to go on if it is not.
func (b *builder) onlyOr(n *forms.Node) string {
	said := b.only(n)
	next := b.after(n)
	if said == "" || next == 0 || b.when(n) == "" {
		return said
	}
	return said + " " + fmt.Sprintf(b.words.skip, next)
}

// firstIn is the number of the first question in a container; 0 where there is none.
func (b *builder) firstIn(n *forms.Node) int {
	out := 0
	n.Walk(func(c *forms.Node) bool {
		if out == 0 {
			out = b.numbers.Of(c)
		}
		return out == 0
	})
	return out
}

// after is the number of the first question after a container; 0 where there is none.
func (b *builder) after(n *forms.Node) int {
	last := 0
	n.Walk(func(c *forms.Node) bool {
		last = max(last, b.numbers.Of(c))
		return true
	})
	if last >= len(b.numbers) {
		return 0
	}
	return last + 1
}

// note prints words of the form. Those that show what is worked out are left out, and so are nudges that sheets cannot say
// when to heed.
func (b *builder) note(n *forms.Node) {
	label, alert := b.wording(n.Label), n.Has("alert")
	if label == "" || n.Calculation != "" || n.Bind["qa:query"] != "" || tells(n.Label) || b.instance > 1 {
		return
	}
	when := ""
	if n.Relevant != "" {
		if when = b.when(n); when == "" && !alert {
			return
		}
	}
	out := Note{Words: label, Alert: alert}
	if when != "" {
		out.Only = fmt.Sprintf(b.words.unless, when)
	}
	b.add(out)
}

// repeats is how many instances of a repeat are printed: fewer of those that ask much.
func (b *builder) repeats(n *forms.Node) int {
	asked := 0
	n.Walk(func(c *forms.Node) bool {
		if b.numbers.Of(c) > 0 {
			asked++
		}
		return true
	})
	if asked > 8 {
		return 2
	}
	return 3
}

// repeat prints a repeat several times over.
func (b *builder) repeat(n *forms.Node, level int) {
	if b.firstIn(n) == 0 {
		return
	}
	label, each := b.wording(n.Label), n.Bind["qa:each"]
	if label != "" {
		b.add(Heading{Level: min(level, deepestHeading), Text: label, Hint: b.wording(n.Hint), Only: b.onlyOr(n), Fresh: level == 2})
		level++
	}
	if each == "" || b.doc.Language != "en-GB" {
		each = label
	}
	outer := b.instance
	for i := range b.repeats(n) {
		b.instance = i + 1
		b.add(Heading{Level: min(level, deepestHeading), Text: strings.TrimSpace(fmt.Sprintf(b.words.of, each, i+1))})
		b.inside(n, level+1)
	}
	b.instance = outer
	b.add(Paragraph{b.words.more, true})
}

// question is one question with room for its answer.
func (b *builder) question(n *forms.Node) Question {
	q := Question{
		Number: b.numbers.Of(n), Text: b.wording(n.Label), Required: n.Required == "true()" && !b.doc.Large,
		Standards: b.standards(n.Standards()), Only: b.only(n), Hint: b.wording(n.Hint),
	}
	if q.Text == "" {
		q.Text = strings.ReplaceAll(n.Name, "_", " ")
	}
	if b.instance > 1 {
		q.Hint, q.Standards = "", ""
	}
	q.How, q.Room = b.room(n)
	return q
}

// public reports whether children, families or carers fill the form in.
func (b *builder) public() bool {
	return slices.Contains([]string{"child", "young_person", "family", "carer"}, b.form.Setting("audience"))
}

// standards names practice standards. Those who are no staff are not bothered with them.
func (b *builder) standards(codes []string) string {
	switch {
	case len(codes) == 0 || b.public():
		return ""
	case len(codes) == 1:
		return fmt.Sprintf(b.words.standard, codes[0])
	default:
		return fmt.Sprintf(b.words.standards, strings.Join(codes, ", "))
	}
}

// joined puts parts that say something in one line.
func joined(parts ...string) string {
	var out []string
	for _, p := range parts {
		if p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, " \u00b7 ")
}

// gradeOf is the grade that a choice is.
func gradeOf(c forms.Choice, word string) report.Grade {
	return report.Grade{
		Letter: c.Columns["letter"], Word: word, Shape: report.Shape(c.Columns["shape"]), Tone: report.Tone(c.Columns["tone"]),
	}
}
