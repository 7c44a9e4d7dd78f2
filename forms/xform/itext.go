package xform

import (
	"regexp"
	"slices"
	"strings"

	"plumbline/forms"
)

// maxLanguages is how many translations a form can have.
const maxLanguages = 200

// itext holds a form's translated texts.
type itext struct {
	languages []string
	texts     map[string][]version
}

// version is what a text is in one language and form: "" for words, "short", "guidance", "image" and so on.
type version struct{ language, form, wording string }

var itextCall = regexp.MustCompile(`^\s*jr:itext\(\s*(?:'([^']*)'|"([^"]*)")\s*\)\s*$`)

// itextID returns the text that an expression names, if naming a text is all that it does.
func itextID(expression string) (id string, ok bool) {
	m := itextCall.FindStringSubmatch(expression)
	if m == nil {
		return "", false
	}
	return m[1] + m[2], true
}

// readItext collects the model's translations, the default language in front.
func (r *reader) readItext() {
	block := r.model.child("itext")
	if block == nil {
		return
	}
	for _, t := range block.all("translation") {
		r.readTranslation(t)
	}
	r.def.Languages = r.itext.languages
	if len(r.itext.texts) == 0 {
		return
	}
	r.def.Itext = make(map[string]forms.Text, len(r.itext.texts))
	for id := range r.itext.texts {
		r.def.Itext[id] = r.itext.text(id, "")
	}
}

func (r *reader) readTranslation(t *element) {
	language := t.attr("lang")
	if language == "" {
		r.report.fail(t, "", "A <translation> says nothing about its language. Give it one, such as lang=\"English (en)\".")
		return
	}
	if slices.Contains(r.itext.languages, language) {
		r.report.fail(t, "", "The language %q has two <translation> elements. Put all its texts into one.", language)
		return
	}
	if len(r.itext.languages) == maxLanguages {
		r.report.fail(t, "", "The form has more than %d languages.", maxLanguages)
		return
	}
	r.itext.languages = append(r.itext.languages, language)
	if marked, found := t.lookup("default"); found && marked != "false()" && marked != "false" && r.def.Language == "" {
		r.def.Language = language
		last := len(r.itext.languages) - 1
		copy(r.itext.languages[1:], r.itext.languages[:last])
		r.itext.languages[0] = language
	}
	for _, text := range t.all("text") {
		r.readText(text, language)
	}
}

func (r *reader) readText(text *element, language string) {
	id := text.attr("id")
	known := r.itext.texts[id]
	if len(known) > 0 && known[len(known)-1].language == language {
		r.report.warn(text, "", "The text %q stands twice in the language %q; the first is used.", id, language)
		return
	}
	if known == nil {
		known = []version{}
	}
	for _, value := range text.all("value") {
		known = append(known, version{language, value.attr("form"), worded(value)})
	}
	r.itext.texts[id] = known
}

// text returns one form of a text; that of words falls back on "long" and "short". It is nil when there is none.
func (t *itext) text(id, form string) forms.Text {
	out := t.only(id, form)
	if form != "" {
		return out
	}
	for _, other := range []string{"long", "short"} {
		for language, wording := range t.only(id, other) {
			if _, found := out[language]; !found {
				if out == nil {
					out = forms.Text{}
				}
				out[language] = wording
			}
		}
	}
	return out
}

// only returns one form of a text; nil when there is none.
func (t *itext) only(id, form string) forms.Text {
	out := forms.Text(nil)
	for _, v := range t.texts[id] {
		if v.form != form {
			continue
		}
		if out == nil {
			out = forms.Text{}
		}
		out[v.language] = v.wording
	}
	return out
}

// media returns the file names that belong to a text, by kind; nil when there are none.
func (t *itext) media(id string) map[string]forms.Text {
	out := map[string]forms.Text(nil)
	for _, kind := range mediaKinds() {
		text := t.text(id, kind)
		for language, url := range text {
			text[language] = strings.TrimPrefix(url, mediaFolder(kind))
		}
		if text == nil {
			continue
		}
		if out == nil {
			out = map[string]forms.Text{}
		}
		out[kind] = text
	}
	return out
}

func mediaKinds() []string { return []string{"image", "big-image", "audio", "video"} }

// mediaFolder returns the start of the URLs of a kind of media.
func mediaFolder(kind string) string {
	if strings.HasSuffix(kind, "image") {
		return "jr://images/"
	}
	return "jr://" + kind + "/"
}

// mediaURL returns the URL of a file of a kind of media. What is a URL already stays as it is.
func mediaURL(kind, file string) string {
	if strings.HasPrefix(file, "jr://") {
		return file
	}
	return mediaFolder(kind) + file
}
