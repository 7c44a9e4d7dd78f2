package report

import (
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"plumbline/forms"
	"plumbline/forms/session"
)

// shortChoices is how long several choices may be together, in characters, to stand in one line.
const shortChoices = 120

// How dates are written, as layouts of package time.
const (
	longDay  = "2 January 2006"
	shortDay = "2 Jan 2006" // where there is little room
)

// words puts an answer in one line, but for the breaks that a person typed; "" for no answer.
func (b *builder) words(v session.View) string {
	if b.disputed(v) != nil {
		return b.allWords(v)
	}
	switch v.Node.Kind {
	case forms.SelectOne, forms.SelectMultiple, forms.Rank:
		return strings.Join(b.chosen(v), "; ")
	case forms.Date:
		return day(v.Value, longDay)
	case forms.Time:
		return clock(v.Value)
	case forms.DateTime:
		return dateTime(v.Value)
	case forms.Acknowledge:
		if v.Value != "" {
			return "Confirmed"
		}
		return ""
	default:
		return strings.TrimSpace(v.Value)
	}
}

// brief is words where there is little room.
func (b *builder) brief(v session.View) string {
	if v.Node.Kind == forms.Date && b.disputed(v) == nil {
		return day(v.Value, shortDay)
	}
	return b.words(v)
}

// answer is an answer as blocks; nil for none.
func (b *builder) answer(v session.View) []Block {
	switch {
	case b.disputed(v) != nil:
		return b.allAnswers(v)
	case b.words(v) == "":
		return nil
	case v.Node.Kind == forms.String:
		return prose(v.Value)
	case v.Node.Kind == forms.SelectOne:
		if g := b.grade(v); g.Letter != "" {
			return []Block{g}
		}
	case v.Node.Kind == forms.Rank:
		return []Block{List{Numbered: true, Items: items(b.chosen(v))}}
	case v.Node.Kind == forms.SelectMultiple && utf8.RuneCountInString(b.words(v)) > shortChoices:
		return []Block{List{Items: items(b.chosen(v))}}
	}
	return []Block{Paragraph{{Words: b.words(v)}}}
}

// chosen gives the labels of the chosen choices.
func (b *builder) chosen(v session.View) []string {
	names := []string{v.Value}
	if v.Node.Kind.Several() {
		names = strings.Fields(v.Value)
	}
	var out []string
	for _, name := range names {
		if c, ok := b.choice(v, name); ok {
			name = b.label(c)
		}
		if name != "" {
			out = append(out, name)
		}
	}
	return out
}

// choice finds a chosen choice, be it one that a filter no longer lets through.
func (b *builder) choice(v session.View, name string) (forms.Choice, bool) {
	for _, c := range v.Choices {
		if c.Name == name {
			return c, true
		}
	}
	return b.form.Lists[v.Node.List].Choice(name)
}

// label is what a choice is called, in the first language of the form that has a name for it.
func (b *builder) label(c forms.Choice) string {
	for _, language := range append([]string{b.form.Language}, b.form.Languages...) {
		if s := wording(c.Label.In(language)); s != "" {
			return s
		}
	}
	return c.Name
}

// day puts a date in words as a layout of package time says; what is no date stays as it is.
func day(value, layout string) string {
	t, err := time.Parse(time.DateOnly, value)
	if err != nil {
		return value
	}
	return t.Format(layout)
}

var isoDay = regexp.MustCompile(`\b\d{4}-\d{2}-\d{2}\b`)

// dated puts every day of the calendar in a text in words.
func dated(text string) string {
	return isoDay.ReplaceAllStringFunc(text, func(found string) string { return day(found, longDay) })
}

// clock is the hour and minute of a time.
func clock(value string) string {
	if len(value) > 5 && value[2] == ':' && value[5] == ':' {
		return value[:5]
	}
	return value
}

func dateTime(value string) string {
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05.999", "2006-01-02T15:04"} {
		if t, err := time.Parse(layout, value); err == nil {
			return moment(t)
		}
	}
	return value
}

// moment says a time as it is on the clock of its own zone; "" for none.
func moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(longDay + ", 15:04")
}
