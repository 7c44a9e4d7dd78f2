package desktop

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"plumbline/app/desktop/look"
	"plumbline/app/desktop/story"
	"plumbline/forms/schedule"
)

// planned sets a stage at a week, and acts on it.
func planned(week schedule.Week, act func(*stage, *weekScreen)) func() *stage {
	return func() *stage {
		s := newOpenStage(nil)
		s.desk.week, s.desk.digest = week, sampleDigest()
		s.shell.practiceWeek()
		act(s, s.shell.stack.top().(*weekScreen))
		return s
	}
}

func longWeek() schedule.Week {
	w := sampleWeek()
	for i := range w.Visits {
		v := &w.Visits[i]
		v.Team.Label = "Llanfair\u00adpwllgwyngyll Safeguarding and Permanence Hub, East and Coast"
		v.Observed.Label = "A core group or child protection conference"
		v.Disputed = []string{"the day", "the place"}
	}
	return w
}

func weekScenes() []scene {
	nothing := func(*stage, *weekScreen) {}
	visit := func(n int, act func(*stage, *visitScreen)) func(*stage, *weekScreen) {
		return func(s *stage, w *weekScreen) {
			w.ways.open(w.week.Visits[n].ID)
			act(s, s.shell.stack.top().(*visitScreen))
		}
	}
	seen := func(*stage, *visitScreen) {}
	empty := sampleWeek()
	empty.Visits, empty.Plan = nil, schedule.Plan{}
	return []scene{
		{"week_empty", planned(empty, nothing)},
		{"week_typical", planned(sampleWeek(), nothing)},
		{"week_long", planned(longWeek(), nothing)},
		{"week_chosen", planned(sampleWeek(), func(s *stage, w *weekScreen) { s.shell.Focus(w.cards[2][0]) })},
		{"week_visit", planned(sampleWeek(), visit(0, seen))},
		{"week_visit_refused", planned(sampleWeek(), visit(3, seen))},
		{"week_day", planned(sampleWeek(), func(_ *stage, w *weekScreen) { w.ways.sum(w.who, w.day()) })},
		{"week_summed_up", planned(sampleWeek(), func(_ *stage, w *weekScreen) { w.ways.sum("", w.day()) })},
		{"week_calendar", planned(sampleWeek(), visit(0, func(s *stage, v *visitScreen) {
			v.calendarButton().OnTapped()
			f := s.shell.stack.top().(*writeScreen)
			f.ready()
		}))},
		{"week_calendar_error", planned(sampleWeek(), visit(0, func(s *stage, v *visitScreen) {
			v.calendarButton().OnTapped()
			s.shell.Focus(s.shell.stack.top().(*writeScreen).path.entry)
			s.shell.stack.top().(*writeScreen).path.entry.SetText("practice.ics")
			s.shell.stack.top().(*writeScreen).submit()
		}))},
		{"week_take_out", planned(sampleWeek(), func(s *stage, w *weekScreen) {
			r, err := s.desk.beginning("a visit")
			if err == nil {
				s.shell.Over(newTakeOutScreen(s.shell, r))
			}
		})},
	}
}

func TestWeekStories(t *testing.T) {
	usual := fyne.NewSize(1280, 800)
	closely := map[string]bool{"week_typical": true, "week_visit": true, "week_summed_up": true, "week_day": true, "week_calendar": true}
	var out []story.Story
	for _, sc := range weekScenes() {
		build := func() fyne.CanvasObject { return sc.set().window.Content() }
		out = append(out, story.Story{Name: sc.name, Size: usual, Build: build}.Seen(closely[sc.name])...)
	}
	story.Check(t, out)
}

// at says where the keyboard is, and when that visit is.
func (s *stage) at() string {
	if c, ok := s.shell.Focused().(*visitCard); ok {
		return c.visit.Observer + " " + c.visit.Begin.Format("Mon 15:04")
	}
	if b, ok := s.shell.Focused().(*look.Button); ok {
		return b.AccessibilityLabel()
	}
	return "elsewhere"
}

func TestTheWeekByKeys(t *testing.T) {
	for _, tt := range []struct{ name, keys, want string }{
		{"down a day", "<Down>", "B. Director Mon 11:00"},
		{"not beyond its end", "<Down><Down><Down><Down>", "A. Evaluator Mon 14:00"},
		{"to the next day", "<Right>", "B. Director Tue 09:30"},
		{"to the nearest of a shorter day", "<Down><Down><Right><Right><Right>", "A. Evaluator Thu 15:00"},
		{"back", "<Right><Left>", "A. Evaluator Mon 10:00"},
		{"a day later", ">", "A. Evaluator Tue 10:00"},
		{"and back", ">,", "A. Evaluator Mon 10:00"},
		{"half an hour earlier", "--", "A. Evaluator Mon 09:30"},
		{"a quarter of an hour later", "+", "A. Evaluator Mon 10:15"},
		{"a key that means nothing", "x", "A. Evaluator Mon 10:00"},
		{"out of the week", "<Right><Right>>>>>>", "C. Councillor Mon 10:00"},
		{"open", "\r", "Observe"},
		{"move from its page", "\r<Tab><Tab><Tab><Tab><Tab><Tab> ", "A day later"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			newTestApp(t)
			planned(sampleWeek(), func(s *stage, w *weekScreen) {
				s.window.Resize(fyne.NewSize(1280, 800))
				s.shell.Focus(w.cards[0][0])
				for _, key := range splitKeys(tt.keys) {
					if key == "<Tab>" {
						s.window.Canvas().FocusNext()
						continue
					}
					if key == " " {
						key = "<Space>"
					}
					s.strike(key)
				}
				if got := s.at(); got != tt.want {
					t.Errorf("the keyboard is at %q, want %q", got, tt.want)
				}
			})()
		})
	}
}

// TestEveryWayOutOfTheWeekByTab reaches each button with the Tab key alone, and presses it.
func TestEveryWayOutOfTheWeekByTab(t *testing.T) {
	for label, want := range map[string]string{
		"Add a visit": "visit on 2026-11-23", "Plan of the week": "plan of 2026-11-23", "Observe": "observation of 00000000-0000-7000-8000-000000000000",
		"Observations": "Observations", "My day": "Summary of Monday", "The week summed up": "The week summed up", "Calendar file": "Calendar file",
	} {
		t.Run(label, func(t *testing.T) {
			newTestApp(t)
			planned(sampleWeek(), func(s *stage, w *weekScreen) {
				s.window.Resize(fyne.NewSize(1280, 800))
				for n := 0; s.at() != label; n++ {
					if n > 60 {
						t.Fatalf("Tab does not come to %q", label)
					}
					s.window.Canvas().FocusNext()
				}
				s.strike("<Return>")
				got := s.title()
				if len(s.desk.began) > 0 {
					got = s.desk.began[0]
				}
				if got != want {
					t.Errorf("it leads to %q, want %q", got, want)
				}
			})()
		})
	}
}

func TestFilesOfTheWeekAreWritten(t *testing.T) {
	newTestApp(t)
	dir := t.TempDir()
	planned(sampleWeek(), func(s *stage, w *weekScreen) {
		s.shell.in.Exports = dir
		w.ways.calendar("My week", w.week.Of("A. Evaluator"))
		s.shell.stack.top().(*writeScreen).submit()
		s.shell.Back()
		w.ways.sum("", w.day())
		s.shell.stack.top().(*digestScreen).export.OnTapped()
		s.shell.stack.top().(*writeScreen).submit()
	})()
	for name, want := range map[string]string{"practice-week.ics": "BEGIN:VCALENDAR", "practice-week-2026-11-23.pdf": "Practice Week, 23 to 27 November 2026"} {
		content, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil || !strings.Contains(string(content), want) {
			t.Errorf("%s: %q, %v", name, content, err)
		}
	}
}

func TestAnInvitationNeedsBothAddresses(t *testing.T) {
	for _, tt := range []struct{ name, from, to, wrong string }{
		{"neither", "", "", ""},
		{"both", "q.lead@council.example", "A. Evaluator <a@council.example>", ""},
		{"one", "q.lead@council.example", "", "An invitation needs both addresses. Give this one too, or leave both empty."},
		{"none that is one", "q.lead", "a@council.example", "This is no email address. Write it as name@council.example."},
	} {
		t.Run(tt.name, func(t *testing.T) {
			newTestApp(t)
			i := newInvited()
			i.from.entry.SetText(tt.from)
			i.to.entry.SetText(tt.to)
			_, _, ok := i.addresses()
			if got := i.from.problem.Content() + i.to.problem.Content(); got != tt.wrong || ok != (tt.wrong == "") {
				t.Errorf("it says %q, %v", got, ok)
			}
		})
	}
}

func TestTroubleWithAWeekIsSaid(t *testing.T) {
	newTestApp(t)
	planned(sampleWeek(), func(s *stage, w *weekScreen) {
		s.desk.week.Visits[0].Begin = schedule.Visit{}.Begin
		s.shell.Focus(w.cards[0][0])
		s.strike(">")
		if !strings.Contains(s.shell.banner.words, "no day or no time yet") {
			t.Errorf("it says %q", s.shell.banner.words)
		}
	})()
}

func TestAWeekThatOthersChangeIsDrawnAnew(t *testing.T) {
	for _, tt := range []struct {
		name  string
		focus func(*weekScreen) fyne.Focusable
		want  string
	}{
		{"the keyboard stays on a visit", func(w *weekScreen) fyne.Focusable { return w.cards[0][0] }, "A. Evaluator Tue 10:00"},
		{"and on a way out", func(w *weekScreen) fyne.Focusable { return w.tools.Objects[3].(*look.Button) }, "Observations"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			newTestApp(t)
			planned(sampleWeek(), func(s *stage, w *weekScreen) {
				s.shell.Focus(tt.focus(w))
				w.overtaken()
				w.tick(noon()) // nothing has changed
				if err := s.desk.MoveVisit(t.Context(), w.cards[0][0].visit.ID, 1, 0); err != nil {
					t.Fatal(err)
				}
				w.overtaken()
				w.tick(noon())
				if len(w.cards[0]) != 2 || len(w.cards[1]) != 3 || s.at() != tt.want {
					t.Errorf("%d visits on Monday, the keyboard is at %q", len(w.cards[0]), s.at())
				}
			})()
		})
	}
}
