package xform_test

import (
	"testing"
	"time"

	"plumbline/forms/internal/corpus"
	"plumbline/forms/session"
	"plumbline/forms/xform"
)

// fixture is a form of the corpus's index.
type fixture struct {
	ID       string
	File     string
	Format   string
	Expected struct {
		Status  string
		Reason  string
		Message string
	}
}

// formError is the reason for which a form of the corpus is wrong in itself; others are limits of the engine that the
// corpus was recorded with.
const formError = "form error"

// TestConformance opens the corpus's XForms: those that are valid open, and those that are wrong are refused.
func TestConformance(t *testing.T) {
	dir := corpus.Open(t)
	var index []fixture
	dir.JSON(t, "index.json", &index)
	suite := corpus.Suite(t, "xforms")
	for _, f := range index {
		if f.Format != "xform" {
			continue
		}
		valid := f.Expected.Status == "valid"
		if !valid && f.Expected.Reason != formError {
			suite.NotApplicable(f.ID, "limit of the recording engine")
			continue
		}
		err := open(f.File, dir.Bytes(t, f.File))
		switch {
		case valid && err != nil:
			suite.Fail(f.ID, err.Error())
		case !valid && err == nil:
			suite.Fail(f.ID, "opens, and should not: "+f.Expected.Message)
		default:
			suite.Pass()
		}
	}
	suite.Report(0.98)
}

// open reads a form and begins a record.
func open(name string, content []byte) error {
	def, _, err := xform.Read(name, content)
	if err != nil {
		return err
	}
	_, err = session.New(def, session.Env{
		Now: func() time.Time { return time.Date(2026, time.November, 23, 8, 20, 0, 0, time.UTC) }, Location: time.UTC,
		NewID: func() string { return "1" },
	})
	return err
}
