package pdf

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
)

// objects are the indirect objects of a file, by number. Number 0 is never used.
type objects struct {
	bodies     [][]byte // without "n 0 obj" and "endobj"
	root, info int
}

var (
	startXref = regexp.MustCompile(`startxref\s+(\d+)\s+%%EOF\s*$`)
	xrefHead  = regexp.MustCompile(`^xref\s+0 (\d+)\s`)
	rootEntry = regexp.MustCompile(`/Root (\d+) 0 R`)
	infoEntry = regexp.MustCompile(`/Info (\d+) 0 R`)
	objectTop = regexp.MustCompile(`^\d+ 0 obj\s`)
)

// errOtherFile is what every failure to read gofpdf's file comes down to.
var errOtherFile = errors.New("pdf: the drawn file is not built as expected")

// entryLength is the length of a line of a cross-reference table.
const entryLength = 20

// readObjects reads a file as gofpdf writes it: one cross-reference table, no object streams.
func readObjects(file []byte) (*objects, error) {
	at, table, err := crossReference(file)
	if err != nil {
		return nil, err
	}
	offsets := make([]int, len(table)/entryLength)
	for n := range offsets {
		if offsets[n], err = strconv.Atoi(string(table[n*entryLength : n*entryLength+10])); err != nil {
			return nil, fmt.Errorf("%w: entry %d", errOtherFile, n)
		}
	}
	out := &objects{bodies: make([][]byte, len(offsets))}
	ends := append(slices.Sorted(slices.Values(offsets[1:])), at)
	for n, from := range offsets[1:] {
		next, _ := slices.BinarySearch(ends, from+1)
		if from < 0 || next >= len(ends) || ends[next] > len(file) {
			return nil, fmt.Errorf("%w: object %d", errOtherFile, n+1)
		}
		object := file[from:ends[next]]
		top := objectTop.Find(object)
		tail := bytes.LastIndex(object, []byte("endobj"))
		if top == nil || tail < len(top) {
			return nil, fmt.Errorf("%w: object %d", errOtherFile, n+1)
		}
		out.bodies[n+1] = object[len(top):tail]
	}
	if out.root, err = reference(rootEntry, file[at:], len(offsets)); err != nil {
		return nil, err
	}
	out.info, err = reference(infoEntry, file[at:], len(offsets))
	return out, err
}

// crossReference finds the table and its entries.
func crossReference(file []byte) (at int, entries []byte, err error) {
	m := startXref.FindSubmatch(file[max(0, len(file)-64):])
	if m == nil {
		return 0, nil, fmt.Errorf("%w: no startxref", errOtherFile)
	}
	at, err = strconv.Atoi(string(m[1]))
	if err != nil || at > len(file) {
		return 0, nil, fmt.Errorf("%w: startxref", errOtherFile)
	}
	head := xrefHead.FindSubmatch(file[at:])
	if head == nil {
		return 0, nil, fmt.Errorf("%w: no cross-reference table", errOtherFile)
	}
	count, err := strconv.Atoi(string(head[1]))
	from := at + len(head[0])
	if err != nil || count < 1 || count > (len(file)-from)/entryLength {
		return 0, nil, fmt.Errorf("%w: cross-reference table", errOtherFile)
	}
	return at, file[from : from+count*entryLength], nil
}

func reference(entry *regexp.Regexp, trailer []byte, count int) (int, error) {
	m := entry.FindSubmatch(trailer)
	if m == nil {
		return 0, fmt.Errorf("%w: trailer", errOtherFile)
	}
	n, err := strconv.Atoi(string(m[1]))
	if err != nil || n < 1 || n >= count {
		return 0, fmt.Errorf("%w: trailer", errOtherFile)
	}
	return n, nil
}

// reserve gives the number of an object that is set later.
func (o *objects) reserve() int {
	o.bodies = append(o.bodies, nil)
	return len(o.bodies) - 1
}

// set gives an object its content.
func (o *objects) set(n int, format string, args ...any) {
	o.bodies[n] = fmt.Appendf(nil, format+"\n", args...)
}

// add makes an object and gives its number.
func (o *objects) add(format string, args ...any) int {
	n := o.reserve()
	o.set(n, format, args...)
	return n
}

// write writes the file. Its identifier comes from its content.
func (o *objects) write(w io.Writer) error {
	var out bytes.Buffer
	out.WriteString("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n")
	offsets := make([]int, len(o.bodies))
	for n, body := range o.bodies[1:] {
		offsets[n+1] = out.Len()
		fmt.Fprintf(&out, "%d 0 obj\n%sendobj\n", n+1, body)
	}
	id := sha256.Sum256(out.Bytes())
	at := out.Len()
	fmt.Fprintf(&out, "xref\n0 %d\n0000000000 65535 f \n", len(o.bodies))
	for _, offset := range offsets[1:] {
		fmt.Fprintf(&out, "%010d 00000 n \n", offset)
	}
	fmt.Fprintf(&out, "trailer\n<</Size %d /Root %d 0 R /Info %d 0 R /ID [<%X> <%X>]>>\nstartxref\n%d\n%%%%EOF\n",
		len(o.bodies), o.root, o.info, id[:16], id[:16], at)
	_, err := w.Write(out.Bytes())
	return err
}
