package field_test

import (
	"testing"

	"plumbline/forms"
)

func TestFacesByKeyboard(t *testing.T) {
	d := newDesk(t, view(forms.SelectOne, "Do you like it?", faces(), appearance("faces")))
	d.key("Tab")
	d.typed("3")
	d.wantValue("no")
	d.key("Left")
	d.key("Space")
	d.wantValue("bit")
	d.key("Space")
	d.wantValue("")
	for _, word := range []string{"Yes", "A bit", "No"} {
		if !d.shows(word) {
			t.Errorf("%q does not stand beside its face", word)
		}
	}
}

func TestRedAmberGreenHaveLettersAndShapes(t *testing.T) {
	d := newDesk(t, view(forms.SelectOne, "How does the plan move?", rag(), appearance("rag")))
	for _, want := range []string{">G<", ">A<", ">R<"} {
		if !d.shows(want) {
			t.Errorf("%s is not there", want)
		}
	}
}

func TestQuickGoesOn(t *testing.T) {
	for _, tt := range []struct {
		name string
		kind forms.Kind
		want int // how often it went on
	}{
		{"one choice", forms.SelectOne, 1},
		{"several choices", forms.SelectMultiple, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := newDesk(t, view(tt.kind, "Was the child seen?", yesNo(), appearance("quick")))
			d.key("Tab")
			d.key("Right")
			d.typed("2")
			went := 0
			for _, told := range d.told {
				if told == "next risk/q" {
					went++
				}
			}
			if went != tt.want {
				t.Errorf("it went on %d times, want %d", went, tt.want)
			}
		})
	}
}

func TestMinimalIsOpenWhileTheKeyboardIsThere(t *testing.T) {
	d := newDesk(t, view(forms.SelectOne, "Who knows the child best?", people(), appearance("minimal")))
	if d.shows("Health visitor") {
		t.Error("choices are in sight before they are asked for")
	}
	d.key("Tab")
	if !d.shows("Health visitor") {
		t.Error("no choices are in sight")
	}
	d.typed("<Down><Return>")
	d.wantValue("mother")
}

func TestAutocompleteIsSearched(t *testing.T) {
	d := newDesk(t, view(forms.SelectOne, "Who knows the child best?", people(), appearance("autocomplete")))
	d.key("Tab")
	d.typed("heal<Return>")
	d.wantValue("health")
}
