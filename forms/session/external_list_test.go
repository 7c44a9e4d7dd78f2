package session_test

import (
	"testing"

	"plumbline/forms/xlsform"
)

func TestChoicesOfExternalLists(t *testing.T) {
	def, report := xlsform.Read("form.md", []byte(`
| survey |
| | type | name | label | choice_filter |
| | text | area | Which area? | |
| | select_one_external ward | ward | Which ward? | area = ${area} |
| external_choices |
| | list_name | name | label | area |
| | ward | w1 | East | e |
| | ward | w2 | West | w |
| | ward | w3 | Far west | w |
`))
	if def == nil {
		t.Fatal(report)
	}
	s := begin(t, def)
	if got := names(view(t, s, "ward")); got != "" {
		t.Errorf("before an area is given: %s", got)
	}
	answer(t, s, "area", "w")
	v := view(t, s, "ward")
	if names(v) != "w2 w3" || v.Choices[1].Label.In("") != "Far west" {
		t.Errorf("choices %v", v.Choices)
	}
	answer(t, s, "ward", "w3")
	reads(t, s, "ward", "w3")
	answer(t, s, "area", "e")
	reads(t, s, "ward", "")
	answer(t, s, "ward", "w9")
	if view(t, s, "ward").Problem == nil {
		t.Error("a name that the list does not have is taken")
	}
}
