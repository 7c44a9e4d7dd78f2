//go:build !race

package formfile_test

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"fmt"
	"io"
	"slices"
	"strings"
)

// hostileFile is a file that is made to do harm, and a part of what is said of it.
type hostileFile struct {
	name, file string
	write      func(io.Writer) error
	says       string
}

func hostileFiles() []hostileFile {
	return slices.Concat(hostileWorkbooks(), hostileTables(), hostileForms(), filesThatAreNoForm())
}

const (
	laughs     = `<!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>`
	outside    = `<!DOCTYPE l [<!ENTITY c SYSTEM "file:///etc/hosts">]>`
	surveyHead = "| survey |\n| | type | name | label | calculation | repeat_count |\n"
	space      = ` xmlns="http://schemas.openxmlformats.org/`
	sheetPart  = "xl/worksheets/sheet1.xml"
	sharedPart = "xl/sharedStrings.xml"
	headerRow  = `<row><c t="inlineStr"><is><t>type</t></is></c><c t="inlineStr"><is><t>name</t></is></c></row>`
)

func hostileWorkbooks() []hostileFile {
	const (
		row      = `<row><c t="inlineStr"><is><t>text</t></is></c><c t="inlineStr"><is><t>a</t></is></c></row>`
		bigShare = 30_000 // characters of the text that many cells share
	)
	zeros := times(100<<10, strings.Repeat("\x00", 1<<10))
	short := times(50_000, `<row><c><v>1</v></c><c><v>2</v></c></row>`)
	shared := func(texts func(io.Writer), cells func(io.Writer)) func(io.Writer) error {
		return workbook(map[string]func(io.Writer){sheetPart: sheetOf(cells, nothing), sharedPart: func(w io.Writer) {
			fmt.Fprint(w, `<sst`+space+`spreadsheetml/2006/main">`)
			texts(w)
			fmt.Fprint(w, `</sst>`)
		}})
	}
	return []hostileFile{
		{"a picture that unpacks to a thousand times its size", "a.xlsx", workbook(map[string]func(io.Writer){"xl/media/a.png": zeros}), "MB"},
		{"a sheet that unpacks to a thousand times its size", "a.xlsx", sheet(zeros, nothing), "MB"},
		{"texts that unpack to a thousand times their size", "a.xlsx", workbook(map[string]func(io.Writer){sharedPart: zeros}), "MB"},
		{"a sheet that unpacks to more than it says", "a.xlsx", lying(sheetPart, 10_000), "cannot be read"},
		{"a sheet that says it unpacks to ten gigabytes", "a.xlsx", lying(sheetPart, 10<<30), "MB"},
		{"a picture that says it unpacks to ten gigabytes", "a.xlsx", lying("xl/media/a.png", 10<<30), "MB"},
		{"a workbook of ten thousand parts more", "a.xlsx", workbook(empties(10_000)), "cannot be read"},
		{"a workbook of a million rows", "a.xlsx", sheet(times(1_000_000, row), nothing), "rows"},
		{"a workbook of a million rows and no more than tags", "a.xlsx", sheet(times(1_000_000, "<row/>"), nothing), "column"},
		{"a sheet of two million empty cells", "a.xlsx", sheet(parted(headerRow+"<row><c><v>1</v></c>", times(2_000_000, "<c/>"), "</row>"), nothing), "type"},
		{"a sheet of more empty cells", "a.xlsx", sheet(parted(headerRow+"<row><c><v>1</v></c>", times(4_000_000, "<c/>"), "</row>"), nothing), "cells"},
		{"a sheet as wide as can be", "a.xlsx", sheet(parted("<row>", times(1<<14, "<c><v>1</v></c>"), "</row>"), nothing), "columns"},
		{"rows as wide as can be", "a.xlsx", sheet(parted(headerRow, times(90_000, `<row><c><v>1</v></c><c r="XFD1"><v>1</v></c></row>`), ""), nothing), "type"},
		{"two hundred thousand merged cells", "a.xlsx", sheet(parted(headerRow, times(90_000, `<row><c><v>1</v></c><c><v>2</v></c></row>`), ""), times(200_000, `<mergeCell ref="X1:Z9"/>`)), "type"},
		{"sheets that are one part", "a.xlsx", workbook(map[string]func(io.Writer){
			sheetPart: sheetOf(parted(headerRow, short, ""), nothing),
			"xl/workbook.xml": func(w io.Writer) {
				fmt.Fprint(w, `<workbook`+space+`spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>`)
				times(1000, `<sheet name="survey" r:id="rId1"/>`)(w)
				fmt.Fprint(w, `</sheets></workbook>`)
			},
		}), "cannot be read"},
		{"tags in tags", "a.xlsx", sheet(times(2_000_000, "<a>"), nothing), "cannot be read"},
		{"a tag of a million attributes", "a.xlsx", sheet(parted("<row ", times(1_000_000, `r="1" `), "/>"), nothing), "characters"},
		{"a cell of ten million letters", "a.xlsx", sheet(parted(`<row><c t="str"><v>`, times(1<<20, "letters and "), "</v></c></row>"), nothing), "characters"},
		{"half a million texts without letters", "a.xlsx", shared(times(600_000, "<si/>"), nothing), "cells"},
		{"a long text that every cell shares", "a.xlsx", shared(
			times(1, "<si><t>"+strings.Repeat("a  ", bigShare/3)+"</t></si><si><t>type</t></si>"),
			parted(`<row><c t="s"><v>1</v></c></row>`, times(90_000, `<row><c t="s"><v>0</v></c></row>`), "")), "MB of text"},
		{"entities in a sheet", "a.xlsx", workbook(map[string]func(io.Writer){sheetPart: times(1, laughs+`<worksheet><sheetData><row><c t="str"><v>&c;</v></c></row></sheetData></worksheet>`)}), "cannot be read"},
		{"a file of the computer in a sheet", "a.xlsx", workbook(map[string]func(io.Writer){sheetPart: times(1, outside+`<worksheet><sheetData><row><c t="str"><v>&c;</v></c></row></sheetData></worksheet>`)}), "cannot be read"},
	}
}

func hostileTables() []hostileFile {
	return []hostileFile{
		{"a table of a million rows", "a.md", parts(surveyHead, times(1_000_000, "| | text | a |\n")), "rows"},
		{"values of a million rows", "a.csv", parts("survey\n,type,name\n", times(1_000_000, ",text,a\n")), "rows"},
		{"a million choices", "a.csv", parts("survey\n,type,name,label\n,select_one l,q,Q\nchoices\n,list_name,name,label\n", times(1_000_000, ",l,a,A\n")), "rows"},
		{"thirty million commas", "a.csv", parts("survey\n,type,name\n", times(30<<10, strings.Repeat(",", 1<<10))), "empty ones"},
		{"thirty million pipes", "a.md", parts(surveyHead, times(30<<10, strings.Repeat("|", 1<<10))), "empty ones"},
		{"four million cells in one row", "a.csv", parts("survey\n,type,name\n,text", times(4_000_000, ",\"\n\"")), "columns"},
		{"a quote that has no end", "a.csv", parts("survey\n,type,name,label\n,text,a,\"A\n", times(1_000_000, ",text,a,A\n")), "quotation mark"},
		{"groups in groups", "a.md", parts(surveyHead, func(w io.Writer) {
			for i := range 90_000 {
				fmt.Fprintf(w, "| | begin_group | g%d | G |\n", i)
			}
		}), "inside one another"},
		{"calculations in a circle", "a.md", parts(surveyHead, func(w io.Writer) {
			for i := range 20_000 {
				fmt.Fprintf(w, "| | calculate | c%d | | ${c%d} + 1 |\n", i, (i+1)%20_000)
			}
		}), "circle"},
		{"a calculation that never comes to rest", "a.md", parts(surveyHead, times(1, "| | calculate | c | | coalesce(${c}, 0) + 1 |\n")), "comes to rest"},
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

func hostileForms() []hostileFile {
	head := strings.Split(xml, "<data")[0] + "<data id='a'>"
	return []hostileFile{
		{"entities in an XForm", "a.xml", parts(laughs, times(1, strings.Replace(xml, "<h:title>", "<h:title>&c;", 1))), "document type declaration"},
		{"a file of the computer in an XForm", "a.xml", parts(outside, times(1, xml)), "document type declaration"},
		{"elements in elements", "a.xml", parts(head, times(1_000_000, "<a>")), "deep"},
		{"elements beside elements", "a.xml", parts(head, times(1_000_000, "<a/>")), "elements"},
		{"an element of a million attributes", "a.xml", parts(head+"<a ", times(1_000_000, "b='' "), times(1, "/>")), "attributes"},
		{"thirty megabytes of text", "a.xml", parts(head, times(30<<10, strings.Repeat("x ", 1<<9))), "ends before"},
		{"two hundred thousand actions", "a.xml", parts(strings.Replace(head, "<data id='a'>", "<data><q/></data></instance>", 1),
			times(200_000, `<setvalue ref="/data/q" event="odk-instance-first-load" value="1"/>`), times(1, "</model></h:head><h:body/></h:html>")), taken},
		{"five thousand namespaces", "a.xml", parts(head, times(100, "<a "+numbered(50, `xmlns:p%d="u" `)+">"), times(200_000, "<q:a/>")), "namespaces"},
		{"zeros", "a.xml", file(30<<10, strings.Repeat("\x00", 1<<10)), "not well-formed"},
	}
}

func filesThatAreNoForm() []hostileFile {
	const pdf = "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n"
	return []hostileFile{
		{"nothing", "a.xlsx", file(0, ""), "is empty"},
		{"nothing as values", "a.csv", file(0, ""), "is empty"},
		{"nothing as a table", "a.md", file(1, " \n"), "is empty"},
		{"nothing as an XForm", "a.xml", file(0, ""), "is empty"},
		{"a PDF as a workbook", "a.xlsx", file(1, pdf), "cannot be read"},
		{"a PDF as an old workbook", "a.xls", file(1, pdf), "cannot be read"},
		{"a PDF as values", "a.csv", file(1, pdf), "UTF-8"},
		{"a picture as values", "a.csv", file(1, "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"), "more than text"},
		{"a workbook that holds no more than a document", "a.xlsx", workbook(map[string]func(io.Writer){"xl/workbook.xml": times(1, "<document/>")}), "no sheets"},
		{"values in UTF-16", "a.csv", file(1, "\xff\xfes\x00u\x00r\x00v\x00e\x00y\x00"), "UTF-8"},
		{"values in Latin-1", "a.csv", file(1, "survey\n,type,name,label\n,text,a,Caf\xe9\n"), "UTF-8"},
		{"a table with zeros", "a.md", file(1, surveyHead+"| | text | a\x00 | A |\n"), "more than text"},
		{"a beginning of an archive", "a.xlsx", file(1, "PK\x03\x04"), "cannot be read"},
		{"a beginning of an old workbook", "a.xls", file(1, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "cannot be read"},
		{"more than thirty megabytes", "a.bin", file(40<<10, strings.Repeat("x", 1<<10)), "MB"},
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

// file is a file that holds a text so many times.
func file(n int, text string) func(io.Writer) error { return parts("", times(n, text)) }

func nothing(io.Writer) {}

func numbered(n int, format string) string {
	var out strings.Builder
	for i := range n {
		fmt.Fprintf(&out, format, i)
	}
	return out.String()
}

// parted writes something between a beginning and an end.
func parted(before string, write func(io.Writer), after string) func(io.Writer) {
	return func(w io.Writer) {
		_, _ = io.WriteString(w, before)
		write(w)
		_, _ = io.WriteString(w, after)
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

func sheetOf(rows, after func(io.Writer)) func(io.Writer) {
	return parted(`<worksheet`+space+`spreadsheetml/2006/main">`, func(w io.Writer) {
		parted(`<sheetData>`, rows, `</sheetData>`)(w)
		after(w)
	}, `</worksheet>`)
}

// sheet writes a workbook of rows, and of what comes after them.
func sheet(rows, after func(io.Writer)) func(io.Writer) error {
	return workbook(map[string]func(io.Writer){sheetPart: sheetOf(rows, after)})
}

// empties are so many parts that hold nothing.
func empties(n int) map[string]func(io.Writer) {
	out := map[string]func(io.Writer){}
	for i := range n {
		out[fmt.Sprintf("xl/%d", i)] = nothing
	}
	return out
}

// lying writes a workbook with a part of a million bytes that says to have another size.
func lying(name string, size uint64) func(io.Writer) error {
	return archive(nil, func(w *zip.Writer) error {
		var packed bytes.Buffer
		deflate, err := flate.NewWriter(&packed, flate.BestCompression)
		if err != nil {
			return err
		}
		sheetOf(times(1<<20, " "), nothing)(deflate)
		if err := deflate.Close(); err != nil {
			return err
		}
		part, err := w.CreateRaw(&zip.FileHeader{
			Name: name, Method: zip.Deflate, CompressedSize64: uint64(packed.Len()), UncompressedSize64: size,
		})
		if err != nil {
			return err
		}
		_, err = packed.WriteTo(part)
		return err
	})
}

// workbook writes a workbook of one sheet, of which some parts are given.
func workbook(given map[string]func(io.Writer)) func(io.Writer) error {
	return archive(given, func(*zip.Writer) error { return nil })
}

// archive writes a workbook of one sheet, of which some parts are given, and adds others.
func archive(given map[string]func(io.Writer), add func(*zip.Writer) error) func(io.Writer) error {
	const (
		types = `<Types` + space + `package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>`
		rels  = `<Relationships` + space + `package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/`
		book  = `<workbook` + space + `spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="survey" sheetId="1" r:id="rId1"/></sheets></workbook>`
	)
	all := map[string]func(io.Writer){
		"[Content_Types].xml": times(1, types), "_rels/.rels": times(1, rels+`officeDocument" Target="xl/workbook.xml"/></Relationships>`),
		"xl/workbook.xml":            times(1, book),
		"xl/_rels/workbook.xml.rels": times(1, rels+`worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>`),
		sheetPart:                    sheetOf(nothing, nothing),
	}
	for name, write := range given {
		all[name] = write
	}
	return func(to io.Writer) error {
		w := zip.NewWriter(to)
		w.RegisterCompressor(zip.Deflate, func(to io.Writer) (io.WriteCloser, error) { return flate.NewWriter(to, flate.BestSpeed) })
		for name, write := range all {
			part, err := w.Create(name)
			if err != nil {
				return err
			}
			write(part)
		}
		if err := add(w); err != nil {
			return err
		}
		return w.Close()
	}
}
