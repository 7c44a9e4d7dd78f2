package xlsform

import (
	"path"
	"regexp"
	"strings"

	"plumbline/forms"
)

var pulldataCall = regexp.MustCompile(`\bpulldata\s*\(\s*(?:'([^']+)'|"([^"]+)")`)

// implied declares the data that expressions read without a row that declares it: files of pulldata(), and the record
// that was saved before.
func (s *survey) implied(entities []*entity) {
	saved := false
	s.top.walk(func(e *element) {
		for column, cell := range e.rec.values {
			at := e.rec.place(surveySheet, column)
			for _, m := range pulldataCall.FindAllStringSubmatch(cell, -1) {
				id := m[1] + m[2]
				s.declare(forms.Source{ID: id, URL: "jr://file-csv/" + id + ".csv"}, at)
			}
			saved = saved || strings.Contains(cell, "${last-saved#")
		}
		for _, text := range e.rec.texts {
			for _, words := range text {
				saved = saved || strings.Contains(words, "${last-saved#")
			}
		}
	})
	for _, e := range entities {
		saved = saved || strings.Contains(e.label+e.id+e.createIf+e.updateIf, "${last-saved#")
	}
	for _, source := range s.sources {
		if s.choices.byName[source.ID] != nil {
			s.report.fail(place{surveySheet, 0, colType}, "instance-conflict", "%q stands for a list of the choices sheet, and also for the file "+
				"%s. Rename one of them.", source.ID, path.Base(source.URL))
		}
	}
	if saved {
		s.declare(forms.Source{ID: lastSaved, URL: "jr://instance/last-saved"}, place{})
	}
}
