package scenario_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"plumbline/forms/formfile"
	"plumbline/forms/internal/corpus"
	"plumbline/forms/scenario"
	"plumbline/forms/session"
)

// recorded is a scenario of the corpus, as far as snapshots are concerned.
type recorded struct {
	ID          string
	Form        string
	Attachments map[string]struct {
		Status int
		Text   string
	}
	LoadError any `json:"expect_load_error"`
	Options   struct {
		Edit string `json:"editInstance"`
	}
	Initial map[string]told
	Steps   []struct {
		scenario.Step
		Set       map[string]told
		Del       any
		Error     string
		Uncertain any `json:"record_error"`
	}
}

// told is what the corpus tells of a node.
type told struct {
	Type     string          `json:"t"`
	DataType string          `json:"type"`
	Relevant bool            `json:"relevant"`
	ReadOnly bool            `json:"readonly"`
	Required bool            `json:"required"`
	Value    json.RawMessage `json:"value"`
	Count    json.RawMessage `json:"count"`
	Volatile bool            `json:"$volatile"`
}

// TestSnapshotsAreThoseOfTheCorpus plays what was recorded and compares what is told of the nodes. How forms behave is
// tested with the session; here it is that states are written alike.
func TestSnapshotsAreThoseOfTheCorpus(t *testing.T) {
	dir := corpus.Open(t)
	alike, all := 0, 0
	dir.Lines(t, "scenarios/scenarios.jsonl", func(line []byte) {
		var r recorded
		if err := json.Unmarshal(line, &r); err != nil {
			t.Fatal(err)
		}
		if r.LoadError != nil || r.Options.Edit != "" {
			return
		}
		all++
		if why := r.play(t, dir.Bytes(t, r.Form)); why != "" {
			t.Logf("%s: %s", r.ID, why)
			return
		}
		alike++
	})
	if alike < all*97/100 {
		t.Errorf("%d of %d scenarios are told alike", alike, all)
	}
}

func (r *recorded) play(t *testing.T, form []byte) string {
	t.Helper()
	def, report := formfile.Read(r.Form, form)
	if report.Err() != nil {
		return report.Error()
	}
	s, err := session.New(def, session.Env{
		Now: func() time.Time { return time.Date(2026, 11, 23, 8, 20, 0, 0, time.UTC) }, Location: time.FixedZone("", -7*60*60),
		NewID: uuid.NewString,
		Attachment: func(url string) ([]byte, error) {
			if a, ok := r.Attachments[url]; ok && a.Status == 200 {
				return []byte(a.Text), nil
			}
			return nil, errors.New("not recorded")
		},
	})
	if err != nil {
		return err.Error()
	}
	p := scenario.NewPlayer(s)
	want := unprefixed(r.Initial)
	if why := differs(p.State(), want); why != "" {
		return "at first: " + why
	}
	for _, step := range r.Steps {
		if step.Uncertain != nil {
			break
		}
		out := p.Play(step.Step)
		want = maps.Clone(want)
		maps.Copy(want, unprefixed(step.Set))
		gone, _ := step.Del.([]any)
		for _, ref := range gone {
			delete(want, ref.(string))
		}
		if why := differs(out.State, want); why != "" {
			return step.Op + " " + step.Ref + ": " + why
		}
	}
	return ""
}

// differs says how a snapshot is not what the corpus tells; "" when it is.
func differs(got scenario.Snapshot, want map[string]told) string {
	got = unprefixed(got)
	for ref, w := range want {
		g, ok := got[ref]
		switch {
		case w.Volatile:
		case !ok:
			return "there is no " + ref
		case g.Type != w.Type || g.DataType != w.DataType:
			return ref + " is " + g.Type + " " + g.DataType + ", want " + w.Type + " " + w.DataType
		case g.Relevant != w.Relevant || g.Required != w.Required || g.ReadOnly != w.ReadOnly:
			return ref + ": conditions differ"
		case w.Value != nil && w.Value[0] == '"' && (g.Value == nil || !same(*g.Value, w.Value)):
			return fmt.Sprintf("%s is %v, want %s", ref, g.Value, w.Value)
		}
	}
	for ref := range got {
		if _, ok := want[ref]; !ok {
			return "there is a " + ref
		}
	}
	return ""
}

// unprefixed has references without the prefix of OpenRosa, which depends on what the form declares.
func unprefixed[S any](all map[string]S) map[string]S {
	out := map[string]S{}
	for ref, s := range all {
		out[strings.ReplaceAll(ref, "/orx:", "/")] = s
	}
	return out
}

// same compares texts, and numbers but for how many digits they have.
func same(got string, want json.RawMessage) bool {
	var text string
	if json.Unmarshal(want, &text) != nil {
		return false
	}
	a, err := strconv.ParseFloat(got, 64)
	b, err2 := strconv.ParseFloat(text, 64)
	return got == text || err == nil && err2 == nil && math.Abs(a-b) < 1e-9*max(1, math.Abs(b))
}
