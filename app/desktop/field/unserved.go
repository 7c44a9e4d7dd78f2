package field

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"plumbline/app/desktop/look"
	"plumbline/forms"
	"plumbline/forms/session"
)

// Served reports whether a question of a kind can be answered here.
func Served(k forms.Kind) bool {
	switch k {
	case forms.Image, forms.Audio, forms.Video, forms.File:
		return false
	default:
		return k.Asked()
	}
}

// unserved stands in the place of a control that this program has not.
type unserved struct {
	widget.BaseWidget
	words *look.Text
}

var _ control = (*unserved)(nil)

func newUnserved() *unserved {
	u := &unserved{words: look.NewText("", look.QuietText)}
	u.ExtendBaseWidget(u)
	return u
}

func (u *unserved) show(v session.View) {
	words := "Pictures, sound, films and files are not taken here yet. Leave this one blank: it keeps nothing from being saved."
	if v.Value != "" {
		words = "The answer is the file " + v.Value + ". Files cannot be opened or changed here yet."
	}
	u.words.SetText(words)
}

// focus does nothing: there is nothing to answer.
func (u *unserved) focus(Keyboard) {}

// HeightFor implements look.Flexible.
func (u *unserved) HeightFor(width float32) float32 { return u.words.HeightFor(width) }

// CreateRenderer implements fyne.Widget.
func (u *unserved) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(u.words) }
