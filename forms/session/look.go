package session

// View shows one node: a question, a group, a repeat or an instance of one. It is false when the form has no node of
// that key. The empty key is the form itself.
func (s *Session) View(key string) (View, bool) {
	n := s.find(key)
	if n == nil {
		return View{}, false
	}
	return s.view(n), true
}

func (s *Session) view(n *node) View {
	w := s.shown(n)
	v := View{
		Key: n.name(), Node: n.item.node, Label: w.label, Hint: w.hint, Guidance: w.guidance, Media: s.media(n),
		Value: n.typed, Stored: n.typed, Effective: n.text,
		Relevant: n.relevant, ReadOnly: n.readOnly, Required: n.required,
		Problem: s.problem(n, false),
	}
	switch {
	case n.isRange():
		v.Count, v.Fixed = len(n.set.live), fixed(n)
	case n.instance():
		v.Position = n.container().set.find(n.id()) + 1
	case n.item.selects():
		v.Choices = s.choicesOf(n)
		if !n.malformed {
			v.Value = n.items.kept
		}
	}
	return v
}

func (s *Session) media(n *node) map[string]string {
	var out map[string]string
	for kind, file := range n.item.node.Media {
		if name := file.In(s.language); name != "" {
			if out == nil {
				out = map[string]string{}
			}
			out[kind] = name
		}
	}
	return out
}
