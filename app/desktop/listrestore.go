package desktop

import (
	"context"

	"fyne.io/fyne/v2"

	"plumbline/app/desktop/look"
	"plumbline/app/workbench"
	"plumbline/forms/library"
)

// listRestoreScreen tells what going back to the built-in list would change, and goes back to it.
type listRestoreScreen struct {
	host    Host
	desk    listKeeper
	now     workbench.SharedList
	content *look.Page
	restore *look.Button
}

func newListRestoreScreen(host Host, desk listKeeper, now workbench.SharedList, save func()) *listRestoreScreen {
	s := &listRestoreScreen{host: host, desk: desk, now: now}
	s.restore = look.NewButton("Go back to it", look.Primary, s.submit)
	s.content = newSheet("Go back to the built-in list", joined(listTitle(now.Name), "now "+now.Own.FileName),
		look.NewText("Your own list is not kept here then: save it as a workbook first if you may want it again. Records under way keep it.", look.Body),
		newActions(s.restore, look.NewButton("Save yours as a workbook", look.Secondary, save), look.NewButton("Keep your own", look.Plain, host.Back)),
		look.NewText("What that changes", look.Heading2),
		newRowChanges(func() *look.Page { return s.content }, rowChanges(library.DiffLists(now.List, now.Shipped), now.Shipped)))
	s.restore.OnFocused = func() { s.content.ScrollToTop() }
	return s
}

func (s *listRestoreScreen) submit() {
	if s.restore.Disabled() {
		return
	}
	s.restore.Disable()
	s.host.Background(func(ctx context.Context) error { return s.desk.RestoreList(ctx, s.now.Name) }, func(err error) {
		s.restore.Enable()
		if err != nil {
			s.host.Trouble(err)
			return
		}
		s.host.Back()
		s.host.Say("The built-in list is back. Records that are started from now on choose from it.")
	})
}

// Title implements Screen.
func (s *listRestoreScreen) Title() string { return "Go back to a list" }

// Content implements Screen.
func (s *listRestoreScreen) Content() fyne.CanvasObject { return s.content }

// Focus implements Screen.
func (s *listRestoreScreen) Focus() { s.host.Focus(s.restore) }

// Leave implements Screen.
func (s *listRestoreScreen) Leave() error { return nil }
