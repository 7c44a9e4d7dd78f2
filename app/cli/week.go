package cli

import (
	"fmt"
	"io"
	"net/mail"
	"strings"
	"text/tabwriter"
	"time"

	"plumbline/app/workbench"
	"plumbline/forms/schedule"
)

type weekCmd struct {
	List    weekList    `cmd:"" help:"Show the timetable of a Practice Week, what to settle in it and what nobody looks at yet."`
	ICS     weekICS     `cmd:"" name:"ics" help:"Write visits as a calendar (.ics) that other programs read."`
	Summary weekSummary `cmd:"" help:"Sum up what was seen in the week, or by one observer on a day."`
}

// weekDay is the flag that says which week, or which day of it.
type weekDay struct {
	Day string `placeholder:"DATE" help:"A day of the week, such as 2026-10-13. By default the present week, or else the nearest one in which something is planned."`
}

// at is the day; without the flag it is the Monday of the nearest week.
func (w weekDay) at(r *run, d *workbench.Desk) (time.Time, error) {
	if w.Day == "" {
		return d.NearestWeek(r.ctx)
	}
	day, err := time.ParseInLocation(time.DateOnly, w.Day, r.program.Env.Location)
	if err != nil {
		return day, tell(errUsage, fmt.Sprintf("%q is no day. Write it as year, month and day: 2026-10-13.", w.Day))
	}
	return day, nil
}

type weekList struct{ weekDay }

// visitView is one visit as week list answers it in JSON.
type visitView struct {
	ID        string   `json:"id"`
	Begin     string   `json:"begin"` // RFC 3339; "" where there is no day or no time yet
	End       string   `json:"end"`
	Day       string   `json:"day"`
	Observer  string   `json:"observer"`
	Team      string   `json:"team"`
	Observed  string   `json:"observed"`
	Place     string   `json:"place"`
	Theme     string   `json:"theme"`
	Consent   string   `json:"consent"`
	Cancelled bool     `json:"cancelled"`
	Disputed  []string `json:"disputed"`
	Notebooks int      `json:"notebooks"`
	Sequence  int64    `json:"sequence"`
}

// weekFinding is one thing to look at as week list answers it in JSON.
type weekFinding struct {
	Kind   schedule.Kind `json:"kind"`
	Visits []string      `json:"visits"`
	Says   string        `json:"says"`
	Do     string        `json:"do"`
}

func viewOfVisit(v schedule.Visit) visitView {
	view := visitView{
		ID: v.ID, Observer: v.Observer, Team: v.Team.Label, Observed: v.Observed.Label, Place: v.Place, Theme: v.Theme.Label,
		Consent: string(v.Consent), Cancelled: v.Cancelled, Disputed: append([]string{}, v.Disputed...), Notebooks: v.Notebooks,
		Sequence: v.Sequence(),
	}
	if !v.Day.IsZero() {
		view.Day = v.Day.Format(time.DateOnly)
	}
	if !v.Begin.IsZero() {
		view.Begin, view.End = v.Begin.Format(time.RFC3339), v.End.Format(time.RFC3339)
	}
	return view
}

func viewOfWeekFinding(f schedule.Finding) weekFinding {
	return weekFinding{Kind: f.Kind, Visits: append([]string{}, f.Visits...), Says: f.Says, Do: f.Do}
}

func (c weekList) Run(r *run) error {
	return r.desk(func(d *workbench.Desk) error {
		day, err := c.at(r, d)
		if err != nil {
			return err
		}
		week, err := d.Week(r.ctx, day)
		if err != nil {
			return err
		}
		conflicts, gaps := week.Conflicts(), week.Gaps()
		return r.answer(map[string]any{
			"monday": week.Monday.Format(time.DateOnly), "visits": each(week.Visits, viewOfVisit),
			"conflicts": each(conflicts, viewOfWeekFinding), "gaps": each(gaps, viewOfWeekFinding),
		}, func(w io.Writer) error { return printWeek(w, week, conflicts, gaps) })
	})
}

func printWeek(w io.Writer, week schedule.Week, conflicts, gaps []schedule.Finding) error {
	fmt.Fprintln(w, "Practice Week, "+workbench.Days(week.Monday, week.Monday.AddDate(0, 0, 4)))
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "ID\tDAY\tTIME\tOBSERVER\tTEAM\tWHAT\tCONSENT")
	for _, v := range week.Visits {
		day, at := "", ""
		if !v.Day.IsZero() {
			day = v.Day.Format("Mon 2 Jan")
		}
		if !v.Begin.IsZero() {
			at = v.Begin.Format("15:04") + "-" + v.End.Format("15:04")
		}
		consent := string(v.Consent)
		if v.Cancelled {
			consent = "taken out"
		}
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\t%s\t%s\n", v.ID, day, at, v.Observer, v.Team.Label, v.Observed.Label, consent)
	}
	if err := t.Flush(); err != nil {
		return err
	}
	printFindings(w, "To settle", conflicts)
	printFindings(w, "Not covered yet", gaps)
	return nil
}

func printFindings(w io.Writer, heading string, found []schedule.Finding) {
	if len(found) == 0 {
		return
	}
	fmt.Fprintln(w, "\n"+heading)
	for _, f := range found {
		fmt.Fprintf(w, "  %s\n    %s\n", f.Says, f.Do)
	}
}

type weekICS struct {
	weekDay
	Visit    string `placeholder:"ID" help:"One visit, as week list prints its id."`
	Observer string `placeholder:"NAME" help:"The visits of this observer. By default those of the person whose vault it is."`
	From     string `placeholder:"ADDRESS" help:"Email address of whoever invites. With --to, and one visit, the file is an invitation that is answered."`
	To       string `placeholder:"ADDRESS" help:"Email address of the observer."`
	Output   string `short:"o" placeholder:"FILE" help:"File to write instead of standard output. One of that name is replaced."`
}

func (c weekICS) Run(r *run) error {
	from, to, err := c.addresses()
	if err != nil {
		return err
	}
	return r.desk(func(d *workbench.Desk) error {
		name, visits, err := c.visits(r, d)
		if err != nil {
			return err
		}
		calendar := d.Calendar(name, visits)
		calendar.From, calendar.To = from, to
		if c.Output == "" {
			_, err := calendar.WriteTo(r.program.Stdout)
			return err
		}
		var out strings.Builder
		if _, err := calendar.WriteTo(&out); err != nil {
			return err
		}
		if err := workbench.ReplaceFile(c.Output, []byte(out.String())); err != nil {
			return err
		}
		result := map[string]any{"file": c.Output, "method": calendar.Method(), "visits": len(visits)}
		return r.answer(result, line(count(len(visits), "visit", "visits")+" written to "+c.Output+"."))
	})
}

// addresses reads the two flags, of which there are both or none.
func (c weekICS) addresses() (from, to mail.Address, err error) {
	if c.From == "" && c.To == "" {
		return from, to, nil
	}
	for typed, into := range map[string]*mail.Address{c.From: &from, c.To: &to} {
		a, err := mail.ParseAddress(typed)
		if err != nil || c.Visit == "" {
			return from, to, tell(errUsage, "An invitation is of one visit, and needs both addresses: --visit ID --from ADDRESS --to ADDRESS.")
		}
		*into = *a
	}
	return from, to, nil
}

// visits are those that the flags ask for, and what to call them.
func (c weekICS) visits(r *run, d *workbench.Desk) (name string, visits []schedule.Visit, err error) {
	day, err := c.at(r, d)
	if err != nil {
		return "", nil, err
	}
	if c.Visit != "" {
		v, err := d.Visit(r.ctx, c.Visit)
		return "Practice Week", []schedule.Visit{v}, err
	}
	week, err := d.Week(r.ctx, day)
	if err != nil {
		return "", nil, err
	}
	observer := first(c.Observer, d.Profile().Name)
	return "Practice Week, " + observer, week.Of(observer), nil
}

type weekSummary struct {
	weekDay
	Observer string `placeholder:"NAME" help:"What this observer saw on the day, instead of what everybody saw in the week."`
	Output   string `short:"o" placeholder:"FILE" help:"PDF to write. One of that name is replaced."`
}

// tallyView is the notes of one practice standard or theme as week summary answers them in JSON.
type tallyView struct {
	Name         string                         `json:"name"`
	Label        string                         `json:"label"`
	Notes        int                            `json:"notes"`
	Observations int                            `json:"observations"`
	Teams        int                            `json:"teams"`
	ByTag        map[workbench.NoteTag]int      `json:"by_tag"` // "" are notes of no kind
	Said         map[workbench.NoteTag][]string `json:"said"`
}

func viewOfTally(t workbench.Tally) tallyView {
	v := tallyView{
		Name: t.Of.Name, Label: t.Of.Label, Notes: t.Notes, Observations: t.Observations, Teams: t.Teams,
		ByTag: t.ByTag, Said: map[workbench.NoteTag][]string{},
	}
	for _, l := range t.Lines {
		v.Said[l.Tag] = append(v.Said[l.Tag], l.Said)
	}
	return v
}

func (c weekSummary) Run(r *run) error {
	return r.desk(func(d *workbench.Desk) error {
		day, err := c.at(r, d)
		if err != nil {
			return err
		}
		g, err := d.WeekDigest(r.ctx, day)
		if c.Observer != "" {
			g, err = d.DayDigest(r.ctx, c.Observer, day)
		}
		if err != nil {
			return err
		}
		if c.Output != "" {
			if err := d.ExportDigest(r.ctx, g, c.Output); err != nil {
				return err
			}
		}
		return r.answer(map[string]any{
			"from": g.From.Format(time.DateOnly), "to": g.To.Format(time.DateOnly), "observer": g.Observer,
			"observations": g.Observations, "without_consent": g.Without, "discussions": g.Discussions, "observers": g.Observers,
			"teams": g.Teams, "notes": g.Notes, "quotes_withheld": g.Withheld,
			"standards": each(g.Standards, viewOfTally), "loose": viewOfTally(g.Loose), "themes": each(g.Themes, viewOfTally),
		}, func(w io.Writer) error { printDigest(w, g); return c.wrote(w) })
	})
}

func (c weekSummary) wrote(w io.Writer) error {
	if c.Output == "" {
		return nil
	}
	_, err := fmt.Fprintf(w, "\nWritten to %s.\n", c.Output)
	return err
}

func printDigest(w io.Writer, g workbench.Digest) {
	fmt.Fprintf(w, "%s\n%s\n", g.Heading(), g.InShort())
	for _, c := range g.Cautions() {
		fmt.Fprintln(w, c)
	}
	part := func(heading string, t workbench.Tally) {
		if t.Notes == 0 {
			return
		}
		fmt.Fprintf(w, "\n%s: %s\n", heading, t.From())
		for _, tag := range g.Tags() {
			for _, said := range t.Under(tag) {
				fmt.Fprintf(w, "  %-8s  %s\n", tag.Word(), said)
			}
		}
	}
	for _, t := range g.Standards {
		part(t.Of.Label, t)
	}
	part("Of no practice standard", g.Loose)
}
