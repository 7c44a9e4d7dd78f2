package workbench

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"

	"github.com/xuri/excelize/v2"

	"plumbline/forms"
	"plumbline/forms/library"
)

// listSheet is the sheet of a workbook that a list is read from.
const listSheet = "choices"

// SaveList writes the list that is in use to a workbook that ReadListFile reads as it was, for somebody to edit. The file is
// there whole or not at all. Errors are library.ErrUnknownList and those of the file system.
func (d *Desk) SaveList(ctx context.Context, name, file string) error {
	now, err := d.SharedList(ctx, name)
	if err != nil {
		return err
	}
	content, err := listBook(now.List)
	if err != nil {
		return fmt.Errorf("workbench: write list %s: %w", name, err)
	}
	if err := ReplaceFile(file, content); err != nil {
		return fmt.Errorf("workbench: write list %s: %w", name, err)
	}
	return nil
}

// listBook is a workbook of one sheet with the columns of a list, every cell a text.
func listBook(list *forms.List) ([]byte, error) {
	var table bytes.Buffer
	if err := library.WriteList(&table, list); err != nil {
		return nil, err
	}
	rows, err := csv.NewReader(&table).ReadAll()
	if err != nil {
		return nil, err
	}
	book := excelize.NewFile()
	defer func() { _ = book.Close() }()
	if err := book.SetSheetName(book.GetSheetName(0), listSheet); err != nil {
		return nil, err
	}
	for i, cells := range rows {
		for j, cell := range cells {
			at, err := excelize.CoordinatesToCellName(j+1, i+1)
			if err != nil {
				return nil, err
			}
			if err := book.SetCellStr(listSheet, at, cell); err != nil {
				return nil, err
			}
		}
	}
	if err := dressHeader(book, len(rows[0])); err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if err := book.Write(&out); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// dressHeader makes the header bold and keeps it in sight, and the columns wide enough to read.
func dressHeader(book *excelize.File, columns int) error {
	bold, err := book.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	if err != nil {
		return err
	}
	if err := book.SetRowStyle(listSheet, 1, 1, bold); err != nil {
		return err
	}
	last, err := excelize.ColumnNumberToName(columns)
	if err != nil {
		return err
	}
	if err := book.SetColWidth(listSheet, "A", last, 28); err != nil {
		return err
	}
	return book.SetPanes(listSheet, &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"})
}
