package workbench

import (
	"strings"

	"plumbline/forms"
	"plumbline/forms/session"
	"plumbline/sync/replica"
)

// Reader is what a face may read of an open form. *session.Session has it.
type Reader interface {
	Definition() *forms.Definition
	View(key string) (session.View, bool)
	Children(key string) []string
	Instances(repeat string) []string
	Problems() []session.Problem
	ProblemsIn(key string) []session.Problem
}

// summarise is a record's line in lists, from the questions that the form marks for it.
func summarise(r Reader) replica.Summary {
	def := r.Definition()
	return replica.Summary{
		Reference: marked(r, forms.PartReference),
		Cohort:    marked(r, forms.PartCohort),
		Team:      marked(r, forms.PartTeam),
		Grade:     gradeName(r),
		Title:     def.Title,
	}
}

// marked gives the answers to the questions of one part in words, joined by semicolons; "" when none is answered.
// Questions inside a repeat have no part in a record's line, and are passed over.
func marked(r Reader, part string) string {
	var out []string
	for _, n := range r.Definition().Marked(part) {
		if v, ok := r.View(n.Key()); ok && v.Relevant && v.Value != "" {
			out = append(out, Answer(v))
		}
	}
	return strings.Join(out, "; ")
}

// Answer puts an answer in words: choices by their label, "; " between several; everything else as it is kept.
func Answer(v session.View) string {
	switch v.Node.Kind {
	case forms.SelectOne:
		return choiceLabel(v, v.Value)
	case forms.SelectMultiple, forms.Rank:
		var labels []string
		for _, name := range strings.Fields(v.Value) {
			labels = append(labels, choiceLabel(v, name))
		}
		return strings.Join(labels, "; ")
	default:
		return v.Value
	}
}

// gradeName is the stored value of the overall grade, by which a face finds its letter, shape and word.
func gradeName(r Reader) string {
	for _, n := range r.Definition().Marked(forms.PartGrade) {
		if v, ok := r.View(n.Key()); ok && v.Relevant {
			return v.Value
		}
	}
	return ""
}
