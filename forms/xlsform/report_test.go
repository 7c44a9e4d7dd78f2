package xlsform_test

import (
	"strings"
	"testing"

	"plumbline/forms/xlsform"
)

// survey writes a form whose survey has the columns type, name, label, relevant, calculation and parameters.
func survey(rows ...string) string {
	return "| survey |\n| | type | name | label | relevance | calculation | Parameters |\n| | " + strings.Join(rows, " |\n| | ") + " |\n"
}

const yesNo = "| choices |\n| | list_name | name | label |\n| | yn | yes | Yes |\n| | yn | no | No |\n"

func TestFindings(t *testing.T) {
	for _, tt := range []struct {
		name, form string
		want       xlsform.Finding // Message is a part of it
	}{
		{"no survey", "| servey |\n| | type |\n", xlsform.Finding{Code: "survey-sheet", Message: `Is it the sheet named "servey"?`}},
		{"unknown type", survey("intger | a | A"), xlsform.Finding{Sheet: "survey", Row: 2, Column: "type", Code: "question-type", Message: `Did you mean "integer"?`}},
		{"no type", survey("text | a | A", "| b | B"), xlsform.Finding{Sheet: "survey", Row: 3, Column: "type", Code: "missing-type", Message: "has no type"}},
		{"no name", survey("text | | A"), xlsform.Finding{Sheet: "survey", Row: 2, Column: "name", Code: "missing-name", Message: "no name"}},
		{"a name that is none", survey("text | 1 a | A"), xlsform.Finding{Sheet: "survey", Row: 2, Column: "name", Code: "NAMES_008", Message: "begins with a letter"}},
		{"a name twice", survey("text | a | A", "text | a | A"), xlsform.Finding{Sheet: "survey", Row: 3, Column: "name", Code: "NAMES_001", Message: "Row 2"}},
		{"nothing to show", survey("text | a"), xlsform.Finding{Sheet: "survey", Row: 2, Column: "label", Code: "missing-label", Message: "Give it a label"}},
		{"a reference to nothing", survey("text | child | A", "text | b | B | ${chlid} = 1"), xlsform.Finding{Sheet: "survey", Row: 3, Column: "relevance", Code: "PYREF_003", Message: "Did you mean ${child}?"}},
		{"a reference with a space", survey("text | a | A ${ a }"), xlsform.Finding{Sheet: "survey", Row: 2, Column: "label", Code: "PYREF_001", Message: "without spaces"}},
		{"a reference to two", survey("begin group | g | G", "text | a | A", "end group", "text | a | A", "text | b | ${a}"), xlsform.Finding{Sheet: "survey", Row: 6, Column: "label", Code: "PYREF_004", Message: "rows 3 and 5"}},
		{"an end without a begin", survey("text | a | A", "end group"), xlsform.Finding{Sheet: "survey", Row: 3, Column: "type", Code: "SURVEY_001", Message: "Nothing is open here"}},
		{"a begin without an end", survey("begin repeat | r | R", "text | a | A"), xlsform.Finding{Sheet: "survey", Row: 2, Column: "type", Code: "SURVEY_002", Message: `"end_repeat"`}},
		{"no list", survey("select_one ny | a | A") + yesNo, xlsform.Finding{Sheet: "survey", Row: 2, Column: "type", Code: "list-name", Message: "Its lists are: yn"}},
		{"a choice twice", survey("select_one yn | a | A") + yesNo + "| | yn | yes | Yes |\n", xlsform.Finding{Sheet: "choices", Row: 4, Column: "name", Code: "NAMES_007", Message: "row 2"}},
		{"a parameter of another type", survey("text | a | A | | | end=2"), xlsform.Finding{Sheet: "survey", Row: 2, Column: "Parameters", Code: "SURVEY_005", Message: "It can have: rows"}},
		{"a range that is no range", survey("range | a | A | | | start=1 end=2 step=5"), xlsform.Finding{Sheet: "survey", Row: 2, Column: "Parameters", Code: "RANGE_003", Message: "which is 1"}},
		{"no calculation", survey("calculate | a"), xlsform.Finding{Sheet: "survey", Row: 2, Column: "calculation", Code: "missing-calculation", Message: "Write an expression"}},
		{"an expression that is none", survey("text | a | A | 1 +"), xlsform.Finding{Sheet: "survey", Row: 2, Column: "relevance", Code: "expression", Message: "cannot be worked out"}},
		{"an unknown function", survey("text | a | A | | nonesuch(1)"), xlsform.Finding{Sheet: "survey", Row: 2, Column: "calculation", Code: "expression", Message: "nonesuch"}},
		{"an expression as its author wrote it", survey("text | a | A", "text | b | B | | concatt(${a}, 1)"), xlsform.Finding{Sheet: "survey", Row: 3, Column: "calculation", Code: "expression", Message: "Look at: concatt(${a}, 1)"}},
		{"a function of ours that is misspelt", survey("text | a | A | | qa:working-day(1, 2)"), xlsform.Finding{Sheet: "survey", Row: 2, Column: "calculation", Code: "expression", Message: "There is no function qa:working-day()"}},
		{"a function of ours with too little", survey("text | a | A | | qa:age-band(1)"), xlsform.Finding{Sheet: "survey", Row: 2, Column: "calculation", Code: "expression", Message: "qa:age-band() needs at least 2 arguments"}},
		{"a list without a name", survey("select_one | a | A"), xlsform.Finding{Sheet: "survey", Row: 2, Column: "type", Code: "question-type", Message: "select_one yes_no"}},
		{"a title above the header", "| survey |\n| | My form | |\n| | type | name |\n", xlsform.Finding{Sheet: "survey", Row: 1, Code: "HEADER_003", Message: "Row 2 seems to be the header"}},
		{"a sheet without rows", "| survey |\n", xlsform.Finding{Sheet: "survey", Code: "survey-sheet", Message: "headers type, name and label"}},
		{"a very long word", survey(strings.Repeat("x", 5000) + " | a | A"), xlsform.Finding{Sheet: "survey", Row: 2, Column: "type", Code: "question-type", Message: "xxx…"}},
		{"a header twice", "| survey |\n| | type | name | value |\n| | text | a | b |\n", xlsform.Finding{Sheet: "survey", Row: 1, Column: "value", Code: "HEADER_002", Message: `"name"`}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			def, report := xlsform.Read("form.md", []byte(tt.form))
			if def != nil || len(report.Errors) == 0 {
				t.Fatal("not refused")
			}
			got := report.Errors[0]
			words := tt.want.Message
			tt.want.Message = got.Message
			if got != tt.want || !strings.Contains(got.Message, words) {
				t.Errorf("%+v, want %+v with %q", got, tt.want, words)
			}
			if last := got.Message[len(got.Message)-1]; !strings.ContainsRune(".?…+)", rune(last)) {
				t.Errorf("not a sentence: %q", got.Message)
			}
		})
	}
}

// TestAllAtOnce reports everything that is wrong, in the order of the workbook.
func TestAllAtOnce(t *testing.T) {
	_, report := xlsform.Read("form.md", []byte(survey("text | a | ${b}", "intger | c | C", "select_one ny | d | D", "end group")+yesNo+"| | yn | | |\n"))
	var got []string
	for _, f := range report.Errors {
		got = append(got, f.Code)
	}
	want := "PYREF_003 question-type list-name SURVEY_001 NAMES_006"
	if strings.Join(got, " ") != want {
		t.Errorf("%v, want %s", got, want)
	}
	if n := strings.Count(report.Error(), "\n"); n != 4 {
		t.Errorf("%d line breaks in:\n%s", n, report.Error())
	}
	if !strings.HasPrefix(report.Error(), "survey, row 2, label: There is no question") {
		t.Error(report.Error())
	}
}

func TestWarnings(t *testing.T) {
	for _, tt := range []struct{ name, form, code string }{
		{"a comment", survey("text | a | A", "| | | only words"), "comment"},
		{"a repeat without a label", survey("begin repeat | r", "text | a | A", "end repeat"), "repeat-label"},
		{"names that differ in capitals", survey("text | a | A", "text | A | A"), "NAMES_002"},
		{"a choice without a label", survey("select_one yn | a | A") + yesNo + "| | yn | maybe | |\n", "LABEL_001"},
		{"a header with a space", survey("text | a | A") + "| choices |\n| | list_name | name | label | a note |\n| | l | a | A | x |\n", "HEADER_004"},
		{"a sheet that may be misspelt", survey("text | a | A") + "| setings |\n| | form_id |\n| | a |\n", "NAMES_013"},
		{"a language without a code", "| survey |\n| | type | name | label::French |\n| | text | a | A |\n", "language-code"},
		{"a column missing in a language", "| survey |\n| | type | name | label::French (fr) | label::Welsh (cy) | hint::Welsh (cy) |\n| | text | a | A | A | A |\n", "translation"},
		{"a question without brackets", survey("text | a | A", "text | b | B | a = 'x'"), "unread"},
		{"a function without brackets", survey("text | a | A", "calculate | b | | | today"), "unread"},
		{"a column that choices do not have", "| survey |\n| | type | name | label | choice_filter |\n| | select_one yn | a | A | team = 'x' |\n" + yesNo, "unread"},
		{"a header that is misspelt", "| survey |\n| | type | name | label | constrant |\n| | text | a | A | 1 = 2 |\n", "header-unknown"},
		{"a whole number that is none", "| survey |\n| | type | name | label | default |\n| | integer | a | A | three |\n", "default"},
		{"a day that is none", "| survey |\n| | type | name | label | default |\n| | date | a | A | 31/01/2026 |\n", "default"},
		{"a choice that is none", "| survey |\n| | type | name | label | default |\n| | select_multiple yn | a | A | yes perhaps |\n" + yesNo, "default"},
		{"pictures of any size", survey("image | a | A"), "max-pixels"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			def, report := xlsform.Read("form.md", []byte(tt.form))
			if def == nil {
				t.Fatal(report)
			}
			if len(report.Warnings) != 1 || report.Warnings[0].Code != tt.code {
				t.Errorf("warnings %v, want %s", report.Warnings, tt.code)
			}
			if report.Err() != nil {
				t.Error("warnings are an error")
			}
		})
	}
}

func TestNothingToWarnOf(t *testing.T) {
	for _, tt := range []struct{ name, form string }{
		{"a group that reads what is in it", survey("begin group | g | G | count(a) > 0", "text | a | A", "end group")},
		{"a filter by the name", "| survey |\n| | type | name | label | choice_filter |\n| | select_one yn | a | A | name != 'no' |\n" + yesNo},
		{"a filter by a column", "| survey |\n| | type | name | label | choice_filter |\n| | text | b | B | |\n| | select_one l | a | A | team = ${b} |\n" +
			"| choices |\n| | list_name | name | label | team |\n| | l | x | X | t |\n"},
		{"a note of the author", "| survey |\n| | type | name | label | author's note |\n| | text | a | A | ask Rhian |\n"},
		{"answers to begin with", "| survey |\n| | type | name | label | default |\n| | date | a | A | 2026-01-31 00:00:00 |\n| | integer | b | B | 3 |\n" +
			"| | decimal | c | C | 2.5 |\n| | select_one yn | d | D | yes |\n" + yesNo},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if _, report := xlsform.Read("form.md", []byte(tt.form)); report.Err() != nil || len(report.Warnings) > 0 {
				t.Errorf("errors %v, warnings %v", report.Errors, report.Warnings)
			}
		})
	}
}

func TestTablesThatAreNoForm(t *testing.T) {
	for _, tt := range []struct{ name, table, says string }{
		{"semicolons", "survey;;\n;type;name\n", "separated by semicolons"},
		{"tabs", "survey\t\n\ttype\tname\n", "separated by tabs"},
		{"no name of a sheet", "type,name,label\ntext,a,A\n", "its name stands in the first column"},
		{"a name that is misspelt", "servey\n,type,name\n", `Is it the sheet named "servey"?`},
		{"a quotation mark without another", "survey\n,type,name,label\n,text,a,\"A\n,text,b,B\n", "line 3 has no such mark at its end"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if def, report := xlsform.Read("a.csv", []byte(tt.table)); def != nil || !strings.Contains(report.Error(), tt.says) {
				t.Errorf("errors %v, want %q", report.Errors, tt.says)
			}
		})
	}
	for _, cell := range []string{`A "b" c`, `"A" b`, `"A ""b"" c"`, "\"A\nb\""} {
		if def, report := xlsform.Read("a.csv", []byte("survey\n,type,name,label\n,text,a,"+cell+"\n")); def == nil {
			t.Errorf("quotation marks as in %s: %v", cell, report.Errors)
		}
	}
}
