package session_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"plumbline/forms"
	"plumbline/forms/session"
)

// player plays a case.
type player struct {
	s     *session.Session
	light bool
	want  snapshot
	// keys are those of the nodes by reference.
	keys map[string]string
}

func (p *player) step(step step) error {
	if err := p.act(step); err != nil && step.Error == "" {
		return err
	}
	next := snapshot{}
	maps.Copy(next, p.want)
	if gone, ok := step.Del.([]any); ok {
		for _, ref := range gone {
			delete(next, unprefixed(fmt.Sprint(ref)))
		}
	}
	maps.Copy(next, step.Set)
	if p.light {
		for ref, st := range next {
			st.Label, st.Hint, st.Choices = nil, nil, nil
			next[ref] = st
		}
	}
	p.want = next
	return p.check("after it")
}

func (p *player) act(step step) error {
	p.index()
	switch step.Op {
	case "answer":
		key, ok := p.keys[step.Ref]
		if !ok {
			return fmt.Errorf("there is no %s", step.Ref)
		}
		_, err := p.s.Set(key, p.typed(key, step))
		return err
	case "add-repeat":
		key, _, err := p.s.Add(p.keys[step.Repeat+" (repeat)"])
		if err != nil {
			return err
		}
		at := strings.LastIndexByte(step.Ref, '[')
		n, err := strconv.Atoi(strings.TrimSuffix(step.Ref[at+1:], "]"))
		if err != nil {
			return err
		}
		if v, _ := p.s.View(key); v.Position != n {
			_, err = p.s.Move(key, n-1)
		}
		return err
	case "remove-repeat":
		_, err := p.s.Remove(p.keys[step.Ref])
		return err
	case "set-language":
		p.s.SetLanguage(step.Language)
		return nil
	default:
		return fmt.Errorf("nobody knows how to %s", step.Op)
	}
}

// typed is what a person would have typed.
func (p *player) typed(key string, step step) string {
	v, _ := p.s.View(key)
	switch raw := step.Raw.(type) {
	case nil:
		return ""
	case string:
		return raw
	case bool:
		if v.Node.Kind == forms.Acknowledge {
			if raw {
				return "OK"
			}
			return ""
		}
	case []any:
		var names []string
		for _, name := range raw {
			names = append(names, fmt.Sprint(name))
		}
		return strings.Join(names, " ")
	case float64:
		return strconv.FormatFloat(raw, 'f', -1, 64)
	}
	var stored string
	if json.Unmarshal(step.Value, &stored) != nil {
		return ""
	}
	return stored
}

// index finds the keys of all nodes.
func (p *player) index() {
	p.keys = map[string]string{}
	root, _ := p.s.View("")
	p.indexIn("", root.Node.Path)
}

func (p *player) indexIn(key, ref string) {
	p.keys[unprefixed(ref)] = key
	for _, child := range p.s.Children(key) {
		v, _ := p.s.View(child)
		name := ref + "/" + v.Node.Name
		if v.Node.Kind != forms.Repeat {
			p.indexIn(child, name)
			continue
		}
		p.keys[unprefixed(name)+" (repeat)"] = child
		for i, instance := range p.s.Instances(child) {
			p.indexIn(instance, fmt.Sprintf("%s[%d]", name, i+1))
		}
	}
}

// check compares all nodes with the case.
func (p *player) check(when string) error {
	p.index()
	for ref := range p.keys {
		if _, ok := p.want[ref]; !ok {
			return fmt.Errorf("%s: there is a %s", when, ref)
		}
	}
	var wrong []string
	for ref, want := range p.want {
		key, ok := p.keys[ref]
		if !ok && want.Volatile {
			continue
		}
		if !ok {
			wrong = append(wrong, "there is no "+ref)
			continue
		}
		if err := p.compare(key, want); err != nil {
			wrong = append(wrong, fmt.Sprintf("%s: %v", ref, err))
		}
	}
	if wrong == nil {
		return nil
	}
	slices.Sort(wrong)
	return fmt.Errorf("%s: %d nodes: %s", when, len(wrong), strings.Join(wrong[:min(len(wrong), 4)], "; "))
}
