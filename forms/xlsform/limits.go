package xlsform

import "unicode/utf8"

// Limits of a form's source. A file beyond one of them is refused in words, and quickly, whatever it holds. The largest
// surveys in public use have some 3 000 rows and 70 000 choices.
const (
	MaxFile     = 32 << 20 // bytes of the file
	MaxUnpacked = 96 << 20 // bytes of all that a workbook's archive holds
	MaxRows     = 100_000  // rows of one sheet
	MaxColumns  = 1_000    // columns of one sheet
	MaxCells    = 500_000  // cells of the whole workbook that hold something
	MaxText     = 32 << 20 // bytes of the text in all of them
	MaxCell     = 32_767   // characters of one cell, as in Excel
	MaxName     = 255      // characters of a name
	MaxDepth    = 64       // groups inside one another
	MaxNodes    = 50_000   // questions and groups, those that loops make included
	MaxPaths    = 64 << 20 // bytes of all paths that references are replaced by
)

// Limits of what is read of the XML of a workbook.
const (
	maxParts    = 10_000
	maxTags     = 5 * MaxCells // of all parts together: a cell has up to four
	maxTagDepth = 64
	maxToken    = 1 << 20 // bytes of one tag, or of one text
)

// maxWidth is how wide all rows of a workbook may be together, gaps between cells included.
const maxWidth = 10 * MaxCells

// maxSteps is how many choices may be looked at to check the questions about them.
const maxSteps = 5_000_000

// counter watches over the limits of one workbook while it is read.
type counter struct{ rows, width, cells, text int }

// sheet begins another sheet.
func (c *counter) sheet() { c.rows = 0 }

// row takes one more row in.
func (c *counter) row(cells []string) error {
	if c.rows++; c.rows > MaxRows {
		return tooMany("A sheet", MaxRows, "rows")
	}
	if len(cells) > MaxColumns {
		return refuse(nil, "Row %d has more than %d columns. Take out those that are not needed.", c.rows, MaxColumns)
	}
	if c.width += len(cells); c.width > maxWidth {
		return tooWide()
	}
	for _, cell := range cells {
		if cell == "" {
			continue
		}
		if c.cells++; c.cells > MaxCells {
			return tooMany("The file", MaxCells, "cells")
		}
		if c.text += len(cell); c.text > MaxText {
			return refuse(nil, "The file holds more than %d MB of text. Put long lists of choices into a .csv file beside "+
				"the form.", MaxText>>20)
		}
		if len(cell) > MaxCell && utf8.RuneCountInString(cell) > MaxCell {
			return refuse(nil, "A cell in row %d has more than %d characters. Shorten it.", c.rows, MaxCell)
		}
	}
	return nil
}

func tooLong() error {
	return refuse(nil, "A cell has more than %d characters. Shorten it.", MaxCell)
}

func tooWide() error {
	return refuse(nil, "The file has more than %d cells, empty ones between others counted. Delete the columns and rows that "+
		"are not needed.", maxWidth)
}

func tooMany(what string, limit int, things string) error {
	return refuse(nil, "%s has more than %d %s. Put long lists of choices into a .csv file beside the form, and "+
		"delete empty rows below the last.", what, limit, things)
}
