package framework

import (
	"fmt"
	"strings"
	"time"

	"plumbline/forms/library"
)

// Table writes coverage as a Markdown table, one row an activity.
func Table(rows []Row) string {
	var b strings.Builder
	b.WriteString("| # | Activity | Forms | When | Completed by | Clocks | Report | Short of |\n|---|---|---|---|---|---|---|---|\n")
	for _, r := range rows {
		when := r.Activity.HowOften
		if r.Entry != "" {
			when = months(r.Months)
		}
		short := "nothing"
		if len(r.Short) > 0 {
			short = "**" + strings.Join(r.Short, "; ") + "**"
		}
		fmt.Fprintf(&b, "| %d | %s | %s | %s | %s | %s | %s | %s |\n", r.Number, r.Activity.Name, strings.Join(names(r.Forms, title), ", "), when,
			strings.Join(names(r.Roles, func(role Role) string { return role.Name }), "; "),
			strings.Join(names(r.Clocks, func(c Clock) string { return c.Rule.String() }), ", "),
			strings.Join(names(r.Reports, title), ", "), short)
	}
	return b.String()
}

func title(i library.Info) string { return i.Title }

func names[T any](all []T, name func(T) string) []string {
	var out []string
	for _, one := range all {
		out = append(out, name(one))
	}
	return out
}

func months(all []time.Month) string {
	if len(all) == 12 {
		return "Monthly"
	}
	return strings.Join(names(all, func(m time.Month) string { return m.String()[:3] }), ", ")
}

// TimetableTable writes the timetable as a Markdown table, with the months across and cohorts by their names.
func (f *Framework) TimetableTable(l *library.Library) (string, error) {
	cohorts, err := l.List("cohort")
	if err != nil {
		return "", fmt.Errorf("framework: %w", err)
	}
	var b strings.Builder
	b.WriteString("| |")
	for m := time.January; m <= time.December; m++ {
		b.WriteString(" " + m.String()[:3] + " |")
	}
	b.WriteString("\n|" + strings.Repeat("---|", 13) + "\n")
	for _, e := range f.Timetable {
		b.WriteString("| " + e.Name + " |")
		for m := time.January; m <= time.December; m++ {
			cell := ""
			switch cohort, ok := cohorts.Choice(e.Cohort(m)); {
			case ok:
				cell = cohort.Label.In("")
			case e.Cells[m-1] != "":
				cell = "●"
			}
			b.WriteString(" " + cell + " |")
		}
		b.WriteString("\n")
	}
	return b.String(), nil
}

// ClocksTable writes the clocks as a Markdown table.
func (f *Framework) ClocksTable() string {
	var b strings.Builder
	b.WriteString("| What has to happen | Within | From | By whom | Decided by |\n|---|---|---|---|---|\n")
	for _, c := range f.Clocks {
		who, _ := f.Role(c.Who)
		basis := map[string]string{"framework": "the framework", "law": "law or national guidance", "local": "the service"}[c.Basis]
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s |\n", c.Name, c.Rule, c.Starts, who.Name, basis)
	}
	return b.String()
}
