package xpath_test

import (
	"sync"
	"testing"
	"time"

	"plumbline/forms/xpath"
)

func TestExprIsSafeForConcurrentUse(t *testing.T) {
	e, err := xpath.Compile("concat(count(r[x > 1]), regex('b1', concat(a, '1')), join('', r/x))", xpath.Options{})
	if err != nil {
		t.Fatal(err)
	}
	c := contextOf(t, "<data><a>b</a><r><x>1</x></r><r><x>2</x></r></data>")
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			own := *c
			for range 100 {
				if got := e.Text(&own); got != "1true12" {
					t.Errorf("got %q", got)
				}
			}
		})
	}
	wg.Wait()
}

func TestAFunctionEvaluatesAnother(t *testing.T) {
	inner, err := xpath.Compile("concat(b, b)", xpath.Options{})
	if err != nil {
		t.Fatal(err)
	}
	o := xpath.Options{Functions: map[string]xpath.Function{"qa:inner": {Call: func(c *xpath.Context, _ []xpath.Value) xpath.Value {
		return inner.Eval(c)
	}}}}
	outer, err := xpath.Compile("concat(a, qa:inner(), a)", o)
	if err != nil {
		t.Fatal(err)
	}
	if got := outer.Text(contextOf(t, "<data><a>1</a><b>2</b></data>")); got != "1221" {
		t.Errorf("got %q", got)
	}
}

func TestFunctionsOfTheOwner(t *testing.T) {
	double := xpath.Function{Min: 1, Max: 1, Call: func(_ *xpath.Context, args []xpath.Value) xpath.Value {
		return xpath.Number(2 * args[0].Float())
	}}
	all := xpath.Function{Max: -1, Call: func(_ *xpath.Context, args []xpath.Value) xpath.Value { return args[0] }}
	o := xpath.Options{Functions: map[string]xpath.Function{"qa:double": double, "qa:all": all, "true": double}}
	c := contextOf(t, "<data><a>21</a><a>4</a></data>")
	for _, row := range []struct{ name, src, want string }{
		{"of a node", "qa:double(a) + 1", "43"},
		{"gives nodes", "qa:all(a)[2]", "4"},
		{"place in brackets", "a[qa:double(1)]", "4"},
		{"before one of the language", "true(3)", "6"},
	} {
		t.Run(row.name, func(t *testing.T) {
			e, err := xpath.Compile(row.src, o)
			if err != nil {
				t.Fatal(err)
			}
			if got := e.Text(c); got != row.want {
				t.Errorf("got %q, want %q", got, row.want)
			}
		})
	}
	if _, err := xpath.Compile("qa:double()", o); err == nil {
		t.Error("a call without its argument compiles")
	}
}

func TestBind(t *testing.T) {
	for _, row := range []struct {
		name, src string
		offered   []string // with steps shown as in references
	}{
		{"absolute", "/data/a", []string{"/data/a"}},
		{"relative", "../a + .", []string{"./../a", "./."}},
		{"beginning of a longer path", "/data/r[x = 1]/y", []string{"/data"}},
		{"absolute in a predicate", "instance('w')/root/item[n = /data/a]", []string{"/data/a"}},
		{"not relative in a predicate", "/data/r/s[t = 1]", []string{"/data/r"}},
		{"not from current", "current()/../a", nil},
		{"not any name", "/*", nil},
		{"parts", "sum(/data/r/x) > /data/a", []string{"/data/r/x", "/data/a"}},
	} {
		t.Run(row.name, func(t *testing.T) {
			var offered []string
			bind := func(p *xpath.Path) xpath.Finder {
				r := xpath.Reference{Steps: p.Steps}
				if p.Absolute {
					r.From = xpath.FromRoot
				}
				if !p.Plain() {
					t.Errorf("%s is not plain", written(r))
				}
				offered = append(offered, written(r))
				return xpath.Finder{}
			}
			if _, err := xpath.Compile(row.src, xpath.Options{Bind: bind}); err != nil {
				t.Fatal(err)
			}
			if len(offered) != len(row.offered) {
				t.Fatalf("offered %q, want %q", offered, row.offered)
			}
			for i, path := range row.offered {
				if offered[i] != path {
					t.Errorf("offered %q, want %q", offered[i], path)
				}
			}
		})
	}
}

func TestBoundNodesAreTakenAsFound(t *testing.T) {
	c := contextOf(t, "<data><a>1</a><b/><r><x>2</x></r><r><x>3</x></r></data>")
	nodes := c.Root.Children()[0].Children()
	bind := func(p *xpath.Path) xpath.Finder {
		switch p.Steps[len(p.Steps)-1].Name {
		case "r":
			return xpath.Finder{All: func(*xpath.Context, int) []xpath.Node { return nodes[2:] }}
		case "a":
			return xpath.Finder{One: func(*xpath.Context, int) xpath.Node { return nodes[0] }}
		case "none":
			return xpath.Finder{One: func(*xpath.Context, int) xpath.Node { return nil }}
		}
		return xpath.Finder{}
	}
	for _, row := range []struct{ src, want string }{
		{"sum(/data/r/*[. > 2])", "3"},
		{"/data/a + 1", "2"},
		{"/data/a >= 1 and 1 >= /data/a and not(/data/a > 1)", "true"},
		{"/data/a = '1' and count(/data/a) = 1", "true"},
		{"/data/none < 1 or /data/none >= 1 or /data/none = '' or boolean(/data/none)", "false"},
		{"concat(/data/none, string(/data/none), count(/data/none))", "0"},
		{"concat(/data/none/x, local-name(/data/a/..))", "data"},
	} {
		t.Run(row.src, func(t *testing.T) {
			e, err := xpath.Compile(row.src, xpath.Options{Bind: bind})
			if err != nil {
				t.Fatal(err)
			}
			if got := e.Text(c); got != row.want {
				t.Errorf("got %q, want %q", got, row.want)
			}
		})
	}
}

func TestNamespaces(t *testing.T) {
	const source = `<data xmlns="urn:form" xmlns:x="urn:extra"><a>1</a><x:a k="2" x:k="3">4</x:a></data>`
	strict := map[string]string{"": "urn:form", "e": "urn:extra"}
	for _, row := range []struct {
		name, src string
		spaces    map[string]string
		want      string
	}{
		{"without prefix, any", "count(a)", nil, "2"},
		{"without prefix, its own", "count(a)", strict, "1"},
		{"with prefix", "e:a", strict, "4"},
		{"any name of a namespace", "count(e:*)", strict, "1"},
		{"prefix that stands for itself", "count(f:a)", strict, "0"},
		{"attribute without prefix", "*/@k", strict, "2"},
		{"attribute with prefix", "*/@e:k", strict, "3"},
		{"name as declared", "name(*[2])", strict, "x:a"},
		{"uri", "namespace-uri(*[2])", strict, "urn:extra"},
	} {
		t.Run(row.name, func(t *testing.T) {
			e, err := xpath.Compile(row.src, xpath.Options{Namespaces: row.spaces})
			if err != nil {
				t.Fatal(err)
			}
			if got := e.Text(contextOf(t, source)); got != row.want {
				t.Errorf("got %q, want %q", got, row.want)
			}
		})
	}
}

func TestValue(t *testing.T) {
	for _, row := range []struct {
		name  string
		value xpath.Value
		text  string
		truth bool
	}{
		{"zero", xpath.Value{}, "", false},
		{"text", xpath.String("0"), "0", true},
		{"number", xpath.Number(-0.5), "-0.5", true},
		{"nothing", xpath.Number(0), "0", false},
		{"true", xpath.Bool(true), "true", true},
		{"no nodes", xpath.Nodes(nil), "", false},
		{"nodes", xpath.Nodes(contextOf(t, "<data>x</data>").Root.Children()), "x", true},
	} {
		t.Run(row.name, func(t *testing.T) {
			if row.value.Text() != row.text || row.value.Truth() != row.truth {
				t.Errorf("got %q, %v", row.value.Text(), row.value.Truth())
			}
		})
	}
	if got := xpath.String("2026-03-01T12:00").Float(); got != float64(time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC).Unix())/86400 {
		t.Errorf("a time without offset is %v", got)
	}
}

// TestEmptyContext: nothing there is no reason to fail.
func TestEmptyContext(t *testing.T) {
	for _, src := range []string{".", "..", "/data/a", "count(//a)", "once('a')", "id('a')", "lang('en')", "position(..)", "current()/a[1]"} {
		e, err := xpath.Compile(src, xpath.Options{})
		if err != nil {
			t.Fatal(err)
		}
		e.Eval(&xpath.Context{World: &world{zone: time.UTC}})
	}
}
