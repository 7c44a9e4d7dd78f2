package pdf_test

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"strconv"
)

// What values of a PDF are here: bool, float64, string (bytes), name, ref, array, dict, *stream, operator, and nil.
type (
	name     string
	ref      int
	operator string
	array    []any
	dict     map[name]any
	stream   struct {
		dict dict
		data []byte
	}
)

// parser reads values one after the other. It reads what tests need, and panics on anything else with an error that
// parse gives back.
type parser struct {
	in []byte
	at int
}

func (p *parser) fail(format string, args ...any) {
	panic(fmt.Errorf("at byte %d: "+format, append([]any{p.at}, args...)...))
}

func (p *parser) space() {
	for p.at < len(p.in) {
		switch c := p.in[p.at]; {
		case c == '%':
			for p.at < len(p.in) && p.in[p.at] != '\n' {
				p.at++
			}
		case bytes.IndexByte([]byte(" \t\r\n\f\x00"), c) >= 0:
			p.at++
		default:
			return
		}
	}
}

func (p *parser) peek(s string) bool { return bytes.HasPrefix(p.in[p.at:], []byte(s)) }

func (p *parser) take(s string) bool {
	if p.peek(s) {
		p.at += len(s)
		return true
	}
	return false
}

// value reads the next value; operators count as values.
func (p *parser) value() any {
	p.space()
	switch {
	case p.at >= len(p.in):
		return io.EOF
	case p.take("<<"):
		return p.dictionary()
	case p.take("["):
		out := array{}
		for p.space(); !p.take("]"); p.space() {
			out = append(out, p.value())
		}
		return out
	case p.take("/"):
		return name(p.word())
	case p.take("("):
		return p.literal()
	case p.take("<"):
		return p.hexadecimal()
	}
	word := p.word()
	if word == "" {
		p.fail("unexpected %q", p.in[p.at])
	}
	if n, err := strconv.ParseFloat(word, 64); err == nil {
		return p.reference(n)
	}
	switch word {
	case "true", "false":
		return word == "true"
	case "null":
		return nil
	}
	return operator(word)
}

// word reads regular characters.
func (p *parser) word() string {
	from := p.at
	for p.at < len(p.in) && bytes.IndexByte([]byte(" \t\r\n\f\x00()<>[]{}/%"), p.in[p.at]) < 0 {
		p.at++
	}
	return string(p.in[from:p.at])
}

// reference is a number, or "n 0 R" where that follows.
func (p *parser) reference(n float64) any {
	if p.peek(" 0 R") {
		p.at += len(" 0 R")
		return ref(n)
	}
	return n
}

func (p *parser) dictionary() any {
	out := dict{}
	for p.space(); !p.take(">>"); p.space() {
		key, ok := p.value().(name)
		if !ok {
			p.fail("a key that is no name")
		}
		if _, twice := out[key]; twice {
			p.fail("/%s twice", key)
		}
		out[key] = p.value()
	}
	from := p.at
	p.space()
	if !p.take("stream\n") {
		p.at = from
		return out
	}
	length, ok := out["Length"].(float64)
	if !ok || p.at+int(length) > len(p.in) {
		p.fail("a stream without its length")
	}
	data := p.in[p.at : p.at+int(length)]
	p.at += int(length)
	p.space()
	if !p.take("endstream") {
		p.fail("a stream longer than it says")
	}
	return &stream{out, inflated(out, data)}
}

func inflated(d dict, data []byte) []byte {
	if d["Filter"] != name("FlateDecode") {
		return data
	}
	r, err := zlib.NewReader(bytes.NewReader(data))
	if err != nil {
		panic(err)
	}
	out, err := io.ReadAll(r)
	if err != nil {
		panic(err)
	}
	return out
}

func (p *parser) literal() string {
	var out []byte
	for depth := 0; ; p.at++ {
		if p.at >= len(p.in) {
			p.fail("a string without its end")
		}
		switch c := p.in[p.at]; c {
		case '(':
			depth++
		case ')':
			if depth == 0 {
				p.at++
				return string(out)
			}
			depth--
		case '\\':
			p.at++
			if c := p.in[p.at]; c == 'r' {
				out = append(out, '\r')
			} else {
				out = append(out, c)
			}
			continue
		}
		out = append(out, p.in[p.at])
	}
}

func (p *parser) hexadecimal() string {
	end := bytes.IndexByte(p.in[p.at:], '>')
	if end < 0 {
		p.fail("a string without its end")
	}
	var out []byte
	for i := p.at; i < p.at+end; i += 2 {
		n, err := strconv.ParseUint(string(p.in[i:i+2]), 16, 8)
		if err != nil {
			p.fail("%v", err)
		}
		out = append(out, byte(n))
	}
	p.at += end + 1
	return string(out)
}

// file is a parsed PDF.
type file struct {
	objects map[ref]any
	trailer dict
}

// parse reads a whole file by its cross-reference table.
func parse(in []byte) (f *file, err error) {
	defer func() {
		if r := recover(); r != nil {
			failed, ok := r.(error)
			if !ok {
				failed = fmt.Errorf("%v", r)
			}
			err = errors.Join(errors.New("not a PDF that tests can read"), failed)
		}
	}()
	at := bytes.LastIndex(in, []byte("startxref\n"))
	p := &parser{in, at + len("startxref\n")}
	start := int(p.value().(float64))
	p.at = start + len("xref\n0 ")
	count := int(p.value().(float64))
	f = &file{objects: map[ref]any{}}
	p.at++
	table := p.at
	for n := 1; n < count; n++ {
		offset, err := strconv.Atoi(string(in[table+20*n : table+20*n+10]))
		if err != nil {
			return nil, err
		}
		q := &parser{in, offset}
		if id := q.value(); id != float64(n) {
			q.fail("object %v where %d should be", id, n)
		}
		q.value()
		q.value()
		f.objects[ref(n)] = q.value()
	}
	p.at = table + 20*count + len("trailer\n")
	f.trailer = p.value().(dict)
	return f, nil
}

// get follows references.
func (f *file) get(v any) any {
	for {
		r, ok := v.(ref)
		if !ok {
			return v
		}
		v = f.objects[r]
	}
}

func (f *file) dict(v any) dict {
	d, _ := f.get(v).(dict)
	return d
}

func (f *file) array(v any) array {
	a, _ := f.get(v).(array)
	return a
}

// words is a text string as a person reads it.
func (f *file) words(v any) string {
	s, _ := f.get(v).(string)
	if len(s) < 2 || s[:2] != "\xFE\xFF" {
		return s
	}
	return utf16String(s[2:])
}
