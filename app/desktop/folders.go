package desktop

import (
	"os"
	"path/filepath"
	"sort"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"plumbline/app/desktop/look"
)

// folderScreen lets a person walk to a folder, and choose it or a file in it.
type folderScreen struct {
	host    Host
	then    func(path string)
	wanted  func(name string) bool // which files can be chosen; nil where a folder is
	at      string
	names   []string // the folders in it, the one above first, and then the files
	folders int      // how many of the names are folders
	content *listPage
	where   *look.Text
	list    *rows
}

// above leads to the folder that a folder lies in.
const above = ".."

func newFolderScreen(host Host, from string, then func(folder string)) *folderScreen {
	s := &folderScreen{host: host, then: then}
	s.build(from, "Choose a folder", look.NewButton("Use this folder", look.Primary, s.choose))
	return s
}

// newFileScreen lets a person choose one of the files that are wanted.
func newFileScreen(host Host, from string, wanted func(name string) bool, then func(file string)) *folderScreen {
	s := &folderScreen{host: host, then: then, wanted: wanted}
	s.build(from, "Choose a file")
	return s
}

func (s *folderScreen) build(from, heading string, buttons ...fyne.CanvasObject) {
	s.where = look.NewText("", look.Strong)
	s.list = newRows(func() int { return len(s.names) }, s.row, func(int) {}, s.enter)
	s.content = newListPage(
		look.NewColumn(6, look.NewText(heading, look.Heading1), s.where),
		newBand(look.Surface, look.Line, s.list),
		newFoot(newActions(append(buttons, look.NewButton("Back", look.Plain, s.host.Back))...)))
	s.list.entered = func() { s.content.Reveal(s.list) }
	if err := s.walk(from); err != nil { // it is gone: begin where everything is
		s.host.Trouble(s.walk(filepath.VolumeName(from) + string(filepath.Separator)))
	}
}

// walk goes to a folder and lists what is in it; what is hidden is left out.
func (s *folderScreen) walk(to string) error {
	found, err := os.ReadDir(to)
	if err != nil {
		return err
	}
	var folders, files []string
	for _, f := range found {
		switch {
		case strings.HasPrefix(f.Name(), "."):
		case f.IsDir():
			folders = append(folders, f.Name())
		case s.wanted != nil && s.wanted(f.Name()):
			files = append(files, f.Name())
		}
	}
	for _, names := range [][]string{folders, files} {
		sort.Slice(names, func(i, j int) bool { return strings.ToLower(names[i]) < strings.ToLower(names[j]) })
	}
	if filepath.Dir(to) != to {
		folders = append([]string{above}, folders...)
	}
	s.folders = len(folders)
	s.show(to, append(folders, files...))
	return nil
}

func (s *folderScreen) show(at string, names []string) {
	s.at, s.names = at, names
	s.where.SetText(at)
	s.list.current = min(0, len(names)-1)
	s.list.scroll.ScrollToTop()
	s.list.reload()
}

// enter goes into a folder, or chooses a file.
func (s *folderScreen) enter(i int) {
	path := filepath.Join(s.at, s.names[i])
	if i < s.folders {
		s.host.Trouble(s.walk(path))
		return
	}
	s.host.Back()
	s.then(path)
}

func (s *folderScreen) choose() {
	s.host.Back()
	s.then(s.at)
}

func (s *folderScreen) row() row {
	return newFolderRow(func(i int) string {
		if s.names[i] == above {
			return "Up, to " + filepath.Base(filepath.Dir(s.at))
		}
		if s.wanted != nil && i < s.folders {
			return s.names[i] + string(filepath.Separator) // told from the files
		}
		return s.names[i]
	}, s.enter)
}

// Title implements Screen.
func (s *folderScreen) Title() string { return "Choose a folder" }

// Content implements Screen.
func (s *folderScreen) Content() fyne.CanvasObject { return s.content }

// Focus implements Screen.
func (s *folderScreen) Focus() { s.host.Focus(s.list) }

// Leave implements Screen.
func (s *folderScreen) Leave() error { return nil }

var (
	_ row                = (*folderRow)(nil)
	_ fyne.Tappable      = (*folderRow)(nil)
	_ desktop.Cursorable = (*folderRow)(nil)
)

// folderRow is a folder's name.
type folderRow struct {
	widget.BaseWidget
	name             func(index int) string
	tapped           func(index int)
	index            int
	words            string
	current, focused bool
}

func newFolderRow(name func(int) string, tapped func(int)) *folderRow {
	r := &folderRow{name: name, tapped: tapped}
	r.ExtendBaseWidget(r)
	return r
}

func (r *folderRow) show(index int, current, focused bool) {
	r.index, r.words, r.current, r.focused = index, r.name(index), current, focused
	r.Refresh()
}

// Tapped goes into the folder.
func (r *folderRow) Tapped(*fyne.PointEvent) { r.tapped(r.index) }

// Cursor is a pointing hand.
func (r *folderRow) Cursor() desktop.Cursor { return desktop.PointerCursor }

// CreateRenderer implements fyne.Widget.
func (r *folderRow) CreateRenderer() fyne.WidgetRenderer {
	v := &folderRowRenderer{row: r, face: canvas.NewRectangle(nil), ring: look.NewRing(), name: newCutText(look.SizeText, false, look.Ink)}
	v.objects = []fyne.CanvasObject{v.face, v.name.text, v.ring.Rectangle}
	return v
}

type folderRowRenderer struct {
	row     *folderRow
	face    *canvas.Rectangle
	ring    look.Ring
	name    cutText
	objects []fyne.CanvasObject
}

func (v *folderRowRenderer) Destroy() {}

func (v *folderRowRenderer) Objects() []fyne.CanvasObject { return v.objects }

func (v *folderRowRenderer) MinSize() fyne.Size {
	return fyne.NewSize(look.Px(160), look.Px(look.Target+6))
}

func (v *folderRowRenderer) Layout(size fyne.Size) {
	v.face.FillColor, v.face.Hidden = theme.Color(look.AccentSoft), !v.row.current
	v.face.Resize(size)
	v.name.paint()
	v.name.place(v.row.words, fyne.NewPos(look.Px(16), 0), fyne.NewSize(size.Width-look.Px(32), size.Height))
	in := look.Px(8) // the list clips a ring outside
	v.ring.Around(fyne.NewPos(in, in), size.SubtractWidthHeight(2*in, 2*in))
	v.ring.Shown(v.row.focused)
}

func (v *folderRowRenderer) Refresh() {
	v.Layout(v.row.Size())
	canvas.Refresh(v.row)
}
