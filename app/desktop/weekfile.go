package desktop

import (
	"context"
	"os"
	"path/filepath"

	"fyne.io/fyne/v2"

	"plumbline/app/desktop/look"
)

// writeAbout is what the page that writes a file says of it.
type writeAbout struct{ heading, below, hint, name string }

// writeWays are what the page takes from the window.
type writeWays struct {
	folder string                                      // offered at first
	browse func(from string, then func(folder string)) // asks for a folder
	open   func(path string) error
	write  func(ctx context.Context, path string) error
}

// writeScreen writes something about a week to a file.
type writeScreen struct {
	host    Host
	about   writeAbout
	ways    writeWays
	content *look.Page
	path    *textBox
	there   *look.Text // that a file of that name is there already
	save    *look.Button
	done    *fyne.Container
	written string // the file that was written last
	ready   func() bool
}

// newWriteScreen makes the page; parts stand above the box for the name of the file.
func newWriteScreen(host Host, about writeAbout, ways writeWays, parts ...fyne.CanvasObject) *writeScreen {
	s := &writeScreen{
		host: host, about: about, ways: ways, path: newTextBox("Save to", about.hint),
		there: look.NewText("", look.QuietText), done: look.NewColumn(0), ready: func() bool { return true },
	}
	s.save = look.NewButton("Save the file", look.Primary, s.submit)
	s.path.entry.SetText(filepath.Join(ways.folder, about.name))
	s.path.entry.OnChanged = func(string) { s.path.wrong(""); s.look() }
	s.path.entry.OnSubmitted = func(string) { s.submit() }
	parts = append(parts,
		look.NewColumn(8, s.path.content, s.there, newActions(look.NewButton("Choose a folder", look.Secondary, s.browse))),
		s.done, newActions(s.save, look.NewButton("Back", look.Plain, host.Back)))
	s.content = newSheet(about.heading, about.below, parts...)
	s.reveal(s.path)
	s.save.OnFocused = func() { s.content.Reveal(s.save) }
	s.look()
	return s
}

// reveal scrolls to a box when the keyboard comes to it.
func (s *writeScreen) reveal(b *textBox) { b.entry.entered = func() { s.content.Reveal(b.content) } }

// look says whether saving will replace a file.
func (s *writeScreen) look() {
	_, err := os.Stat(s.path.text())
	s.there.SetText("")
	if err == nil {
		s.there.SetText("There is a file of that name. Saving replaces it.")
	}
	shown(s.there, err == nil)
	s.content.Refresh()
}

func (s *writeScreen) browse() {
	s.ways.browse(filepath.Dir(s.path.text()), func(folder string) {
		s.path.entry.SetText(filepath.Join(folder, filepath.Base(s.path.text())))
		s.host.Focus(s.save)
	})
}

func (s *writeScreen) submit() {
	path := s.path.text()
	if s.save.Disabled() || !s.ready() {
		return
	}
	if !filepath.IsAbs(path) {
		s.path.wrong("Give the whole path, from the drive or the root down to the name of the file.")
		return
	}
	s.save.Disable()
	s.host.Background(func(ctx context.Context) error { return s.ways.write(ctx, path) }, func(err error) {
		s.save.Enable()
		if err != nil {
			s.path.wrong(exportSentence(err))
			s.host.Focus(s.path.entry)
			return
		}
		s.finished(path)
	})
}

// finished says where the file is, and offers to open it.
func (s *writeScreen) finished(path string) {
	s.written = path
	open := look.NewButton("Open the file", look.Secondary, func() {
		if err := s.ways.open(path); err != nil {
			s.path.wrong("No program on this laptop opened it. The file is in " + filepath.Dir(path) + ".")
			s.content.Refresh()
		}
	})
	s.done.Objects = []fyne.CanvasObject{look.NewCard(look.NewColumn(12,
		look.NewText("Saved", look.Title), look.NewText(path, look.Body), newActions(open)))}
	s.look()
	s.host.Focus(open)
	s.host.Say("Saved " + filepath.Base(path))
}

// Title implements Screen.
func (s *writeScreen) Title() string { return s.about.heading }

// Content implements Screen.
func (s *writeScreen) Content() fyne.CanvasObject { return s.content }

// Focus implements Screen.
func (s *writeScreen) Focus() { s.host.Focus(s.path.entry) }

// Leave implements Screen.
func (s *writeScreen) Leave() error { return nil }
