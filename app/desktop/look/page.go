package look

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Page scrolls its content up and down. Content that is Flexible is laid out right at the first pass.
type Page struct{ container.Scroll }

// NewPage returns a page of content.
func NewPage(content fyne.CanvasObject) *Page {
	p := &Page{}
	p.Content, p.Direction = content, container.ScrollVerticalOnly
	p.ExtendBaseWidget(p)
	return p
}

// Resize tells the content its width before asking for its height.
func (p *Page) Resize(size fyne.Size) {
	p.Content.Resize(fyne.NewSize(size.Width, HeightFor(p.Content, size.Width)))
	p.Scroll.Resize(size)
}

// Reveal scrolls just so far that an object on the page is seen whole, with a little room round it; one that is
// taller than the page is shown from its top.
func (p *Page) Reveal(o fyne.CanvasObject) {
	driver := fyne.CurrentApp().Driver()
	top := driver.AbsolutePositionForObject(o).Y - driver.AbsolutePositionForObject(p.Content).Y - Px(16)
	bottom := top + o.Size().Height + Px(32)
	y := p.Offset.Y
	if bottom > y+p.Size().Height {
		y = bottom - p.Size().Height
	}
	y = max(min(y, top), 0)
	if y != p.Offset.Y {
		p.ScrollToOffset(fyne.NewPos(p.Offset.X, y))
	}
}
