package desktop

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"plumbline/app/desktop/look"
)

// busyLine says that something takes a moment, with a bar that moves.
type busyLine struct {
	content *fyne.Container
	bar     *widget.ProgressBarInfinite
}

func newBusyLine(words string) *busyLine {
	b := &busyLine{bar: widget.NewProgressBarInfinite()}
	b.bar.Stop()
	b.content = look.NewColumn(6, look.NewText(words, look.QuietText), b.bar)
	b.content.Hide()
	return b
}

func (b *busyLine) show(on bool) {
	shown(b.content, on)
	if on {
		b.bar.Start()
	} else {
		b.bar.Stop()
	}
}
