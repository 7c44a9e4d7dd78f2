package workbench

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"plumbline/forms"
	"plumbline/forms/guard"
	"plumbline/forms/schedule"
	"plumbline/forms/workflow"
)

// Digest is what was seen: by one observer on a day, or by everybody in a week. It follows from the records alone, and is
// the same on every laptop that holds the same ones.
type Digest struct {
	Observer string    // "" for everybody
	From, To time.Time // the first day and the last

	Visits       []schedule.Visit // that were planned, cancelled ones left out
	Observations int              // that count
	Without      int              // observations without consent, of which nothing else is here
	Discussions  int
	Observers    int
	Teams        int
	Notes        int
	Withheld     int  // quotes for which nobody gave permission, and which are in no Lines
	Covered      bool // something in Lines stands for what may tell who somebody is

	Standards []Tally // in the order of the list, those without a note left out
	Loose     Tally   // notes of no standard
	Themes    []Tally // without Lines, the one with the most notes first
}

// Tally is the notes of one standard or theme.
type Tally struct {
	Of           schedule.Named
	ByTag        map[NoteTag]int
	Notes        int
	Observations int // that they come from
	Teams        int // likewise
	Lines        []DigestLine
}

// DigestLine is one note as others may read it.
type DigestLine struct {
	Tag  NoteTag
	Said string // with what may tell who somebody is covered
	at   time.Time
}

// digestTags is the order in which notes are told: strengths first.
func digestTags() []NoteTag {
	return []NoteTag{NoteStrength, NoteQuote, NotePlain, NoteQuestion, NoteWorry, NoteAction}
}

// otherTeam stands before the name of a team that the list does not have.
const otherTeam = "other "

// observed is one observation as digests read it.
type observed struct {
	record uuid.UUID
	state  string
	author string // name and role
	day    time.Time
	visit  string // id; "" where it was begun without one
	team   schedule.Named
	theme  schedule.Named
	agreed string // a choice of observation_consent; "" where it is not answered
	notes  []Note
}

// talk is one reflective discussion.
type talk struct {
	by  string
	day time.Time
}

// talk is none for one that was withdrawn.
func (k kept) talk() []talk {
	if k.row.State == workflow.Withdrawn {
		return nil
	}
	return []talk{{by: k.row.Author, day: k.day("date_held", k.row.Created)}}
}

func (d *Desk) observed(k kept) observed {
	o := observed{
		record: k.row.ID, state: k.row.State, author: k.row.Author, day: k.day("date_held", k.row.Created),
		team: k.team(), theme: k.one("week_theme"), agreed: k.answer("observation_consent"),
	}
	registers := map[string]string{}
	for path, hs := range k.heads {
		if value, set := shown(hs); set && strings.HasPrefix(path, "_") {
			registers[path] = value
		}
	}
	o.visit = registers[visitRegister]
	o.notes = NewNotebook(NotebookEnv{Standards: d.choices("ps")}, registers).Notes()
	return o
}

// counts reports whether an observation is one that may be told of: it is not withdrawn, and nobody said no.
func (o observed) counts(visits []schedule.Visit) bool {
	return o.state != workflow.Withdrawn && !o.refused(visits)
}

// refused reports whether it went on without consent, as the observation itself says, or else its visit.
func (o observed) refused(visits []schedule.Visit) bool {
	switch o.agreed {
	case "":
		return o.from(visits).Consent == schedule.Refused
	case "declined", "not_asked":
		return true
	default:
		return false
	}
}

// from is the visit that it was begun from; a blank one where there is none.
func (o observed) from(visits []schedule.Visit) schedule.Visit {
	for _, v := range visits {
		if v.ID == o.visit && o.visit != "" {
			return v
		}
	}
	return schedule.Visit{}
}

// by reports whether an author, as journals name them, is called by a name.
func by(author, name string) bool {
	return author == name || strings.HasPrefix(author, name+", ")
}

// DayDigest is what one observer saw on a day.
func (d *Desk) DayDigest(ctx context.Context, observer string, day time.Time) (Digest, error) {
	all, err := d.weeks(ctx)
	if err != nil {
		return Digest{}, err
	}
	return d.digest(all, observer, day, day), nil
}

// WeekDigest is what everybody saw in the week that a day is in.
func (d *Desk) WeekDigest(ctx context.Context, day time.Time) (Digest, error) {
	all, err := d.weeks(ctx)
	if err != nil {
		return Digest{}, err
	}
	week := all.week(schedule.Monday(day.In(d.bench.env.Location)))
	days := week.Days()
	return d.digest(all, "", week.Monday, days[len(days)-1].Date), nil
}

// digest is what an observer, or everybody, saw from a day to another.
func (d *Desk) digest(all weeks, observer string, from, to time.Time) Digest {
	g := Digest{Observer: observer, From: from, To: to}
	within := func(day time.Time) bool { return !day.Before(from) && !day.After(to) }
	for _, v := range all.visits {
		if v.Standing() && within(v.Day) && (observer == "" || schedule.Same(v.Observer, observer)) {
			g.Visits = append(g.Visits, v)
		}
	}
	for _, t := range all.talks {
		if within(t.day) && (observer == "" || by(t.by, observer)) {
			g.Discussions++
		}
	}
	c := newCounting(all.lists["ps"], d.told)
	observers, teams := map[string]bool{}, map[string]bool{}
	for _, o := range all.observed {
		if !within(o.day) || observer != "" && !by(o.author, observer) || o.state == workflow.Withdrawn {
			continue
		}
		if o.refused(all.visits) {
			g.Without++
			continue
		}
		g.Observations++
		observers[o.author] = true
		teams[o.team.Name] = true
		c.count(o, o.from(all.visits).MayQuote)
	}
	delete(teams, "")
	g.Observers, g.Teams, g.Notes, g.Withheld, g.Covered = len(observers), len(teams), c.notes, c.withheld, c.covered
	g.Standards, g.Loose, g.Themes = c.standards(), c.loose.tally(), c.themes()
	return g
}

// told is a text as others may read it: with what may tell who somebody is covered.
func (d *Desk) told(text string) string { return guard.Hide(text, d.bench.guard.Check(text)) }

// counting counts notes, one observation after the other.
type counting struct {
	list     []forms.Choice
	told     func(string) string
	notes    int
	withheld int
	covered  bool
	of       map[string]*heap // by standard
	loose    heap
	theme    map[string]*heap
}

// heap is a Tally that grows.
type heap struct {
	Tally
	from, teams map[string]bool
}

func newCounting(standards []forms.Choice, told func(string) string) *counting {
	return &counting{list: standards, told: told, of: map[string]*heap{}, theme: map[string]*heap{}}
}

func (c *counting) count(o observed, mayQuote bool) {
	if c.theme[o.theme.Name] == nil {
		c.theme[o.theme.Name] = &heap{Tally: Tally{Of: o.theme}}
	}
	for _, n := range o.notes {
		c.notes++
		line := DigestLine{Tag: n.Tag, Said: c.told(n.Said()), at: n.At}
		if n.Tag == NoteQuote && !mayQuote {
			c.withheld++
			line.Said = ""
		} else if line.Said != n.Said() {
			c.covered = true
		}
		c.theme[o.theme.Name].add(o, DigestLine{Tag: n.Tag})
		into := []*heap{}
		for _, choice := range c.list {
			if slices.Contains(n.Standards, choice.Name) {
				if c.of[choice.Name] == nil {
					c.of[choice.Name] = &heap{Tally: Tally{Of: schedule.Named{Name: choice.Name, Label: choice.Label.In(forms.Untranslated)}}}
				}
				into = append(into, c.of[choice.Name])
			}
		}
		if len(into) == 0 {
			into = append(into, &c.loose)
		}
		for _, h := range into {
			h.add(o, line)
		}
	}
}

// add counts a note, and keeps its line unless that is blank.
func (h *heap) add(o observed, line DigestLine) {
	if h.from == nil {
		h.from, h.teams, h.ByTag = map[string]bool{}, map[string]bool{}, map[NoteTag]int{}
	}
	h.Notes++
	h.ByTag[line.Tag]++
	h.from[o.record.String()] = true
	if o.team.Name != "" {
		h.teams[o.team.Name] = true
	}
	if line.Said != "" {
		h.Lines = append(h.Lines, line)
	}
}

// tally is what was counted, its lines in the order of digestTags, and then of time.
func (h heap) tally() Tally {
	h.Observations, h.Teams = len(h.from), len(h.teams)
	order := digestTags()
	slices.SortFunc(h.Lines, func(a, b DigestLine) int {
		return cmp.Or(cmp.Compare(slices.Index(order, a.Tag), slices.Index(order, b.Tag)), a.at.Compare(b.at), cmp.Compare(a.Said, b.Said))
	})
	return h.Tally
}

func (c *counting) standards() []Tally {
	var out []Tally
	for _, choice := range c.list {
		if h := c.of[choice.Name]; h != nil {
			out = append(out, h.tally())
		}
	}
	return out
}

func (c *counting) themes() []Tally {
	var out []Tally
	for _, h := range c.theme {
		if h.Of.Name != "" {
			out = append(out, h.tally())
		}
	}
	slices.SortFunc(out, func(a, b Tally) int {
		return cmp.Or(cmp.Compare(b.Notes, a.Notes), cmp.Compare(a.Of.Name, b.Of.Name))
	})
	return out
}
