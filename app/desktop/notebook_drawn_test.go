//go:build cgo && ci

package desktop

import (
	"sync"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"plumbline/app/desktop/look"
)

// inRealOrDrawnWindow works a window that no display shows. What the program wants done later is done at the next act.
func inRealOrDrawnWindow(work func(window fyne.Window, ui, later func(func())) error) error {
	a := test.NewApp()
	th, err := look.NewTheme(look.Light, 1)
	if err != nil {
		return err
	}
	a.Settings().SetTheme(th)
	window := test.NewWindow(nil)
	window.Resize(fyne.NewSize(1280, 800))
	q := &queue{}
	var toolkit sync.Mutex
	return work(window, func(f func()) {
		toolkit.Lock()
		defer toolkit.Unlock()
		q.drain()
		f()
		q.drain()
	}, q.put)
}

// frames are none where no display shows them.
type frames struct{}

func watchFrames(fyne.Window) *frames { return nil }

func (*frames) after(ui func(func()), do func()) bool {
	ui(do)
	return false
}
