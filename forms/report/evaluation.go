package report

import (
	"cmp"
	"slices"
	"strings"

	"plumbline/forms"
	"plumbline/forms/session"
)

// Evaluation puts a filled form into a document: what it is about, the overall grade and why, strengths, areas to
// develop, actions and what the family said, then every relevant section, and last what identifies the record. A
// question that stands in front is not repeated in its section.
func Evaluation(r Reader, meta Meta) Document {
	form := r.Definition()
	c := seen(r, meta.For)
	b := &builder{reader: c, circle: c, form: form, meta: meta, printed: map[string]bool{}, standards: standardsOf(form), numbers: forms.Numbers(form)}
	reference := b.inWords(forms.PartReference)
	title := b.title()
	doc := Document{
		Title: joined(", ", title, reference), Subject: joined(", ", title, b.inWords(forms.PartCohort), b.inWords(forms.PartTeam)),
		Author: meta.Organisation, Language: tag(b.form.Language), Edited: meta.Edited,
		Running: joined(" \u00b7 ", title, reference), Footer: b.footer(reference), Marks: meta.marks(),
	}
	for _, part := range [][]Block{
		b.cover(), b.judgement(), b.points(forms.PartStrengths, "Strengths"), b.points(forms.PartDevelop, "Areas to develop"),
		b.actions(), b.family(), b.sections(), b.about(),
	} {
		doc.Blocks = append(doc.Blocks, part...)
	}
	return doc
}

// title is what the form is called.
func (b *builder) title() string { return cmp.Or(b.form.Title, b.form.ID, "Report") }

// builder reads one form and remembers what it has already put in front.
type builder struct {
	reader    Reader
	circle    *circle // reader, by its own type
	form      *forms.Definition
	meta      Meta
	numbers   forms.Numbering
	standards []string        // codes that the form's questions evidence
	printed   map[string]bool // by key
}

// marked gives the relevant nodes of one part that stand outside every repeat, in form order.
func (b *builder) marked(part string) []session.View {
	var out []session.View
	for _, n := range b.form.Marked(part) {
		if v, ok := b.reader.View(n.Key()); ok && v.Relevant && !repeated(n) {
			out = append(out, v)
		}
	}
	return out
}

// repeated reports whether a node stands inside a repeat.
func repeated(n *forms.Node) bool {
	for up := n.Parent; up != nil; up = up.Parent {
		if up.Kind == forms.Repeat {
			return true
		}
	}
	return false
}

// take is marked for nodes that are then in front. What another part has taken is not taken again.
func (b *builder) take(part string) []session.View {
	var out []session.View
	for _, v := range b.marked(part) {
		if !b.printed[v.Key] {
			b.printed[v.Key] = true
			out = append(out, v)
		}
	}
	return out
}

// takeAnswers is take for parts that are answers, and no groups or repeats.
func (b *builder) takeAnswers(part string) []session.View {
	views := b.answers(part)
	for _, v := range views {
		b.printed[v.Key] = true
	}
	return views
}

// answers is marked without groups and repeats.
func (b *builder) answers(part string) []session.View {
	return slices.DeleteFunc(b.marked(part), func(v session.View) bool { return v.Node.Kind.Container() })
}

// inWords gives the answers of one part, joined by semicolons; "" for none.
func (b *builder) inWords(part string) string {
	out := ""
	for _, v := range b.answers(part) {
		out = joined("; ", out, b.words(v))
	}
	return out
}

// joined joins what is not empty.
func joined(between string, parts ...string) string {
	var out []string
	for _, s := range parts {
		if s != "" {
			out = append(out, s)
		}
	}
	return strings.Join(out, between)
}

// tag is the language tag of a language as a form names it: "English (en)". English is British English.
func tag(language string) string {
	_, code, _ := strings.Cut(language, "(")
	code = strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(code), ")"))
	if code == "" || code == "en" || strings.ContainsFunc(code, notTag) {
		return "en-GB"
	}
	return code
}

func notTag(r rune) bool {
	return r != '-' && (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z')
}
