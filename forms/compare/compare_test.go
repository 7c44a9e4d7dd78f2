package compare_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"plumbline/forms"
	"plumbline/forms/compare"
	"plumbline/forms/formfile"
)

func read(t *testing.T, survey string) *forms.Definition {
	t.Helper()
	def, report := formfile.Read("f.md", []byte(survey))
	if err := report.Err(); err != nil {
		t.Fatal(err)
	}
	return def
}

const head = "| survey |\n| | type | name | label | hint | relevant | required |\n"

const choices = "| choices |\n| | list_name | name | label |\n| | yn | yes | Yes |\n| | yn | no | No |\n"

func TestDefinitions(t *testing.T) {
	base := head + "| | text | a | A? | | | |\n| | begin_group | g | G | | | |\n| | select_one yn | b | B? | | | |\n| | text | c | C? | | | |\n| | end_group | | | | | |\n" + choices
	for _, row := range []struct {
		name          string
		old, new      string // of base
		want          string // path: kinds; …
		before, after string // of the first detail
	}{
		{"nothing", "", "", "", "", ""},
		{"added", "| | text | a |", "| | date | d | D? | | | |\n| | text | a |", "/data/d: added", "", "date"},
		{"removed", "| | text | c | C? | | | |\n", "", "/data/g/c: removed", "text", ""},
		{"reworded", "A?", "A now?", "/data/a: reworded", "A?", "A now?"},
		{"retyped", "| text | a |", "| integer | a |", "/data/a: retyped", "text", "integer"},
		{"another rule", "| | text | a | A? | | | |", "| | text | a | A? | | ${b} = 'yes' | |", "/data/a: rules", "", "${b} = 'yes'"},
		{
			"a question that others refer to, moved", "| | text | a | A? | | | |\n| | begin_group | g | G | | | |\n| | select_one yn | b | B? | | | |\n",
			"| | begin_group | g | G | | | |\n| | text | a | A? | | | |\n| | select_one yn | b | B of ${a}? | | ${a} != '' | |\n", "/data/g/a: moved; /data/g/b: reworded rules", "/data", "G",
		},
		{"another choice", "| | yn | no | No |", "| | yn | no | No |\n| | yn | na | Not applicable |", "/data/g/b: choices", "", "Not applicable"},
		{"a choice gone", "| | yn | no | No |\n", "", "/data/g/b: choices", "No", ""},
		{"a choice reworded", "| No |", "| Never |", "/data/g/b: choices", "No", "Never"},
		{
			"choices in another order", "| | yn | yes | Yes |\n| | yn | no | No |", "| | yn | no | No |\n| | yn | yes | Yes |",
			"/data/g/b: choices", "yes, no", "no, yes",
		},
		{
			"into a group", "| | text | a | A? | | | |\n| | begin_group | g | G | | | |\n", "| | begin_group | g | G | | | |\n| | text | a | A? | | | |\n",
			"/data/g/a: moved", "/data", "G",
		},
		{
			"within a group", "| | select_one yn | b | B? | | | |\n| | text | c | C? | | | |\n", "| | text | c | C? | | | |\n| | select_one yn | b | B? | | | |\n",
			"/data/g/c: moved", "B?", "first of its group",
		},
		{
			"moved and reworded", "| | text | a | A? | | | |\n| | begin_group | g | G | | | |\n", "| | begin_group | g | G | | | |\n| | text | a | Which? | | | |\n",
			"/data/g/a: moved reworded", "/data", "G",
		},
	} {
		t.Run(row.name, func(t *testing.T) {
			got := compare.Definitions(read(t, base), read(t, strings.Replace(base, row.old, row.new, 1)))
			if told := tell(got); told != row.want {
				t.Fatalf("got %q, want %q", told, row.want)
			}
			if len(got) > 0 && (got[0].Details[0].Before != row.before || got[0].Details[0].After != row.after) {
				t.Errorf("details %+v", got[0].Details)
			}
		})
	}
}

func tell(changes []compare.Change) string {
	var out []string
	for _, c := range changes {
		var kinds []string
		for _, k := range c.Kinds {
			kinds = append(kinds, string(k))
		}
		out = append(out, c.Path+": "+strings.Join(kinds, " "))
	}
	return strings.Join(out, "; ")
}

func TestTheFormAsAWhole(t *testing.T) {
	settings := func(title, minutes, version string) string {
		return head + "| | text | a | A? | | | |\n| settings |\n| | form_title | minutes | version |\n| | " + title + " | " + minutes + " | " + version + " |\n"
	}
	got := compare.Definitions(read(t, settings("Visit", "20", "1")), read(t, settings("Home visit", "30", "2")))
	if len(got) != 1 || got[0].Path != "" || !got[0].Has(compare.Reworded) || !got[0].Has(compare.Rules) {
		t.Errorf("got %+v", got)
	}
}

// TestAShuffleMovesSomeAndLosesNone compares a form with the same questions in any order.
func TestAShuffleMovesSomeAndLosesNone(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		order := rapid.Permutation([]int{0, 1, 2, 3, 4, 5}).Draw(rt, "order")
		survey := func(order []int) string {
			out := head
			for _, i := range order {
				out += fmt.Sprintf("| | text | q%d | Q%d? | | | |\n", i, i)
			}
			return out
		}
		got := compare.Definitions(read(t, survey([]int{0, 1, 2, 3, 4, 5})), read(t, survey(order)))
		for _, c := range got {
			if len(c.Kinds) != 1 || c.Kinds[0] != compare.Moved {
				rt.Fatalf("%s is %v", c.Path, c.Kinds)
			}
		}
		if len(got) >= len(order) {
			rt.Fatalf("all %d are moved", len(got))
		}
	})
}
