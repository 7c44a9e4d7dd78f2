package schedule

import (
	"bufio"
	"fmt"
	"io"
	"net/mail"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Calendar is visits as iCalendar (RFC 5545) writes them. It says when and where a visit is, to which team and on what
// theme; never which family, and never whose practice is observed. Visits without a time are not in it.
type Calendar struct {
	Name   string // of the calendar, such as "Practice Week, A. Evaluator"; "" for none
	Now    time.Time
	Visits []Visit

	// From and To make it an invitation (RFC 5546), from one address to another, that is answered: where both are given,
	// and there is one visit. Otherwise it is published, for whoever wants to have it.
	From, To mail.Address
}

// Method is what the calendar asks of whoever receives it: PUBLISH, REQUEST or CANCEL.
func (c Calendar) Method() string {
	switch {
	case c.From.Address == "" || c.To.Address == "" || len(c.Visits) != 1:
		return "PUBLISH"
	case c.Visits[0].Cancelled:
		return "CANCEL"
	default:
		return "REQUEST"
	}
}

// WriteTo writes the calendar in UTC, in lines of at most 75 octets. It fails only where out fails.
func (c Calendar) WriteTo(out io.Writer) (int64, error) {
	w := &calendarWriter{out: bufio.NewWriter(out)}
	w.line("BEGIN:VCALENDAR")
	w.line("VERSION:2.0")
	w.line("PRODID:-//Plumbline//Practice Week//EN")
	w.line("CALSCALE:GREGORIAN")
	w.line("METHOD:" + c.Method())
	if c.Name != "" {
		w.text("X-WR-CALNAME", c.Name)
	}
	for _, v := range c.Visits {
		if !v.Begin.IsZero() {
			c.event(w, v)
		}
	}
	w.line("END:VCALENDAR")
	if w.err == nil {
		w.err = w.out.Flush()
	}
	return w.written, w.err
}

func (c Calendar) event(w *calendarWriter, v Visit) {
	w.line("BEGIN:VEVENT")
	w.text("UID", v.ID)
	w.time("DTSTAMP", c.Now)
	w.time("CREATED", v.Created)
	w.time("LAST-MODIFIED", v.Changed)
	w.line(fmt.Sprintf("SEQUENCE:%d", v.Sequence()))
	w.time("DTSTART", v.Begin)
	w.time("DTEND", v.End)
	w.text("SUMMARY", v.summary())
	if v.Place != "" {
		w.text("LOCATION", v.Place)
	}
	w.text("DESCRIPTION", v.description())
	w.line("STATUS:" + v.status())
	w.line("CLASS:PRIVATE")
	w.line("TRANSP:OPAQUE")
	if c.Method() != "PUBLISH" {
		w.person("ORGANIZER", "", c.From)
		w.person("ATTENDEE", ";ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE", c.To)
	}
	w.line("END:VEVENT")
}

// sequenceStep is the least time between two changes that gives them different numbers. A number has 31 bits in many
// calendars, which lasts six years from the day on which a visit is first planned.
const sequenceStep = 100 * time.Millisecond

// Sequence is a number that grows with every change, and is the same on every laptop that has the same changes: the time
// from the beginning of the visit's record to its last change, in tenths of a second.
func (v Visit) Sequence() int64 {
	return min(max(int64(v.Changed.Sub(v.Created)/sequenceStep), 0), 1<<31-1)
}

func (v Visit) status() string {
	switch {
	case v.Cancelled:
		return "CANCELLED"
	case v.Consent == Given || v.Consent == StaffOnly:
		return "CONFIRMED"
	default:
		return "TENTATIVE"
	}
}

func (v Visit) summary() string {
	what := v.Observed.Label
	if what == "" {
		what = "A visit"
	}
	if v.Team.Label != "" {
		what += ", " + v.Team.Label
	}
	return "Practice Week: " + what
}

func (v Visit) description() string {
	var lines []string
	if v.Observer != "" {
		lines = append(lines, "Observer: "+v.Observer)
	}
	if v.Theme.Label != "" {
		lines = append(lines, "Theme: "+v.Theme.Label)
	}
	if len(v.Aims) > 0 {
		var aims []string
		for _, a := range v.Aims {
			aims = append(aims, a.Label)
		}
		lines = append(lines, "Practice standards to look at: "+strings.Join(aims, "; "))
	}
	if v.status() == "TENTATIVE" {
		lines = append(lines, "Nobody has agreed to this visit yet. Observe with consent alone.")
	}
	return strings.Join(lines, "\n")
}

// calendarWriter writes content lines until the first error.
type calendarWriter struct {
	out     *bufio.Writer
	written int64
	err     error
}

// lineOctets is the most that RFC 5545 gives a line, its end aside.
const lineOctets = 75

// line writes a content line, folded where it is too long, between characters.
func (w *calendarWriter) line(content string) {
	room := lineOctets
	for len(content) > room {
		at := room
		for !utf8.RuneStart(content[at]) {
			at--
		}
		w.put(content[:at] + "\r\n ")
		content, room = content[at:], lineOctets-1
	}
	w.put(content + "\r\n")
}

func (w *calendarWriter) put(s string) {
	if w.err == nil {
		n, err := w.out.WriteString(s)
		w.written, w.err = w.written+int64(n), err
	}
}

func (w *calendarWriter) text(name, value string) { w.line(name + ":" + escape(value)) }

func (w *calendarWriter) time(name string, t time.Time) {
	w.line(name + ":" + t.UTC().Format("20060102T150405Z"))
}

func (w *calendarWriter) person(property, parameters string, who mail.Address) {
	name := strings.Map(func(r rune) rune {
		if r == '"' || unicode.IsControl(r) {
			return -1
		}
		return r
	}, who.Name)
	if name != "" {
		parameters += `;CN="` + name + `"`
	}
	w.line(property + parameters + ":mailto:" + who.Address)
}

// escape is a text as the value of a property. Control characters other than line ends have no place in one.
func escape(text string) string {
	text = strings.ToValidUTF8(strings.ReplaceAll(text, "\r\n", "\n"), "\uFFFD")
	var out strings.Builder
	for _, r := range text {
		switch {
		case r == '\n':
			out.WriteString(`\n`)
		case r == '\\' || r == ';' || r == ',':
			out.WriteByte('\\')
			out.WriteRune(r)
		case r == '\t' || !unicode.IsControl(r):
			out.WriteRune(r)
		}
	}
	return out.String()
}
