package report_test

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"plumbline/forms/report"
	"plumbline/forms/session"
	"plumbline/forms/xlsform"
)

// TestSession prints a form that a session has open: relevance, results and instances are those of the real thing.
func TestSession(t *testing.T) {
	source, err := os.ReadFile("testdata/home_visit.md")
	if err != nil {
		t.Fatal(err)
	}
	form, err := xlsform.ReadMarkdown("home_visit", source)
	if err != nil {
		t.Fatal(err)
	}
	ids := 0
	s, err := session.New(form, session.Env{
		Now:      func() time.Time { return time.Date(2026, time.November, 24, 9, 0, 0, 0, time.UTC) },
		Location: time.UTC,
		NewID:    func() string { ids++; return fmt.Sprintf("i%d", ids) },
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, answer := range [][2]string{
		{"start/ref", "TR-20417"},
		{"start/planned", "no"},
		{"start/why_not", "A neighbour rang."},
		{"start/plan", "Never shown"},
		{"seen/people", "3"},
		{"seen/grade_seen", "good"},
		{"overall", "inadequate"},
		{"strengths/1/strength", "The practitioner sat on the floor."},
		{"strengths/2/strength", "She came back the same day."},
		{"talks/1/with", "His nan"},
		{"talks/1/topics/1/topic", "Saturdays"},
		{"talks/1/topics/2/topic", "School"},
		{"talks/2/with", "His carer"},
	} {
		if _, err := s.Set(located(t, s, answer[0]), answer[1]); err != nil {
			t.Fatalf("%s: %v", answer[0], err)
		}
	}
	golden(t, "home_visit.txt", printed(report.Evaluation(s, meta())))
}

// located is a key whose instances are given by their position. Instances that are not there yet are added.
func located(t *testing.T, s *session.Session, path string) string {
	t.Helper()
	key := ""
	for i, step := range strings.Split(path, "/") {
		var position int
		if _, err := fmt.Sscanf(step, "%d", &position); err == nil {
			for len(s.Instances(key)) < position {
				if _, _, err := s.Add(key); err != nil {
					t.Fatal(err)
				}
			}
			key = s.Instances(key)[position-1]
			continue
		}
		if i > 0 {
			key += "/"
		}
		key += step
	}
	return key
}
