package cli

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"plumbline/app/workbench"
	"plumbline/forms/library"
	"plumbline/forms/library/framework"
)

type frameworkCmd struct {
	Coverage frameworkCoverage `cmd:"" help:"Show, for each activity of the framework, what serves it and what it lacks."`
	Lists    frameworkLists    `cmd:"" help:"Show the lists that forms share, which forms use each, and which are of your own."`
	List     frameworkList     `cmd:"" help:"Look at one of them, and replace it."`
}

type frameworkCoverage struct{}

// activityView is one activity as framework coverage answers it in JSON.
type activityView struct {
	Number    int           `json:"number"`
	ID        string        `json:"id"`
	Activity  string        `json:"activity"`
	Forms     []string      `json:"forms"` // ids, as are reports
	HowOften  string        `json:"how_often"`
	Months    []time.Month  `json:"months"` // 1 to 12; empty where the timetable does not have it
	Roles     []string      `json:"roles"`
	Clocks    []clockView   `json:"clocks"`
	Reports   []string      `json:"reports"`
	Retention []keptForView `json:"retention"`
	Short     []string      `json:"short"`
}

// clockView is one clock that runs in an activity.
type clockView struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	Within string `json:"within"`
}

// keptForView is how long records of one class are kept.
type keptForView struct {
	ID    string `json:"id"`
	Years int    `json:"years"`
	From  string `json:"from"`
}

func (frameworkCoverage) Run(r *run) error {
	return r.library(func(l *library.Library, _ []workbench.KeptList) error {
		f, err := framework.Load(l)
		if err != nil {
			return err
		}
		rows := f.Coverage(l)
		views, short := []activityView{}, 0
		for _, row := range rows {
			views = append(views, coverageView(f, row))
			if len(row.Short) > 0 {
				short++
			}
		}
		printing := r.answer(views, line(strings.TrimSuffix(framework.Table(rows), "\n")))
		if framework.Covered(rows) {
			return printing
		}
		return errors.Join(tell(errFaulty, fmt.Sprintf("%s something. The last column says what.",
			count(short, "activity lacks", "activities lack"))), printing)
	})
}

func coverageView(f *framework.Framework, row framework.Row) activityView {
	id := func(info library.Info) string { return info.ID }
	v := activityView{
		Number: row.Number, ID: row.Activity.ID, Activity: row.Activity.Name, HowOften: row.Activity.HowOften,
		Months: append([]time.Month{}, row.Months...), Forms: each(row.Forms, id), Reports: each(row.Reports, id),
		Roles:  each(row.Roles, func(role framework.Role) string { return role.Name }),
		Clocks: each(row.Clocks, func(c framework.Clock) clockView { return clockView{c.ID, c.Name, c.Rule.String()} }),
		Short:  append([]string{}, row.Short...),
	}
	v.Retention = each(row.Keeps, func(id string) keptForView {
		for _, k := range f.Retention {
			if k.ID == id {
				return keptForView{id, k.Years, k.From}
			}
		}
		return keptForView{ID: id}
	})
	return v
}

// each is what f makes of all of them, and never nil, so that JSON has a list.
func each[T, V any](all []T, f func(T) V) []V {
	out := make([]V, len(all))
	for i, one := range all {
		out[i] = f(one)
	}
	return out
}
