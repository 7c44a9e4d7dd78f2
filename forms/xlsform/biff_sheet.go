package xlsform

import (
	"encoding/binary"
	"math"
)

// readSheet reads the cells of a sheet.
func (b *biff) readSheet(s boundSheet, count *counter) (cellMap, error) {
	if uint64(s.offset) > uint64(len(b.stream)) {
		return nil, unreadable(errShort)
	}
	b.rest = b.stream[s.offset:]
	reader := sheetReader{biff: b, name: s.name, cells: cellMap{}}
	for depth, first := 0, true; first || depth > 0; first = false {
		before := len(b.rest)
		r, ok := b.next()
		if b.left -= before - len(b.rest); !ok || b.left < 0 || first && r.kind != recordBOF {
			return nil, unreadable(errShort)
		}
		switch {
		case r.kind == recordBOF:
			depth++
		case r.kind == recordEOF:
			depth--
		case depth == 1: // deeper are charts
			if err := reader.read(r); err != nil {
				return nil, err
			}
		}
		if reader.made+count.cells > MaxCells {
			return nil, tooMany("The file", MaxCells, "cells")
		}
	}
	return reader.cells, nil
}

// sheetReader collects the cells of one sheet.
type sheetReader struct {
	*biff
	name          string
	cells         cellMap
	made          int
	pending       bool // the next STRING is the result of the formula at
	pendingRow    int
	pendingColumn int
}

// set keeps the text of a cell, clean already.
func (s *sheetReader) set(row, column int, text string) {
	if text == "" {
		return
	}
	if s.cells[row] == nil {
		s.cells[row] = map[int]string{}
	}
	s.cells[row][column] = text
	s.made++
}

func (s *sheetReader) read(r biffRecord) error {
	data := r.data
	if r.kind == recordString && s.pending && len(data) >= 3 {
		t := r.text()
		s.set(s.pendingRow, s.pendingColumn, clean(t.characters(t.uint16())))
		s.pending = false
		return nil
	}
	if len(data) < 6 {
		return nil
	}
	row, column, style, value := u16(data), u16(data[2:]), u16(data[4:]), data[6:]
	switch r.kind {
	case recordLabelSST:
		if len(value) >= 4 && uint64(u32(value)) < uint64(len(s.shared)) {
			s.set(row, column, s.shared[u32(value)])
		}
	case recordLabel, recordRString:
		if len(value) >= 3 {
			s.set(row, column, clean(plainText(value)))
		}
	case recordNumber:
		if len(value) >= 8 {
			return s.number(row, column, style, float(value))
		}
	case recordRK:
		if len(value) >= 4 {
			return s.number(row, column, style, rk(value))
		}
	case recordMulRK:
		return s.sideBySide(row, column, data[4:])
	case recordBoolErr:
		if len(value) >= 2 && value[1] == 0 {
			s.set(row, column, truth(value[0] != 0))
		}
	case recordFormula:
		if len(value) >= 8 {
			return s.formula(row, column, style, value)
		}
	}
	return nil
}

// sideBySide reads several numbers side by side.
func (s *sheetReader) sideBySide(row, column int, data []byte) error {
	for ; len(data) >= 8; data = data[6:] {
		if err := s.number(row, column, u16(data), rk(data[2:])); err != nil {
			return err
		}
		column++
	}
	return nil
}

// formula takes the result that a formula had when the workbook was saved.
func (s *sheetReader) formula(row, column, style int, result []byte) error {
	s.pending = false
	if result[6] != 0xff || result[7] != 0xff {
		return s.number(row, column, style, float(result))
	}
	switch result[0] {
	case 0:
		s.pending, s.pendingRow, s.pendingColumn = true, row, column
	case 1:
		s.set(row, column, truth(result[2] != 0))
	}
	return nil
}

func (s *sheetReader) number(row, column, style int, value float64) error {
	format := s.numbers.of(style)
	if format == dateSince1900 && value >= 1 && value < 61 {
		return refuse(nil, "The sheet %q has a date in row %d, column %d that could mean two days, since Excel takes "+
			"1900 for a leap year. Write it as text, such as 1900-01-31.", s.name, row+1, column+1)
	}
	s.set(row, column, format.text(value))
	return nil
}

func float(b []byte) float64 { return math.Float64frombits(binary.LittleEndian.Uint64(b)) }

// rk reads a number in four bytes: a whole number or the upper part of a float, perhaps times 100 ([MS-XLS] 2.5.217).
func rk(b []byte) float64 {
	bits := binary.LittleEndian.Uint32(b)
	value := math.Float64frombits(uint64(bits&^3) << 32)
	if bits&2 != 0 {
		whole := int64(bits)
		if bits&(1<<31) != 0 {
			whole -= 1 << 32
		}
		value = float64(whole >> 2)
	}
	if bits&1 != 0 {
		value /= 100
	}
	return value
}
