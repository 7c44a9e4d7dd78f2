package workbench

import (
	"strings"

	"plumbline/forms"
)

// castKey is the column of the cast that has the letter for each.
const castKey = "key"

// Cast are the roles in which people speak while somebody observes. Column "key" is the one letter that chooses each.
func Cast() []forms.Choice {
	var out []forms.Choice
	for _, one := range [...][3]string{
		{"child", "k", "Child"},
		{"mother", "m", "Mother"},
		{"father", "f", "Father"},
		{"carer", "r", "Carer"},
		{"worker", "w", "Practitioner"},
		{"other", "o", "Other professional"},
	} {
		out = append(out, forms.Choice{
			Name: one[0], Label: forms.Text{forms.Untranslated: one[2]}, Columns: map[string]string{castKey: one[1]},
		})
	}
	return out
}

// SpeakerKey is the letter that chooses one of the cast.
func SpeakerKey(c forms.Choice) string { return c.Columns[castKey] }

// speakerOf finds one of the cast by its letter, or by the first letters of its name.
func speakerOf(typed string) (name string, ok bool) {
	cast := Cast()
	for _, c := range cast {
		if SpeakerKey(c) == typed {
			return c.Name, true
		}
	}
	for _, c := range cast {
		if strings.HasPrefix(c.Name, typed) {
			return c.Name, true
		}
	}
	return "", false
}
