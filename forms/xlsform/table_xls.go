package xlsform

import (
	"bytes"
	"errors"
	"io"
	"slices"

	"github.com/richardlehane/mscfb"
)

// readXLS reads a workbook of Excel 97 to 2003: records in a stream of a compound file ([MS-XLS]).
func readXLS(content []byte) (*workbook, error) {
	stream, err := workbookStream(content)
	if err != nil {
		return nil, err
	}
	return readRecords(stream)
}

// readRecords reads the stream of records.
func readRecords(stream []byte) (*workbook, error) {
	b := biff{stream: stream}
	if err := b.readGlobals(); err != nil {
		return nil, err
	}
	var book workbook
	var count counter
	for _, named := range b.sheets {
		s := book.add(named.name)
		if len(b.sheets) == 1 {
			book.sheets = map[string]*sheet{surveySheet: s}
		}
		if !book.holds(s) {
			continue
		}
		count.sheet()
		cells, err := b.readSheet(named, &count)
		if err != nil {
			return nil, err
		}
		if err := s.takeCells(cells, &count); err != nil {
			return nil, err
		}
	}
	return &book, nil
}

// workbookStream finds the stream of records in a compound file.
func workbookStream(content []byte) ([]byte, error) {
	file, err := mscfb.New(bytes.NewReader(content))
	if err != nil {
		return nil, unreadable(err)
	}
	for {
		entry, err := file.Next()
		switch {
		case errors.Is(err, io.EOF):
			return nil, unreadable(errNoWorkbook)
		case err != nil:
			return nil, unreadable(err)
		case entry.Name == "Workbook":
			stream, err := io.ReadAll(io.LimitReader(entry, MaxFile))
			if err != nil {
				return nil, unreadable(err)
			}
			return stream, nil
		case entry.Name == "Book":
			return nil, refuse(nil, "The workbook is of a version of Excel before 1997. Save it as .xlsx.")
		case entry.Name == "EncryptedPackage":
			return nil, unreadable(errEncrypted)
		}
	}
}

var (
	errNoWorkbook = errors.New("the compound file has no workbook")
	errEncrypted  = errors.New("the workbook is encrypted")
	errShort      = errors.New("a record ends too early")
)

// cellMap is the text of the cells of a sheet by row and column, both counted from 0.
type cellMap map[int]map[int]string

// takeCells takes the rows of a sheet whose cells come in any order.
func (s *sheet) takeCells(cells cellMap, count *counter) error {
	last := -1
	for row := range cells {
		last = max(last, row)
	}
	blank := 0
	for i := 0; i <= last; i++ {
		r := row{number: i + 1, cells: trimHeader(s, dense(cells[i], len(s.header)))}
		if r.empty() && i > 0 {
			if blank++; blank > emptyRows {
				return nil
			}
			continue
		}
		blank = 0
		if err := count.row(r.cells); err != nil {
			return err
		}
		s.take(r)
	}
	return nil
}

// dense writes a row's cells side by side: as many as the header has, or all when there is none yet.
func dense(cells map[int]string, width int) []string {
	if width == 0 {
		for column := range cells {
			width = max(width, column+1)
		}
		width = min(width, MaxColumns+1)
	}
	out := make([]string, width)
	for column, text := range cells {
		if column < width {
			out[column] = clean(text)
		}
	}
	return slices.Clip(out)
}
