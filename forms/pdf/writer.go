package pdf

import (
	"cmp"
	"fmt"
	"io"

	"plumbline/forms/report"
)

// Writer writes documents. It is safe for use by many goroutines at once.
type Writer struct{ faces *faces }

// NewWriter reads the fonts. It fails where one is missing or is no TrueType font.
func NewWriter(fonts Fonts) (*Writer, error) {
	read, err := newFaces(fonts)
	if err != nil {
		return nil, err
	}
	w := &Writer{faces: read}
	if err := w.try(); err != nil {
		return nil, err
	}
	return w, nil
}

// try has every face embedded once, so that a font which gofpdf cannot use is found here and not by a report.
func (w *Writer) try() (err error) {
	defer func() {
		if broken := recover(); broken != nil { // gofpdf reads fonts without checking them
			err = fmt.Errorf("pdf: a font cannot be embedded: %v", broken)
		}
	}()
	p := &page{number: 1}
	for name := range faceCount {
		p.decorate(decoration, text{0, 0, style{face: name, size: 10}, "Ag"})
	}
	_, err = draw([]*page{p}, w.faces)
	return err
}

// Write writes a document as PDF. Characters that the fonts lack appear as "[symbol]". A document without a title or a
// language, which every tagged file must have, is called "Report" and is in British English. It fails only where out fails.
func (w *Writer) Write(out io.Writer, doc report.Document) error {
	doc.Title, doc.Language = cmp.Or(doc.Title, "Report"), cmp.Or(doc.Language, "en-GB")
	c := &composer{faces: w.faces}
	tree := &element{tag: "Document", joined: true}
	c.blocks(area{tree, marginSide, textWidth}, doc.Blocks)
	laid := pages(c.boxes)
	w.faces.furniture(laid, doc)
	return w.finish(out, &tags{doc: doc, pages: laid, tree: tree, bookmarks: c.bookmarks})
}

// finish draws the pages of a document, and writes them with what makes the file a tagged one.
func (w *Writer) finish(out io.Writer, t *tags) error {
	drawn, err := draw(t.pages, w.faces)
	if err != nil {
		return err
	}
	if t.objects, err = readObjects(drawn.file); err != nil {
		return err
	}
	if err := t.objects.name(w.faces, drawn.used); err != nil {
		return err
	}
	if err := t.finish(); err != nil {
		return err
	}
	if err := t.objects.write(out); err != nil {
		return fmt.Errorf("pdf: write: %w", err)
	}
	return nil
}
