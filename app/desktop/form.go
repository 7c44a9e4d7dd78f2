package desktop

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"plumbline/app/desktop/look"
	"plumbline/app/workbench"
	"plumbline/forms"
	"plumbline/forms/guard"
	"plumbline/forms/session"
	"plumbline/sync/replica"
)

// FormWork is an open record, as the form screen needs it. *workbench.Work has it.
type FormWork interface {
	Exporter
	Session() workbench.Reader
	Editable() bool
	// Now is the time where the work is done.
	Now() time.Time
	Sections() []workbench.Section
	Section(key string) (workbench.Section, bool)
	// SectionOf is the key of the section that a node stands in, Members what stands directly in a section.
	SectionOf(key string) string
	Members(section string) []string
	Total([]workbench.Section) workbench.Progress

	// Languages are those that the form can be shown in; nil when it has one that needs no name.
	Languages() []string
	Language() string
	SetLanguage(language string) session.Delta
	// DraftLanguage reports whether nobody has approved the wording in a language yet.
	DraftLanguage(language string) bool

	Set(key, value string) (session.Delta, error)
	Add(repeat string) (string, session.Delta, error)
	Remove(instance string) (session.Delta, error)
	Move(instance string, index int) (session.Delta, error)
	Restore(instance string, at int) (session.Delta, error)
	Undo() (string, session.Delta, error)
	Redo() (string, session.Delta, error)
	OpenField(key string)
	CloseField(key string) error

	// WatchArrivals has f called, from any goroutine, when others have written something that Merge would show.
	WatchArrivals(f func())
	Merge(ctx context.Context) (session.Delta, error)
	Conflicts(ctx context.Context) ([]workbench.Conflict, error)
	Decide(ctx context.Context, path, value string) (session.Delta, error)

	// TakenAt tells of an answer that was taken over from the record of last year; ToAgree lists those that nobody has looked
	// at yet, in form order, and Agree says that somebody has.
	TakenAt(key string) (workbench.Taken, bool)
	ToAgree() []workbench.Taken
	Agree(keys ...string) error

	SaveStatus() workbench.SaveStatus
	Watch(f func(workbench.SaveStatus))
	Flush() error
	Close() error
	Complete() ([]session.Problem, error)
	Reopen(reason string) error
	History(ctx context.Context, key string) ([]workbench.Entry, error)
	// Marks is what in a text may tell who somebody is.
	Marks(text string) []guard.Mark
	// Notebook holds the notes that the record began as; it may be empty, or nil.
	Notebook() *workbench.Notebook
	// Unused are the notes that no answer holds.
	Unused() []workbench.Note
	// UseNote puts a note into the answer of a question.
	UseNote(id, key string) (session.Delta, error)
}

var (
	_ Commanded = (*Form)(nil)
	_ Placed    = (*Form)(nil)
	_ FormWork  = (*workbench.Work)(nil)
)

// Form is the screen in which a record is filled: sections at the left, one section's questions in the middle, and what
// helps to answer the present one at the right.
type Form struct {
	host Host
	work FormWork

	content  *fyne.Container
	sections *sectionsPane
	middle   *middlePane
	context  *contextPane

	numbers forms.Numbering         // of the questions, as they stand on paper
	pages   map[string]*sectionPage // by section key, made when first shown
	page    *sectionPage
	asked   bool // completing was tried: missing answers show as errors from then on
	leaving bool
	gone    bool // the record is closed, and what it still says of saving no longer matters
}

// NewForm shows a record that is open. The screen owns the work from now on and closes it when left.
func NewForm(host Host, work FormWork) *Form {
	f := &Form{host: host, work: work, numbers: forms.Numbers(work.Session().Definition()), pages: map[string]*sectionPage{}}
	f.sections = newSectionsPane(f)
	f.middle = newMiddlePane(f)
	f.context = newContextPane(f)
	f.content = newPanes(f.sections.content, f.middle.content, f.context.content)
	work.Watch(func(s workbench.SaveStatus) {
		host.OnUI(func() {
			if !f.gone {
				host.Saving(s)
			}
		})
	})
	work.WatchArrivals(func() { host.OnUI(f.arrived) })
	f.middle.conflicts.update()
	f.sections.update()
	if all := work.Sections(); len(all) > 0 {
		f.show(all[0].Key)
	}
	return f
}

// Title implements Screen.
func (f *Form) Title() string { return f.work.Session().Definition().Title }

// Content implements Screen.
func (f *Form) Content() fyne.CanvasObject { return f.content }

// Focus implements Screen.
func (f *Form) Focus() {
	f.host.Saving(f.work.SaveStatus())
	f.middle.update()
	if f.page == nil || !f.page.focusFirst() {
		f.host.Focus(f.sections.list)
	}
}

// Leave implements Screen.
func (f *Form) Leave() error {
	f.leaving = true
	f.host.Focus(nil)
	f.leaving = false
	err := f.work.Close()
	f.gone = err == nil
	return err
}

// Place implements Placed.
func (f *Form) Place() string {
	if f.page == nil {
		return ""
	}
	return f.page.key
}

// Return implements Placed.
func (f *Form) Return(place string) {
	if _, ok := f.work.Section(place); ok {
		f.goTo(place)
	}
}

// Command implements Commanded.
func (f *Form) Command(c Command) bool {
	switch c {
	case CommandNext:
		f.turn(1)
	case CommandPrevious:
		f.turn(-1)
	case CommandUndo:
		f.travel(f.work.Undo)
	case CommandRedo:
		f.travel(f.work.Redo)
	case CommandExport:
		f.export()
	case CommandAgree:
		f.agreeHere()
	case CommandPane:
		return f.nextPane()
	default:
		return false
	}
	return true
}

// show puts a section's page in the middle.
func (f *Form) show(key string) {
	page := f.pages[key]
	if page == nil {
		page = newSectionPage(f, key)
		f.pages[key] = page
	}
	f.page = page
	page.update()
	f.middle.show(page)
	f.sections.choose(key)
	f.context.clear()
}

// goTo leaves the present section, which saves, and puts the keyboard in another.
func (f *Form) goTo(key string) {
	if f.page != nil && f.page.key == key {
		f.page.focusFirst()
		return
	}
	f.host.Focus(nil)
	if err := f.work.Flush(); err != nil {
		f.host.Trouble(err)
	}
	f.show(key)
	f.page.focusFirst()
}

// turn goes some sections on or back; at the ends it stays.
func (f *Form) turn(by int) {
	all := f.work.Sections()
	for i, s := range all {
		if f.page != nil && s.Key == f.page.key {
			if to := i + by; to >= 0 && to < len(all) {
				f.goTo(all[to].Key)
			}
			return
		}
	}
}

// reach shows the section of a question and puts the keyboard there.
func (f *Form) reach(key string) {
	if section := f.work.SectionOf(key); f.page == nil || f.page.key != section {
		f.goTo(section)
	}
	f.page.focus(key)
}

func (f *Form) nextPane() bool {
	switch f.host.Focused() {
	case f.sections.list:
		return f.page != nil && f.page.focusFirst()
	case nil:
		f.host.Focus(f.sections.list)
		return true
	default:
		if f.context.holds(f.host.Focused()) {
			return false
		}
		return f.context.focusFirst()
	}
}

// answer takes an answer from a field.
func (f *Form) answer(key, value string) {
	delta, err := f.work.Set(key, value)
	if err != nil {
		f.host.Trouble(err)
		return
	}
	f.apply(delta)
}

// apply draws what an edit changed: rows of the page shown, and the sections that the changes stand in.
func (f *Form) apply(delta session.Delta) {
	if f.page != nil {
		f.page.apply(delta)
	}
	f.sections.apply(delta)
	f.middle.refreshEnds()
	f.middle.taken.update()
}

func (f *Form) travel(step func() (string, session.Delta, error)) {
	key, delta, err := step()
	if err != nil {
		f.host.Trouble(err)
		return
	}
	if key == "" {
		f.host.Say("There is nothing to take back.")
		return
	}
	f.apply(delta)
	f.reach(key)
}

func (f *Form) opened(key string) {
	f.work.OpenField(key)
	f.host.Touch()
	if v, ok := f.work.Session().View(key); ok {
		f.context.show(v)
	}
}

func (f *Form) closed(key string) {
	if err := f.work.CloseField(key); err != nil && !f.leaving {
		f.host.Trouble(err)
	}
}

// complete closes the record, or shows what to put right, and what is as last year and nobody has confirmed.
func (f *Form) complete() {
	f.host.Focus(nil)
	if len(f.work.Session().Problems()) == 0 && f.middle.showTaken() {
		return
	}
	f.finish()
}

// finish checks everything and closes the record, or shows what to put right.
func (f *Form) finish() {
	problems, err := f.work.Complete()
	switch {
	case errors.Is(err, workbench.ErrIncomplete):
		f.asked = true
		f.page.update()
		f.sections.update()
		f.middle.showProblems(problems)
	case err != nil:
		f.host.Trouble(err)
	default:
		f.closedNow(fmt.Sprintf("Complete, version %d.", f.work.Row().Version))
	}
}

// closedNow and reopen swap every page between taking answers and only showing them.
func (f *Form) closedNow(words string) {
	f.remake()
	f.host.Say(words)
}

func (f *Form) reopen(reason string) {
	if err := f.work.Reopen(reason); err != nil {
		f.host.Trouble(err)
		return
	}
	f.remake()
	f.host.Say("Open again. Completing it makes a new version.")
}

func (f *Form) remake() {
	f.asked = false
	f.middle.hideProblems()
	f.redraw()
	f.page.focusFirst()
}

// redraw makes every page anew.
func (f *Form) redraw() {
	f.pages = map[string]*sectionPage{}
	f.sections.update()
	if f.page != nil {
		f.show(f.page.key)
	}
}

// speak shows the form in another of its languages.
func (f *Form) speak(language string) {
	f.work.SetLanguage(language)
	f.redraw()
	f.middle.hideProblems()
}

// numbered is what a question asks, under the number that it has on paper.
func (f *Form) numbered(v session.View) string {
	if number := f.numbers.Of(v.Node); number > 0 {
		return fmt.Sprintf("%d. %s", number, v.Label)
	}
	return v.Label
}

func (f *Form) export() {
	if err := f.work.Flush(); err != nil {
		f.host.Trouble(err)
		return
	}
	f.host.Export(f.work)
}

// subject is the record in a few words: reference, cohort.
func subject(row replica.Row) string {
	var parts []string
	for _, part := range []string{row.Reference, row.Cohort} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	if len(parts) == 0 {
		return "No child's reference yet"
	}
	return strings.Join(parts, " · ")
}

// grade turns a chosen grade into what a badge shows.
func grade(s workbench.Section) (look.Grade, bool) {
	if s.Grade == nil {
		return look.Grade{}, false
	}
	return look.GradeOf(*s.Grade)
}
