package workbench

import (
	"slices"
	"testing"

	"plumbline/forms"
	"plumbline/forms/guard"
)

func TestMarksStayWithTheAnswer(t *testing.T) {
	name := []Marked{{guard.Name, 6, 14}}
	for _, tt := range []struct {
		name    string
		answers []string
		want    []Marked
	}{
		{"a text that names nobody", []string{"He sleeps well."}, nil},
		{"a name that was left", []string{"Asked Kayleigh."}, name},
		{"a name that was taken out", []string{"Asked Kayleigh.", "Asked the child."}, nil},
		{"a name that came back", []string{"Asked Kayleigh.", "", "Asked Kayleigh."}, name},
		{"a text that was cleared", []string{"Asked Kayleigh.", ""}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := start(t, sit(t, laptop(t)))
			for _, answer := range tt.answers {
				set(t, w, "reason", answer)
			}
			key, err := w.Locate("reason")
			if err != nil {
				t.Fatal(err)
			}
			if got := w.Marked(key); !slices.Equal(got, tt.want) {
				t.Errorf("marked %v, want %v", got, tt.want)
			}
			if got := again(t, w).Marked(key); !slices.Equal(got, tt.want) {
				t.Errorf("kept %v, want %v", got, tt.want)
			}
		})
	}
}

func TestMarksStayWithReasons(t *testing.T) {
	w := start(t, sit(t, laptop(t)))
	check(t, w.Withdraw("Started for Kayleigh by mistake."))
	name := []Marked{{guard.Name, 12, 20}}
	if got := w.Marked(reasonRegister); !slices.Equal(got, name) {
		t.Errorf("marked %v, want %v", got, name)
	}
	w = again(t, w)
	if got := w.Marked(reasonRegister); !slices.Equal(got, name) {
		t.Errorf("kept %v, want %v", got, name)
	}
	check(t, w.Reopen("It counts after all."))
	if got := again(t, w).Marked(reasonRegister); got != nil {
		t.Errorf("with another reason, kept %v, want none", got)
	}
}

func TestUndoTakesMarksBack(t *testing.T) {
	w := start(t, sit(t, laptop(t)))
	set(t, w, "reason", "Asked Kayleigh.")
	key, _, err := w.Undo()
	if err != nil {
		t.Fatal(err)
	}
	if got := again(t, w).Marked(key); got != nil {
		t.Errorf("kept %v, want none", got)
	}
}

func TestMarksThatCannotBeRead(t *testing.T) {
	for _, line := range []string{"", "name", "name:1", "name:x:2", "name:5:5", "name:-1:3", "name:1:2:3"} {
		if got := readMarks(line); got != nil {
			t.Errorf("%q gives %v", line, got)
		}
	}
}

// TestTrainingNamesNobody holds the training records to what they teach.
func TestTrainingNamesNobody(t *testing.T) {
	all, err := samples()
	if err != nil {
		t.Fatal(err)
	}
	b := laptop(t)
	for _, s := range all {
		def, err := b.Form(s.Form)
		if err != nil {
			t.Fatal(err)
		}
		for _, answer := range s.Answers {
			if !asksText(def, answer[0]) {
				continue
			}
			for _, m := range b.guard.Check(answer[1]) {
				t.Errorf("%s, %s: %q looks like %s", s.Form, answer[0], m.Text, m.Kind.Words())
			}
		}
	}
}

// asksText reports whether the question of a name, or of a path through a repeat, takes free text.
func asksText(def *forms.Definition, path string) bool {
	_, name := splitPath(path)
	text := false
	def.Root.Walk(func(n *forms.Node) bool {
		text = text || n.Name == name && n.Kind == forms.String
		return true
	})
	return text
}
