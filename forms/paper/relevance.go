package paper

import (
	"fmt"
	"slices"
	"strings"

	"plumbline/forms"
)

// only says in words when a node is asked; "" for always. What sheets cannot say in full names the questions that it
// depends on, and "" is also for what depends on none.
func (b *builder) only(n *forms.Node) string {
	if n.Relevant == "" {
		return ""
	}
	if said := b.when(n); said != "" {
		return fmt.Sprintf(b.words.only, said)
	}
	if on := b.dependsOn(n); len(on) > 0 {
		return fmt.Sprintf(b.words.depends, list(on, b.words.and))
	}
	return ""
}

// when is the condition of a node as part of a sentence; "" where sheets cannot say it.
func (b *builder) when(n *forms.Node) string {
	c, err := readCondition(n.Relevant)
	if err != nil {
		return ""
	}
	said, _ := b.say(n, c.simple())
	return said
}

// say puts a condition of a node in words. It reports false for one that compares what no question asks.
func (b *builder) say(n *forms.Node, c condition) (string, bool) {
	if c.join == "" {
		return b.compare(n, c)
	}
	said := make([]string, len(c.parts))
	for i, p := range c.parts {
		words, ok := b.say(n, p)
		if !ok {
			return "", false
		}
		if p.join == "or" {
			words = fmt.Sprintf(b.words.either, words)
		}
		said[i] = words
	}
	if c.join == "or" {
		return list(said, b.words.or), true
	}
	return list(said, b.words.and), true
}

// compare says how an answer compares with values.
func (b *builder) compare(n *forms.Node, c condition) (string, bool) {
	about := b.node(n, c.path)
	if about == nil || b.numbers.Of(about) == 0 {
		return "", false
	}
	number, format := b.numbers.Of(about), b.words.comparison(c.sign, about.Kind.Several())
	if slices.Equal(c.values, []string{""}) {
		switch c.sign {
		case "=":
			return fmt.Sprintf(b.words.blank, number), true
		case "!=":
			return fmt.Sprintf(b.words.filled, number), true
		}
		return "", false
	}
	shown := make([]string, len(c.values))
	for i, v := range c.values {
		shown[i] = b.shown(about, v)
	}
	return fmt.Sprintf(format, number, list(shown, b.words.or)), true
}

// shown is a value as a person reads it: the label of a choice, between quotation marks where it is several words.
func (b *builder) shown(n *forms.Node, value string) string {
	if l := b.form.ListOf(n); l != nil {
		if c, ok := l.Choice(value); ok {
			if label := strings.TrimSuffix(b.wording(c.Label), "."); strings.Contains(label, " ") {
				return "\u201c" + label + "\u201d"
			} else if label != "" {
				return label
			}
		}
	}
	return value
}

// node finds the node that a path leads to from another; nil where there is none.
func (b *builder) node(from *forms.Node, path string) *forms.Node {
	if strings.HasPrefix(path, "/") {
		return b.byPath[path]
	}
	at := from
	for step := range strings.SplitSeq(path, "/") {
		switch {
		case at == nil:
			return nil
		case step == "..":
			at = at.Parent
		case step == ".":
		default:
			at = at.Child(step)
		}
	}
	return at
}

// dependsOn gives the numbers of the questions that decide whether a node is asked, calculations looked through.
func (b *builder) dependsOn(n *forms.Node) []string {
	seen, found := map[*forms.Node]bool{}, map[int]bool{}
	var look func(n *forms.Node, expression string)
	look = func(n *forms.Node, expression string) {
		for _, path := range paths(expression) {
			about := b.node(n, path)
			if about == nil || seen[about] {
				continue
			}
			seen[about] = true
			if number := b.numbers.Of(about); number > 0 {
				found[number] = true
			} else {
				look(about, about.Calculation)
			}
		}
	}
	look(n, n.Relevant)
	var out []string
	for number := range len(b.numbers) + 1 {
		if found[number] {
			out = append(out, fmt.Sprint(number))
		}
	}
	return out
}

// list joins words: "a", "a or b", "a, b or c".
func list(all []string, last string) string {
	if len(all) < 2 {
		return strings.Join(all, "")
	}
	end := len(all) - 1
	return strings.Join(all[:end], ", ") + last + all[end]
}
