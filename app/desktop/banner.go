package desktop

import (
	"fyne.io/fyne/v2"

	"plumbline/app/desktop/look"
	"plumbline/app/workbench"
)

// banner says above the page what went wrong, until it is closed or another page is shown.
type banner struct {
	content *fyne.Container
	column  *fyne.Container
	words   string // what it says; "" while hidden
	settle  func() // the room that it takes has changed
}

func newBanner(settle func()) *banner {
	b := &banner{column: look.NewColumn(0), settle: settle}
	b.content = look.NewInset(look.Insets{Top: 16, Right: 36, Bottom: 0, Left: 36}, b.column)
	b.content.Hide()
	return b
}

// show says an error in words, after a title that may be empty, with buttons beside the one that closes the banner.
func (b *banner) show(title string, err error, buttons ...fyne.CanvasObject) {
	b.say(title, workbench.Sentence(err), buttons...)
}

// tell says one sentence.
func (b *banner) tell(sentence string) { b.say("", sentence) }

func (b *banner) say(title, words string, buttons ...fyne.CanvasObject) {
	b.words = words
	row := newActions(append(buttons, look.NewButton("Close this message", look.Plain, b.hide))...)
	b.column.Objects = []fyne.CanvasObject{look.NewBanner(look.AlarmPanel, title, b.words, row)}
	b.content.Show()
	b.settle()
	b.content.Refresh()
}

func (b *banner) hide() {
	b.words = ""
	b.column.Objects = nil
	b.content.Hide()
	b.settle()
}
