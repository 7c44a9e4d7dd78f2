package xlsform_test

import (
	"testing"

	"plumbline/forms"
	"plumbline/forms/xlsform"
)

const visit = `
| survey |
| | type | name | label | hint | relevant | required | bind::qa:standard |
| | begin_group | header | About the visit | | | | |
| | date | visited | Date of the visit | | | yes | PS1 |
| | select_one yn | seen | Was the child seen on ${visited}? | Alone | | yes | |
| | end_group | | | | | | |
| | begin_repeat | actions | Actions | | ${seen} = 'no' | | |
| | text | what | What | | | | |
| | text | why | Why "${what}"? | | ${what} != '' and ${seen} = 'no' | | |
| | end_repeat | | | | | | |
| choices |
| | list_name | name | label | letter |
| | yn | yes | Yes | Y |
| | yn | no | No | N |
| settings |
| | form_title | form_id | version |
| | Home visit | visit | 3 |
`

func TestReadMarkdown(t *testing.T) {
	def, err := xlsform.ReadMarkdown("visit.md", []byte(visit))
	if err != nil {
		t.Fatal(err)
	}
	if def.ID != "visit" || def.Title != "Home visit" || def.Version != "3" {
		t.Errorf("id %q, title %q, version %q", def.ID, def.Title, def.Version)
	}
	for key, want := range map[string]func(*forms.Node) (got, want string){
		"header/visited": func(n *forms.Node) (string, string) { return n.Required + n.Bind["qa:standard"], "true()PS1" },
		"header/seen": func(n *forms.Node) (string, string) {
			return n.Label.In(""), "Was the child seen on ${ /data/header/visited }?"
		},
		"actions": func(n *forms.Node) (string, string) { return n.Relevant, " /data/header/seen  = 'no'" },
		"actions/why": func(n *forms.Node) (string, string) {
			return n.Relevant, " ../what  != '' and  /data/header/seen  = 'no'"
		},
	} {
		if got, want := want(def.Node(key)); got != want {
			t.Errorf("%s: %q, want %q", key, got, want)
		}
	}
	if c, _ := def.Lists["yn"].Choice("no"); c.Columns["letter"] != "N" {
		t.Errorf("columns of a choice: %v", c.Columns)
	}
}
