package library_test

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"plumbline/forms"
)

func TestTrainingRecords(t *testing.T) {
	for i, of := range samples(t) {
		t.Run(fmt.Sprintf("%d %s", i+1, of.Answers[0][1]), func(t *testing.T) {
			s := play(t, of)
			for _, a := range of.Answers {
				v := s.view(a[0])
				if v.Value != a[1] {
					t.Errorf("%s is %q, want %q", a[0], v.Value, a[1])
				}
				if !v.Relevant {
					t.Errorf("%s is answered and not shown", a[0])
				}
				if v.Problem != nil {
					t.Errorf("%s: %s", a[0], v.Problem.Message)
				}
				if words, err := strconv.Atoi(v.Node.Bind["qa:words"]); err == nil && len(strings.Fields(v.Value)) > words {
					t.Errorf("%s has more than %d words", a[0], words)
				}
			}
			problems := s.Problems()
			if of.Complete != (len(problems) == 0) {
				t.Errorf("complete %v, with problems %+v", of.Complete, problems)
			}
		})
	}
}

// TestTrainingRecordsShowEverything says why these samples and no others.
func TestTrainingRecordsShowEverything(t *testing.T) {
	all := samples(t)
	grades, cycles, complete, nearlyEmpty := map[string]bool{}, map[string]bool{}, 0, 0
	for _, of := range all {
		if of.Complete {
			complete++
		}
		if len(of.Answers) < 10 {
			nearlyEmpty++
		}
		for _, a := range of.Answers {
			switch a[0] {
			case "overall_grade":
				grades[a[1]] = true
			case "cohort":
				cycles[a[1]] = true
			}
		}
	}
	if len(all) < 5 || complete < 2 || complete == len(all) || nearlyEmpty == 0 {
		t.Errorf("%d samples, %d complete, %d nearly empty", len(all), complete, nearlyEmpty)
	}
	if len(grades) != 4 || len(cycles) != len(all) {
		t.Errorf("grades %v in cycles %v", grades, cycles)
	}
}

func TestTrainingRecordsAreInvented(t *testing.T) {
	reference := regexp.MustCompile(`^TR-204\d\d$`)
	identifying := map[string]*regexp.Regexp{
		"a date of birth":         regexp.MustCompile(`\b(born|birth)\b.*\d{4}`),
		"an NHS number":           regexp.MustCompile(`\b\d{3}[ -]?\d{3}[ -]?\d{4}\b`),
		"a postcode":              regexp.MustCompile(`\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b`),
		"a telephone number":      regexp.MustCompile(`\b0\d{4}\b`),
		"a name after a title":    regexp.MustCompile(`\b(Mr|Mrs|Ms|Miss|Dr)\b`),
		"a name inside sentences": regexp.MustCompile(`[a-z,] [A-Z][a-z]+`),
	}
	// proper are words with a capital that name nobody.
	proper := []string{
		"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
		"Monday", "Wednesday", "Friday", "Saturday", "Saturdays", "Sunday", "Thursdays", "Christmas", "English", "Polish",
		"Team", "Group", "Manager", "Assistant", "Director", "Good", "Outstanding", "Requires", "Inadequate", "Mum",
	}
	for i, of := range samples(t) {
		s := play(t, of)
		for _, a := range of.Answers {
			if a[0] == "child_ref" && !reference.MatchString(a[1]) {
				t.Errorf("sample %d has the reference %s", i+1, a[1])
			}
			if s.view(a[0]).Node.Kind != forms.String || a[0] == "child_ref" {
				continue
			}
			for what, like := range identifying {
				for _, found := range like.FindAllString(a[1], -1) {
					if word := found[strings.LastIndexAny(found, " ")+1:]; !slices.Contains(proper, word) {
						t.Errorf("sample %d, %s: %q looks like %s", i+1, a[0], found, what)
					}
				}
			}
		}
	}
}
