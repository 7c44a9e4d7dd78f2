package xpath

import (
	"maps"
	"sync"
)

// builtin is a function of the language. Build is called with as many arguments as it may have.
type builtin struct {
	least, most int // most -1 is no bound
	build       func(k *compiler, e *call, args []code) (code, error)
}

// functions are those of ODK XForms and the core library of XPath 1.0, by name.
var functions = sync.OnceValue(func() map[string]builtin {
	all := map[string]builtin{}
	for _, group := range []map[string]builtin{
		textFunctions(), cutFunctions(), cipherFunctions(), truthFunctions(), checklistFunctions(),
		numberFunctions(), mathFunctions(), setFunctions(), nodeFunctions(), nameFunctions(),
		dateFunctions(), selectFunctions(), geoFunctions(),
	} {
		maps.Copy(all, group)
	}
	return all
})

// The functions below make builtins of functions that need nothing but the values of their arguments.

func text0(f func(*Context) string) builtin {
	return builtin{0, 0, func(*compiler, *call, []code) (code, error) { return textCode(f), nil }}
}

func text1(f func(string) string) builtin {
	return builtin{1, 1, func(_ *compiler, _ *call, args []code) (code, error) {
		a := args[0].text
		return textCode(func(c *Context) string { return f(a(c)) }), nil
	}}
}

func text2(f func(a, b string) string) builtin {
	return builtin{2, 2, func(_ *compiler, _ *call, args []code) (code, error) {
		a, b := args[0].text, args[1].text
		return textCode(func(c *Context) string { return f(a(c), b(c)) }), nil
	}}
}

func truth2(f func(a, b string) bool) builtin {
	return builtin{2, 2, func(_ *compiler, _ *call, args []code) (code, error) {
		a, b := args[0].text, args[1].text
		return truthCode(func(c *Context) bool { return f(a(c), b(c)) }), nil
	}}
}

func number1(f func(float64) float64) builtin {
	return builtin{1, 1, func(_ *compiler, _ *call, args []code) (code, error) {
		a := args[0].number
		return numberCode(func(c *Context) float64 { return f(a(c)) }), nil
	}}
}

func number2(f func(a, b float64) float64) builtin {
	return builtin{2, 2, func(_ *compiler, _ *call, args []code) (code, error) {
		a, b := args[0].number, args[1].number
		return numberCode(func(c *Context) float64 { return f(a(c), b(c)) }), nil
	}}
}

// here is the argument of functions that are about the context node when they have none.
func here(args []code) code {
	if len(args) > 0 {
		return args[0]
	}
	return nodesCode(func(c *Context) nodeset { return single(c.Node) })
}

// wantNodes refuses an argument that can only be a text, a number or a truth value.
func wantNodes(e *call, args []code, i int) error {
	if args[i].mayBeNodes() {
		return nil
	}
	return mistake(e.args[i].offset(), "%s() is about questions or repeats. Name one here, as ${name}.", e.name)
}

// texts are the texts of arguments; a set gives those of all its nodes.
func texts(c *Context, args []code) []string {
	out := make([]string, 0, len(args))
	for _, a := range args {
		if !a.mayBeNodes() {
			out = append(out, a.text(c))
			continue
		}
		v := a.value(c)
		if v.kind != nodesKind {
			out = append(out, v.Text())
		}
		for _, n := range v.nodes {
			out = append(out, n.Text())
		}
	}
	return out
}
