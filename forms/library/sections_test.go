package library_test

import (
	"testing"

	"plumbline/forms"
)

// TestNothingStandsOutsideSections holds that whatever a person sees of a form is in a group or a repeat, which is a section
// of the window with a title of its own.
func TestNothingStandsOutsideSections(t *testing.T) {
	eachForm(t, func(t *testing.T, def *forms.Definition) {
		for _, n := range def.Root.Children {
			if n.Kind.Asked() || n.Kind == forms.Note {
				t.Errorf("%s stands in no section", n.Name)
			}
		}
	})
}
