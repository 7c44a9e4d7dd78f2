package xform_test

import (
	"strings"
	"testing"

	"plumbline/forms"
	"plumbline/forms/xform"
)

// parts of a form for tests, each the XML that stands there.
type parts struct {
	instance string // inside <data>
	model    string // after the primary instance
	body     string
}

// form returns an XForm of parts.
func form(p parts) string {
	return `<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"` +
		` xmlns:jr="http://openrosa.org/javarosa" xmlns:odk="http://www.opendatakit.org/xforms"` +
		` xmlns:orx="http://openrosa.org/xforms" xmlns:entities="http://www.opendatakit.org/xforms/entities">` +
		`<h:head><h:title>Dip audit</h:title><model><instance><data id="dip-audit" version="3">` + p.instance +
		`</data></instance>` + p.model + `</model></h:head><h:body>` + p.body + `</h:body></h:html>`
}

func read(t *testing.T, content string) (*forms.Definition, *xform.Report) {
	t.Helper()
	def, report, err := xform.Read("form.xml", []byte(content))
	if err != nil {
		t.Fatalf("%v\n%s", err, content)
	}
	return def, report
}

func node(t *testing.T, def *forms.Definition, key string) *forms.Node {
	t.Helper()
	n := def.Node(key)
	if n == nil {
		t.Fatalf("no node %q", key)
	}
	return n
}

func messages(findings []xform.Finding) string {
	var out []string
	for _, f := range findings {
		out = append(out, f.Message)
	}
	return strings.Join(out, "\n")
}
