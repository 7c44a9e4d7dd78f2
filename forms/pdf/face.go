package pdf

import (
	"errors"
	"fmt"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// Fonts are the TrueType files of the four faces that documents are set in. All four must be there.
type Fonts struct{ Regular, Bold, Italic, BoldItalic []byte }

// faceName names one of the four faces.
type faceName uint8

const (
	regular faceName = iota
	bold
	italic
	boldItalic
	faceCount
)

// style is how gofpdf calls the face.
func (n faceName) style() string { return [...]string{"", "B", "I", "BI"}[n] }

func (n faceName) String() string {
	return [...]string{"regular", "bold", "italic", "bold italic"}[n]
}

// tabled is how many code points have their width in a table: Latin, punctuation, currency signs.
const tabled = 0x2200

// absent is the width of a character that a face has no glyph for.
const absent = -1

// face is what setting text needs to know of a font. It does not change once made.
type face struct {
	file       []byte
	parsed     *sfnt.Font
	postScript string
	widths     [tabled]int // in thousandths of the size
}

// newFace reads a font.
func newFace(name faceName, file []byte) (*face, error) {
	if len(file) == 0 {
		return nil, fmt.Errorf("pdf: the %s font is missing", name)
	}
	parsed, err := sfnt.Parse(file)
	if err != nil {
		return nil, fmt.Errorf("pdf: the %s font cannot be read: %w", name, err)
	}
	f := &face{file: file, parsed: parsed}
	if f.postScript, err = parsed.Name(nil, sfnt.NameIDPostScript); err != nil {
		return nil, fmt.Errorf("pdf: the %s font has no name: %w", name, err)
	}
	var buf sfnt.Buffer
	for r := range rune(tabled) {
		f.widths[r] = f.measure(&buf, r)
	}
	for r := ' '; r <= '~'; r++ {
		if f.widths[r] == absent {
			return nil, fmt.Errorf("pdf: the %s font has no glyph for %q", name, r)
		}
	}
	return f, nil
}

// measure asks the font itself. Characters beyond the basic plane count as absent: the text that gofpdf writes has two
// bytes for each.
func (f *face) measure(buf *sfnt.Buffer, r rune) int {
	if r < ' ' || r > 0xFFFF {
		return absent
	}
	glyph, err := f.parsed.GlyphIndex(buf, r)
	if err != nil || glyph == 0 {
		return absent
	}
	advance, err := f.parsed.GlyphAdvance(buf, glyph, fixed.I(1000), font.HintingNone)
	if err != nil {
		return absent
	}
	return advance.Round()
}

// width returns the width of a character in thousandths of the size, or absent.
func (f *face) width(r rune) int {
	if r < tabled {
		return f.widths[r]
	}
	return f.measure(nil, r)
}

// contour is the outline of a character at a size; empty where there is none.
func (f *face) contour(r rune, size float64) sfnt.Segments {
	glyph, err := f.parsed.GlyphIndex(nil, r)
	if err != nil || glyph == 0 {
		return nil
	}
	var buf sfnt.Buffer
	segments, err := f.parsed.LoadGlyph(&buf, glyph, fixed.Int26_6(size*64), nil)
	if err != nil {
		return nil
	}
	return segments
}

// faces are the four faces of a writer.
type faces [faceCount]*face

func newFaces(fonts Fonts) (*faces, error) {
	var out faces
	var errs [faceCount]error
	for name, file := range [faceCount][]byte{fonts.Regular, fonts.Bold, fonts.Italic, fonts.BoldItalic} {
		out[name], errs[name] = newFace(faceName(name), file)
	}
	if err := errors.Join(errs[:]...); err != nil {
		return nil, err
	}
	return &out, nil
}

// has reports whether all faces have a glyph for a character, so that it can be set in any of them.
func (s *faces) has(r rune) bool {
	for _, f := range s {
		if f.width(r) == absent {
			return false
		}
	}
	return true
}
