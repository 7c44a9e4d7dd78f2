package desktop

import (
	"context"
	"errors"
	"io/fs"
	"path/filepath"

	"fyne.io/fyne/v2"

	"plumbline/app/desktop/look"
	"plumbline/app/workbench"
)

// listFileWays are what the page takes from the window.
type listFileWays struct {
	folder string                                    // that a file is looked for in first
	browse func(from string, then func(file string)) // asks for a file of a list
}

// listFileScreen reads a list from a file, tells what would differ, row by row, and has it used.
type listFileScreen struct {
	host    Host
	desk    listKeeper
	now     workbench.SharedList
	ways    listFileWays
	content *look.Page
	path    *textBox
	read    *look.Button
	use     *look.Button
	report  *fyne.Container
	changes *fyne.Container // in the report
	file    string          // that was read
	found   workbench.ListFile
}

func newListFileScreen(host Host, desk listKeeper, now workbench.SharedList, ways listFileWays) *listFileScreen {
	s := &listFileScreen{
		host: host, desk: desk, now: now, ways: ways, report: look.NewColumn(16), changes: look.NewColumn(0),
		path: newTextBox("File", "A workbook (.xlsx), CSV or Markdown, with a column for name and one for label. Save this list as a workbook to begin with one."),
	}
	s.read = look.NewButton("Read it", look.Secondary, s.submit)
	s.use = look.NewButton("Use this list", look.Primary, s.take)
	s.path.entry.OnChanged = func(string) {
		if s.path.problem.Visible() {
			s.path.wrong("")
			s.settle()
		}
	}
	s.path.entry.OnSubmitted = func(string) { s.submit() }
	s.content = newSheet("Replace with a file", joined(listTitle(now.Name), listSize(now)),
		look.NewColumn(8, s.path.content,
			newActions(look.NewButton("Choose a file", look.Secondary, s.browse), s.read, look.NewButton("Back", look.Plain, host.Back))),
		s.report,
	)
	s.path.entry.entered = func() { s.content.Reveal(s.path.content) }
	s.use.OnFocused = func() { s.content.Reveal(s.use) }
	return s
}

func (s *listFileScreen) browse() {
	from := s.ways.folder
	if path := s.path.text(); filepath.IsAbs(path) {
		from = filepath.Dir(path)
	}
	s.ways.browse(from, func(file string) {
		s.path.entry.SetText(file)
		s.submit()
	})
}

// submit reads the file, which changes nothing.
func (s *listFileScreen) submit() {
	path := s.path.text()
	if s.read.Disabled() {
		return
	}
	if !filepath.IsAbs(path) {
		s.refuse("Give the whole path, from the drive or the root down to the name of the file, or choose the file.")
		return
	}
	s.read.Disable()
	var found workbench.ListFile
	s.host.Background(func(ctx context.Context) (err error) {
		found, err = s.desk.ReadListFile(ctx, s.now.Name, path)
		return err
	}, func(err error) {
		s.read.Enable()
		switch {
		case errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrPermission):
			s.refuse("That file cannot be read. Check that it is there, and that you may read it.")
		case err != nil:
			s.host.Trouble(err)
		default:
			s.file = path
			s.show(found)
		}
	})
}

// refuse says what is wrong with the path, and puts the keyboard there.
func (s *listFileScreen) refuse(sentence string) {
	s.path.wrong(sentence)
	s.settle()
	s.host.Focus(s.path.entry)
}

// show says what is wrong with the file, or what would differ.
func (s *listFileScreen) show(found workbench.ListFile) {
	s.found, s.report.Objects = found, nil
	if len(found.Wrong) > 0 {
		s.wrong(found)
		return
	}
	s.report.Add(look.NewText("What "+found.FileName+" would change", look.Heading2))
	if s.now.Own != nil {
		s.report.Add(newChips([]string{"Since the one in use", "Since the built-in one"}, 0, func(i int) { s.compare(i == 1) }).content)
	}
	s.report.Add(look.NewText("Records that are started from now on choose from this list. Those under way keep theirs.", look.Body))
	s.report.Add(newActions(s.use))
	s.report.Add(s.changes)
	s.compare(false)
	s.host.Focus(s.use)
}

// wrong tells what keeps a file from being used.
func (s *listFileScreen) wrong(found workbench.ListFile) {
	s.report.Add(look.NewBanner(look.AlarmPanel, count(len(found.Wrong), "thing", "things")+" to put right in "+found.FileName,
		"Nothing was changed. Put right what is listed here in the file, then read it again."))
	var passages []*passage
	for _, words := range found.Wrong[:min(mostRows, len(found.Wrong))] {
		passages = append(passages, newPassage(look.NewText(words, look.Body)))
	}
	s.report.Add(newReadingColumn(func() *look.Page { return s.content }, passages))
	s.settle()
	s.host.Focus(passages[0])
}

// compare tells what differs from the list in use, or from the built-in one.
func (s *listFileScreen) compare(shipped bool) {
	changes := s.found.Changes
	if shipped {
		changes = s.found.FromShipped
	}
	s.changes.Objects = []fyne.CanvasObject{newRowChanges(func() *look.Page { return s.content }, rowChanges(changes, s.found.List))}
	s.settle()
}

func (s *listFileScreen) settle() {
	s.content.Resize(s.content.Size())
	s.content.Refresh()
}

// take has the list used.
func (s *listFileScreen) take() {
	if s.use.Disabled() {
		return
	}
	s.use.Disable()
	var wrong []string
	s.host.Background(func(ctx context.Context) (err error) {
		wrong, err = s.desk.ReplaceList(ctx, s.file, s.found.List)
		return err
	}, func(err error) {
		s.use.Enable()
		switch {
		case err != nil:
			s.host.Trouble(err)
		case len(wrong) > 0:
			s.show(workbench.ListFile{FileName: s.found.FileName, Wrong: wrong})
		default:
			s.host.Back()
			s.host.Say(listTitle(s.now.Name) + " is your own now. Records that are started from now on choose from it.")
		}
	})
}

// Title implements Screen.
func (s *listFileScreen) Title() string { return "Replace a list" }

// Content implements Screen.
func (s *listFileScreen) Content() fyne.CanvasObject { return s.content }

// Focus implements Screen.
func (s *listFileScreen) Focus() { s.host.Focus(s.path.entry) }

// Leave implements Screen.
func (s *listFileScreen) Leave() error { return nil }
