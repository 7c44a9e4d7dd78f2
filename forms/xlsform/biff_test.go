package xlsform

import (
	"encoding/binary"
	"math"
	"strings"
	"testing"
)

// biffStream writes records one after the other.
func biffStream(records ...[]byte) []byte {
	var out []byte
	for _, r := range records {
		out = append(out, r...)
	}
	return out
}

func biffData(kind int, data ...byte) []byte {
	out := binary.LittleEndian.AppendUint16(nil, uint16(kind))
	out = binary.LittleEndian.AppendUint16(out, uint16(len(data)))
	return append(out, data...)
}

// at is the place of a cell: its row, column and style.
func at(row, column, style byte) []byte { return []byte{row, 0, column, 0, style, 0} }

func join(parts ...[]byte) []byte {
	var out []byte
	for _, p := range parts {
		out = append(out, p...)
	}
	return out
}

func TestCellsOfOldWorkbooks(t *testing.T) {
	bof := biffData(recordBOF, 0x00, 0x06, 0x05, 0x00)
	globals := biffStream(bof,
		biffData(recordXF, 0, 0, 0, 0), biffData(recordXF, 0, 0, 14, 0), biffData(recordXF, 0, 0, 164, 0),
		biffData(recordFormat, join([]byte{164, 0, 6, 0, 0}, []byte("0.00%"), []byte(" "))...),
		biffData(recordSST, join([]byte{2, 0, 0, 0, 2, 0, 0, 0, 4, 0, 0}, []byte("text"), []byte{6, 0, 0}, []byte("bro"))...),
		biffData(recordContinue, 1, 'k', 0, 'e', 0, 'n', 0),
		biffData(recordEOF))
	number := func(v float64) []byte { return binary.LittleEndian.AppendUint64(nil, math.Float64bits(v)) }
	sheet := biffStream(bof,
		biffData(recordLabelSST, join(at(0, 0, 0), []byte{0, 0, 0, 0})...),
		biffData(recordLabelSST, join(at(0, 1, 0), []byte{1, 0, 0, 0})...),
		biffData(recordNumber, join(at(1, 0, 1), number(40344))...),
		biffData(recordNumber, join(at(1, 1, 2), number(0.5))...),
		biffData(recordMulRK, join(at(2, 0, 0), []byte{42<<2 | 2, 0, 0, 0}, []byte{0, 0}, []byte{0, 0, 0xf8, 0x3f}, []byte{1, 0})...),
		biffData(recordBoolErr, join(at(3, 0, 0), []byte{1, 0})...),
		biffData(recordFormula, join(at(3, 1, 0), []byte{0, 0, 0, 0, 0, 0, 0xff, 0xff})...),
		biffData(recordString, join([]byte{3, 0, 0}, []byte("sum"))...),
		biffData(recordEOF))
	b := newBIFF(append(globals, sheet...))
	if err := b.readGlobals(); err != nil {
		t.Fatal(err)
	}
	cells, err := b.readSheet(boundSheet{name: "survey", offset: uint32(len(globals))}, &counter{})
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name        string
		row, column int
		want        string
	}{
		{"a shared text", 0, 0, "text"},
		{"a text that goes on in another record", 0, 1, "broken"},
		{"a day", 1, 0, "2010-06-15 00:00:00"},
		{"a percentage", 1, 1, "0.5"},
		{"a short whole number", 2, 0, "42"},
		{"a short fraction", 2, 1, "1.5"},
		{"a truth", 3, 0, "TRUE"},
		{"the result of a formula", 3, 1, "sum"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := cells[tt.row][tt.column]; got != tt.want {
				t.Errorf("%q, want %q", got, tt.want)
			}
		})
	}
}

func TestDatesThatCouldMeanTwoDays(t *testing.T) {
	b := newBIFF(nil)
	b.numbers.styles = []int{14}
	s := sheetReader{biff: b, name: "survey", cells: cellMap{}}
	if err := s.number(1, 2, 0, 59); err == nil || !strings.Contains(err.Error(), "row 2, column 3") {
		t.Errorf("error %v", err)
	}
}

func TestNumbers(t *testing.T) {
	for _, tt := range []struct {
		name   string
		format dateFormat
		value  float64
		want   string
	}{
		{"whole", plainNumber, 3, "3"},
		{"large", plainNumber, 1e15, "1000000000000000"},
		{"small", plainNumber, 0.00001, "0.00001"},
		{"a day", dateSince1900, 43831, "2020-01-01 00:00:00"},
		{"a day before the leap day that was none", dateSince1900, 1, "1900-01-01 00:00:00"},
		{"a day counted from 1904", dateSince1904, 42369, "2020-01-01 00:00:00"},
		{"a time", dateSince1900, 0.5, "12:00:00"},
		{"milliseconds", dateSince1900, 43831.5 + 0.25/86400, "2020-01-01 12:00:00.250000"},
		{"no day", dateSince1900, 1e9, "1000000000"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.format.text(tt.value); got != tt.want {
				t.Errorf("%q, want %q", got, tt.want)
			}
		})
	}
}
