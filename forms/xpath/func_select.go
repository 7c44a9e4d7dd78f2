package xpath

import "math"

func selectFunctions() map[string]builtin {
	return map[string]builtin{
		"selected":       truth2(selected),
		"selected-at":    {2, 2, buildSelectedAt},
		"count-selected": {1, 1, buildCountSelected},
		"jr:choice-name": {2, 2, buildChoiceName},
		"jr:itext":       {1, 1, buildItext},
		"version":        text0(func(c *Context) string { return c.World.Version() }),
	}
}

// selected reports whether a choice is among those of an answer. A blank choice is, of a blank answer.
func selected(answer, choice string) bool {
	choice = trim(choice)
	for start := 0; start <= len(answer); {
		end := start
		for end < len(answer) && !isSpace(answer[end]) {
			end++
		}
		if answer[start:end] == choice && (choice != "" || len(words(answer)) == 0) {
			return true
		}
		start = end + 1
	}
	return false
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\r' || c == '\n' }

func buildSelectedAt(_ *compiler, _ *call, args []code) (code, error) {
	answer, index := args[0].text, args[1].number
	return textCode(func(c *Context) string {
		all, i := words(answer(c)), math.Trunc(index(c))
		if !(i >= 0 && i < float64(len(all))) {
			return ""
		}
		return all[int(i)]
	}), nil
}

func buildCountSelected(_ *compiler, _ *call, args []code) (code, error) {
	answer := args[0].text
	return numberCode(func(c *Context) float64 { return float64(len(words(answer(c)))) }), nil
}

func buildChoiceName(k *compiler, _ *call, args []code) (code, error) {
	k.language = true
	value, path := args[0].text, args[1].text
	return textCode(func(c *Context) string { return c.World.ChoiceName(c.Node, value(c), path(c)) }), nil
}

func buildItext(k *compiler, _ *call, args []code) (code, error) {
	k.language = true
	id := args[0].text
	return textCode(func(c *Context) string { return c.World.Text(id(c)) }), nil
}
