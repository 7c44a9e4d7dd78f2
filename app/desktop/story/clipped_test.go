package story_test

import (
	"image/color"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"plumbline/app/desktop/story"
)

func TestClipped(t *testing.T) {
	const words = "A sentence that is rather long"
	for _, tt := range []struct {
		name string
		wide float32 // of the widget
		at   float32 // where it stands
		want int
	}{
		{"room enough", 400, 0, 0},
		{"a widget that is too narrow", 40, 0, 1},
		{"beyond the window", 400, 380, 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := test.NewTempWindow(t, nil)
			holder := &held{text: canvas.NewText(words, color.Black)}
			holder.ExtendBaseWidget(holder)
			w.SetPadded(false)
			w.SetContent(&fyne.Container{Objects: []fyne.CanvasObject{holder}})
			w.Resize(fyne.NewSize(400, 100))
			holder.Move(fyne.NewPos(tt.at, 0))
			holder.Resize(fyne.NewSize(tt.wide, 40))
			if got := story.Clipped(w.Canvas()); len(got) != tt.want {
				t.Errorf("found %q, want %d", got, tt.want)
			}
		})
	}
}

// held is a widget round a text.
type held struct {
	widget.BaseWidget
	text fyne.CanvasObject
}

func (h *held) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(h.text) }
