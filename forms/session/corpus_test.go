package session_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"path"
	"strings"
	"testing"
	"time"

	"plumbline/forms"
	"plumbline/forms/internal/corpus"
	"plumbline/forms/session"
	"plumbline/forms/xform"
)

// snapshot is what the corpus says of the nodes of an open form, by reference.
type snapshot map[string]state

// state is what the corpus says of one node. A nil pointer is not recorded.
type state struct {
	Type      string          `json:"t"`
	DataType  string          `json:"type"`
	Relevant  bool            `json:"relevant"`
	ReadOnly  bool            `json:"readonly"`
	Required  bool            `json:"required"`
	Label     *string         `json:"label"`
	Hint      *string         `json:"hint"`
	Value     json.RawMessage `json:"value"`
	Choices   *[][]any        `json:"choices"`
	Violation string          `json:"violation"`
	Message   *string         `json:"message"`
	Attrs     map[string]any  `json:"attrs"`
	Volatile  bool            `json:"$volatile"`
	Count     any             `json:"count"`
}

// UnmarshalJSON reads references without prefixes.
func (s *snapshot) UnmarshalJSON(data []byte) error {
	var all map[string]state
	if err := json.Unmarshal(data, &all); err != nil {
		return err
	}
	*s = snapshot{}
	for ref, st := range all {
		(*s)[unprefixed(ref)] = st
	}
	return nil
}

// attachments are files of a scenario by URL.
type attachments map[string]attachment

type attachment struct {
	Status int    `json:"status"`
	Type   string `json:"contentType"`
	Text   string `json:"text"`
}

// recorded is a case of the corpus: a form, what it shows when opened, and what answers make of it.
type recorded struct {
	ID          string      `json:"id"`
	Status      string      `json:"status"`
	Form        string      `json:"form"`
	FormID      string      `json:"form_id"`
	Attachments attachments `json:"attachments"`
	LoadError   any         `json:"expect_load_error"`
	Options     struct {
		Properties map[string]string `json:"preloadProperties"`
		Edit       string            `json:"editInstance"`
	} `json:"options"`
	Initial  snapshot `json:"initial"`
	XML      string   `json:"instance_xml"`
	FirstXML string   `json:"initial_instance_xml"`
	LastXML  string   `json:"final_xml"`
	Steps    []step   `json:"steps"`
	Light    any      `json:"light"`
}

type step struct {
	Op       string          `json:"op"`
	Ref      string          `json:"ref"`
	Raw      any             `json:"raw"`
	Value    json.RawMessage `json:"value"`
	Repeat   string          `json:"repeat"`
	Language string          `json:"language"`
	Set      snapshot        `json:"set"`
	Del      any             `json:"del"`
	Error    string          `json:"error"`
	Unsure   any             `json:"record_error"`
}

func phoenix() *time.Location { return time.FixedZone("America/Phoenix", -7*60*60) }

// machine is what the corpus was recorded on.
func machine(r *recorded) session.Env {
	e := env()
	e.Location = phoenix()
	e.Properties = map[string]string{}
	if !strings.HasPrefix(r.ID, "sc_") {
		e.Properties = map[string]string{"deviceid": "device:1", "email": "a@example.org", "phonenumber": "555", "username": "nobody"}
	}
	for name, value := range r.Options.Properties {
		e.Properties[strings.ToLower(name)] = value
	}
	e.Attachment = func(url string) ([]byte, error) {
		if a, ok := r.Attachments[url]; ok && a.Status == 200 {
			return []byte(a.Text), nil
		}
		return nil, errors.New("not recorded")
	}
	return e
}

// play opens the form of a case and does what was done to it. The error says what came out otherwise.
func (r *recorded) play(t *testing.T, dir corpus.Dir, file string) error {
	def, _, err := xform.Read(path.Base(file), dir.Bytes(t, file))
	var s *session.Session
	if err == nil {
		s, err = r.open(def)
	}
	if r.LoadError != nil {
		if err == nil {
			return fmt.Errorf("opens, and should not: %v", r.LoadError)
		}
		return nil
	}
	if err != nil {
		return fmt.Errorf("open: %w", err)
	}
	p := &player{s: s, light: r.Light != nil, want: r.Initial}
	if err := p.check("at first"); err != nil {
		return err
	}
	if first := r.XML + r.FirstXML; first != "" {
		if err := sameXML(first, string(s.XML())); err != nil {
			return fmt.Errorf("at first: %w", err)
		}
	}
	for i, step := range r.Steps {
		if step.Unsure != nil {
			return nil
		}
		if err := p.step(step); err != nil {
			return fmt.Errorf("step %d, %s %s %v: %w", i+1, step.Op, step.Ref, step.Raw, err)
		}
	}
	if r.LastXML != "" {
		if err := sameXML(r.LastXML, string(s.XML())); err != nil {
			return fmt.Errorf("at last: %w", err)
		}
	}
	return nil
}

func (r *recorded) open(def *forms.Definition) (*session.Session, error) {
	if r.Options.Edit == "" {
		return session.New(def, machine(r))
	}
	e := machine(r)
	saved, err := session.ReadXML(def, []byte(r.Options.Edit), e.NewID)
	if err != nil {
		return nil, err
	}
	s, err := session.Load(def, e, saved)
	if err == nil && strings.Contains(r.Options.Edit, "<instanceID>") {
		s.Supersede()
	}
	return s, err
}
