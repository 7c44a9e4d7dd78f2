package xlsform

import (
	"slices"
	"strings"

	"golang.org/x/text/language"

	"plumbline/forms"
)

// languages returns the languages of a form's texts in the order of its columns, that which is shown first in front; nil
// when no text has a translation. Words without a language, beside words that have one, are in the default language.
func languages(def *forms.Definition, grids ...grid) []string {
	used := map[string]bool{}
	use := func(t forms.Text) {
		if translated(t) {
			for name := range t {
				used[name] = true
			}
		}
	}
	def.Root.Walk(func(n *forms.Node) bool {
		for _, t := range []forms.Text{n.Label, n.Hint, n.GuidanceHint, n.ConstraintMessage, n.RequiredMessage} {
			use(t)
		}
		for _, t := range n.Media {
			use(t)
		}
		return true
	})
	for _, list := range def.Lists {
		for _, c := range list.Choices {
			use(c.Label)
			for _, t := range c.Media {
				use(t)
			}
		}
	}
	first := def.Language
	if first == "" {
		first = unnamed
	}
	var out []string
	if used[first] || used[forms.Untranslated] {
		out = append(out, first)
	}
	for _, g := range grids {
		for _, name := range g.languages() {
			if used[name] && !slices.Contains(out, name) {
				out = append(out, name)
			}
		}
	}
	return out
}

func translatable(sheet, name string) bool {
	if sheet == surveySheet {
		return surveyHeaders().languages[name] && name != colNoApp
	}
	return listHeaders().languages[name]
}

// checkTranslations warns of languages for which a column is missing that others have.
func checkTranslations(g grid, report *Report) {
	columns := map[string][]string{} // by language
	var order, all []string
	for _, c := range g.columns {
		if c.name == "" || !translatable(g.sheet, c.name) {
			continue
		}
		name := c.language
		if name == "" {
			name = unnamed
		}
		if columns[name] == nil {
			order = append(order, name)
		}
		columns[name] = append(columns[name], c.name)
		if !slices.Contains(all, c.name) {
			all = append(all, c.name)
		}
	}
	if len(order) == 0 || len(order) == 1 && order[0] == unnamed {
		return
	}
	for _, name := range order {
		var missing []string
		for _, column := range all {
			if !slices.Contains(columns[name], column) {
				missing = append(missing, usualHeader(column))
			}
		}
		if len(missing) == 0 {
			continue
		}
		example := missing[0] + "::" + name
		if name == unnamed {
			example = missing[0]
		}
		report.warn(place{g.sheet, 1, ""}, "translation", "The language %q has no column for: %s. Where it is shown, "+
			"these are blank. Add the columns, such as %q.", name, strings.Join(missing, ", "), example)
	}
}

// checkLanguages warns of languages whose names do not say by a code which they are.
func checkLanguages(names []string, report *Report) {
	var bad []string
	for _, name := range names {
		if name != unnamed && len(name) >= 3 && !coded(name) {
			bad = append(bad, name)
		}
	}
	if len(bad) > 0 {
		report.warn(place{}, "language-code", "The names of these languages have no code in brackets, by which "+
			"programs know them: %s. Write, for example, \"English (en)\".", strings.Join(bad, ", "))
	}
}

// coded reports whether a language's name ends with its code in brackets, which is registered as the shortest one
// (BCP 47).
func coded(name string) bool {
	start := strings.IndexByte(name, '(')
	if start < 0 || !strings.HasSuffix(name, ")") {
		return false
	}
	code := name[start+1 : len(name)-1]
	base, err := language.ParseBase(code)
	return err == nil && base.String() == code
}

// usualHeader returns the header that a column usually has: "relevant" for "bind::relevant".
func usualHeader(column string) string {
	usual := map[string]string{
		colCalculate: "calculation", colCount: "repeat_count", colReadOnly: "read_only", colConstraintMsg: "constraint_message",
		colRequiredMsg: "required_message", colSaveTo: "save_to", colListName: "list_name", colNoApp: colNoApp,
		colRelevant: "relevant", colConstraint: "constraint", colRequired: "required", colAppearance: "appearance",
		entityList: "list_name",
	}
	if header, ok := usual[column]; ok {
		return header
	}
	return strings.TrimPrefix(column, "media::")
}
