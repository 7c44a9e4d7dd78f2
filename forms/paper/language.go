package paper

import (
	"slices"
	"strings"

	"plumbline/forms"
)

// Language finds the language of a form that somebody asks for: by its whole name, by its tag ("cy"), or by the beginning
// of its name ("easy", "Cymraeg"), in either case. "" is the language that the form is shown in first. It reports false
// where the form has no such language.
func Language(def *forms.Definition, asked string) (string, bool) {
	if asked == "" {
		return first(def), true
	}
	asked = strings.ToLower(asked)
	for _, fits := range []func(name string) bool{
		func(name string) bool { return name == asked },
		func(name string) bool { return strings.HasSuffix(name, "("+asked+")") },
		func(name string) bool { return strings.HasPrefix(name, asked) },
	} {
		if i := slices.IndexFunc(def.Languages, func(name string) bool { return fits(strings.ToLower(name)) }); i >= 0 {
			return def.Languages[i], true
		}
	}
	return "", false
}

// first is the language that a form is shown in first.
func first(def *forms.Definition) string {
	if len(def.Languages) > 0 && !slices.Contains(def.Languages, def.Language) {
		return def.Languages[0]
	}
	return def.Language
}

// tag is the BCP 47 tag of a language as forms name it: "cy" of "Cymraeg (cy)", "en-GB" of what has none.
func tag(language string) string {
	_, code, _ := strings.Cut(language, "(")
	code, _, _ = strings.Cut(code, ")")
	letters := strings.Trim(strings.ToLower(code), "abcdefghijklmnopqrstuvwxyz-")
	if code == "" || code == "en" || letters != "" {
		return "en-GB"
	}
	return code
}

// draft reports whether nobody has approved the wording of a language yet.
func draft(def *forms.Definition, language string) bool {
	for name := range strings.SplitSeq(def.Setting("draft_languages"), ",") {
		if language != "" && strings.TrimSpace(name) == language {
			return true
		}
	}
	return false
}

// easy reports whether a language is written to be read easily, which asks for larger type.
func easy(language string) bool {
	name := strings.ToLower(language)
	return strings.Contains(name, "easy read") || strings.Contains(name, "hawdd ei ddeall")
}
