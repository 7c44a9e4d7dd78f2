package xlsform

import (
	"encoding/binary"
	"unicode/utf16"
)

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
	at      int
	sheets  []boundSheet
	shared  []string
	formats map[int]string // codes of number formats that the workbook defines
	styles  []int          // number format by index of cell format
	since   dateFormat
}

// boundSheet is a sheet and where its records begin.
type boundSheet struct {
	name   string
	offset int
}

// record is a record's type and data, with those of the CONTINUE records that follow it apart.
type biffRecord struct {
	kind  int
	parts [][]byte
}

func (r biffRecord) data() []byte { return r.parts[0] }

// next reads a record and its continuations; ok is false at the end of the stream.
func (b *biff) next() (r biffRecord, ok bool) {
	kind, data, ok := b.raw()
	if !ok {
		return biffRecord{}, false
	}
	r = biffRecord{kind: kind, parts: [][]byte{data}}
	for {
		before := b.at
		kind, data, ok := b.raw()
		if !ok || kind != recordContinue {
			b.at = before
			return r, true
		}
		r.parts = append(r.parts, data)
	}
}

func (b *biff) raw() (kind int, data []byte, ok bool) {
	if b.at < 0 || len(b.stream)-b.at < 4 {
		return 0, nil, false
	}
	head := b.stream[b.at:]
	kind, size := u16(head), u16(head[2:])
	if len(head) < 4+size {
		return 0, nil, false
	}
	b.at += 4 + size
	return kind, head[4 : 4+size], true
}

func u16(b []byte) int { return int(binary.LittleEndian.Uint16(b)) }
func u32(b []byte) int { return int(binary.LittleEndian.Uint32(b)) }

// readGlobals reads what all sheets share.
func (b *biff) readGlobals() error {
	b.formats, b.since = map[int]string{}, dateSince1900
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
	data := r.data()
	switch r.kind {
	case recordBOF:
		if len(data) < 4 {
			return unreadable(errShort)
		}
		if u16(data) != 0x0600 {
			return refuse(nil, "The workbook is of a version of Excel before 1997. Save it as .xlsx.")
		}
	case recordFilePass:
		return unreadable(errEncrypted)
	case recordDateMode:
		if len(data) >= 2 && u16(data) == 1 {
			b.since = dateSince1904
		}
	case recordBoundSheet:
		if len(data) < 8 || data[5] != 0 { // a chart or macros
			return nil
		}
		t := textReader{parts: [][]byte{data[7:]}}
		b.sheets = append(b.sheets, boundSheet{name: t.characters(int(data[6]), t.byte()&1 != 0), offset: u32(data)})
	case recordFormat:
		if len(data) >= 5 {
			b.formats[u16(data)] = plainText(data[2:])
		}
	case recordXF:
		if len(data) >= 4 {
			b.styles = append(b.styles, u16(data[2:]))
		}
	case recordSST:
		b.readShared(r)
	}
	return nil
}

// readShared reads the texts that cells share.
func (b *biff) readShared(r biffRecord) {
	t := textReader{parts: r.parts}
	t.skip(4)
	count := t.uint32()
	for i := 0; i < count && !t.done(); i++ {
		b.shared = append(b.shared, t.rich())
	}
}

// plainText reads a text that has its length in front.
func plainText(data []byte) string {
	t := textReader{parts: [][]byte{data}}
	size := t.uint16()
	return t.characters(size, t.byte()&1 != 0)
}

// textReader reads texts that may go on from one record to its continuation. What is missing at the end reads as 0.
type textReader struct {
	parts [][]byte
}

func (t *textReader) done() bool {
	for len(t.parts) > 0 && len(t.parts[0]) == 0 {
		t.parts = t.parts[1:]
	}
	return len(t.parts) == 0
}

func (t *textReader) byte() byte {
	if t.done() {
		return 0
	}
	c := t.parts[0][0]
	t.parts[0] = t.parts[0][1:]
	return c
}

func (t *textReader) uint16() int { return int(t.byte()) | int(t.byte())<<8 }
func (t *textReader) uint32() int { return t.uint16() | t.uint16()<<16 }

func (t *textReader) skip(n int) {
	for n > 0 && !t.done() {
		step := min(n, len(t.parts[0]))
		t.parts[0] = t.parts[0][step:]
		n -= step
	}
}

// rich reads a text with its runs of formats and phonetic guides, which are left out ([MS-XLS] 2.5.293).
func (t *textReader) rich() string {
	const wide, extended, formatted = 1, 4, 8
	size, flags := t.uint16(), t.byte()
	runs, extra := 0, 0
	if flags&formatted != 0 {
		runs = t.uint16()
	}
	if flags&extended != 0 {
		extra = t.uint32()
	}
	text := t.characters(size, flags&wide != 0)
	t.skip(4*runs + extra)
	return text
}

// characters reads a number of characters, of two bytes each when wide. A continuation says anew which it is.
func (t *textReader) characters(size int, wide bool) string {
	units := make([]uint16, 0, min(size, 4096))
	for size > 0 && len(t.parts) > 0 {
		if len(t.parts[0]) == 0 {
			if t.parts = t.parts[1:]; len(t.parts) > 0 && len(t.parts[0]) > 0 {
				wide = t.byte()&1 != 0
			}
			continue
		}
		if wide {
			units = append(units, uint16(t.byte())|uint16(t.byte())<<8)
		} else {
			units = append(units, uint16(t.byte()))
		}
		size--
	}
	return string(utf16.Decode(units))
}
