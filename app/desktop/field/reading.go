package field

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"plumbline/app/desktop/look"
	"plumbline/forms"
	"plumbline/forms/session"
)

// reading shows an answer that cannot be changed, as words to read rather than a field turned grey.
type reading struct {
	widget.BaseWidget
	language string
	words    *look.Text
	badge    *look.GradeBadge // shown for a grade
	graded   *fyne.Container  // the badge and the words
}

func newReading(language string) *reading {
	r := &reading{language: language, words: look.NewText("", look.Body), badge: look.NewGradeBadge(look.Grade{})}
	r.graded = look.NewHanging(8, r.badge, r.words)
	r.ExtendBaseWidget(r)
	return r
}

func (r *reading) show(v session.View) {
	r.words.In("")
	r.words.SetText(r.answer(v))
	if v.Value == "" {
		r.words.In(look.Quiet)
	}
	g, isGrade := gradeChosen(v)
	r.badge.SetGrade(g)
	show(r.badge, isGrade)
}

// answer puts the stored form into words.
func (r *reading) answer(v session.View) string {
	switch {
	case strings.TrimSpace(v.Value) == "":
		return "Not answered"
	case v.Node.Kind == forms.Date:
		return dateInWords(v.Value)
	case v.Node.Kind == forms.Time:
		return shownTime(v.Value)
	case v.Node.Kind == forms.DateTime:
		day, clock := splitDateTime(v.Value)
		return dateInWords(day) + ", " + shownTime(clock)
	case v.Node.Kind == forms.Acknowledge:
		return "Confirmed"
	case v.Node.Kind.Select():
		return r.labels(v)
	default:
		return v.Value
	}
}

// labels joins the labels of what is chosen; a name that is not offered stands for itself.
func (r *reading) labels(v session.View) string {
	var words []string
	for _, name := range strings.Fields(v.Value) {
		list := forms.List{Choices: v.Choices}
		if c, ok := list.Choice(name); ok && !c.Label.Empty() {
			name = c.Label.In(r.language)
		}
		words = append(words, name)
	}
	return strings.Join(words, "; ")
}

func gradeChosen(v session.View) (look.Grade, bool) {
	list := forms.List{Choices: v.Choices}
	c, ok := list.Choice(v.Value)
	if !ok {
		return look.Grade{}, false
	}
	return manner{rag: v.Node.Has("rag")}.gradeOf(c)
}

// dateInWords writes a stored date as people say it; what is no date stays as it is.
func dateInWords(stored string) string {
	day, err := time.Parse(time.DateOnly, stored)
	if err != nil {
		return stored
	}
	return day.Format("2 January 2006")
}

// HeightFor implements look.Flexible.
func (r *reading) HeightFor(width float32) float32 { return look.HeightFor(r.graded, width) }

// CreateRenderer implements fyne.Widget.
func (r *reading) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(r.graded) }
