package xlsform

import (
	"bytes"
	"errors"
	"io"
	"strings"

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
	b := newBIFF(stream)
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

// maxDirectory is how many bytes of a compound file may be read before its directory is known, some thousand entries.
// The library keeps for each entry the path to it: without a bound, a few megabytes of folders in folders take all memory.
const maxDirectory = 256 << 10

// workbookStream finds the stream of records in a compound file ([MS-CFB]).
func workbookStream(content []byte) ([]byte, error) {
	source := &spareReader{file: bytes.NewReader(content), left: maxDirectory}
	file, err := mscfb.New(source)
	if err != nil {
		return nil, unreadable(err)
	}
	source.left = 2 * len(content) // the stream, and where its sectors are
	var workbook *mscfb.File
	old := false
	for _, entry := range file.File {
		if len(entry.Path) > 0 { // a workbook inside the workbook
			continue
		}
		switch {
		case strings.EqualFold(entry.Name, "Workbook"):
			workbook = entry
		case strings.EqualFold(entry.Name, "Book"):
			old = true
		case entry.Name == "EncryptedPackage":
			return nil, locked()
		}
	}
	switch {
	case workbook != nil:
		return readStream(workbook, len(content))
	case old:
		return nil, beforeBIFF8()
	}
	return nil, unreadable(errNoWorkbook)
}

// readStream reads a stream in small pieces: the library takes a time that grows with the square of what it reads at once.
func readStream(stream *mscfb.File, most int) ([]byte, error) {
	if stream.Size > int64(most) {
		return nil, unreadable(errShort)
	}
	var out bytes.Buffer
	out.Grow(int(stream.Size))
	pieces := struct{ io.Writer }{&out} // hides that a buffer reads as much as there is
	if _, err := io.Copy(pieces, stream); err != nil {
		return nil, unreadable(err)
	}
	return out.Bytes(), nil
}

// spareReader reads a file until so many bytes of it have been read, the same ones counted again.
type spareReader struct {
	file *bytes.Reader
	left int
}

func (r *spareReader) ReadAt(p []byte, offset int64) (int, error) {
	if r.left -= len(p); r.left < 0 {
		return 0, errLong
	}
	return r.file.ReadAt(p, offset)
}

var (
	errNoWorkbook = errors.New("the compound file has no workbook")
	errShort      = errors.New("a record ends too early")
	errLong       = errors.New("the directory of the compound file is too long")
)

func locked() error {
	return refuse(nil, "The workbook is locked with a password. Open it in Excel, take the password out (File, Info, "+
		"Protect Workbook, Encrypt with Password), and save it again.")
}

func beforeBIFF8() error {
	return refuse(nil, "The workbook is of a version of Excel before 1997. Open it in Excel or LibreOffice and save it as .xlsx.")
}

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
		r := row{number: i + 1, cells: trimHeader(s, dense(cells[i], s.width()))}
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

// dense writes a row's cells side by side, as far as the width goes.
func dense(cells map[int]string, width int) []string {
	used := 0
	for column := range cells {
		if column < width {
			used = max(used, column+1)
		}
	}
	out := make([]string, used)
	for column, text := range cells {
		if column < used {
			out[column] = text
		}
	}
	return out
}
