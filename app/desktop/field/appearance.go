package field

import (
	"strconv"
	"strings"

	"plumbline/app/desktop/look"
	"plumbline/forms"
)

// How choices stand, where the form says nothing.
const (
	manyChoices = 9 // from so many on they stand in columns, where eyes find one by running down
	usualColumn = 2
)

// manner is how the choices of a select stand on the page, as its appearance has it.
type manner struct {
	columns int  // of the same width; 0 for side by side, each as wide as it is
	tall    bool // each has its mark over its words
	faces   bool // each has its face over its words
	rag     bool // red, amber and green get their letters and shapes
	quick   bool // choosing goes on to the next question
}

// mannerOf reads the words that XLSForm has for selects. Of those for small screens it takes what makes sense on a large
// one: "minimal" and "autocomplete" are in newSelection.
func mannerOf(n *forms.Node, choices []forms.Choice) manner {
	m := manner{rag: n.Has("rag"), quick: n.Has("quick") && n.Kind == forms.SelectOne}
	for word := range strings.FieldsSeq(n.Appearance) {
		number, numbered := strings.CutPrefix(word, "columns-")
		switch count, err := strconv.Atoi(number); {
		case numbered && err == nil && count > 0:
			m.columns = count
		case word == "columns":
			m.columns = usualColumn
		case word == "columns-pack":
			return m
		}
	}
	switch {
	case n.Has("faces") && allFaces(choices):
		m.columns, m.faces = len(choices), true
	case n.Has("likert"):
		m.columns, m.tall = len(choices), true
	case m.columns == 0 && len(choices) >= manyChoices:
		m.columns = usualColumn
	}
	return m
}

func allFaces(choices []forms.Choice) bool {
	for _, c := range choices {
		if !known(c.Columns["face"]) {
			return false
		}
	}
	return len(choices) > 0
}

// gradeOf is the grade that a choice shows. Where a form asks for red, amber and green of a list that says no more than
// that, the letters and shapes are those of the shared list.
func (m manner) gradeOf(c forms.Choice) (look.Grade, bool) {
	if g, ok := look.GradeOf(c); ok || !m.rag {
		return g, ok
	}
	switch strings.ToLower(c.Name) {
	case "green":
		return look.Grade{Letter: "G", Shape: "disc", Tone: look.ToneGood}, true
	case "amber":
		return look.Grade{Letter: "A", Shape: "square", Tone: look.ToneRequiresImprovement}, true
	case "red":
		return look.Grade{Letter: "R", Shape: "triangle", Tone: look.ToneInadequate}, true
	}
	return look.Grade{}, false
}
