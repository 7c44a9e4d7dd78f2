package xpath_test

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"plumbline/forms/xpath"
)

// leaf is a node that holds its text, as a session's do.
type leaf struct{ node }

func (l *leaf) Text() string { return l.text }

// bound is a form of which every path "/data/qN" is found without a walk.
type bound struct{ leaves []*leaf }

func newBound(n int) *bound {
	b := &bound{leaves: make([]*leaf, n)}
	for i := range b.leaves {
		b.leaves[i] = &leaf{node{text: strconv.Itoa(i + 4)}}
	}
	return b
}

func (b *bound) bind(p *xpath.Path) xpath.Finder {
	i, err := strconv.Atoi(strings.TrimPrefix(p.Steps[len(p.Steps)-1].Name, "q"))
	if err != nil || !p.Absolute {
		return xpath.Finder{}
	}
	l := b.leaves[i]
	return xpath.Finder{One: func(*xpath.Context, int) xpath.Node { return l }}
}

func BenchmarkEval(b *testing.B) {
	form := newBound(20)
	terms := make([]string, len(form.leaves))
	for i := range terms {
		terms[i] = "/data/q" + strconv.Itoa(i)
	}
	options := xpath.Options{Bind: form.bind}
	for _, row := range []struct{ name, src string }{
		{"comparison", "/data/q1 > 3"},
		{"equality of texts", "/data/q1 = 'yes'"},
		{"selected", "selected(/data/q1, '5')"},
		{"condition", "if(/data/q1 = '5' and (/data/q2 > 3 or /data/q3 = ''), 1, 0)"},
		{"sum of 20 terms", strings.Join(terms, " + ")},
		{"sum of a set", "sum(/data/q1)"},
		{"own value", ". > 3 and . < 100"},
		{"age in years", "int((today() - '2011-02-03') div 365.25)"},
		{"days apart", "'2026-03-01' - '2026-02-01'"},
	} {
		b.Run(row.name, func(b *testing.B) {
			e, err := xpath.Compile(row.src, options)
			if err != nil {
				b.Fatal(err)
			}
			c := &xpath.Context{Node: form.leaves[0], Root: form.leaves[0], World: &world{zone: time.UTC}}
			b.ReportAllocs()
			for b.Loop() {
				e.Truth(c)
			}
		})
	}
}

// BenchmarkFilter picks some of the 50 000 items of a list.
func BenchmarkFilter(b *testing.B) {
	var source strings.Builder
	source.WriteString("<root>")
	for i := range 50_000 {
		source.WriteString("<item><ward>w" + strconv.Itoa(i%500) + "</ward><name>s" + strconv.Itoa(i) + "</name></item>")
	}
	source.WriteString("</root>")
	list := parseXML(b, source.String())
	c := contextOf(b, "<data><ward>w7</ward></data>")
	c.World = &listWorld{World: c.World, list: list}
	for _, row := range []struct{ name, src string }{
		{"by another answer", "instance('schools')/root/item[ward = /data/ward]"},
		{"by text", "instance('schools')/root/item[ward = 'w7']"},
		{"by current", "instance('schools')/root/item[ward = current()/ward]"},
		{"one cell", "instance('schools')/root/item[name = 's7']/ward"},
	} {
		b.Run(row.name, func(b *testing.B) {
			e, err := xpath.Compile(row.src, xpath.Options{})
			if err != nil {
				b.Fatal(err)
			}
			b.ReportAllocs()
			for b.Loop() {
				if len(e.Eval(c).Set()) == 0 {
					b.Fatal("nothing found")
				}
			}
		})
	}
}

type listWorld struct {
	xpath.World
	list *node
}

func (w *listWorld) Instance(string) xpath.Node { return w.list }

func BenchmarkCompile(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := xpath.Compile("selected(/data/a/b, 'x') and (../c > 3 or not(/data/d = '')) and count(/data/r[n = current()/../m]) > 0", xpath.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
