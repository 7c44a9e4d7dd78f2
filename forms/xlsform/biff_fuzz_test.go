package xlsform

import (
	"encoding/binary"
	"testing"
)

// biffText is a text whose letters have one byte each.
func biffText(s string) []byte { return append([]byte{byte(len(s)), 0, 0}, s...) }

// biffSheet is a workbook of one sheet of texts.
func biffSheet(rows ...[]string) []byte {
	bof := biffData(recordBOF, 0x00, 0x06, 0x05, 0x00)
	name := []byte("survey")
	bound := func(offset int) []byte {
		return biffData(recordBoundSheet, join(binary.LittleEndian.AppendUint32(nil, uint32(offset)), []byte{0, 0, byte(len(name)), 0}, name)...)
	}
	before := len(bof) + len(bound(0)) + len(biffData(recordEOF))
	sheet := biffStream(bof)
	for i, row := range rows {
		for j, cell := range row {
			sheet = append(sheet, biffData(recordLabel, join(at(byte(i), byte(j), 0), biffText(cell))...)...)
		}
	}
	return biffStream(bof, bound(before), biffData(recordEOF), sheet, biffData(recordEOF))
}

// FuzzOldWorkbook reads any stream of records of a workbook of Excel 97 to 2003.
func FuzzOldWorkbook(f *testing.F) {
	seed := biffSheet([]string{"type", "name", "label"}, []string{"text", "who", "Who?"})
	book, err := readRecords(seed)
	if err != nil || len(book.sheets[surveySheet].rows) != 1 {
		f.Fatalf("the seed: %+v, %v", book, err)
	}
	f.Add(seed)
	f.Add(join(biffData(recordBOF, 0, 6, 5, 0), biffData(recordFilePass, 0, 0)))
	f.Add(join(biffData(recordSST, 2, 0, 0, 0, 2, 0, 0, 0, 4, 0, 0, 't', 'e', 'x', 't', 6, 0, 9, 1, 0, 'b'), biffData(recordContinue, 1, 'k', 0)))
	f.Add(join(biffData(recordFormat, join([]byte{164, 0, 6, 0, 0}, []byte("0.00%"))...), biffData(recordXF, 0, 0, 164, 0), biffData(recordDateMode, 1, 0)))
	f.Fuzz(func(t *testing.T, stream []byte) {
		book, err := readRecords(stream)
		if err != nil {
			if err.Error() == "" {
				t.Error("an error without words")
			}
			return
		}
		report := &Report{}
		if def := (Reader{}).define("a.xls", book, report); def == nil && len(report.Errors) == 0 {
			t.Error("refused without a reason")
		}
	})
}
