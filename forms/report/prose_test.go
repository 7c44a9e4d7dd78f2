package report

import (
	"reflect"
	"testing"
)

func TestWording(t *testing.T) {
	for _, tt := range []struct{ name, label, want string }{
		{"plain", "How often?", "How often?"},
		{"strong", "Was he **always** seen?", "Was he always seen?"},
		{"strong by underscores", "__Always__ seen", "Always seen"},
		{"emphasis", "Was he *really* seen, _alone_?", "Was he really seen, alone?"},
		{"underscores within words", "child_ref_a and b_c", "child_ref_a and b_c"},
		{"a sum", "2 * 3 * 4", "2 * 3 * 4"},
		{"heading", "## Voice", "Voice"},
		{"link", "See [the guide](jr://guide) first", "See the guide first"},
		{"tags", `<span style="color:red">Stop</span><br/>now`, "Stop now"},
		{"less than", "Is a < b?", "Is a < b?"},
		{"escaped", `1\*2`, "1*2"},
		{"several lines", "one\ntwo  three", "one two three"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := wording(tt.label); got != tt.want {
				t.Errorf("%q, want %q", got, tt.want)
			}
		})
	}
}

func TestProse(t *testing.T) {
	p := func(s string) Paragraph { return Paragraph{{Words: s}} }
	for _, tt := range []struct {
		name, typed string
		want        []Block
	}{
		{"nothing", " \n ", nil},
		{"one line", "Yes.", []Block{p("Yes.")}},
		{"two paragraphs", "One.\r\n\r\nTwo.", []Block{p("One."), p("Two.")}},
		{"a list", "- a\n\u2022 b", []Block{List{Items: []Item{{p("a")}, {p("b")}}}}},
		{"a list between", "x\n* a\ny", []Block{p("x"), List{Items: []Item{{p("a")}}}, p("y")}},
		{"a dash is no list", "-5 degrees", []Block{p("-5 degrees")}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := prose(tt.typed); !reflect.DeepEqual(got, tt.want) {
				t.Errorf("%v, want %v", got, tt.want)
			}
		})
	}
}

func TestLed(t *testing.T) {
	for _, tt := range []struct{ name, text, strong string }{
		{"one sentence", "He is heard.", ""},
		{"two sentences", "He is heard. It shows.", "He is heard."},
		{"a number is no end", "In 2.5 weeks. Then more.", "In 2.5 weeks."},
		{"an abbreviation before a small letter", "Seen e.g. at home. More.", "Seen e.g. at home."},
		{"a long first sentence", "This sentence goes on for so long that nobody would want to have it in bold letters at all. More.", ""},
		{"nothing", "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, whole := "", ""
			for _, s := range led(tt.text) {
				whole += s.Words
				if s.As == Strong {
					got = s.Words
				}
			}
			if got != tt.strong || whole != tt.text {
				t.Errorf("strong %q of %q, want %q of %q", got, whole, tt.strong, tt.text)
			}
		})
	}
}

func TestUnnumbered(t *testing.T) {
	for label, want := range map[string]string{
		"10 What the family said": "What the family said", "3. Voice": "Voice", "5 things they said": "5 things they said", "Voice": "Voice", "": "", "10": "10",
	} {
		t.Run(label, func(t *testing.T) {
			if got := unnumbered(label); got != want {
				t.Errorf("%q, want %q", got, want)
			}
		})
	}
}

func TestTag(t *testing.T) {
	for language, want := range map[string]string{
		"": "en-GB", "English (en)": "en-GB", "English": "en-GB", "Cymraeg (cy)": "cy", "Français (fr-CA)": "fr-CA", "Odd (a b)": "en-GB", "(": "en-GB",
	} {
		t.Run(language, func(t *testing.T) {
			if got := tag(language); got != want {
				t.Errorf("%q, want %q", got, want)
			}
		})
	}
}

func TestDates(t *testing.T) {
	for _, tt := range []struct{ name, got, want string }{
		{"a day", day("2026-11-05", longDay), "5 November 2026"},
		{"no day", day("soon", longDay), "soon"},
		{"a time", clock("09:30:00.000Z"), "09:30"},
		{"a short time", clock("09:30"), "09:30"},
		{"a moment in its own zone", dateTime("2026-07-01T09:30:00.000+01:00"), "1 July 2026, 09:30"},
		{"a moment without zone", dateTime("2026-07-01T09:30"), "1 July 2026, 09:30"},
		{"no moment", dateTime("later"), "later"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if tt.got != tt.want {
				t.Errorf("%q, want %q", tt.got, tt.want)
			}
		})
	}
}
