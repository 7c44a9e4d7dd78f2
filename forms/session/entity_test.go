package session_test

import (
	"reflect"
	"testing"

	"plumbline/forms"
	"plumbline/forms/session"
)

func saved(property string) with {
	return func(n *forms.Node) { n.Bind = map[string]string{"entities:saveto": property} }
}

func TestEntities(t *testing.T) {
	def := definition(
		text("ref", saved("ref")),
		repeat("actions", text("what", saved("actions#what")), text("done", saved("actions#done"), relevant("../what != ''"))),
	)
	def.Entities = []forms.Entity{
		{List: "records", Label: "/data/ref", Container: "/data", CreateIf: "/data/ref != ''"},
		{List: "actions", Label: "../../../what", Container: "/data/actions"},
	}
	s := begin(t, def)
	first := s.Instances("actions")[0]
	answer(t, s, first+"/what", "Visit")
	second, _, err := s.Add("actions")
	if err != nil {
		t.Fatal(err)
	}
	ops := s.EntityOps()
	if len(ops) != 2 || ops[0].ID == "" || ops[1].ID == "" || ops[0].ID == ops[1].ID {
		t.Fatalf("operations %+v", ops)
	}
	want := session.EntityOp{
		List: "actions", Container: first, ID: ops[0].ID, Label: "Visit", Create: true,
		Properties: []session.EntityProperty{{Name: "what", Value: "Visit"}, {Name: "done"}},
	}
	if !reflect.DeepEqual(ops[0], want) {
		t.Errorf("first operation %+v, want %+v", ops[0], want)
	}
	if ops[1].Container != second || len(ops[1].Properties) != 1 {
		t.Errorf("second operation %+v", ops[1])
	}
	answer(t, s, "ref", "TR-1")
	if ops := s.EntityOps(); len(ops) != 3 || ops[0].List != "records" && ops[2].List != "records" {
		t.Errorf("operations once there is a reference: %+v", ops)
	}
}

func TestAnEntityThatIsUpdated(t *testing.T) {
	def := definition(text("which"), text("state", saved("state")))
	def.Sources = []forms.Source{{ID: "concerns", Inline: &forms.Element{Name: "root", Children: []*forms.Element{
		{Name: "item", Children: []*forms.Element{{Name: "name", Text: "c1"}, {Name: "__version", Text: "4"}}},
	}}}}
	def.Entities = []forms.Entity{{List: "concerns", ID: "/data/which", Container: "/data"}}
	s := begin(t, def)
	answer(t, s, "which", "c1")
	answer(t, s, "state", "closed")
	want := []session.EntityOp{{
		List: "concerns", ID: "c1", Update: true, Base: "4", Properties: []session.EntityProperty{{Name: "state", Value: "closed"}},
	}}
	if got := s.EntityOps(); !reflect.DeepEqual(got, want) {
		t.Errorf("operations %+v, want %+v", got, want)
	}
}
