// Package schedule is a week of visits: who observes where and when, what stands against that, what nobody looks at yet,
// and the visits as a calendar that other programs read. It is pure: it knows no store and no clock.
package schedule

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// Named is a choice of a list: its stable name, and what people read.
type Named struct{ Name, Label string }

// Consent is where a visit stands on the way to being agreed to. Its values are the names of the list visit_consent.
type Consent string

// The states of consent.
const (
	ToAsk     Consent = "to_ask"
	Asked     Consent = "asked"
	Given     Consent = "given"
	Refused   Consent = "refused"
	StaffOnly Consent = "staff_only" // nobody has to agree
)

// Visit is one visit of a week as it is planned. What is not said yet is "", nil or zero.
type Visit struct {
	ID           string // stays for ever
	Observer     string // as they are called in their own vault
	Role         Named  // of the observer
	Day          time.Time
	Begin, End   time.Time // on Day; zero until both a day and a time are said
	Place        string
	Team         Named
	Practitioner string // initials or a number
	Family       string // a reference
	Observed     Named
	Theme        Named
	Aims         []Named // practice standards to look at

	Consent     Consent
	ConsentFrom Named     // whose answer it is
	ConsentBy   Named     // the role in which they were asked
	ConsentOn   time.Time // the day of the answer
	MayQuote    bool      // what they say may be quoted without saying who said it

	Cancelled bool
	Disputed  []string // labels of what several people answered differently
	Notebooks int      // observations that were begun from it
	Unagreed  int      // those of them that do not say who agreed

	Created, Changed time.Time // Changed is when its present answers were given, the last of them
}

// Standing reports whether the visit is to take place.
func (v Visit) Standing() bool { return !v.Cancelled }

// Observer is somebody who takes part in a week.
type Observer struct{ Name, Role string }

// Plan is what a week sets out to do.
type Plan struct {
	Observers []Observer
	Teams     []Named // to be visited
	Standards []Named // to be looked at
	Themes    []Named
	Travel    time.Duration // what is needed between two places
}

// DefaultTravel is what is needed between two places where no plan says otherwise.
const DefaultTravel = 30 * time.Minute

// Week is the visits of one week, with its plan.
type Week struct {
	Monday time.Time // its midnight, in the location of all its times
	Plan   Plan
	Visits []Visit  // in the order of Sort; those without a day among them
	Seen   []string // names of the practice standards that notes were taken of
}

// Monday is midnight of the Monday before a time, or of the day itself, in the time's location.
func Monday(t time.Time) time.Time {
	back := (int(t.Weekday()) + 6) % 7
	return time.Date(t.Year(), t.Month(), t.Day()-back, 0, 0, 0, 0, t.Location())
}

// End is midnight after the week's Sunday.
func (w Week) End() time.Time { return w.Monday.AddDate(0, 0, 7) }

// Holds reports whether a day is one of the week.
func (w Week) Holds(day time.Time) bool { return !day.Before(w.Monday) && day.Before(w.End()) }

// Sort puts visits in the order of a timetable: by day, by time, those without a time last.
func Sort(visits []Visit) {
	slices.SortStableFunc(visits, func(a, b Visit) int {
		return cmp.Or(last(a.Day, b.Day), a.Day.Compare(b.Day), last(a.Begin, b.Begin), a.Begin.Compare(b.Begin),
			cmp.Compare(key(a.Observer), key(b.Observer)), cmp.Compare(a.ID, b.ID))
	})
}

// last puts a zero time behind any other.
func last(a, b time.Time) int {
	switch {
	case a.IsZero() == b.IsZero():
		return 0
	case a.IsZero():
		return 1
	default:
		return -1
	}
}

// Day is a day of a week with its visits.
type Day struct {
	Date   time.Time
	Visits []Visit
}

// Days are Monday to Friday, and the days of the weekend on which there is a visit. Visits that were cancelled are not in
// them.
func (w Week) Days() []Day {
	var out []Day
	for i := range 7 {
		day := Day{Date: w.Monday.AddDate(0, 0, i)}
		for _, v := range w.Visits {
			if v.Standing() && v.Day.Equal(day.Date) {
				day.Visits = append(day.Visits, v)
			}
		}
		if i < 5 || len(day.Visits) > 0 {
			out = append(out, day)
		}
	}
	return out
}

// Of are the visits of one observer, in order, cancelled ones included.
func (w Week) Of(observer string) []Visit {
	var out []Visit
	for _, v := range w.Visits {
		if Same(v.Observer, observer) {
			out = append(out, v)
		}
	}
	return out
}

// Visit finds a visit by its id.
func (w Week) Visit(id string) (Visit, bool) {
	i := slices.IndexFunc(w.Visits, func(v Visit) bool { return v.ID == id })
	if i < 0 {
		return Visit{}, false
	}
	return w.Visits[i], true
}

// Observers are the people of the plan, and everybody else who has a visit, by name.
func (w Week) Observers() []string {
	var out []string
	add := func(name string) {
		if name != "" && !slices.ContainsFunc(out, func(o string) bool { return Same(o, name) }) {
			out = append(out, name)
		}
	}
	for _, o := range w.Plan.Observers {
		add(o.Name)
	}
	for _, v := range w.Visits {
		if v.Standing() {
			add(v.Observer)
		}
	}
	slices.SortFunc(out, func(a, b string) int { return cmp.Compare(key(a), key(b)) })
	return out
}

// Same reports whether two people, practitioners or places are called by the same words, capitals and spaces aside.
func Same(a, b string) bool { return key(a) == key(b) }

func key(words string) string { return strings.ToLower(strings.Join(strings.Fields(words), " ")) }
