package xpath

import "strings"

func nodeFunctions() map[string]builtin {
	return map[string]builtin{
		"id":   {1, 1, buildID},
		"lang": {1, 1, buildLang},
	}
}

// buildID finds elements by their attribute "id". A text may have several ids with white space between them.
func buildID(_ *compiler, _ *call, args []code) (code, error) {
	return nodesCode(func(c *Context) nodeset {
		if c.Node == nil {
			return nodeset{}
		}
		wanted := map[string]bool{}
		for _, s := range texts(c, args) {
			for _, id := range words(s) {
				wanted[id] = true
			}
		}
		has := func(n Node) bool { return n.Kind() == Element && wanted[attribute(n, "id", "")] }
		return nodeset{many: Descendant.all(top(c.Node), has)}
	}), nil
}

func attribute(n Node, name, space string) string {
	for _, a := range n.Attributes() {
		if a.Name() == name && a.Space() == space {
			return a.Text()
		}
	}
	return ""
}

const xmlSpace = "http://www.w3.org/XML/1998/namespace"

// buildLang compares with the nearest attribute "xml:lang": "en" holds for "en-GB" too.
func buildLang(_ *compiler, _ *call, args []code) (code, error) {
	return truthCode(func(c *Context) bool {
		wanted := strings.ToLower(args[0].text(c))
		for n := c.Node; n != nil; n = n.Parent() {
			if has := strings.ToLower(attribute(n, "lang", xmlSpace)); has != "" {
				return has == wanted || strings.HasPrefix(has, wanted+"-")
			}
		}
		return false
	}), nil
}

func nameFunctions() map[string]builtin {
	return map[string]builtin{
		"name":          naming(qualifiedName),
		"local-name":    naming(Node.Name),
		"namespace-uri": naming(namespaceURI),
	}
}

func naming(of func(Node) string) builtin {
	return builtin{0, 1, func(_ *compiler, e *call, args []code) (code, error) {
		if len(args) > 0 {
			if err := wantNodes(e, args, 0); err != nil {
				return code{}, err
			}
		}
		nodes := here(args).nodes
		return textCode(func(c *Context) string {
			set := nodes(c)
			if set.empty() {
				return ""
			}
			return of(set.at(0))
		}), nil
	}}
}

// namespaceURI is "" for a declaration of a namespace, which is in none.
func namespaceURI(n Node) string {
	if n.Space() == xmlnsSpace {
		return ""
	}
	return n.Space()
}

// qualifiedName is the name with the prefix that the nearest declaration gives its namespace.
func qualifiedName(n Node) string {
	space := namespaceURI(n)
	if space == "" {
		return n.Name()
	}
	for at := n; at != nil; at = at.Parent() {
		for _, a := range at.Attributes() {
			if a.Space() != xmlnsSpace || a.Text() != space {
				continue
			}
			if a.Name() == "xmlns" {
				return n.Name()
			}
			return a.Name() + ":" + n.Name()
		}
	}
	return n.Name()
}
