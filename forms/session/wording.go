package session

import (
	"strings"

	"plumbline/forms"
	"plumbline/forms/xpath"
)

// piece is a part of wording: words, or an expression that stands for some.
type piece struct {
	words string
	expr  *xpath.Expr // nil for words
}

// words are the texts of one node, references replaced.
type words struct{ label, hint, guidance, constraint, required string }

// texts are what a node may show.
func texts(n *forms.Node) []forms.Text {
	return []forms.Text{n.Label, n.Hint, n.GuidanceHint, n.ConstraintMessage, n.RequiredMessage}
}

// compileWording compiles the references in what the nodes of an item, and its choices, show.
func (f *Form) compileWording(it *item) error {
	for _, t := range texts(it.node) {
		if _, err := f.compileText(it, t); err != nil {
			return err
		}
	}
	if it.source == nil || it.source.list == nil || it.source.list().plain {
		return nil
	}
	for _, c := range it.source.list().list.Choices {
		found, err := f.compileText(it, c.Label)
		if err != nil {
			return err
		}
		it.source.worded = it.source.worded || found
	}
	return nil
}

// compileText compiles the references in a text, and reports whether there are any.
func (f *Form) compileText(it *item, t forms.Text) (found bool, err error) {
	for _, w := range t {
		if !strings.Contains(w, "${") {
			continue
		}
		pieces, err := compilePieces(w, func(src string) (*xpath.Expr, error) { return f.compile(it, wording.column(), src) })
		if err != nil {
			return false, err
		}
		if it.pieces == nil {
			it.pieces = map[string][]piece{}
		}
		it.pieces[w] = pieces
		found = true
	}
	return found, nil
}

func compilePieces(w string, compile func(string) (*xpath.Expr, error)) ([]piece, error) {
	var pieces []piece
	for _, part := range forms.Parts(w) {
		p := piece{words: part.Words}
		if part.Expression != "" {
			var err error
			if p.expr, err = compile(part.Expression); err != nil {
				return nil, err
			}
		}
		pieces = append(pieces, p)
	}
	return pieces, nil
}

// compileSpoken compiles the references in texts that expressions ask for by id. They can be asked for about any node.
func (f *Form) compileSpoken() error {
	for _, t := range f.def.Itext {
		if err := f.compileSpokenText(t); err != nil {
			return err
		}
	}
	for _, list := range f.def.Lists {
		for _, c := range list.Choices {
			if err := f.compileSpokenText(c.Label); err != nil {
				return err
			}
		}
	}
	return nil
}

func (f *Form) compileSpokenText(t forms.Text) error {
	for _, w := range t {
		if !strings.Contains(w, "${") {
			continue
		}
		pieces, err := compilePieces(w, func(src string) (*xpath.Expr, error) {
			return xpath.Compile(src, xpath.Options{Functions: f.functions})
		})
		if err != nil {
			return &FormError{Words: "A text has a reference that cannot be read. " + err.Error() + " The text is: " + w, Err: err}
		}
		f.spoken[w] = pieces
	}
	return nil
}

// worded are the expressions of an aspect that stand in wording. One that asks for a text by its id may come to any of
// those.
func (f *Form) worded(it *item, a aspect) []*xpath.Expr {
	if a != wording {
		return nil
	}
	var out []*xpath.Expr
	asks := false
	for _, pieces := range it.pieces {
		for _, e := range expressions(pieces) {
			out = append(out, e)
			asks = asks || e.Localised()
		}
	}
	if asks {
		for _, pieces := range f.spoken {
			out = append(out, expressions(pieces)...)
		}
	}
	return out
}

func expressions(pieces []piece) []*xpath.Expr {
	var out []*xpath.Expr
	for _, p := range pieces {
		if p.expr != nil {
			out = append(out, p.expr)
		}
	}
	return out
}

// render replaces the references of wording that a node shows.
func (s *Session) render(n *node, w string) string {
	pieces, ok := n.item.pieces[w]
	if !ok {
		return w
	}
	return s.say(n, pieces)
}

func (s *Session) say(n *node, pieces []piece) string {
	var b strings.Builder
	for _, p := range pieces {
		b.WriteString(p.words)
		if p.expr != nil {
			b.WriteString(p.expr.Text(s.at(n)))
		}
	}
	return b.String()
}

func (s *Session) workWording(n *node) {
	now := s.wordsOf(n)
	if n.words == nil || *n.words != now {
		n.words = &now
		s.touch(n)
	}
	if n.item.selects() && n.item.source.worded && n.items.views != nil {
		n.items.views = nil
		s.touch(n)
	}
}

func (s *Session) wordsOf(n *node) words {
	say := func(t forms.Text) string { return s.render(n, t.In(s.language)) }
	def := n.item.node
	return words{
		label: say(def.Label), hint: say(def.Hint), guidance: say(def.GuidanceHint),
		constraint: say(def.ConstraintMessage), required: say(def.RequiredMessage),
	}
}

// shown gives the texts of a node in the session's language.
func (s *Session) shown(n *node) words {
	if n.words != nil {
		return *n.words
	}
	return s.wordsOf(n)
}
