package field

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"plumbline/app/desktop/look"
	"plumbline/forms/session"
)

// line is the control for text and numbers of one line.
type line struct {
	box
	widest float32 // in pixels at 100 %; 0 takes what there is
}

func newText(q *question) *line {
	return newLine(q, q.typed, 0)
}

// newNumber keeps whatever is typed: the session says what is wrong with it, and nobody's keys are swallowed.
func newNumber(q *question) *line {
	typed := func(text string) { q.typed(strings.TrimSpace(text)) }
	return newLine(q, typed, 160)
}

// newPlaces takes a place, or several with semicolons between them, as latitude and longitude in degrees.
func newPlaces(q *question) *line {
	l := newText(q)
	l.entry.SetPlaceHolder("latitude longitude")
	return l
}

func newLine(q *question, typed func(string), widest float32) *line {
	l := &line{widest: widest}
	l.init(q, typed)
	l.ExtendBaseWidget(l)
	return l
}

func (l *line) show(v session.View) {
	if strings.TrimSpace(l.entry.Text) != strings.TrimSpace(v.Value) {
		l.entry.set(v.Value)
	}
}

func (l *line) HeightFor(float32) float32 { return l.entry.MinSize().Height }

// Resize keeps a number's box short.
func (l *line) Resize(size fyne.Size) {
	if l.widest > 0 {
		size.Width = min(size.Width, look.Px(l.widest))
	}
	l.box.Resize(size)
}

// The rows that long text shows: it grows with its content from one to the other, then scrolls.
const (
	leastRows = 3
	mostRows  = 14
)

// longText is the control for text of many lines.
type longText struct {
	box
	// twin wraps the same text as the entry does, which will not say how high it would be at another width.
	twin *widget.RichText
}

func newLongText(q *question) *longText {
	l := &longText{twin: widget.NewRichTextWithText("")}
	l.twin.Wrapping = fyne.TextWrapWord
	l.init(q, func(text string) {
		q.typed(text)
		l.grow()
	})
	l.entry.MultiLine, l.entry.Wrapping = true, fyne.TextWrapWord
	l.entry.SetMinRowsVisible(leastRows)
	l.ExtendBaseWidget(l)
	return l
}

func (l *longText) show(v session.View) {
	if l.entry.Text != v.Value {
		l.entry.set(v.Value)
		l.grow()
	}
}

// grow fits the control to its text when the number of its rows has changed.
func (l *longText) grow() {
	if size := l.Size(); size.Width > 0 && l.HeightFor(size.Width) != size.Height {
		l.entry.question.Refresh()
	}
}

// MinSize is as high as the text is at its present width.
func (l *longText) MinSize() fyne.Size {
	least := l.entry.MinSize()
	if width := l.Size().Width; width > 0 {
		least.Height = l.HeightFor(width)
	}
	return least
}

func (l *longText) HeightFor(width float32) float32 {
	segment := l.twin.Segments[0].(*widget.TextSegment)
	if segment.Text != l.entry.Text || l.twin.Size().Width != width || segment.Style.SizeName == "" {
		segment.Text, segment.Style.SizeName = l.entry.Text, theme.SizeNameText
		l.twin.Resize(fyne.NewSize(width, 1))
		l.twin.Refresh()
	}
	pad := 2 * theme.InnerPadding()
	row := l.entry.MinSize().Height/leastRows - pad/leastRows
	return max(leastRows*row+pad, min(l.twin.MinSize().Height, mostRows*row+pad))
}
