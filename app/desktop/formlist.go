package desktop

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"plumbline/app/desktop/look"
	"plumbline/app/workbench"
	"plumbline/forms/paper"
)

// formListWays are what a list of forms shows and does.
type formListWays struct {
	read   func(context.Context) ([]workbench.FormInfo, error)
	line   func(workbench.FormInfo) line
	chosen func(workbench.FormInfo)
}

// formList is a page on which one of many forms is found: a search box above a list.
type formList struct {
	host    Host
	ways    formListWays
	content *listPage
	search  *keyEntry
	list    *rows
	none    *look.Text
	all     []workbench.FormInfo
	found   []workbench.FormInfo
}

// newFormList makes the page; what stands above the search box is head.
func newFormList(host Host, head fyne.CanvasObject, ways formListWays) *formList {
	l := &formList{host: host, ways: ways, none: look.NewText("No form has all of those words.", look.QuietText)}
	l.search = newSearch("any word of a title, or the code on a sheet of paper", l.look)
	l.list = newRows(func() int { return len(l.found) }, func() row {
		return newLineRow(func(i int) line { return l.ways.line(l.found[i]) }, l.open)
	}, func(int) {}, l.open)
	l.search.leadTo(host, l.list)
	top := look.NewColumn(16, head, newRinged(l.search), l.none)
	foot := newFoot(look.NewColumn(0))
	foot.Hide()
	l.content = newListPage(top, newBand(look.Surface, look.Line, l.list), foot)
	l.search.entered = func() { l.content.Reveal(top) }
	l.list.entered = func() { l.content.Reveal(l.list) }
	l.none.Hide()
	return l
}

func (l *formList) open(i int) { l.ways.chosen(l.found[i]) }

// refresh reads the forms anew; then is called once they are there.
func (l *formList) refresh(then func()) {
	var all []workbench.FormInfo
	l.host.Background(func(ctx context.Context) (err error) {
		all, err = l.ways.read(ctx)
		return err
	}, func(err error) {
		if err != nil {
			l.host.Trouble(err)
			return
		}
		l.all = all
		l.look()
		then()
	})
}

// look finds the forms that have each word of the search in their title, purpose or id, and the form whose sheets have the
// code that is the whole search.
func (l *formList) look() {
	code := paper.ReadCode(l.search.Text)
	l.found = nil
	for _, f := range l.all {
		text := f.Title + " " + f.ID + " " + f.Versions[0].Purpose
		if hasWords(text, l.search.Text) || code != "" && hasCode(f, code) {
			l.found = append(l.found, f)
		}
	}
	none := len(l.found) == 0 && strings.TrimSpace(l.search.Text) != ""
	shown(l.none, none)
	l.list.reload()
	l.content.settle()
}

// hasCode reports whether a code on paper is that of one of a form's versions.
func hasCode(f workbench.FormInfo, code string) bool {
	return slices.ContainsFunc(f.Versions, func(v workbench.FormVersion) bool { return paper.CodeOf(v.Hash) == code })
}

// formsScreen is the place of forms: those of the framework, and those that were brought in.
type formsScreen struct {
	*formList
	importing *look.Button
	lists     *look.Button
}

// formsWays are where the place of forms leads to.
type formsWays struct {
	open         func(id string)
	bring, lists func()
}

func newFormsScreen(host Host, desk formKeeper, ways formsWays) *formsScreen {
	s := &formsScreen{
		importing: look.NewButton("Import a form", look.Primary, ways.bring), lists: look.NewButton("Lists that forms share", look.Secondary, ways.lists),
	}
	head := look.NewColumn(12, look.NewText(placeForms, look.Heading1), newActions(s.importing, s.lists))
	s.formList = newFormList(host, head, formListWays{
		read: desk.Catalogue, line: formLine, chosen: func(f workbench.FormInfo) { ways.open(f.ID) },
	})
	s.importing.OnFocused, s.lists.OnFocused = s.search.entered, s.search.entered
	return s
}

// Title implements Screen.
func (s *formsScreen) Title() string { return placeForms }

// Content implements Screen.
func (s *formsScreen) Content() fyne.CanvasObject { return s.content }

// Focus reads the list anew and goes to it.
func (s *formsScreen) Focus() {
	s.host.Focus(s.importing)
	s.refresh(func() {
		if len(s.found) > 0 && s.host.Focused() == fyne.Focusable(s.importing) {
			s.host.Focus(s.list)
		}
	})
}

// Leave implements Screen.
func (s *formsScreen) Leave() error { return nil }

// Command implements Commanded.
func (s *formsScreen) Command(c Command) bool {
	if c != CommandFind {
		return false
	}
	s.host.Focus(s.search)
	return true
}

// chooseScreen asks which form to start.
type chooseScreen struct {
	*formList
	back *look.Button
}

func newChooseScreen(host Host, forms []workbench.FormInfo, begin func(id string)) *chooseScreen {
	s := &chooseScreen{back: look.NewButton("Back", look.Plain, host.Back)}
	s.formList = newFormList(host, look.NewBeside(16, look.NewText("What would you like to start?", look.Heading1), s.back), formListWays{
		line: startLine, chosen: func(f workbench.FormInfo) { begin(f.ID) },
	})
	s.back.OnFocused = s.search.entered
	s.all = forms
	s.look()
	return s
}

// Title implements Screen.
func (s *chooseScreen) Title() string { return "Start" }

// Content implements Screen.
func (s *chooseScreen) Content() fyne.CanvasObject { return s.content }

// Focus implements Screen.
func (s *chooseScreen) Focus() { s.host.Focus(s.list) }

// Leave implements Screen.
func (s *chooseScreen) Leave() error { return nil }

// Command implements Commanded.
func (s *chooseScreen) Command(c Command) bool {
	if c != CommandFind {
		return false
	}
	s.host.Focus(s.search)
	return true
}
