package desktop

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"plumbline/app/desktop/look"
	"plumbline/app/workbench"
	"plumbline/forms"
	"plumbline/forms/paper"
	"plumbline/forms/pdf"
)

// printWays are what the page on which a form is printed takes from the window.
type printWays struct {
	folder   string                                      // offered at first
	browse   func(from string, then func(folder string)) // asks for a folder
	open     func(path string) error                     // opens a file with the machine's own program
	training bool                                        // sheets are marked as training data
}

// printScreen writes a form to a file, to be printed and filled in by hand.
type printScreen struct {
	host     Host
	form     *forms.Definition
	ways     printWays
	language string
	content  *look.Page
	chips    *chips // the languages
	path     *textBox
	print    *look.Button
	done     *fyne.Container
}

func newPrintScreen(host Host, form *forms.Definition, ways printWays) *printScreen {
	s := &printScreen{
		host: host, form: form, ways: ways, path: newTextBox("Save to", ""), done: look.NewColumn(0),
	}
	s.language, _ = paper.Language(form, "")
	s.print = look.NewButton("Make the file", look.Primary, s.submit)
	s.path.entry.SetText(filepath.Join(ways.folder, s.fileName()))
	s.path.entry.OnChanged = func(string) { s.wrong("") }
	s.path.entry.OnSubmitted = func(string) { s.submit() }
	s.content = newSheet("Print on paper", joined(form.Title, "version "+form.Version),
		look.NewText("A PDF to print and fill in by hand. Every sheet carries the code "+paper.Code(form)+
			": whoever types the answers in finds this version under Forms by it.", look.Body),
		s.languages(),
		look.NewColumn(8, s.path.content, newActions(look.NewButton("Choose a folder", look.Secondary, s.browse))),
		s.done,
		newActions(s.print, look.NewButton("Back", look.Plain, host.Back)))
	return s
}

// languages offers those of the form; it takes no room where there is but one.
func (s *printScreen) languages() fyne.CanvasObject {
	all := s.form.Languages
	names := make([]string, len(all))
	for i, l := range all {
		names[i] = languageName(l)
	}
	s.chips = newChips(names, slices.Index(all, s.language), func(i int) {
		before := s.fileName()
		s.language = all[i]
		if folder, name := filepath.Split(s.path.text()); name == before {
			s.path.entry.SetText(filepath.Join(folder, s.fileName()))
		}
	})
	column := look.NewColumn(8, look.NewText("Language", look.Strong), s.chips.content)
	shown(column, len(all) > 1)
	return column
}

// fileName suggests a name for the file.
func (s *printScreen) fileName() string {
	name := s.form.ID
	if first, _ := paper.Language(s.form, ""); s.language != first {
		name += "-" + strings.ToLower(strings.ReplaceAll(languageName(s.language), " ", "-"))
	}
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(`/\:*?"<>|`, r) || r < ' ' {
			return '-'
		}
		return r
	}, name) + ".pdf"
}

// wrong says what is wrong with the place; "" says that nothing is.
func (s *printScreen) wrong(sentence string) {
	s.path.wrong(sentence)
	s.content.Refresh()
}

func (s *printScreen) browse() {
	s.ways.browse(filepath.Dir(s.path.text()), func(folder string) {
		s.path.entry.SetText(filepath.Join(folder, filepath.Base(s.path.text())))
		s.host.Focus(s.print)
	})
}

func (s *printScreen) submit() {
	path := s.path.text()
	if s.print.Disabled() {
		return
	}
	if !filepath.IsAbs(path) {
		s.wrong("Give the whole path, from the drive or the root down to the name of the file.")
		return
	}
	s.print.Disable()
	options := paper.Options{Language: s.language, Training: s.ways.training}
	s.host.Background(func(context.Context) error { return printForm(path, s.form, options) }, func(err error) {
		s.print.Enable()
		if err != nil {
			s.wrong(exportSentence(err))
			s.host.Focus(s.path.entry)
			return
		}
		s.finished(path)
	})
}

// printForm writes a form to a file.
func printForm(path string, form *forms.Definition, o paper.Options) error {
	writer, err := pdf.Standard()
	if err != nil {
		return err
	}
	var out bytes.Buffer
	if err := writer.WriteBlank(&out, paper.New(form, o)); err != nil {
		return fmt.Errorf("desktop: print form %s: %w", form.ID, err)
	}
	return workbench.ReplaceFile(path, out.Bytes())
}

// finished says where the file is, and offers to open it.
func (s *printScreen) finished(path string) {
	open := look.NewButton("Open the file", look.Secondary, func() {
		if err := s.ways.open(path); err != nil {
			s.wrong("No program on this laptop opened it. The file is in " + filepath.Dir(path) + ".")
		}
	})
	s.done.Objects = []fyne.CanvasObject{look.NewCard(look.NewColumn(12,
		look.NewText("Ready to print", look.Title), look.NewText(path, look.Body), newActions(open)))}
	s.content.Refresh()
	s.host.Focus(open)
	s.host.Say("Written to " + filepath.Base(path))
}

// Title implements Screen.
func (s *printScreen) Title() string { return "Print on paper" }

// Content implements Screen.
func (s *printScreen) Content() fyne.CanvasObject { return s.content }

// Focus implements Screen.
func (s *printScreen) Focus() { s.host.Focus(s.print) }

// Leave implements Screen.
func (s *printScreen) Leave() error { return nil }
