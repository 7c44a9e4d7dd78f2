package workbench

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"plumbline/forms"
)

// Errors of naming a form or a question.
var (
	ErrNoForm     = errors.New("workbench: no such form")
	ErrNoQuestion = errors.New("workbench: no such question")
	ErrAmbiguous  = errors.New("workbench: several questions have this name")
)

// Locate turns what a person types for a question into its key: a path as form show prints it
// ("/data/header/child_ref"), a key, or a name that only one question has. Instances of a repeat are given by id or by
// position counted from 1 ("actions/1/what").
func (w *Work) Locate(typed string) (string, error) {
	key := strings.Trim(strings.TrimPrefix(strings.TrimSpace(typed), "/"+forms.RootName+"/"), "/")
	if !strings.Contains(key, "/") {
		named, err := w.byName(key)
		if err != nil {
			return "", err
		}
		key = named
	}
	key = w.positions(key)
	if _, ok := w.session.View(key); !ok {
		return "", fmt.Errorf("%w: %s", ErrNoQuestion, typed)
	}
	return key, nil
}

// LocateOrAdd is Locate, but a position just past the last instance of a repeat adds that instance.
func (w *Work) LocateOrAdd(typed string) (string, error) {
	key, err := w.Locate(typed)
	if err == nil || !errors.Is(err, ErrNoQuestion) {
		return key, err
	}
	steps := strings.Split(strings.Trim(strings.TrimPrefix(typed, "/"+forms.RootName+"/"), "/"), "/")
	for i := 1; i < len(steps); i++ {
		repeat := w.positions(strings.Join(steps[:i], "/"))
		v, ok := w.session.View(repeat)
		if ok && v.Node.Kind == forms.Repeat && steps[i] == strconv.Itoa(len(w.session.Instances(repeat))+1) {
			if _, _, err := w.Add(repeat); err != nil {
				return "", err
			}
			return w.Locate(typed)
		}
	}
	return "", err
}

func (w *Work) byName(name string) (string, error) {
	var found []string
	w.session.Definition().Root.Walk(func(n *forms.Node) bool {
		if n.Name == name && n.Parent != nil {
			found = append(found, n.Key())
		}
		return true
	})
	switch len(found) {
	case 0:
		return "", fmt.Errorf("%w: %s", ErrNoQuestion, name)
	case 1:
		return found[0], nil
	default:
		return "", fmt.Errorf("%w: %s", ErrAmbiguous, strings.Join(found, ", "))
	}
}

// positions replaces positions of instances by their ids where such instances are.
func (w *Work) positions(key string) string {
	steps := strings.Split(key, "/")
	for i := 1; i < len(steps); i++ {
		n, err := strconv.Atoi(steps[i])
		if err != nil {
			continue
		}
		instances := w.session.Instances(strings.Join(steps[:i], "/"))
		if n >= 1 && n <= len(instances) {
			_, steps[i] = splitPath(instances[n-1])
		}
	}
	return strings.Join(steps, "/")
}
