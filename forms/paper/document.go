package paper

import "plumbline/forms/report"

// Document is a form to fill in by hand, from top to bottom.
type Document struct {
	Title    string // of the form
	Subject  string // one line on what it is for; "" for none
	Author   string // the organisation; "" for none
	Language string // BCP 47 tag, such as "en-GB"

	Running   string   // at the head of every page: title, version and the beginning of its hash
	Reference string   // what whoever fills it in writes at the head of every page, so that loose sheets find each other; "" for nothing
	Code      string   // of the form's version; with the number of the page, at the foot of every page
	Page      string   // format of the page's number and of how many there are: "Page %d of %d"
	Marks     []string // what nobody may overlook on any page; nil for none
	Large     bool     // set in larger type, for children and for easy read
	Parts     []Part
}

// Part is one part of a Document: a Heading, Paragraph, Note, Question or List.
type Part interface{ part() }

// Heading begins a part of the form.
type Heading struct {
	Level int // 1 to 6, deeper by one level at a time
	Text  string
	Hint  string
	Only  string // when the part is filled in: "Only if 4 is Yes. If not, go to 12."; "" for always
	// Fresh asks for a new page where little of one is left.
	Fresh bool
}

// Paragraph is words of the document about itself.
type Paragraph struct {
	Words string
	Quiet bool
}

// Note is words of the form.
type Note struct {
	Words string
	Only  string // when it holds; "" for always
	Alert bool   // nobody may overlook it
}

// Question is one question with room for its answer.
type Question struct {
	Number    int
	Text      string
	Required  bool
	Standards string // practice standards that the answer evidences, in words; "" for none
	Only      string // when it is asked; "" for always
	Hint      string
	How       string // how to answer: "Tick one."; "" where that is plain
	Room      Room
}

// List is choices to choose from in writing, or what choices mean.
type List struct {
	Name    string
	Items   []Item
	Columns int // side by side
}

// Item is one choice of a List.
type Item struct {
	Label   string
	Meaning string // "" for a plain choice
}

// Room is where an answer goes: Lines, Line, Cells, Ticks, Steps or Frame.
type Room interface{ room() }

// Lines are ruled lines over the whole width, so many.
type Lines int

// Line is one short ruled line for a number or a few words.
type Line struct{ Unit string }

// Cells are boxes for one character each, in groups with a word under each group: day, month, year.
type Cells []Group

// Group is so many boxes for one part of an answer.
type Group struct {
	Name  string
	Boxes int
}

// Ticks are choices, each with a box before it.
type Ticks struct {
	Choices  []Choice
	Columns  int  // side by side; 0 for as many as fit
	Numbered bool // the boxes take numbers and not ticks
	Round    bool // only one can be chosen
}

// Choice is one choice in words, with its grade or its face where it has one.
type Choice struct {
	Label string
	Grade report.Grade // without a Letter for what is no grade
	Face  Face
}

// Steps are the steps of a scale, one of which is ringed.
type Steps []string

// Frame is an empty frame to draw or sign in, as high as so many lines.
type Frame int

// Face is what a face that stands beside a choice looks like, as the column face of a list names it.
type Face string

// The faces. Any other is none.
const (
	Smile    Face = "smile"
	Straight Face = "straight"
	Frown    Face = "frown"
)

// Known reports whether there is such a face.
func (f Face) Known() bool { return f == Smile || f == Straight || f == Frown }

func (Heading) part()   {}
func (Paragraph) part() {}
func (Note) part()      {}
func (Question) part()  {}
func (List) part()      {}

func (Lines) room() {}
func (Line) room()  {}
func (Cells) room() {}
func (Ticks) room() {}
func (Steps) room() {}
func (Frame) room() {}
