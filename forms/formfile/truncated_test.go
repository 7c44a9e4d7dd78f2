package formfile_test

import (
	"path"
	"testing"

	"plumbline/forms/formfile"
)

func TestFilesThatEndTooEarly(t *testing.T) {
	for _, name := range []string{"visit.xlsx", "visit.md", "visit.xml"} {
		t.Run(name, func(t *testing.T) {
			whole := []byte(written(t, name))
			for size := range len(whole) - 1 { // the last byte may be a line end
				def, report := formfile.Check(name, whole[:size], env())
				switch {
				case (def == nil) != (len(report.Errors) > 0):
					t.Fatalf("the first %d of %d bytes: a form %t, errors %v", size, len(whole), def != nil, report.Errors)
				case def != nil && path.Ext(name) != ".md": // what a table lacks at its end cannot be seen
					t.Errorf("the first %d of %d bytes are taken", size, len(whole))
				}
			}
		})
	}
}
