package pdf

import "plumbline/forms/report"

// Lengths are in points, 1/72 inch; y runs down from the top of the page.
const (
	pageWidth  = 595.28 // A4
	pageHeight = 841.89

	marginSide   = 56.0
	marginTop    = 60.0
	marginBottom = 68.0

	textWidth = pageWidth - 2*marginSide
	measure   = 436.0 // running text: some 75 characters a line
	bottom    = pageHeight - marginBottom
)

// colour is red, green and blue.
type colour [3]uint8

var (
	white      = colour{0xFF, 0xFF, 0xFF}
	ink        = colour{0x1B, 0x27, 0x26}
	quietInk   = colour{0x55, 0x63, 0x5F}
	lineColour = colour{0xDD, 0xD9, 0xD0}
	accent     = colour{0x0B, 0x5F, 0x5B}
	noteBack   = colour{0xFB, 0xF1, 0xDF}
	noteBar    = colour{0xB4, 0x53, 0x09}
	plainBack  = colour{0xF6, 0xF5, 0xF1}
	markColour = colour{0xF3, 0xF1, 0xEB} // of the words across the page: seen, and never in the way
)

// tones returns the colour of a grade and the soft one behind it.
func tones(t report.Tone) (strong, soft colour) {
	switch t {
	case report.Outstanding:
		return colour{0x1F, 0x4E, 0x9E}, colour{0xE9, 0xEF, 0xF8}
	case report.Good:
		return colour{0x1E, 0x6B, 0x3C}, colour{0xE7, 0xF2, 0xEA}
	case report.RequiresImprovement:
		return colour{0x8A, 0x53, 0x00}, noteBack
	case report.Inadequate:
		return colour{0x9B, 0x1C, 0x2B}, colour{0xFA, 0xEA, 0xEB}
	default:
		return quietInk, plainBack
	}
}

// style is how characters look.
type style struct {
	face   faceName
	size   float64
	colour colour
}

// leading is the height of a line of text, as a share of its size; headings have less.
const (
	leading        = 1.5
	headingLeading = 1.25
)

// The share of a size that a font reaches over and under the baseline.
const (
	ascent  = 0.95
	descent = 0.30
)

var (
	textStyle     = style{regular, 11, ink}
	strongStyle   = style{bold, 11, ink}
	quietStyle    = style{regular, 9.5, quietInk}
	absentStyle   = style{italic, 10.5, quietInk}
	factStyle     = style{regular, 10.5, ink}
	nameStyle     = style{bold, 9.5, quietInk}
	cellStyle     = style{regular, 10, ink}
	cellHeadStyle = style{bold, 9.5, quietInk}
	smallStyle    = style{regular, 8, quietInk}
	markStyle     = style{bold, 8, noteBar}
)

// heading returns the style of a heading, the space over it and the space under it.
func heading(level int) (st style, above, below float64) {
	switch level {
	case 1:
		return style{bold, 23, ink}, 4, 8
	case 2:
		return style{bold, 15, ink}, 28, 10
	case 3:
		return style{bold, 12.5, ink}, 18, 6
	default:
		return style{bold, 11, accent}, 14, 4
	}
}

// emphasised is a style as words say themselves.
func emphasised(st style, as report.Emphasis) style {
	switch as {
	case report.Strong:
		st.face = bold
	case report.Quiet:
		st = style{regular, min(st.size, quietStyle.size), quietInk}
	case report.Absent:
		st = style{italic, min(st.size, absentStyle.size), quietInk}
	case report.Plain:
	}
	return st
}
