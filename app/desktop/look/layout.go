package look

import "fyne.io/fyne/v2"

// Flexible is an object whose height follows from its width. Asking for a height does not change what is shown.
type Flexible interface {
	HeightFor(width float32) float32
}

// flexibleLayout is a layout that can tell a container's height from its width.
type flexibleLayout interface {
	heightFor(objects []fyne.CanvasObject, width float32) float32
}

// HeightFor returns the height that an object needs at a width; for one that does not care, that of its MinSize.
func HeightFor(o fyne.CanvasObject, width float32) float32 {
	if f, ok := o.(Flexible); ok {
		return f.HeightFor(width)
	}
	if c, ok := o.(*fyne.Container); ok {
		if l, ok := c.Layout.(flexibleLayout); ok {
			return l.heightFor(c.Objects, width)
		}
	}
	return o.MinSize().Height
}

// NewColumn stacks objects at full width, gap pixels apart. Hidden ones take no room.
func NewColumn(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: &column{gap: gap}, Objects: objects}
}

type column struct {
	gap   float32
	width float32 // as last laid out; 0 before
}

func (l *column) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	y := float32(0)
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		h := HeightFor(o, size.Width)
		o.Move(fyne.NewPos(0, y))
		o.Resize(fyne.NewSize(size.Width, h))
		y += h + Px(l.gap)
	}
}

func (l *column) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(widest(objects), l.heightFor(objects, l.width))
}

func (l *column) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	height, shown := float32(0), 0
	for _, o := range objects {
		if o.Visible() {
			height += HeightFor(o, width)
			shown++
		}
	}
	return height + Px(l.gap)*float32(max(shown-1, 0))
}

func widest(objects []fyne.CanvasObject) float32 {
	width := float32(0)
	for _, o := range objects {
		if o.Visible() {
			width = max(width, o.MinSize().Width)
		}
	}
	return width
}

// NewFlow sets objects side by side, gap pixels apart, going on in a new row where the width ends. Each has the width
// of its MinSize, or the whole row when it asks for more.
func NewFlow(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: &flow{gap: gap}, Objects: objects}
}

type flow struct {
	gap   float32
	width float32
}

func (l *flow) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	l.place(objects, size.Width, func(o fyne.CanvasObject, pos fyne.Position, size fyne.Size) {
		o.Move(pos)
		o.Resize(size)
	})
}

func (l *flow) MinSize(objects []fyne.CanvasObject) fyne.Size {
	if l.width > 0 {
		return fyne.NewSize(Px(Target), l.heightFor(objects, l.width))
	}
	row := fyne.Size{}
	for _, o := range objects {
		if o.Visible() {
			row = row.Max(o.MinSize())
		}
	}
	return fyne.NewSize(Px(Target), row.Height)
}

func (l *flow) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	return l.place(objects, width, func(fyne.CanvasObject, fyne.Position, fyne.Size) {})
}

// place walks the rows and returns their height. Objects in one row share its height.
func (l *flow) place(objects []fyne.CanvasObject, width float32, put func(fyne.CanvasObject, fyne.Position, fyne.Size)) float32 {
	x, y, row, gap := float32(0), float32(0), float32(0), Px(l.gap)
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		w := min(o.MinSize().Width, width)
		if x > 0 && x+w > width {
			x, y, row = 0, y+row+gap, 0
		}
		h := HeightFor(o, w)
		put(o, fyne.NewPos(x, y), fyne.NewSize(w, h))
		x, row = x+w+gap, max(row, h)
	}
	return y + row
}

// Insets are the distances from the edges of a container to its one object, in pixels at 100 %.
type Insets struct{ Top, Right, Bottom, Left float32 }

// NewInset keeps an object away from the edges.
func NewInset(in Insets, o fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: in, Objects: []fyne.CanvasObject{o}}
}

// Layout implements fyne.Layout.
func (in Insets) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Move(fyne.NewPos(Px(in.Left), Px(in.Top)))
		o.Resize(size.SubtractWidthHeight(Px(in.Left+in.Right), Px(in.Top+in.Bottom)))
	}
}

// MinSize implements fyne.Layout.
func (in Insets) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := fyne.Size{}
	for _, o := range objects {
		size = size.Max(o.MinSize())
	}
	return size.AddWidthHeight(Px(in.Left+in.Right), Px(in.Top+in.Bottom))
}

func (in Insets) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	height := float32(0)
	for _, o := range objects {
		height = max(height, HeightFor(o, width-Px(in.Left+in.Right)))
	}
	return height + Px(in.Top+in.Bottom)
}

// Measure is the greatest width of a line that is easy to read, some 75 characters of text, in pixels at 100 %.
const Measure = 560

// NewMeasure holds an object to at most Measure, at the left.
func NewMeasure(o fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: atMost(Measure), Objects: []fyne.CanvasObject{o}}
}

type atMost float32

func (l atMost) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	size.Width = min(size.Width, Px(float32(l)))
	for _, o := range objects {
		o.Move(fyne.NewPos(0, 0))
		o.Resize(size)
	}
}

func (l atMost) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return Insets{}.MinSize(objects)
}

func (l atMost) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	return Insets{}.heightFor(objects, min(width, Px(float32(l))))
}
