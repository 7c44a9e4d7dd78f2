package story

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
)

// Fits reports what Clipped finds in each story.
func Fits(t *testing.T, stories []Story) {
	t.Helper()
	t.Cleanup(func() { test.NewApp() })
	for _, s := range stories {
		w, err := s.show()
		if err != nil {
			t.Fatal(err)
		}
		for _, clipped := range Clipped(w.Canvas()) {
			t.Errorf("%s: %s", s.Name, clipped)
		}
	}
}

// Clipped names the texts of a window that do not fit in the widget that draws them, or reach beyond the window's right
// edge: a person sees them cut off, or over something else.
func Clipped(c fyne.Canvas) []string {
	f := &finder{width: c.Size().Width}
	f.visit(c.Content(), area{size: c.Size()}, fyne.Position{})
	return f.found
}

// area is where a widget stands in the window.
type area struct {
	at   fyne.Position
	size fyne.Size
}

// tolerance is what the widths of texts may be off by: they are measured in whole and summed in parts.
const tolerance = 1.5

type finder struct {
	width float32
	found []string
}

// visit looks at an object whose parent stands at a position, in the widget that draws it.
func (f *finder) visit(o fyne.CanvasObject, in area, parent fyne.Position) {
	if !o.Visible() {
		return
	}
	at := parent.Add(o.Position())
	switch o := o.(type) {
	case *canvas.Text:
		f.text(o, in, at)
	case *fyne.Container:
		for _, child := range o.Objects {
			f.visit(child, in, at)
		}
	case *container.Scroll:
		if o.Direction == container.ScrollVerticalOnly {
			f.visit(o.Content, area{at, o.Size()}, at)
		} // what scrolls sideways may be wider
	case fyne.Widget:
		for _, child := range test.WidgetRenderer(o).Objects() {
			f.visit(child, area{at, o.Size()}, at)
		}
	}
}

func (f *finder) text(t *canvas.Text, in area, at fyne.Position) {
	width := fyne.MeasureText(t.Text, t.TextSize, t.TextStyle).Width
	left := at.X
	switch t.Alignment {
	case fyne.TextAlignCenter:
		left += (t.Size().Width - width) / 2
	case fyne.TextAlignTrailing:
		left += t.Size().Width - width
	}
	right := left + width
	switch {
	case t.Text == "":
	case right > in.at.X+in.size.Width+tolerance, left < in.at.X-tolerance:
		f.found = append(f.found, fmt.Sprintf("%q is %.0f wide in a widget of %.0f", t.Text, width, in.size.Width))
	case right > f.width+tolerance:
		f.found = append(f.found, fmt.Sprintf("%q reaches %.0f beyond the window", t.Text, right-f.width))
	case at.Y+t.TextSize > in.at.Y+in.size.Height+t.TextSize/2:
		f.found = append(f.found, fmt.Sprintf("%q stands lower than its widget", t.Text))
	}
}
