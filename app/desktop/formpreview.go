package desktop

import (
	"errors"

	"fyne.io/fyne/v2"

	"plumbline/app/desktop/look"
	"plumbline/app/workbench"
)

var _ Commanded = (*previewScreen)(nil)

// previewScreen is a form to be tried out: the page on which records are filled, and above it that nothing is kept.
type previewScreen struct {
	*Form
	content *fyne.Container
}

func newPreviewScreen(host Host, work FormWork) *previewScreen {
	s := &previewScreen{Form: NewForm(previewHost{host}, work)}
	notice := look.NewBanner(look.NotePanel, "", "", look.NewBeside(16,
		look.NewText("This is a preview. Nothing that you answer here is kept.", look.Body),
		look.NewButton("End the preview", look.Plain, host.Back)))
	s.content = &fyne.Container{Layout: below{}, Objects: []fyne.CanvasObject{
		look.NewInset(look.Insets{Top: 8, Right: 16, Bottom: 8, Left: 16}, notice), s.Form.Content(),
	}}
	return s
}

// Title implements Screen.
func (s *previewScreen) Title() string { return "Preview" }

// Content implements Screen.
func (s *previewScreen) Content() fyne.CanvasObject { return s.content }

// Command implements Commanded. A preview is not exported.
func (s *previewScreen) Command(c Command) bool {
	if c == CommandExport {
		s.host.Trouble(workbench.ErrPreview)
		return true
	}
	return s.Form.Command(c)
}

// previewHost is the window for a preview: it says nothing of saving.
type previewHost struct{ Host }

// Saving implements Host.
func (h previewHost) Saving(workbench.SaveStatus) { h.Touch() }

// Export implements Host.
func (h previewHost) Export(Exporter) { h.Trouble(workbench.ErrPreview) }

// Trouble implements Host. That nothing is kept is no trouble, but said at the foot of the window.
func (h previewHost) Trouble(err error) {
	if errors.Is(err, workbench.ErrPreview) {
		h.Say(workbench.Sentence(err))
		return
	}
	h.Host.Trouble(err)
}
