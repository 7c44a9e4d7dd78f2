package corpus

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// page is where the cases that do not pass are listed with their reasons: a table to each suite, below a heading of the
// third level that is its name.
const page = "docs/conformance.md"

var pageRow = regexp.MustCompile("^\\| `([^`]+)` \\| (.+) \\|$")

// holdPage compares the page with what came out, where the cases are those that it is about.
func (s *Tally) holdPage() {
	s.t.Helper()
	if os.Getenv(Variable) != "" {
		return
	}
	content, err := os.ReadFile(filepath.Join(root(s.t), filepath.FromSlash(page)))
	if err != nil {
		s.t.Fatal(err)
	}
	for _, wrong := range s.differs(string(content)) {
		s.t.Errorf("%s, suite %s: %s", page, s.suite, wrong)
	}
}

// differs says where a page is not about what came out.
func (s *Tally) differs(page string) []string {
	var out []string
	figures := fmt.Sprintf("| %s | %d | %d | %d |", s.suite, s.passed, len(s.failed), len(s.inapt))
	if !strings.Contains(page, "\n"+figures) {
		out = append(out, "the figures are "+figures)
	}
	listed := rows(page, s.suite)
	for _, f := range s.failed {
		if _, ok := listed[f.id]; !ok {
			out = append(out, f.id+" fails, and is not listed")
		}
		delete(listed, f.id)
	}
	for _, id := range slices.Sorted(maps.Keys(s.inapt)) {
		if reason := listed[id]; !strings.HasPrefix(reason, "not applicable: "+s.inapt[id]) {
			out = append(out, id+" is not listed as not applicable: "+s.inapt[id])
		}
		delete(listed, id)
	}
	for _, id := range slices.Sorted(maps.Keys(listed)) {
		out = append(out, id+" is listed, and passes")
	}
	return out
}

// rows are the reasons that a page gives for a suite, by case.
func rows(page, suite string) map[string]string {
	out := map[string]string{}
	within := false
	for line := range strings.Lines(page) {
		line = strings.TrimSpace(line)
		if heading, ok := strings.CutPrefix(line, "### "); ok {
			within = heading == suite
		}
		if row := pageRow.FindStringSubmatch(line); within && row != nil {
			out[row[1]] = row[2]
		}
	}
	return out
}
