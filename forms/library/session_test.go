package library_test

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"plumbline/forms"
	"plumbline/forms/library"
	"plumbline/forms/session"
)

const practiceEvaluation = "practice_evaluation"

// opened is the library, which tests share as it does not change.
var opened = sync.OnceValues(library.New)

// form reads a form of the library.
func form(t testing.TB, id string) *forms.Definition {
	t.Helper()
	l, err := opened()
	if err != nil {
		t.Fatal(err)
	}
	def, err := l.Form(id)
	if err != nil {
		t.Fatal(err)
	}
	return def
}

// sheet is an open form in which questions go by their names alone.
type sheet struct {
	*session.Session
	t testing.TB
}

func newSheet(t testing.TB, def *forms.Definition) *sheet {
	t.Helper()
	n := 0
	s, err := session.New(def, session.Env{
		Now:      func() time.Time { return time.Date(2026, time.November, 24, 9, 0, 0, 0, time.UTC) },
		Location: time.UTC,
		NewID:    func() string { n++; return fmt.Sprintf("i%d", n) },
	})
	if err != nil {
		t.Fatal(err)
	}
	return &sheet{s, t}
}

// key finds a question by its name or key, with instances of repeats by position, and adds the instance that comes next.
func (s *sheet) key(path string) string {
	s.t.Helper()
	if !strings.Contains(path, "/") {
		s.Definition().Root.Walk(func(n *forms.Node) bool {
			if n.Name == path && n.Parent != nil {
				path = n.Key()
				return false
			}
			return true
		})
	}
	steps := strings.Split(path, "/")
	for i := 1; i < len(steps); i++ {
		at, err := strconv.Atoi(steps[i])
		if err != nil {
			continue
		}
		repeat := strings.Join(steps[:i], "/")
		if at == len(s.Instances(repeat))+1 {
			if _, _, err := s.Add(repeat); err != nil {
				s.t.Fatal(err)
			}
		}
		instance := s.Instances(repeat)[at-1]
		steps[i] = instance[len(repeat)+1:]
	}
	return strings.Join(steps, "/")
}

func (s *sheet) set(path, value string) {
	s.t.Helper()
	if _, err := s.Set(s.key(path), value); err != nil {
		s.t.Fatalf("%s: %v", path, err)
	}
}

// fill answers questions, given as "name=value".
func (s *sheet) fill(answers ...string) {
	s.t.Helper()
	for _, a := range answers {
		path, value, _ := strings.Cut(a, "=")
		s.set(path, value)
	}
}

func (s *sheet) view(path string) session.View {
	s.t.Helper()
	v, ok := s.View(s.key(path))
	if !ok {
		s.t.Fatalf("the form has no %s", path)
	}
	return v
}

// sections names the sections that are relevant.
func (s *sheet) sections() []string {
	var out []string
	for _, n := range s.Definition().Sections() {
		if s.view(n.Key()).Relevant {
			out = append(out, n.Name)
		}
	}
	return out
}

// sample is an invented record of the training vault.
type sample struct {
	Form     string
	Complete bool
	Answers  [][2]string
}

func samples(t testing.TB) []sample {
	t.Helper()
	content, err := os.ReadFile("../../app/workbench/training.json")
	if err != nil {
		t.Fatal(err)
	}
	var out []sample
	if err := json.Unmarshal(content, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// graded finds a complete sample by its overall grade.
func graded(t testing.TB, grade string) sample {
	t.Helper()
	all := samples(t)
	i := slices.IndexFunc(all, func(s sample) bool {
		return s.Complete && slices.Contains(s.Answers, [2]string{"overall_grade", grade})
	})
	if i < 0 {
		t.Fatalf("no sample is graded %s", grade)
	}
	return all[i]
}

// play answers a new form as a sample does.
func play(t testing.TB, of sample) *sheet {
	t.Helper()
	s := newSheet(t, form(t, of.Form))
	for _, a := range of.Answers {
		s.set(a[0], a[1])
	}
	return s
}
