package xpath

func checklistFunctions() map[string]builtin {
	return map[string]builtin{
		"checklist":          {2, -1, buildChecklist},
		"weighted-checklist": {2, -1, buildWeightedChecklist},
	}
}

// buildChecklist counts what is true: of a set, each node whose text is not blank. A bound below 0, or one that is no
// number, is none.
func buildChecklist(_ *compiler, _ *call, args []code) (code, error) {
	least, most, items := args[0].number, args[1].number, args[2:]
	return truthCode(func(c *Context) bool {
		n := 0.0
		for _, item := range items {
			for _, v := range parts(c, item) {
				if v.Truth() {
					n++
				}
			}
		}
		return within(n, least(c), most(c))
	}), nil
}

// buildWeightedChecklist adds up the weights of what is true. The nodes of two sets belong together by their place.
func buildWeightedChecklist(_ *compiler, e *call, args []code) (code, error) {
	if len(args)%2 != 0 {
		return code{}, mistake(e.pos, "weighted-checklist() needs a weight after each condition, and the last has none.")
	}
	least, most, items := args[0].number, args[1].number, args[2:]
	return truthCode(func(c *Context) bool {
		sum := 0.0
		for i := 0; i < len(items); i += 2 {
			weights := parts(c, items[i+1])
			for j, v := range parts(c, items[i]) {
				if v.Truth() && j < len(weights) {
					sum += c.float(weights[j])
				}
			}
		}
		return within(sum, least(c), most(c))
	}), nil
}

// parts are the texts of the nodes of a set, and any other value itself.
func parts(c *Context, of code) []Value {
	v := of.value(c)
	if v.kind != nodesKind {
		return []Value{v}
	}
	out := make([]Value, len(v.nodes))
	for i, n := range v.nodes {
		out[i] = String(n.Text())
	}
	return out
}

func within(n, least, most float64) bool {
	return (!(least >= 0) || n >= least) && (!(most >= 0) || n <= most)
}
