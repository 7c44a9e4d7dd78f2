package report

import (
	"strconv"
	"time"
)

// Document is what a reader gets, from top to bottom.
type Document struct {
	Title    string // of the document as a file: "Practice Evaluation, TR-20417"
	Subject  string // one line on what it is about; "" for none
	Author   string // the organisation; "" for none
	Language string // BCP 47 tag, such as "en-GB"
	Edited   time.Time
	Running  string   // repeated at the top of every page but the first; "" for none
	Footer   string   // repeated at the foot of every page, beside the page number; "" for none
	Marks    []string // what nobody may overlook on any page: "Training data - invented"; nil for none
	Blocks   []Block
}

// Block is one part of a document: a Heading, Paragraph, Note, List, Table, Facts, Judgement, Questions or Grade.
type Block interface{ block() }

// Heading begins a part of the document.
type Heading struct {
	Level int // 1 to 6; a document begins with 1, and goes deeper one level at a time
	Text  string
	Grade *Grade // of the part that it begins; nil for none
	// Standards are the codes of the practice standards that the whole part evidences.
	Standards []string
}

// Paragraph is running text.
type Paragraph []Span

// Span is words said in one manner. Words hold no line break.
type Span struct {
	Words string
	As    Emphasis
}

// Emphasis is the manner in which words are said.
type Emphasis uint8

// The manners.
const (
	Plain Emphasis = iota
	Strong
	Quiet  // there for whoever looks for it
	Absent // stands where an answer would
)

// Note is an aside: what the form tells its reader, or what the document says about itself.
type Note []Paragraph

// List is a list of items, with bullets unless Numbered.
type List struct {
	Numbered bool
	Items    []Item
}

// Item is one item of a List.
type Item []Paragraph

// Table is a table whose first row names its columns. Every row has as many cells as there are columns.
type Table struct {
	Columns []Paragraph
	Rows    [][]Cell
}

// Cell is one cell of a Table.
type Cell []Paragraph

// Facts are short values, each under a name.
type Facts []Fact

// Fact is one value under its name.
type Fact struct {
	Name  string
	Value Paragraph
}

// Judgement is the overall grade, with why.
type Judgement struct {
	Name   string // "Overall grade"
	Grade  Grade  // without a Word where none is given yet
	Reason []Paragraph
}

// Questions are questions of a form in order, with their answers.
type Questions []Question

// Question is one question with its answer.
type Question struct {
	Number    int // in the form, as on screen and on paper; 0 for what is worked out
	Text      string
	Standards []string // codes of the practice standards that the answer evidences
	Answer    []Block  // Paragraph, List and Grade; nil when not answered
}

// Asked is the question as it is printed, under its number.
func (q Question) Asked() string {
	if q.Number == 0 {
		return q.Text
	}
	return strconv.Itoa(q.Number) + ". " + q.Text
}

// Grade is a grade: always a letter, a shape and a word, and a colour only besides.
type Grade struct {
	Letter string // "" for an answer that is no grade, such as "Not applicable"
	Word   string
	Shape  Shape
	Tone   Tone
}

// Shape is what a grade's letter stands on, as the column shape of a grade list names it.
type Shape string

// The shapes. Any other is drawn as a square.
const (
	Square   Shape = "square"
	Disc     Shape = "disc"
	Triangle Shape = "triangle"
)

// Tone is what a grade's colour means, as the column tone of a grade list names it.
type Tone string

// The tones. Any other is neutral.
const (
	Outstanding         Tone = "outstanding"
	Good                Tone = "good"
	RequiresImprovement Tone = "requires_improvement"
	Inadequate          Tone = "inadequate"
)

func (Heading) block()   {}
func (Paragraph) block() {}
func (Note) block()      {}
func (List) block()      {}
func (Table) block()     {}
func (Facts) block()     {}
func (Judgement) block() {}
func (Questions) block() {}
func (Grade) block()     {}
