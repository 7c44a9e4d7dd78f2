package field_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"plumbline/app/desktop/field"
	"plumbline/app/desktop/look"
	"plumbline/app/desktop/story"
	"plumbline/forms"
)

func card(ev field.RepeatEvents) *field.RepeatCard {
	f := field.New(view(forms.String, "What will be done?", value("Family network meeting")), field.Events{})
	c := field.NewRepeatCard("actions/1", "Action 2", f, ev)
	c.SetPlace(1, 3)
	return c
}

func TestRepeatCard(t *testing.T) {
	th, err := look.NewTheme(look.Light, 1)
	if err != nil {
		t.Fatal(err)
	}
	app := test.NewTempApp(t)
	app.Settings().SetTheme(th)
	var told []string
	var c *field.RepeatCard
	c = card(field.RepeatEvents{
		Remove: func(k string) { told = append(told, "remove "+k); c.SetRemoved(true) },
		Undo:   func(k string) { told = append(told, "undo "+k); c.SetRemoved(false) },
		Move: func(k string, by int) {
			told = append(told, map[int]string{-1: "up ", 1: "down "}[by]+k)
		},
	})
	w := app.NewWindow("")
	w.Resize(fyne.NewSize(500, 300))
	w.SetContent(c)
	press := func(tabs int) {
		for range tabs {
			w.Canvas().FocusNext()
		}
		w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	}
	press(2) // the field, then Move up
	press(1)
	press(1)
	press(0) // the keyboard is on Undo, and afterwards on Remove
	press(0)
	want := []string{"up actions/1", "down actions/1", "remove actions/1", "undo actions/1", "remove actions/1"}
	if len(told) != len(want) {
		t.Fatalf("told %q, want %q", told, want)
	}
	for i := range want {
		if told[i] != want[i] {
			t.Errorf("told %q, want %q", told[i], want[i])
		}
	}
}

func TestRepeatStories(t *testing.T) {
	removed := func() fyne.CanvasObject {
		c := card(field.RepeatEvents{})
		c.SetRemoved(true)
		return look.NewPage(c)
	}
	present := func() fyne.CanvasObject { return look.NewPage(card(field.RepeatEvents{})) }
	size := fyne.NewSize(560, 260)
	story.Check(t, []story.Story{
		{Name: "repeat_typical", Size: size, Build: present},
		{Name: "repeat_removed", Size: size, Build: removed},
		{Name: "repeat_dark", Size: size, Mode: look.Dark, Build: present},
		{Name: "repeat_200", Size: fyne.NewSize(700, 600), Scale: 2, Build: present},
	})
}
