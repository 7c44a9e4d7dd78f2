package xform

import (
	"regexp"
	"strconv"
	"strings"

	"plumbline/forms"
)

// readChoices finds out what a select can choose from.
func (r *reader) readChoices(n *forms.Node, e *element) {
	sets, items := e.all("itemset"), e.all("item")
	switch {
	case len(sets) > 0:
		r.readItemset(n, sets[0])
	default:
		r.readItems(n, items)
	}
	if len(sets)+len(items) == 0 {
		r.report.warn(e, n.Path, "The <%s> has nothing to choose from. Give it an <itemset> or <item> elements.", e.name)
	}
}

// readItems makes a choice list of the choices that stand inside a select.
func (r *reader) readItems(n *forms.Node, items []*element) {
	list := &forms.List{Name: r.freeListName(n)}
	for _, item := range items {
		value := item.child("value")
		if value == nil {
			r.report.fail(item, n.Path, "An <item> has no <value>, which would be stored when it is chosen. Give it one.")
			continue
		}
		label, id := r.shown(item.child("label"), n.Path)
		list.Choices = append(list.Choices, forms.Choice{
			Name: strings.TrimSpace(value.content()), Label: label, Media: r.itext.media(id),
		})
	}
	r.addList(list)
	n.List = list.Name
}

// readTags notes what a question about a feature of a map asks.
func (r *reader) readTags(n *forms.Node, e *element) {
	for _, tag := range e.all("tag") {
		label, _ := r.shown(tag.child("label"), n.Path)
		n.Tags = append(n.Tags, forms.Choice{Name: tag.attr("key"), Label: label})
	}
}

// freeListName returns a name for the choices of a node that no instance has.
func (r *reader) freeListName(n *forms.Node) string {
	name := n.Name
	for i := 1; ; i++ {
		if _, taken := r.instances[name]; !taken {
			return name
		}
		name = strings.ReplaceAll(n.Key(), "/", "-") + "-" + strconv.Itoa(i)
	}
}

var listItems = regexp.MustCompile(`^instance\(\s*(?:'([^']*)'|"([^"]*)")\s*\)/root/item\s*(\[[\s\S]*\])?$`)

// readItemset says where the choices of a select come from: a choice list, or anywhere.
func (r *reader) readItemset(n *forms.Node, e *element) {
	nodes := r.randomized(n, e.attr("nodeset"))
	value, label := refOf(e, "value"), refOf(e, "label")
	if nodes == "" || value == "" {
		r.report.fail(e, n.Path, "An <itemset> needs a nodeset and a <value ref=\"...\">, which say what there is to choose and what is stored.")
		return
	}
	if m := listItems.FindStringSubmatch(nodes); m != nil {
		filter, one := singlePredicate(m[3])
		list := r.def.Lists[m[1]+m[2]]
		if one && list != nil && value == itemName && label == labelRef(list) {
			n.List, n.ChoiceFilter = list.Name, filter
			return
		}
	}
	n.Items = &forms.Itemset{Nodes: nodes, Value: value, Label: label}
	if m := sourceID.FindStringSubmatch(nodes); m != nil {
		nameSource(n, r.instances[m[1]+m[2]])
	}
}

func refOf(e *element, child string) string {
	if c := e.child(child); c != nil {
		return c.attr("ref")
	}
	return ""
}

// labelRef returns how an itemset refers to the labels of a choice list.
func labelRef(list *forms.List) string {
	if len(list.Choices) > 0 && list.Choices[0].Columns[itemText] != "" {
		return "jr:itext(itextId)"
	}
	return itemLabel
}

// randomized takes randomize() from around the expression of a select's items, and notes it as the parameters column
// of an XLSForm does.
func (r *reader) randomized(n *forms.Node, nodes string) string {
	inner, ok := strings.CutPrefix(nodes, "randomize(")
	if !ok || !strings.HasSuffix(inner, ")") {
		return nodes
	}
	args := arguments(strings.TrimSuffix(inner, ")"))
	if len(args) == 0 || len(args) > 2 {
		return nodes
	}
	set(&n.Parameters, "randomize", "true")
	if len(args) == 2 {
		set(&n.Parameters, "seed", args[1])
	}
	return args[0]
}

// arguments splits what stands between the brackets of a call at its own commas; nil when brackets do not match.
func arguments(s string) []string {
	var out []string
	depth, start, quote := 0, 0, rune(0)
	for i, c := range s {
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '\'' || c == '"':
			quote = c
		case c == '(' || c == '[':
			depth++
		case c == ')' || c == ']':
			if depth--; depth < 0 {
				return nil
			}
		case c == ',' && depth == 0:
			out = append(out, strings.TrimSpace(s[start:i]))
			start = i + 1
		}
	}
	return append(out, strings.TrimSpace(s[start:]))
}

// singlePredicate returns what stands between the brackets of "[...]", and "" of "". It says false for "[...][...]".
func singlePredicate(s string) (inside string, ok bool) {
	if s == "" {
		return "", true
	}
	inside = s[1 : len(s)-1] // with the blanks around it, which are the converter's
	return inside, arguments(inside) != nil
}

var sourceID = regexp.MustCompile(`^instance\(\s*(?:'([^']*)'|"([^"]*)")\s*\)`)

// nameSource notes which file the choices of a select come from.
func nameSource(n *forms.Node, url string) {
	if url == "" {
		return
	}
	n.Items.Source = url[strings.LastIndexByte(url, '/')+1:]
	switch n.Kind {
	case forms.SelectOne:
		n.Type = "select_one_from_file"
	case forms.SelectMultiple:
		n.Type = "select_multiple_from_file"
	}
}

// readTickLabels notes the choice list that labels the ticks of a range.
func (r *reader) readTickLabels(n *forms.Node, e *element) {
	itemset := e.child("itemset")
	if itemset == nil {
		return
	}
	if m := listItems.FindStringSubmatch(itemset.attr("nodeset")); m != nil && r.def.Lists[m[1]+m[2]] != nil {
		n.List = m[1] + m[2]
		set(&n.Parameters, "tick_labelset", n.List)
	}
}
