package desktop

import (
	"path/filepath"
	"testing"

	"plumbline/app/workbench"
	"plumbline/forms/guard"
	"plumbline/forms/report"
	"plumbline/forms/workflow"
)

func TestReasonsAreLookedAt(t *testing.T) {
	newTestApp(t)
	listed(sampleRows(), func(s *stage, e *evaluationsScreen) {
		s.shell.withdraw(e.found.rows[0].ID)
		box := s.shell.stack.top().(*withdrawScreen).reason
		for _, tt := range []struct{ typed, mark string }{
			{"Started twice for Jayden", ""}, // still being typed
			{"Started twice for Jayden by mistake", "Jayden"},
			{"Started twice for the child by mistake", ""},
		} {
			if box.entry.SetText(tt.typed); box.offer.mark.Text != tt.mark || box.offer.content.Visible() != (tt.mark != "") {
				t.Errorf("%q: marked %q", tt.typed, box.offer.mark.Text)
			}
		}
		box.entry.SetText("Started twice for Jayden")
		s.shell.Focus(nil)
		if box.offer.mark.Text != "Jayden" {
			t.Error("what stands at the end is not marked once the box is left")
		}
		box.offer.use.OnTapped()
		if got := box.text(); got != "Started twice for the child" {
			t.Errorf("the reason is %q", got)
		}
		box.entry.SetText("Jayden came twice")
		box.offer.leave.OnTapped()
		box.entry.SetText("Jayden came twice, and left")
		if box.offer.mark.Text != "" {
			t.Error("what may stay is marked again")
		}
	})()
}

// Marks looks with the guard of the program.
func (d *fakeDesk) Marks(text string) []guard.Mark { return (&memoryWork{}).Marks(text) }

func TestReasonsOutsideRecordsAreLookedAt(t *testing.T) {
	newTestApp(t)
	listed(sampleRows(), func(s *stage, _ *evaluationsScreen) {
		for name, box := range map[string]*textBox{
			"why a form is approved":    newApproveScreen(s.shell, s.desk, workbench.FormVersion{}).reason,
			"why something is left out": newHeldScreen(s.shell, s.desk, workbench.HeldAction{}, noon).reason,
		} {
			if box.entry.SetText("Asked for by Jayden today"); box.offer.mark.Text != "Jayden" {
				t.Errorf("%s: marked %q", name, box.offer.mark.Text)
			}
		}
	})()
}

func TestExportAsksWhoReads(t *testing.T) {
	newTestApp(t)
	exporting(workflow.Complete, func(r *fakeRecord, e *exportScreen) {
		e.readers.chips[int(report.ForOthers)].choose()
		if got, want := filepath.Base(e.path.text()), r.FileNameFor(report.ForOthers); got != want {
			t.Errorf("the file is to be %q, want %q", got, want)
		}
		e.submit()
		if r.purpose != report.ForOthers {
			t.Errorf("exported for %v", r.purpose)
		}
		e.path.entry.SetText("/home/evaluator/mine.pdf")
		e.readers.chips[int(report.ForTeam)].choose()
		if got := e.path.text(); got != "/home/evaluator/mine.pdf" {
			t.Errorf("a name of one's own became %q", got)
		}
	})()
}
