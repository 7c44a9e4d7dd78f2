package pdf

import (
	"cmp"
	"io"

	"plumbline/forms/paper"
	"plumbline/forms/report"
)

// WriteBlank writes a form to fill in by hand as PDF, tagged like every document. Boxes and ruled lines are artifacts: who
// listens to the file hears the questions and the choices. It fails only where out fails.
func (w *Writer) WriteBlank(out io.Writer, doc paper.Document) error {
	about := report.Document{
		Title: cmp.Or(doc.Title, "Form"), Subject: doc.Subject, Author: doc.Author, Language: cmp.Or(doc.Language, "en-GB"), Marks: doc.Marks,
	}
	c := &composer{faces: w.faces}
	tree := &element{tag: "Document", joined: true}
	s := &sheet{composer: c, scale: 1, area: area{tree, marginSide, textWidth}}
	if doc.Large {
		s.scale = largeScale
	}
	s.parts(doc.Parts)
	laid := pages(c.boxes)
	w.faces.sheets(laid, doc)
	return w.finish(out, &tags{doc: about, pages: laid, tree: tree, bookmarks: c.bookmarks})
}
