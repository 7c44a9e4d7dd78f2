package desktop

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"plumbline/app/desktop/look"
	"plumbline/app/desktop/story"
)

// withNotes sets a stage at a form whose record began as notes, in a question that takes text.
func withNotes(act func(*stage, *Form, *memoryWork)) func() (*stage, error) {
	return fillingForm("-", func(s *stage, f *Form, w *memoryWork) {
		w.book = newFakeObservation().book
		for _, line := range sampleLines() {
			if err := w.book.Type(line); err != nil {
				continue
			}
			_, _ = w.book.Keep() // the fake keeps everything
		}
		s.window.Resize(fyne.NewSize(1280, 800))
		f.reach("voice/daily_life")
		act(s, f, w)
	})
}

func TestNotesGoIntoTheForm(t *testing.T) {
	newTestApp(t)
	_, err := withNotes(func(s *stage, f *Form, w *memoryWork) {
		s.press(fyne.KeyF6)
		if s.shell.Focused() != fyne.Focusable(f.context.links()[0]) {
			t.Fatalf("the keyboard is in %T", s.shell.Focused())
		}
		s.press(fyne.KeyReturn)
		s.press(fyne.KeyReturn)
		v, _ := w.session.View("voice/daily_life")
		want := "Sits on the floor at once. Lets him choose the game before any question.\n" +
			"“You always ask me and then it’s the same.”"
		if v.Value != want {
			t.Errorf("the answer is %q, want %q", v.Value, want)
		}
		if n := len(f.context.links()); n != len(sampleLines())-2 {
			t.Errorf("%d notes are left", n)
		}
	})()
	if err != nil {
		t.Fatal(err)
	}
}

// middleOf is a place on the window.
func middleOf(o fyne.CanvasObject) fyne.Position {
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(o)
	return at.AddXY(o.Size().Width/2, o.Size().Height/2)
}

// dragTo takes a note to a place, and holds it there.
func dragTo(l *link, to fyne.Position) {
	l.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{AbsolutePosition: to}})
}

func TestNotesAreDraggedIntoTheForm(t *testing.T) {
	newTestApp(t)
	_, err := withNotes(func(s *stage, f *Form, w *memoryWork) {
		l, question := f.context.links()[2], middleOf(f.page.fields["voice/daily_life"])
		answer := func() string { v, _ := w.session.View("voice/daily_life"); return v.Value }
		dragTo(l, question)
		if got := s.shell.bottom.said; !strings.HasPrefix(got, "Let go to put the note into") {
			t.Errorf("on the way the window says %q", got)
		}
		if s.shell.carried == nil {
			t.Error("nothing goes with the pointer")
		}
		dragTo(l, middleOf(f.sections.content)) // nowhere
		l.DragEnd()
		if answer() != "" || s.shell.carried != nil {
			t.Fatalf("let go nowhere, the answer is %q, and the pointer carries %v", answer(), s.shell.carried)
		}
		dragTo(l, question)
		s.press(fyne.KeyEscape)
		dragTo(l, question)
		if s.shell.carried != nil || s.shell.bottom.said != "" {
			t.Error("after Esc the note still goes with the pointer")
		}
		l.DragEnd()
		if answer() != "" {
			t.Fatalf("after Esc, the answer is %q", answer())
		}
		dragTo(l, question)
		l.DragEnd()
		if got, want := answer(), "Does not defend. Says what has changed since, and what has not, and why."; got != want {
			t.Errorf("the answer is %q, want %q", got, want)
		}
		if n := len(f.context.links()); n != len(sampleLines())-1 {
			t.Errorf("%d notes are left", n)
		}
	})()
	if err != nil {
		t.Fatal(err)
	}
}

func TestNotesAreForTextsAlone(t *testing.T) {
	newTestApp(t)
	_, err := withNotes(func(_ *stage, f *Form, _ *memoryWork) {
		f.reach("voice/times_seen")
		if n := len(f.context.links()); n != 0 {
			t.Errorf("%d notes are offered to a number", n)
		}
	})()
	if err != nil {
		t.Fatal(err)
	}
}

func TestFormNotesStories(t *testing.T) {
	usual := fyne.NewSize(1280, 800)
	build := inWindow(t, withNotes(func(s *stage, _ *Form, _ *memoryWork) { s.press(fyne.KeyF6) }))
	drag := inWindow(t, withNotes(func(_ *stage, f *Form, _ *memoryWork) {
		dragTo(f.context.links()[2], middleOf(f.page.fields["voice/daily_life"]))
	}))
	story.Check(t, []story.Story{
		{Name: "formnotes_dragged", Size: usual, Build: drag},
		{Name: "formnotes_dragged_dark", Size: usual, Mode: look.Dark, Build: drag},
		{Name: "formnotes_dragged_200", Size: usual, Scale: 2, Build: drag},
		{Name: "formnotes_typical", Size: usual, Build: build},
		{Name: "formnotes_dark", Size: usual, Mode: look.Dark, Build: build},
	})
}
