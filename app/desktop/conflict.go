package desktop

import (
	"context"
	"fmt"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"plumbline/app/desktop/look"
	"plumbline/app/workbench"
	"plumbline/forms/guard"
	"plumbline/forms/session"
	"plumbline/sync/replica"
)

// deciding is an open record in which answers can be decided. FormWork has it.
type deciding interface {
	Row() replica.Row
	Now() time.Time
	Decide(ctx context.Context, path, value string) (session.Delta, error)
	// Marks is what in a text may tell who somebody is.
	Marks(text string) []guard.Mark
}

// conflictScreen shows an answer that several people changed without knowing of each other: what it was, and what each
// wrote, word by word. One is taken, or what is right is written anew.
type conflictScreen struct {
	host     Host
	work     deciding
	conflict workbench.Conflict
	decided  func(session.Delta)

	content *look.Page
	takes   []*look.Button
	third   *textBox
	use     *look.Button
}

func newConflictScreen(host Host, work deciding, conflict workbench.Conflict, decided func(session.Delta)) *conflictScreen {
	s := &conflictScreen{host: host, work: work, conflict: conflict, decided: decided}
	row := work.Row()
	column := look.NewColumn(16,
		look.NewColumn(6,
			look.NewText(conflictTitle, look.Heading1),
			look.NewText(joined(strings.TrimSpace(row.Title+" "+row.Reference), conflict.Section, "“"+conflict.Label+"”"), look.QuietText)),
		s.was())
	for i := 0; i < len(conflict.Versions); i += 2 {
		first := s.version(conflict.Versions[i])
		if i+1 == len(conflict.Versions) {
			column.Add(first)
			continue
		}
		column.Add(newPair(first, s.version(conflict.Versions[i+1])))
	}
	const kept = "Every version and your decision stay in the history. Until then, reports show all."
	if conflict.Free {
		s.write(column, kept)
	} else {
		column.Add(look.NewText(kept, look.Small))
	}
	s.content = look.NewPage(look.NewInset(look.Insets{Top: 28, Right: 36, Bottom: 32, Left: 36}, column))
	s.followFocus()
	return s
}

const conflictTitle = "Two people changed the same answer"

// followFocus scrolls to what the keyboard comes to.
func (s *conflictScreen) followFocus() {
	for _, b := range append(s.takes, s.use) {
		if b != nil {
			b.OnFocused = func() { s.content.Reveal(b) }
		}
	}
	if s.third != nil {
		s.third.entry.entered = func() { s.content.Reveal(s.third.content) }
	}
}

func (s *conflictScreen) was() fyne.CanvasObject {
	was := s.conflict.Was
	head := "It was"
	if !was.At.IsZero() && was.Who != "" {
		head += " · " + s.day(was.At)
	}
	text := look.NewText(was.Text, look.Body)
	if was.Text == "" {
		text = look.NewText("Not answered", look.QuietText)
	}
	return look.NewCard(look.NewColumn(4, look.NewText(head, look.SmallStrong), text))
}

func (s *conflictScreen) day(at time.Time) string {
	return at.In(s.work.Now().Location()).Format("Monday 2 January, 15:04")
}

// version is a card of what one person wrote, with the button that takes it.
func (s *conflictScreen) version(v workbench.Version) fyne.CanvasObject {
	name, _, _ := strings.Cut(v.Who, ", ") // without the role
	head, take, where := v.Who+" wrote", "Keep "+name+"’s", s.day(v.At)
	if v.Mine {
		head, take = "You wrote", "Keep mine"
		if !v.Sent {
			where += ", on this laptop alone"
		}
	}
	weight := look.Secondary
	if v.Mine && !s.conflict.Free {
		weight = look.Primary
	}
	b := look.NewButton(take, weight, func() { s.decide(v.Value) })
	s.takes = append(s.takes, b)
	var said fyne.CanvasObject = newWording(s.conflict.Was.Text, v.Text)
	if v.Text == "" {
		said = look.NewText("Left blank", look.QuietText)
	}
	return look.NewCard(look.NewColumn(8, look.NewColumn(0, look.NewText(head, look.Strong), look.NewText(where, look.Small)), said, newActions(b)))
}

// write offers to write a third version.
func (s *conflictScreen) write(column *fyne.Container, kept string) {
	s.third = newTextBox("Or write what is right", "").tall(4).guarded(s.work.Marks, func() { s.content.Refresh() })
	s.use = look.NewButton("Use this", look.Primary, s.useThird)
	both := look.NewButton("Start from both", look.Secondary, func() {
		s.third.entry.SetText(s.conflict.Together())
		s.host.Focus(s.third.entry)
	})
	both.OnFocused = func() { s.content.Reveal(both) }
	column.Add(s.third.content)
	column.Add(newActions(both, s.use))
	column.Add(look.NewText(kept, look.Small))
}

func (s *conflictScreen) useThird() {
	text := strings.TrimSpace(s.third.text())
	if text == "" {
		s.third.wrong("Write what is right, or keep one of the versions above.")
		s.content.Refresh()
		s.host.Focus(s.third.entry)
		return
	}
	s.decide(text)
}

func (s *conflictScreen) decide(value string) {
	delta, err := s.work.Decide(context.Background(), s.conflict.Path, value)
	if err != nil {
		s.host.Trouble(err)
		return
	}
	s.host.Back()
	s.decided(delta)
}

// Title implements Screen.
func (s *conflictScreen) Title() string { return conflictTitle }

// Content implements Screen.
func (s *conflictScreen) Content() fyne.CanvasObject { return s.content }

// Focus implements Screen.
func (s *conflictScreen) Focus() {
	s.host.Say("Nothing is lost while you decide")
	if len(s.takes) > 0 {
		s.host.Focus(s.takes[0])
		s.content.ScrollToTop() // the versions are read before one is taken
	}
}

// Leave implements Screen.
func (s *conflictScreen) Leave() error { return nil }

// conflictWords says how many answers are to be decided; "" for none.
func conflictWords(n int) string {
	if n == 0 {
		return ""
	}
	return count(n, "answer to decide", "answers to decide")
}

// leastPair is the width, in pixels at 100 %, from which two cards stand side by side.
const leastPair = 640

var _ look.Flexible = (*pair)(nil)

// pair is two objects side by side, equally wide and high; one below the other where there is little room.
type pair struct {
	widget.BaseWidget
	a, b fyne.CanvasObject
}

func newPair(a, b fyne.CanvasObject) *pair {
	p := &pair{a: a, b: b}
	p.ExtendBaseWidget(p)
	return p
}

func (p *pair) beside(width float32) (float32, bool) {
	if width < look.Px(leastPair) {
		return width, false
	}
	return (width - look.Px(16)) / 2, true
}

// HeightFor implements look.Flexible.
func (p *pair) HeightFor(width float32) float32 {
	each, beside := p.beside(width)
	a, b := look.HeightFor(p.a, each), look.HeightFor(p.b, each)
	if beside {
		return max(a, b)
	}
	return a + look.Px(16) + b
}

// CreateRenderer implements fyne.Widget.
func (p *pair) CreateRenderer() fyne.WidgetRenderer { return &pairRenderer{p} }

type pairRenderer struct{ pair *pair }

func (r *pairRenderer) Destroy() {}

func (r *pairRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.pair.a, r.pair.b} }

func (r *pairRenderer) MinSize() fyne.Size { return r.pair.a.MinSize().Max(r.pair.b.MinSize()) }

func (r *pairRenderer) Layout(size fyne.Size) {
	p := r.pair
	each, beside := p.beside(size.Width)
	a, b := fyne.NewSize(each, look.HeightFor(p.a, each)), fyne.NewSize(each, look.HeightFor(p.b, each))
	at := fyne.NewPos(0, a.Height+look.Px(16))
	if beside {
		a.Height = max(a.Height, b.Height)
		b.Height = a.Height
		at = fyne.NewPos(size.Width-each, 0)
	}
	p.a.Resize(a)
	p.a.Move(fyne.Position{})
	p.b.Resize(b)
	p.b.Move(at)
}

func (r *pairRenderer) Refresh() {
	r.Layout(r.pair.Size())
	r.pair.a.Refresh()
	r.pair.b.Refresh()
}

// conflictBanner says, above the questions of a form, which answers are to be decided, and leads to each.
type conflictBanner struct {
	form    *Form
	content *fyne.Container
	leads   []*link // to the conflicts, in form order
}

func newConflictBanner(f *Form) *conflictBanner {
	b := &conflictBanner{form: f, content: look.NewColumn(0)}
	b.content.Hide()
	return b
}

// update looks for conflicts anew, where the record's line says that there are any.
func (b *conflictBanner) update() {
	b.content.Objects, b.leads = nil, nil
	b.content.Hide()
	if b.form.work.Row().Conflicts == 0 {
		return
	}
	conflicts, err := b.form.work.Conflicts(context.Background())
	if err != nil {
		b.form.host.Trouble(err)
		return
	}
	if len(conflicts) == 0 {
		return
	}
	links := look.NewColumn(0)
	for _, c := range conflicts {
		l := newLink(c.Label, c.Section, func() { b.form.host.Over(newConflictScreen(b.form.host, b.form.work, c, b.form.merged)) })
		l.focused = func() { b.form.middle.content.Reveal(l) }
		links.Add(l)
		b.leads = append(b.leads, l)
	}
	title := conflictTitle
	if n := len(conflicts); n > 1 {
		title = fmt.Sprintf("Two people changed the same %d answers", n)
	}
	b.content.Objects = []fyne.CanvasObject{look.NewBanner(look.NotePanel, title, "Both versions are kept until somebody decides. Choose one to see them.", links)}
	b.content.Show()
}
