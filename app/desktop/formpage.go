package desktop

import (
	"context"
	"errors"
	"time"

	"fyne.io/fyne/v2"

	"plumbline/app/desktop/look"
	"plumbline/app/workbench"
	"plumbline/forms/compare"
)

// formKeeper keeps forms and their versions. Desk has it.
type formKeeper interface {
	marker
	Catalogue(ctx context.Context) ([]workbench.FormInfo, error)
	FormInfo(ctx context.Context, id string) (workbench.FormInfo, error)
	ImportForm(ctx context.Context, source workbench.FormSource) (workbench.Intake, error)
	ApproveForm(ctx context.Context, hash, reason string) error
	DiscardForm(ctx context.Context, hash string) error
	CompareForms(ctx context.Context, before, after workbench.FormVersion) ([]compare.Change, error)
	// Preview opens a version to be tried out; nothing of it is kept.
	Preview(ctx context.Context, v workbench.FormVersion) (FormWork, error)
}

// formWays are where the page of a form leads to.
type formWays struct {
	start   func(id string)
	preview func(workbench.FormVersion)
	onPaper func(workbench.FormVersion)
	changes func(before, after workbench.FormVersion)
	approve func(workbench.FormVersion)
	now     func() time.Time
}

// formPage shows one form: its versions, the newest first, and what can be done with each.
type formPage struct {
	host    Host
	desk    formKeeper
	id      string
	ways    formWays
	content *look.Page
	column  *fyne.Container
	first   fyne.Focusable // where the keyboard starts
}

func newFormPage(host Host, desk formKeeper, id string, ways formWays) *formPage {
	p := &formPage{host: host, desk: desk, id: id, ways: ways, column: look.NewColumn(20)}
	p.content = look.NewPage(look.NewInset(look.Insets{Top: 32, Right: 36, Bottom: 32, Left: 36}, look.NewMeasure(p.column)))
	return p
}

// show draws the form as it stands.
func (p *formPage) show(f workbench.FormInfo) {
	v := f.Versions[0]
	back := p.button("Back", look.Plain, p.host.Back)
	p.first = back
	p.column.Objects = []fyne.CanvasObject{
		look.NewBeside(16, look.NewColumn(6, look.NewText(f.Title, look.Heading1), look.NewText(sizeWords(v), look.QuietText)), back),
	}
	if v.Purpose != "" {
		p.column.Add(look.NewText(v.Purpose, look.Body))
	}
	if v.State == workbench.Draft {
		p.column.Add(look.NewBanner(look.NotePanel, "A draft waits for approval",
			"New records are started on it once somebody has approved it. Try it out first, and look at what changed."))
	}
	p.column.Add(look.NewText("Versions", look.Heading2))
	for i, v := range f.Versions {
		p.column.Add(p.version(f, v, i == 0))
	}
	p.column.Refresh()
	p.content.Resize(p.content.Size())
	p.content.Refresh()
}

// version is the card of one version. The main button of the page is that of the newest.
func (p *formPage) version(f workbench.FormInfo, v workbench.FormVersion, newest bool) fyne.CanvasObject {
	words := look.NewColumn(2, look.NewText(joined(capital(versionWords(v)), stateOfVersion(v)), look.Title))
	for _, line := range p.told(v) {
		words.Add(look.NewText(line, look.Small))
	}
	buttons := look.NewFlow(12)
	if main := p.main(v, newest); main != nil {
		buttons.Add(main)
	}
	buttons.Add(p.button("Try it out", look.Secondary, func() { p.ways.preview(v) }))
	buttons.Add(p.button("Print on paper", look.Secondary, func() { p.ways.onPaper(v) }))
	if before, ok := earlier(f, v); ok {
		buttons.Add(p.button("What changed since "+versionWords(before), look.Secondary, func() { p.ways.changes(before, v) }))
	}
	if v.State == workbench.Draft {
		buttons.Add(p.button("Discard", look.Plain, func() { p.discard(v) }))
	}
	return look.NewCard(look.NewColumn(12, words, buttons))
}

// main is the button of what a version waits for; nil when it waits for nothing. That of the newest is where the keyboard
// starts.
func (p *formPage) main(v workbench.FormVersion, newest bool) *look.Button {
	weight := look.Secondary
	if newest {
		weight = look.Primary
	}
	var b *look.Button
	switch {
	case v.State == workbench.Draft:
		b = p.button("Approve", weight, func() { p.ways.approve(v) })
	case v.Current:
		b = p.button("Start one", weight, func() { p.ways.start(v.ID) })
	}
	if b != nil && newest {
		p.first = b
	}
	return b
}

// button is one to which the page scrolls when the keyboard comes to it.
func (p *formPage) button(label string, weight look.Weight, do func()) *look.Button {
	b := look.NewButton(label, weight, do)
	b.OnFocused = func() { p.content.Reveal(b) }
	return b
}

func stateOfVersion(v workbench.FormVersion) string {
	switch {
	case v.State == workbench.Draft:
		return "draft"
	case v.Current && v.State == workbench.BuiltIn:
		return "in use, comes with Plumbline"
	case v.Current:
		return "in use"
	case v.State == workbench.BuiltIn:
		return "comes with Plumbline"
	default:
		return "approved before"
	}
}

// told is who did what with a version, and its fingerprint.
func (p *formPage) told(v workbench.FormVersion) []string {
	now := p.ways.now()
	lines := []string{sizeWords(v)}
	if v.FileName != "" {
		lines = append(lines, joined("Brought in "+when(v.Imported, now), v.ImportedBy, v.FileName))
	}
	if v.State == workbench.Approved {
		lines = append(lines, joined("Approved "+when(v.Approved, now), v.ApprovedBy), "“"+v.Reason+"”")
	}
	return append(lines, "Fingerprint "+first(v.Hash, 12))
}

// earlier is the version that another is compared with: of a draft the one in use, of others the next older one.
func earlier(f workbench.FormInfo, v workbench.FormVersion) (workbench.FormVersion, bool) {
	if current, ok := f.Current(); ok && v.State == workbench.Draft {
		return current, true
	}
	for i, other := range f.Versions {
		if other.Hash == v.Hash && i+1 < len(f.Versions) {
			return f.Versions[i+1], true
		}
	}
	return workbench.FormVersion{}, false
}

func (p *formPage) discard(v workbench.FormVersion) {
	p.host.Background(func(ctx context.Context) error { return p.desk.DiscardForm(ctx, v.Hash) }, func(err error) {
		if err != nil {
			p.host.Trouble(err)
			return
		}
		p.read(func(err error) {
			if errors.Is(err, workbench.ErrNoForm) { // it was the only version
				p.host.Back()
			}
		})
		p.host.Say("The draft is discarded. Import its file again to have it back.")
	})
}

// read draws the form anew; then is told how that went.
func (p *formPage) read(then func(error)) {
	var f workbench.FormInfo
	p.host.Background(func(ctx context.Context) (err error) {
		f, err = p.desk.FormInfo(ctx, p.id)
		return err
	}, func(err error) {
		if err == nil {
			p.show(f)
			p.host.Focus(p.first)
		}
		then(err)
	})
}

// Title implements Screen.
func (p *formPage) Title() string { return "Form" }

// Content implements Screen.
func (p *formPage) Content() fyne.CanvasObject { return p.content }

// Focus reads the form anew.
func (p *formPage) Focus() { p.read(p.host.Trouble) }

// Leave implements Screen.
func (p *formPage) Leave() error { return nil }
