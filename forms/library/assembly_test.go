package library

import (
	"strings"
	"testing"
	"testing/fstest"
)

const (
	settings = "| settings | form_title | form_id | version |\n| | A form | a_form | 1 |\n"
	survey   = "| survey | type | name | label |\n|---|---|---|---|\n"
)

// shelf is a library of one form with its blocks and lists.
func shelf(form string, more ...string) fstest.MapFS {
	files := fstest.MapFS{
		"a_form.md":          {Data: []byte(form)},
		"lists/standards.md": {Data: []byte("| choices | list_name | name | label | text |\n| | ps | 1 | One | We listen. |\n")},
	}
	for i := 0; i+1 < len(more); i += 2 {
		files[more[i]] = &fstest.MapFile{Data: []byte(more[i+1])}
	}
	return files
}

func TestSource(t *testing.T) {
	for _, tt := range []struct {
		name  string
		files fstest.MapFS
		want  []string // lines that the source has, one after another
		not   string   // what it has nowhere
	}{
		{
			"a form by itself",
			shelf("Words for the reader.\n" + settings + survey + "| | text | q | A question |\n"),
			[]string{"| survey | type | name | label |", "| | text | q | A question |"},
			"Words for the reader",
		},
		{
			"a block, and a block in it",
			shelf(settings+survey+"| | include | outer |\n| | text | last | L |\n",
				"blocks/outer.md", survey+"| | text | first | F |\n| | include | inner |\n", "blocks/inner.md", survey+"| | text | second | S |\n"),
			[]string{"| | text | first | F |", "| | text | second | S |", "| | text | last | L |"},
			"include",
		},
		{
			"a column that only the block has",
			shelf(settings+survey+"| | include | b |\n", "blocks/b.md", "| survey | type | hint | name |\n| | text | H | q |\n"),
			[]string{"| survey | type | name | label | hint |", "| | text | q |  | H |"},
			"include",
		},
		{
			"a block's own choices",
			shelf(settings+survey+"| | include | b |\n", "blocks/b.md", survey+"| | select_one c | q | Q |\n| choices | list_name | name | label |\n| | c | a | A |\n"),
			[]string{"| | select_one c | q | Q |", "| choices | list_name | name | label | text |", "| | c | a | A |"},
			"",
		},
		{
			"a shared list, where it is used",
			shelf(settings+survey+"| | select_one yn | q | Q |\n", "lists/a.md", "| choices | list_name | name | label |\n| | yn | yes | Yes |\n| | rag | red | Red |\n"),
			[]string{"| | yn | yes | Yes |"},
			"red",
		},
		{
			"a shared list that an expression looks into",
			shelf(settings+survey+"| | note | q | ${instance('yn')/root/item[1]/label} |\n", "lists/a.md", "| choices | list_name | name | label |\n| | yn | yes | Yes |\n"),
			[]string{"| | yn | yes | Yes |"},
			"",
		},
		{
			"the form's own list goes before a shared one",
			shelf(settings+survey+"| | select_one yn | q | Q |\n| choices | list_name | name | label |\n| | yn | aye | Aye |\n", "lists/a.md", "| choices | list_name | name | label |\n| | yn | yes | Yes |\n"),
			[]string{"| | yn | aye | Aye |"},
			"| yes |",
		},
		{
			"the wording of practice standards, always",
			shelf(settings + survey + "| | text | q | Q |\n"),
			[]string{"| | ps | 1 | One | We listen. |"},
			"",
		},
		{
			"the lists that blocks write to",
			shelf(settings+survey+"| | text | q | Q |\n| | include | b |\n| entities | list_name | label |\n| | own | ${q} |\n",
				"blocks/b.md", survey+"| | text | r | R |\n| entities | list_name | create_if | label |\n| | theirs | ${r} = 'x' | ${r} |\n"),
			[]string{"| entities | list_name | label | create_if |", "| | own | ${q} |", "| | theirs | ${r} | ${r} = 'x' |"},
			"include",
		},
		{
			"settings of every form, where the form says nothing else",
			shelf(settings+survey+"| | text | q | Q |\n",
				"lists/a.md", "| settings | organisation | version |\n| | A council | 9 |\n| choices | list_name | name | label |\n| | yn | yes | Yes |\n"),
			[]string{"| settings | form_title | form_id | version | organisation |", "| | A form | a_form | 1 | A council |"},
			"",
		},
		{
			"what is counted, and what it reads",
			shelf(settings + "| survey | type | name | label | bind::qa:query |\n| | text | a | A |\n| | integer | q | Q | count f where b is ${a} |\n| | integer | r | R | count f |\n| | note | s | S | count f by b |\n"),
			[]string{
				"| survey | type | name | label | bind::qa:query | calculation |", "| | csv-external | f |", "| | text | a | A |",
				"| | integer | q | Q | count f where b is ${a} | if(count(instance('f')/root/item) = 0 or ${a} = '', '', count(instance('f')/root/item[selected(b, ${a})])) |",
				"| | integer | r | R | count f | if(count(instance('f')/root/item) = 0, '', count(instance('f')/root/item)) |",
				"| | note | s | S | count f by b |",
			},
			"",
		},
		{
			"what is counted in records that the form declares itself",
			shelf(settings + "| survey | type | name | label | bind::qa:query |\n| | csv-external | f |\n| | integer | r | R | count f |\n"),
			[]string{"| | csv-external | f |", "| | integer | r | R | count f | if(count(instance('f')/root/item) = 0, '', count(instance('f')/root/item)) |"},
			"csv-external | f |\n| | csv-external",
		},
		{
			"a pipe that is part of a cell",
			shelf(settings + survey + `| | text | q | this \| that |` + "\n"),
			[]string{`| | text | q | this \| that |`},
			"",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			l, err := open(tt.files)
			if err != nil {
				t.Fatal(err)
			}
			source, err := l.Source("a_form")
			if err != nil {
				t.Fatal(err)
			}
			rest := string(source)
			for _, line := range tt.want {
				var found bool
				if _, rest, found = strings.Cut(rest, line+"\n"); !found {
					t.Fatalf("no line %q where it should be in:\n%s", line, source)
				}
			}
			if tt.not != "" && strings.Contains(string(source), tt.not) {
				t.Errorf("%q is in:\n%s", tt.not, source)
			}
		})
	}
}

func TestTroubleIsFound(t *testing.T) {
	for _, tt := range []struct {
		name  string
		files fstest.MapFS
		says  string
	}{
		{"no survey", shelf(settings), "no survey table"},
		{"settings after the survey", shelf("\n" + survey + "| | text | q | Q |\n" + settings), "before the survey"},
		{"minutes that are no number", shelf("| settings | form_title | form_id | version | minutes |\n| | A form | a_form | 1 | some |\n" + survey), "minutes"},
		{"no version", shelf("| settings | form_title | form_id |\n| | A form | a_form |\n" + survey), "version"},
		{"two forms of one id", shelf(settings+survey, "b_form.md", settings+survey), `the id "a_form"`},
		{"a list without choices", shelf(settings+survey, "lists/a.md", "Nothing here.\n"), "lists/a.md"},
		{"a block that is not there", shelf(settings + survey + "| | include | b |\n"), `block "b"`},
		{"a block without a survey", shelf(settings+survey+"| | include | b |\n", "blocks/b.md", "Nothing here.\n"), "block b"},
		{
			"a query that cannot be read",
			shelf(settings + "| survey | type | name | label | bind::qa:query |\n| | integer | q | Q | how many |\n"), "a_form.md, line 4: query",
		},
		{
			"a block inside itself",
			shelf(settings+survey+"| | include | b |\n", "blocks/b.md", survey+"| | include | c |\n", "blocks/c.md", survey+"| | include | b |\n"),
			"block b includes itself",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			l, err := open(tt.files)
			if err == nil {
				_, err = l.Source("a_form")
			}
			if err == nil || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("error %v, want one that says %q", err, tt.says)
			}
		})
	}
}

func TestWhatIsWrongIsSaidWhereItStands(t *testing.T) {
	l, err := open(shelf(settings+survey+"| | text | first | F |\n| | include | b |\n",
		"blocks/b.md", "Words.\n\n| survey | type | name | label |\n|---|---|---|---|\n| | text | q | Is it ${nothing}? |\n"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err = l.Form("a_form"); err == nil || !strings.Contains(err.Error(), "(blocks/b.md, line 5)") {
		t.Errorf("it says: %v", err)
	}
}

func FuzzParse(f *testing.F) {
	f.Add(settings + survey + "| | text | q | this \\| that |\n")
	f.Add("| a |\n|---|\n||\n| | b | c")
	f.Fuzz(func(t *testing.T, content string) {
		var first, second strings.Builder
		for _, table := range parse("", content) {
			table.write(&first)
		}
		for _, table := range parse("", first.String()) {
			table.write(&second)
		}
		if first.String() != second.String() {
			t.Errorf("written %q, written again %q", first.String(), second.String())
		}
	})
}
