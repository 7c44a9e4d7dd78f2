package xlsform

import (
	"regexp"
	"strings"
)

// reference is a ${name} in a cell.
type reference struct {
	start, end int // bytes of the cell
	name       string
	lastSaved  bool // of the record saved before: ${last-saved#name}
	// predicate says that it stands in a predicate of what instance() gives, whose context is not the question.
	predicate bool
	// fixed says that it is an argument of indexed-repeat() that names a node, not one of its instances.
	fixed bool
}

var referencePattern = regexp.MustCompile(`\$\{(last-saved#)?(` + qName + `)\}`)

// isReference reports whether a cell is one ${name} and nothing else.
func isReference(cell string) bool {
	at := referencePattern.FindStringIndex(cell)
	return at != nil && at[0] == 0 && at[1] == len(cell)
}

// malformed reports whether a cell has a "${" that begins no reference.
func malformed(cell string) bool {
	return strings.Count(cell, "${") != len(referencePattern.FindAllStringIndex(cell, -1))
}

// findReferences returns the references of an expression in order, each with what it stands in.
func findReferences(cell string) []reference {
	found := referencePattern.FindAllStringSubmatchIndex(cell, -1)
	if found == nil {
		return nil
	}
	out := make([]reference, 0, len(found))
	var s scanner
	at := 0
	for _, m := range found {
		s.text(cell[at:m[0]])
		out = append(out, reference{
			start: m[0], end: m[1], name: cell[m[4]:m[5]], lastSaved: m[2] >= 0, predicate: s.predicate > 0, fixed: s.fixed(),
		})
		s.path()
		at = m[1]
	}
	return out
}

// scanner walks over an expression and knows which calls and predicates it is in.
type scanner struct {
	frames    []frame
	predicate int    // open predicates of what instance() gives
	quote     rune   // open, or 0
	word      []rune // name that ends here
	gap       bool   // white space after the word
	instance  bool   // what ends here is a path that begins with instance()
}

// frame is an open bracket.
type frame struct {
	call      string // name in front of "("; "" for "[" and for brackets without a name
	argument  int    // counted from 0
	predicate bool
}

// fixed reports whether an argument of indexed-repeat that is read here names a node. Those are the first two, and the
// repeats of further pairs.
func (s *scanner) fixed() bool {
	for i := len(s.frames) - 1; i >= 0; i-- {
		if f := s.frames[i]; f.call == "indexed-repeat" {
			return f.argument == 0 || f.argument%2 == 1
		}
	}
	return false
}

// path takes a reference in.
func (s *scanner) path() { s.word, s.gap, s.instance = nil, false, false }

func (s *scanner) text(part string) {
	for _, c := range part {
		switch {
		case s.quote != 0:
			if c == s.quote {
				s.quote = 0
			}
		case c == '\'' || c == '"':
			s.quote = c
			s.path()
		default:
			s.char(c)
		}
	}
}

func (s *scanner) char(c rune) {
	switch {
	case c == '(' || c == '[':
		s.open(c)
	case c == ')' || c == ']':
		s.close()
	case c == ' ' || c == '\t' || c == '\n' || c == '\r':
		s.gap = true
	case c == '/' || c == ':' && !s.gap:
		s.word, s.gap = nil, false
	case nameStart(c) || nameRest(c) || c == '*' || c == '@':
		if s.gap {
			s.path()
		}
		s.word = append(s.word, c)
	default:
		if c == ',' && len(s.frames) > 0 {
			s.frames[len(s.frames)-1].argument++
		}
		s.path()
	}
}

func (s *scanner) open(c rune) {
	f := frame{}
	if c == '(' {
		f.call = string(s.word)
	}
	if c == '[' && s.instance {
		f.predicate = true
		s.predicate++
	}
	s.frames = append(s.frames, f)
	s.path()
}

// close ends a call or a predicate: a path may go on from both.
func (s *scanner) close() {
	s.path()
	if len(s.frames) == 0 {
		return
	}
	f := s.frames[len(s.frames)-1]
	s.frames = s.frames[:len(s.frames)-1]
	if f.predicate {
		s.predicate--
	}
	s.instance = f.predicate || f.call == "instance"
}
