//go:build cgo && !ci

package desktop

import (
	"errors"
	"image"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"plumbline/app/desktop/look"
)

// inRealOrDrawnWindow works a window of the display that there is.
func inRealOrDrawnWindow(work func(window fyne.Window, ui, later func(func())) error) error {
	a := app.NewWithID(appID + ".test")
	th, err := look.NewTheme(look.Light, 1)
	if err != nil {
		return err
	}
	a.Settings().SetTheme(th)
	window := a.NewWindow("Plumbline")
	window.SetMaster()
	window.Resize(fyne.NewSize(1280, 800))
	done := make(chan error, 1)
	a.Lifecycle().SetOnStarted(func() {
		go func() {
			done <- work(window, fyne.DoAndWait, fyne.Do)
			fyne.Do(a.Quit)
		}()
	})
	window.Show()
	a.Run()
	select {
	case err := <-done:
		return err
	default:
		return errors.New("the window was closed before the end")
	}
}

// frames tells when a frame has been drawn: a spot that lies over everything is drawn last.
type frames struct {
	spot  *canvas.Raster
	drawn chan struct{}
}

func watchFrames(window fyne.Window) *frames {
	f := &frames{drawn: make(chan struct{}, 1)}
	f.spot = canvas.NewRaster(func(w, h int) image.Image {
		select {
		case f.drawn <- struct{}{}:
		default:
		}
		return image.NewNRGBA(image.Rect(0, 0, w, h))
	})
	f.spot.Resize(fyne.NewSize(1, 1))
	window.SetContent(container.NewStack(window.Content(), container.NewWithoutLayout(f.spot)))
	return f
}

// after does something, and waits for the frame that shows it. It reports false where none is drawn.
func (f *frames) after(ui func(func()), do func()) bool {
	ui(func() {
		select {
		case <-f.drawn:
		default:
		}
		do()
		f.spot.Refresh()
	})
	select {
	case <-f.drawn:
		return true
	case <-time.After(handPatience):
		return false
	}
}
