package desktop

import (
	"strings"

	"fyne.io/fyne/v2"

	"plumbline/app/desktop/look"
	"plumbline/forms/schedule"
)

// visitHeading names a visit without a person.
func visitHeading(v schedule.Visit) string {
	what := v.Observed.Label
	if what == "" {
		what = "A visit"
	}
	if v.Team.Label != "" {
		what += ", " + v.Team.Label
	}
	return what
}

func visitDay(v schedule.Visit) string {
	if v.Day.IsZero() {
		return "No day yet"
	}
	return v.Day.Format("Monday 2 January 2006") + ", " + hours(v)
}

// facts are what is said of the visit, each under its name.
func (s *visitScreen) facts() fyne.CanvasObject {
	v, column := s.visit, look.NewColumn(10)
	add := func(name, value string) {
		if value != "" {
			column.Add(look.NewColumn(0, look.NewText(name, look.Small), look.NewText(value, look.Body)))
		}
	}
	var aims []string
	for _, a := range v.Aims {
		aims = append(aims, a.Label)
	}
	add("Where", v.Place)
	add("Theme", v.Theme.Label)
	add("Practice standards to look at", strings.Join(aims, "; "))
	add("Practitioner", v.Practitioner)
	add("Family's reference", v.Family)
	add("Consent", consentFact(v))
	return column
}

// consentFact tells of consent: what was answered, by whom, when and to whom, and of quotes.
func consentFact(v schedule.Visit) string {
	words, _ := consentWords(v.Consent)
	if v.ConsentFrom.Label != "" && (v.Consent == schedule.Given || v.Consent == schedule.Refused) {
		words += ": " + strings.ToLower(v.ConsentFrom.Label[:1]) + v.ConsentFrom.Label[1:]
		if !v.ConsentOn.IsZero() {
			words += ", on " + v.ConsentOn.Format("2 January")
		}
	}
	if v.ConsentBy.Label != "" && v.Consent != schedule.ToAsk && v.Consent != schedule.StaffOnly {
		words += ", asked by: " + v.ConsentBy.Label
	}
	if v.Consent == schedule.Given {
		quotes := "What they say must not be quoted."
		if v.MayQuote {
			quotes = "What they say may be quoted."
		}
		words += ". " + quotes
	}
	return words
}
