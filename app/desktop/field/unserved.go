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
	u := &unserved{words: look.NewText("", look.Body)}
	u.ExtendBaseWidget(u)
	return u
}

func (u *unserved) show(v session.View) {
	u.words.SetText(unservedWords(v))
}

// unservedWords say what happens instead.
func unservedWords(v session.View) string {
	if v.Value != "" {
		return "The answer is the file " + v.Value + ". It stays as it is: files cannot be opened or changed here."
	}
	words := "Files are not taken here."
	switch n := v.Node; {
	case n.Has("signature"):
		words = "Nothing is signed here. Print the form, and have it signed on paper."
	case n.Has("draw") || n.Has("annotate"):
		words = "Nothing is drawn here. Print the form, and have it drawn on paper."
	case n.Kind == forms.Image:
		words = "Pictures are not taken here. Say in words what matters in it, and where it is kept."
	case n.Kind == forms.Audio:
		words = "Sound is not recorded here. Write down what was said."
	case n.Kind == forms.Video:
		words = "Films are not taken here. Write down what was seen, and where the film is kept."
	}
	return words + " This one stays blank, and keeps nothing from being saved."
}

// focus does nothing: there is nothing to answer.
func (u *unserved) focus(Keyboard) {}

// HeightFor implements look.Flexible.
func (u *unserved) HeightFor(width float32) float32 { return u.words.HeightFor(width) }

// CreateRenderer implements fyne.Widget.
func (u *unserved) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(u.words) }
