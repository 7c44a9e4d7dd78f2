package workbench

import (
	"sort"
	"strings"

	"plumbline/forms"
	"plumbline/forms/session"
	"plumbline/sync/journal"
)

// The journal knows registers, not questions. These names, none of which can be the name of a question, say how the
// two meet: the answer to a question is a register under its key, each option of a select_multiple one of its own under
// "key/option", and an instance of a repeat has a place and a mark of removal.
const (
	orderRegister   = "_order"   // under an instance key: fractional order key
	deletedRegister = "_deleted" // under an instance key: set while the instance is removed
	stateRegister   = "_state"   // of the record: a state of forms/workflow
	reasonRegister  = "_reason"  // of the record: why it was withdrawn or reopened
	formRegister    = "_form"    // of the record: hash of the version of its form, once it has moved from the first
	marksRegister   = "_marks"   // under the key of a text: what in it may tell who somebody is
	chosen          = "1"
)

// registers turns the answer to a question into the registers that hold it.
func registers(v session.View) map[string]string {
	if v.Node.Kind != forms.SelectMultiple {
		return map[string]string{v.Key: v.Value}
	}
	out := map[string]string{}
	for _, name := range strings.Fields(v.Value) {
		out[v.Key+"/"+name] = chosen
	}
	return out
}

// shown picks what a face shows of a register: the only value, or the journal's choice among several.
func shown(heads []journal.Change) (string, bool) {
	c, ok := journal.Shown(heads)
	if !ok || c.Op == journal.Clear {
		return "", false
	}
	return c.Value, true
}

// rebuild turns registers back into answers.
func rebuild(def *forms.Definition, heads map[string][]journal.Change) session.Saved {
	saved := session.Saved{Values: map[string]string{}, Instances: map[string][]string{}}
	type place struct{ id, order string }
	places := map[string][]place{}
	for path, hs := range heads {
		value, set := shown(hs)
		if !set || strings.HasPrefix(path, "_") {
			continue
		}
		owner, last := splitPath(path)
		switch {
		case last == orderRegister:
			if _, gone := shown(heads[owner+"/"+deletedRegister]); !gone {
				repeat, id := splitPath(owner)
				places[repeat] = append(places[repeat], place{id, value})
			}
		case strings.HasPrefix(last, "_"):
		case multiple(def, owner):
			saved.Values[owner] = strings.TrimSpace(saved.Values[owner] + " " + last)
		default:
			saved.Values[path] = value
		}
	}
	for repeat, ps := range places {
		sort.Slice(ps, func(i, j int) bool {
			return ps[i].order < ps[j].order || ps[i].order == ps[j].order && ps[i].id < ps[j].id
		})
		for _, p := range ps {
			saved.Instances[repeat] = append(saved.Instances[repeat], p.id)
		}
	}
	return saved
}

func splitPath(path string) (owner, last string) {
	i := strings.LastIndexByte(path, '/')
	if i < 0 {
		return "", path
	}
	return path[:i], path[i+1:]
}

// multiple reports whether a key, which may hold instance ids, addresses a select_multiple.
func multiple(def *forms.Definition, key string) bool {
	n := resolve(def, key)
	return n != nil && n.Kind == forms.SelectMultiple
}

// resolve finds the node that a key of an open form addresses: like Definition.Node, but a repeat's name may be followed
// by an instance id.
func resolve(def *forms.Definition, key string) *forms.Node {
	at := def.Root
	if key == "" {
		return at
	}
	steps := strings.Split(key, "/")
	for i := 0; i < len(steps); i++ {
		at = child(at, steps[i])
		if at == nil {
			return nil
		}
		if at.Kind == forms.Repeat && i+1 < len(steps) {
			i++
		}
	}
	return at
}

func child(n *forms.Node, name string) *forms.Node {
	for _, c := range n.Children {
		if c.Name == name {
			return c
		}
	}
	return nil
}
