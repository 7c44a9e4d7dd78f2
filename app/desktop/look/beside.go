package look

import "fyne.io/fyne/v2"

// NewBeside puts main at the left, filling what side leaves, and side at the right, gap pixels away, centred in height.
// Where that would leave main next to nothing, side goes below it.
func NewBeside(gap float32, main, side fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: &beside{gap: gap}, Objects: []fyne.CanvasObject{main, side}}
}

type beside struct {
	gap   float32
	width float32 // as last laid out; 0 before
}

// leastMain is the width, in pixels at 100 %, below which main is too narrow to read.
const leastMain = 160

// share returns the widths of main and side, and whether side goes below main.
func (l *beside) share(objects []fyne.CanvasObject, width float32) (main, side float32, below bool) {
	if !objects[1].Visible() {
		return width, 0, false
	}
	side = objects[1].MinSize().Width
	if main = width - side - Px(l.gap); main < Px(leastMain) && main < objects[0].MinSize().Width+width/2 {
		return width, min(side, width), true
	}
	return main, side, false
}

func (l *beside) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	mainWidth, sideWidth, below := l.share(objects, size.Width)
	main := fyne.NewSize(mainWidth, HeightFor(objects[0], mainWidth))
	side := fyne.NewSize(sideWidth, HeightFor(objects[1], sideWidth))
	objects[0].Resize(main)
	objects[1].Resize(side)
	if below {
		objects[0].Move(fyne.Position{})
		objects[1].Move(fyne.NewPos(0, main.Height+Px(l.gap/2)))
		return
	}
	objects[0].Move(fyne.NewPos(0, (size.Height-main.Height)/2))
	objects[1].Move(fyne.NewPos(size.Width-side.Width, (size.Height-side.Height)/2))
}

func (l *beside) MinSize(objects []fyne.CanvasObject) fyne.Size {
	height := max(objects[0].MinSize().Height, objects[1].MinSize().Height)
	if l.width > 0 {
		height = l.heightFor(objects, l.width)
	}
	return fyne.NewSize(widest(objects), height)
}

func (l *beside) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	mainWidth, sideWidth, below := l.share(objects, width)
	main := HeightFor(objects[0], mainWidth)
	if sideWidth == 0 {
		return main
	}
	side := HeightFor(objects[1], sideWidth)
	if below {
		return main + Px(l.gap/2) + side
	}
	return max(main, side)
}

// NewHanging puts a small sign at the left of the first line of main, which fills the rest; a hidden
// sign takes no room.
func NewHanging(gap float32, sign, main fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: hanging(gap), Objects: []fyne.CanvasObject{sign, main}}
}

type hanging float32 // the gap

func (l hanging) indent(objects []fyne.CanvasObject) float32 {
	if !objects[0].Visible() {
		return 0
	}
	return objects[0].MinSize().Width + Px(float32(l))
}

func (l hanging) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	sign, indent := objects[0].MinSize(), l.indent(objects)
	height := HeightFor(objects[1], size.Width-indent)
	line := min(height, Px(24)) // a line of text
	objects[0].Move(fyne.NewPos(0, max(line-sign.Height, 0)/2))
	objects[0].Resize(sign)
	objects[1].Move(fyne.NewPos(indent, 0))
	objects[1].Resize(fyne.NewSize(size.Width-indent, height))
}

func (l hanging) MinSize(objects []fyne.CanvasObject) fyne.Size {
	main := objects[1].MinSize()
	return fyne.NewSize(l.indent(objects)+main.Width, max(objects[0].MinSize().Height, main.Height))
}

func (l hanging) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	return max(objects[0].MinSize().Height, HeightFor(objects[1], width-l.indent(objects)))
}
