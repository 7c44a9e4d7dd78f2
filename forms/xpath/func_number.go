package xpath

import "math"

func numberFunctions() map[string]builtin {
	return map[string]builtin{
		"number":          {0, 1, buildNumber},
		"int":             number1(math.Trunc),
		"floor":           number1(math.Floor),
		"ceiling":         number1(math.Ceil),
		"abs":             number1(math.Abs),
		"round":           {1, 2, buildRound},
		"sum":             {1, 1, buildSum},
		"min":             {0, -1, extreme(math.Min)},
		"max":             {0, -1, extreme(math.Max)},
		"count":           {1, 1, buildCount},
		"count-non-empty": {1, 1, buildCountNonEmpty},
		"random":          {0, 0, buildRandom},
	}
}

func buildNumber(_ *compiler, _ *call, args []code) (code, error) {
	return numberCode(here(args).number), nil
}

func buildRound(_ *compiler, _ *call, args []code) (code, error) {
	of := args[0].number
	if len(args) == 1 {
		return numberCode(func(c *Context) float64 { return math.Round(of(c)) }), nil
	}
	places := args[1].number
	return numberCode(func(c *Context) float64 { return roundTo(of(c), math.Trunc(places(c))) }), nil
}

// roundTo rounds to places after the point, before it when negative. A half goes away from zero, on either side of it.
func roundTo(f, places float64) float64 {
	switch {
	case math.IsNaN(places):
		return places
	case f == 0 || math.IsInf(f, 0) || places > 308:
		return f
	case places < 0:
		unit := math.Pow(10, -places)
		return math.Round(f/unit) * unit
	}
	unit := math.Pow(10, places)
	if big := f * unit; !math.IsInf(big, 0) {
		return math.Round(big) / unit
	}
	return f
}

// buildSum adds up all nodes. It is NaN when one of them is no number, blank ones included, and when there is none: what
// is not known has no sum.
func buildSum(_ *compiler, _ *call, args []code) (code, error) {
	if !args[0].mayBeNodes() {
		return numberCode(args[0].number), nil
	}
	of := args[0]
	if of.gives == anyKind {
		return numberCode(func(c *Context) float64 {
			v := of.value(c)
			if v.kind != nodesKind {
				return c.float(v)
			}
			return sum(c, nodeset{many: v.nodes})
		}), nil
	}
	return numberCode(func(c *Context) float64 { return sum(c, of.nodes(c)) }), nil
}

func sum(c *Context, set nodeset) float64 {
	if set.empty() {
		return nan()
	}
	total := 0.0
	for i := range set.size() {
		total += c.number(set.at(i).Text())
	}
	return total
}

// extreme makes min() and max(): over all values, and all nodes of sets. They are NaN when one is no number, and when
// there is nothing.
func extreme(of func(a, b float64) float64) func(*compiler, *call, []code) (code, error) {
	return func(_ *compiler, _ *call, args []code) (code, error) {
		return numberCode(func(c *Context) float64 {
			found, any := 0.0, false
			for _, a := range args {
				for _, v := range parts(c, a) {
					f := c.float(v)
					if f != f {
						return f // where math.Max and math.Min may prefer an infinity
					}
					if any {
						f = of(found, f)
					}
					found, any = f, true
				}
			}
			if !any {
				return nan()
			}
			return found
		}), nil
	}
}

func buildCount(_ *compiler, e *call, args []code) (code, error) {
	of := args[0].nodes
	return numberCode(func(c *Context) float64 { return float64(of(c).size()) }), wantNodes(e, args, 0)
}

// buildCountNonEmpty counts nodes that have a text, and those that have elements in them, as JavaRosa does.
func buildCountNonEmpty(_ *compiler, e *call, args []code) (code, error) {
	of := args[0].nodes
	return numberCode(func(c *Context) float64 {
		n, set := 0, of(c)
		for i := range set.size() {
			if at := set.at(i); at.Text() != "" || hasElements(at) {
				n++
			}
		}
		return float64(n)
	}), wantNodes(e, args, 0)
}

func hasElements(n Node) bool {
	for _, c := range n.Children() {
		if c.Kind() == Element {
			return true
		}
	}
	return false
}

func buildRandom(k *compiler, _ *call, _ []code) (code, error) {
	k.volatile = true
	return numberCode(func(c *Context) float64 { return c.World.Random() }), nil
}
