package workbench

import (
	"strconv"
	"strings"
	"time"

	"plumbline/forms"
	"plumbline/forms/schedule"
	"plumbline/forms/workflow"
	"plumbline/sync/journal"
)

// visit reads a visit.
func (d *Desk) visit(k kept) schedule.Visit {
	v := schedule.Visit{
		ID: k.row.ID.String(), Observer: strings.TrimSpace(k.answer("visit_observer")), Role: k.one("observer_role"),
		Day: k.date("visit_on"), Place: k.answer("visit_place"), Team: k.team(), Practitioner: k.answer("visit_practitioner"),
		Family: k.answer("family_ref"), Observed: k.one("observed"), Theme: k.one("week_theme"), Aims: k.named("standards_aim"),
		Consent: schedule.Consent(k.answer("visit_consent")), ConsentFrom: k.one("consent_from"), ConsentBy: k.one("consent_asker"),
		ConsentOn: k.date("consent_on"), Cancelled: k.row.State == workflow.Withdrawn,
		Disputed: k.disputed(), Created: k.row.Created, Changed: k.changed(),
	}
	v.MayQuote = v.Consent == schedule.Given && k.answer("may_quote") == "yes"
	v.Begin, v.End = k.hours(v.Day)
	return v
}

// hours are when a visit begins and ends; zero where the day, the time or how long it takes is missing.
func (k kept) hours(day time.Time) (begin, end time.Time) {
	at := k.answer("visit_from")
	if day.IsZero() || len(at) < len("15:04") {
		return begin, end
	}
	clock, err := time.Parse("15:04", at[:len("15:04")])
	long, err2 := strconv.Atoi(k.answer("visit_minutes"))
	if err != nil || err2 != nil || long <= 0 {
		return begin, end
	}
	begin = time.Date(day.Year(), day.Month(), day.Day(), clock.Hour(), clock.Minute(), 0, 0, day.Location())
	return begin, begin.Add(time.Duration(long) * time.Minute)
}

// changed is when the last of the present answers was given.
func (k kept) changed() time.Time {
	last := k.row.Created
	for _, hs := range k.heads {
		for _, h := range hs {
			if at := h.HLC.Time(); at.After(last) {
				last = at
			}
		}
	}
	return last
}

// disputed names what several people answered differently, in form order.
func (k kept) disputed() []string {
	var out []string
	if journal.Conflict(k.heads[stateRegister]) {
		out = append(out, "whether it takes place")
	}
	k.def.Root.Walk(func(n *forms.Node) bool {
		for path, hs := range k.heads {
			owner, _ := splitPath(path)
			if n.Kind.Asked() && (path == n.Key() || n.Kind == forms.SelectMultiple && owner == n.Key()) && journal.Conflict(hs) {
				out = union(out, []string{visitWords(n)})
			}
		}
		return true
	})
	return out
}

// visitWords names a question in the middle of a sentence.
func visitWords(n *forms.Node) string {
	words := map[string]string{
		"visit_on": "the day", "visit_from": "the time", "visit_minutes": "how long it takes", "visit_place": "the place",
		"team": "the team", "visit_observer": "the observer", "visit_practitioner": "the practitioner", "family_ref": "the family",
		"observed": "what is observed", "week_theme": "the theme", "standards_aim": "the practice standards",
		"visit_consent": "consent", "consent_from": "whose answer it is", "may_quote": "whether they may be quoted",
	}
	if w := words[n.Name]; w != "" {
		return w
	}
	return "“" + n.Label.In(forms.Untranslated) + "”"
}

// plan reads a plan, unless it was withdrawn or does not say of which week it is.
func (k kept) plan() []plannedWeek {
	from := k.date("plan_from")
	if from.IsZero() || k.row.State == workflow.Withdrawn {
		return nil
	}
	p := schedule.Plan{
		Teams: k.named("plan_teams"), Standards: k.named("plan_standards"), Themes: k.named("plan_themes"), Travel: schedule.DefaultTravel,
	}
	if travel, err := strconv.Atoi(k.answer("plan_travel")); err == nil && travel >= 0 {
		p.Travel = time.Duration(travel) * time.Minute
	}
	for _, id := range k.saved.Instances["observers"] {
		under := "observers/" + id + "/"
		if name := strings.TrimSpace(k.saved.Values[under+"plan_observer"]); name != "" {
			p.Observers = append(p.Observers, schedule.Observer{Name: name, Role: k.saved.Values[under+"plan_observer_role"]})
		}
	}
	return []plannedWeek{{k.row.ID, k.row.State == workflow.InProgress, schedule.Monday(from), p}}
}
