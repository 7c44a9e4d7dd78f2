package desktop

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"plumbline/app/desktop/look"
)

// leastList is the height below which a list is not worth having, in pixels at 100 %. Where there is less room, the whole
// page scrolls.
const leastList = 204

// listPage is a page of a head, a list that takes what is left, and a foot that may be hidden.
type listPage struct{ look.Page }

func newListPage(head, list, foot fyne.CanvasObject) *listPage {
	p := &listPage{}
	p.Content, p.Direction = &fyne.Container{Layout: &listLayout{}, Objects: []fyne.CanvasObject{
		look.NewInset(look.Insets{Top: 28, Right: 36, Bottom: 14, Left: 36}, head),
		look.NewInset(look.Insets{Right: 36, Left: 36}, list),
		foot,
	}}, container.ScrollVerticalOnly
	p.ExtendBaseWidget(p)
	return p
}

// Resize implements fyne.CanvasObject. The list takes the height that the page has to spare.
func (p *listPage) Resize(size fyne.Size) {
	p.Page.Resize(size)
	p.settle()
}

// settle lays the page out anew, after its foot has come or gone.
func (p *listPage) settle() {
	size := p.Size()
	p.Content.Resize(fyne.NewSize(size.Width, max(p.Content.MinSize().Height, size.Height)))
	body := p.Content.(*fyne.Container)
	body.Layout.Layout(body.Objects, body.Size())
}

// newFoot keeps the foot of a list page away from the edges.
func newFoot(o fyne.CanvasObject) *fyne.Container {
	return look.NewInset(look.Insets{Top: 12, Right: 36, Bottom: 16, Left: 36}, o)
}

type listLayout struct{ width float32 }

func (l *listLayout) ends(objects []fyne.CanvasObject, width float32) (head, foot float32) {
	head, foot = look.HeightFor(objects[0], width), look.Px(24)
	if objects[2].Visible() {
		foot = look.HeightFor(objects[2], width)
	}
	return head, foot
}

// Layout implements fyne.Layout.
func (l *listLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	head, foot := l.ends(objects, size.Width)
	y := float32(0)
	for i, h := range []float32{head, max(size.Height-head-foot, look.Px(leastList)), foot} {
		objects[i].Move(fyne.NewPos(0, y))
		objects[i].Resize(fyne.NewSize(size.Width, h))
		y += h
	}
}

// MinSize implements fyne.Layout, for the width of the last layout.
func (l *listLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	head, foot := l.ends(objects, l.width)
	return fyne.NewSize(1, head+look.Px(leastList)+foot)
}

// newHugging gives what holds a list the room that its rows need, where there is more.
func newHugging(list *rows, holder fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: hugging{list}, Objects: []fyne.CanvasObject{holder}}
}

type hugging struct{ list *rows }

// Layout implements fyne.Layout.
func (l hugging) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.list.measure()
	objects[0].Resize(fyne.NewSize(size.Width, min(size.Height, l.list.height*float32(l.list.length()))))
}

// MinSize implements fyne.Layout.
func (l hugging) MinSize(objects []fyne.CanvasObject) fyne.Size { return objects[0].MinSize() }
