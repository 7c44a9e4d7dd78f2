package xlsform

import "strings"

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

// Marks of a reference.
const (
	opening       = "${"
	ofSavedBefore = "last-saved#"
)

// nextReference finds the first reference of a cell from a place on. It also says whether it went past an opening that
// begins none.
func nextReference(cell string, from int) (ref reference, found, malformed bool) {
	for {
		start := strings.Index(cell[from:], opening)
		if start < 0 {
			return reference{}, false, malformed
		}
		start += from
		from = start + len(opening)
		inside, saved := strings.CutPrefix(cell[from:], ofSavedBefore)
		size := strings.IndexByte(inside, '}')
		if size > 0 && isIdentifier(inside[:size]) {
			end := len(cell) - len(inside) + size + 1
			return reference{start: start, end: end, name: inside[:size], lastSaved: saved}, true, malformed
		}
		malformed = true
	}
}

// isReference reports whether a cell is one ${name} and nothing else.
func isReference(cell string) bool {
	ref, found, _ := nextReference(cell, 0)
	return found && ref.start == 0 && ref.end == len(cell)
}

// references calls visit with each reference of a cell, and reports whether the cell has an opening that begins none.
func references(cell string, visit func(reference)) (malformed bool) {
	for at := 0; ; {
		ref, found, wrong := nextReference(cell, at)
		malformed = malformed || wrong
		if !found {
			return malformed
		}
		visit(ref)
		at = ref.end
	}
}

// findReferences returns the references of an expression in order, each with what it stands in.
func findReferences(cell string) []reference {
	var out []reference
	var s scanner
	others := strings.Contains(cell, instanceCall)
	at := 0
	references(cell, func(ref reference) {
		s.text(cell[at:ref.start])
		ref.predicate, ref.fixed = others && s.predicates > 0, s.fixed()
		s.word = nil
		at = ref.end
		out = append(out, ref)
	})
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
