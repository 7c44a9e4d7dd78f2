package field

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"plumbline/app/desktop/look"
	"plumbline/forms"
	"plumbline/forms/session"
)

// mostSideBySide is how many choices stand side by side at most.
const mostSideBySide = 25

// searched reports whether a form wants the choices of a question out of sight until they are asked for.
func searched(n *forms.Node) bool { return n.Has("minimal") || n.Has("autocomplete") }

// selection is the control for a select whose choices come and go: side by side while they are few, to be searched while
// they are many.
type selection struct {
	widget.BaseWidget
	few     *choices
	many    *picker
	content *fyne.Container
}

var _ control = (*selection)(nil)

// newSelection takes the simplest control that can show the choices of a question.
func newSelection(q *question, multiple bool) control {
	n := q.view.Node
	if searched(n) {
		return newPicker(q, multiple)
	}
	if len(q.view.Choices) <= mostSideBySide && n.ChoiceFilter == "" && n.Items == nil {
		return newChoices(q, multiple)
	}
	s := &selection{few: newChoices(q, multiple), many: newPicker(q, multiple)}
	s.content = look.NewColumn(0, s.few, s.many)
	s.ExtendBaseWidget(s)
	return s
}

func (s *selection) show(v session.View) {
	many := len(v.Choices) > mostSideBySide
	show(s.few, !many)
	show(s.many, many)
	if many {
		s.many.show(v)
	} else {
		s.few.show(v)
	}
}

func (s *selection) focus(k Keyboard) {
	if s.many.Visible() {
		s.many.focus(k)
	} else {
		s.few.focus(k)
	}
}

// HeightFor implements look.Flexible.
func (s *selection) HeightFor(width float32) float32 { return look.HeightFor(s.content, width) }

// CreateRenderer implements fyne.Widget.
func (s *selection) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(s.content) }
