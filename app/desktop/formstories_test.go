package desktop

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"plumbline/app/desktop/story"
	"plumbline/app/workbench"
	"plumbline/forms"
	"plumbline/forms/compare"
	"plumbline/forms/formfile"
	"plumbline/forms/session"
	"plumbline/sync/seal"
)

// atForms sets a stage at the list of forms, and acts.
func atForms(all []workbench.FormInfo, act func(*stage)) func() *stage {
	return func() *stage {
		s := newOpenStage(sampleRows())
		s.window.Resize(fyne.NewSize(1280, 800)) // pages scroll to where the keyboard starts
		s.desk.forms = all
		s.shell.forms()
		act(s)
		return s
	}
}

func longForms() []workbench.FormInfo {
	all := sampleForms()
	for i := range all {
		all[i].Title = "Audit of supervision, management oversight and case direction for children who live away from home, " + all[i].Title
	}
	for range 30 {
		all = append(all, builtIn("dip_audit", "Dip audit: recording"))
	}
	return all
}

// atPage sets a stage at the page of a form, and acts.
func atPage(id string, act func(*stage)) func() *stage {
	return atForms(sampleForms(), func(s *stage) {
		s.shell.form(id)
		act(s)
	})
}

func sampleReport() *formfile.Report {
	return &formfile.Report{
		Errors: []formfile.Finding{
			{Sheet: "survey", Row: 4, Column: "type", Code: "type", Message: "Unknown question type \"txet\". Did you mean \"text\"?"},
			{Sheet: "survey", Row: 9, Column: "relevant", Code: "PYREF_003", Message: "There is no question named \"seen_alone\". Check the spelling, or add the question."},
			{Sheet: "choices", Row: 3, Column: "label", Code: "label", Message: "The choice \"na\" of the list \"yn\" has no label. Write what a person reads."},
		},
		Warnings: []formfile.Finding{{Sheet: "survey", Row: 1, Message: "The language \"Cymraeg (cy)\" has no column for: hint. Where it is shown, these are blank."}},
	}
}

// importing sets a stage at the import page after it has taken a file.
func importing(in func() workbench.Intake) func() *stage {
	return atForms(sampleForms(), func(s *stage) {
		s.shell.importForm()
		i := s.shell.stack.top().(*importScreen)
		i.path.entry.SetText("/home/evaluator/Documents/home-visit-5.xlsx")
		i.show(in())
	})
}

func taken(known bool) func() workbench.Intake {
	return func() workbench.Intake {
		w, err := memoryWorkOn("visit")
		if err != nil {
			return workbench.Intake{FileName: err.Error(), Report: sampleReport()}
		}
		return workbench.Intake{
			FileName: "home-visit-5.xlsx", Known: known, Definition: w.session.Definition(),
			Report: &formfile.Report{Warnings: sampleReport().Warnings, Notices: []forms.Notice{
				{Row: 12, Path: "/data/home/drawing", Feature: "image", Words: "Pictures, sound and films are not taken here."},
			}},
		}
	}
}

func refused(n int) func() workbench.Intake {
	return func() workbench.Intake {
		r := sampleReport()
		for range n {
			r.Errors = append(r.Errors, sampleReport().Errors...)
		}
		return workbench.Intake{FileName: "home-visit-5.xlsx", Report: r}
	}
}

func sampleChanges() []compare.Change {
	return []compare.Change{
		{Path: "", Name: "visit", Kinds: []compare.Kind{compare.Rules}, Details: []compare.Detail{{Kind: compare.Rules, What: "setting minutes", Before: "15", After: "20"}}},
		{
			Path: "/data/seen", Name: "seen", Label: "Was the child seen?", Kinds: []compare.Kind{compare.Reworded, compare.Choices},
			Details: []compare.Detail{
				{Kind: compare.Reworded, What: "label (English (en))", Before: "Child seen?", After: "Was the child seen?"},
				{Kind: compare.Choices, What: "choice asleep", After: "Asleep"},
			},
		},
		{Path: "/data/why", Name: "why", Label: "Why not?", Kinds: []compare.Kind{compare.Moved}, Details: []compare.Detail{
			{Kind: compare.Moved, What: "after", Before: "When did the visit begin?", After: "Was the child seen?"},
		}},
		{Path: "/data/home/bed", Name: "bed", Label: "When is bedtime?", Kinds: []compare.Kind{compare.Added}, Details: []compare.Detail{{Kind: compare.Added, What: "type", After: "time"}}},
		{Path: "/data/weather", Name: "weather", Label: "What was the weather like?", Kinds: []compare.Kind{compare.Removed}, Details: []compare.Detail{{Kind: compare.Removed, What: "type", Before: "text"}}},
	}
}

func comparing(changes []compare.Change) func() *stage {
	return atPage("visit", func(s *stage) {
		s.desk.changes = changes
		v := sampleForms()[3].Versions
		s.shell.compare(v[1], v[0])
	})
}

func movingWith(answers []workbench.AnswerMove) func() *stage {
	return listed(sampleRows(), func(s *stage, e *evaluationsScreen) {
		v := sampleForms()[3].Versions
		s.desk.plan = workbench.FormMove{From: v[2], To: v[1], Answers: answers}
		s.shell.moveForm(e.found.rows[0])
	})
}

func sampleMoves() []workbench.AnswerMove {
	return []workbench.AnswerMove{
		{Kind: session.Moved, From: "why", To: "home/why", Label: "Why not?", Answer: "She was asleep when I came."},
		{Kind: session.Dropped, From: "weather", Label: "What was the weather like?", Answer: "Rain"},
		{Kind: session.Unknown, From: "seen", To: "seen", Label: "Was the child seen?", Answer: "partly"},
		{Kind: session.Added, To: "home/bed", Label: "When is bedtime?"},
	}
}

func previewing(act func(*previewScreen)) func() *stage {
	return atPage("visit", func(s *stage) {
		s.shell.preview(sampleForms()[3].Versions[0])
		act(s.shell.stack.top().(*previewScreen))
	})
}

func formsScenes() []scene {
	nothing := func(*stage) {}
	approving := func(act func(*approveScreen)) func() *stage {
		return atPage("visit", func(s *stage) {
			s.shell.Over(newApproveScreen(s.shell, s.desk, sampleForms()[3].Versions[0]))
			act(s.shell.stack.top().(*approveScreen))
		})
	}
	paper := func(act func(*printScreen)) func() *stage {
		return atPage("visit", func(s *stage) {
			s.shell.onPaper(sampleForms()[3].Versions[0])
			act(s.shell.stack.top().(*printScreen))
		})
	}
	return []scene{
		{"print_typical", paper(func(*printScreen) {})},
		{"print_done", paper(func(p *printScreen) { p.finished("/home/evaluator/Documents/visit.pdf") })},
		{"print_error", paper(func(p *printScreen) {
			p.path.entry.SetText("visit.pdf")
			p.submit()
		})},
		{"forms_typical", atForms(sampleForms(), nothing)},
		{"forms_longest", atForms(longForms(), nothing)},
		{"forms_nothing_found", atForms(sampleForms(), func(s *stage) { s.shell.stack.top().(*formsScreen).search.SetText("adoption swindon") })},
		{"forms_error", atForms(sampleForms(), func(s *stage) { s.shell.Trouble(seal.ErrDamaged) })},
		{"formpage_draft", atPage("visit", nothing)},
		{"formpage_builtin", atPage("practice_evaluation", nothing)},
		{"formpage_only_draft", atPage("huddle", nothing)},
		{"import_empty", atForms(sampleForms(), func(s *stage) { s.shell.importForm() })},
		{"import_absent", atForms(sampleForms(), func(s *stage) {
			s.shell.importForm()
			i := s.shell.stack.top().(*importScreen)
			i.path.entry.SetText("home-visit-5.xlsx")
			i.submit()
		})},
		{"import_typical", importing(taken(false))},
		{"import_known", importing(taken(true))},
		{"import_error", importing(refused(0))},
		{"import_longest", importing(refused(12))},
		{"approve_empty", approving(func(*approveScreen) {})},
		{"approve_error", approving(func(a *approveScreen) { a.submit() })},
		{"changes_typical", comparing(sampleChanges())},
		{"changes_none", comparing(nil)},
		{"changes_longest", comparing(append(sampleChanges(), compare.Change{
			Path: "/data/x", Label: strings.Repeat("What was said and done? ", 20), Kinds: []compare.Kind{compare.Reworded},
			Details: []compare.Detail{{Kind: compare.Reworded, What: "label", Before: strings.Repeat("What was said? ", 20), After: strings.Repeat("What was done? ", 20)}},
		}))},
		{"move_typical", movingWith(sampleMoves())},
		{"move_nothing", movingWith(nil)},
		{"preview_typical", previewing(func(*previewScreen) {})},
		{"preview_error", previewing(func(p *previewScreen) { p.complete() })},
		{"choose_typical", listed(sampleRows(), func(s *stage, _ *evaluationsScreen) {
			s.desk.forms = sampleForms()
			s.shell.choose()
		})},
		{"evaluations_newer_form", listed(sampleRows(), func(s *stage, e *evaluationsScreen) {
			s.desk.rows[0].FormHash = "an earlier one"
			e.Focus()
			s.shell.Focus(e.list)
		})},
		{"files", atForms(sampleForms(), func(s *stage) {
			f := newFileScreen(s.shell, "/", isForm, func(string) {})
			f.folders = 2
			f.show("/home/evaluator/Documents", []string{"..", "Forms 2026", "home-visit-4.xlsx", "home-visit-5.xlsx", "team-huddle.md"})
			s.shell.Over(f)
		})},
	}
}

func TestFormsStories(t *testing.T) {
	closely := map[string]bool{
		"forms_typical": true, "formpage_draft": true, "import_error": true, "changes_typical": true, "move_typical": true,
		"preview_typical": true, "choose_typical": true, "print_typical": true,
	}
	usual := fyne.NewSize(1280, 800)
	var all []story.Story
	for _, sc := range formsScenes() {
		build := func() fyne.CanvasObject { return sc.set().window.Content() }
		all = append(all, story.Story{Name: sc.name, Size: usual, Build: build}.Seen(closely[sc.name])...)
	}
	story.Check(t, all)
}
