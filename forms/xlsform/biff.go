package xlsform

import "encoding/binary"

// Types of records ([MS-XLS] 2.3).
const (
	recordFormula    = 0x0006
	recordEOF        = 0x000a
	recordDateMode   = 0x0022
	recordFilePass   = 0x002f
	recordContinue   = 0x003c
	recordBoundSheet = 0x0085
	recordMulRK      = 0x00bd
	recordRString    = 0x00d6
	recordXF         = 0x00e0
	recordSST        = 0x00fc
	recordLabelSST   = 0x00fd
	recordNumber     = 0x0203
	recordLabel      = 0x0204
	recordBoolErr    = 0x0205
	recordString     = 0x0207
	recordRK         = 0x027e
	recordFormat     = 0x041e
	recordBOF        = 0x0809
)

// biff reads the records of a workbook.
type biff struct {
	stream  []byte
	rest    []byte // of the stream, from the next record on
	left    int    // bytes of sheets that may still be read: no two sheets of a sound workbook share any
	sheets  []boundSheet
	shared  []string
	numbers numberFormats
}

func newBIFF(stream []byte) *biff {
	return &biff{stream: stream, rest: stream, left: len(stream), numbers: newNumberFormats()}
}

// boundSheet is a sheet and where in the stream its records begin.
type boundSheet struct {
	name   string
	offset uint32
}

// biffRecord is a record's type and data, and the stream after it, where CONTINUE records may go on with the data.
type biffRecord struct {
	kind       int
	data, rest []byte
}

// next reads a record; ok is false where the stream ends before one.
func (b *biff) next() (r biffRecord, ok bool) {
	r, ok = cutRecord(b.rest)
	if ok {
		b.rest = r.rest
	}
	return r, ok
}

func cutRecord(stream []byte) (r biffRecord, ok bool) {
	const head = 4
	if len(stream) < head {
		return biffRecord{}, false
	}
	kind, size := u16(stream), u16(stream[2:])
	if stream = stream[head:]; len(stream) < size {
		return biffRecord{}, false
	}
	return biffRecord{kind: kind, data: stream[:size], rest: stream[size:]}, true
}

func (r biffRecord) text() textReader { return textReader{data: r.data, rest: r.rest} }

func u16(b []byte) int    { return int(binary.LittleEndian.Uint16(b)) }
func u32(b []byte) uint32 { return binary.LittleEndian.Uint32(b) }

// readGlobals reads what all sheets share.
func (b *biff) readGlobals() error {
	for first := true; ; first = false {
		r, ok := b.next()
		if !ok || first && r.kind != recordBOF {
			return unreadable(errShort)
		}
		if r.kind == recordEOF {
			return nil
		}
		if err := b.global(r); err != nil {
			return err
		}
	}
}

func (b *biff) global(r biffRecord) error {
	data := r.data
	switch r.kind {
	case recordBOF:
		if len(data) < 4 {
			return unreadable(errShort)
		}
		if u16(data) != 0x0600 {
			return beforeBIFF8()
		}
	case recordFilePass:
		return locked()
	case recordDateMode:
		if len(data) >= 2 && u16(data) == 1 {
			b.numbers.since = dateSince1904
		}
	case recordBoundSheet:
		if len(data) < 8 || data[5] != 0 { // a chart or macros
			return nil
		}
		t := textReader{data: data[7:]}
		b.sheets = append(b.sheets, boundSheet{name: t.characters(int(data[6])), offset: u32(data)})
	case recordFormat:
		if len(data) >= 5 {
			b.numbers.define(u16(data), plainText(data[2:]))
		}
	case recordXF:
		if len(data) >= 4 {
			b.numbers.styles = append(b.numbers.styles, u16(data[2:]))
		}
	case recordSST:
		return b.readShared(r.text())
	}
	return nil
}

// readShared reads the texts that cells share.
func (b *biff) readShared(t textReader) error {
	t.skip(4)
	for count := t.uint32(); count > 0 && !t.done(); count-- {
		if len(b.shared) >= MaxCells {
			return tooMany("The file", MaxCells, "cells")
		}
		b.shared = append(b.shared, clean(t.rich()))
	}
	return nil
}

// plainText reads a text that has its length in front.
func plainText(data []byte) string {
	t := textReader{data: data}
	return t.characters(t.uint16())
}
