package session_test

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"testing"

	"plumbline/forms/internal/corpus"
)

// entry is a form of the corpus' index.
type entry struct {
	ID       string `json:"id"`
	File     string `json:"file"`
	Format   string `json:"format"`
	Reason   string `json:"engine_error_reason"`
	Expected struct {
		Status string `json:"status"`
		XForm  string `json:"xform"`
		Reason string `json:"reason"`
	} `json:"expected"`
}

func (e entry) form() string {
	if e.Format == "xform" {
		return e.File
	}
	return e.Expected.XForm
}

func TestInitialStates(t *testing.T) {
	dir := corpus.Open(t)
	index := map[string]entry{}
	var all []entry
	dir.JSON(t, "index.json", &all)
	for _, e := range all {
		index[e.ID] = e
	}
	suite := corpus.Suite(t, "initial-states")
	dir.Lines(t, "initial_states.jsonl", func(line []byte) {
		r := decode(t, line)
		e := index[r.ID]
		if r.Status != "ok" {
			if reason := e.Reason + e.Expected.Reason; strings.HasPrefix(reason, "reference-engine limitation") {
				suite.NotApplicable(r.ID, "limit of the recording engine")
				return
			}
			r.LoadError = r.Status
		}
		r.Attachments = nearby(t, dir, e.form())
		note(suite, r, r.play(t, dir, e.form()))
	})
	suite.Report(0.98)
}

// nearby finds the attachments of a form that lie beside it in the corpus, or in the same place of another part of it.
func nearby(t *testing.T, dir corpus.Dir, form string) attachments {
	found := attachments{}
	folder := path.Dir(form)
	if folder != "xforms" {
		return found
	}
	for _, part := range slices.Backward(dir.Parts(t)) {
		files, err := os.ReadDir(part.Path(folder))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			t.Fatal(err)
		}
		for _, f := range files {
			name := f.Name()[strings.LastIndex(f.Name(), "__")+2:]
			for _, place := range []string{"jr://file/", "jr://file-csv/"} {
				found[place+name] = attachment{Status: 200, Text: string(part.Bytes(t, folder+"/"+f.Name()))}
			}
		}
	}
	return found
}

func TestScenarios(t *testing.T) {
	dir := corpus.Open(t)
	suite := corpus.Suite(t, "scenarios")
	dir.Lines(t, "scenarios/scenarios.jsonl", func(line []byte) {
		r := decode(t, line)
		note(suite, r, r.play(t, dir, r.Form))
	})
	suite.Report(0.98)
}

func TestRandomTraces(t *testing.T) {
	dir := corpus.Open(t)
	suite := corpus.Suite(t, "random-traces")
	dir.Lines(t, "scenarios/random_traces.jsonl", func(line []byte) {
		r := decode(t, line)
		r.Attachments = nearby(t, dir, r.Form)
		note(suite, r, r.play(t, dir, r.Form))
	})
	suite.Report(0.97)
}

func decode(t *testing.T, line []byte) *recorded {
	t.Helper()
	var r recorded
	if err := json.Unmarshal(line, &r); err != nil {
		t.Fatal(err)
	}
	return &r
}

func note(suite *corpus.Tally, r *recorded, err error) {
	if err != nil {
		suite.Fail(r.ID, err.Error())
		return
	}
	suite.Pass()
}
