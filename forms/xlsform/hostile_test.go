package xlsform_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"

	"plumbline/forms/xlsform"
)

// zipOf writes an archive of parts.
func zipOf(t testing.TB, parts map[string]io.Reader) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for name, content := range parts {
		part, err := w.Create(name)
		if err == nil {
			_, err = io.Copy(part, content)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// repeated reads a text over and over, so many times.
func repeated(text string, times int) io.Reader {
	readers := make([]io.Reader, 0, times/1000+1)
	for ; times > 0; times -= 1000 {
		readers = append(readers, strings.NewReader(strings.Repeat(text, min(times, 1000))))
	}
	return io.MultiReader(readers...)
}

// workbookOf is a workbook of one sheet, the rows of which are given as XML.
func workbookOf(t testing.TB, rows io.Reader) []byte {
	t.Helper()
	const (
		types = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`
		rels  = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`
		book  = `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="survey" sheetId="1" r:id="rId1"/></sheets></workbook>`
		links = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`
		start = `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>`
		end   = `</sheetData></worksheet>`
	)
	return zipOf(t, map[string]io.Reader{
		"[Content_Types].xml": strings.NewReader(types), "_rels/.rels": strings.NewReader(rels),
		"xl/workbook.xml": strings.NewReader(book), "xl/_rels/workbook.xml.rels": strings.NewReader(links),
		"xl/worksheets/sheet1.xml": io.MultiReader(strings.NewReader(start), rows, strings.NewReader(end)),
	})
}

// hostile are files that are made to take up time and memory, and what is said of them.
func hostile(t testing.TB) map[string]struct {
	file, says string
	content    []byte
} {
	const header = "| survey |\n| | type | name | label |\n"
	const listed = "| choices |\n| | list_name | name | label |\n"
	type entry = struct {
		file, says string
		content    []byte
	}
	return map[string]entry{
		"a workbook that unpacks to a thousand times its size": {"a.xlsx", "MB", zipOf(t, map[string]io.Reader{
			"xl/media/a.png": repeated(strings.Repeat("\x00", 1<<10), 100<<10),
		})},
		"a workbook of a million rows": {"a.xlsx", "rows", workbookOf(t, repeated(`<row><c t="inlineStr"><is><t>a</t></is></c></row>`, 1_000_000))},
		"a workbook of deep tags":      {"a.xlsx", "cannot be read", workbookOf(t, repeated("<a>", 2_000_000))},
		"a table of a million rows":    {"a.md", "rows", append([]byte(header), strings.Repeat("| | text | a | A |\n", 1_000_000)...)},
		"values of a million rows":     {"a.csv", "rows", append([]byte("survey\n,type,name\n"), strings.Repeat(",text,a\n", 1_000_000)...)},
		"a huge cell":                  {"a.md", "characters", []byte(header + "| | text | a | " + strings.Repeat("x", 20<<20) + " |\n")},
		"deep groups":                  {"a.md", "inside one another", nested("begin_group", 90_000)},
		"deep loops": {"a.md", "questions and groups", append(nested("begin loop over l", 1000),
			[]byte(strings.Repeat("| | end loop | | |\n", 1000)+listed+"| | l | a | A |\n| | l | b | B |\n")...)},
		"many repetitions": {"a.md", "questions and groups", []byte(header + "| | begin loop over l | a | A |\n| | begin loop over l | b | B |\n" +
			strings.Repeat("| | text | c | %(label)s |\n", 1000) + "| | end loop | | |\n| | end loop | | |\n" + listed + many("| | l | n%d | N |\n", 1000))},
		"long words, repeated": {"a.md", "questions and groups", []byte(header + "| | begin loop over l | a | A |\n| | text | c | " +
			strings.Repeat("%(label)s", 3000) + " |\n| | end loop | | |\n" + listed + many("| | l | n%d | "+strings.Repeat("x", 30000)+" |\n", 100))},
		"long names and many references": {"a.md", "Shorten the names", longNames()},
		"references to nothing":          {"a.md", "no question named", []byte(header + many("| | text | q%d | ${nothing} ${nowhere} |\n", 40_000))},
		"a name of many letters":         {"a.md", "Shorten it", []byte(header + "| | text | " + strings.Repeat("a", 30_000) + " | A |\n")},
	}
}

func many(format string, times int) string {
	var b strings.Builder
	for i := range times {
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}

func nested(begin string, depth int) []byte {
	return []byte("| survey |\n| | type | name | label |\n" + many("| | "+begin+" | g%d | G |\n", depth))
}

func longNames() []byte {
	var b strings.Builder
	b.WriteString("| survey |\n| | type | name | label |\n")
	for i := range 60 {
		fmt.Fprintf(&b, "| | begin_group | g%d%s | G |\n", i, strings.Repeat("a", 240))
	}
	b.WriteString("| | text | q | Q |\n")
	b.WriteString(many("| | text | t%d | "+strings.Repeat("${q}", 5000)+" |\n", 200))
	b.WriteString(strings.Repeat("| | end_group | | |\n", 60))
	return []byte(b.String())
}

func TestHostileFilesAreRefusedInWords(t *testing.T) {
	for name, tt := range hostile(t) {
		t.Run(name, func(t *testing.T) {
			def, report := xlsform.Read(tt.file, tt.content)
			if def != nil {
				t.Fatal("not refused")
			}
			if !strings.Contains(report.Error(), tt.says) {
				t.Errorf("says %.300q, want something of %q", report.Error(), tt.says)
			}
		})
	}
}

func BenchmarkHostile(b *testing.B) {
	for name, tt := range hostile(b) {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_, _ = xlsform.Read(tt.file, tt.content)
			}
		})
	}
}
