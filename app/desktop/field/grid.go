package field

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"plumbline/app/desktop/look"
)

var _ look.Flexible = (*grid)(nil)

// gridGap is between options, in pixels at 100 %.
const gridGap = 8

// grid stands options in columns of one width, row by row. Where a column would be narrower than a word of an option there
// are fewer of them.
type grid struct {
	widget.BaseWidget
	columns int
	options []*chip
}

func newGrid(columns int, options []*chip) *grid {
	g := &grid{columns: columns, options: options}
	g.ExtendBaseWidget(g)
	return g
}

// least is the width that a column has at least.
func (g *grid) least() float32 {
	width := look.Px(look.Target)
	for _, o := range g.options {
		width = max(width, o.narrowest())
	}
	return width
}

// fitting is how many columns there are at a width: as many as asked for, or else so many that rows are about as long.
func (g *grid) fitting(width float32) int {
	gap := look.Px(gridGap)
	fit := max(int((width+gap)/(g.least()+gap)), 1)
	if fit >= g.columns {
		return max(g.columns, 1)
	}
	rows := (g.columns + fit - 1) / fit
	return (g.columns + rows - 1) / rows
}

// place walks the rows and returns their height.
func (g *grid) place(width float32, put func(o fyne.CanvasObject, at fyne.Position, size fyne.Size)) float32 {
	columns, gap := g.fitting(width), look.Px(gridGap)
	each := (width - gap*float32(columns-1)) / float32(columns)
	y := float32(0)
	for first := 0; first < len(g.options); first += columns {
		row, high := g.options[first:min(first+columns, len(g.options))], float32(0)
		for _, o := range row {
			high = max(high, look.HeightFor(o, each))
		}
		for i, o := range row {
			put(o, fyne.NewPos(float32(i)*(each+gap), y), fyne.NewSize(each, high))
		}
		y += high + gap
	}
	return max(y-gap, 0)
}

// HeightFor implements look.Flexible.
func (g *grid) HeightFor(width float32) float32 {
	return g.place(width, func(fyne.CanvasObject, fyne.Position, fyne.Size) {})
}

// CreateRenderer implements fyne.Widget.
func (g *grid) CreateRenderer() fyne.WidgetRenderer { return &gridRenderer{g} }

type gridRenderer struct{ grid *grid }

func (r *gridRenderer) Destroy() {}

func (r *gridRenderer) Objects() []fyne.CanvasObject { return objects(r.grid.options) }

func objects(chips []*chip) []fyne.CanvasObject {
	out := make([]fyne.CanvasObject, len(chips))
	for i, c := range chips {
		out[i] = c
	}
	return out
}

func (r *gridRenderer) MinSize() fyne.Size {
	least := r.grid.least()
	return fyne.NewSize(least, r.grid.HeightFor(max(r.grid.Size().Width, least)))
}

func (r *gridRenderer) Layout(size fyne.Size) {
	r.grid.place(size.Width, func(o fyne.CanvasObject, at fyne.Position, size fyne.Size) { place(o, at, size) })
}

func (r *gridRenderer) Refresh() {
	r.Layout(r.grid.Size())
	for _, o := range r.grid.options {
		o.Refresh()
	}
}
