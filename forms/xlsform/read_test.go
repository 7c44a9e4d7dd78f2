package xlsform_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"plumbline/forms"
	"plumbline/forms/xlsform"
)

const visit = `
| survey |
| | type | name | label | hint | relevant | required | bind::qa:standard |
| | begin_group | header | About the visit | | | | |
| | date | visited | Date of the visit | | | yes | PS1 |
| | select_one yn | seen | Was the child seen on ${visited}? | Alone | | yes | |
| | end_group | | | | | | |
| | begin_repeat | actions | Actions | | ${seen} = 'no' | | |
| | text | what | What | | | | |
| | text | why | Why "${what}"? | | ${what} != '' and ${seen} = 'no' | | |
| | end_repeat | | | | | | |
| choices |
| | list_name | name | label | letter |
| | yn | yes | Yes | Y |
| | yn | no | No | N |
| settings |
| | form_title | form_id | version |
| | Home visit | visit | 3 |
`

func TestReadMarkdown(t *testing.T) {
	def, err := xlsform.ReadMarkdown("visit.md", []byte(visit))
	if err != nil {
		t.Fatal(err)
	}
	if def.ID != "visit" || def.Title != "Home visit" || def.Version != "3" || len(def.Hash) != 64 {
		t.Errorf("id %q, title %q, version %q, hash %q", def.ID, def.Title, def.Version, def.Hash)
	}
	for _, tt := range []struct {
		key, want string
		of        func(*forms.Node) string
	}{
		{"header/visited", "true()PS1", func(n *forms.Node) string { return n.Required + n.Bind["qa:standard"] }},
		{"header/seen", "Was the child seen on ${ /data/header/visited }?", func(n *forms.Node) string { return n.Label.In("") }},
		{"actions", " /data/header/seen  = 'no'", func(n *forms.Node) string { return n.Relevant }},
		{"actions/why", " ../what  != '' and  /data/header/seen  = 'no'", func(n *forms.Node) string { return n.Relevant }},
		{"meta/instanceID", "uid", func(n *forms.Node) string { return n.Preload }},
	} {
		if got := tt.of(def.Node(tt.key)); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.key, got, tt.want)
		}
	}
	if c, _ := def.Lists["yn"].Choice("no"); c.Columns["letter"] != "N" {
		t.Errorf("columns of a choice: %v", c.Columns)
	}
}

func TestNodes(t *testing.T) {
	def := mustRead(t, everything)
	for _, tt := range []struct {
		key, want string
		of        func(*forms.Node) string
	}{
		{"about/visited", "today()", func(n *forms.Node) string { return n.Default }},
		{"about/sure", "decimal", func(n *forms.Node) string { return n.DataType }},
		{"about/seen_other", "selected(../seen, 'other')", func(n *forms.Node) string { return n.Relevant }},
		{"people_count", "count( /data/about/seen ) + 1", func(n *forms.Node) string { return n.Calculation }},
		{"people", " /data/people_count ", func(n *forms.Node) string { return n.RepeatCount }},
		{"people/next", "../../people[ ./said  != '']", func(n *forms.Node) string { return n.Items.Nodes }},
		{"regions", "instance('regions')/root/item[ward =  /data/about/seen ]", func(n *forms.Node) string { return n.Items.Nodes }},
		{"regions", "code title", func(n *forms.Node) string { return n.Items.Value + " " + n.Items.Label }},
		{"later", "/data/about/seen", func(n *forms.Node) string { return strings.Join(n.Triggers, " ") }},
		{"each/other/number", "How many Other?", func(n *forms.Node) string { return n.Label.In("") }},
		{"meta/entity/label", "concat( /data/about/visited , ' visit')", func(n *forms.Node) string { return n.Calculation }},
		{"meta/instanceName", "concat('a',  /data/about/visited )", func(n *forms.Node) string { return n.Calculation }},
	} {
		n := def.Node(tt.key)
		if n == nil {
			t.Errorf("no node %s", tt.key)
			continue
		}
		if got := tt.of(n); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.key, got, tt.want)
		}
	}
	if got := strings.Join(def.Languages, ", "); got != "English (en), Welsh (cy)" {
		t.Errorf("languages: %s", got)
	}
	var sources []string
	for _, s := range def.Sources {
		sources = append(sources, s.URL)
	}
	if got := strings.Join(sources, " "); got != "jr://file-csv/wards.csv jr://file-csv/regions.csv jr://file-csv/old.csv jr://instance/last-saved" {
		t.Errorf("sources: %s", got)
	}
}

// workbook writes a workbook whose cells are not only texts.
func workbook(t *testing.T) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	date, hour := 14, 21 // built-in formats of a day and of a time of day
	day, err := f.NewStyle(&excelize.Style{NumFmt: date})
	if err != nil {
		t.Fatal(err)
	}
	clock, err := f.NewStyle(&excelize.Style{NumFmt: hour})
	if err != nil {
		t.Fatal(err)
	}
	rows := [][]any{
		{"type", "name", "label", "default"},
		{"text", "whole", "A\u00a0b  c ", 3.0},
		{"text", "part", "“Quoted”", 0.25},
		{"text", "truth", "A", true},
		{"text", "day", "A", excelize.Cell{StyleID: day, Value: 40344}},
		{"text", "time", "A", excelize.Cell{StyleID: clock, Value: 0.75}},
		{nil, nil, nil, nil},
		{"text", "digits", "A", "007"},
	}
	out, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		t.Fatal(err)
	}
	for i, row := range rows {
		at, err := excelize.CoordinatesToCellName(1, i+1)
		if err == nil {
			err = out.SetRow(at, row)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := out.Flush(); err != nil {
		t.Fatal(err)
	}
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestCellsOfWorkbooks(t *testing.T) {
	def, report := xlsform.Read("form.xlsx", workbook(t)) // its only sheet is the survey, whatever its name
	if def == nil {
		t.Fatal(report)
	}
	for name, want := range map[string]string{
		"whole": "3", "part": "0.25", "truth": "TRUE", "day": "2010-06-15 00:00:00", "time": "18:00:00", "digits": "007",
	} {
		if got := def.Node(name).Default; got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	if n := def.Node("digits"); n.Row != 8 {
		t.Errorf("row %d, want 8", n.Row)
	}
	if got := def.Node("whole").Label.In("") + def.Node("part").Label.In(""); got != `A b c"Quoted"` {
		t.Errorf("labels %q", got)
	}
}

func TestFormatIsToldByContent(t *testing.T) {
	values := "survey,,\n,type,name,label\n,text,a,A\n"
	for _, tt := range []struct {
		name, file string
		content    []byte
	}{
		{"a workbook of another name", "form.txt", workbook(t)},
		{"a workbook that is named as an old one", "form.xls", workbook(t)},
		{"Markdown without a suffix", "form", []byte(visit)},
		{"values without a suffix", "form", []byte(values)},
		{"values with a mark in front", "form.csv", []byte("\ufeff" + values)},
		{"line ends of Windows", "form.md", []byte(strings.ReplaceAll(visit, "\n", "\r\n"))},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if def, report := xlsform.Read(tt.file, tt.content); def == nil {
				t.Error(report)
			}
		})
	}
}

func TestNoticesDoNotRefuse(t *testing.T) {
	def := mustRead(t, `
| survey |
| | type | name | label | appearance |
| | start-geopoint | here | | |
| | geopoint | where | Where? | maps |
| | image | photo | Photo | signature |
| | geopoint | where2 | Where else? | |
| settings |
| | public_key |
| | abc |
`)
	var got []string
	for _, n := range def.Notices {
		got = append(got, n.Feature)
		if !strings.HasSuffix(n.Words, ".") {
			t.Errorf("not a sentence: %q", n.Words)
		}
	}
	if want := "encryption start-geopoint geopoint maps image signature"; strings.Join(got, " ") != want {
		t.Errorf("notices %v, want %s", got, want)
	}
}
