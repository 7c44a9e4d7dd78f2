package pdf

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// piece is characters in one style, or an object of a fixed size, that a line is set from. Its text is clean.
type piece struct {
	owner  *element
	style  style
	text   string
	object object // instead of text; nil for text
	width  float64
	whole  bool // no line breaks within it
}

// object is something drawn that stands in a line like a word.
type object interface {
	// mark draws it with its left edge at x, on a baseline at y.
	mark(x, y float64) mark
}

// line is one set line, from the left.
type line struct {
	pieces []piece
	width  float64 // without spaces at its end
}

// word is pieces between which no line may break. A space after it is kept apart, as the edge of a line swallows it.
type word struct {
	pieces []piece
	width  float64
	space  piece // text is "" for none
}

// wrap sets pieces into lines that are no wider than a width. A word that is wider is broken where it must be. There is
// always a line.
func (s *faces) wrap(pieces []piece, width float64) []line {
	var out []line
	var l line
	reach := 0.0 // of the line with the space at its end
	for _, w := range s.words(pieces) {
		if len(l.pieces) > 0 && reach+w.width > width {
			out = append(out, l)
			l, reach = line{}, 0
		}
		for w.width > width {
			var head word
			if head, w = s.cut(w, width); len(head.pieces) == 0 {
				break
			}
			out = append(out, line{head.pieces, head.width})
		}
		l.pieces = append(l.pieces, w.pieces...)
		l.width = reach + w.width
		reach = l.width
		if w.space.text != "" {
			l.pieces = append(l.pieces, w.space)
			reach += w.space.width
		}
	}
	if len(l.pieces) > 0 || len(out) == 0 {
		out = append(out, l)
	}
	for i := range out {
		out[i].pieces = together(out[i].pieces)
	}
	return out
}

// words splits pieces where a line may break.
func (s *faces) words(pieces []piece) []word {
	var out []word
	var w word
	for _, p := range pieces {
		if p.object != nil {
			w.pieces, w.width = append(w.pieces, p), w.width+p.width
			continue
		}
		for text := p.text; text != ""; {
			end, spaces := p.breakable(text)
			if end > 0 {
				part := p
				part.text, part.width = text[:end], s.length(text[:end], p.style)
				w.pieces, w.width = append(w.pieces, part), w.width+part.width
			}
			if spaces > 0 {
				w.space = p
				w.space.text, w.space.width = " ", s.length(" ", p.style)
			}
			if text = text[end+spaces:]; text != "" || spaces > 0 {
				out = append(out, w)
				w = word{}
			}
		}
	}
	if len(w.pieces) > 0 {
		out = append(out, w)
	}
	return out
}

// breakable finds where the text of a piece, or the rest of it, may first be broken: how many bytes stand before that,
// and how many spaces follow them. The end of the text counts, though what comes next may belong to the same word.
func (p piece) breakable(text string) (end, spaces int) {
	for i, r := range text {
		if r == ' ' && (i == 0 || !p.whole) {
			return i, len(text[i:]) - len(strings.TrimLeft(text[i:], " "))
		}
		if i > 0 && !p.whole && breaksAfter(text, i, r) {
			return i + utf8.RuneLen(r), 0
		}
	}
	return len(text), 0
}

// breaksAfter reports whether a line may end after a hyphen, dash or stroke at i: between letters.
func breaksAfter(text string, i int, r rune) bool {
	switch r {
	case '-', '/', '\u2013', '\u2014':
		before, _ := utf8.DecodeLastRuneInString(text[:i])
		after, _ := utf8.DecodeRuneInString(text[i+utf8.RuneLen(r):])
		return unicode.IsLetter(before) && unicode.IsLetter(after)
	}
	return false
}

// cut breaks a word that is wider than a line, after as many characters as fit and at least one.
func (s *faces) cut(w word, width float64) (head, tail word) {
	tail = w
	for len(tail.pieces) > 0 {
		p := tail.pieces[0]
		if head.width+p.width <= width || (p.object != nil && len(head.pieces) == 0) {
			head.pieces, head.width = append(head.pieces, p), head.width+p.width
			tail.pieces, tail.width = tail.pieces[1:], tail.width-p.width
			continue
		}
		if p.object != nil {
			break
		}
		fit := s.fitting(p, width-head.width, len(head.pieces) == 0)
		if fit > 0 {
			part := p
			part.text, part.width = p.text[:fit], s.length(p.text[:fit], p.style)
			head.pieces, head.width = append(head.pieces, part), head.width+part.width
			p.text, p.width = p.text[fit:], p.width-part.width
			tail.pieces, tail.width = tail.pieces[1:], tail.width-part.width
			if p.text != "" {
				tail.pieces = append([]piece{p}, tail.pieces...)
			}
		}
		break
	}
	return head, tail
}

// fitting is how many bytes of a piece fit in a width, and those of one character where at least one must.
func (s *faces) fitting(p piece, width float64, must bool) int {
	f, reach := s[p.style.face], 0.0
	for i, r := range p.text {
		reach += float64(max(0, f.width(r))) * p.style.size / 1000
		if reach > width && (i > 0 || !must) {
			return i
		}
	}
	return len(p.text)
}

// length is the width of text in a style.
func (s *faces) length(text string, st style) float64 {
	f, sum := s[st.face], 0
	for _, r := range text {
		sum += max(0, f.width(r))
	}
	return float64(sum) * st.size / 1000
}

// together joins neighbouring pieces that look alike and belong to one element, so that text is written in long runs.
func together(pieces []piece) []piece {
	var out []piece
	for _, p := range pieces {
		if last := len(out) - 1; last >= 0 && p.object == nil && out[last].object == nil && out[last].style == p.style && out[last].owner == p.owner {
			out[last].text += p.text
			out[last].width += p.width
			continue
		}
		out = append(out, p)
	}
	return out
}
