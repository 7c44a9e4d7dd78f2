package workbench

import (
	"maps"
	"slices"
	"unicode/utf8"

	"plumbline/forms"
	"plumbline/forms/guard"
	"plumbline/forms/report"
	"plumbline/forms/session"
)

// hidden is a record as people beyond the team may read it: what may tell who somebody is stands as a role or a blank, in
// every text that a person gave and in whatever repeats it.
type hidden struct {
	report.Reader
	work   *Work
	labels map[string]bool // of choices of the form, which name nobody
	found  bool            // something is covered
}

// hide covers what is marked in a record, and in those of its answers that stand beside others.
func (w *Work) hide(meta *report.Meta) *hidden {
	h := &hidden{Reader: w.session, work: w, labels: map[string]bool{}}
	for _, list := range w.session.Definition().Lists {
		for _, c := range list.Choices {
			for _, label := range c.Label {
				h.labels[label] = true
			}
		}
	}
	meta.Disputed = maps.Clone(meta.Disputed)
	for key, statements := range meta.Disputed {
		v, ok := h.Reader.View(key)
		text := ok && v.Node.Kind == forms.String
		statements = slices.Clone(statements)
		for i, s := range statements {
			statements[i].Who = h.cover(s.Who, nil)
			if text {
				statements[i].Value = h.cover(s.Value, nil)
			}
		}
		meta.Disputed[key] = statements
	}
	return h
}

// View is that of the record, with what is marked in it covered.
func (h *hidden) View(key string) (session.View, bool) {
	v, ok := h.Reader.View(key)
	if !ok {
		return v, ok
	}
	v.Label = h.quoting(v.Node.Label, v.Label)
	v.Hint = h.quoting(v.Node.Hint, v.Hint)
	v.Guidance = h.quoting(v.Node.GuidanceHint, v.Guidance)
	if worded(v.Node) {
		v.Value = h.cover(v.Value, h.work.Marked(key))
		v.Stored, v.Effective = v.Value, v.Value
	}
	v.Choices = slices.Clone(v.Choices)
	for i, c := range v.Choices {
		if c.Columns == nil { // made of answers
			v.Choices[i].Label = maps.Clone(c.Label)
			for language, label := range c.Label {
				v.Choices[i].Label[language] = h.cover(label, nil)
			}
		}
	}
	return v, ok
}

// worded reports whether what stands at a node is in words that a person chose, or repeats such words.
func worded(n *forms.Node) bool {
	return n.Kind == forms.String || !n.Kind.Asked() && !n.Kind.Container()
}

// quoting covers marks in words that repeat answers; those of the form alone stay as they are.
func (h *hidden) quoting(written forms.Text, shown string) string {
	for _, words := range written {
		for _, p := range forms.Parts(words) {
			if p.Expression != "" {
				return h.cover(shown, nil)
			}
		}
	}
	return shown
}

// cover hides what is marked in a text, and what was marked when it was given and stayed.
func (h *hidden) cover(text string, kept []Marked) string {
	if h.labels[text] {
		return text
	}
	marks := h.work.desk.bench.guard.Check(text)
	for _, k := range kept {
		overlaps := func(m guard.Mark) bool { return m.Start < k.End && k.Start < m.End }
		if fits(k, text) && !slices.ContainsFunc(marks, overlaps) {
			marks = append(marks, guard.Mark{Start: k.Start, End: k.End, Kind: k.Kind, Text: text[k.Start:k.End]})
		}
	}
	h.found = h.found || len(marks) > 0
	slices.SortFunc(marks, func(a, b guard.Mark) int { return a.Start - b.Start })
	return guard.Hide(text, marks)
}

// fits reports whether a place is one of this text.
func fits(k Marked, text string) bool {
	return k.End <= len(text) && utf8.RuneStart(text[k.Start]) && (k.End == len(text) || utf8.RuneStart(text[k.End]))
}

const coveredWords = "Names, and whatever else looked as if it tells who somebody is, are replaced by a role or by words in brackets, such as [name]."

// notice says in a report that something is covered, where something is.
func (h *hidden) notice(doc report.Document) report.Document {
	if !h.found {
		return doc
	}
	at := slices.IndexFunc(doc.Blocks, func(b report.Block) bool {
		h, ok := b.(report.Heading)
		return ok && h.Level == 2
	})
	if at < 0 {
		at = len(doc.Blocks)
	}
	doc.Blocks = slices.Insert(slices.Clone(doc.Blocks), at, report.Block(report.Note{{{Words: coveredWords}}}))
	return doc
}
