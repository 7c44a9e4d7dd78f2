package field

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"plumbline/app/desktop/look"
	"plumbline/forms"
	"plumbline/forms/session"
)

// note is a field that only says something: a note, plain or in a panel, or the heading of a group.
type note struct {
	widget.BaseWidget
	key         string
	label, hint *look.Text
	content     fyne.CanvasObject
}

var _ Field = (*note)(nil)

func newNote(v session.View) *note {
	n := &note{key: v.Key, label: look.NewText("", look.Body), hint: look.NewText("", look.QuietText)}
	words := look.NewColumn(4, n.label, n.hint)
	switch {
	case v.Node.Kind != forms.Note:
		n.label.SetStyle(look.Heading2)
		n.content = words
	case v.Node.Has("alert"):
		n.content = look.NewBanner(look.AlarmPanel, "Tell someone now", "", words)
	case v.Node.Has("prompt"):
		n.content = look.NewBanner(look.NotePanel, "", "", words)
	default:
		n.content = words
	}
	n.ExtendBaseWidget(n)
	n.Update(v)
	return n
}

func (n *note) Key() string { return n.key }

func (n *note) Update(v session.View) {
	n.label.SetText(v.Label)
	n.hint.SetText(v.Hint)
	show(n.label, v.Label != "")
	show(n.hint, v.Hint != "")
}

// FocusFirst does nothing: there is nothing to answer.
func (n *note) FocusFirst(Keyboard) {}

// SetError does nothing: nothing can be wrong.
func (n *note) SetError(string) {}

// HeightFor implements look.Flexible.
func (n *note) HeightFor(width float32) float32 { return look.HeightFor(n.content, width) }

// CreateRenderer implements fyne.Widget.
func (n *note) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(n.content) }
