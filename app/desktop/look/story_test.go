package look_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"plumbline/app/desktop/look"
	"plumbline/app/desktop/story"
)

const long = "The social worker draws together three earlier episodes and asks what each meant for the child. " +
	"Llŷn, ŵ and ŷ, £1,250, é, “curly” – all read. Averyveryveryveryveryveryveryveryveryveryverylongwordindeedthatmustbreak."

func grades() []fyne.CanvasObject {
	var out []fyne.CanvasObject
	for _, g := range []look.Grade{
		{Letter: "O", Shape: "square", Tone: look.ToneOutstanding},
		{Letter: "G", Shape: "disc", Tone: look.ToneGood},
		{Letter: "R", Shape: "square", Tone: look.ToneRequiresImprovement},
		{Letter: "I", Shape: "triangle", Tone: look.ToneInadequate},
		{Letter: "–", Shape: "disc", Tone: look.ToneNone},
	} {
		out = append(out, look.NewGradeBadge(g))
	}
	return out
}

func marks() []fyne.CanvasObject {
	var out []fyne.CanvasObject
	for _, p := range []look.Progress{look.NotStarted, look.Part, look.Complete, look.Errors} {
		out = append(out, look.NewSectionMark(p))
	}
	return out
}

func everything() fyne.CanvasObject {
	off := look.NewButton("Not now", look.Secondary, nil)
	off.Disable()
	return look.NewPage(look.NewInset(look.Insets{Top: 24, Right: 32, Bottom: 24, Left: 32}, look.NewColumn(16,
		look.NewText("Assessment, risk and identity", look.Heading1),
		look.NewText("Section 5 of 13 · look at the last 12 months, weigh the last 6", look.QuietText),
		look.NewText("What in the record shows this?", look.Heading2),
		look.NewMeasure(look.NewText(long, look.Body)),
		look.NewText("Standards 4, 9", look.Small),
		look.NewFlow(12, grades()...),
		look.NewFlow(12, marks()...),
		look.NewFlow(12, look.NewButton("← Relationships", look.Secondary, nil),
			look.NewButton("Plan and progress →", look.Primary, nil), look.NewButton("Undo", look.Plain, nil), off),
		look.NewLateCard(look.NewBeside(16, look.NewColumn(0,
			look.NewText("Child of concern: review by the Group Manager", look.Strong),
			look.NewText("TR-20391 · graded Inadequate on Friday 20 November · on the Group Manager’s laptop since 16:05", look.Small)),
			look.NewWarningLabel("due tomorrow, 24 Nov"))),
		look.NewCard(look.NewBeside(16, look.NewText("Practice Evaluation, CiC and care leavers 11–25", look.Strong),
			look.NewButton("Go on", look.Primary, nil))),
		look.NewBanner(look.NotePanel, "Before you go on", long),
		look.NewBanner(look.AlarmPanel, "Tell someone now", "If a child may be at risk of harm, tell the Team Manager today."),
	)))
}

func TestStories(t *testing.T) {
	second := func(c fyne.Canvas) { c.FocusNext(); c.FocusNext() }
	size := fyne.NewSize(760, 860)
	story.Check(t, []story.Story{
		{Name: "look_light", Size: size, Build: everything, Act: second},
		{Name: "look_dark", Size: size, Mode: look.Dark, Build: everything, Act: second},
		{Name: "look_narrow", Size: fyne.NewSize(360, 1100), Build: everything},
		{Name: "look_200", Size: fyne.NewSize(1000, 1500), Scale: 2, Build: everything},
	})
}
