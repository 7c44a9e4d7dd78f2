//go:build cgo

package desktop

import (
	"context"
	"os"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"plumbline/app/workbench"
)

// bringDeclaration brings the declaration of the test data into a vault, and completes one about a setting.
func bringDeclaration(t *testing.T, d *workbench.Desk, setting string) {
	t.Helper()
	source, err := os.ReadFile("testdata/forms/declaration.md")
	if err != nil {
		t.Fatal(err)
	}
	in, err := d.ImportForm(t.Context(), workbench.FormSource{Name: "declaration.md", Content: source})
	if err != nil || in.Definition == nil {
		t.Fatal(in.Report, err)
	}
	if err := d.ApproveForm(t.Context(), in.Definition.Hash, "Agreed by the partnership."); err != nil {
		t.Fatal(err)
	}
	w, err := d.Start(t.Context(), "declaration")
	if err != nil {
		t.Fatal(err)
	}
	for key, value := range map[string]string{
		"about/setting": setting, "about/pupils": "214", "leaders/report": "fully", "leaders/lead": "partly",
		"leaders/shows": "Governors asked.", "adults/panels": "3",
	} {
		if _, err := w.Set(key, value); err != nil {
			t.Fatal(err)
		}
	}
	if problems, err := w.Complete(); err != nil {
		t.Fatal(problems, err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
}

// TestADeclarationIsStartedFromLastYearAndGoneThrough goes from the list to a complete record, by keyboard, over a real
// vault, with a slip that is taken back on the way.
func TestADeclarationIsStartedFromLastYearAndGoneThrough(t *testing.T) {
	s, q := newVaultStage(t)
	s.createWith("A. Evaluator", "orchard lantern gravel tuesday").submit()
	q.drain()
	d := s.shell.desk.(openDesk).Desk
	bringDeclaration(t, d, "Hillside Primary")

	s.shell.begin("declaration")
	q.drain()
	offer, ok := s.shell.stack.top().(*startFromScreen)
	if !ok || len(offer.found) != 1 {
		t.Fatalf("the page is %q", s.title())
	}
	want := "Start from the one of " + time.Now().UTC().Format("2 January 2006")
	if got := offer.line(offer.found[0]); got.head != "Hillside Primary" || got.below != want {
		t.Errorf("it offers %+v", got)
	}
	s.press(fyne.KeyReturn)
	q.drain()
	f, ok := s.shell.stack.top().(*Form)
	if !ok {
		t.Fatalf("the page is %q", s.title())
	}
	f.answer("about/pupils", "220")
	s.hold(fyne.KeyT) // the figure was asked anew
	if n := len(f.work.ToAgree()); n != 4 {
		t.Fatalf("%d answers wait to be confirmed", n)
	}
	f.goTo("leaders")
	s.hold(fyne.KeyT)
	s.hold(fyne.KeyT)
	f.answer("leaders/shows", "Governors asked, and read together.")
	f.Command(CommandUndo)
	f.Command(CommandUndo)
	if f.context.key != "leaders/lead" || len(f.work.ToAgree()) != 3 || !f.page.taken["leaders/lead"].ask.Visible() {
		t.Errorf("after undo at %s, %d wait", f.context.key, len(f.work.ToAgree()))
	}
	f.Command(CommandRedo)
	f.agreeToSection()
	f.complete()
	if leads := f.middle.taken.leads; len(leads) != 1 {
		t.Fatalf("completing names %d answers", len(leads))
	}
	s.press(fyne.KeyReturn)
	s.hold(fyne.KeyT)
	f.complete()
	if f.work.Editable() {
		t.Fatal("it is not complete")
	}
	id := f.work.(*workbench.Work).ID()
	s.press(fyne.KeyEscape)
	q.drain()
	again, err := d.Open(context.Background(), id)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = again.Close() }()
	if n := len(again.ToAgree()); n != 0 || len(again.Taken()) != 4 {
		t.Errorf("in the vault %d of %d wait", n, len(again.Taken()))
	}
}
