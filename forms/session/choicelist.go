package session

import (
	"fmt"
	"strings"
	"sync"

	"plumbline/forms"
	"plumbline/forms/xpath"
)

// choiceList is a choice list as expressions see it.
type choiceList struct {
	list  *forms.List
	doc   *datum       // whose only child is "root"
	items []xpath.Node // by index of the choices
	index map[string]int
	plain bool // labels are the same in all languages, and hold no references
}

// choiceLists makes the choice lists of a definition ready to be asked for: forms have many that nothing asks for.
func choiceLists(def *forms.Definition) map[string]func() *choiceList {
	out := make(map[string]func() *choiceList, len(def.Lists)+len(def.ExternalLists))
	for _, lists := range []map[string]*forms.List{def.ExternalLists, def.Lists} {
		for name, list := range lists {
			out[name] = sync.OnceValue(func() *choiceList { return newChoiceList(name, list) })
		}
	}
	return out
}

// Children of a choice as XLSForms name them.
const (
	itemName  = "name"
	itemLabel = "label"
	itemText  = "itextId"
)

func newChoiceList(name string, list *forms.List) *choiceList {
	l := &choiceList{list: list, doc: newData(), index: make(map[string]int, len(list.Choices)), plain: true}
	root := l.doc.add("root", "")
	spoken := false // a label that is not the same text everywhere is found by its id, and is no child
	for _, c := range list.Choices {
		l.plain = l.plain && plainText(c.Label)
		spoken = spoken || len(c.Media) > 0
	}
	spoken = spoken || !l.plain
	for i := range list.Choices {
		c := &list.Choices[i]
		item := root.add("item", "")
		item.choice = i
		l.addCells(item, c, spoken, fmt.Sprintf("%s-%d", name, i))
		if _, twice := l.index[c.Name]; !twice {
			l.index[c.Name] = i
		}
	}
	l.items = root.kids
	return l
}

// addCells adds the children of a choice.
func (l *choiceList) addCells(item *datum, c *forms.Choice, spoken bool, id string) {
	_, has := c.Columns[itemText]
	if spoken && !has {
		item.add(itemText, id)
	}
	item.add(itemName, c.Name)
	if label := c.Label.In(forms.Untranslated); !spoken && !has && label != "" {
		item.add(itemLabel, plainWords(label))
	}
	for _, header := range l.list.Extra {
		if cell, ok := c.Columns[header]; ok {
			item.add(header, cell)
		}
	}
}

// plainWords is the text of wording that holds no references.
func plainWords(wording string) string { return strings.ReplaceAll(wording, forms.Literal("${"), "${") }

// plainText reports whether a text is the same in all languages, and holds no references.
func plainText(t forms.Text) bool {
	for language, wording := range t {
		if language != forms.Untranslated || strings.Contains(wording, "${") {
			return false
		}
	}
	return true
}
