package xlsform

import (
	"bytes"
	"encoding/binary"
	"strings"
	"testing"
)

// biffWorkbook is a workbook with sheets that all begin with the same record, which comes after the globals.
func biffWorkbook(sheets int, globals []byte, records ...[]byte) []byte {
	bof, eof := biffData(recordBOF, 0x00, 0x06, 0x05, 0x00), biffData(recordEOF)
	bound := func(offset int) []byte {
		place := binary.LittleEndian.AppendUint32(nil, uint32(offset))
		return biffData(recordBoundSheet, join(place, []byte{0, 0, 6, 0}, []byte("survey"))...)
	}
	start := len(bof) + sheets*len(bound(0)) + len(globals) + len(eof)
	return biffStream(bof, bytes.Repeat(bound(start), sheets), globals, eof, bof, biffStream(records...), eof)
}

// elsewhere is a workbook whose one sheet is said to begin at an offset.
func elsewhere(offset uint32) []byte {
	const bound = 8 + 4 // after the beginning and the head of the record
	stream := biffWorkbook(1, nil)
	binary.LittleEndian.PutUint32(stream[bound:], offset)
	return stream
}

// hostileRecords are streams of records that are made to do harm, and what is said of them.
func hostileRecords() map[string]struct {
	stream []byte
	says   string
} {
	type entry = struct {
		stream []byte
		says   string
	}
	label := func(row, column int, text string) []byte {
		place := binary.LittleEndian.AppendUint16(nil, uint16(row))
		place = binary.LittleEndian.AppendUint16(place, uint16(column))
		return biffData(recordLabel, join(place, []byte{0, 0}, biffText(text))...)
	}
	wide := make([][]byte, 0, 66_000)
	for column := range MaxColumns {
		wide = append(wide, label(0, column, "a"))
	}
	for row := range 65_000 {
		wide = append(wide, label(row+1, MaxColumns-1, "a"))
	}
	shared := biffData(recordSST, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0x7f)
	long := binary.LittleEndian.AppendUint16(nil, 0x7fff)
	return map[string]entry{
		"a second beginning that is too short": {biffStream(biffData(recordBOF, 0, 6, 0, 0), biffData(recordBOF)), "cannot be read"},
		"sheets that share their records":      {biffWorkbook(1000, nil, bytes.Repeat(biffData(0x1234), 4<<20)), "cannot be read"},
		"a sheet outside the file":             {elsewhere(0xffffffff), "cannot be read"},
		"a sheet that begins inside a record":  {elsewhere(3), "cannot be read"},
		"beginnings in beginnings":             {biffWorkbook(1, nil, bytes.Repeat(biffData(recordBOF, 0, 6, 5, 0), 1<<20)), "cannot be read"},
		"texts without letters":                {biffWorkbook(1, join(shared, bytes.Repeat(biffData(recordContinue, make([]byte, 8190)...), 3000))), "cells"},
		"a text in millions of pieces":         {biffWorkbook(1, join(shared, bytes.Repeat(biffData(recordContinue, 0), 6<<20))), "cells"},
		"a text that is said to be longer":     {biffWorkbook(1, nil, bytes.Repeat(biffData(recordLabel, join(at(0, 0, 0), long, []byte{0})...), 2<<20)), "survey"},
		"rows of a thousand columns":           {biffWorkbook(1, nil, wide...), "empty ones"},
		"a long text in every cell": {biffWorkbook(1, join(biffData(recordSST, join([]byte{0, 0, 0, 0, 1, 0, 0, 0, 0, 0x20, 0}, bytes.Repeat([]byte{0xa0, 'a'}, 0x1000))...)),
			func() (cells [][]byte) {
				cells = append(cells, label(0, 0, "type"), label(0, 1, "name"))
				for row := range 40_000 {
					place := binary.LittleEndian.AppendUint16(nil, uint16(row+1))
					cells = append(cells, biffData(recordLabelSST, join(place, make([]byte, 8))...))
				}
				return cells
			}()...), "MB of text"},
	}
}

func TestHostileOldWorkbooksAreRefusedInWords(t *testing.T) {
	for name, tt := range hostileRecords() {
		t.Run(name, func(t *testing.T) {
			report := &Report{}
			book, err := readRecords(tt.stream)
			if err == nil {
				(Reader{}).define("a.xls", book, report)
				err = report.Err()
			}
			if err == nil || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("error %.300v, want one of %q", err, tt.says)
			}
		})
	}
}

func BenchmarkHostileOldWorkbooks(b *testing.B) {
	for name, tt := range hostileRecords() {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_, _ = readRecords(tt.stream)
			}
		})
	}
}
