package framework

import (
	"fmt"
	"slices"
	"time"

	"plumbline/forms/library"
)

// Row is what one activity of the framework has.
type Row struct {
	Number   int // in the framework's order, from 1
	Activity Activity
	Forms    []library.Info // those of its forms that the library has
	Entry    string         // the timetable's name of it; "" where it has none
	Months   []time.Month   // of that entry
	Roles    []Role         // who complete it
	Clocks   []Clock
	Reports  []library.Info // the forms that are its report
	Keeps    []string       // retention classes of its forms, each once
	Short    []string       // what it lacks, in words; nil where it lacks nothing
}

// Covered reports whether no activity lacks anything.
func Covered(rows []Row) bool {
	return !slices.ContainsFunc(rows, func(r Row) bool { return len(r.Short) > 0 })
}

// Coverage holds every activity against the library: its forms, its place in the timetable where the framework gives one,
// the roles that complete it and answer for it, its clocks, and its report where the framework names one.
func (f *Framework) Coverage(l *library.Library) []Row {
	infos := map[string]library.Info{}
	for _, info := range l.Forms() {
		infos[info.ID] = info
	}
	var out []Row
	for i, a := range f.Activities {
		r := Row{Number: i + 1, Activity: a}
		r.Forms = r.forms(infos, a.Forms, "the form")
		r.Reports = r.forms(infos, a.Reports, "the report")
		r.missing(len(a.Forms) == 0, "no form")
		r.roles(f)
		for _, id := range a.Clocks {
			c, ok := f.Clock(id)
			r.missing(!ok, fmt.Sprintf("the clock %q is not there", id))
			r.Clocks = append(r.Clocks, c)
		}
		e, planned := f.Entry(a.ID)
		r.Entry, r.Months = e.Name, e.Months()
		r.missing(a.Timetabled && !planned, "no entry in the timetable")
		for _, info := range r.Forms {
			if !slices.Contains(r.Keeps, info.Retention) {
				r.Keeps = append(r.Keeps, info.Retention)
			}
			_, known := find(f.Retention, func(k Retention) bool { return k.ID == info.Retention })
			r.missing(!known, fmt.Sprintf("%s does not say how long it is kept", info.ID))
		}
		out = append(out, r)
	}
	return out
}

func (r *Row) missing(is bool, words string) {
	if is {
		r.Short = append(r.Short, words)
	}
}

func (r *Row) forms(infos map[string]library.Info, ids []string, what string) []library.Info {
	var out []library.Info
	for _, id := range ids {
		info, ok := infos[id]
		r.missing(!ok, fmt.Sprintf("%s %q is not there", what, id))
		if ok {
			out = append(out, info)
		}
	}
	return out
}

// roles looks up who completes the activity, and that all its roles are there.
func (r *Row) roles(f *Framework) {
	r.missing(len(r.Activity.Completes) == 0, "nobody completes it")
	r.missing(len(r.Activity.Answers) == 0, "nobody answers for it")
	for _, id := range slices.Concat(r.Activity.Completes, r.Activity.Answers, r.Activity.Consulted, r.Activity.Informed) {
		_, ok := f.Role(id)
		r.missing(!ok, fmt.Sprintf("the role %q is not there", id))
	}
	for _, id := range r.Activity.Completes {
		if role, ok := f.Role(id); ok {
			r.Roles = append(r.Roles, role)
		}
	}
}
