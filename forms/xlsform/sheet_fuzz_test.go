package xlsform_test

import (
	"archive/zip"
	"bytes"
	"io"
	"testing"

	"plumbline/forms/xlsform"
)

// partsOf takes the parts of a workbook out of its archive.
func partsOf(tb testing.TB, content []byte) map[string]string {
	tb.Helper()
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		tb.Fatal(err)
	}
	out := map[string]string{}
	for _, file := range archive.File {
		r, err := file.Open()
		if err != nil {
			tb.Fatal(err)
		}
		part, err := io.ReadAll(r)
		if err != nil {
			tb.Fatal(err)
		}
		out[file.Name] = string(part)
	}
	return out
}

// stored writes an archive whose parts are not compressed, which takes less time than everything else.
func stored(tb testing.TB, parts map[string]string) []byte {
	tb.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for name, content := range parts {
		part, err := w.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
		if err != nil {
			tb.Fatal(err)
		}
		if _, err := io.WriteString(part, content); err != nil {
			tb.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

// FuzzSheet reads workbooks whose sheet, shared texts and formats may be anything.
func FuzzSheet(f *testing.F) {
	var b bytes.Buffer
	if err := xlsform.WriteXLSX(&b, mustRead(f, visit)); err != nil {
		f.Fatal(err)
	}
	parts := partsOf(f, b.Bytes())
	const sheet, shared, styles = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"
	f.Add(parts[sheet], parts[shared], parts[styles])
	f.Add(`<worksheet><sheetData><row r="1"><c t="inlineStr"><is><t>type</t></is></c><c t="str"><v>name</v></c><c t="b"><v>1</v></c></row>`+
		`<row r="3"><c r="B3" s="1"><v>43831.5</v></c><c t="e"><v>#N/A</v></c><c t="s"><v>0</v></c></row></sheetData></worksheet>`,
		`<sst><si><r><t>te</t></r><r><t xml:space="preserve">xt </t></r></si></sst>`,
		`<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy-mm-dd"/></numFmts><cellXfs><xf/><xf numFmtId="164"/></cellXfs></styleSheet>`)
	f.Fuzz(func(t *testing.T, sheetPart, sharedPart, stylesPart string) {
		parts[sheet], parts[shared], parts[styles] = sheetPart, sharedPart, stylesPart
		def, report := xlsform.Read("a.xlsx", stored(t, parts))
		if (def == nil) != (len(report.Errors) > 0) {
			t.Fatalf("a form: %t, errors: %v", def != nil, report.Errors)
		}
	})
}
