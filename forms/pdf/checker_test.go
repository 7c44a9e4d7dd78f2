package pdf_test

import (
	"bytes"
	"strings"
	"testing"
)

// TestChecker spoils a good file in one place after the other: a checker that finds nothing would prove nothing.
func TestChecker(t *testing.T) {
	good := write(t, newWriter(t), evaluation("in_progress", true))
	for _, tt := range []struct{ name, from, to, want string }{
		{"not marked", "/Marked true", "/Marked null", "not marked"},
		{"no language", "/Lang (en-GB)", "/Lagn (en-GB)", "no language"},
		{"no title in the window", "/DisplayDocTitle true", "/DisplayDocTitle null", "does not show the title"},
		{"not PDF/UA", "<pdfuaid:part>1", "<pdfuaid:part>2", "does not declare"},
		{"no alternative", "/Alt ", "/Atl ", "no alternative"},
		{"no box", "/BBox", "/Bxob", "no box"},
		{"no scope", "/Scope /Column", "/Scope /Nmulod", "no scope"},
		{"a heading that skips", "/S /H2", "/S /H3", "after a heading of level 1"},
		{"a cell outside rows", "/S /TR", "/S /LI", "TH in LI"},
		{"a head that is none", "/S /TH", "/S /TD", "TD in row 1"},
		{"another tag on the page", "/S /H1", "/S /P ", "is H1 in an element P"},
		{"no number of a page", "/StructParents 0", "/StructParentz 0", "no number of its own"},
		{"another order", "/Tabs /S", "/Tabs /R", "order of its structure"},
		{"a note without identifier", "/ID (note-1)", "/IX (note-1)", "notes"},
		{"a bookmark that leads nowhere", "/XYZ 0", "/XYZ   ", "leads nowhere"},
		{"bookmarks miscounted", "/Type /Outlines /First", "/Type /Outlines /Fisrt", "bookmarks"},
		{"a font without meanings", "endbfchar", "endbfrang", "means nothing"},
		{"a font that is not embedded", "/FontFile2", "/FontFile3", "not embedded"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if !bytes.Contains(good, []byte(tt.from)) {
				t.Fatalf("%s is not in the file", tt.from)
			}
			found := strings.Join(check(bytes.Replace(good, []byte(tt.from), []byte(tt.to), 1)), "; ")
			if !strings.Contains(found, tt.want) {
				t.Errorf("found %q, want something about %q", found, tt.want)
			}
		})
	}
}
