package library_test

import (
	"testing"

	"plumbline/forms"
)

// TestTranslationsAreWhole holds forms that are in several languages to being so everywhere.
func TestTranslationsAreWhole(t *testing.T) {
	eachForm(t, func(t *testing.T, def *forms.Definition) {
		check := func(of string, text forms.Text) {
			for _, language := range def.Languages {
				if !text.Empty() && text[language] == "" {
					t.Errorf("%s has no words in %s", of, language)
				}
			}
		}
		def.Root.Walk(func(n *forms.Node) bool {
			for _, text := range []forms.Text{n.Label, n.Hint, n.GuidanceHint, n.ConstraintMessage, n.RequiredMessage} {
				check(n.Key(), text)
			}
			if list := def.ListOf(n); list != nil {
				for _, c := range list.Choices {
					check(n.Key()+", "+c.Name, c.Label)
				}
			}
			return true
		})
	})
}

func TestLanguageIsChangedWhileOneAnswers(t *testing.T) {
	s := newSheet(t, form(t, "feedback_child"))
	s.fill("willing=yes", "worker_listens=bit", "worker_good=Made me laugh")
	for _, tt := range []struct{ language, question, choice string }{
		{"Cymraeg (cy)", "Wyt ti'n teimlo bod dy weithiwr yn gwrando arnat ti?", "Ychydig"},
		{"Easy read English (en)", "Does your worker listen?", "A bit"},
		{"Cymraeg hawdd ei ddeall (cy)", "Wyt ti'n teimlo bod dy weithiwr yn gwrando?", "Ychydig"},
		{"English (en)", "Does your worker listen to you?", "A bit"},
	} {
		s.SetLanguage(tt.language)
		v := s.view("worker_listens")
		if v.Label != tt.question || v.Value != "bit" || s.view("worker_good").Value != "Made me laugh" {
			t.Errorf("in %s: %q is answered %q", tt.language, v.Label, v.Value)
		}
		if c := v.Choices[1]; c.Label.In(tt.language) != tt.choice || c.Columns["face"] != "straight" {
			t.Errorf("in %s the second choice is %+v", tt.language, c)
		}
	}
}
