package workbench

import (
	"slices"
	"strings"
	"testing"

	"plumbline/forms/formfile"
	"plumbline/forms/session"
)

// loose has questions before, between and behind its groups.
const loose = `
| survey |
|  | type        | name  | label    | relevant     | calculation |
|  | start       | start |          |              |             |
|  | text        | a     | First    |              |             |
|  | calculate   | n     |          |              | 1 + 1       |
|  | text        | b     | Second   |              |
|  | begin_group | g     | A group  |              |
|  | text        | c     | Third    |              |
|  | end_group   |       |          |              |
|  | text        | d     | Fourth   | ${a} = 'x'   |
|  | begin_repeat | r    | Some     |              |
|  | text        | e     | Fifth    |              |
|  | end_repeat  |       |          |              |
`

func outline(t *testing.T, source string) (Outline, *session.Session) {
	t.Helper()
	def, report := formfile.Read("f.md", []byte(source))
	if err := report.Err(); err != nil {
		t.Fatal(err)
	}
	s, err := session.New(def, laptop(t).SessionEnv())
	if err != nil {
		t.Fatal(err)
	}
	return Outline{s}, s
}

func titles(o Outline) string {
	var out []string
	for _, s := range o.Sections() {
		out = append(out, s.Key+" "+s.Title)
	}
	return strings.Join(out, ", ")
}

func TestQuestionsOutsideGroupsHaveSections(t *testing.T) {
	o, s := outline(t, loose)
	if got := titles(o); got != "a First, g A group, r Some" {
		t.Errorf("sections %q", got)
	}
	if _, err := s.Set("a", "x"); err != nil {
		t.Fatal(err)
	}
	if got := titles(o); got != "a First, g A group, d Fourth, r Some" {
		t.Errorf("sections after an answer %q", got)
	}
	first, ok := o.Section("a")
	if !ok || first.Asked != 2 || first.Answered != 1 {
		t.Errorf("first section %+v", first)
	}
	if got := o.Members("a"); !slices.Equal(got, []string{"a", "b"}) {
		t.Errorf("members %v", got)
	}
	for key, want := range map[string]string{"b": "a", "g/c": "g", "d": "d", "r/x/e": "r", "n": "", "absent": ""} {
		if got := o.SectionOf(key); got != want {
			t.Errorf("%s stands in %q, want %q", key, got, want)
		}
	}
}

func TestAFormWithoutGroupsIsOneSection(t *testing.T) {
	o, _ := outline(t, "| survey |\n| | type | name | label |\n| | text | a | First |\n| settings |\n| | form_title |\n| | Home visit |\n")
	if got := titles(o); got != "a Home visit" {
		t.Errorf("sections %q", got)
	}
}
