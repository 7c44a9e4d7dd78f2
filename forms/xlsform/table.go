package xlsform

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// The sheets that a workbook may have.
const (
	surveySheet   = "survey"
	choicesSheet  = "choices"
	settingsSheet = "settings"
	entitiesSheet = "entities"
	externalSheet = "external_choices"
	osmSheet      = "osm"
)

// sheetNames returns the sheets that count, in the order in which an author reads them.
func sheetNames() []string {
	return []string{surveySheet, choicesSheet, settingsSheet, entitiesSheet, externalSheet, osmSheet}
}

// sheet is one sheet of a workbook, every cell a string.
type sheet struct {
	header []string // nil when the sheet has no row; "" where a column has no header
	rows   []row    // empty ones left out
}

// row is one data row.
type row struct {
	number int      // as a spreadsheet counts: the header row is 1
	cells  []string // by column, as many as there are; "" is an absent cell
}

// empty reports whether no cell holds anything.
func (r row) empty() bool {
	return !slices.ContainsFunc(r.cells, func(c string) bool { return c != "" })
}

// width is how many columns count: those that have a header, or enough to see that there are too many.
func (s *sheet) width() int {
	if s.header != nil {
		return len(s.header)
	}
	return MaxColumns + emptyHeaders + 1
}

// take adds the next row, the first of which is the header. Rows without cells only count.
func (s *sheet) take(r row) {
	if s.header == nil {
		s.header = make([]string, len(r.cells))
		for i, cell := range r.cells {
			s.header[i] = strings.Join(strings.FieldsFunc(cell, func(c rune) bool { return c == ' ' }), " ")
		}
		return
	}
	if !r.empty() {
		s.rows = append(s.rows, r)
	}
}

// workbook is the sheets that count, by name, and what all of them are called.
type workbook struct {
	sheets map[string]*sheet
	names  []string // of all sheets, as their author wrote them
	advice string   // what to do where the sheet that every form has is missing, as a sentence with a space in front
}

// add makes a sheet of a name. A sheet whose name does not count is made too, and left out of the workbook.
func (w *workbook) add(name string) *sheet {
	s := &sheet{}
	w.names = append(w.names, name)
	if lower := strings.ToLower(name); slices.Contains(sheetNames(), lower) {
		if w.sheets == nil {
			w.sheets = map[string]*sheet{}
		}
		w.sheets[lower] = s
	}
	return s
}

// clean makes a cell's text out of what a file holds: a no-break space is a space, what is no text is left out, and the
// ends are trimmed.
func clean(cell string) string {
	return strings.TrimSpace(strings.Map(func(c rune) rune {
		switch {
		case c == '\u00a0':
			return ' '
		case c < ' ' && c != '\n' && c != '\t' && c != '\r', c == utf8.RuneError, c == '\ufffe', c == '\uffff':
			return -1 // not in XML either
		}
		return c
	}, cell))
}
