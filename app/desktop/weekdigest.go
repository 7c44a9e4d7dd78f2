package desktop

import (
	"context"
	"fmt"
	"time"

	"fyne.io/fyne/v2"

	"plumbline/app/desktop/look"
	"plumbline/app/workbench"
	"plumbline/forms"
)

// digestWays are where the page of a digest leads to.
type digestWays struct {
	export func(g workbench.Digest)
	write  func(g workbench.Digest) // starts the form in which somebody says what it means
}

var _ Commanded = (*digestScreen)(nil)

// digestScreen is what was seen on a day or in a week: how much, of which practice standards, and the notes, strengths
// first.
type digestScreen struct {
	host    Host
	desk    weekKeeper
	who     string // "" for everybody
	day     time.Time
	ways    digestWays
	content *look.Page
	column  *fyne.Container
	export  *look.Button // nil until it is read
}

func newDigestScreen(host Host, desk weekKeeper, who string, day time.Time, ways digestWays) *digestScreen {
	s := &digestScreen{host: host, desk: desk, who: who, day: day, ways: ways, column: look.NewColumn(20)}
	s.content = look.NewPage(look.NewInset(look.Insets{Top: 32, Right: 36, Bottom: 32, Left: 36}, look.NewMeasure(s.column)))
	return s
}

func (s *digestScreen) read() {
	var g workbench.Digest
	s.host.Background(func(ctx context.Context) (err error) {
		if s.who == "" {
			g, err = s.desk.WeekDigest(ctx, s.day)
			return err
		}
		g, err = s.desk.DayDigest(ctx, s.who, s.day)
		return err
	}, func(err error) {
		if err != nil {
			s.host.Trouble(err)
			return
		}
		s.show(g)
	})
}

func (s *digestScreen) show(g workbench.Digest) {
	s.export = look.NewButton("Export as PDF", look.Primary, func() { s.ways.export(g) })
	write := look.NewButton("Write the summary", look.Secondary, func() { s.ways.write(g) })
	for _, b := range []*look.Button{s.export, write} {
		b.OnFocused = func() { s.content.Reveal(b) }
	}
	s.column.Objects = []fyne.CanvasObject{
		look.NewColumn(6, look.NewText(g.Heading(), look.Heading1), look.NewText(g.InShort(), look.QuietText)),
		newActions(s.export, write, look.NewButton("Back", look.Plain, s.host.Back)),
	}
	for _, c := range g.Cautions() {
		s.column.Add(look.NewBanner(look.NotePanel, "", c))
	}
	if g.Observer != "" {
		s.column.Add(visitsSeen(g))
	}
	if g.Notes > 0 {
		s.column.Add(bars("By practice standard", g.Standards))
	}
	if len(g.Themes) > 1 {
		s.column.Add(bars("By theme", g.Themes))
	}
	for _, t := range g.Standards {
		s.column.Add(told(g, t.Of.Label, t))
	}
	if g.Loose.Notes > 0 {
		s.column.Add(told(g, "Of no practice standard", g.Loose))
	}
	s.column.Refresh()
	s.content.Resize(s.content.Size())
	s.content.Refresh()
	s.host.Focus(s.export)
}

// visitsSeen are the visits that were planned.
func visitsSeen(g workbench.Digest) fyne.CanvasObject {
	column := look.NewColumn(4, look.NewText("Visits", look.Heading2))
	for _, v := range g.Visits {
		column.Add(look.NewText(joined(hours(v), v.Team.Label, v.Observed.Label), look.Body))
	}
	if len(g.Visits) == 0 {
		column.Add(look.NewText("None planned.", look.QuietText))
	}
	return column
}

// bars are how many notes there are of each, as lines of one scale.
func bars(heading string, tallies []workbench.Tally) fyne.CanvasObject {
	column, most := look.NewColumn(6, look.NewText(heading, look.Heading2)), 1
	for _, t := range tallies {
		most = max(most, t.Notes)
	}
	for _, t := range tallies {
		column.Add(newNoteBar(workbench.NoteCount{Standard: forms.Choice{Label: forms.Plain(t.Of.Label)}, Notes: t.Notes}, most))
	}
	return column
}

// told are the notes of one standard, strengths first.
func told(g workbench.Digest, heading string, t workbench.Tally) fyne.CanvasObject {
	column := look.NewColumn(8, look.NewColumn(2, look.NewText(heading, look.Heading2), look.NewText(t.From()+".", look.Small)))
	for _, tag := range g.Tags() {
		said := t.Under(tag)
		if len(said) == 0 {
			continue
		}
		part := look.NewColumn(4, look.NewText(workbench.TagHeading(tag), look.Strong))
		for _, words := range said {
			part.Add(look.NewHanging(8, look.NewLabel("•", look.Body), look.NewText(words, look.Body)))
		}
		column.Add(part)
	}
	return column
}

// Title implements Screen.
func (s *digestScreen) Title() string {
	if s.who == "" {
		return "The week summed up"
	}
	return fmt.Sprintf("Summary of %s", s.day.Format("Monday"))
}

// Content implements Screen.
func (s *digestScreen) Content() fyne.CanvasObject { return s.content }

// Focus reads it anew.
func (s *digestScreen) Focus() { s.read() }

// Leave implements Screen.
func (s *digestScreen) Leave() error { return nil }

// Command implements Commanded.
func (s *digestScreen) Command(c Command) bool {
	if c == CommandExport {
		if s.export != nil {
			s.export.OnTapped()
		}
		return true
	}
	return false
}
