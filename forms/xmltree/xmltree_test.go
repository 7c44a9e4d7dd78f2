package xmltree_test

import (
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"plumbline/forms/xmltree"
	"plumbline/forms/xpath"
)

const sample = `<?xml version="1.0"?>
<h:html xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa">
  <data version="7"><a jr:x="1">one</a><a>two<!-- said --> more</a><b/></data>
  <instance id="list"><root><item>i</item></root></instance>
  <itext>
    <translation lang="en"><text id="t"><value form="short">short</value><value>English</value></text></translation>
    <translation lang="cy" default="true()"><text id="t"><value>Cymraeg</value></text></translation>
  </itext>
</h:html>`

func parse(t *testing.T) *xmltree.Node {
	t.Helper()
	doc, err := xmltree.Parse([]byte(sample))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func TestExpressionsOverADocument(t *testing.T) {
	for _, row := range []struct{ name, expression, language, want string }{
		{"text", "/h:html/data/a[1]", "", "one"},
		{"comments are no text", "/h:html/data/a[2]", "", "two more"},
		{"an attribute with a prefix", "//@jr:x", "", "1"},
		{"declarations are no attributes", "count(/h:html/@*)", "", "0"},
		{"a secondary instance", "instance('list')/root/item", "", "i"},
		{"text in the default language", "jr:itext('t')", "", "Cymraeg"},
		{"text in another", "jr:itext('t')", "en", "English"},
		{"text in a language that is not there", "jr:itext('t')", "fr", ""},
		{"today", "string(today())", "", "2026-11-20"},
	} {
		t.Run(row.name, func(t *testing.T) {
			doc := parse(t)
			e, err := xpath.Compile(row.expression, xpath.Options{Namespaces: doc.Namespaces()})
			if err != nil {
				t.Fatal(err)
			}
			w := xmltree.World{
				Document: doc, Clock: func() time.Time { return time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC) },
				NewID: func() string { return "" }, Numbers: func() float64 { return 0 }, Language: row.language,
			}
			if got := e.Text(&xpath.Context{Node: doc, Root: doc, World: w}); got != row.want {
				t.Errorf("got %q, want %q", got, row.want)
			}
		})
	}
}

func TestPaths(t *testing.T) {
	doc := parse(t)
	for expression, want := range map[string]string{
		"/": "/", "//a[2]": "/html/data/a[2]", "//b": "/html/data/b", "//@version": "/html/data/@version",
		"//a[2]/text()[2]": "/html/data/a[2]/text()[2]",
	} {
		e, err := xpath.Compile(expression, xpath.Options{Namespaces: doc.Namespaces()})
		if err != nil {
			t.Fatal(err)
		}
		set := e.Eval(&xpath.Context{Node: doc, Root: doc, World: xmltree.World{Document: doc, Clock: time.Now}}).Set()
		if len(set) != 1 || set[0].(*xmltree.Node).Path() != want {
			t.Errorf("%s leads to %v, want %s", expression, set, want)
		}
	}
}

func TestUUIDsAreOfVersion4(t *testing.T) {
	shape := regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)
	ids := 0
	w := xmltree.World{NewID: func() string { ids++; return strconv.Itoa(ids) }}
	seen := map[string]bool{}
	for range 100 {
		id := w.UUID()
		if !shape.MatchString(id) || seen[id] {
			t.Errorf("an id is %q", id)
		}
		seen[id] = true
	}
}

func TestParseRefuses(t *testing.T) {
	for name, source := range map[string]string{
		"nothing":           "",
		"text alone":        "<?xml version='1.0'?> words",
		"an open element":   "<a><b></a>",
		"elements too deep": strings.Repeat("<a>", 5000),
		"a bomb":            `<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>`,
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := xmltree.Parse([]byte(source)); err == nil {
				t.Error("it is read")
			}
		})
	}
}

func FuzzParse(f *testing.F) {
	f.Add(sample)
	f.Fuzz(func(t *testing.T, source string) {
		doc, err := xmltree.Parse([]byte(source))
		if err == nil {
			_ = doc.Text()
		}
	})
}
