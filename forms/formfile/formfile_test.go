package formfile_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"plumbline/forms/formfile"
	"plumbline/forms/session"
)

const markdown = `
| survey |
|        | type     | name | label       |
|        | text     | who  | Who?        |
|        | geopoint | at   | Where?      |
`

const csv = "survey,type,name,label\n,text,who,Who?\n"

const xml = `<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head>
<model><instance><data><who/></data></instance><bind nodeset="/data/who" type="string"/></model></h:head>
<h:body><input ref="/data/who"><label>Who?</label></input></h:body></h:html>`

func env() session.Env {
	return session.Env{Now: time.Now, Location: time.UTC, NewID: uuid.NewString}
}

func TestReadTellsTheFormat(t *testing.T) {
	workbook := written(t, "visit.xlsx")
	for _, row := range []struct{ name, file, content string }{
		{"Markdown", "visit.md", markdown},
		{"Markdown under its own name", formfile.Name("visit", []byte(markdown)), markdown},
		{"CSV", "visit.csv", csv},
		{"CSV under its own name", formfile.Name("visit", []byte(csv)), csv},
		{"XForm", "visit.xml", xml},
		{"XForm without suffix", "visit", xml},
		{"XForm behind a mark", "visit.txt", "\ufeff" + xml},
		{"workbook", "visit.xlsx", workbook},
		{"workbook under another name", formfile.Name("visit", []byte(workbook)), workbook},
	} {
		t.Run(row.name, func(t *testing.T) {
			def, report := formfile.Check(row.file, []byte(row.content), env())
			if err := report.Err(); err != nil {
				t.Fatal(err)
			}
			if def.ID != "visit" || def.Node("who") == nil {
				t.Errorf("read %q with %d questions", def.ID, len(def.Root.Children))
			}
		})
	}
}

func written(t testing.TB, name string) string {
	t.Helper()
	def, report := formfile.Read("visit.md", []byte(markdown))
	if err := report.Err(); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := formfile.Write(&out, name, def); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestWriteThenRead(t *testing.T) {
	for _, name := range []string{"visit.xlsx", "visit.md", "visit.xml"} {
		t.Run(name, func(t *testing.T) {
			def, report := formfile.Read(name, []byte(written(t, name)))
			if err := report.Err(); err != nil {
				t.Fatal(err)
			}
			if got := def.Node("who").Label.In(def.Language); got != "Who?" {
				t.Errorf("label %q", got)
			}
			if len(report.Notices) != 1 || report.Notices[0].Path != "/data/at" {
				t.Errorf("notices %+v", report.Notices)
			}
		})
	}
	if err := formfile.Write(&bytes.Buffer{}, "visit.docx", nil); !errors.Is(err, formfile.ErrFormat) {
		t.Errorf("as .docx: %v", err)
	}
}

func TestFunctionsOfOurOwnSurvive(t *testing.T) {
	const form = "| survey |\n| | type | name | label | calculation | bind::qa:part |\n| | date | seen | Seen on? | | date |\n" +
		"| | calculate | due | | qa:working-days(${seen}, 2) | |\n| settings |\n| | namespaces |\n| | qa=\"https://plumbline.example/qa\" |\n"
	first, report := formfile.Read("f.md", []byte(form))
	if err := report.Err(); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"f.xlsx", "f.md", "f.xml"} {
		t.Run(name, func(t *testing.T) {
			var out bytes.Buffer
			if err := formfile.Write(&out, name, first); err != nil {
				t.Fatal(err)
			}
			def, report := formfile.Read(name, out.Bytes())
			if err := report.Err(); err != nil {
				t.Fatal(err)
			}
			s, err := session.New(def, env())
			if err != nil {
				t.Fatal(err)
			}
			if _, err := s.Set("seen", "2026-12-24"); err != nil {
				t.Fatal(err)
			}
			if v, _ := s.View("due"); v.Value != "2026-12-30" || def.Node("seen").Bind["qa:part"] != "date" {
				t.Errorf("due %q, columns %v", v.Value, def.Node("seen").Bind)
			}
		})
	}
}

func TestCheckSaysWhereItIs(t *testing.T) {
	for _, row := range []struct{ name, file, content, want string }{
		{
			"a type that does not exist", "f.md", "| survey |\n| | type | name | label |\n| | txet | who | Who? |\n", "survey, row 2, type: ",
		},
		{
			"a calculation that reads itself", "f.md",
			"| survey |\n| | type | name | calculation |\n| | calculate | a | ${b} + 1 |\n| | calculate | b | ${a} + 1 |\n",
			"survey, row 3: These read each other in a circle, so that none can be worked out: ${b}, ${a}. ",
		},
		{"a function that nobody has", "f.xml", strings.Replace(xml, `type="string"`, `calculate="absent(1)"`, 1), "calculation"},
		{"no form at all", "f.xml", "<a/>", "line 1: "},
	} {
		t.Run(row.name, func(t *testing.T) {
			def, report := formfile.Check(row.file, []byte(row.content), env())
			if def != nil || len(report.Errors) == 0 {
				t.Fatal("it is taken")
			}
			if got := report.Error(); !strings.HasPrefix(got, row.want) {
				t.Errorf("it says %q, want %q in front", got, row.want)
			}
		})
	}
}

func TestCheckWarnsOfWhatIsNotBesideTheForm(t *testing.T) {
	form := "| survey |\n| | type | name | label |\n| | select_one_from_file wards.csv | ward | Which ward? |\n"
	for _, row := range []struct {
		name     string
		beside   string
		warnings int
	}{{"there", "wards.csv", 0}, {"not there", "schools.csv", 1}} {
		t.Run(row.name, func(t *testing.T) {
			e := env()
			e.Attachment = func(url string) ([]byte, error) {
				if url == "jr://file-csv/"+row.beside {
					return []byte("name,label\nn,North\n"), nil
				}
				return nil, errors.New("not there")
			}
			_, report := formfile.Check("f.md", []byte(form), e)
			if report.Err() != nil || len(report.Warnings) != row.warnings {
				t.Errorf("report %+v", report)
			}
		})
	}
}

func FuzzCheck(f *testing.F) {
	for _, content := range []string{markdown, csv, xml} {
		f.Add("form", []byte(content))
	}
	f.Add("form.xlsx", []byte(written(f, "form.xlsx")))
	f.Fuzz(func(t *testing.T, name string, content []byte) {
		def, report := formfile.Check(name, content, env())
		if (def == nil) != (len(report.Errors) > 0) {
			t.Errorf("form %v, errors %v", def != nil, report.Errors)
		}
	})
}
