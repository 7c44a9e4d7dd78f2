package xlsform

import (
	"bytes"
	"encoding/binary"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
)

// Numbers of sectors that stand for something else ([MS-CFB] 2.1).
const (
	fatSector  = 0xfffffffd
	chainEnd   = 0xfffffffe
	noSector   = 0xffffffff
	sectorSize = 512
)

// folder is an entry of a compound file's directory: a stream, or a storage of entries when it has any.
type folder struct {
	name    string
	content []byte
	inside  []folder
}

// compoundFile writes a compound file of version 3. Streams are of 4096 bytes at least, as shorter ones lie elsewhere.
func compoundFile(entries ...folder) []byte {
	var c compoundWriter
	c.entry("Root Entry", 5, chainEnd, 0)
	c.hang(0, entries)
	directory := len(c.fat)
	c.sectors(c.directory)
	fats := len(c.fat)/(sectorSize/4) + 1
	for fats*(sectorSize/4) < len(c.fat)+fats {
		fats++
	}
	header := binary.LittleEndian.AppendUint64(nil, 0xe11ab1a1e011cfd0)
	header = append(header, make([]byte, 16)...)
	for _, v := range []uint16{0x3e, 3, 0xfffe, 9, 6, 0, 0, 0} {
		header = binary.LittleEndian.AppendUint16(header, v)
	}
	for _, v := range []int{0, fats, directory, 0, 4096, chainEnd, 0, chainEnd, 0} {
		header = binary.LittleEndian.AppendUint32(header, uint32(v))
	}
	for i := range 109 {
		at := uint32(noSector)
		if i < fats {
			at = uint32(len(c.fat) + i)
		}
		header = binary.LittleEndian.AppendUint32(header, at)
	}
	c.fat = append(c.fat, slices.Repeat([]uint32{fatSector}, fats)...)
	for _, next := range c.fat {
		c.body = binary.LittleEndian.AppendUint32(c.body, next)
	}
	return padded(append(header, c.body...), 0xff)
}

// compoundWriter collects the sectors of a compound file.
type compoundWriter struct {
	body, directory []byte
	fat             []uint32
}

// hang puts entries into a storage: each is the right sibling of the one before.
func (c *compoundWriter) hang(storage int, entries []folder) {
	const rightSibling, child = 72, 76
	from, link := storage, child
	for _, e := range entries {
		id := len(c.directory) / 128
		binary.LittleEndian.PutUint32(c.directory[128*from+link:], uint32(id))
		if e.inside != nil {
			c.entry(e.name, 1, 0, 0)
			c.hang(id, e.inside)
		} else {
			content := append(bytes.Clone(e.content), make([]byte, max(0, 4096-len(e.content)))...)
			c.entry(e.name, 2, len(c.fat), len(content))
			c.sectors(content)
		}
		from, link = id, rightSibling
	}
}

func (c *compoundWriter) entry(name string, kind byte, start, size int) {
	const nameSize = 64
	var e []byte
	units := utf16.Encode([]rune(name))
	for _, unit := range append(units, make([]uint16, nameSize/2-len(units))...) {
		e = binary.LittleEndian.AppendUint16(e, unit)
	}
	e = binary.LittleEndian.AppendUint16(e, uint16(2*len(units)+2))
	e = append(e, kind, 1)
	for range 3 { // siblings and child
		e = binary.LittleEndian.AppendUint32(e, noSector)
	}
	for range 9 { // class, state and times
		e = binary.LittleEndian.AppendUint32(e, 0)
	}
	e = binary.LittleEndian.AppendUint32(e, uint32(start))
	c.directory = append(c.directory, binary.LittleEndian.AppendUint64(e, uint64(size))...)
}

// sectors writes a chain of sectors.
func (c *compoundWriter) sectors(content []byte) {
	content = padded(content, 0)
	c.body = append(c.body, content...)
	for range len(content)/sectorSize - 1 {
		c.fat = append(c.fat, uint32(len(c.fat)+1))
	}
	c.fat = append(c.fat, chainEnd)
}

func padded(content []byte, with byte) []byte {
	return append(content, bytes.Repeat([]byte{with}, (sectorSize-len(content)%sectorSize)%sectorSize)...)
}

func TestCompoundFiles(t *testing.T) {
	survey := biffSheet([]string{"type", "name", "label"}, []string{"text", "who", "Who?"})
	other := biffSheet([]string{"type", "name", "label"})
	deep := folder{name: "end", content: []byte{0}}
	for range 3000 {
		deep = folder{name: "storage", inside: []folder{deep}}
	}
	long := compoundFile(folder{name: "Workbook", content: survey})
	binary.LittleEndian.PutUint64(long[len(long)-2*sectorSize+128+120:], 1<<30) // the size of the stream
	for _, tt := range []struct {
		name    string
		content []byte
		refused string // "" when it is read
	}{
		{"a workbook", compoundFile(folder{name: "Workbook", content: survey}), ""},
		{"a name in other letters", compoundFile(folder{name: "WORKBOOK", content: survey}), ""},
		{"a workbook of two versions", compoundFile(folder{name: "Book", content: other}, folder{name: "Workbook", content: survey}), ""},
		{"a workbook in the workbook", compoundFile(
			folder{name: "MBD00018E2F", inside: []folder{{name: "Workbook", content: other}}}, folder{name: "Workbook", content: survey}), ""},
		{"a workbook of several hundred sectors", compoundFile(folder{name: "A", content: make([]byte, 1<<20)}, folder{name: "Workbook", content: survey}), ""},
		{"an older version", compoundFile(folder{name: "Book", content: survey}), "before 1997"},
		{"a password", compoundFile(folder{name: "EncryptedPackage", content: survey}), "password"},
		{"another document", compoundFile(folder{name: "WordDocument", content: survey}), "cannot be read"},
		{"nothing but its beginning", long[:8], "cannot be read"},
		{"a stream longer than the file", long, "cannot be read"},
		{"storages in storages", compoundFile(deep, folder{name: "Workbook", content: survey}), "cannot be read"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			book, err := readXLS(tt.content)
			switch {
			case tt.refused != "" && (err == nil || !strings.Contains(err.Error(), tt.refused)):
				t.Errorf("error %v, want one of %q", err, tt.refused)
			case tt.refused == "" && (err != nil || len(book.sheets[surveySheet].rows) != 1):
				t.Errorf("%+v, error %v", book, err)
			}
		})
	}
}

func TestTruncatedOldWorkbooksAreRefused(t *testing.T) {
	whole := biffSheet([]string{"type", "name", "label"}, []string{"text", "who", "Who?"})
	for size := range len(whole) {
		if _, err := readRecords(whole[:size]); err == nil {
			t.Errorf("the first %d of %d bytes are read", size, len(whole))
		}
	}
	file := compoundFile(folder{name: "Workbook", content: whole})
	for size := 0; size < len(file)-sectorSize; size += 13 {
		if _, err := readXLS(file[:size]); err == nil {
			t.Errorf("the first %d of %d bytes are read", size, len(file))
		}
	}
}

// FuzzCompoundFile reads any file of Excel 97 to 2003, its directory and chains of sectors included.
func FuzzCompoundFile(f *testing.F) {
	survey := biffSheet([]string{"type", "name", "label"}, []string{"text", "who", "Who?"})
	f.Add(compoundFile(folder{name: "Workbook", content: survey}))
	f.Add(compoundFile(folder{name: "MBD00018E2F", inside: []folder{{name: "Workbook", content: survey}}}, folder{name: "Workbook", content: survey}))
	f.Fuzz(func(t *testing.T, content []byte) {
		if book, err := readXLS(content); (book == nil) == (err == nil) {
			t.Errorf("workbook %v, error %v", book, err)
		}
	})
}
