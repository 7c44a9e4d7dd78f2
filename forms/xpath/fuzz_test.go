package xpath_test

import (
	"errors"
	"testing"
	"time"
	"unicode/utf8"

	"plumbline/forms/xpath"
)

// FuzzCompile: whatever is written, it is either refused in words or has a value, the same in every form.
func FuzzCompile(f *testing.F) {
	for _, src := range []string{
		"/data/a > 3 and not(selected(../b, 'x'))",
		"sum(/data/r[position() < last()]/x) div count(/data/r)",
		"if(. = '', coalesce(/data/a, 'none'), format-date(today() - 7, '%e %b'))",
		"instance('w')/root/item[name = current()/../b]/label",
		"join(', ', //x | /data/b/@*) = concat('a', \"b\", -1.5)",
		"indexed-repeat(/data/r/x, /data/r, 2) + round(1.25, 1) mod 2",
		"preceding::node()[1]/ancestor-or-self::*/following-sibling::text()",
		"regex(., '[0-9]+') or distance('0 0;0 1') != area(/data)",
		"substr(substring('abc', 2), -1) = jr:choice-name(., '../a')",
		"date('2026-03-01') + decimal-time('10:00') - number(now())",
		"weighted-checklist(1, 2, /data/r/x, 3, true(), 4)",
		"$x", "((", "'", "@", "a::b", "1 div 0", "*[*[*]]",
	} {
		f.Add(src)
	}
	doc := parseXML(f, "<data><a>5</a><b k='v'>x y</b><r><x>1</x></r><r><x>2</x></r><instance id='w'><root><item><name>x</name></item></root></instance></data>")
	c := &xpath.Context{Node: doc.at(f, "/*[1]/*[2]"), Root: doc, World: &world{zone: time.UTC, doc: doc}}
	f.Fuzz(func(t *testing.T, src string) {
		if len(src) > 200 {
			t.Skip("a longer expression is made of the same parts")
		}
		e, err := xpath.Compile(src, xpath.Options{})
		if err != nil {
			if wrong := (*xpath.SyntaxError)(nil); !errors.As(err, &wrong) || wrong.Message == "" || wrong.Pos > len(src) {
				t.Fatalf("%q: %v", src, err)
			}
			return
		}
		v := e.Eval(c)
		if text := e.Text(c); utf8.ValidString(src) && !e.Volatile() && text != v.Text() {
			t.Errorf("%q: text is %q, and %q of the value", src, text, v.Text())
		}
		if e.Truth(c) != v.Truth() {
			t.Errorf("%q: truth is %v, and %v of the value", src, e.Truth(c), v.Truth())
		}
		if f, g := e.Float(c), v.Float(); f != g && f == f {
			t.Errorf("%q: number is %v, and %v of the value", src, f, g)
		}
	})
}
