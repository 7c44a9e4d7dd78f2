package xform_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"plumbline/forms/xform"
)

// FuzzRead reads anything. What can be read can be written, and what was written says the same.
func FuzzRead(f *testing.F) {
	seeds, err := filepath.Glob("testdata/*.xml")
	if err != nil || len(seeds) == 0 {
		f.Fatalf("%d seeds, %v", len(seeds), err)
	}
	for _, name := range seeds {
		content, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(content))
	}
	for _, p := range []parts{
		{instance: `<a>1</a>`, body: `<group><label>L</label><input ref="a"/></group>`},
		{instance: `<r jr:template=""><a/></r>`, body: `<repeat nodeset="/data/r" jr:count="2"><input ref="/data/r/a"/></repeat>`},
		{instance: `<a/><b/>`, body: `<input ref="/data/b"><setvalue ref="/data/a" event="xforms-value-changed" value="1"/></input>`},
		{instance: `<a/>`, body: `<select1 ref="/data/a"><itemset nodeset="randomize(x[1], 2)"><value ref="v"/></itemset></select1>`},
		{model: `<itext><translation lang="cy"><text id="a"><value>b<output value="c"/></value></text></translation></itext>`},
	} {
		f.Add(form(p))
	}
	f.Fuzz(func(t *testing.T, content string) {
		def, report, err := xform.Read("form.xml", []byte(content))
		if (err == nil) != (len(report.Errors) == 0) || (err == nil) != (def != nil) {
			t.Fatalf("definition %v, error %v, report %v", def, err, report)
		}
		if err != nil {
			return
		}
		var out strings.Builder
		if err := xform.Write(&out, def); err != nil {
			t.Fatal(err)
		}
		if _, _, err := xform.Read("form.xml", []byte(out.String())); err != nil {
			t.Errorf("what was written is refused: %v\n%s", err, out.String())
		}
	})
}
