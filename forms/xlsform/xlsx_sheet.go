package xlsform

import (
	"encoding/xml"
	"strconv"
	"strings"
)

// The most that a sheet can have (ECMA-376, part 1, 18.3.1.73 and 18.3.1.4).
const (
	lastRow    = 1 << 20
	lastColumn = 1 << 14
)

// sheetPart reads the rows of one sheet.
type sheetPart struct {
	*xlsxReader
	*partReader
	sheet  *sheet
	number int // of the row, counted from 1
	blank  int // rows on end
}

// readSheet reads a sheet until its end, or until nothing but empty rows follows.
func (x *xlsxReader) readSheet(name string, s *sheet) error {
	if x.read[name] {
		return unreadable(errRepeated)
	}
	x.read[name] = true
	p, err := x.archive.open(name)
	if err != nil {
		return err
	}
	defer p.Close()
	x.count.sheet()
	part := sheetPart{xlsxReader: x, partReader: p, sheet: s}
	for part.blank <= emptyRows {
		token, err := p.next()
		if err != nil {
			return err
		}
		if token == nil {
			return nil
		}
		if e, ok := token.(xml.StartElement); ok && e.Name.Local == "row" {
			if err := part.row(e); err != nil {
				return err
			}
		}
	}
	return p.finish()
}

func (s *sheetPart) row(e xml.StartElement) error {
	before := s.number
	s.number++
	if r := attribute(e, "r"); r != "" {
		n, err := strconv.Atoi(r)
		if err != nil || n > lastRow {
			return unreadable(errPlace)
		}
		s.number = max(s.number, n)
	}
	if s.blank += s.number - before - 1; s.blank > emptyRows {
		return nil
	}
	if s.sheet.header == nil && s.number > 1 {
		s.sheet.take(row{number: 1})
	}
	cells, err := s.cells()
	if err != nil {
		return err
	}
	r := row{number: s.number, cells: trimHeader(s.sheet, cells)}
	if r.empty() && r.number > 1 {
		s.blank++
		return nil
	}
	s.blank = 0
	if err := s.count.row(r.cells); err != nil {
		return err
	}
	s.sheet.take(r)
	return nil
}

// cells reads the cells of a row, as far as the sheet's header goes.
func (s *sheetPart) cells() ([]string, error) {
	var out []string
	width, column := s.sheet.width(), 0
	for inside := s.depth; s.depth >= inside; {
		token, err := s.next()
		if token == nil || err != nil {
			return nil, err
		}
		e, ok := token.(xml.StartElement)
		if !ok || e.Name.Local != "c" {
			continue
		}
		column++
		if r := attribute(e, "r"); r != "" {
			if column = columnOf(r); column == 0 {
				return nil, unreadable(errPlace)
			}
		}
		if column > width {
			if err := s.skip(); err != nil {
				return nil, err
			}
			continue
		}
		text, err := s.cell(e)
		if err != nil {
			return nil, err
		}
		if text != "" {
			for len(out) < column {
				out = append(out, "")
			}
			out[column-1] = text
		}
	}
	return out, nil
}

// columnOf is the number of the column in the name of a cell, counted from 1: 28 for "AB7"; 0 for what names none.
func columnOf(cell string) int {
	column := 0
	for i := 0; i < len(cell) && (cell[i] < '0' || cell[i] > '9'); i++ {
		letter := cell[i] | 0x20
		if letter < 'a' || letter > 'z' {
			return 0
		}
		if column = column*26 + int(letter-'a') + 1; column > lastColumn {
			return 0
		}
	}
	return column
}

// cell reads what a cell says.
func (s *sheetPart) cell(e xml.StartElement) (string, error) {
	var value string
	for inside := s.depth; s.depth >= inside; {
		token, err := s.next()
		if token == nil || err != nil {
			return "", err
		}
		part, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		switch part.Name.Local {
		case "v":
			value, err = s.text()
		case "is":
			value, err = s.richText()
		default: // a formula
			err = s.skip()
		}
		if err != nil {
			return "", err
		}
	}
	return s.meaning(attribute(e, "t"), attribute(e, "s"), value)
}

// meaning is what the value of a cell says by its type and style (ECMA-376, part 1, 18.18.11).
func (s *sheetPart) meaning(kind, style, value string) (string, error) {
	if value == "" {
		return "", nil
	}
	switch kind {
	case "s":
		i, err := strconv.Atoi(strings.TrimSpace(value))
		if err != nil || i < 0 || i >= len(s.shared) {
			return "", unreadable(errShared)
		}
		return s.shared[i], nil
	case "str", "inlineStr", "e":
		return clean(value), nil
	}
	switch n, is := parseNumber(value); {
	case !is:
		return clean(value), nil
	case kind == "b":
		return truth(n != 0), nil
	default:
		return s.numbers.of(number16(style)).text(n), nil
	}
}

func parseNumber(text string) (n float64, is bool) {
	n, err := strconv.ParseFloat(text, 64)
	return n, err == nil
}

func truth(b bool) string {
	if b {
		return "TRUE"
	}
	return "FALSE"
}

// richText reads a text that may be in pieces of several formats, without its phonetic guide (ECMA-376, part 1, 18.4.8).
func (p *partReader) richText() (string, error) {
	var out strings.Builder
	for inside := p.depth; p.depth >= inside; {
		token, err := p.next()
		if token == nil || err != nil {
			return "", err
		}
		e, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		switch e.Name.Local {
		case "t":
			text, err := p.text()
			if err != nil {
				return "", err
			}
			if out.WriteString(text); out.Len() > maxToken {
				return "", tooLong()
			}
		case "rPh":
			if err := p.skip(); err != nil {
				return "", err
			}
		}
	}
	return unescape(out.String()), nil
}

// unescape replaces "_x000D_" and the like by the characters that they stand for (ECMA-376, part 1, 22.9.2.19).
func unescape(text string) string {
	const escape = len("_x000D_")
	var out strings.Builder
	for {
		i := strings.Index(text, "_x")
		if i < 0 || len(text)-i < escape {
			out.WriteString(text)
			return out.String()
		}
		out.WriteString(text[:i])
		code, err := strconv.ParseUint(text[i+2:i+6], 16, 16)
		if err != nil || text[i+6] != '_' {
			out.WriteString(text[i : i+2])
			text = text[i+2:]
			continue
		}
		out.WriteRune(rune(code))
		text = text[i+escape:]
	}
}

// trimHeader cuts a row where its sheet's header ends.
func trimHeader(s *sheet, cells []string) []string {
	if s.header != nil {
		return cells[:min(len(cells), len(s.header))]
	}
	run := 0
	for i, cell := range cells {
		if cell != "" {
			run = 0
			continue
		}
		if run++; run > emptyHeaders {
			return cells[:i+1-run]
		}
	}
	return cells
}
