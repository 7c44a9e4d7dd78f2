package desktop

import (
	"errors"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"plumbline/app/desktop/story"
	"plumbline/app/workbench"
	"plumbline/forms/workflow"
	"plumbline/sync/replica"
	"plumbline/sync/seal"
)

var errWrong = seal.ErrWrongPassphrase

// scene is a screen in one state, before it is said how large, how light and where it is shown.
type scene struct {
	name string
	set  func() *stage
}

// scenes are the screens of this package, except the one on which a form is filled.
func scenes() []scene {
	return slicesOf(gateScenes(), listScenes(), exportScenes(), settingsScenes())
}

func slicesOf(parts ...[]scene) []scene {
	var out []scene
	for _, p := range parts {
		out = append(out, p...)
	}
	return out
}

// closed sets a stage before any vault is open, and acts on its top screen.
func closed[S Screen](vaults fakeVaults, act func(*stage, S)) func() *stage {
	return func() *stage {
		s := newStage(&vaults, &fakeDesk{idle: 10 * time.Minute})
		act(s, s.shell.stack.top().(S))
		return s
	}
}

func gateScenes() []scene {
	unlock := func(typed string) func(*stage, *unlockScreen) {
		return func(_ *stage, u *unlockScreen) {
			u.passphrase.entry.SetText(typed)
			if typed != "" {
				u.submit()
			}
		}
	}
	opened := fakeVaults{has: true, passphrase: testPassphrase}
	failing := func(err error) fakeVaults { return fakeVaults{has: true, err: err} }
	return []scene{
		{"welcome", closed(fakeVaults{}, func(*stage, *welcomeScreen) {})},
		{"create_empty", closed(fakeVaults{}, func(s *stage, _ *welcomeScreen) { s.shell.gateway().create() })},
		{"create_typical", closed(fakeVaults{}, func(s *stage, _ *welcomeScreen) { s.createWith("A. Evaluator", "correct horse battery") })},
		{"create_error", closed(fakeVaults{err: seal.ErrFull}, func(s *stage, _ *welcomeScreen) {
			s.createWith("", "password123").submit()
			c := s.shell.stack.top().(*createScreen)
			c.name.entry.SetText("A. Evaluator")
			c.submit()
		})},
		{"unlock_empty", closed(opened, unlock(""))},
		{"unlock_error", closed(opened, unlock("not this one"))},
		{"unlock_wait", closed(failing(&seal.WaitError{Remaining: 8 * time.Second}), unlock("not this one"))},
		{"trouble_damaged", closed(failing(seal.ErrDamaged), unlock("x"))},
		{"trouble_newer", closed(failing(seal.ErrNewerFormat), unlock("x"))},
		{"trouble_in_use", closed(failing(seal.ErrInUse), unlock("x"))},
		{"trouble_read_only", closed(failing(seal.ErrReadOnly), unlock("x"))},
		{"trouble_unforeseen", closed(failing(errors.New("odd")), unlock("x"))},
	}
}

// createWith goes to the page that makes a vault, and fills it.
func (s *stage) createWith(name, passphrase string) *createScreen {
	s.shell.gateway().create()
	c := s.shell.stack.top().(*createScreen)
	c.name.entry.SetText(name)
	c.passphrase.first.entry.SetText(passphrase)
	c.passphrase.second.entry.SetText(passphrase)
	return c
}

// listed sets a stage with a vault that holds rows, and acts on the list.
func listed(rows []replica.Row, act func(*stage, *evaluationsScreen)) func() *stage {
	return func() *stage {
		s := newOpenStage(rows)
		act(s, s.shell.stack.top().(*evaluationsScreen))
		return s
	}
}

func longRows() []replica.Row {
	rows := sampleRows()
	rows[0].Reference = "TR-20417-AND-SIBLINGS-TR-20418-TR-20419-TR-20420"
	rows[0].Cohort = "Children in care aged 0 to 11, with siblings placed apart and a plan of permanence not yet agreed"
	rows[0].Team = "Llanfair\u00adpwllgwyngyll Safeguarding and Permanence Hub, East and Coast"
	rows[0].Title = "Practice Evaluation of a family seen by several services at once, with every cohort module"
	rows[0].Grade = "requires_improvement"
	return append(rows, manyRows(40)...)
}

func manyRows(n int) []replica.Row {
	var rows []replica.Row
	for i := range n {
		row := sampleRows()[i%6]
		row.ID[0], row.ID[1], row.ID[2] = 1, byte(i), byte(i>>8)
		rows = append(rows, row)
	}
	return rows
}

func listScenes() []scene {
	training := func() *stage {
		s := newStage(&fakeVaults{}, &fakeDesk{rows: sampleRows(), idle: 10 * time.Minute})
		s.shell.train()
		return s
	}
	return []scene{
		{"evaluations_empty", listed(nil, func(*stage, *evaluationsScreen) {})},
		{"evaluations_typical", listed(sampleRows(), func(s *stage, e *evaluationsScreen) { s.shell.Focus(e.list); e.list.at(1) })},
		{"evaluations_long", listed(longRows(), func(s *stage, e *evaluationsScreen) { s.shell.Focus(e.list) })},
		{"evaluations_nothing_found", listed(sampleRows(), func(s *stage, e *evaluationsScreen) {
			s.shell.Focus(e.search)
			e.search.SetText("chronology swindon")
		})},
		{"evaluations_error", listed(sampleRows(), func(s *stage, e *evaluationsScreen) {
			s.shell.Saving(workbench.SaveStatus{State: workbench.Unsaved, Err: seal.ErrFull})
			s.shell.Trouble(seal.ErrDamaged)
		})},
		{"evaluations_closing", listed(sampleRows(), func(s *stage, _ *evaluationsScreen) {
			s.desk.lockErr = seal.ErrFull
			s.shell.quit()
		})},
		{"evaluations_training", training},
		{"withdraw_empty", listed(sampleRows(), func(s *stage, e *evaluationsScreen) { s.shell.withdraw(e.found.rows[0].ID) })},
		{"withdraw_error", listed(sampleRows(), func(s *stage, e *evaluationsScreen) {
			s.shell.withdraw(e.found.rows[0].ID)
			s.shell.stack.top().(*withdrawScreen).submit()
		})},
		{"withdraw_name", listed(sampleRows(), func(s *stage, e *evaluationsScreen) {
			s.shell.withdraw(e.found.rows[0].ID)
			s.shell.stack.top().(*withdrawScreen).reason.entry.SetText("It was started twice for Jayden by mistake.")
		})},
		{"withdraw_long", listed(longRows(), func(s *stage, e *evaluationsScreen) {
			s.shell.withdraw(e.found.rows[0].ID)
			s.shell.stack.top().(*withdrawScreen).reason.entry.SetText(strings.Repeat("Started twice by mistake; the other one is TR-20418. ", 12))
		})},
	}
}

// exporting sets a stage at the export page of a record in a state, and acts on it.
func exporting(state string, act func(*fakeRecord, *exportScreen)) func() *stage {
	return listed(sampleRows(), func(s *stage, e *evaluationsScreen) {
		row := e.found.rows[1]
		row.State = state
		record := s.desk.record(row)
		s.shell.Export(record)
		act(record, s.shell.stack.top().(*exportScreen))
	})
}

func exportScenes() []scene {
	times := func(n int) func(*fakeRecord, *exportScreen) {
		return func(_ *fakeRecord, e *exportScreen) {
			for range n {
				e.submit()
			}
		}
	}
	return []scene{
		{"export_empty", exporting(workflow.Complete, func(*fakeRecord, *exportScreen) {})},
		{"export_typical", exporting(workflow.Complete, times(2))},
		{"export_others", exporting(workflow.Complete, func(_ *fakeRecord, e *exportScreen) { e.readers.chips[1].choose() })},
		{"export_unfinished", exporting(workflow.InProgress, func(*fakeRecord, *exportScreen) {})},
		{"export_long", exporting(workflow.Withdrawn, func(r *fakeRecord, e *exportScreen) {
			e.path.entry.SetText("/home/evaluator/Documents/" + strings.Repeat("Quality assurance 2026 ", 6) + "/evaluation.pdf")
			times(25)(r, e)
		})},
		{"export_error", exporting(workflow.Complete, func(r *fakeRecord, e *exportScreen) {
			r.exportErr = workbench.ErrNoRoom
			e.submit()
		})},
	}
}

// settling sets a stage at the settings, and acts on them.
func settling(training bool, act func(*settingsScreen)) func() *stage {
	return listed(nil, func(s *stage, _ *evaluationsScreen) {
		s.desk.training = training
		s.shell.settings()
		act(s.shell.stack.top().(*settingsScreen))
	})
}

func settingsScenes() []scene {
	return []scene{
		{"settings_typical", settling(false, func(*settingsScreen) {})},
		{"settings_training", settling(true, func(*settingsScreen) {})},
		{"settings_error", settling(false, func(s *settingsScreen) {
			s.old.entry.SetText("not this one")
			s.fresh.first.entry.SetText("a new one that is long")
			s.fresh.second.entry.SetText("a new one that is long")
			s.changePassphrase()
		})},
		{"folders", listed(nil, func(s *stage, _ *evaluationsScreen) {
			s.shell.Over(showFolders(s.shell, "/home/evaluator/Documents", "..", "Audits 2026", "Practice week", "Templates"))
		})},
		{"help", listed(sampleRows(), func(s *stage, _ *evaluationsScreen) { s.shell.help() })},
	}
}

// showFolders is the page for choosing a folder, at one that this machine need not have.
func showFolders(host Host, at string, names ...string) *folderScreen {
	f := newFolderScreen(host, "/", func(string) {})
	f.show(at, names)
	return f
}

// stories shows every scene in the usual window, and those that say most in the dark, at 200 % and in a small window.
func stories() []story.Story {
	usual := fyne.NewSize(1280, 800)
	closely := map[string]bool{
		"welcome": true, "create_error": true, "unlock_error": true, "evaluations_typical": true, "evaluations_long": true,
		"export_typical": true, "settings_typical": true, "trouble_damaged": true, "withdraw_error": true, "help": true,
	}
	var out []story.Story
	tall := fyne.NewSize(1280, 1700)
	for _, sc := range scenes() {
		build := func() fyne.CanvasObject { return sc.set().window.Content() }
		out = append(out, story.Story{Name: sc.name, Size: usual, Build: build}.Seen(closely[sc.name])...)
		if sc.name == "settings_error" || sc.name == "create_typical" {
			out = append(out, story.Story{Name: sc.name + "_tall", Size: tall, Build: build})
		}
	}
	return out
}

func TestStories(t *testing.T) { story.Check(t, stories()) }
