package paper_test

import (
	"strings"
	"testing"

	"plumbline/forms"
	"plumbline/forms/library"
	"plumbline/forms/paper"
	"plumbline/forms/xlsform"
)

// read makes a form of rows of a survey sheet, with the columns type, name, label, relevant, appearance, words, calculation.
func read(t *testing.T, survey string) *forms.Definition {
	t.Helper()
	text := "| settings | form_title | form_id |\n|---|---|---|\n| | Visit | visit |\n\n" +
		"| survey | type | name | label | relevant | appearance | bind::qa:words | calculation |\n|---|---|---|---|---|---|---|---|\n"
	for _, row := range strings.Split(strings.TrimSpace(survey), "\n") {
		text += "| | " + strings.TrimSpace(row) + strings.Repeat(" |", 7-strings.Count(row, "|")) + "\n"
	}
	text += "\n| choices | list_name | name | label |\n|---|---|---|---|\n| | yn | yes | Yes |\n| | yn | no | No |\n| | yn | na | Not known |\n"
	def, err := xlsform.ReadMarkdown("visit", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return def
}

// questions are those of a document by number, the last of each number.
func questions(doc paper.Document) map[int]paper.Question {
	out := map[int]paper.Question{}
	for _, p := range doc.Parts {
		if q, ok := p.(paper.Question); ok {
			out[q.Number] = q
		}
	}
	return out
}

func TestWhenAQuestionIsAsked(t *testing.T) {
	for _, tt := range []struct{ name, relevant, want string }{
		{"always", "", ""},
		{"one choice", "${seen} = 'yes'", "Only if 1 is Yes."},
		{"a choice of several words", "${seen} = 'na'", "Only if 1 is “Not known”."},
		{"another choice", "${seen} != 'yes'", "Only if 1 is not Yes."},
		{"either of two", "${seen} = 'yes' or ${seen} = 'no'", "Only if 1 is Yes or No."},
		{"neither of two", "${seen} != 'yes' and ${seen} != 'no'", "Only if 1 is not Yes or No."},
		{"answered", "${seen} != ''", "Only if 1 is answered."},
		{"blank", "${seen} = ''", "Only if 1 is blank."},
		{"one of several choices", "selected(${whom}, 'yes')", "Only if 2 includes Yes."},
		{"not one of several, and answered", "${whom} != '' and not(selected(${whom}, 'no'))", "Only if 2 does not include No."},
		{"a number", "${times} > 2 and ${times} <= 5", "Only if 3 is more than 2 and 3 is 5 or less."},
		{"two questions", "${seen} = 'yes' and ${times} >= 1", "Only if 1 is Yes and 3 is 1 or more."},
		{"brackets", "(${seen} = 'yes' or ${times} = 0) and ${whom} != ''", "Only if either 1 is Yes or 3 is 0 and 2 is answered."},
		{"the contrary of both", "not(${seen} = 'yes' and ${times} > 0)", "Only if 1 is not Yes or 3 is 0 or less."},
		{"what sheets cannot say", "string-length(${seen}) > ${times}", "Depends on 1 and 3. Leave it blank if it does not apply."},
		{"through a calculation", "${sum} = 1", "Depends on 3. Leave it blank if it does not apply."},
		{"the clock", "today() > date('2026-01-01')", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			def := read(t, `
select_one yn | seen | Was the child seen? | | |
select_multiple yn | whom | By whom? | | |
integer | times | How often? | | |
calculate | sum | | | | | ${times} * 2
text | why | Why? | `+tt.relevant+` | |`)
			if got := questions(paper.New(def, paper.Options{}))[4].Only; got != tt.want {
				t.Errorf("%q, want %q", got, tt.want)
			}
		})
	}
}

func TestWhatStandsForRoom(t *testing.T) {
	def := read(t, `
text | name | What is it called? | | |
text | story | What happened? | | multiline | 100
text | long | What else happened? | | multiline | 1000
integer | times | How often? | | |
date | day | When? | | |
dateTime | at | At what time? | | |
select_one yn | seen | Seen? | | columns-3 |
rank yn | order | In what order? | | |
acknowledge | ok | Agreed | | |
image | sign | Sign | | signature |
file | letter | The letter | | |
range | safe | How safe? | | |`)
	got := questions(paper.New(def, paper.Options{}))
	for _, tt := range []struct {
		number int
		holds  func(paper.Room) bool
	}{
		{1, func(r paper.Room) bool { return r == paper.Lines(1) }},
		{2, func(r paper.Room) bool { return r == paper.Lines(10) }},
		{3, func(r paper.Room) bool { return r == paper.Lines(18) }},
		{4, func(r paper.Room) bool { return r == paper.Line{} }},
		{5, func(r paper.Room) bool { return len(r.(paper.Cells)) == 3 }},
		{6, func(r paper.Room) bool { return len(r.(paper.Cells)) == 5 }},
		{7, func(r paper.Room) bool { return r.(paper.Ticks).Round && r.(paper.Ticks).Columns == 3 }},
		{8, func(r paper.Room) bool { return r.(paper.Ticks).Numbered }},
		{9, func(r paper.Room) bool { return len(r.(paper.Ticks).Choices) == 1 }},
		{10, func(r paper.Room) bool { return r == paper.Frame(4) }},
		{11, func(r paper.Room) bool { return r == paper.Lines(1) }},
		{12, func(r paper.Room) bool { return len(r.(paper.Steps)) == 10 }},
	} {
		t.Run(got[tt.number].Text, func(t *testing.T) {
			if r := got[tt.number].Room; !tt.holds(r) {
				t.Errorf("room %#v", r)
			}
		})
	}
}

// TestEveryFormOfTheLibrary holds the sheets of every form to what whoever fills them in relies on.
func TestEveryFormOfTheLibrary(t *testing.T) {
	l, err := library.New()
	if err != nil {
		t.Fatal(err)
	}
	codes := map[string]string{}
	for _, info := range l.Forms() {
		t.Run(info.ID, func(t *testing.T) {
			def, err := l.Form(info.ID)
			if err != nil {
				t.Fatal(err)
			}
			if other := codes[paper.Code(def)]; other != "" {
				t.Errorf("its code is that of %s", other)
			}
			codes[paper.Code(def)] = info.ID
			for _, language := range append([]string{""}, def.Languages...) {
				everyQuestion(t, def, paper.New(def, paper.Options{Language: language}))
			}
		})
	}
	if len(codes) < 55 {
		t.Errorf("%d forms, want 55 and more", len(codes))
	}
}

// everyQuestion checks that each question is there, in order, under its number, with words and with room.
func everyQuestion(t *testing.T, def *forms.Definition, doc paper.Document) {
	t.Helper()
	numbers, asked := forms.Numbers(def), questions(doc)
	if len(asked) != len(numbers) {
		t.Errorf("%d questions on paper, %d in the form", len(asked), len(numbers))
	}
	for number, q := range asked {
		if q.Text == "" || q.Room == nil {
			t.Errorf("question %d has words %q and room %v", number, q.Text, q.Room)
		}
		for _, said := range []string{q.Text, q.Hint, q.Only} {
			if strings.ContainsAny(said, "${}<>*|") || strings.Contains(said, "/data/") {
				t.Errorf("question %d says %q", number, said)
			}
		}
	}
	last, level := 0, 0
	for _, p := range doc.Parts {
		switch p := p.(type) {
		case paper.Question:
			if p.Number > last+1 {
				t.Errorf("question %d comes after %d", p.Number, last)
			}
			last = max(last, p.Number)
		case paper.Heading:
			if p.Level > level+1 || p.Text == "" {
				t.Errorf("heading %q of level %d after one of level %d", p.Text, p.Level, level)
			}
			level = p.Level
		}
	}
}
