package pdf

import "plumbline/forms/report"

// text is characters on a baseline that begins at x, y.
type text struct {
	x, y  float64
	style style
	words string
}

// filled is an area in one colour, with round corners.
type filled struct {
	rectangle
	colour colour
	radius float64
}

// polygon is an area in one colour.
type polygon struct {
	corners []point
	colour  colour
}

type point struct{ x, y float64 }

// disc is a filled circle about x, y.
type disc struct {
	x, y, radius float64
	colour       colour
}

// turned is characters across the page, the middle of their baseline at x, y. They are drawn as shapes, so that nobody
// who selects or extracts text gets them in between.
type turned struct {
	text
	degrees float64 // against the clock
	width   float64
}

// many is marks that are drawn together.
type many []mark

func (m many) paint(c *canvas) {
	for _, one := range m {
		one.paint(c)
	}
}

// badge is a grade's letter on its shape, which stands in a line like a word.
type badge struct {
	grade report.Grade
	side  float64
	size  float64 // of the text beside it
}

// bounds has room for a triangle, which is wider and lower.
func (b badge) bounds(x, y float64) rectangle {
	more := b.side * 0.1
	return rectangle{x - more, y - capitals*b.size/2 - b.side/2 - more, b.side + 2*more, b.side + 2*more}
}

// What share of a badge a letter is high, and of a letter a capital is.
const (
	letterShare = 0.62
	capitals    = 0.668
)

func (b badge) mark(x, y float64) mark {
	strong, _ := tones(b.grade.Tone)
	middle := point{x + b.side/2, y - capitals*b.size/2}
	half := b.side / 2
	letter := text{style: style{bold, b.side * letterShare, white}, words: b.grade.Letter}
	base := middle.y + capitals*letter.style.size/2
	var shape mark
	switch b.grade.Shape {
	case report.Disc:
		shape = disc{middle.x, middle.y, half, strong}
	case report.Triangle: // of the same weight, so wider; its middle is lower, so the letter is smaller and lower
		shape = polygon{[]point{{middle.x, middle.y - half*1.1}, {middle.x + half*1.15, middle.y + half*0.9}, {middle.x - half*1.15, middle.y + half*0.9}}, strong}
		letter.style.size *= 0.85
		base = middle.y + half*0.75
	default:
		shape = filled{rectangle{x, middle.y - half, b.side, b.side}, strong, b.side * 0.14}
	}
	return many{shape, centred{letter, middle.x, base}}
}

// centred is text about x.
type centred struct {
	text
	middle, base float64
}

// alternative says what a badge shows.
func alternative(g report.Grade) string {
	shape := g.Shape
	if shape != report.Disc && shape != report.Triangle {
		shape = report.Square
	}
	return "Letter " + g.Letter + " on a " + string(shape)
}
