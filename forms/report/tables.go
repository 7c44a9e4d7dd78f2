package report

import (
	"slices"

	"plumbline/forms"
	"plumbline/forms/library/query"
	"plumbline/forms/session"
)

// Counted is what tables of a report look at: the complete records of one form, or the entities of one list.
type Counted struct {
	Records   []map[string]string // answers by the names of questions
	Questions map[string]Grouping // by name; a question that is not there is called by its name
}

// Grouping is a question by which tables are grouped.
type Grouping struct {
	Label   string      // "" where the question has none
	Choices *forms.List // that answers are; nil for other answers
	// Identifying says that an answer may tell who somebody is. Counts of choices, small ones left out, do not.
	Identifying bool
	Private     bool // its answers stay with those who work on a record
}

// mostAcross is how many groups a table may have across the page.
const mostAcross = 6

// queried reads the query of a note that is a table.
func queried(n *forms.Node) (query.Query, bool) {
	line := n.Bind["qa:query"]
	if n.Kind != forms.Note || line == "" {
		return query.Query{}, false
	}
	q, err := query.Parse(line)
	return q, err == nil && len(q.By) > 0
}

// Tables lists the forms and lists that the tables of a form look at, each once, in form order.
func Tables(form *forms.Definition) []string {
	var out []string
	form.Root.Walk(func(n *forms.Node) bool {
		if q, ok := queried(n); ok && !slices.Contains(out, q.Source) {
			out = append(out, q.Source)
		}
		return true
	})
	return out
}

// counted shows what a note counts among other records as a table under the words of the note.
func (b *builder) counted(v session.View, q query.Query) []Block {
	out := []Block{Paragraph{{wording(v.Label), Strong}}}
	absent := func(words string) []Block { return append(out, Paragraph{{words, Absent}}) }
	source, ok := b.meta.Counted[q.Source]
	if !ok {
		return absent("Nothing was counted.")
	}
	for _, by := range q.By {
		if g := source.Questions[by]; g.Private || g.Identifying && g.Choices == nil && b.circle.others {
			return absent("This table is left out: it may tell who somebody is.")
		}
	}
	t := tally{by: q.By, source: source, others: b.circle.others, label: b.label}
	t.rows = q.Run(source.Records, func(reference string) string {
		answer, _ := b.circle.Reader.View(keyOf(reference, v.Key))
		return answer.Value
	})
	switch {
	case t.rows == nil:
		return absent("Not counted yet: an answer that it depends on is missing.")
	case len(t.rows) == 0:
		return absent("None were found.")
	}
	return append(out, t.block()...)
}
