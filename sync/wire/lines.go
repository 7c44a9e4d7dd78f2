package wire

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
)

// Reader reads lines within the limits of a request. It is for one goroutine.
type Reader struct {
	in    *bufio.Reader
	lines int
	bytes int
	most  Bounds
}

// Bounds is how much a Reader takes; 0 is no bound.
type Bounds struct{ Lines, Bytes int }

// RequestBounds are the bounds of a request.
func RequestBounds() Bounds { return Bounds{Lines: RequestLines, Bytes: RequestBytes} }

// NewReader reads from r.
func NewReader(r io.Reader, most Bounds) *Reader {
	return &Reader{in: bufio.NewReaderSize(r, 8<<10), most: most}
}

// Next reads the next line into v, whose members must be empty, and returns io.EOF after the last one. Errors are *Error
// of TooLarge and Malformed, and those of the underlying reader.
func (r *Reader) Next(v any) error {
	line, err := r.line()
	if err != nil {
		return err
	}
	if err := json.Unmarshal(line, v); err != nil {
		return Refuse(Malformed, "A line of the message cannot be read. Update the program on this laptop.")
	}
	return nil
}

// line reads a line without its end, passing over blank ones.
func (r *Reader) line() ([]byte, error) {
	for {
		line, err := r.piece()
		if err != nil {
			return nil, err
		}
		line = bytes.TrimRight(line, "\r\n")
		if len(line) == 0 {
			continue
		}
		r.lines++
		if r.most.Lines > 0 && r.lines > r.most.Lines {
			return nil, Refuse(TooLarge, "The message has too many lines. Send it in parts.")
		}
		return line, nil
	}
}

// piece reads up to the next end of line, which the last line may lack.
func (r *Reader) piece() ([]byte, error) {
	var whole []byte
	for {
		part, err := r.in.ReadSlice('\n')
		r.bytes += len(part)
		if len(whole)+len(part) > LineBytes || r.most.Bytes > 0 && r.bytes > r.most.Bytes {
			return nil, Refuse(TooLarge, "The message is too large. Send it in parts.")
		}
		switch {
		case err == nil && whole == nil:
			return part, nil
		case errors.Is(err, bufio.ErrBufferFull):
			whole = append(whole, part...)
			continue
		case err == nil, errors.Is(err, io.EOF) && len(whole)+len(part) > 0:
			return append(whole, part...), nil
		default:
			return nil, err
		}
	}
}

// Writer writes lines. It is for one goroutine.
type Writer struct{ out *json.Encoder }

// NewWriter writes to w.
func NewWriter(w io.Writer) *Writer {
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	return &Writer{out}
}

// Write writes v as a line.
func (w *Writer) Write(v any) error { return w.out.Encode(v) }

// ReadAll reads every line of an answer, and reports io.ErrUnexpectedEOF when the last one is not an end.
func ReadAll[T any](r *Reader, isEnd func(T) bool) ([]T, error) {
	var all []T
	for {
		var one T
		switch err := r.Next(&one); {
		case errors.Is(err, io.EOF):
			return nil, io.ErrUnexpectedEOF
		case err != nil:
			return nil, err
		}
		all = append(all, one)
		if isEnd(one) {
			return all, nil
		}
	}
}
