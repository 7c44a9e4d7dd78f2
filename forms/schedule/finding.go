package schedule

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Kind is what a finding is of. Its value is stable.
type Kind string

// The kinds. The first are conflicts, from NoTeam on they are gaps.
const (
	TwoAtOnce         Kind = "two_at_once"
	TooFar            Kind = "too_far"
	PractitionerTwice Kind = "practitioner_twice"
	FamilyTwice       Kind = "family_twice"
	ConsentRefused    Kind = "consent_refused"
	ConsentMissing    Kind = "consent_missing"
	Disagreed         Kind = "disagreed"
	NoTime            Kind = "no_time"

	NoTeam     Kind = "no_team"
	NoStandard Kind = "no_standard"
	NoTheme    Kind = "no_theme"
	NoObserver Kind = "no_observer"
)

// Finding is something about a week that somebody should look at. It blocks nothing.
type Finding struct {
	Kind   Kind
	Visits []string // ids of those it is about, in order; nil for none
	Says   string   // a sentence
	Do     string   // a sentence: what to do
}

// Conflicts is what stands against the visits as they are planned: in the order of the visits, one observer's before
// what is between several.
func (w Week) Conflicts() []Finding {
	standing := slices.DeleteFunc(slices.Clone(w.Visits), func(v Visit) bool { return v.Cancelled })
	var out []Finding
	for i, v := range standing {
		out = append(out, alone(v)...)
		for _, other := range standing[i+1:] {
			out = append(out, w.between(v, other)...)
		}
	}
	return out
}

// alone is what is about one visit.
func alone(v Visit) []Finding {
	var out []Finding
	add := func(kind Kind, says, do string) {
		out = append(out, Finding{Kind: kind, Visits: []string{v.ID}, Says: says, Do: do})
	}
	if v.Begin.IsZero() {
		add(NoTime, capital(v.called())+" has no day or no time yet.", "Open the visit and say when it is.")
	}
	switch v.Consent {
	case Refused:
		add(ConsentRefused, "The answer to "+v.called()+when(v)+" was no.", "Thank them, and take the visit out or arrange another in its place.")
	case ToAsk, Asked, "":
		if v.Unagreed > 0 {
			add(ConsentMissing, "Notes were taken on "+v.called()+when(v)+", and no consent is noted.",
				"Open the visit and note who agreed. Where nobody did, the notes must not be used.")
		}
	}
	if len(v.Disputed) > 0 {
		add(Disagreed, "Several people changed "+v.called()+when(v)+": "+and(v.Disputed)+".", "Open the visit and decide which is right. Both are kept until then.")
	}
	return out
}

// between is what stands between two visits, of which a comes first.
func (w Week) between(a, b Visit) []Finding {
	var out []Finding
	add := func(kind Kind, says, do string) {
		out = append(out, Finding{Kind: kind, Visits: []string{a.ID, b.ID}, Says: says, Do: do})
	}
	if a.Day.IsZero() || !a.Day.Equal(b.Day) {
		return nil
	}
	day := onDay(a.Day)
	if a.Observer != "" && Same(a.Observer, b.Observer) && !a.Begin.IsZero() && !b.Begin.IsZero() {
		switch left := b.Begin.Sub(a.End); {
		case left < 0:
			add(TwoAtOnce, fmt.Sprintf("%s has two visits at once %s: %s from %s to %s, and %s from %s.", a.Observer, day,
				a.where(), clock(a.Begin), clock(a.End), b.where(), clock(b.Begin)), "Move one of them, or ask another observer.")
		case left < w.Plan.Travel && !Same(a.where(), b.where()):
			add(TooFar, fmt.Sprintf("%s has %s %s to get from %s to %s. The plan allows %s.", a.Observer, minutes(left), day,
				a.where(), b.where(), minutes(w.Plan.Travel)), "Begin the second at "+clock(a.End.Add(w.Plan.Travel))+" or later, or meet at one place.")
		}
	}
	if a.Practitioner != "" && Same(a.Practitioner, b.Practitioner) {
		add(PractitionerTwice, fmt.Sprintf("The practitioner %s is observed twice %s, by %s.", a.Practitioner, day, both(a, b)),
			"Move one to another day, or ask them whether twice is all right.")
	}
	if a.Family != "" && Same(a.Family, b.Family) {
		add(FamilyTwice, fmt.Sprintf("The family %s is visited twice %s, by %s.", a.Family, day, both(a, b)),
			"Move one to another day: once is enough to ask of a family.")
	}
	return out
}

// Gaps is what the plan sets out to do and no visit does.
func (w Week) Gaps() []Finding {
	standing := slices.DeleteFunc(slices.Clone(w.Visits), func(v Visit) bool { return v.Cancelled })
	has := func(is func(Visit) bool) bool { return slices.ContainsFunc(standing, is) }
	missing := func(all []Named, done func(Named) bool) []string {
		var out []string
		for _, n := range all {
			if !done(n) {
				out = append(out, n.Label)
			}
		}
		return out
	}
	var out []Finding
	add := func(kind Kind, labels []string, says, do string) {
		if len(labels) > 0 {
			out = append(out, Finding{Kind: kind, Says: fmt.Sprintf(says, and(labels)), Do: do})
		}
	}
	var idle []string
	for _, o := range w.Plan.Observers {
		if !has(func(v Visit) bool { return Same(v.Observer, o.Name) }) {
			idle = append(idle, o.Name)
		}
	}
	add(NoObserver, idle, "No visit yet for %s.", "Add a visit, or take them out of the plan.")
	add(NoTheme, missing(w.Plan.Themes, func(n Named) bool {
		return has(func(v Visit) bool { return v.Theme.Name == n.Name })
	}), "No visit yet on the theme %s.", "Choose the theme in a visit.")
	add(NoTeam, missing(w.Plan.Teams, func(n Named) bool {
		return has(func(v Visit) bool { return v.Team.Name == n.Name })
	}), "No visit yet to %s.", "Add a visit, or take them out of the plan.")
	add(NoStandard, missing(w.Plan.Standards, func(n Named) bool {
		return slices.Contains(w.Seen, n.Name) || has(func(v Visit) bool { return slices.Contains(v.Aims, n) })
	}), "Nobody looks yet at %s.", "Choose them in a visit, or ask about them in a reflective discussion.")
	return out
}

// called names a visit in the middle of a sentence, without a family or a practitioner.
func (v Visit) called() string {
	words := "the visit"
	if v.Observer != "" {
		words += " of " + v.Observer
	}
	if v.Team.Label != "" {
		words += " to " + v.Team.Label
	}
	return words
}

// where is the place, or the team where no place is said.
func (v Visit) where() string {
	if v.Place != "" {
		return v.Place
	}
	return v.Team.Label
}

func both(a, b Visit) string {
	if Same(a.Observer, b.Observer) {
		return a.Observer
	}
	return a.Observer + " and by " + b.Observer
}

func when(v Visit) string {
	if v.Day.IsZero() {
		return ""
	}
	return " " + onDay(v.Day)
}

func onDay(day time.Time) string { return "on " + day.Format("Monday 2 January") }

func clock(t time.Time) string { return t.Format("15:04") }

func minutes(d time.Duration) string {
	if d == time.Minute {
		return "1 minute"
	}
	return fmt.Sprintf("%d minutes", int(d.Minutes()))
}

// and joins words as people do.
func and(words []string) string {
	last := len(words) - 1
	if last < 1 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:last], ", ") + " and " + words[last]
}

func capital(sentence string) string { return strings.ToUpper(sentence[:1]) + sentence[1:] }
