package session_test

import (
	"reflect"
	"testing"

	"plumbline/forms"
	"plumbline/forms/session"
)

func TestMigrate(t *testing.T) {
	choose := func(n *forms.Node) { n.List = "grades" }
	from := list(definition(
		text("a"), text("gone"), text("number"), question(forms.SelectOne, "grade", choose),
		repeat("r", text("what"), text("who")),
	), "grades", choice("good", "Good"), choice("fair", "Fair"))
	to := list(definition(
		text("a"), integer("number"), question(forms.SelectOne, "grade", choose),
		repeat("r", group("details", text("what")), text("who"), text("by", fallback("soon"))), text("fresh", fallback("new")),
	), "grades", choice("good", "Good"))
	saved := session.Saved{
		Values: map[string]string{
			"a": "1", "gone": "lost?", "number": "12", "grade": "fair", "r/i/what": "Visit", "r/i/who": "Me", "r/j/what": "",
		},
		Instances: map[string][]string{"r": {"i", "j"}},
	}
	got, changes := session.Migrate(saved, from, to)
	wantValues := map[string]string{
		"a": "1", "number": "12", "grade": "fair", "r/i/details/what": "Visit", "r/i/who": "Me", "r/j/details/what": "",
		"r/i/by": "soon", "r/j/by": "soon", "fresh": "new",
	}
	if !reflect.DeepEqual(got.Values, wantValues) || !reflect.DeepEqual(got.Instances, saved.Instances) {
		t.Errorf("moved to %+v", got)
	}
	want := []session.Change{
		{session.Dropped, "gone", "", "lost?"},
		{session.Unknown, "grade", "grade", "fair"},
		{session.Retyped, "number", "number", "12"},
		{session.Moved, "r/i/what", "r/i/details/what", "Visit"},
		{session.Moved, "r/j/what", "r/j/details/what", ""},
		{session.Added, "", "r/by", "soon"},
		{session.Added, "", "fresh", "new"},
	}
	if !reflect.DeepEqual(changes, want) {
		t.Errorf("changes\n%+v, want\n%+v", changes, want)
	}
}

func TestMigratingToTheSameFormChangesNothing(t *testing.T) {
	def := definition(text("a"), group("g", integer("n")), repeat("r", text("what")))
	s := begin(t, def)
	answer(t, s, "g/n", "4")
	got, changes := session.Migrate(s.Saved(), def, def)
	if !reflect.DeepEqual(got, s.Saved()) || changes != nil {
		t.Errorf("moved to %+v with %+v, want %+v", got, changes, s.Saved())
	}
}
