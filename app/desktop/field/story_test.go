package field_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"plumbline/app/desktop/field"
	"plumbline/app/desktop/look"
	"plumbline/app/desktop/story"
	"plumbline/forms"
	"plumbline/forms/guard"
	"plumbline/forms/session"
)

// page shows fields one below the other as a section of a form does.
func page(views ...session.View) func() fyne.CanvasObject { return pageWith(field.Events{}, views...) }

func pageWith(ev field.Events, views ...session.View) func() fyne.CanvasObject {
	return func() fyne.CanvasObject {
		rows := look.NewColumn(32)
		for _, v := range views {
			rows.Add(field.New(v, ev))
		}
		return look.NewPage(look.NewInset(look.Insets{Top: 24, Right: 32, Bottom: 24, Left: 32}, look.NewMeasure(rows)))
	}
}

func longest(kind forms.Kind, with ...func(*session.View)) session.View {
	return view(kind, longLabel, append([]func(*session.View){hint(longHint), required, standards("1 4 8 9"), words("120")}, with...)...)
}

// states are the views of one type of question, by the state they are in.
func states() map[string]func(state string) session.View {
	pick := func(kind forms.Kind, label, typical, long, wrong string, with ...func(*session.View)) func(string) session.View {
		return func(state string) session.View {
			switch state {
			case "empty":
				return view(kind, label, with...)
			case "longest":
				return longest(kind, append(with, value(long))...)
			case "error":
				return view(kind, label, append(with, value(wrong), problem("This needs another look: say it as the record does, or leave it blank."))...)
			case "readonly":
				return view(kind, label, append(with, value(typical), readOnly)...)
			default:
				return view(kind, label, append(with, value(typical), hint("Good evidence: a chronology that is read."), required, standards("4 9"))...)
			}
		}
	}
	narrative := answer + " " + answer
	return map[string]func(string) session.View{
		"text":     pick(forms.String, "Child’s reference", "TR-20417", narrative, "TR"),
		"longtext": pick(forms.String, "What in the record shows this?", answer, narrative+"\n\n"+narrative, "x", appearance("multiline"), words("120")),
		"integer":  pick(forms.Integer, "How many visits were made?", "12", "123456789012345678", "-a few"),
		"decimal":  pick(forms.Decimal, "Hours of direct work", "3.5", "12345.678901", "3,5"),
		"date":     pick(forms.Date, "Date the current assessment was authorised", "2026-11-20", "2026-11-20", "2026-2-31"),
		"one":      pick(forms.SelectOne, "Who knows the child best?", "mother", "school", "nobody", people()),
		"many":     pick(forms.SelectMultiple, "Whom did you speak with?", "child school", "child mother father school health", "child", people()),
		"time":     pick(forms.Time, "When did the visit begin?", "14:30:00", "14:30:15", "25:00"),
		"datetime": pick(forms.DateTime, "When was the strategy discussion?", "2026-11-20T14:30:00", "2026-11-20T14:30:15", "2026-11-20T"),
		"range":    pick(forms.Range, "How safe does the child feel at home?", "7", "10", "12", scaled("0", "10", "1")),
		"rank":     pick(forms.Rank, "Who knows the child best? Put them in order.", "mother child father school health", "school health father mother child", "mother child father school health", people()),
		"confirm":  pick(forms.Acknowledge, "The family knows that this evaluation is made.", "OK", "OK", "OK"),
		"place":    pick(forms.GeoPoint, "Where was the child seen?", "51.8642 -2.2382", "51.8642 -2.2382 12 4", "Gloucester"),
		"picture":  pick(forms.Image, "A picture of the child’s drawing", "drawing-2026-11-20.jpg", "drawing-2026-11-20-with-siblings-and-the-new-puppy.jpg", ""),
		"faces":    pick(forms.SelectOne, "Do you like it when your worker visits?", "bit", "no", "yes", faces(), appearance("columns-3 faces")),
		"rag":      pick(forms.SelectOne, "How does the plan move?", "amber", "red", "green", rag(), appearance("rag")),
		"likert":   pick(forms.SelectOne, "The family knows what has to change.", "agree", "strongly_disagree", "agree", agreement(), appearance("likert")),
		"columns":  pick(forms.SelectMultiple, "Which of these did you look at?", "plan visits", "plan visits chronology", "plan", lookedAt(), appearance("columns-2")),
		"minimal":  pick(forms.SelectOne, "Who knows the child best?", "mother", "school", "nobody", people(), appearance("minimal")),
		"audio":    pick(forms.Audio, "What the child said, as a recording", "said-2026-11-20.m4a", "said-2026-11-20-in-the-car-on-the-way-to-see-the-new-school.m4a", ""),
		"file":     pick(forms.File, "The minutes of the meeting", "minutes.docx", "minutes-of-the-core-group-of-20-november-2026-as-agreed.docx", ""),
		"signed":   pick(forms.Image, "Signature of the responsible individual", "signature.png", "signature-2026-11-20-of-the-responsible-individual.png", "", appearance("signature")),
		"grade":    pick(forms.SelectOne, "How good is the assessment?", "good", "requires_improvement", "inadequate", gradeScale(), appearance("grade")),
	}
}

func TestStories(t *testing.T) {
	size := fyne.NewSize(560, 420)
	var all []story.Story
	for name, at := range states() {
		for _, state := range []string{"empty", "typical", "longest", "error", "readonly"} {
			all = append(all, story.Story{Name: name + "_" + state, Size: size, Build: page(at(state))})
		}
		v := at("typical")
		in := func(c fyne.Canvas) { c.FocusNext() }
		all = append(all,
			story.Story{Name: name + "_dark", Size: size, Mode: look.Dark, Build: page(v), Act: in},
			story.Story{Name: name + "_200", Size: fyne.NewSize(800, 900), Scale: 2, Build: page(v), Act: in},
			story.Story{Name: name + "_narrow", Size: fyne.NewSize(300, 900), Build: page(at("longest"))},
		)
	}
	notes := page(
		view(forms.Note, "Look at the last 12 months, and weigh the last 6.", hint("Read the chronology first.")),
		view(forms.Note, "If you graded this Good, what would have made it Outstanding?", appearance("prompt")),
		view(forms.Note, "You said that the child may be at risk of harm. Tell the Team Manager today, before you go on.", appearance("alert")),
		view(forms.Group, "The plan", hint("The current one, and the one before it.")),
		view(forms.Calculate, "never seen"),
	)
	searching := func(c fyne.Canvas) {
		c.FocusNext()
		for _, r := range "matson" {
			c.Focused().TypedRune(r)
		}
	}
	ward := page(view(forms.SelectOne, "In which ward does the child live?", wards(), value("east_barton")))
	all = append(all,
		story.Story{Name: "picker", Size: size, Build: ward},
		story.Story{Name: "picker_searching", Size: size, Build: ward, Act: searching},
		story.Story{Name: "picker_searching_dark", Size: size, Mode: look.Dark, Build: ward, Act: searching},
		story.Story{Name: "picker_searching_200", Size: fyne.NewSize(800, 1000), Scale: 2, Build: ward, Act: searching},
		story.Story{Name: "notes", Size: size, Build: notes},
		story.Story{Name: "notes_dark", Size: size, Mode: look.Dark, Build: notes},
		story.Story{Name: "section", Size: fyne.NewSize(544, 700), Build: page(
			view(forms.SelectOne, "Are history and chronology used to understand the cumulative effect on this child?",
				hint("Good evidence: a chronology that is read, not only kept; earlier harm named in the analysis."), yesNo(), value("yes")),
			states()["longtext"]("typical"),
			view(forms.Date, "Date the current assessment was authorised", value("2026-2-31"),
				problem("February 2026 has 28 days. Enter the day as it stands on the assessment, or choose “no current assessment”.")),
		), Act: func(c fyne.Canvas) { c.FocusNext() }},
	)
	all = append(all, nudges(t)...)
	story.Check(t, all)
	story.Fits(t, all)
}

// nudges are texts in which something may tell who somebody is.
func nudges(t *testing.T) []story.Story {
	g, err := guard.Default()
	if err != nil {
		t.Fatal(err)
	}
	named := pageWith(field.Events{Marks: g.Check},
		view(forms.String, "What in the record shows this?", appearance("multiline"), words("120"), standards("4 9"),
			value("His mother Kayleigh rang the school twice, and nobody wrote down what she said.")),
		view(forms.String, "What did he say?", appearance("multiline"), value("“I want to live where Tyler is.”")))
	size, in := fyne.NewSize(560, 460), func(c fyne.Canvas) { c.FocusNext(); c.FocusNext() }
	return []story.Story{
		{Name: "nudge_typical", Size: size, Build: named, Act: in},
		{Name: "nudge_dark", Size: size, Mode: look.Dark, Build: named, Act: in},
		{Name: "nudge_200", Size: fyne.NewSize(800, 900), Scale: 2, Build: named, Act: in},
		{Name: "nudge_narrow", Size: fyne.NewSize(300, 700), Build: named},
	}
}
