package session

import (
	"cmp"
	"hash/fnv"
	"slices"
	"strings"

	"plumbline/forms"
	"plumbline/forms/xpath"
)

// choiceSource is where the choices of a select come from, compiled.
type choiceSource struct {
	list   func() *choiceList // nil where they come from elsewhere
	value  *xpath.Expr        // from an item; nil for choices of a list
	label  *xpath.Expr        // likewise
	mixed  bool               // in random order that no seed repeats
	worded bool               // labels of the list hold references
}

// items are the choices of one select.
type items struct {
	nodes []xpath.Node
	names []string       // what each stores; nil until asked for
	views []forms.Choice // nil until asked for
	kept  string         // the names of what is kept that can be chosen
}

// compileChoices compiles what decides on the choices of a select.
func (f *Form) compileChoices(it *item) error {
	n := it.node
	list := f.lists[n.List]
	if !n.Kind.Select() && n.Items == nil || list == nil && n.Items == nil {
		return nil
	}
	it.source = &choiceSource{list: list}
	var src string
	if n.Type == "select_one_external" && list != nil && n.Items != nil {
		src = n.Items.Nodes
	} else if n.Items != nil {
		it.source.list = nil
		if err := f.compileItemset(it.source, it, n.Items); err != nil {
			return err
		}
		src = n.Items.Nodes
	} else if filter := strings.TrimSpace(n.ChoiceFilter); filter != "" {
		src = "instance(" + quote(n.List) + ")/root/item[" + filter + "]"
	}
	if n.Parameters["randomize"] == "true" {
		if seed := n.Parameters["seed"]; seed == "" {
			it.source.mixed = true
		} else {
			if src == "" {
				src = "instance(" + quote(n.List) + ")/root/item"
			}
			src = "randomize(" + src + ", " + seed + ")"
		}
	}
	if src != "" {
		e, err := f.compile(it, choosable.column(), src)
		if err != nil {
			return err
		}
		it.exprs[choosable] = e
	}
	return nil
}

func (f *Form) compileItemset(s *choiceSource, it *item, set *forms.Itemset) (err error) {
	for _, part := range []struct {
		src string
		to  **xpath.Expr
	}{{set.Value, &s.value}, {set.Label, &s.label}} {
		if strings.TrimSpace(part.src) == "" {
			part.src = "."
		}
		*part.to, err = xpath.Compile(part.src, xpath.Options{Functions: f.functions})
		if err != nil {
			return &FormError{Path: it.node.Path, Column: "type", Words: "The choices cannot be found. " + err.Error(), Err: err}
		}
	}
	return nil
}

// quote writes a string literal. A text with quotation marks of both kinds has none in XPath 1.0, and names no list.
func quote(s string) string {
	if strings.Contains(s, "'") {
		return `"` + s + `"`
	}
	return "'" + s + "'"
}

// workChoices finds the choices of a select.
func (s *Session) workChoices(n *node) {
	src := n.item.source
	var now []xpath.Node
	switch e := n.item.exprs[choosable]; {
	case e != nil:
		now = e.Eval(s.at(n)).Set()
	case src.list != nil:
		now = src.list().items
	}
	if src.mixed {
		now = s.mix(now)
	}
	if slices.Equal(now, n.items.nodes) && src.list != nil {
		return
	}
	n.items.nodes, n.items.names, n.items.views = now, nil, nil
	s.touch(n)
	s.push(n, value)
	for r := range s.naming[n.item] {
		s.push(r.n, r.what)
	}
}

// mix puts choices in an order that is random, and the same for a choice as long as the session lasts.
func (s *Session) mix(nodes []xpath.Node) []xpath.Node {
	place := make(map[xpath.Node]uint64, len(nodes))
	start := uint64(s.order * (1 << 53))
	for _, n := range nodes {
		h := fnv.New64a()
		h.Write([]byte(n.Text()))
		place[n] = scatter(h.Sum64() + start)
	}
	out := slices.Clone(nodes)
	slices.SortStableFunc(out, func(a, b xpath.Node) int { return cmp.Compare(place[a], place[b]) })
	return out
}

// scatter is the finaliser of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014): numbers near each other give numbers that
// have nothing to do with each other.
func scatter(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// namesOf gives what each choice of a select stores.
func (s *Session) namesOf(n *node) []string {
	if n.items.names != nil {
		return n.items.names
	}
	names := make([]string, len(n.items.nodes))
	src := n.item.source
	for i, item := range n.items.nodes {
		if src.list != nil {
			names[i] = src.list().list.Choices[item.(*datum).choice].Name
		} else {
			names[i] = src.value.Text(s.in(item, n))
		}
	}
	n.items.names = names
	return names
}

// in prepares the context of an expression about a choice of a select.
func (s *Session) in(item xpath.Node, n *node) *xpath.Context {
	s.context.Node, s.context.Current = item, n
	return &s.context
}

// readChoices gives what expressions read of what a select holds, and whether it cannot stand so: names that its list
// has, but the filter does not let through, are left out until it does.
func (n *node) readChoices() (text string, malformed bool) {
	n.items.kept = n.keep()
	if n.relevant {
		text = n.items.kept
	}
	return text, n.unknown()
}

// keep gives the names of what is kept that can be chosen.
func (n *node) keep() string {
	if n.typed == "" {
		return ""
	}
	names := n.session.namesOf(n)
	if !n.item.node.Kind.Several() {
		if slices.Contains(names, n.typed) {
			return n.typed
		}
		return ""
	}
	chosen := strings.Fields(n.typed)
	var out []string
	add := func(from, in []string) {
		for _, name := range from {
			if slices.Contains(in, name) && !slices.Contains(out, name) {
				out = append(out, name)
			}
		}
	}
	if n.item.node.Kind == forms.Rank {
		add(chosen, names)
		if len(out) > 0 {
			add(names, names)
		}
	} else {
		add(names, chosen)
	}
	return strings.Join(out, " ")
}

// unknown reports whether what is kept holds a name that the select's list does not have at all.
func (n *node) unknown() bool {
	src := n.item.source
	if src.list == nil || n.typed == "" {
		return false
	}
	index := src.list().index
	if !n.item.node.Kind.Several() {
		_, ok := index[n.typed]
		return !ok
	}
	return slices.ContainsFunc(strings.Fields(n.typed), func(name string) bool {
		_, ok := index[name]
		return !ok
	})
}

// choicesOf gives the choices of a select as a face shows them.
func (s *Session) choicesOf(n *node) []forms.Choice {
	src := n.item.source
	if asTheyAre := !src.mixed && n.item.exprs[choosable] == nil; asTheyAre && src.plain() {
		return src.list().list.Choices
	}
	if n.items.views == nil {
		n.items.views = make([]forms.Choice, len(n.items.nodes))
		names := s.namesOf(n)
		for i, item := range n.items.nodes {
			n.items.views[i] = s.choice(n, item, names[i])
		}
	}
	return n.items.views
}

func (s *Session) choice(n *node, item xpath.Node, name string) forms.Choice {
	src := n.item.source
	if src.list == nil {
		return forms.Choice{Name: name, Label: forms.Plain(src.label.Text(s.in(item, n)))}
	}
	c := src.list().list.Choices[item.(*datum).choice]
	if !src.list().plain {
		c.Label = forms.Plain(s.render(n, c.Label.In(s.language)))
	}
	return c
}
