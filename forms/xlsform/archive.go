package xlsform

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strings"
)

// archive is an Office Open XML file: parts of XML in a zip file, that refer to one another (ECMA-376, part 2).
type archive struct {
	parts map[string]*zip.File // by path, in small letters
	tags  int                  // that may still be read, of all parts together
}

// openArchive looks at the size of a file before anything of it is unpacked.
func openArchive(content []byte) (*archive, error) {
	in, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return nil, unreadable(err)
	}
	if len(in.File) > maxParts {
		return nil, unreadable(errParts)
	}
	a := archive{parts: map[string]*zip.File{}, tags: maxTags}
	left := uint64(MaxUnpacked)
	for _, part := range in.File {
		if part.UncompressedSize64 > left { // no more than this can be read of the part
			return nil, refuse(nil, "The workbook holds more than %d MB. Take pictures, and sheets that are not part of "+
				"the form, out of it.", MaxUnpacked>>20)
		}
		left -= part.UncompressedSize64
		a.parts[partName(part.Name)] = part
	}
	return &a, nil
}

var (
	errParts    = errors.New("the archive has too many parts")
	errPart     = errors.New("a part is missing")
	errDeep     = errors.New("elements stand too deep in one another")
	errRepeated = errors.New("two sheets are one part")
	errPlace    = errors.New("a row or column has no such place")
	errShared   = errors.New("a shared text is missing")
)

func partName(name string) string {
	return strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(name, `\`, "/"), "/"))
}

// target is the path of the part that a relationship of another part leads to.
func target(from, to string) string {
	if to = strings.ReplaceAll(to, `\`, "/"); !strings.HasPrefix(to, "/") {
		to = path.Join(path.Dir(from), to)
	}
	return partName(to)
}

// partReader reads a part token by token.
type partReader struct {
	*xml.Decoder
	archive *archive
	file    io.ReadCloser
	depth   int
	given   int64 // bytes given to the decoder
	used    int64 // bytes of the tokens that it made of them
}

// open begins to read a part. The reader is to be closed.
func (a *archive) open(name string) (*partReader, error) {
	part := a.parts[name]
	if part == nil {
		return nil, unreadable(errPart)
	}
	file, err := part.Open()
	if err != nil {
		return nil, unreadable(err)
	}
	p := &partReader{archive: a, file: file}
	p.Decoder = xml.NewDecoder(p)
	return p, nil
}

// Read gives the decoder more of the part, unless it has been given much more than it made use of: a tag, a comment or a
// run of text is kept in memory as a whole.
func (p *partReader) Read(b []byte) (int, error) {
	if p.given-p.used > maxToken {
		return 0, tooLong()
	}
	n, err := p.file.Read(b)
	p.given += int64(n)
	return n, err
}

func (p *partReader) Close() error { return p.file.Close() }

// next reads a token; it is nil at the end of the part.
func (p *partReader) next() (xml.Token, error) {
	token, err := p.Token()
	if errors.Is(err, io.EOF) {
		return nil, nil
	}
	if err != nil {
		return nil, readingFailed(err)
	}
	p.used = p.InputOffset()
	switch token.(type) {
	case xml.StartElement:
		if p.depth++; p.depth > maxTagDepth {
			return nil, unreadable(errDeep)
		}
		if p.archive.tags--; p.archive.tags < 0 {
			return nil, tooMany("The file", MaxCells, "cells")
		}
	case xml.EndElement:
		p.depth--
	}
	return token, nil
}

// readingFailed is err as a refusal in words.
func readingFailed(err error) error {
	var words *refusal
	if errors.As(err, &words) {
		return words
	}
	return unreadable(err)
}

// finish reads the rest of the part, whatever it is: only then it is known whether the part is whole.
func (p *partReader) finish() error {
	if _, err := io.Copy(io.Discard, p.file); err != nil {
		return unreadable(err)
	}
	return nil
}

// skip reads to the end of the element that the last token began.
func (p *partReader) skip() error {
	for outside := p.depth - 1; p.depth > outside; {
		if token, err := p.next(); token == nil || err != nil {
			return err
		}
	}
	return nil
}

// text reads the text of the element that the last token began, without that of elements inside it.
func (p *partReader) text() (string, error) {
	var out []byte
	inside := p.depth
	for p.depth >= inside {
		token, err := p.next()
		if token == nil || err != nil {
			return "", err
		}
		if c, ok := token.(xml.CharData); ok && p.depth == inside {
			if out = append(out, c...); len(out) > maxToken {
				return "", tooLong()
			}
		}
	}
	return string(out), nil
}

// each reads a whole part, and calls do with each of its elements and the name of the one around it.
func (a *archive) each(name string, do func(around string, e xml.StartElement)) error {
	p, err := a.open(name)
	if err != nil {
		return err
	}
	defer p.Close()
	around := []string{""}
	for {
		token, err := p.next()
		if token == nil || err != nil {
			return err
		}
		switch t := token.(type) {
		case xml.StartElement:
			do(around[len(around)-1], t)
			around = append(around, t.Name.Local)
		case xml.EndElement:
			around = around[:len(around)-1]
		}
	}
}

// attribute is the value of an element's attribute, whatever its prefix; "" when it has none of that name.
func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}
