package xpath_test

import (
	"strings"
	"testing"

	"plumbline/forms/xpath"
)

// TestExpressionsOfOneShapeKeepTheirPaths compiles all expressions before it evaluates any.
func TestExpressionsOfOneShapeKeepTheirPaths(t *testing.T) {
	c := contextOf(t, "<data><a>1</a><b>2</b><r><x>3</x></r><r><x>4</x></r><s><x>5</x></s></data>")
	nodes := c.Root.Children()[0].Children()
	one := func(_ *xpath.Context, at int) xpath.Node { return nodes[at] }
	all := func(_ *xpath.Context, at int) []xpath.Node { return nodes[at : at+2] }
	bind := func(p *xpath.Path) xpath.Finder {
		switch p.Steps[len(p.Steps)-1].Name {
		case "a":
			return xpath.Finder{One: one, At: 0}
		case "b":
			return xpath.Finder{One: one, At: 1}
		case "s":
			return xpath.Finder{One: one, At: 4}
		case "r":
			return xpath.Finder{All: all, At: 2}
		}
		return xpath.Finder{}
	}
	options := xpath.Options{Bind: bind, Shapes: &xpath.Shapes{}}
	rows := []struct{ src, want string }{
		{"/data/a + /data/b", "3"},
		{"/data/b + /data/b", "4"},
		{"/data/a - /data/b", "-1"},
		{"/data/b - /data/a", "1"},
		{"concat(/data/a, 'ab', 'c')", "1abc"},
		{"concat(/data/b, 'a', 'bc')", "2abc"},
		{"/data/a + 1.5", "2.5"},
		{"/data/b + 1.5", "3.5"},
		{"/data/b + '1.5'", "3.5"},
		{"sum(/data/r/x[. > /data/a + 2])", "4"},
		{"sum(/data/r/x[. > /data/b])", "7"},
		{"/data/s/x", "5"},
		{"/data/r/x", "3"},
		{"/data/*[2]", "2"},
		{"/data/*[1]", "1"},
		{"/data/a/following-sibling::s/x", "5"},
		{"/data/a/following-sibling::b", "2"},
		{"count(/data/a | /data/r)", "3"},
		{"count(/data/a | /data/s)", "2"},
		{"indexed-repeat(/data/r/x, /data/r, 2)", "4"},
		{"indexed-repeat(/data/r, /data/r, 2)", "4"},
		{"indexed-repeat(/data/s/x, /data/s, 1)", "5"},
	}
	compiled := make([]*xpath.Expr, len(rows))
	for i, row := range rows {
		var err error
		if compiled[i], err = xpath.Compile(row.src, options); err != nil {
			t.Fatal(err)
		}
	}
	for i, row := range rows {
		t.Run(row.src, func(t *testing.T) {
			if got := compiled[i].Text(c); got != row.want {
				t.Errorf("got %q, want %q", got, row.want)
			}
			if compiled[i].Source() != row.src {
				t.Errorf("source is %q", compiled[i].Source())
			}
		})
	}
}

// TestAnExpressionIsRefusedWhateverWasCompiledBefore says where each is wrong, not where the first of its shape was.
func TestAnExpressionIsRefusedWhateverWasCompiledBefore(t *testing.T) {
	options := xpath.Options{Shapes: &xpath.Shapes{}}
	for _, row := range []struct{ src, want string }{
		{"count(/data/a)", ""},
		{"count(1)", "character 7"},
		{"  count(1)", "character 9"},
		{"count(/data/a)", ""},
		{"count(", "character 7"},
	} {
		t.Run(row.src, func(t *testing.T) {
			_, err := xpath.Compile(row.src, options)
			if row.want == "" && err != nil || row.want != "" && (err == nil || !strings.Contains(err.Error(), row.want)) {
				t.Errorf("got %v, want %q", err, row.want)
			}
		})
	}
}
