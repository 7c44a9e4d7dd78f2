package xlsform

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"regexp"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// Excel pads sheets with cells and rows that hold nothing but a format. What comes after such a run is not read.
const (
	emptyHeaders = 20 // columns
	emptyRows    = 60
)

func tooLarge() error {
	return refuse(nil, "The workbook holds more than %d MB. Take pictures, and sheets that are not part of the form, "+
		"out of it.", MaxUnpacked>>20)
}

// readXLSX reads an Office Open XML workbook.
func readXLSX(content []byte) (*workbook, error) {
	if err := measure(content); err != nil {
		return nil, err
	}
	f, err := excelize.OpenReader(bytes.NewReader(content), excelize.Options{
		RawCellValue: true, UnzipSizeLimit: MaxUnpacked, UnzipXMLSizeLimit: MaxUnpacked,
	})
	if err != nil {
		return nil, unreadable(err)
	}
	defer f.Close()
	x := xlsxReader{file: f, dates: map[int]dateFormat{}}
	var book workbook
	names := f.GetSheetList()
	for _, name := range names {
		s := book.add(name)
		if len(names) == 1 {
			book.sheets = map[string]*sheet{surveySheet: s}
		}
		if book.holds(s) {
			if err := x.read(name, s); err != nil {
				return nil, err
			}
		}
	}
	return &book, nil
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

// measure looks at the size of an archive before anything of it is understood.
func measure(content []byte) error {
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return unreadable(err)
	}
	m := measurer{left: MaxUnpacked, tags: maxTags}
	for _, part := range archive.File {
		if err := m.take(part); err != nil {
			return err
		}
	}
	return nil
}

// measurer watches over the size of an archive.
type measurer struct {
	left int64 // bytes
	tags int   // that may still come
}

// take unpacks a part, and keeps nothing of it.
func (m *measurer) take(part *zip.File) error {
	limit := m.left
	sheet := strings.Contains(part.Name, "worksheets/")
	markup := strings.HasSuffix(part.Name, ".xml") || strings.HasSuffix(part.Name, ".rels")
	if markup && !sheet && !strings.HasSuffix(part.Name, "sharedStrings.xml") {
		limit = min(limit, maxOtherPart)
	}
	if part.FileInfo().Size() > limit {
		return tooLarge()
	}
	r, err := part.Open()
	if err != nil {
		return unreadable(err)
	}
	defer r.Close()
	buffer := make([]byte, 1<<16)
	rows := 0
	for {
		n, err := io.ReadFull(r, buffer)
		m.left -= int64(n)
		if limit -= int64(n); limit < 0 {
			return tooLarge()
		}
		if sheet {
			if rows += bytes.Count(buffer[:n], []byte("<row")); rows > MaxRows+emptyRows {
				return tooMany("A sheet", MaxRows, "rows")
			}
		}
		if markup {
			if m.tags -= bytes.Count(buffer[:n], []byte("<")); m.tags < 0 {
				return tooMany("The file", MaxCells, "cells")
			}
		}
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			return nil
		}
		if err != nil {
			return unreadable(err)
		}
	}
}

// xlsxReader reads the sheets of one workbook.
type xlsxReader struct {
	file  *excelize.File
	count counter
	dates map[int]dateFormat // by style
	width int                // of all rows together, gaps between cells included
}

func (x *xlsxReader) read(name string, s *sheet) error {
	rows, err := x.file.Rows(name)
	if err != nil {
		return unreadable(err)
	}
	defer rows.Close()
	x.count.sheet()
	blank := 0
	for number := 1; rows.Next(); number++ {
		cells, err := rows.Columns()
		if err != nil {
			return unreadable(err)
		}
		if x.width += len(cells); x.width > maxWidth {
			return refuse(nil, "The sheet %q is too wide. Delete empty columns to the right of the last.", name)
		}
		r := row{number: number, cells: x.cells(name, number, trimHeader(s, cells))}
		if r.empty() && number > 1 {
			if blank++; blank > emptyRows {
				break
			}
			continue
		}
		blank = 0
		if err := x.count.row(r.cells); err != nil {
			return err
		}
		s.take(r)
	}
	if err := rows.Error(); err != nil {
		return unreadable(err)
	}
	return nil
}

// trimHeader cuts a row where its sheet's header ends.
func trimHeader(s *sheet, cells []string) []string {
	if s.header != nil {
		return cells[:min(len(cells), len(s.header))]
	}
	run := 0
	for i, cell := range cells {
		if strings.TrimSpace(cell) != "" {
			run = 0
			continue
		}
		if run++; run > emptyHeaders {
			return cells[:i+1-run]
		}
	}
	return cells
}

func (x *xlsxReader) cells(sheet string, number int, raw []string) []string {
	out := make([]string, len(raw))
	for i, value := range raw {
		if value != "" {
			out[i] = clean(x.text(sheet, i+1, number, value))
		}
	}
	return out
}

// text is what a raw cell says: a number may be a date or a truth by its style and type.
func (x *xlsxReader) text(sheet string, column, number int, raw string) string {
	value, err := strconv.ParseFloat(raw, 64)
	if err != nil {
		return raw
	}
	cell, err := excelize.CoordinatesToCellName(column, number)
	if err != nil {
		return raw
	}
	kind, err := x.file.GetCellType(sheet, cell)
	if err != nil {
		return raw
	}
	switch kind {
	case excelize.CellTypeBool:
		return truth(value != 0)
	case excelize.CellTypeInlineString, excelize.CellTypeSharedString, excelize.CellTypeFormula, excelize.CellTypeError:
		return raw
	default:
		style, err := x.file.GetCellStyle(sheet, cell)
		if err != nil {
			return raw
		}
		return x.format(style).text(value)
	}
}

// format tells how numbers of a style are shown.
func (x *xlsxReader) format(style int) dateFormat {
	if f, ok := x.dates[style]; ok {
		return f
	}
	f := plainNumber
	if s, err := x.file.GetStyle(style); err == nil {
		code := ""
		if s.CustomNumFmt != nil {
			code = *s.CustomNumFmt
		}
		if isDate(s.NumFmt, code) {
			f = dateSince1900
			if p, err := x.file.GetWorkbookProps(); err == nil && p.Date1904 != nil && *p.Date1904 {
				f = dateSince1904
			}
		}
	}
	x.dates[style] = f
	return f
}

var notDate = regexp.MustCompile(`"[^"]*"|\\.|_.|\*.|\[[^\]]*\]`)

// isDate reports whether a number format shows dates or times: one of the built-in ones, or one whose code has letters
// of dates outside its literals (ECMA-376, part 1, 18.8.30 and 18.8.31).
func isDate(builtIn int, code string) bool {
	if code != "" {
		plain, _, _ := strings.Cut(notDate.ReplaceAllString(code, ""), ";")
		return strings.ContainsAny(plain, "dmhysDMHYS") && !strings.Contains(strings.ToLower(plain), "general")
	}
	return builtIn >= 14 && builtIn <= 22 || builtIn >= 27 && builtIn <= 36 || builtIn >= 45 && builtIn <= 47 ||
		builtIn >= 50 && builtIn <= 58
}

func truth(b bool) string {
	if b {
		return "TRUE"
	}
	return "FALSE"
}
