package xlsform

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"path"
	"strings"
	"unicode/utf8"

	"plumbline/forms"
)

// Reader reads forms. The zero Reader reads them as they come.
type Reader struct {
	// Root is the name that the root has unless the form's settings say otherwise; "" is forms.RootName.
	Root string
}

// Read reads a form from a workbook (.xlsx, .xlsm, .xls), .csv or Markdown. The format is told by the suffix of the
// name, or by the content where that says otherwise; the name without its suffix is the form's id when its settings give
// none. The Definition is nil when, and only when, the report has errors. The report is never nil.
func Read(name string, content []byte) (*forms.Definition, *Report) {
	return Reader{}.Read(name, content)
}

// ReadMarkdown reads a form written as Markdown tables, as Read does. The error is a *Report.
func ReadMarkdown(name string, source []byte) (*forms.Definition, error) {
	def, report := Reader{}.read(name, source, readMarkdown)
	return def, report.Err()
}

// Read reads a form as the function Read does.
func (r Reader) Read(name string, content []byte) (*forms.Definition, *Report) {
	return r.read(name, content, formatOf(name, content))
}

func (r Reader) read(name string, content []byte, table func([]byte) (*workbook, error)) (*forms.Definition, *Report) {
	report := &Report{}
	book, err := tables(content, table)
	if err != nil {
		var words *refusal
		if !errors.As(err, &words) {
			words = &refusal{words: "The file cannot be read. Save it again as .xlsx."}
		}
		report.fail(place{}, "file", "%s", words.words)
		return nil, report
	}
	def := r.define(name, book, report)
	if report.finish(book); len(report.Errors) > 0 {
		return nil, report
	}
	sum := sha256.Sum256(content)
	def.Hash = hex.EncodeToString(sum[:])
	return def, report
}

// tables reads the sheets of a file that is not too large.
func tables(content []byte, table func([]byte) (*workbook, error)) (*workbook, error) {
	if len(content) > MaxFile {
		return nil, refuse(nil, "The file has more than %d MB. Take pictures and sheets that are not part of the form "+
			"out of it.", MaxFile>>20)
	}
	content = bytes.TrimPrefix(content, []byte("\ufeff"))
	if len(bytes.TrimSpace(content)) == 0 {
		return nil, refuse(nil, "The file is empty.")
	}
	return table(content)
}

// checkText checks that a file is the text of a table, and of no more cells than a form can have.
func checkText(content []byte, separator string) error {
	switch {
	case bytes.HasPrefix(content, []byte("\xff\xfe")), bytes.HasPrefix(content, []byte("\xfe\xff")):
		return notUTF8()
	case bytes.IndexByte(content, 0) >= 0:
		return refuse(nil, "The file is no form: it holds more than text. A form is a workbook (.xlsx, .xls), a table of "+
			"text (.csv, .md) or an XForm (.xml).")
	case !utf8.Valid(content):
		return notUTF8()
	case bytes.Count(content, []byte(separator)) > maxWidth:
		return tooWide()
	}
	return nil
}

func notUTF8() error {
	return refuse(nil, "The file is not written in UTF-8, so that letters such as ŵ and é would be lost. In Excel, save it "+
		"as \"CSV UTF-8 (Comma delimited)\".")
}

// formatOf chooses how a file is read.
func formatOf(name string, content []byte) func([]byte) (*workbook, error) {
	const zipMagic, oleMagic = "PK\x03\x04", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
	switch {
	case bytes.HasPrefix(content, []byte(zipMagic)):
		return readXLSX
	case bytes.HasPrefix(content, []byte(oleMagic)):
		return readXLS
	}
	switch strings.ToLower(path.Ext(name)) {
	case ".xlsx", ".xlsm":
		return readXLSX
	case ".xls":
		return readXLS
	case ".md":
		return readMarkdown
	case ".csv":
		return readCSV
	}
	if bytes.HasPrefix(bytes.TrimSpace(content), []byte("|")) {
		return readMarkdown
	}
	return readCSV
}
