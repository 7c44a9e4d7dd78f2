package xlsform

import (
	"archive/zip"
	"bytes"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"plumbline/forms"
)

// WriteXLSX writes a form as a workbook. Read gives the same Definition again, but for Hash and the rows that nodes come
// from; the same Definition gives the same bytes. The error, when the form has parts that a workbook cannot hold, says
// which.
func WriteXLSX(w io.Writer, def *forms.Definition) error {
	sheets, err := export(def)
	if err != nil {
		return err
	}
	return writeBook(w, sheets)
}

// WriteTable writes rows as a workbook of one sheet, from which ReadTable reads them. The first row is the header; no other
// is longer or shorter. The error says in sentences what a person can do.
func WriteTable(w io.Writer, sheet string, rows [][]string) error {
	return writeBook(w, []exportSheet{{name: sheet, header: rows[0], rows: rows[1:]}})
}

func writeBook(w io.Writer, sheets []exportSheet) error {
	f := excelize.NewFile()
	defer f.Close()
	bold, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	if err != nil {
		return unwritable(err)
	}
	for i, s := range sheets {
		if i == 0 {
			err = f.SetSheetName(f.GetSheetName(0), s.name)
		} else {
			_, err = f.NewSheet(s.name)
		}
		if err != nil {
			return unwritable(err)
		}
		if err := writeSheet(f, s, bold); err != nil {
			return err
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		return unwritable(err)
	}
	if err := writeInOrder(w, b.Bytes()); err != nil {
		return unwritable(err)
	}
	return nil
}

// writeInOrder writes an archive with its parts by name, since excelize writes them in any order. The part that Office
// Open XML wants in front, [Content_Types].xml, is the first by name too.
func writeInOrder(w io.Writer, archive []byte) error {
	r, err := zip.NewReader(bytes.NewReader(archive), int64(len(archive)))
	if err != nil {
		return err
	}
	slices.SortFunc(r.File, func(a, b *zip.File) int { return strings.Compare(a.Name, b.Name) })
	out := zip.NewWriter(w)
	for _, part := range r.File {
		if err := out.Copy(part); err != nil {
			return err
		}
	}
	return out.Close()
}

func unwritable(cause error) error {
	return refuse(cause, "The workbook could not be written. Check that there is room for it, and try again.")
}

// Widths of columns in characters.
const (
	narrowest = 10
	widest    = 60
)

// writeSheet writes a sheet with a bold header that stays in sight, and columns as wide as what is in them.
func writeSheet(f *excelize.File, s exportSheet, bold int) error {
	out, err := f.NewStreamWriter(s.name)
	if err != nil {
		return unwritable(err)
	}
	for i := range s.header {
		if err := out.SetColWidth(i+1, i+1, float64(s.width(i))); err != nil {
			return unwritable(err)
		}
	}
	panes := &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}
	if err := out.SetPanes(panes); err != nil {
		return unwritable(err)
	}
	for number, cells := range append([][]string{s.header}, s.rows...) {
		row := make([]any, len(cells))
		for i, cell := range cells {
			if utf8.RuneCountInString(cell) > MaxCell {
				return refuse(nil, "A cell of the sheet %q has more than %d characters, which a workbook cannot hold. "+
					"Shorten it.", s.name, MaxCell)
			}
			switch {
			case number == 0:
				row[i] = excelize.Cell{StyleID: bold, Value: cell}
			case cell != "":
				row[i] = cell
			}
		}
		at, err := excelize.CoordinatesToCellName(1, number+1)
		if err == nil {
			err = out.SetRow(at, row)
		}
		if err != nil {
			return unwritable(err)
		}
	}
	if err := out.Flush(); err != nil {
		return unwritable(err)
	}
	return nil
}

func (s exportSheet) width(column int) int {
	width := max(narrowest, utf8.RuneCountInString(s.header[column])+2)
	for _, cells := range s.rows {
		width = max(width, utf8.RuneCountInString(cells[column])+1)
	}
	return min(width, widest)
}

// WriteMarkdown writes a form as Markdown tables, as WriteXLSX writes a workbook. It refuses a form with a line break in
// a cell.
func WriteMarkdown(w io.Writer, def *forms.Definition) error {
	sheets, err := export(def)
	if err != nil {
		return err
	}
	var b strings.Builder
	for i, s := range sheets {
		if i > 0 {
			b.WriteString("\n")
		}
		b.WriteString("| " + s.name + " |\n")
		for _, cells := range append([][]string{s.header}, s.rows...) {
			b.WriteString("| |")
			for _, cell := range cells {
				if strings.ContainsAny(cell, "\r\n") {
					return refuse(nil, "A cell of the sheet %q has a line break, which a Markdown table cannot hold. "+
						"Take it out, or export as .xlsx.", s.name)
				}
				b.WriteString(" " + strings.ReplaceAll(cell, "|", `\|`) + " |")
			}
			b.WriteString("\n")
		}
	}
	if _, err := io.WriteString(w, b.String()); err != nil {
		return unwritable(err)
	}
	return nil
}
