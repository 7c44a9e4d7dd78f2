package desktop

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"plumbline/app/desktop/story"
	"plumbline/app/workbench"
	"plumbline/forms/session"
)

// offering sets a stage at the page that asks what a declaration starts from, and acts.
func offering(n int, act func(*stage, *startFromScreen)) func() (*stage, error) {
	return func() (*stage, error) {
		s := newOpenStage(sampleRows())
		s.desk.earlier = sampleEarlier(n)
		s.desk.forms = []workbench.FormInfo{builtIn("declaration", "Safeguarding declaration")}
		s.shell.choose()
		act(s, s.shell.stack.top().(*startFromScreen))
		return s, nil
	}
}

// carried sets a stage at a declaration that was started from that of last year, and acts.
func carried(act func(*stage, *Form, *memoryWork)) func() (*stage, error) {
	return func() (*stage, error) {
		w, err := carriedWork()
		if err != nil {
			return nil, err
		}
		s := newOpenStage(sampleRows())
		s.window.Resize(fyne.NewSize(1280, 800)) // pages scroll to where the keyboard starts
		f := NewForm(s.shell, w)
		s.shell.Over(f)
		act(s, f, w)
		return s, nil
	}
}

func carriedScenes() []formScene {
	return []formScene{
		{"startfrom_one", offering(1, func(*stage, *startFromScreen) {}), false},
		{"startfrom_many", offering(40, func(*stage, *startFromScreen) {}), true},
		{"startfrom_nothing_found", offering(40, func(s *stage, p *startFromScreen) {
			s.shell.Focus(p.search)
			p.search.SetText("hillside swindon")
		}), false},
		{"taken_typical", carried(func(_ *stage, f *Form, _ *memoryWork) {
			f.goTo("leaders")
			f.answer("leaders/lead", "fully")
		}), true},
		{"taken_some", carried(func(s *stage, f *Form, _ *memoryWork) {
			f.goTo("leaders")
			f.answer("leaders/shows", "The safeguarding governor now meets the lead each term, and asked in June why two checks were late.")
			s.hold(fyne.KeyT)
		}), true},
		{"taken_completing", carried(func(_ *stage, f *Form, _ *memoryWork) {
			f.answer("about/pupils", "214")
			f.complete()
		}), true},
		{"taken_error", carried(func(_ *stage, f *Form, _ *memoryWork) { f.complete() }), false},
		{"taken_readonly", carried(func(_ *stage, f *Form, _ *memoryWork) {
			f.answer("about/pupils", "214")
			f.answer("leaders/lead", "fully")
			f.agreeTo("leaders/report")
			f.finish()
			f.goTo("leaders")
		}), false},
	}
}

func TestStartFromStories(t *testing.T) {
	var stories []story.Story
	for _, sc := range carriedScenes() {
		build := inWindow(t, sc.set)
		stories = append(stories, story.Story{Name: sc.name, Size: fyne.NewSize(1280, 800), Build: build}.Seen(sc.closely)...)
	}
	story.Check(t, stories)
}

// on sets a scene in an app of its own.
func on(t *testing.T, set func() (*stage, error)) *stage {
	t.Helper()
	newTestApp(t)
	s, err := set()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestStartingFromAnEarlierOneByKeyboard(t *testing.T) {
	for _, c := range []struct {
		name string
		do   func(*stage, *startFromScreen)
		from int // -1: empty
	}{
		{"the first", func(s *stage, _ *startFromScreen) { s.press(fyne.KeyReturn) }, 0},
		{"another", func(s *stage, _ *startFromScreen) { s.press(fyne.KeyDown); s.press(fyne.KeyReturn) }, 1},
		{"one that is searched", func(s *stage, _ *startFromScreen) {
			s.hold(fyne.KeyF)
			test.Type(s.shell.Focused(), "mill")
			s.press(fyne.KeyDown)
			s.press(fyne.KeyReturn)
		}, 2},
		{"none", func(s *stage, p *startFromScreen) { s.shell.Focus(p.empty); s.press(fyne.KeyReturn) }, -1},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := on(t, offering(8, func(*stage, *startFromScreen) {}))
			s.wantTitle(t, "Start from last year")
			c.do(s, s.shell.stack.top().(*startFromScreen))
			s.wantTitle(t, "Practice Evaluation") // as the stand-in for every record calls itself
			var want [16]byte
			if c.from >= 0 {
				want = s.desk.earlier[c.from].ID
			}
			if s.desk.begunFrom != want {
				t.Errorf("begun from %v", s.desk.begunFrom)
			}
			s.press(fyne.KeyEscape)
			s.wantTitle(t, "Evaluations")
		})
	}
}

// atDeclaration is a declaration from last year in a test window, at a section.
func atDeclaration(t *testing.T, section string) (*stage, *Form, *memoryWork) {
	t.Helper()
	var form *Form
	var work *memoryWork
	s := on(t, carried(func(_ *stage, f *Form, w *memoryWork) { form, work = f, w }))
	form.goTo(section)
	return s, form, work
}

func TestOneKeyConfirmsAnswersOneAfterAnother(t *testing.T) {
	s, f, w := atDeclaration(t, "leaders")
	for _, want := range []string{"leaders/report", "leaders/lead", "leaders/shows"} {
		if f.context.key != want {
			t.Fatalf("the keyboard is at %s, want %s", f.context.key, want)
		}
		s.hold(fyne.KeyT)
	}
	if f.page.head.content.Visible() || len(w.ToAgree()) != 1 {
		t.Errorf("to be confirmed: %d", len(w.ToAgree()))
	}
	if got := f.sections.taken.Content(); got != "1 from last year to confirm" {
		t.Errorf("the head says %q", got)
	}
	s.hold(fyne.KeyT)
	if got := s.shell.bottom.left.Content(); got != "There is nothing from last year to confirm here." {
		t.Errorf("the bottom line says %q", got)
	}
}

func TestTheKeyIsForTheQuestionOfTheMarkThatTheKeyboardIsAt(t *testing.T) {
	s, f, w := atDeclaration(t, "leaders")
	f.page.focus("leaders/lead")
	s.shell.Focus(f.page.taken["leaders/report"].agree) // as Shift+Tab does
	s.hold(fyne.KeyT)
	if !w.agreed["leaders/report"] || w.agreed["leaders/lead"] {
		t.Errorf("confirmed %v", w.agreed)
	}
}

func TestWhatOthersConfirmIsShown(t *testing.T) {
	_, f, w := atDeclaration(t, "leaders")
	w.agreed["leaders/report"] = true
	f.merged(session.Delta{})
	if m := f.page.taken["leaders/report"]; m.ask.Visible() || !m.same.Visible() {
		t.Error("an answer that somebody else confirmed still asks")
	}
}

func TestASectionIsConfirmedAtOnce(t *testing.T) {
	s, f, w := atDeclaration(t, "leaders")
	s.shell.Focus(f.page.head.agree)
	s.press(fyne.KeyReturn)
	if open := w.ToAgree(); len(open) != 1 || open[0].Key != "adults/panels" {
		t.Errorf("to be confirmed: %v", open)
	}
	if s.shell.Focused() != fyne.Focusable(f.middle.on) {
		t.Errorf("the keyboard is at %T", s.shell.Focused())
	}
}

func TestAMarkFollowsTheAnswer(t *testing.T) {
	_, f, _ := atDeclaration(t, "adults")
	m := f.page.taken["adults/panels"]
	if !m.ask.Visible() || m.changed.Visible() {
		t.Fatal("an answer that was taken over does not ask")
	}
	f.answer("adults/panels", "1")
	if m.ask.Visible() || !m.changed.Visible() || m.was.Content() != "It was: 3" {
		t.Errorf("changed: %v, %q", m.changed.Visible(), m.was.Content())
	}
	f.answer("adults/panels", "3")
	f.agree("adults/panels")
	if m.ask.Visible() || m.changed.Visible() || !m.same.Visible() {
		t.Error("an answer that was confirmed still asks")
	}
}

func TestCompletingNamesWhatNobodyHasConfirmed(t *testing.T) {
	s, f, w := atDeclaration(t, "adults")
	f.complete()
	if !f.middle.problems.Visible() || len(f.middle.taken.leads) != 4 {
		t.Fatalf("it names %d answers", len(f.middle.taken.leads))
	}
	f.answer("about/pupils", "214")
	f.complete()
	if !w.Editable() || f.middle.problems.Visible() || len(f.middle.taken.leads) != 4 {
		t.Fatalf("it names %d answers", len(f.middle.taken.leads))
	}
	s.press(fyne.KeyReturn) // at the first
	if f.context.key != "leaders/report" {
		t.Errorf("the first leads to %q", f.context.key)
	}
	s.hold(fyne.KeyT)
	if len(f.middle.taken.leads) != 3 {
		t.Errorf("after one was confirmed it names %d", len(f.middle.taken.leads))
	}
	f.finish()
	if w.Editable() || f.middle.taken.content.Visible() {
		t.Error("it cannot be completed so")
	}
}
