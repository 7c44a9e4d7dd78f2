package pdf

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/jung-kurt/gofpdf"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// family is what gofpdf calls the typeface.
const family = "text"

// canvas is the only place that knows gofpdf.
type canvas struct {
	out   *gofpdf.Fpdf
	faces *faces
	used  [faceCount]map[rune]bool // characters drawn
	style style                    // of the last text on the page
}

// drawing is pages as gofpdf wrote them.
type drawing struct {
	file []byte
	used [faceCount]map[rune]bool
}

// draw has gofpdf draw pages. Each sequence of marks is set between marked-content operators.
func draw(pages []*page, fonts *faces) (drawing, error) {
	c := &canvas{out: gofpdf.New("P", "pt", "A4", ""), faces: fonts}
	c.out.SetCatalogSort(true)
	c.out.SetAutoPageBreak(false, 0)
	for name, f := range fonts {
		c.used[name] = map[rune]bool{}
		if faceUsed(pages, faceName(name)) {
			// gofpdf pads tables in place, so it gets bytes of its own
			c.out.AddUTF8FontFromBytes(family, faceName(name).style(), slices.Clone(f.file))
		}
	}
	for _, p := range pages {
		c.out.AddPage()
		c.style = style{}
		for _, s := range p.sequences {
			c.out.RawWriteStr(s.begin())
			for _, m := range s.marks {
				m.paint(c)
			}
			c.out.RawWriteStr("EMC")
		}
	}
	var file bytes.Buffer
	if err := c.out.Output(&file); err != nil {
		return drawing{}, fmt.Errorf("pdf: draw: %w", err)
	}
	return drawing{file.Bytes(), c.used}, nil
}

// begin is the operator that begins a sequence.
func (s sequence) begin() string {
	if s.owner == nil {
		return "/Artifact " + string(s.artifact) + " BDC"
	}
	if s.owner.actual != "" {
		return fmt.Sprintf("/%s <</MCID %d /ActualText %s>> BDC", s.owner.tag, s.id, textString(s.owner.actual))
	}
	return fmt.Sprintf("/%s <</MCID %d>> BDC", s.owner.tag, s.id)
}

// faceUsed reports whether any text is set in a face.
func faceUsed(pages []*page, name faceName) bool {
	for _, p := range pages {
		for _, s := range p.sequences {
			if slices.ContainsFunc(s.marks, func(m mark) bool { return inFace(m, name) }) {
				return true
			}
		}
	}
	return false
}

func inFace(m mark, name faceName) bool {
	switch m := m.(type) {
	case text:
		return m.style.face == name
	case centred:
		return m.style.face == name
	case many:
		return slices.ContainsFunc(m, func(m mark) bool { return inFace(m, name) })
	}
	return false
}

func (m text) paint(c *canvas) {
	if m.words == "" {
		return
	}
	if c.style != m.style {
		k := m.style.colour
		c.out.SetFont(family, m.style.face.style(), m.style.size)
		c.out.SetTextColor(int(k[0]), int(k[1]), int(k[2]))
		c.style = m.style
	}
	for _, r := range m.words {
		c.used[m.style.face][r] = true
	}
	c.out.Text(m.x, m.y, m.words)
}

func (m centred) paint(c *canvas) {
	width := c.faces.length(m.words, m.style)
	text{m.middle - width/2, m.base, m.style, m.words}.paint(c)
}

func (m turned) paint(c *canvas) {
	c.ink(m.style.colour)
	c.out.TransformBegin()
	c.out.TransformRotate(m.degrees, m.x, m.y)
	f, x := c.faces[m.style.face], m.x-m.width/2
	for _, r := range m.words {
		c.contour(f.contour(r, m.style.size), x, m.y)
		x += float64(max(0, f.width(r))) * m.style.size / 1000
	}
	c.out.TransformEnd()
}

// contour fills the outline of a glyph that begins at x, y.
func (c *canvas) contour(segments sfnt.Segments, x, y float64) {
	if len(segments) == 0 {
		return
	}
	at := func(p fixed.Point26_6) point { return point{x + float64(p.X)/64, y + float64(p.Y)/64} }
	var pen point
	for _, s := range segments {
		a, b, e := at(s.Args[0]), at(s.Args[1]), at(s.Args[2])
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			c.out.MoveTo(a.x, a.y)
			pen = a
		case sfnt.SegmentOpLineTo:
			c.out.LineTo(a.x, a.y)
			pen = a
		case sfnt.SegmentOpQuadTo: // as the cubic curve that is the same
			c.out.CurveBezierCubicTo(pen.x+(a.x-pen.x)*2/3, pen.y+(a.y-pen.y)*2/3, b.x+(a.x-b.x)*2/3, b.y+(a.y-b.y)*2/3, b.x, b.y)
			pen = b
		case sfnt.SegmentOpCubeTo:
			c.out.CurveBezierCubicTo(a.x, a.y, b.x, b.y, e.x, e.y)
			pen = e
		}
	}
	c.out.DrawPath("f")
}

func (c *canvas) ink(k colour) {
	c.out.SetFillColor(int(k[0]), int(k[1]), int(k[2]))
}

func (m filled) paint(c *canvas) {
	c.ink(m.colour)
	if m.radius > 0 {
		c.out.RoundedRect(m.x, m.y, m.width, m.height, m.radius, "1234", "F")
		return
	}
	c.out.Rect(m.x, m.y, m.width, m.height, "F")
}

func (m polygon) paint(c *canvas) {
	c.ink(m.colour)
	points := make([]gofpdf.PointType, len(m.corners))
	for i, p := range m.corners {
		points[i] = gofpdf.PointType{X: p.x, Y: p.y}
	}
	c.out.Polygon(points, "F")
}

func (m disc) paint(c *canvas) {
	c.ink(m.colour)
	c.out.Circle(m.x, m.y, m.radius, "F")
}

// textString writes a string as PDF: as it is where it is ASCII, or else as UTF-16 in hexadecimal.
func textString(s string) string {
	if plainASCII(s) {
		return "(" + strings.NewReplacer(`\`, `\\`, "(", `\(`, ")", `\)`).Replace(s) + ")"
	}
	var out strings.Builder
	out.WriteString("<FEFF")
	for _, r := range s {
		if r > 0xFFFF {
			r -= 0x10000
			fmt.Fprintf(&out, "%04X%04X", 0xD800+r>>10, 0xDC00+r&0x3FF)
			continue
		}
		fmt.Fprintf(&out, "%04X", r)
	}
	out.WriteByte('>')
	return out.String()
}
