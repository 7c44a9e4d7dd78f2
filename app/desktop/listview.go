package desktop

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"plumbline/app/desktop/look"
	"plumbline/app/workbench"
)

// listWays are where the page of a list leads to.
type listWays struct {
	replace, save, restore func(workbench.SharedList)
	now                    func() time.Time
}

// listView shows one list that forms share: its choices, whose it is, and what can be done with it.
type listView struct {
	host    Host
	desk    listKeeper
	name    string
	ways    listWays
	content *listPage
	heading *look.Text
	about   *look.Text
	whose   *look.Text
	users   *look.Text
	replace *look.Button
	save    *look.Button
	restore *look.Button
	list    *rows
	label   *look.Text // of the choice that the keyboard is at
	cells   *look.Text
	shared  workbench.SharedList
}

func newListView(host Host, desk listKeeper, name string, ways listWays) *listView {
	v := &listView{
		host: host, desk: desk, name: name, ways: ways, heading: look.NewText(listTitle(name), look.Heading1),
		about: look.NewText("", look.QuietText), whose: look.NewText("", look.Body), users: look.NewText("", look.Small),
		label: look.NewText("", look.Strong), cells: look.NewText("", look.Small),
	}
	v.replace = look.NewButton("Replace with a file", look.Primary, func() { ways.replace(v.shared) })
	v.save = look.NewButton("Save as a workbook", look.Secondary, func() { ways.save(v.shared) })
	v.restore = look.NewButton("Go back to the built-in list", look.Secondary, func() { ways.restore(v.shared) })
	v.list = newRows(v.length, func() row {
		return newLineRow(v.line, func(i int) { host.Focus(v.list); v.list.at(i) })
	}, v.at, func(int) {})
	head := look.NewColumn(16,
		look.NewBeside(16, look.NewColumn(6, v.heading, v.about), look.NewButton("Back", look.Plain, host.Back)),
		look.NewColumn(2, v.whose, v.users),
		newActions(v.replace, v.save, v.restore))
	list := newBand(look.Surface, look.Line, v.list)
	v.content = newListPage(head, list, newFoot(look.NewColumn(2, v.label, v.cells)))
	for _, b := range []*look.Button{v.replace, v.save, v.restore} {
		b.OnFocused = func() { v.content.Reveal(head) }
	}
	v.list.entered = func() { v.content.Reveal(list) }
	return v
}

func (v *listView) length() int {
	if v.shared.List == nil {
		return 0
	}
	return len(v.shared.List.Choices)
}

// line is a choice: what people read, and below it what records keep.
func (v *listView) line(i int) line {
	c := v.shared.List.Choices[i]
	return line{head: choiceLabel(c), below: joined(append([]string{c.Name}, choiceCells(c)...)...)}
}

// at shows a choice whole.
func (v *listView) at(i int) {
	if i < 0 || i >= v.length() {
		return
	}
	c := v.shared.List.Choices[i]
	v.label.SetText(choiceLabel(c))
	v.cells.SetText(joined(append([]string{"Its name in records: " + c.Name}, choiceCells(c)...)...))
	v.content.settle()
}

func (v *listView) show(l workbench.SharedList) {
	v.shared = l
	v.about.SetText(listSize(l))
	v.whose.SetText("It comes with Plumbline.")
	if l.Own != nil {
		v.whose.SetText("Your own since " + joined(when(l.Own.At, v.ways.now()), l.Own.By, l.Own.FileName))
	}
	v.users.SetText(listUsers(l.Forms))
	shown(v.users, len(l.Forms) > 0)
	shown(v.restore, l.Own != nil)
	v.list.current = max(v.list.current, 0)
	v.list.reload()
	v.at(v.list.current)
}

// listUsers names the forms that use a list, as many as are read at a glance.
func listUsers(titles []string) string {
	const most = 5
	words := "Used by "
	for i, title := range titles[:min(most, len(titles))] {
		if i > 0 {
			words += ", "
		}
		words += title
	}
	if more := len(titles) - most; more > 0 {
		words += " and " + count(more, "other form", "other forms")
	}
	return words + "."
}

// Title implements Screen.
func (v *listView) Title() string { return "List" }

// Content implements Screen.
func (v *listView) Content() fyne.CanvasObject { return v.content }

// Focus reads the list anew.
func (v *listView) Focus() {
	v.host.Focus(v.replace)
	var l workbench.SharedList
	v.host.Background(func(ctx context.Context) (err error) {
		l, err = v.desk.SharedList(ctx, v.name)
		return err
	}, func(err error) {
		if err != nil {
			v.host.Trouble(err)
			return
		}
		v.show(l)
	})
}

// Leave implements Screen.
func (v *listView) Leave() error { return nil }
