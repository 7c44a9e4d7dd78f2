package desktop

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"plumbline/app/desktop/look"
	"plumbline/app/workbench"
	"plumbline/forms"
)

// listKeeper keeps the lists that forms share. Desk has it.
type listKeeper interface {
	SharedLists(ctx context.Context) ([]workbench.SharedList, error)
	SharedList(ctx context.Context, name string) (workbench.SharedList, error)
	ReadListFile(ctx context.Context, name, file string) (workbench.ListFile, error)
	ReplaceList(ctx context.Context, file string, list *forms.List) ([]string, error)
	RestoreList(ctx context.Context, name string) error
	SaveList(ctx context.Context, name, file string) error
}

// titleLists is the title of the page of lists.
const titleLists = "Lists"

// listsScreen lists the lists that forms share: how many choices each has, and whether it is of one's own.
type listsScreen struct {
	host    Host
	desk    listKeeper
	now     func() time.Time
	chosen  func(name string)
	content *listPage
	search  *keyEntry
	none    *look.Text
	list    *rows
	all     []workbench.SharedList
	found   []workbench.SharedList
}

func newListsScreen(host Host, desk listKeeper, now func() time.Time, chosen func(name string)) *listsScreen {
	s := &listsScreen{
		host: host, desk: desk, now: now, chosen: chosen,
		none: look.NewText("No list has all of those words.", look.QuietText),
	}
	s.search = newSearch("a list, or any word of a choice", s.look)
	s.list = newRows(func() int { return len(s.found) }, func() row {
		return newLineRow(func(i int) line { return s.line(s.found[i]) }, s.open)
	}, func(int) {}, s.open)
	s.search.leadTo(host, s.list)
	head := look.NewColumn(16,
		look.NewBeside(16, look.NewColumn(6,
			look.NewText(titleLists, look.Heading1),
			look.NewText("What forms let people choose from: teams, cohorts, grades and the rest. Any of them can be one of your own.", look.QuietText)),
			look.NewButton("Back", look.Plain, host.Back)),
		newRinged(s.search), s.none)
	foot := newFoot(look.NewColumn(0))
	foot.Hide()
	list := newBand(look.Surface, look.Line, s.list)
	s.content = newListPage(head, list, foot)
	s.search.entered = func() { s.content.Reveal(head) }
	s.list.entered = func() { s.content.Reveal(list) }
	s.none.Hide()
	return s
}

// line is a list in a few words: what it is, how it stands, and how it begins.
func (s *listsScreen) line(l workbench.SharedList) line {
	out := line{head: listTitle(l.Name), below: joined(listSize(l), listBegins(l.List)), side: "Built in"}
	if l.Own != nil {
		out.below = joined("Since "+when(l.Own.At, s.now()), out.below)
		out.side, out.colour = "Your own", look.Good
	}
	return out
}

// listTitle is the name of a list as people write it.
func listTitle(name string) string { return capital(strings.ReplaceAll(name, "_", " ")) }

// listSize counts the choices of a list, and the forms that use it.
func listSize(l workbench.SharedList) string {
	return joined(count(len(l.List.Choices), "choice", "choices"), "in "+count(len(l.Forms), "form", "forms"))
}

// listBegins is the first choices of a list.
func listBegins(l *forms.List) string {
	const most = 4
	var out []string
	for _, c := range l.Choices[:min(most, len(l.Choices))] {
		out = append(out, choiceLabel(c))
	}
	if len(l.Choices) > most {
		out = append(out, "…")
	}
	return strings.Join(out, ", ")
}

// look finds the lists that have each word of the search in their name or a choice.
func (s *listsScreen) look() {
	s.found = nil
	for _, l := range s.all {
		text := []string{l.Name, listTitle(l.Name)}
		for _, c := range l.List.Choices {
			text = append(text, choiceLabel(c))
		}
		if hasWords(strings.Join(text, " "), s.search.Text) {
			s.found = append(s.found, l)
		}
	}
	shown(s.none, len(s.found) == 0 && len(s.all) > 0)
	s.list.reload()
	s.content.settle()
}

func (s *listsScreen) open(i int) { s.chosen(s.found[i].Name) }

// Title implements Screen.
func (s *listsScreen) Title() string { return titleLists }

// Content implements Screen.
func (s *listsScreen) Content() fyne.CanvasObject { return s.content }

// Focus reads the lists anew.
func (s *listsScreen) Focus() {
	s.host.Focus(s.search)
	var all []workbench.SharedList
	s.host.Background(func(ctx context.Context) (err error) {
		all, err = s.desk.SharedLists(ctx)
		return err
	}, func(err error) {
		if err != nil {
			s.host.Trouble(err)
			return
		}
		s.all = all
		s.look()
		if len(s.found) > 0 && s.search.Text == "" && s.host.Focused() == fyne.Focusable(s.search) {
			s.host.Focus(s.list)
		}
	})
}

// Leave implements Screen.
func (s *listsScreen) Leave() error { return nil }

// Command implements Commanded.
func (s *listsScreen) Command(c Command) bool {
	if c != CommandFind {
		return false
	}
	s.host.Focus(s.search)
	return true
}
