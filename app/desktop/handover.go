package desktop

import (
	"context"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"github.com/google/uuid"

	"plumbline/app/desktop/look"
	"plumbline/sync/replica"
	"plumbline/sync/wire"
)

// handing is what is needed to hand a record to others. Desk has it.
type handing interface {
	People(ctx context.Context) (wire.People, error)
	FetchPeople(ctx context.Context) (wire.People, error)
	Delivery(ctx context.Context, record uuid.UUID) (wire.Delivery, error)
	HandOver(ctx context.Context, record, account uuid.UUID, assigned bool) error
}

// handOverScreen shows on whose laptops a record is, and hands it to others.
type handOverScreen struct {
	host   Host
	desk   handing
	record replica.Row
	now    func() time.Time

	content *listPage
	search  *keyEntry
	list    *rows
	words   *look.Text
	busy    *busyLine
	give    *look.Button
	end     *look.Button
	foot    *fyne.Container

	people  []wire.Account
	has     map[uuid.UUID]wire.Delivered
	asked   bool // the centre has said who has it
	working bool
	found   []wire.Account
}

func newHandOverScreen(host Host, desk handing, record replica.Row, now func() time.Time) *handOverScreen {
	s := &handOverScreen{host: host, desk: desk, record: record, now: now}
	s.words, s.busy = look.NewText("", look.Strong), newBusyLine("Talking to the centre. You can go back meanwhile.")
	s.give = look.NewButton("Hand it over", look.Primary, func() { s.set(true) })
	s.end = look.NewButton("End it", look.Secondary, func() { s.set(false) })
	s.search = newSearch("a name or a role", s.look)
	s.list = newRows(func() int { return len(s.found) }, func() row {
		return newLineRow(func(i int) line { return s.line(s.found[i]) }, func(i int) { s.host.Focus(s.list); s.list.at(i) })
	}, s.at, func(int) { s.host.Focus(s.give) })
	s.search.leadTo(host, s.list)
	s.content = s.lay()
	return s
}

func (s *handOverScreen) lay() *listPage {
	head := look.NewColumn(16,
		look.NewBeside(16, look.NewColumn(6,
			look.NewText("Hand over", look.Heading1),
			look.NewText(joined(s.record.Reference, s.record.Title, s.record.Team), look.QuietText)),
			look.NewButton("Back", look.Plain, s.host.Back)),
		look.NewText("Whoever you hand it to sees this record, whichever team they are in, and can change it as their role allows. It is sent to the centre first.", look.Body),
		newRinged(s.search))
	list := newBand(look.Surface, look.Line, s.list)
	s.foot = newFoot(look.NewColumn(8, s.words, s.busy.content, newActions(s.give, s.end)))
	page := newListPage(head, list, s.foot)
	s.search.entered = func() { page.Reveal(head) }
	s.list.entered = func() { page.Reveal(list) }
	for _, b := range []*look.Button{s.give, s.end} {
		b.OnFocused = func() { page.Reveal(s.foot) }
	}
	return page
}

// line is a person, with what is known of whether they have the record.
func (s *handOverScreen) line(a wire.Account) line {
	l := line{head: displayed(a), below: strings.ReplaceAll(a.Role, "_", " ")}
	if p, in := s.has[a.ID]; in {
		l.below = joined(deliveredWords(p, s.now()), l.below) // the end is cut first
		l.side = "Sees it"
	}
	return l
}

func displayed(a wire.Account) string {
	if a.Display != "" {
		return a.Display
	}
	return a.Name
}

func deliveredWords(p wire.Delivered, now time.Time) string {
	if p.Since.IsZero() {
		return "Not on their laptop yet"
	}
	return "Has it since " + when(p.Since, now)
}

// Focus implements Screen.
func (s *handOverScreen) Focus() {
	s.host.Focus(s.search)
	s.host.Background(func(ctx context.Context) error {
		p, err := s.desk.People(ctx)
		s.people = p.People
		return err
	}, func(err error) {
		s.host.Trouble(err)
		s.look()
		s.ask()
	})
}

// ask has the centre say who there is and who has the record.
func (s *handOverScreen) ask() {
	var people wire.People
	var delivery wire.Delivery
	s.wait(true)
	s.host.Background(func(ctx context.Context) (err error) {
		if people, err = s.desk.FetchPeople(ctx); err == nil {
			delivery, err = s.desk.Delivery(ctx, s.record.ID)
		}
		return err
	}, func(err error) {
		s.wait(false)
		if err != nil {
			s.host.Trouble(err)
		} else {
			s.told(people, delivery)
		}
		s.look()
	})
}

func (s *handOverScreen) told(people wire.People, delivery wire.Delivery) {
	s.people, s.asked, s.has = people.People, true, map[uuid.UUID]wire.Delivered{}
	for _, p := range delivery.People {
		s.has[p.Account] = p
	}
}

// look finds people: those who see the record first, each group by name.
func (s *handOverScreen) look() {
	on := s.selected()
	s.found = nil
	for _, a := range s.people {
		if hasWords(a.Display+" "+a.Name+" "+strings.ReplaceAll(a.Role, "_", " "), s.search.Text) {
			s.found = append(s.found, a)
		}
	}
	slices.SortStableFunc(s.found, func(a, b wire.Account) int {
		_, first := s.has[a.ID]
		_, second := s.has[b.ID]
		switch {
		case first == second:
			return strings.Compare(strings.ToLower(displayed(a)), strings.ToLower(displayed(b)))
		case first:
			return -1
		default:
			return 1
		}
	})
	s.list.current = -1
	if on != nil {
		s.list.current = slices.IndexFunc(s.found, func(a wire.Account) bool { return a.ID == on.ID })
	}
	s.list.reload()
	s.at(s.list.current)
}

// selected is the person that the keyboard is at; nil for none.
func (s *handOverScreen) selected() *wire.Account {
	if i := s.list.current; i >= 0 && i < len(s.found) {
		return &s.found[i]
	}
	return nil
}

// at says what can be done for the person that the keyboard is at.
func (s *handOverScreen) at(int) {
	a := s.selected()
	on := a != nil && s.asked && !s.working
	_, has := wire.Delivered{}, false
	if a != nil {
		_, has = s.has[a.ID]
	}
	enabled(s.give, on && !has)
	enabled(s.end, on && has)
	switch {
	case a == nil && s.asked && len(s.people) == 0:
		s.words.SetText("The centre has no other people yet.")
	case a == nil:
		s.words.SetText("Choose a person.")
	default:
		s.words.SetText(displayed(*a))
	}
	s.content.settle()
}

// set hands the record to the person that the keyboard is at, or ends that.
func (s *handOverScreen) set(assigned bool) {
	a := s.selected()
	if a == nil || s.working {
		return
	}
	who := *a
	var delivery wire.Delivery
	s.wait(true)
	s.host.Background(func(ctx context.Context) (err error) {
		if err = s.desk.HandOver(ctx, s.record.ID, who.ID, assigned); err == nil {
			delivery, err = s.desk.Delivery(ctx, s.record.ID)
		}
		return err
	}, func(err error) {
		s.wait(false)
		if err != nil {
			s.host.Trouble(err)
			s.look()
			return
		}
		s.told(wire.People{People: s.people}, delivery)
		s.look()
		s.host.Say(s.done(who, assigned))
		s.host.Focus(s.list)
	})
}

func (s *handOverScreen) done(who wire.Account, assigned bool) string {
	_, sees := s.has[who.ID]
	switch {
	case assigned:
		return "Handed to " + displayed(who) + ". It reaches them when their laptop next has a network."
	case sees:
		return "No longer handed to " + displayed(who) + ", who sees it for another reason."
	default:
		return "No longer handed to " + displayed(who) + "."
	}
}

func (s *handOverScreen) wait(on bool) {
	s.working = on
	s.busy.show(on)
	s.at(s.list.current)
}

// Title implements Screen.
func (s *handOverScreen) Title() string { return "Hand over" }

// Content implements Screen.
func (s *handOverScreen) Content() fyne.CanvasObject { return s.content }

// Leave implements Screen.
func (s *handOverScreen) Leave() error { return nil }

// Command implements Commanded.
func (s *handOverScreen) Command(c Command) bool {
	if c != CommandFind {
		return false
	}
	s.host.Focus(s.search)
	return true
}

func enabled(b *look.Button, on bool) {
	if on {
		b.Enable()
	} else {
		b.Disable()
	}
}
