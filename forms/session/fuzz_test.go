package session_test

import (
	"encoding/xml"
	"testing"

	"plumbline/forms"
	"plumbline/forms/session"
)

// FuzzData opens a form with data that anybody may have written.
func FuzzData(f *testing.F) {
	f.Add([]byte(wards))
	f.Add([]byte(sites))
	f.Add([]byte(`<houses><house no="1">a</house></houses>`))
	def := definition(calculate("n", "count(instance('x')//*)"), question(forms.SelectOne, "q", func(n *forms.Node) {
		n.Items = &forms.Itemset{Nodes: "instance('x')/*/*", Value: "*[1]", Label: "*[2]"}
	}))
	form := map[string]*session.Form{}
	for _, url := range []string{"jr://file-csv/x.csv", "jr://file/x.geojson", "jr://file/x.xml"} {
		with := *def
		with.Sources = []forms.Source{{ID: "x", URL: url}}
		compiled, err := session.Compile(&with, nil)
		if err != nil {
			f.Fatal(err)
		}
		form[url] = compiled
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		for url, compiled := range form {
			s, err := compiled.New(withFiles(map[string]string{url: string(content)}))
			if err != nil {
				t.Fatal(err)
			}
			for _, c := range view(t, s, "q").Choices {
				answer(t, s, "q", c.Name)
				break
			}
			s.XML()
		}
	})
}

// FuzzAnswer answers questions of every kind with anything.
func FuzzAnswer(f *testing.F) {
	for _, value := range []string{"", "1", "-3.5", "2026-02-30", "10:00:00Z", "a b", "53.4 -2.2", "1 2;3 4;1 2", "OK", "\x00<&>"} {
		f.Add(value)
	}
	var kids []*forms.Node
	for kind := forms.String; kind <= forms.File; kind++ {
		n := question(kind, kind.String()+"1", constraint(". != 'x'"))
		if kind.Select() {
			n.List = "letters"
		}
		kids = append(kids, n)
	}
	form, err := session.Compile(list(definition(kids...), "letters", choice("a", "A"), choice("b", "B")), nil)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, value string) {
		s, err := form.New(env())
		if err != nil {
			t.Fatal(err)
		}
		for _, key := range s.Children("") {
			if view(t, s, key).Node.Kind.Asked() {
				answer(t, s, key, value)
				if v := view(t, s, key); v.Problem != nil && v.Problem.Message == "" {
					t.Errorf("%s: a problem without words", key)
				}
			}
		}
		var anything struct{}
		if err := xml.Unmarshal(s.XML(), &anything); err != nil {
			t.Errorf("%v in %s", err, s.XML())
		}
		if _, err := form.Load(env(), s.Saved()); err != nil {
			t.Error(err)
		}
	})
}

// FuzzReadXML reads a submission that anybody may have written.
func FuzzReadXML(f *testing.F) {
	f.Add([]byte(`<data id="test"><a>1</a><r><what>x</what></r><r/><meta><instanceID>uuid:1</instanceID></meta></data>`))
	def := definition(text("a"), repeat("r", text("what")))
	f.Fuzz(func(t *testing.T, content []byte) {
		saved, err := session.ReadXML(def, content, env().NewID)
		if err != nil {
			return
		}
		if _, err := session.Load(def, env(), saved); err != nil {
			t.Error(err)
		}
	})
}
