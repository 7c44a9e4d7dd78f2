package formfile_test

import (
	"archive/zip"
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"plumbline/forms/formfile"
)

// What a file that is made to do harm may cost.
const (
	mostTime   = 2 * time.Second // of all processors together
	mostMemory = 500 << 20       // bytes, all that the process takes from the system
)

// checked is the environment variable that makes the test check one file and print what is said of it: a process of its
// own has its own time and memory.
const checked = "PLUMBLINE_CHECK_FILE"

func TestHostileFilesCostLittle(t *testing.T) {
	if name := os.Getenv(checked); name != "" {
		checkFile(t, name)
		return
	}
	for _, tt := range hostileFiles() {
		t.Run(tt.name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), tt.file)
			writeFile(t, file, tt.write)
			cmd := exec.Command(os.Args[0], "-test.run=^TestHostileFilesCostLittle$")
			cmd.Env = append(os.Environ(), checked+"="+file, "GOMEMLIMIT=off")
			said, err := cmd.CombinedOutput()
			if err != nil {
				t.Fatalf("%v\n%.2000s", err, said)
			}
			if !bytes.Contains(said, []byte(tt.says)) {
				t.Errorf("says %.400q, want something of %q", said, tt.says)
			}
			took := cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
			used := cmd.ProcessState.SysUsage().(*syscall.Rusage).Maxrss << 10
			t.Logf("%v, %d MB: %.200s", took.Round(time.Millisecond), used>>20, said)
			if took > mostTime || used > mostMemory {
				t.Errorf("took %v and %d MB, want at most %v and %d MB", took, used>>20, mostTime, mostMemory>>20)
			}
		})
	}
}

func checkFile(t *testing.T, name string) {
	t.Helper()
	content, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	def, report := formfile.Check(filepath.Base(name), content, env())
	if def != nil {
		t.Fatal("it is taken")
	}
	fmt.Println(report.Error())
}

func writeFile(t *testing.T, name string, write func(io.Writer) error) {
	t.Helper()
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	w := bufio.NewWriter(f)
	if err := write(w); err != nil {
		t.Fatal(err)
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
}

// hostileFile is a file that is made to do harm, and a part of what is said of it.
type hostileFile struct {
	name, file string
	write      func(io.Writer) error
	says       string
}

const surveyHead = "| survey |\n| | type | name | label | calculation | repeat_count |\n"

func hostileFiles() []hostileFile {
	const (
		row      = `<row><c t="inlineStr"><is><t>text</t></is></c><c t="inlineStr"><is><t>a</t></is></c></row>`
		laughs   = `<!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>`
		bigShare = 30_000 // characters of the text that many cells share
	)
	sheet := func(rows func(io.Writer)) func(io.Writer) error {
		return workbook(map[string]func(io.Writer){"xl/worksheets/sheet1.xml": func(w io.Writer) {
			fmt.Fprint(w, `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>`)
			rows(w)
			fmt.Fprint(w, `</sheetData></worksheet>`)
		}})
	}
	return []hostileFile{
		{"a workbook that unpacks to a thousand times its size", "a.xlsx", workbook(map[string]func(io.Writer){"xl/media/a.png": times(1<<18, strings.Repeat("\x00", 1<<10))}), "MB"},
		{"a sheet that unpacks to a thousand times its size", "a.xlsx", sheet(times(1<<18, strings.Repeat(" ", 1<<10))), "MB"},
		{"a workbook of a million rows", "a.xlsx", sheet(times(1_000_000, row)), "rows"},
		{"a workbook of a million rows and no more than tags", "a.xlsx", sheet(times(1_000_000, "<row/>")), "column"},
		{"a table of a million rows", "a.md", parts(surveyHead, times(1_000_000, "| | text | a | A |\n")), "rows"},
		{"values of a million rows", "a.csv", parts("survey\n,type,name\n", times(1_000_000, ",text,a\n")), "rows"},
		{"a long text that every cell shares", "a.xlsx", workbook(map[string]func(io.Writer){
			"xl/sharedStrings.xml": func(w io.Writer) {
				fmt.Fprintf(w, `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>%s</t></si><si><t>type</t></si></sst>`, strings.Repeat("a  ", bigShare/3))
			},
			"xl/worksheets/sheet1.xml": func(w io.Writer) {
				fmt.Fprint(w, `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row><c t="s"><v>1</v></c></row>`)
				times(90_000, `<row><c t="s"><v>0</v></c></row>`)(w)
				fmt.Fprint(w, `</sheetData></worksheet>`)
			},
		}), "."},
		{"entities in a sheet", "a.xlsx", workbook(map[string]func(io.Writer){"xl/worksheets/sheet1.xml": func(w io.Writer) {
			fmt.Fprint(w, laughs+`<worksheet><sheetData><row><c t="str"><v>&c;</v></c></row></sheetData></worksheet>`)
		}}), "."},
		{"entities in an XForm", "a.xml", parts(laughs, times(1, strings.Replace(xml, "<h:title>", "<h:title>&c;", 1))), "document type declaration"},
		{"calculations in a circle", "a.md", parts(surveyHead, func(w io.Writer) {
			for i := range 20_000 {
				fmt.Fprintf(w, "| | calculate | c%d | | ${c%d} + 1 |\n", i, (i+1)%20_000)
			}
		}), "circle"},
		{"a calculation that never comes to rest", "a.md", parts(surveyHead, times(1, "| | calculate | c | | coalesce(${c}, 0) + 1 |\n")), "comes to rest"},
		{"groups in groups", "a.md", parts(surveyHead, func(w io.Writer) {
			for i := range 90_000 {
				fmt.Fprintf(w, "| | begin_group | g%d | G |\n", i)
			}
		}), "inside one another"},
		{"elements in elements", "a.xml", parts(strings.Split(xml, "<data")[0]+"<data id='a'>", times(1_000_000, "<a>")), "deep"},
		{"brackets in brackets", "a.md", parts(surveyHead+"| | calculate | c | | ", times(16_000, "("), times(1, "1"), times(16_000, ")"), times(1, " |\n")), "nests too deep"},
		{"paths in paths", "a.md", parts(surveyHead, func(w io.Writer) {
			for i := range 2000 {
				fmt.Fprintf(w, "| | text | q%d | Q |\n", i)
			}
			fmt.Fprintln(w, "| | calculate | c | | count(//*[count(//*[count(//*[count(//*) > 0]) > 0]) > 0]) | |")
		}), "takes too long"},
		{"instances in instances", "a.md", parts(surveyHead, times(1, "| | begin_repeat | r | R | | 1000000000 |\n| | begin_repeat | s | S | | 1000000000 |\n"+
			"| | text | q | Q |\n| | end_repeat |\n| | end_repeat |\n")), "The counts of the form's repeats"},
	}
}

// times writes a text so many times.
func times(n int, text string) func(io.Writer) {
	return func(w io.Writer) {
		for range n {
			_, _ = io.WriteString(w, text) // a bufio.Writer keeps its error
		}
	}
}

// parts writes a beginning, and what follows.
func parts(head string, rest ...func(io.Writer)) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.WriteString(w, head)
		for _, part := range rest {
			part(w)
		}
		return err
	}
}

// workbook writes a workbook of one sheet, of which some parts are given.
func workbook(given map[string]func(io.Writer)) func(io.Writer) error {
	const (
		space = ` xmlns="http://schemas.openxmlformats.org/`
		types = `<Types` + space + `package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>`
		rels  = `<Relationships` + space + `package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/`
		book  = `<workbook` + space + `spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="survey" sheetId="1" r:id="rId1"/></sheets></workbook>`
	)
	usual := map[string]string{
		"[Content_Types].xml": types, "_rels/.rels": rels + `officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml":            book,
		"xl/_rels/workbook.xml.rels": rels + `worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
		"xl/worksheets/sheet1.xml":   `<worksheet` + space + `spreadsheetml/2006/main"><sheetData/></worksheet>`,
	}
	return func(to io.Writer) error {
		w := zip.NewWriter(to)
		for name, content := range usual {
			if given[name] != nil {
				continue
			}
			part, err := w.Create(name)
			if err != nil {
				return err
			}
			if _, err := io.WriteString(part, content); err != nil {
				return err
			}
		}
		for name, write := range given {
			part, err := w.Create(name)
			if err != nil {
				return err
			}
			write(part)
		}
		return w.Close()
	}
}
