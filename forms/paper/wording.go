package paper

import (
	"regexp"
	"strings"
	"sync"

	"plumbline/forms"
)

// gap stands for what is known only once the form is filled in.
const gap = "……"

// markup is what Markdown and HTML put around words.
var markup = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`<[^<>]*>|\*\*|\b__|__\b`)
})

// wording is a text of the form in one line, in a language, without its markup. Where the form has no wording in that
// language it is in the one that the form is shown in first.
func (b *builder) wording(t forms.Text) string {
	said := t.In(b.language)
	if said == "" {
		said = t.In(first(b.form))
	}
	if said == "" {
		return ""
	}
	var out strings.Builder
	for _, p := range forms.Parts(said) {
		if p.Expression != "" {
			out.WriteString(gap)
		}
		out.WriteString(p.Words)
	}
	return strings.Join(strings.Fields(markup().ReplaceAllString(out.String(), " ")), " ")
}

// tells reports whether a text shows an answer or a result.
func tells(t forms.Text) bool {
	for _, said := range t {
		for _, p := range forms.Parts(said) {
			if p.Expression != "" {
				return true
			}
		}
	}
	return false
}
