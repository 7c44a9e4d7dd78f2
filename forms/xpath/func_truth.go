package xpath

func truthFunctions() map[string]builtin {
	return map[string]builtin{
		"true":                {0, 0, buildTrue},
		"false":               {0, 0, buildFalse},
		"boolean":             {1, 1, buildBoolean},
		"not":                 {1, 1, buildNot},
		"boolean-from-string": {1, 1, buildBooleanFromString},
		"if":                  {3, 3, buildIf},
		"coalesce":            {2, 2, buildCoalesce},
		"once":                {1, 1, buildOnce},
	}
}

func buildTrue(*compiler, *call, []code) (code, error)  { return constant(Bool(true)), nil }
func buildFalse(*compiler, *call, []code) (code, error) { return constant(Bool(false)), nil }

func buildBoolean(_ *compiler, _ *call, args []code) (code, error) {
	return truthCode(args[0].truth), nil
}

func buildNot(_ *compiler, _ *call, args []code) (code, error) {
	of := args[0].truth
	return truthCode(func(c *Context) bool { return !of(c) }), nil
}

func buildBooleanFromString(_ *compiler, _ *call, args []code) (code, error) {
	of := args[0].text
	return truthCode(func(c *Context) bool { s := of(c); return s == "true" || s == "1" }), nil
}

// buildIf evaluates the chosen argument alone, and gives it as it is.
func buildIf(_ *compiler, _ *call, args []code) (code, error) {
	test, yes, no := args[0].truth, args[1], args[2]
	gives := anyKind
	if yes.gives == no.gives {
		gives = yes.gives
	}
	pick := func(c *Context) *code {
		if test(c) {
			return &yes
		}
		return &no
	}
	return code{
		gives:  gives,
		spread: nested,
		value:  func(c *Context) Value { return pick(c).value(c) },
		text:   func(c *Context) string { return pick(c).text(c) },
		number: func(c *Context) float64 { return pick(c).number(c) },
		truth:  func(c *Context) bool { return pick(c).truth(c) },
		nodes:  func(c *Context) nodeset { return pick(c).nodes(c) },
	}, nil
}

// buildCoalesce gives the first text that is not blank; so NaN, whose text is blank, never stands in the way.
func buildCoalesce(_ *compiler, _ *call, args []code) (code, error) {
	first, second := args[0].text, args[1].text
	return textCode(func(c *Context) string {
		if s := first(c); s != "" {
			return s
		}
		return second(c)
	}), nil
}

// buildOnce keeps the text of the context node once it has one, and does not evaluate the argument then.
func buildOnce(_ *compiler, _ *call, args []code) (code, error) {
	own, other := here(nil).text, args[0].text
	return textCode(func(c *Context) string {
		if s := own(c); s != "" {
			return s
		}
		return other(c)
	}), nil
}
