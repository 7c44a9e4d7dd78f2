package xform_test

import (
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"plumbline/forms"
	"plumbline/forms/xform"
)

var update = flag.Bool("update", false, "write the golden files anew")

func written(t *testing.T, def *forms.Definition) string {
	t.Helper()
	var out strings.Builder
	if err := xform.Write(&out, def); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// TestWriteGolden writes Definitions as a workbook's reader would make them.
func TestWriteGolden(t *testing.T) {
	for _, tt := range []struct {
		name string
		def  *forms.Definition
	}{
		{"plain", plainForm()},
		{"everything", fullForm()},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := written(t, tt.def)
			golden := filepath.Join("testdata", tt.name+".xml")
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("%s differs; run with -update to take what is written now:\n%s", golden, got)
			}
			if _, report, err := xform.Read(golden, []byte(got)); err != nil || len(report.Warnings) > 0 {
				t.Errorf("reading it: %v, warnings %v", err, report.Warnings)
			}
		})
	}
}

// TestWriteIsTheSameEachTime writes a form with many maps twenty times.
func TestWriteIsTheSameEachTime(t *testing.T) {
	want := written(t, fullForm())
	for range 20 {
		if got := written(t, fullForm()); got != want {
			t.Fatal("two writings of one form differ")
		}
	}
}

// full is a writer that has no room.
type full struct{}

var errFull = errors.New("no room")

func (full) Write([]byte) (int, error) { return 0, errFull }

func TestWritePassesErrorsOn(t *testing.T) {
	if err := xform.Write(full{}, plainForm()); !errors.Is(err, errFull) {
		t.Errorf("%v", err)
	}
}

// A phone looks the choices of a search up in a file; the form's own choices say which columns to show.
func TestWritePutsTheListOfASearchIntoItsQuestion(t *testing.T) {
	def := plainForm()
	def.Lists = map[string]*forms.List{"wards": {Name: "wards", Choices: []forms.Choice{{Name: "code", Label: forms.Plain("title")}}}}
	def.ListOrder = []string{"wards"}
	def.Root = tree(
		forms.Node{Name: "data"},
		leaf(forms.SelectOne, "ward", forms.Node{Label: forms.Plain("Ward"), List: "wards", Appearance: "minimal search('wards')"}),
	)
	got := written(t, def)
	if strings.Contains(got, "<instance id=") || !strings.Contains(got, "<item>") {
		t.Errorf("%s", got)
	}
}

func BenchmarkWrite(b *testing.B) {
	def, _, err := xform.Read("form.xml", []byte(survey()))
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if err := xform.Write(io.Discard, def); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkRead(b *testing.B) {
	content := []byte(survey())
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := xform.Read("form.xml", content); err != nil {
			b.Fatal(err)
		}
	}
}

// survey is a form of 2,000 questions in two languages, as large as national surveys are.
func survey() string {
	const questions = 2000
	text := `<text id="/data/q%d:label"><value>How often was the child seen?</value></text>`
	return form(parts{
		instance: numbered(questions, "<q%d/>"),
		model: `<itext><translation lang="en">` + numbered(questions, text) + `</translation><translation lang="cy">` +
			numbered(questions, text) + `</translation></itext>` +
			`<instance id="often"><root>` + numbered(500, `<item><name>n%d</name><label>Often</label></item>`) + `</root></instance>` +
			numbered(questions, `<bind nodeset="/data/q%d" type="string" relevant="/data/q0 != ''" required="true()"/>`),
		body: numbered(questions, `<select1 ref="/data/q%[1]d"><label ref="jr:itext('/data/q%[1]d:label')"/>`+
			`<itemset nodeset="instance('often')/root/item"><value ref="name"/><label ref="label"/></itemset></select1>`),
	})
}
