package framework

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"plumbline/forms/library"
)

// Framework is the framework, read. It is not changed after Load, and safe for use by many goroutines at once.
type Framework struct {
	Activities []Activity // in the framework's order
	Timetable  []Entry    // in the timetable's order
	Roles      []Role
	Clocks     []Clock
	Retention  []Retention
}

// Activity is one activity, meeting, report or process that the framework names.
type Activity struct {
	ID       string
	Name     string
	HowOften string
	Forms    []string // ids of the forms that serve it

	Completes, Answers, Consulted, Informed []string // ids of roles

	Timetabled bool     // the framework's timetable has it
	Clocks     []string // ids of clocks that run in it
	Reports    []string // ids of the forms that are its report; nil where the framework names none
}

// Entry is one row of the timetable.
type Entry struct {
	Section    string // "QA activity" or "Learning and communication"
	Name       string // as the timetable calls it
	Activities []string
	Cells      [12]string // from January: "" for not in this month, "yes", or a choice of the list "cohort"
}

// Months lists the months of an entry, in the order of the year.
func (e Entry) Months() []time.Month {
	var out []time.Month
	for i, cell := range e.Cells {
		if cell != "" {
			out = append(out, time.Month(i+1))
		}
	}
	return out
}

// Cohort names the cohort that an entry looks at in a month: a choice of the list "cohort", "" where it looks at none.
func (e Entry) Cohort(m time.Month) string {
	if cell := e.Cells[m-1]; cell != yes {
		return cell
	}
	return ""
}

// Role is somebody, or a group of people, with a part in quality assurance.
type Role struct {
	ID     string
	Name   string
	Choice string // how forms know it: a choice of the list "role" or "signatory"; "" for nobody who writes
	Part   string // a sentence
}

// Clock says by when something has to happen.
type Clock struct {
	ID     string
	Name   string
	Rule   Rule
	Starts string // what starts it
	Who    string // id of the role that it binds
	Basis  string // "framework", "law", or "local": the service may set it otherwise
}

// Retention is how long records of one class are kept. It is a default: the records manager decides.
type Retention struct {
	ID    string // what the settings of forms name
	Name  string
	Years int
	From  string // the day from which they count
	Note  string // "" for nothing to add
}

// yes is a cell that says no more.
const yes = "yes"

// Load reads the framework: the activities of the list "activity", with what activities.csv says of each. Names that lead nowhere are no error: Coverage says what is short.
func Load(l *library.Library) (*Framework, error) {
	f := &Framework{}
	for _, part := range []func(*library.Library) error{f.loadActivities, f.loadTimetable, f.loadRoles, f.loadClocks, f.loadRetention} {
		if err := part(l); err != nil {
			return nil, fmt.Errorf("framework: %w", err)
		}
	}
	return f, nil
}

func (f *Framework) loadActivities(l *library.Library) error {
	list, err := l.List("activity")
	if err != nil {
		return err
	}
	rows, err := read("activities.csv")
	if err != nil {
		return err
	}
	at := map[string]row{}
	for _, r := range rows {
		at[r["activity"]] = r
	}
	for _, c := range list.Choices {
		r := at[c.Name]
		f.Activities = append(f.Activities, Activity{
			ID: c.Name, Name: c.Label.In(""), HowOften: c.Columns["how_often"], Forms: strings.Fields(c.Columns["forms"]),
			Completes: r.ids("completes"), Answers: r.ids("answers"), Consulted: r.ids("consulted"), Informed: r.ids("informed"),
			Timetabled: r["timetabled"] == yes, Clocks: r.ids("clocks"), Reports: r.ids("reports"),
		})
	}
	return nil
}

func (f *Framework) loadTimetable(*library.Library) error {
	rows, err := read("timetable.csv")
	if err != nil {
		return err
	}
	for _, r := range rows {
		e := Entry{Section: r["section"], Name: r["entry"], Activities: r.ids("activities")}
		for i := range e.Cells {
			e.Cells[i] = r[time.Month(i+1).String()]
		}
		f.Timetable = append(f.Timetable, e)
	}
	return nil
}

func (f *Framework) loadRoles(*library.Library) error {
	rows, err := read("roles.csv")
	if err != nil {
		return err
	}
	for _, r := range rows {
		f.Roles = append(f.Roles, Role{ID: r["role"], Name: r["name"], Choice: r["choice"], Part: r["part"]})
	}
	return nil
}

func (f *Framework) loadClocks(*library.Library) error {
	rows, err := read("clocks.csv")
	if err != nil {
		return err
	}
	for _, r := range rows {
		rule, err := ParseRule(r["rule"])
		if err != nil {
			return fmt.Errorf("clocks.csv: %s: %w", r["clock"], err)
		}
		f.Clocks = append(f.Clocks, Clock{r["clock"], r["name"], rule, r["starts"], r["who"], r["basis"]})
	}
	return nil
}

func (f *Framework) loadRetention(l *library.Library) error {
	list, err := l.List("retention")
	if err != nil {
		return err
	}
	for _, c := range list.Choices {
		years, err := strconv.Atoi(c.Columns["years"])
		if err != nil {
			return fmt.Errorf("the list of retention classes: %s: its years must be a whole number", c.Name)
		}
		f.Retention = append(f.Retention, Retention{c.Name, c.Label.In(""), years, c.Columns["from"], c.Columns["text"]})
	}
	return nil
}

// Role finds a role by its id.
func (f *Framework) Role(id string) (Role, bool) {
	return find(f.Roles, func(r Role) bool { return r.ID == id })
}

// Clock finds a clock by its id.
func (f *Framework) Clock(id string) (Clock, bool) {
	return find(f.Clocks, func(c Clock) bool { return c.ID == id })
}

// Activity finds an activity by its id.
func (f *Framework) Activity(id string) (Activity, bool) {
	return find(f.Activities, func(a Activity) bool { return a.ID == id })
}

// In lists what the timetable has in a month.
func (f *Framework) In(m time.Month) []Entry {
	return slices.DeleteFunc(slices.Clone(f.Timetable), func(e Entry) bool { return e.Cells[m-1] == "" })
}

// Entry finds the row of the timetable that an activity is planned in.
func (f *Framework) Entry(activity string) (Entry, bool) {
	return find(f.Timetable, func(e Entry) bool { return slices.Contains(e.Activities, activity) })
}

func find[T any](all []T, is func(T) bool) (T, bool) {
	if i := slices.IndexFunc(all, is); i >= 0 {
		return all[i], true
	}
	var none T
	return none, false
}
