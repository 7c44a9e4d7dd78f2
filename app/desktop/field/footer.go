package field

import (
	"fmt"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"plumbline/app/desktop/look"
	"plumbline/forms"
	"plumbline/forms/session"
)

// footer is the line under a control: the practice standards that the answer evidences at the left, its words counted
// at the right.
type footer struct {
	widget.BaseWidget
	advised   int // words; 0 counts none
	standards *look.Text
	words     *look.Text
	row       *fyne.Container
}

func newFooter(advised int) *footer {
	f := &footer{advised: advised, standards: look.NewText("", look.Small), words: look.NewLabel("", look.Small)}
	f.row = look.NewBeside(16, f.standards, f.words)
	f.ExtendBaseWidget(f)
	return f
}

func (f *footer) show(v session.View) {
	counted := f.advised > 0 && !v.ReadOnly
	f.standards.SetText(standardsLine(v.Node.Standards()))
	if counted {
		f.words.SetText(wordsLine(v.Value, f.advised))
	}
	show(f.words, counted)
	show(f, counted || f.standards.Content() != "")
}

// HeightFor implements look.Flexible.
func (f *footer) HeightFor(width float32) float32 { return look.HeightFor(f.row, width) }

// CreateRenderer implements fyne.Widget.
func (f *footer) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(f.row) }

func standardsLine(codes []string) string {
	switch len(codes) {
	case 0:
		return ""
	case 1:
		return "Standard " + codes[0]
	default:
		return "Standards " + strings.Join(codes, ", ")
	}
}

// wordsLine counts the words of an answer against the number advised, which is advice and no limit.
func wordsLine(answer string, advised int) string {
	n := len(strings.Fields(answer))
	switch {
	case n > advised:
		return fmt.Sprintf("%d words, about %d is enough", n, advised)
	case n == 1:
		return fmt.Sprintf("1 word of %d", advised)
	default:
		return fmt.Sprintf("%d words of %d", n, advised)
	}
}

// advisedWords reads the column bind::qa:words of a text question; 0 when the form gives none that is a positive number.
func advisedWords(n *forms.Node) int {
	if n.Kind != forms.String {
		return 0
	}
	words, err := strconv.Atoi(n.Bind["qa:words"])
	if err != nil || words < 0 {
		return 0
	}
	return words
}
