package schedule_test

import (
	"net/mail"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"plumbline/forms/schedule"
)

// property is a content line, read: its name, its parameters as they stand, its value with escapes undone.
type property struct{ name, parameters, value string }

// read reads a calendar by the grammar of RFC 5545, section 3.1, and knows nothing of how it was written.
func read(t testing.TB, calendar string) []property {
	t.Helper()
	if !strings.HasSuffix(calendar, "\r\n") {
		t.Fatal("the last line has no end")
	}
	for _, line := range strings.Split(calendar, "\r\n") {
		if len(line) > 75 || strings.ContainsAny(line, "\r\n") || !utf8.ValidString(line) {
			t.Fatalf("a line of %d octets: %q", len(line), line)
		}
	}
	var out []property
	unfolded := strings.ReplaceAll(calendar, "\r\n ", "")
	for _, line := range strings.Split(strings.TrimSuffix(unfolded, "\r\n"), "\r\n") {
		colon, quoted := -1, false
		for i, r := range line {
			if r == '"' {
				quoted = !quoted
			}
			if r == ':' && !quoted {
				colon = i
				break
			}
		}
		if colon < 0 {
			t.Fatalf("no property: %q", line)
		}
		name, parameters, _ := strings.Cut(line[:colon], ";")
		out = append(out, property{name, parameters, unescape(line[colon+1:])})
	}
	return out
}

func unescape(value string) string {
	var out strings.Builder
	for i := 0; i < len(value); i++ {
		if value[i] != '\\' || i+1 == len(value) {
			out.WriteByte(value[i])
			continue
		}
		i++
		switch value[i] {
		case 'n', 'N':
			out.WriteByte('\n')
		default:
			out.WriteByte(value[i])
		}
	}
	return out.String()
}

// values are those of every property of a name, in order.
func values(all []property, name string) string {
	var out []string
	for _, p := range all {
		if p.name == name {
			out = append(out, p.value)
		}
	}
	return strings.Join(out, "|")
}

func written(t testing.TB, c schedule.Calendar) string {
	t.Helper()
	var out strings.Builder
	n, err := c.WriteTo(&out)
	if err != nil || n != int64(out.Len()) {
		t.Fatalf("wrote %d of %d: %v", n, out.Len(), err)
	}
	return out.String()
}

func planned(t testing.TB) schedule.Visit {
	t.Helper()
	v := visit(t, "0192f7c5-0000-7000-8000-000000000001", "Tue 10:00 90 A. Evaluator @Civic centre, room 2; ring the bell")
	v.Created = time.Date(2026, time.September, 1, 9, 0, 0, 0, time.UTC)
	v.Changed = v.Created.Add(26 * time.Hour)
	v.Observed, v.Theme = schedule.Named{Label: "A home visit"}, schedule.Named{Label: "Child's voice"}
	v.Aims = []schedule.Named{{Name: "1", Label: "1 Voices and experiences"}, {Name: "9", Label: "9 Cultural competence"}}
	v.Practitioner, v.Family = "JT-77", "TR-20417"
	return v
}

func TestAnInvitationIsReadAsItWasMeant(t *testing.T) {
	c := schedule.Calendar{
		Now: time.Date(2026, time.October, 1, 8, 0, 0, 0, time.UTC), Visits: []schedule.Visit{planned(t)},
		From: mail.Address{Name: "Q. Lead", Address: "q.lead@gannetshire.example"},
		To:   mail.Address{Name: `A. "Ev" Evaluator`, Address: "a.evaluator@gannetshire.example"},
	}
	text := written(t, c)
	all := read(t, text)
	for name, want := range map[string]string{
		"BEGIN": "VCALENDAR|VEVENT", "END": "VEVENT|VCALENDAR", "VERSION": "2.0", "METHOD": "REQUEST",
		"UID":     "0192f7c5-0000-7000-8000-000000000001",
		"DTSTAMP": "20261001T080000Z", "DTSTART": "20261013T090000Z", "DTEND": "20261013T103000Z", // summer time in London
		"SEQUENCE": "936000", "SUMMARY": "Practice Week: A home visit, Forest of Dean", "STATUS": "CONFIRMED",
		"LOCATION":    "Civic centre, room 2; ring the bell",
		"DESCRIPTION": "Observer: A. Evaluator\nTheme: Child's voice\nPractice standards to look at: 1 Voices and experiences; 9 Cultural competence",
		"ORGANIZER":   "mailto:q.lead@gannetshire.example", "ATTENDEE": "mailto:a.evaluator@gannetshire.example",
	} {
		if got := values(all, name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	for _, secret := range []string{"JT-77", "TR-20417"} {
		if strings.Contains(strings.ReplaceAll(text, "\r\n ", ""), secret) {
			t.Errorf("the invitation says %s", secret)
		}
	}
}

func TestMethodsAndStates(t *testing.T) {
	from, to := mail.Address{Address: "a@x.example"}, mail.Address{Address: "b@x.example"}
	for _, tt := range []struct {
		name           string
		change         func(*schedule.Calendar)
		method, status string
	}{
		{"published", func(*schedule.Calendar) {}, "PUBLISH", "CONFIRMED"},
		{"an invitation", func(c *schedule.Calendar) { c.From, c.To = from, to }, "REQUEST", "CONFIRMED"},
		{"not agreed yet", func(c *schedule.Calendar) { c.Visits[0].Consent = schedule.Asked }, "PUBLISH", "TENTATIVE"},
		{"only staff", func(c *schedule.Calendar) { c.Visits[0].Consent = schedule.StaffOnly }, "PUBLISH", "CONFIRMED"},
		{"taken out", func(c *schedule.Calendar) { c.From, c.To, c.Visits[0].Cancelled = from, to, true }, "CANCEL", "CANCELLED"},
		{"a week", func(c *schedule.Calendar) { c.From, c.To, c.Visits = from, to, append(c.Visits, planned(t)) }, "PUBLISH", "CONFIRMED|CONFIRMED"},
		{"no time yet", func(c *schedule.Calendar) { c.Visits[0].Begin = time.Time{} }, "PUBLISH", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := schedule.Calendar{Visits: []schedule.Visit{planned(t)}}
			tt.change(&c)
			all := read(t, written(t, c))
			if method, status := values(all, "METHOD"), values(all, "STATUS"); method != tt.method || status != tt.status {
				t.Errorf("%s of %s, want %s of %s", method, status, tt.method, tt.status)
			}
		})
	}
}

func TestSequenceGrowsWithChanges(t *testing.T) {
	v := planned(t)
	before := v.Sequence()
	v.Changed = v.Changed.Add(time.Second)
	if v.Sequence() <= before {
		t.Errorf("%d after %d", v.Sequence(), before)
	}
	v.Changed = v.Created.Add(-time.Hour) // two laptops' clocks
	if v.Sequence() != 0 {
		t.Errorf("%d before it began", v.Sequence())
	}
	v.Changed = v.Created.AddDate(50, 0, 0)
	if v.Sequence() > 1<<31-1 {
		t.Errorf("%d does not fit", v.Sequence())
	}
}

func FuzzCalendar(f *testing.F) {
	f.Add("Civic centre, room 2; ring", "Practice Week")
	f.Add("line\r\nBEGIN:VEVENT\n\\", "ŵŷ "+strings.Repeat("é", 80))
	f.Add("\x00\xff\x7f\t", "\r")
	f.Fuzz(func(t *testing.T, place, name string) {
		v := planned(t)
		v.Place = place
		all := read(t, written(t, schedule.Calendar{Name: name, Visits: []schedule.Visit{v}}))
		if got := values(all, "BEGIN"); got != "VCALENDAR|VEVENT" {
			t.Errorf("components %q", got)
		}
		want := strings.Map(func(r rune) rune {
			if r != '\n' && r != '\t' && (r < ' ' || r >= 0x7f && r < 0xa0) {
				return -1
			}
			return r
		}, strings.ToValidUTF8(strings.ReplaceAll(place, "\r\n", "\n"), "\uFFFD"))
		if got := values(all, "LOCATION"); got != want {
			t.Errorf("the place is %q, want %q", got, want)
		}
	})
}
