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
	// predicate says that it stands in a predicate, whose context is not the question, of an expression that reads other
	// data by instance().
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
	others := strings.Contains(cell, instanceCall)
	out := make([]reference, 0, len(found))
	var s scanner
	at := 0
	for _, m := range found {
		s.text(cell[at:m[0]])
		out = append(out, reference{
			start: m[0], end: m[1], name: cell[m[4]:m[5]], lastSaved: m[2] >= 0,
			predicate: others && s.predicates > 0, fixed: s.fixed(),
		})
		s.word = nil
		at = m[1]
	}
	return out
}

// scanner walks over an expression and knows which calls and predicates it is in.
type scanner struct {
	frames     []frame
	predicates int    // open ones
	quote      rune   // open, or 0
	word       []rune // name that ends here
}

// frame is an open bracket.
type frame struct {
	call     string // name in front of "("
	argument int    // counted from 0
	square   bool
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

func (s *scanner) text(part string) {
	for _, c := range part {
		switch {
		case s.quote != 0:
			if c == s.quote {
				s.quote = 0
			}
		case c == '\'' || c == '"':
			s.quote = c
			s.word = nil
		default:
			s.char(c)
		}
	}
}

func (s *scanner) char(c rune) {
	last := len(s.frames) - 1
	switch {
	case c == '(':
		s.frames = append(s.frames, frame{call: string(s.word)})
	case c == '[':
		s.frames = append(s.frames, frame{square: true})
		s.predicates++
	case (c == ')' || c == ']') && last >= 0:
		if s.frames[last].square {
			s.predicates--
		}
		s.frames = s.frames[:last]
	case nameStart(c) || nameRest(c):
		s.word = append(s.word, c)
		return
	case c == ',' && last >= 0:
		s.frames[last].argument++
	}
	s.word = nil
}
