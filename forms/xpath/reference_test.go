package xpath_test

import (
	"strings"
	"testing"

	"plumbline/forms/xpath"
)

// written is a reference as a path: "instance(x)/root/item", with "#" where the place or the number is read.
func written(r xpath.Reference) string {
	var out strings.Builder
	switch r.From {
	case xpath.FromContext:
		out.WriteString(".")
	case xpath.FromRoot:
	case xpath.FromInstance:
		out.WriteString("instance(" + r.Instance + ")")
	}
	for _, s := range r.Steps {
		switch s.Axis {
		case xpath.Child:
			out.WriteString("/" + s.Name)
		case xpath.Self:
			out.WriteString("/.")
		case xpath.Parent:
			out.WriteString("/..")
		case xpath.AttributeAxis:
			out.WriteString("/@" + s.Name)
		case xpath.DescendantOrSelf:
			out.WriteString("/")
		default:
			out.WriteString("/?" + s.Name)
		}
	}
	if r.Position {
		out.WriteString("#")
	}
	return out.String()
}

func TestReferences(t *testing.T) {
	for _, row := range []struct{ name, src, want string }{
		{"none", "1 + 2", ""},
		{"clock", "today()", ""},
		{"own value", ". > 3", "."},
		{"absolute", "/data/a = 'x'", "/data/a"},
		{"relative", "../a + ../../b", "./../a ./../../b"},
		{"once each", "/data/a + /data/a", "/data/a"},
		{"in functions", "if(selected(/data/a, 'x'), /data/b, concat(/data/c, 'd'))", "/data/a /data/c /data/b"},
		{"attribute", "/data/meta/entity/@id", "/data/meta/entity/@id"},
		{"anywhere", "//a", "//a"},
		{"union", "/data/a | /data/b", "/data/a /data/b"},
		{"condition of nodes", "/data/r[age > 18]/name", "/data/r/age /data/r/name"},
		{"up from a predicate", "/data/r[../b = x]", "/data/r/../b /data/r/x /data/r"},
		{"current in a predicate", "instance('w')/root/item[ward = current()/../w]/label", "instance(w)/root/item/ward ./../w instance(w)/root/item/label"},
		{"absolute in a predicate", "instance('w')/root/item[ward = /data/w]", "instance(w)/root/item/ward /data/w instance(w)/root/item"},
		{"nested predicates", "/data/r[s[t = 1]/u = 2]/v", "/data/r/s/t /data/r/s/u /data/r/v"},
		{"instance worked out", "instance(/data/which)/root/item", "/data/which instance()/root/item"},
		{"place by number", "/data/r[1]/x", "/data/r# /data/r/x"},
		{"place by answer", "/data/r[number(/data/n)]/x", "/data/n /data/r# /data/r/x"},
		{"place by position", "/data/r[position() = 2]/x", "/data/r# /data/r/x"},
		{"last", "/data/r[last()]/x", "/data/r# /data/r/x"},
		{"one before", "/data/r[position() = position(current()/..) - 1]/x", "./..# /data/r# /data/r/x"},
		{"instance of a repeat", "position(..)", "./..#"},
		{"number of instances", "count(/data/r)", "/data/r#"},
		{"number with a condition", "count(/data/r[age > 18])", "/data/r/age /data/r#"},
		{"number of answers", "count-non-empty(/data/r/x)", "/data/r/x# /data/r/x"},
		{"existence", "not(/data/r)", "/data/r#"},
		{"sum", "sum(/data/r/x)", "/data/r/x"},
		{"indexed repeat", "indexed-repeat(/data/r/x, /data/r, /data/n)", "/data/r# /data/n /data/r/x"},
		{"shuffled", "randomize(instance('w')/root/item, /data/seed)", "/data/seed instance(w)/root/item"},
		{"choice name", "jr:choice-name(/data/w, '/data/w')", "/data/w"},
		{"choice name, relative", "jr:choice-name(../w, ' ../w ')", "./../w"},
		{"pulldata of attributes", "pulldata('wards', 'label', '@code', /data/w)", "instance(wards)/root/item/label instance(wards)/root/item/@code /data/w"},
		{"pulldata", "pulldata('wards', 'label', 'code', /data/w)", "instance(wards)/root/item/label instance(wards)/root/item/code /data/w"},
		{"once does not read itself", "once(/data/a)", "/data/a"},
		{"own value by default", "string-length() > 3", "."},
		{"path from a function", "if(/data/a, /data/b, /data/c)/d", "/data/a /data/b/d /data/c/d"},
	} {
		t.Run(row.name, func(t *testing.T) {
			e, err := xpath.Compile(row.src, xpath.Options{})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, r := range e.References() {
				got = append(got, written(r))
			}
			if strings.Join(got, " ") != row.want {
				t.Errorf("got  %s\nwant %s", strings.Join(got, " "), row.want)
			}
		})
	}
}

func TestReferencesStayWithinBounds(t *testing.T) {
	sets := "(" + strings.Repeat("a|", 5000) + "a)[" + strings.Repeat("b+", 5000) + "b]"
	if _, err := xpath.Compile(sets, xpath.Options{}); err == nil || !strings.Contains(err.Error(), "combines too many paths") {
		t.Errorf("got %v", err)
	}
}

func TestWhatChangesByItself(t *testing.T) {
	for _, row := range []struct {
		src                 string
		volatile, localised bool
	}{
		{"/data/a > 3", false, false},
		{"now()", true, false},
		{"if(today() > /data/a, 1, 2)", true, false},
		{"/data/r[x > random()]", true, false},
		{"uuid(8)", true, false},
		{"randomize(/data/r)", true, false},
		{"randomize(/data/r, 3)", false, false},
		{"jr:itext('a')", false, true},
		{"concat('a', jr:choice-name(., '/data/a'))", false, true},
		{"format-date(., '%b')", false, true},
		{"format-date(., '%d/%m/%Y')", false, false},
	} {
		t.Run(row.src, func(t *testing.T) {
			e, err := xpath.Compile(row.src, xpath.Options{})
			if err != nil {
				t.Fatal(err)
			}
			if e.Volatile() != row.volatile || e.Localised() != row.localised {
				t.Errorf("got %v, %v", e.Volatile(), e.Localised())
			}
			if e.Source() != row.src {
				t.Errorf("source is %q", e.Source())
			}
		})
	}
}
