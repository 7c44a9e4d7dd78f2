package guard_test

import (
	"strings"
	"testing"

	"plumbline/forms/guard"
)

func checker(t testing.TB) *guard.Guard {
	t.Helper()
	g, err := guard.Default()
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func TestCheck(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"nothing", "He wakes before his alarm.", ""},
		{"empty", "", ""},
		{"a name at the start", "Jordan was asleep.", "name Jordan"},
		{"a name inside", "We asked Kayleigh about it.", "name Kayleigh"},
		{"a name that no list has", "We asked Zebulonia about it.", "name Zebulonia"},
		{"a name in small letters", "we asked kayleigh", "name kayleigh"},
		{"a name that is a word", "Grace said no, and grace was said.", "name Grace"},
		{"a word that is a name", "Grace was shown. May was hard. Will it last?", ""},
		{"a full name is one mark", "Spoke to Chidi Okafor today", "name Chidi Okafor"},
		{"a family name that is a word", "Mrs Green rang, and Mr. Hope too", "name Mrs Green, name Mr. Hope"},
		{"of somebody", "Jordan's room", "name Jordan"},
		{"a role with capitals", "The Team Manager and the Independent Reviewing Officer", ""},
		{"a street is no person", "The flat in Jordan Street", ""},
		{"an NHS number", "It is 943 476 5919.", "nhs 943 476 5919"},
		{"ten digits that fail the check", "It is 943 476 5918.", ""},
		{"the same digit ten times", "1111111111", ""},
		{"a pupil number", "H801200001001, B801200001001", "upn H801200001001"},
		{"a telephone number", "07700 900123, +44 (0)7700 900 123 or (01632) 960123", "phone 07700 900123, phone +44 (0)7700 900 123, phone (01632) 960123"},
		{"a postcode", "GL1 2EH gl12eh QQ1 1AA", "postcode GL1 2EH, postcode gl12eh"},
		{"a date of birth", "dob 03/12/2019, seen 04/12/2025", "birth 03/12/2019, birth 04/12/2025"},
		{"a date", "Seen on 4 December 2025", ""},
		{"a date after a line about birth", "born at home\n4.12.2025", ""},
		{"an address of mail", "a.b@example.org.", "email a.b@example.org"},
		{"marks in order", "Ring Jordan on 07700900123 in GL1 2EH", "name Jordan, phone 07700900123, postcode GL1 2EH"},
		{"a reference", "TR-20417", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, m := range checker(t).Check(tt.text) {
				got = append(got, string(m.Kind)+" "+m.Text)
				if m.Text != tt.text[m.Start:m.End] {
					t.Errorf("mark %q stands at %q", m.Text, tt.text[m.Start:m.End])
				}
				if m.Why == "" {
					t.Errorf("no reason for %q", m.Text)
				}
			}
			if strings.Join(got, ", ") != tt.want {
				t.Errorf("got %q, want %q", strings.Join(got, ", "), tt.want)
			}
		})
	}
}

func TestReplace(t *testing.T) {
	for text, want := range map[string]string{
		"Jordan slept.":                  "The child slept.",
		"We asked Jordan.":               "We asked the child.",
		"Jordan's room":                  "The child's room",
		"His mother Kayleigh rang":       "His mother rang",
		"His mother, Kayleigh, rang":     "His mother rang",
		"Dad (Darren) was at work":       "Dad was at work",
		"Social worker Chidi Okafor led": "Social worker led",
		"We spoke to Dr Nguyen today":    "We spoke to the doctor today",
		"Teacher Mr Green rang":          "Teacher rang",
		"She was born on 4.12.2019":      "She was born on (date left out)",
		"They live at GL1 2EH":           "They live at (address left out)",
		"His mother said. Jordan left":   "His mother said. The child left",
		"NHS 943 476 5919":               "NHS the reference",
	} {
		t.Run(text, func(t *testing.T) {
			marks := checker(t).Check(text)
			if len(marks) != 1 {
				t.Fatalf("got %+v, want one mark", marks)
			}
			if got := marks[0].Replace(text); got != want {
				t.Errorf("got %q, want %q", got, want)
			}
		})
	}
}

func TestHide(t *testing.T) {
	for text, want := range map[string]string{
		"He sleeps well.":               "He sleeps well.",
		"Jordan slept.":                 "[name] slept.",
		"Jordan’s mother Kayleigh rang": "[name]’s mother rang",
		"Dr Nguyen rang Jordan":         "The doctor rang [name]",
		"Ring 07700 900123, GL1 2EH":    "Ring [telephone number], [postcode]",
		"NHS 943 476 5919":              "NHS [NHS number]",
		"H801200001001 a.b@example.org": "[pupil number] [email]",
		"born 4.12.2019":                "born [date of birth]",
	} {
		t.Run(text, func(t *testing.T) {
			if got := guard.Hide(text, checker(t).Check(text)); got != want {
				t.Errorf("got %q, want %q", got, want)
			}
		})
	}
}

func TestHideWhatNoLongerIsKnown(t *testing.T) {
	if got := guard.Hide("Ask Zed", []guard.Mark{{Start: 4, End: 7, Kind: "badge"}}); got != "Ask [left out]" {
		t.Errorf("got %q", got)
	}
}

func FuzzCheck(f *testing.F) {
	f.Add("Ask Jordan’s mother, Mrs O’Brien, on 07700 900123 – born 3.4.2019.")
	f.Add("\xff'\xff-a")
	f.Fuzz(func(t *testing.T, text string) {
		end := 0
		marks := checker(t).Check(text)
		guard.Hide(text, marks)
		for _, m := range marks {
			if m.Start < end || m.End <= m.Start || m.End > len(text) || m.Text != text[m.Start:m.End] {
				t.Fatalf("mark %+v of %q after %d", m, text, end)
			}
			end = m.End
		}
	})
}

func BenchmarkCheck(b *testing.B) {
	g := checker(b)
	sentence := "The practitioner asked Jordan and his mother, in turn, what a good day looks like; seen on 4 May 2026. "
	text := strings.Repeat(sentence, 10_000/len(strings.Fields(sentence)))
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		g.Check(text)
	}
}
