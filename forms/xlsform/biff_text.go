package xlsform

import "unicode/utf16"

// textReader reads texts that may go on from one record to the CONTINUE records after it. What is missing at the end
// reads as 0.
type textReader struct {
	data []byte // of the record, from where it is read
	rest []byte // the stream after the record
}

// done reports whether nothing is left in the record and those that continue it.
func (t *textReader) done() bool {
	for len(t.data) == 0 {
		r, ok := cutRecord(t.rest)
		if !ok || r.kind != recordContinue {
			return true
		}
		t.data, t.rest = r.data, r.rest
	}
	return false
}

func (t *textReader) byte() byte {
	if t.done() {
		return 0
	}
	c := t.data[0]
	t.data = t.data[1:]
	return c
}

func (t *textReader) uint16() int    { return int(t.byte()) | int(t.byte())<<8 }
func (t *textReader) uint32() uint32 { return uint32(t.uint16()) | uint32(t.uint16())<<16 }

func (t *textReader) skip(n int64) {
	for n > 0 && !t.done() {
		step := min(n, int64(len(t.data)))
		t.data = t.data[step:]
		n -= step
	}
}

// Flags of a text ([MS-XLS] 2.5.293).
const (
	wideText      = 1 // two bytes for each character
	extendedText  = 4 // with a phonetic guide
	formattedText = 8 // with runs of formats
)

// rich reads a text with its runs of formats and its phonetic guide, which are left out.
func (t *textReader) rich() string {
	size, flags := t.uint16(), t.byte()
	var beside int64
	if flags&formattedText != 0 {
		beside += 4 * int64(t.uint16())
	}
	if flags&extendedText != 0 {
		beside += int64(t.uint32())
	}
	text := t.run(size, flags&wideText != 0)
	t.skip(beside)
	return text
}

// characters reads the flags of a text, and so many characters.
func (t *textReader) characters(size int) string {
	return t.run(size, t.byte()&wideText != 0)
}

// run reads so many characters. A record that continues the text says anew whether they are wide.
func (t *textReader) run(size int, wide bool) string {
	units := make([]uint16, 0, min(size, len(t.data)))
	for len(units) < size {
		if len(t.data) == 0 {
			if t.done() {
				break
			}
			wide = t.byte()&wideText != 0
			continue
		}
		unit := uint16(t.byte())
		if wide {
			unit |= uint16(t.byte()) << 8
		}
		units = append(units, unit)
	}
	return string(utf16.Decode(units))
}
