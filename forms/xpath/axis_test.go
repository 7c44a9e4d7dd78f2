package xpath_test

import (
	"fmt"
	"slices"
	"testing"

	"plumbline/forms/xpath"
)

// TestAPlaceOnAnAxisIsFoundAsAllAre compares what one place on an axis gives with all nodes of the axis, from every element.
func TestAPlaceOnAnAxisIsFoundAsAllAre(t *testing.T) {
	c := contextOf(t, `<a><b id="1"><c/><d><c/></d></b><b><c/></b><e/><b id="2"><d><c/><c/></d></b></a>`)
	for axis, backward := range map[string]bool{
		"child": false, "descendant": false, "descendant-or-self": false, "following": false, "following-sibling": false, "self": false,
		"parent": true, "ancestor": true, "ancestor-or-self": true, "preceding": true, "preceding-sibling": true,
	} {
		for _, test := range []string{"*", "c", "node()"} {
			t.Run(axis+"::"+test, func(t *testing.T) {
				for _, n := range nodesOf(t, c, "//*") {
					from := *c
					from.Node = n
					all := nodesOf(t, &from, axis+"::"+test)
					if backward {
						slices.Reverse(all)
					}
					for place := range len(all) + 2 {
						got := nodesOf(t, &from, fmt.Sprintf("%s::%s[%d]", axis, test, place))
						var want []xpath.Node
						if place >= 1 && place <= len(all) {
							want = all[place-1 : place]
						}
						if !slices.Equal(got, want) {
							t.Errorf("place %d from <%s> is %v, want %v", place, n.Name(), got, want)
						}
					}
				}
			})
		}
	}
}

func nodesOf(tb testing.TB, c *xpath.Context, src string) []xpath.Node {
	tb.Helper()
	e, err := xpath.Compile(src, xpath.Options{})
	if err != nil {
		tb.Fatal(err)
	}
	return slices.Clone(e.Eval(c).Set())
}
