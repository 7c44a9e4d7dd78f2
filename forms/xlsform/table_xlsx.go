package xlsform

import (
	"encoding/xml"
	"slices"
	"strconv"
	"strings"
)

// Excel pads sheets with cells and rows that hold nothing but a format. What comes after such a run is not read.
const (
	emptyHeaders = 20 // columns
	emptyRows    = 60
)

// readXLSX reads an Office Open XML workbook (ECMA-376, part 1, 18). It keeps one row of XML in memory at a time: the
// library that writes workbooks would hold them whole, which takes gigabytes for a file of a few hundred kilobytes.
func readXLSX(content []byte) (*workbook, error) {
	a, err := openArchive(content)
	if err != nil {
		return nil, err
	}
	x := xlsxReader{archive: a, numbers: newNumberFormats(), read: map[string]bool{}}
	if err := x.open(); err != nil {
		return nil, err
	}
	var book workbook
	for _, named := range x.sheets {
		s := book.add(named.name)
		if len(x.sheets) == 1 {
			book.sheets = map[string]*sheet{surveySheet: s}
		}
		if book.holds(s) {
			if err := x.readSheet(named.part, s); err != nil {
				return nil, err
			}
		}
	}
	return &book, nil
}

// ReadTable reads one sheet of an .xlsx workbook that need not be a form: the one of a name, or else the first. Its rows are
// texts, the first of them the header; rows without cells are left out. It costs no more than Read does, whatever the file.
// The error says in sentences what a person can do; there are no rows where the workbook has none.
func ReadTable(content []byte, name string) ([][]string, error) {
	a, err := openArchive(content)
	if err != nil {
		return nil, err
	}
	x := xlsxReader{archive: a, numbers: newNumberFormats(), read: map[string]bool{}}
	if err := x.open(); err != nil || len(x.sheets) == 0 {
		return nil, err
	}
	chosen := x.sheets[max(slices.IndexFunc(x.sheets, func(s namedPart) bool { return s.name == name }), 0)]
	var s sheet
	if err := x.readSheet(chosen.part, &s); err != nil || s.header == nil {
		return nil, err
	}
	rows := [][]string{s.header}
	for _, r := range s.rows {
		rows = append(rows, r.cells)
	}
	return rows, nil
}

func (w *workbook) holds(s *sheet) bool {
	for _, held := range w.sheets {
		if held == s {
			return true
		}
	}
	return false
}

func unreadable(err error) error {
	return refuse(err, "The workbook cannot be read: it may be damaged, or locked with a password. Open it in Excel "+
		"or LibreOffice and save it again as .xlsx.")
}

// xlsxReader reads the sheets of one workbook.
type xlsxReader struct {
	archive *archive
	sheets  []namedPart
	shared  []string // texts that cells share
	numbers numberFormats
	read    map[string]bool // parts of the sheets that were read
	count   counter
}

// namedPart is the name of a sheet, and the part that holds it.
type namedPart struct{ name, part string }

// open reads what all sheets share.
func (x *xlsxReader) open() error {
	parts, err := x.related("")
	if err != nil {
		return err
	}
	book := parts.kind("/officeDocument")
	if parts, err = x.related(book); err != nil {
		return err
	}
	err = x.archive.each(book, func(_ string, e xml.StartElement) {
		switch e.Name.Local {
		case "workbookPr":
			if yes := attribute(e, "date1904"); yes == "1" || yes == "true" {
				x.numbers.since = dateSince1904
			}
		case "sheet":
			x.sheets = append(x.sheets, namedPart{attribute(e, "name"), parts.byID[attribute(e, "id")]})
		}
	})
	if err != nil {
		return err
	}
	if len(x.sheets) == 0 {
		return refuse(nil, "The file is no workbook: it has no sheets. Choose a form's workbook (.xlsx).")
	}
	if err := x.readStyles(parts.kind("/styles")); err != nil {
		return err
	}
	return x.readShared(parts.kind("/sharedStrings"))
}

// relations are the parts that a part refers to.
type relations struct {
	byID   map[string]string
	byKind map[string]string // by the last word of their type's address, with a slash in front
}

func (r relations) kind(name string) string { return r.byKind[name] }

// related reads what a part refers to; "" is the file as a whole.
func (x *xlsxReader) related(part string) (relations, error) {
	r := relations{byID: map[string]string{}, byKind: map[string]string{}}
	folder, name := "", part
	if i := strings.LastIndexByte(part, '/'); i >= 0 {
		folder, name = part[:i+1], part[i+1:]
	}
	err := x.archive.each(folder+"_rels/"+name+".rels", func(_ string, e xml.StartElement) {
		if e.Name.Local != "Relationship" || strings.EqualFold(attribute(e, "TargetMode"), "External") {
			return
		}
		to, kind := target(part, attribute(e, "Target")), attribute(e, "Type")
		r.byID[attribute(e, "Id")] = to
		if i := strings.LastIndexByte(kind, '/'); i >= 0 && r.byKind[kind[i:]] == "" {
			r.byKind[kind[i:]] = to
		}
	})
	return r, err
}

// readStyles reads how numbers are shown; "" is a workbook that does not say.
func (x *xlsxReader) readStyles(part string) error {
	if x.archive.parts[part] == nil {
		return nil
	}
	return x.archive.each(part, func(around string, e xml.StartElement) {
		switch {
		case around == "numFmts" && e.Name.Local == "numFmt":
			x.numbers.define(number16(attribute(e, "numFmtId")), attribute(e, "formatCode"))
		case around == "cellXfs" && e.Name.Local == "xf":
			x.numbers.styles = append(x.numbers.styles, number16(attribute(e, "numFmtId")))
		}
	})
}

// number16 reads a whole number of 16 bits; 0 is what is none.
func number16(text string) int {
	n, _ := strconv.ParseUint(strings.TrimSpace(text), 10, 16)
	return int(n)
}

// readShared reads the texts that cells share; "" is a workbook without.
func (x *xlsxReader) readShared(part string) error {
	if x.archive.parts[part] == nil {
		return nil
	}
	p, err := x.archive.open(part)
	if err != nil {
		return err
	}
	defer p.Close()
	for {
		token, err := p.next()
		if token == nil || err != nil {
			return err
		}
		if e, ok := token.(xml.StartElement); !ok || e.Name.Local != "si" {
			continue
		}
		if len(x.shared) >= MaxCells {
			return tooMany("The file", MaxCells, "cells")
		}
		text, err := p.richText()
		if err != nil {
			return err
		}
		x.shared = append(x.shared, clean(text))
	}
}
