package desktop

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"fyne.io/fyne/v2"

	"plumbline/app/desktop/look"
	"plumbline/app/workbench"
	"plumbline/forms/report"
	"plumbline/forms/workflow"
	"plumbline/sync/replica"
)

// exportWays are what the export page takes from the window.
type exportWays struct {
	folder string                                      // offered at first
	browse func(from string, then func(folder string)) // asks for a folder
	open   func(path string) error                     // opens a file or a folder with the machine's own program
	now    func() time.Time
	leave  func() error // called when the page is left
}

// exportScreen writes a record's PDF to a file, and lists what was exported before.
type exportScreen struct {
	host    Host
	record  Exporter
	ways    exportWays
	content *look.Page
	readers *chips
	covers  *look.Text // what readers get
	path    *textBox
	there   *look.Text // that a file of that name is there already
	export  *look.Button
	done    *fyne.Container
	log     *fyne.Container
	written string // the file that was written last
}

func newExportScreen(host Host, record Exporter, ways exportWays) *exportScreen {
	s := &exportScreen{
		host: host, record: record, ways: ways,
		path:  newTextBox("Save to", "The file is not sealed. Keep it where only those who need it can read it."),
		there: look.NewText("", look.QuietText), covers: look.NewText("", look.QuietText),
		done: look.NewColumn(0), log: look.NewColumn(8),
	}
	s.export = look.NewButton("Export", look.Primary, s.submit)
	s.readers = newChips([]string{"Those who work on it", "Others"}, int(report.ForTeam), s.readBy)
	s.path.entry.SetText(filepath.Join(ways.folder, record.FileNameFor(report.ForTeam)))
	s.path.entry.OnChanged = func(string) { s.path.wrong(""); s.look() }
	s.path.entry.OnSubmitted = func(string) { s.submit() }
	row := record.Row()
	s.content = newSheet("Export as PDF", joined(row.Reference, row.Title, stateWords(row.State)),
		s.unfinished(row.State),
		look.NewColumn(8, look.NewText("Who will read it?", look.Strong), s.readers.content, s.covers),
		look.NewColumn(8, s.path.content, s.there, newActions(look.NewButton("Choose a folder", look.Secondary, s.browse))),
		s.done,
		newActions(s.export, look.NewButton("Back", look.Plain, host.Back)),
		s.log,
	)
	s.tell()
	return s
}

// purpose is who will read the file.
func (s *exportScreen) purpose() report.Purpose { return report.Purpose(s.readers.chosen) }

// readBy is told that others are to read the file than before. A name that was suggested changes with it.
func (s *exportScreen) readBy(int) {
	suggested := false
	for _, p := range []report.Purpose{report.ForTeam, report.ForOthers} {
		suggested = suggested || filepath.Base(s.path.text()) == s.record.FileNameFor(p)
	}
	if suggested {
		s.path.entry.SetText(filepath.Join(filepath.Dir(s.path.text()), s.record.FileNameFor(s.purpose())))
	}
	s.tell()
}

// tell says what the readers get.
func (s *exportScreen) tell() {
	words := "Everything that was written, names among it where some were."
	if s.purpose() == report.ForOthers {
		words = "Without answers that tell who somebody is, and without notes that went into no answer. Where a text has what looks like a name, a " +
			"telephone number or the like, a role stands in its place, or [name]. Read it through before you hand it on: no check finds every name."
	}
	s.covers.SetText(words)
	s.look()
}

// unfinished says that the PDF will be of something that is not complete.
func (s *exportScreen) unfinished(state string) fyne.CanvasObject {
	words := "The PDF shows the answers as they stand now, and says that the evaluation is in progress."
	if state == workflow.Withdrawn {
		words = "The PDF says that the evaluation was withdrawn."
	}
	banner := look.NewBanner(look.NotePanel, "Not complete", words)
	shown(banner, state != workflow.Complete)
	return banner
}

// look says whether exporting will replace a file.
func (s *exportScreen) look() {
	_, err := os.Stat(s.path.text())
	s.there.SetText("")
	if err == nil {
		s.there.SetText("There is a file of that name. Exporting replaces it.")
	}
	shown(s.there, err == nil)
	s.content.Refresh()
}

func (s *exportScreen) browse() {
	s.ways.browse(filepath.Dir(s.path.text()), func(folder string) {
		s.path.entry.SetText(filepath.Join(folder, filepath.Base(s.path.text())))
		s.host.Focus(s.export)
	})
}

func (s *exportScreen) submit() {
	path := s.path.text()
	if s.export.Disabled() {
		return
	}
	if !filepath.IsAbs(path) {
		s.path.wrong("Give the whole path, from the drive or the root down to the name of the file.")
		return
	}
	s.export.Disable()
	purpose := s.purpose()
	s.host.Background(func(ctx context.Context) error {
		return s.record.ExportFor(ctx, path, purpose)
	}, func(err error) {
		s.export.Enable()
		if err != nil {
			s.path.wrong(exportSentence(err))
			s.host.Focus(s.path.entry)
			return
		}
		s.finished(path)
	})
}

// exportSentence says what is wrong with the place, where it is the place.
func exportSentence(err error) string {
	if errors.Is(err, fs.ErrNotExist) {
		return "That folder is not there. Choose another, or make it first."
	}
	return workbench.Sentence(err)
}

// finished says where the file is, and offers to open it.
func (s *exportScreen) finished(path string) {
	s.written = path
	open := look.NewButton("Open the file", look.Secondary, func() { s.show(path) })
	folder := look.NewButton("Show the folder", look.Secondary, func() { s.show(filepath.Dir(path)) })
	s.done.Objects = []fyne.CanvasObject{look.NewCard(look.NewColumn(12,
		look.NewText("Exported", look.Title), look.NewText(path, look.Body), newActions(open, folder)))}
	s.look()
	s.readLog()
	s.host.Focus(open)
	s.host.Say("Exported " + filepath.Base(path))
}

func (s *exportScreen) show(path string) {
	if err := s.ways.open(path); err != nil {
		s.path.wrong("No program on this laptop opened it. The file is in " + filepath.Dir(path) + ".")
		s.content.Refresh()
	}
}

// readLog lists what was exported, the latest first.
func (s *exportScreen) readLog() {
	var exports []replica.Export
	s.host.Background(func(ctx context.Context) (err error) {
		exports, err = s.record.Exports(ctx)
		return err
	}, func(err error) {
		if err != nil {
			s.host.Trouble(err)
			return
		}
		s.list(exports)
	})
}

// loggedShown is how many exports the page lists at most.
const loggedShown = 20

func (s *exportScreen) list(exports []replica.Export) {
	s.log.Objects = nil
	if len(exports) > 0 {
		s.log.Add(look.NewText("Exported so far", look.Heading2))
	}
	for i := len(exports) - 1; i >= max(0, len(exports)-loggedShown); i-- {
		e := exports[i]
		s.log.Add(look.NewColumn(0, look.NewText(e.FileName, look.Strong),
			look.NewText(joined(when(e.At, s.ways.now()), e.By, "fingerprint "+first(e.Hash, 12)), look.Small)))
	}
	if rest := len(exports) - loggedShown; rest > 0 {
		s.log.Add(look.NewText("and "+count(rest, "earlier export", "earlier exports"), look.Small))
	}
	s.content.Refresh()
}

// first returns at most n bytes of a text that is all ASCII.
func first(s string, n int) string { return s[:min(n, len(s))] }

// Title implements Screen.
func (s *exportScreen) Title() string { return "Export" }

// Content implements Screen.
func (s *exportScreen) Content() fyne.CanvasObject { return s.content }

// Focus implements Screen.
func (s *exportScreen) Focus() {
	s.readLog()
	s.host.Focus(s.path.entry)
}

// Leave implements Screen.
func (s *exportScreen) Leave() error { return s.ways.leave() }
