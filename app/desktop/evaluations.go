package desktop

import (
	"context"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"github.com/google/uuid"

	"plumbline/app/desktop/look"
	"plumbline/app/workbench"
	"plumbline/forms"
	"plumbline/forms/workflow"
	"plumbline/sync/client"
	"plumbline/sync/replica"
)

// recordLister lists records and what can be started. Desk has it.
type recordLister interface {
	finder
	// Evaluations lists what Records does, without what a Practice Week shows.
	Evaluations(ctx context.Context, q replica.Query) ([]replica.Row, error)
	Grade(row replica.Row) *forms.Choice
	Startable(ctx context.Context) ([]workbench.FormInfo, error)
}

// evaluationsOf finds evaluations alone.
type evaluationsOf struct{ recordLister }

// Records implements finder.
func (o evaluationsOf) Records(ctx context.Context, q replica.Query) ([]replica.Row, error) {
	return o.Evaluations(ctx, q)
}

// recordActions are what can be done with a record of the list.
type recordActions struct {
	begin                        func()
	open, copy, withdraw, export func(id uuid.UUID)
	move, handOver               func(replica.Row)
}

// evaluationsScreen lists records, finds them by any word in them, and starts new ones.
type evaluationsScreen struct {
	host    Host
	desk    recordLister
	do      recordActions
	now     func() time.Time
	content *listPage

	found  *listing
	search *keyEntry
	filter *chips
	list   *rows
	empty  *emptyList
	begin  *look.Button
	tools  *recordTools
	on     uuid.UUID         // the record that the person is at; Nil before they are at one
	fresh  bool              // the page has just come to the top, and its rows are still on their way
	inUse  map[string]string // hash of the version of each form that new records are started on
}

// The states that the filter offers, in order.
func filterStates() []string {
	return []string{"", workflow.InProgress, workflow.Complete, workflow.Withdrawn}
}

func newEvaluationsScreen(host Host, desk recordLister, now func() time.Time, do recordActions) *evaluationsScreen {
	s := &evaluationsScreen{host: host, desk: desk, do: do, now: now}
	s.found = &listing{host: host, records: evaluationsOf{desk}, changed: s.show}
	s.begin = look.NewButton("New evaluation", look.Primary, do.begin)
	s.search = newSearch("a reference, a team, any word", s.look)
	names := []string{"All"}
	for _, state := range filterStates()[1:] {
		names = append(names, stateWords(state))
	}
	s.filter = newChips(names, 0, func(int) { s.look() })
	s.list = newRows(func() int { return len(s.found.rows) }, s.row, s.at, s.openAt)
	s.list.seen = s.found.near
	s.search.leadTo(host, s.list)
	s.empty = newEmptyList(do.begin, s.clear)
	s.tools = newRecordTools(func(f func(recordActions, replica.Row)) { s.withCurrent(func(r replica.Row) { f(s.do, r) }) })
	s.content = s.lay()
	return s
}

// lay puts heading, search, list and tools above each other, the list taking what is left.
func (s *evaluationsScreen) lay() *listPage {
	head := look.NewColumn(16,
		look.NewBeside(16, look.NewText("Evaluations", look.Heading1), s.begin),
		newRinged(s.search), s.filter.content)
	list := container.NewStack(newBand(look.Surface, look.Line, s.list), s.empty.content)
	page := newListPage(head, list, s.tools.content)
	reveal := func(o fyne.CanvasObject) func() { return func() { page.Reveal(o) } }
	s.search.entered, s.begin.OnFocused, s.list.entered = reveal(head), reveal(head), reveal(list)
	for _, b := range s.tools.buttons {
		b.OnFocused = reveal(s.tools.content)
	}
	return page
}

func (s *evaluationsScreen) row() row {
	return newRecordRow(func(i int) recordLine {
		r := s.found.rows[i]
		line := lineOf(r, s.desk.Grade(r), s.now())
		line.sending = joined(conflictWords(r.Conflicts), workbench.SendWords(s.found.sending[r.ID]))
		return line
	}, func(i int, open bool) {
		s.host.Focus(s.list)
		s.list.at(i)
		if open {
			s.openAt(i)
		}
	})
}

func (s *evaluationsScreen) look() { s.found.look(s.search.Text, filterStates()[s.filter.chosen]) }

// outdated reports whether a newer version of a record's form is in use.
func (s *evaluationsScreen) outdated(r replica.Row) bool {
	hash := s.inUse[r.FormID]
	return hash != "" && r.FormHash != "" && hash != r.FormHash
}

// readForms learns which versions are in use, so that records on an older one can be moved.
func (s *evaluationsScreen) readForms() {
	var all []workbench.FormInfo
	s.host.Background(func(ctx context.Context) (err error) {
		all, err = s.desk.Startable(ctx)
		return err
	}, func(err error) {
		if err != nil {
			s.host.Trouble(err)
			return
		}
		s.inUse = map[string]string{}
		for _, f := range all {
			v, _ := f.Current()
			s.inUse[f.ID] = v.Hash
		}
		s.at(s.list.current)
	})
}

// clear looks for everything again.
func (s *evaluationsScreen) clear() {
	s.filter.set(0)
	s.search.SetText("")
	s.look()
	s.host.Focus(s.search)
}

// show shows what was found.
func (s *evaluationsScreen) show() {
	if i := slices.IndexFunc(s.found.rows, func(r replica.Row) bool { return r.ID == s.on }); i >= 0 && s.found.renewed {
		s.list.current = i
	}
	none := len(s.found.rows) == 0
	looking := strings.TrimSpace(s.search.Text) != "" || s.filter.chosen != 0
	s.empty.show(none, looking)
	shown(s.list, !none)
	s.list.reload()
	s.at(s.list.current)
	if s.fresh && !none && s.host.Focused() == fyne.Focusable(s.begin) {
		s.host.Focus(s.list)
	}
	s.fresh = false
}

func (s *evaluationsScreen) at(int) {
	r := s.selected()
	if r != nil {
		s.on = r.ID
	}
	s.tools.show(r, s.standing(r))
	s.content.settle()
}

// standing is how a record that the person is at stands; r may be nil.
func (s *evaluationsScreen) standing(r *replica.Row) standing {
	if r == nil {
		return standing{}
	}
	as := standing{newer: s.outdated(*r), centre: s.desk.SyncStatus().Enrolled}
	if d := s.found.sending[r.ID].Delivery; d != nil {
		as.whose = joined(workbench.HandOverWords(*d, s.now(), s.now().Location())...)
	}
	return as
}

// selected is the record that the person is at; nil when at none.
func (s *evaluationsScreen) selected() *replica.Row {
	if i := s.list.current; i >= 0 && i < len(s.found.rows) {
		return &s.found.rows[i]
	}
	return nil
}

func (s *evaluationsScreen) withCurrent(f func(replica.Row)) {
	if r := s.selected(); r != nil {
		f(*r)
	}
}

func (s *evaluationsScreen) openAt(int) { s.withCurrent(func(r replica.Row) { s.do.open(r.ID) }) }

// overtaken notes that records have changed. They are read anew within a second, however many change meanwhile.
func (s *evaluationsScreen) overtaken() { s.found.stale = true }

// synced notes that what is sent may have changed.
func (s *evaluationsScreen) synced(client.Status) { s.found.stale = true }

func (s *evaluationsScreen) tick(time.Time) { s.found.renew() }

// Title implements Screen.
func (s *evaluationsScreen) Title() string { return placeEvaluations }

// Content implements Screen.
func (s *evaluationsScreen) Content() fyne.CanvasObject { return s.content }

// Focus reads the list anew and goes to it, or to the first thing to do where it is empty.
func (s *evaluationsScreen) Focus() {
	if len(s.found.rows) > 0 {
		s.host.Focus(s.list)
	} else {
		s.host.Focus(s.begin)
		s.fresh = true
	}
	s.look()
	s.readForms()
}

// Leave implements Screen.
func (s *evaluationsScreen) Leave() error { return nil }

// Command implements Commanded.
func (s *evaluationsScreen) Command(c Command) bool {
	switch c {
	case CommandNew:
		s.do.begin()
	case CommandFind:
		s.host.Focus(s.search)
	case CommandExport:
		s.withCurrent(func(r replica.Row) { s.do.export(r.ID) })
	default:
		return false
	}
	return true
}
