package paper

import (
	"fmt"

	"plumbline/forms"
)

// appendix prints what the grades of the form mean, and the lists from which choices are written in.
func (b *builder) appendix() {
	b.meanings()
	if len(b.listed) == 0 {
		return
	}
	b.add(Heading{Level: 2, Text: b.words.lists})
	for _, list := range b.listed {
		b.add(List{Name: fmt.Sprintf(b.words.list, b.letters[list.Name]), Items: b.items(list), Columns: 2})
	}
}

// meanings prints the descriptors of the lists that have some and that a question uses.
func (b *builder) meanings() {
	used := map[string]bool{}
	b.form.Root.Walk(func(n *forms.Node) bool {
		used[n.List] = true
		return true
	})
	begun := false
	for _, name := range b.form.ListOrder {
		list := b.form.Lists[name]
		if list == nil || !used[name] || !described(list) {
			continue
		}
		if !begun {
			b.add(Heading{Level: 2, Text: b.words.meanings})
			begun = true
		}
		b.add(List{Items: b.items(list), Columns: 1})
	}
}

func described(list *forms.List) bool {
	for _, c := range list.Choices {
		if c.Columns["descriptor"] != "" {
			return true
		}
	}
	return false
}

func (b *builder) items(list *forms.List) []Item {
	var out []Item
	for _, c := range list.Choices {
		label := b.wording(c.Label)
		if label == "" {
			label = c.Name
		}
		out = append(out, Item{label, c.Columns["descriptor"]})
	}
	return out
}
