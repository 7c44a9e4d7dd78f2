package session

import "slices"

// firstLanguage is the language that a form is shown in first.
func (f *Form) firstLanguage() string {
	if len(f.def.Languages) > 0 {
		return f.def.Languages[0]
	}
	return f.def.Language
}

// Languages are the names of the form's translations in its order; nil when it has none.
func (s *Session) Languages() []string { return slices.Clone(s.form.def.Languages) }

// Language is the language that the form is shown in; "" when it has no translations.
func (s *Session) Language() string { return s.language }

// SetLanguage shows the form in another of its languages. One that it does not have changes nothing.
func (s *Session) SetLanguage(language string) Delta {
	if language == s.language || !slices.Contains(s.form.def.Languages, language) {
		return Delta{}
	}
	before := s.language
	each(s.root(), func(n *node) {
		s.language = before
		was := s.shown(n)
		s.language = language
		if n.item.pieces == nil && was != s.wordsOf(n) || n.item.selects() && !n.item.source.plain() || n.item.node.Media != nil {
			s.touch(n)
		}
		if n.item.selects() {
			n.items.views = nil
		}
		for a, e := range n.item.exprs {
			// A calculation keeps its result until it is worked out for another reason, unless it names a choice.
			if e != nil && e.Localised() && aspect(a) != value {
				s.push(n, aspect(a))
			}
		}
		for r := range s.naming[n.item] {
			s.push(r.n, r.what)
		}
		if n.item.pieces != nil {
			s.push(n, wording)
		}
	})
	return s.run()
}

// plain reports whether the choices read the same in all languages.
func (c *choiceSource) plain() bool { return c.list != nil && c.list().plain }
