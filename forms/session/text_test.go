package session_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"plumbline/forms"
	"plumbline/forms/session"
)

func translated() *forms.Definition {
	def := list(definition(
		text("name", func(n *forms.Node) {
			n.Label = forms.Text{"English": "Name", "Cymraeg": "Enw"}
		}),
		one("q", "yesno", func(n *forms.Node) {
			n.Label = forms.Text{"English": "Is ${ /data/name } safe?", "Cymraeg": "Ydy ${ /data/name } yn ddiogel?"}
			n.Hint = forms.Plain("Ask.")
			n.Media = map[string]forms.Text{"image": {"English": "en.png"}}
		}, constraint(". != 'no'"), func(n *forms.Node) {
			n.ConstraintMessage = forms.Text{"English": "Not ${ /data/name }?", "Cymraeg": "Ddim ${ /data/name }?"}
		}),
		calculate("said", "jr:choice-name(/data/q, '/data/q')"), text("plain"),
	), "yesno")
	def.Lists["yesno"].Choices = []forms.Choice{
		{Name: "yes", Label: forms.Text{"English": "Yes", "Cymraeg": "Ydy"}}, {Name: "no", Label: forms.Text{"English": "No", "Cymraeg": "Nac ydy"}},
	}
	def.Languages = []string{"English", "Cymraeg"}
	return def
}

func TestWordsFollowAnswersAndLanguage(t *testing.T) {
	s := begin(t, translated())
	if d := answer(t, s, "name", "Ada"); !slices.Equal(d.Changed, []string{"name", "q"}) {
		t.Errorf("changed %v", d.Changed)
	}
	answer(t, s, "q", "no")
	v := view(t, s, "q")
	if v.Label != "Is Ada safe?" || v.Hint != "Ask." || v.Problem.Message != "Not Ada?" || v.Media["image"] != "en.png" {
		t.Errorf("view %+v, problem %+v", v, v.Problem)
	}
	reads(t, s, "said", "No")
	d := s.SetLanguage("Cymraeg")
	if want := []string{"name", "q", "said"}; !slices.Equal(d.Changed, want) {
		t.Errorf("changed %v, want %v", d.Changed, want)
	}
	v = view(t, s, "q")
	if v.Label != "Ydy Ada yn ddiogel?" || v.Problem.Message != "Ddim Ada?" || v.Choices[1].Label.In("") != "Nac ydy" || v.Media != nil {
		t.Errorf("view %+v, problem %+v", v, v.Problem)
	}
	reads(t, s, "said", "Nac ydy")
	if d := s.SetLanguage("Français"); !reflect.DeepEqual(d, session.Delta{}) || s.Language() != "Cymraeg" {
		t.Errorf("a language that is not there changed %v", d)
	}
}

func TestSubmission(t *testing.T) {
	def := definition(
		text("a", fallback("x < y")), text("not", relevant("false()"), fallback("no")), group("g", integer("n")), repeat("r", text("what")),
	)
	def.Version = "3"
	s := begin(t, def)
	answer(t, s, s.Instances("r")[0]+"/what", "cafe\u0301")
	if _, _, err := s.Add("r"); err != nil {
		t.Fatal(err)
	}
	id := view(t, s, "meta/instanceID").Value
	want := `<data id="test" version="3"><a>x &lt; y</a><g><n/></g><r><what>café</what></r><r><what/></r><meta><instanceID>` + id + `</instanceID></meta></data>`
	if got := string(s.XML()); got != want {
		t.Errorf("written\n%s, want\n%s", got, want)
	}
	saved, err := session.ReadXML(def, s.XML(), env().NewID)
	if err != nil {
		t.Fatal(err)
	}
	again, err := session.Load(def, env(), saved)
	if err != nil {
		t.Fatal(err)
	}
	if got := string(again.XML()); got != want {
		t.Errorf("read and written again\n%s, want\n%s", got, want)
	}
	again.Supersede()
	now := view(t, again, "meta/instanceID").Value
	if now == id || !strings.Contains(string(again.XML()), "<deprecatedID>"+id+"</deprecatedID>") {
		t.Errorf("superseded by %s: %s", now, again.XML())
	}
}
