package desktop

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"

	"fyne.io/fyne/v2"

	"plumbline/app/desktop/look"
	"plumbline/app/workbench"
	"plumbline/forms/formfile"
)

// importWays are what the import page takes from the window.
type importWays struct {
	folder string                                    // that a file is looked for in first
	browse func(from string, then func(file string)) // asks for a file of a form
	open   func(id string)                           // shows a form
}

// importScreen brings a form in from a file, and says what is wrong with it, and where.
type importScreen struct {
	host    Host
	desk    formKeeper
	ways    importWays
	content *look.Page
	path    *textBox
	take    *look.Button
	report  *fyne.Container
}

func newImportScreen(host Host, desk formKeeper, ways importWays) *importScreen {
	s := &importScreen{
		host: host, desk: desk, ways: ways, report: look.NewColumn(16),
		path: newTextBox("File", "An XLSForm as workbook (.xlsx, .xls), CSV or Markdown, or an ODK XForm (.xml)."),
	}
	s.take = look.NewButton("Import it", look.Primary, s.submit)
	s.path.entry.OnChanged = func(string) { s.path.wrong("") }
	s.path.entry.OnSubmitted = func(string) { s.submit() }
	s.content = newSheet("Import a form", "It is checked first, and kept as a draft until somebody has approved it.",
		look.NewColumn(8, s.path.content, newActions(look.NewButton("Choose a file", look.Secondary, s.browse))),
		newActions(s.take, look.NewButton("Back", look.Plain, host.Back)),
		s.report,
	)
	s.path.entry.entered = func() { s.content.Reveal(s.path.content) }
	return s
}

func (s *importScreen) browse() {
	from := s.ways.folder
	if path := s.path.text(); filepath.IsAbs(path) {
		from = filepath.Dir(path)
	}
	s.ways.browse(from, func(file string) {
		s.path.entry.SetText(file)
		s.host.Focus(s.take)
	})
}

func (s *importScreen) submit() {
	path := s.path.text()
	if s.take.Disabled() {
		return
	}
	if !filepath.IsAbs(path) {
		s.refuse("Give the whole path, from the drive or the root down to the name of the file, or choose the file.")
		return
	}
	s.take.Disable()
	var in workbench.Intake
	s.host.Background(func(ctx context.Context) (err error) {
		source, err := workbench.FormSourceAt(path)
		if err != nil {
			return errors.Join(errUnread, err)
		}
		in, err = s.desk.ImportForm(ctx, source)
		return err
	}, func(err error) {
		s.take.Enable()
		switch {
		case errors.Is(err, errUnread):
			s.refuse("That file cannot be read. Check that it is there, and that you may read it.")
		case err != nil:
			s.host.Trouble(err)
		default:
			s.show(in)
		}
	})
}

// refuse says what is wrong with the path, and puts the keyboard there.
func (s *importScreen) refuse(sentence string) {
	s.path.wrong(sentence)
	s.content.Resize(s.content.Size())
	s.content.Refresh()
	s.host.Focus(s.path.entry)
}

// errUnread says that it was the file that could not be read.
var errUnread = errors.New("desktop: file of a form cannot be read")

// show says what came of it.
func (s *importScreen) show(in workbench.Intake) {
	s.report.Objects = nil
	var next fyne.Focusable // where the keyboard goes
	if in.Definition == nil {
		n := len(in.Report.Errors)
		s.report.Add(look.NewBanner(look.AlarmPanel, count(n, "error", "errors")+" in "+in.FileName,
			"Nothing was kept. Put right what is listed here in the file, then import it again."))
	} else {
		open := look.NewButton("Look at it", look.Secondary, func() { s.ways.open(in.Definition.ID) })
		open.OnFocused = func() { s.content.Reveal(open) }
		s.report.Add(keptCard(in, open))
		next = open
	}
	if passages := findingPassages(in.Report); len(passages) > 0 {
		s.report.Add(look.NewText(foundWords(in.Report), look.Heading2))
		s.report.Add(newReadingColumn(func() *look.Page { return s.content }, passages))
		if next == nil {
			next = passages[0]
		}
	}
	s.content.Resize(s.content.Size())
	s.content.Refresh()
	if next != nil {
		s.host.Focus(next)
	}
}

// keptCard says that the form is a draft now, and leads to it.
func keptCard(in workbench.Intake, open *look.Button) fyne.CanvasObject {
	def := in.Definition
	title, words := "Kept as a draft", "Try it out and look at what changed, then have it approved: until then nothing is started on it."
	if in.Known {
		title, words = "Here already", "This very version was brought in before, and nothing was changed."
	}
	return look.NewCard(look.NewColumn(12, look.NewText(title, look.Title),
		look.NewText(joined(def.Title, versionWords(workbench.FormVersion{Version: def.Version}), count(workbench.Questions(def), "question", "questions")), look.Strong),
		look.NewText(words, look.Body), newActions(open)))
}

// foundWords counts what a report holds.
func foundWords(r *formfile.Report) string {
	words := ""
	for _, part := range []struct {
		n         int
		one, many string
	}{
		{len(r.Errors), "error", "errors"}, {len(r.Warnings), "warning", "warnings"}, {len(r.Notices), "note", "notes"},
	} {
		if part.n > 0 {
			words = joinComma(words, count(part.n, part.one, part.many))
		}
	}
	return words
}

func joinComma(a, b string) string {
	if a == "" {
		return b
	}
	return fmt.Sprintf("%s, %s", a, b)
}

// Title implements Screen.
func (s *importScreen) Title() string { return "Import a form" }

// Content implements Screen.
func (s *importScreen) Content() fyne.CanvasObject { return s.content }

// Focus implements Screen.
func (s *importScreen) Focus() { s.host.Focus(s.path.entry) }

// Leave implements Screen.
func (s *importScreen) Leave() error { return nil }
