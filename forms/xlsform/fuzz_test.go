package xlsform_test

import (
	"bytes"
	"testing"

	"plumbline/forms/xlsform"
)

const everything = `
| survey |
| | type | name | label | label::Welsh (cy) | hint | relevant | required | constraint | constraint_message | calculation | trigger | default | appearance | parameters | choice_filter | repeat_count | bind::qa:standard | save_to | image |
| | csv-external | wards | | | | | | | | | | | | | | | | | |
| | start | begun | | | | | | | | | | | | | | | | | |
| | begin_group | about | About the visit | Am yr ymweliad | | | | | | | | | field-list | | | | | | |
| | date | visited | When? | Pryd? | Day of the visit | | yes | . <= today() | Not after today, ${visited} | | | today() | | | | | PS1 PS2 | | a.png |
| | select_one yn or_other | seen | Seen on ${visited}? | | | | | | | | | yes | minimal | randomize=true seed=42 | | | | seen | |
| | range | sure | How sure? | | | ${seen} = 'yes' | | | | | | | | start=0 end=2 step=0.5 | | | | | |
| | end_group | | | | | | | | | | | | | | | | | | |
| | begin_repeat | people | Who was there? | | | | | | | | | | | | | count(${seen}) + 1 | | | |
| | text | who | Name of role | | | | | | | | | | | rows=3 | | | | | |
| | text | said | What did ${who} say? | | | ${who} != '' and ${seen} = 'yes' | | | | | | | | | | | | | |
| | select_one ${who} | next | Who is next? | | | | | | | | | | | | ${said} != '' | | | | |
| | end_repeat | | | | | | | | | | | | | | | | | | |
| | select_multiple_from_file regions.csv | regions | Which? | | | | | | | | | | | value=code label=title | ward = ${seen} | | | | |
| | calculate | later | | | | | | | | concat(${last-saved#seen}, pulldata('old', 'a', 'b', ${seen})) | ${seen} | | | | | | | | |
| | calculate | due | | | | | | | | qa:working-days(${visited}, 2, 'wards') | | | | | | | | | |
| | begin loop over yn | each | Each | | | | | | | | | | | | | | | | |
| | integer | number | How many %(label)s? | | | | | | | | | | | | | | | | |
| | end loop | | | | | | | | | | | | | | | | | | |
| choices |
| | list_name | name | label | label::Welsh (cy) | letter |
| | yn | yes | Yes | Ydw | Y |
| | yn | no | No for ${visited} | | N |
| settings |
| | form_title | form_id | version | default_language | instance_name | style |
| | Home visit | visit | 3 | English (en) | concat('a', ${visited}) | pages |
| entities |
| | list_name | label | create_if |
| | visits | concat(${visited}, ' visit') | ${seen} = 'yes' |
`

// FuzzRead reads anything as each kind of file. What is a form comes back the same from what is written of it.
func FuzzRead(f *testing.F) {
	names := []string{"a.md", "a.csv", "a.xlsx", "a.xls"}
	for i, seed := range []string{everything, "survey\n,type,name,label\n,text,a,\"A \"\"b\"\" ${a}\"\nchoices\n,list_name,name\n"} {
		f.Add(uint8(i), []byte(seed))
	}
	for _, source := range []string{everything, visit} {
		f.Add(uint8(0), []byte(source))
		var b bytes.Buffer
		if err := xlsform.WriteXLSX(&b, mustRead(f, source)); err != nil {
			f.Fatal(err)
		}
		f.Add(uint8(2), b.Bytes())
	}
	f.Fuzz(func(t *testing.T, kind uint8, content []byte) {
		name := names[int(kind)%len(names)]
		def, report := xlsform.Read(name, content)
		if (def == nil) != (len(report.Errors) > 0) {
			t.Fatalf("a form: %t, errors: %v", def != nil, report.Errors)
		}
		if def == nil {
			return
		}
		var b bytes.Buffer
		if xlsform.WriteMarkdown(&b, def) != nil {
			return
		}
		out, second := xlsform.Read("a.md", b.Bytes())
		if out == nil {
			t.Fatalf("written, but not read again: %v\n%s", second, b.String())
		}
		if got, want := dump(t, out), dump(t, def); got != want {
			t.Fatalf("%s\n\n%s", firstDifference(got, want), b.String())
		}
	})
}

func TestEverythingComesBack(t *testing.T) {
	sameAgain(t, mustRead(t, everything), "form.md", xlsform.WriteMarkdown)
	sameAgain(t, mustRead(t, everything), "form.xlsx", xlsform.WriteXLSX)
}

func BenchmarkRead(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		_, _ = xlsform.Read("a.md", []byte(everything))
	}
}
