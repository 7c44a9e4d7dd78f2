package scenario

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"plumbline/forms"
	"plumbline/forms/session"
)

// Outcome is a step and what it did.
type Outcome struct {
	Step
	Error string   `json:"error,omitempty"` // why the step was refused, in words; the form is then as it was
	Set   Snapshot `json:"set"`             // the states that changed
	Gone  []string `json:"del"`             // the references that are no more
	State Snapshot `json:"state"`           // every state after the step
}

// Player plays steps on an open form.
type Player struct {
	session *session.Session
	now     Snapshot
	keys    map[string]string // by reference
}

// NewPlayer takes over an open form.
func NewPlayer(s *session.Session) *Player {
	p := &Player{session: s}
	p.look()
	return p
}

// State is the present state of every node. It is not changed by the caller.
func (p *Player) State() Snapshot { return p.now }

func (p *Player) look() {
	p.now, p.keys = Take(p.session), map[string]string{}
	walk(p.session, func(ref string, v session.View) { p.keys[ref] = v.Key })
}

// Play does one step. A step that the form refuses changes nothing, and its Outcome says why.
func (p *Player) Play(s Step) Outcome {
	out := Outcome{Step: s}
	if err := p.act(&out.Step); err != nil {
		out.Error = words(s, err)
	}
	before := p.now
	p.look()
	out.Set, out.Gone = Changes(before, p.now)
	out.State = p.now
	return out
}

// errNoReference says that the form has nothing at a reference.
var errNoReference = errors.New("scenario: no such reference")

func (p *Player) act(s *Step) error {
	switch s.Op {
	case Answer:
		return p.answer(s)
	case AddRepeat:
		return p.add(s)
	case RemoveRepeat:
		key, err := p.find(&s.Ref)
		if err == nil {
			_, err = p.session.Remove(key)
		}
		return err
	default:
		if !slices.Contains(p.session.Languages(), s.Language) {
			return errNoReference
		}
		p.session.SetLanguage(s.Language)
		return nil
	}
}

func (p *Player) answer(s *Step) error {
	key, err := p.find(&s.Ref)
	if err != nil {
		return err
	}
	v, _ := p.session.View(key)
	if _, err := p.session.Set(key, s.typed(v.Node.Kind)); err != nil {
		return err
	}
	v, _ = p.session.View(key)
	stored := v.Value
	if v.Relevant && v.Problem == nil {
		stored = v.Effective
	}
	s.Value, err = json.Marshal(stored)
	return err
}

// add puts an instance where the step says, "/data/r[2]", or at the end.
func (p *Player) add(s *Step) error {
	whole := s.Repeat + " (repeat)"
	repeat, err := p.find(&whole)
	if err != nil {
		return err
	}
	s.Repeat = strings.TrimSuffix(whole, " (repeat)")
	instance, _, err := p.session.Add(repeat)
	if err != nil {
		return err
	}
	_, place, _ := strings.Cut(strings.TrimPrefix(s.Ref, s.Repeat), "[")
	v, _ := p.session.View(instance)
	if n, err := strconv.Atoi(strings.TrimSuffix(place, "]")); err == nil && n != v.Position {
		if _, err := p.session.Move(instance, n-1); err != nil {
			return err
		}
		v, _ = p.session.View(instance)
	}
	s.Ref = fmt.Sprintf("%s[%d]", s.Repeat, v.Position)
	return nil
}

// find finds the key of a reference. A name alone will do where only one node has it, and becomes its reference.
func (p *Player) find(ref *string) (string, error) {
	if key, ok := p.keys[*ref]; ok {
		return key, nil
	}
	if strings.Contains(*ref, "/") {
		return "", errNoReference
	}
	var found []string
	for other := range p.keys {
		if strings.HasSuffix(other, "/"+*ref) {
			found = append(found, other)
		}
	}
	if len(found) != 1 {
		return "", errNoReference
	}
	*ref = found[0]
	return p.keys[found[0]], nil
}

// typed is what a person would have typed to give the answer.
func (s Step) typed(kind forms.Kind) string {
	raw := s.Raw
	if len(raw) == 0 {
		raw = s.Value
	}
	var text string
	var names []any
	var truth bool
	switch {
	case len(raw) == 0 || string(raw) == "null":
		return ""
	case json.Unmarshal(raw, &text) == nil:
		return text
	case json.Unmarshal(raw, &names) == nil:
		return strings.TrimSpace(fmt.Sprintln(names...))
	case json.Unmarshal(raw, &truth) == nil:
		return truthText(kind, truth)
	case strings.HasPrefix(string(raw), "{"): // a file, of which a recording has the name alone
		_ = json.Unmarshal(s.Value, &text) // without a name the answer is blank
		return text
	default:
		return string(raw) // a number, as it is written
	}
}

func truthText(kind forms.Kind, truth bool) string {
	switch {
	case kind != forms.Acknowledge && truth:
		return "1"
	case kind != forms.Acknowledge:
		return "0"
	case truth:
		return "OK"
	default:
		return ""
	}
}

// words says why a step was refused.
func words(s Step, err error) string {
	at := s.Ref + s.Repeat + s.Language
	switch {
	case errors.Is(err, session.ErrReadOnly):
		return "The form decides on " + at + " itself, and takes no change by hand."
	case errors.Is(err, errNoReference) && s.Op == SetLanguage:
		return "The form has no language " + at + "."
	case errors.Is(err, errNoReference), errors.Is(err, session.ErrUnknownKey):
		return "The form has no " + at + " now, or several of that name."
	default:
		return "The step could not be done: " + err.Error()
	}
}
