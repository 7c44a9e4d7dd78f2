package library_test

import (
	"bytes"
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"plumbline/forms"
	"plumbline/forms/library"
)

const ownTeams = "name,label\nstroud,Stroud\nvale,The Vale | North\nother,Another team\n"

func read(t *testing.T, list, file, content string) *forms.List {
	t.Helper()
	l, err := library.ReadList(list, file, []byte(content))
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestReplacing(t *testing.T) {
	l, err := opened()
	if err != nil {
		t.Fatal(err)
	}
	own, err := l.Replacing(read(t, "team", "team.csv", ownTeams))
	if err != nil {
		t.Fatal(err)
	}
	users, err := l.Users()
	if err != nil {
		t.Fatal(err)
	}
	for _, info := range l.Forms() {
		before, after := form(t, info.ID), inLibrary(t, own, info.ID)
		if uses := slices.Contains(users["team"], info.ID); (before.Hash != after.Hash) != uses {
			t.Errorf("%s uses the list: %v, and is another version: %v", info.ID, uses, before.Hash != after.Hash)
		}
	}
	teams := inLibrary(t, own, "practice_evaluation").Lists["team"].Choices
	if len(teams) != 3 || teams[1].Name != "vale" || teams[1].Label.In("") != "The Vale | North" {
		t.Errorf("the form has the teams %+v", teams)
	}
	if len(form(t, "practice_evaluation").Lists["team"].Choices) == 3 {
		t.Error("the library that it came of is another")
	}
	if _, err := l.Replacing(&forms.List{Name: "nothing"}); !errors.Is(err, library.ErrUnknownList) {
		t.Errorf("a list that there is not: %v", err)
	}
}

func inLibrary(t *testing.T, l *library.Library, id string) *forms.Definition {
	t.Helper()
	def, err := l.Form(id)
	if err != nil {
		t.Fatal(err)
	}
	return def
}

// TestReplacingByItselfChangesNothing puts every list in its own place.
func TestReplacingByItselfChangesNothing(t *testing.T) {
	l, err := opened()
	if err != nil {
		t.Fatal(err)
	}
	names, err := l.Lists()
	if err != nil {
		t.Fatal(err)
	}
	var all []*forms.List
	for _, name := range names {
		list, err := l.List(name)
		if err != nil {
			t.Fatal(err)
		}
		var file bytes.Buffer
		if err := library.WriteList(&file, list); err != nil {
			t.Fatal(err)
		}
		again := read(t, name, "list.csv", file.String())
		if changes := library.DiffLists(list, again); len(changes) > 0 {
			t.Errorf("%s comes back from its file with %v", name, changes)
		}
		if wrong, err := l.CheckList(again); err != nil || len(wrong) > 0 {
			t.Errorf("%s would not be taken: %v, %v", name, wrong, err)
		}
		all = append(all, again)
	}
	own, err := l.Replacing(all...)
	if err != nil {
		t.Fatal(err)
	}
	for _, info := range l.Forms() {
		before, after := form(t, info.ID), inLibrary(t, own, info.ID)
		for name, list := range before.Lists {
			if changes := library.DiffLists(list, after.Lists[name]); len(changes) > 0 {
				t.Errorf("%s, %s: %v", info.ID, name, changes)
			}
		}
	}
}

func TestCheckList(t *testing.T) {
	l, err := opened()
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ name, list, file, says string }{
		{"teams of one's own", "team", ownTeams, ""},
		{"no choice", "team", "name,label\n", "no choice"},
		{"a name with a space", "team", ownTeams + "the vale,The Vale\n", `"the vale"`},
		{"a name twice", "team", ownTeams + "vale,The Vale\n", "twice"},
		{"no label", "team", ownTeams + "wold,\n", "no label"},
		{"a column that forms read", "grade", "name,label\n", `column "letter" is missing`},
		{"a choice that a rule names", "team", "name,label\nvale,Vale\n", `"other" is gone`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			wrong, err := l.CheckList(read(t, tt.list, "list.csv", tt.file))
			if err != nil {
				t.Fatal(err)
			}
			if said := strings.Join(wrong, " "); (tt.says == "") != (said == "") || !strings.Contains(said, tt.says) {
				t.Errorf("%q, want %q", said, tt.says)
			}
		})
	}
}

func TestDiffLists(t *testing.T) {
	was := read(t, "cohort", "a.csv", "name,label,ages\na,One,1 2\nb,Two,3\nc,Three,\n")
	is := read(t, "cohort", "b.csv", "name,label::English (en),ages\nc,Three,4\nd,Four,\na,One,1 2\n")
	is.Choices[0].Label, is.Choices[2].Label = forms.Plain("Three"), forms.Plain("Uno")
	want := []library.ListChange{
		{Name: "b", Kind: library.ChoiceGone, Was: "Two"},
		{Name: "c", Kind: library.ChoiceChanged, What: "ages", IsNow: "4"},
		{Name: "d", Kind: library.ChoiceAdded, IsNow: "Four"},
		{Name: "a", Kind: library.ChoiceChanged, What: "label", Was: "One", IsNow: "Uno"},
	}
	if got := library.DiffLists(was, is); !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, want %+v", got, want)
	}
}

func TestReadListFromAWorkbook(t *testing.T) {
	book := excelize.NewFile()
	defer book.Close()
	if _, err := book.NewSheet("choices"); err != nil {
		t.Fatal(err)
	}
	for i, row := range [][]any{{"list_name", "name", "label", "", "ages"}, {"team", "vale", "The  Vale", "a remark", 5}, {}, {"role", "lead", "Lead"}} {
		cell, err := excelize.CoordinatesToCellName(1, i+1)
		if err != nil {
			t.Fatal(err)
		}
		if err := book.SetSheetRow("choices", cell, &row); err != nil {
			t.Fatal(err)
		}
	}
	content, err := book.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	want := &forms.List{Name: "team", Extra: []string{"ages"}, Choices: []forms.Choice{
		{Name: "vale", Label: forms.Plain("The Vale"), Columns: map[string]string{"ages": "5"}},
	}}
	if got := read(t, "team", "lists.XLSX", content.String()); !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, want %+v", got, want)
	}
}

func TestReadListSaysWhatIsWrong(t *testing.T) {
	for _, tt := range []struct{ name, file, content, says string }{
		{"another format", "list.pdf", "", ".csv, .xlsx or .md"},
		{"nothing", "list.csv", "", "name the columns"},
		{"no name", "list.csv", "label\nStroud\n", "called name"},
		{"a column twice", "list.csv", "name,name\n", `called "name"`},
		{"no workbook", "list.xlsx", "name,label\n", "cannot be read as a workbook"},
		{"no workbook, in words", "list.xlsx", "name,label\n", "save it again as .xlsx"},
		{"a quotation mark left open", "list.csv", "name,label\nvale,\"The Vale\n", "line 2 has a quotation mark"},
		{"no table", "list.md", "name\n", "no choices table"},
		{"too large", "list.csv", strings.Repeat("a", 5<<20), "larger than"},
		{"too many", "list.csv", "name\n" + strings.Repeat("a\n", 5001), "more than 5000"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if l, err := library.ReadList("team", tt.file, []byte(tt.content)); err == nil || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("%v, %v; want an error with %q", l, err, tt.says)
			}
		})
	}
}

func TestListsAreWrittenAsTheyAreRead(t *testing.T) {
	words := rapid.StringMatching(`[A-Za-z0-9"|,;'–]{1,8}( [a-z"|]{1,5})?`)
	rapid.Check(t, func(rt *rapid.T) {
		list := &forms.List{Name: "l", Extra: []string{"ages"}}
		for range rapid.IntRange(1, 5).Draw(rt, "choices") {
			list.Choices = append(list.Choices, forms.Choice{
				Name: words.Draw(rt, "name"), Label: forms.Text{"": words.Draw(rt, "label"), "Cymraeg (cy)": words.Draw(rt, "cy")},
				Columns: map[string]string{"ages": words.Draw(rt, "ages")},
			})
		}
		var file bytes.Buffer
		if err := library.WriteList(&file, list); err != nil {
			rt.Fatal(err)
		}
		again, err := library.ReadList("l", "l.csv", file.Bytes())
		if err != nil || !reflect.DeepEqual(again, list) {
			rt.Fatalf("%+v comes back as %+v, %v", list, again, err)
		}
	})
}

func FuzzReadList(f *testing.F) {
	f.Add("l.csv", []byte("name,label\na,A\n"))
	f.Add("l.md", []byte("| choices | list_name | name |\n| | l | a |\n"))
	f.Add("l.xlsx", []byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, file string, content []byte) {
		list, err := library.ReadList("l", file, content)
		if err != nil {
			return
		}
		var out bytes.Buffer
		if err := library.WriteList(&out, list); err != nil {
			t.Fatal(err)
		}
	})
}
