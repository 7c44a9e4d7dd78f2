package simulation

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// huntMost is how many histories may be played to find a bug.
const huntMost = 2000

func (m mutant) path() string { return filepath.Join("..", m.file) }

// planted returns a source with the bug in it.
func (m mutant) planted(source string) (string, error) {
	if n := strings.Count(source, m.old); n != 1 {
		return "", fmt.Errorf("%s: %s has this %d times, so the bug cannot be planted: %s", m.name, m.file, n, m.old)
	}
	source = strings.Replace(source, m.old, m.new, 1)
	if strings.Contains(m.new, "onScreenNow") {
		source += onScreenNow
	}
	return source, nil
}

// everyMutant is every bug, that of hidden ones included.
func everyMutant() []mutant {
	all := mutants()
	for _, h := range hiddenMutants() {
		all = append(all, h.mutant)
	}
	return all
}

// TestMutantsFit: every planted bug finds its place, once, and the program builds with it. Bugs that do not get into each
// other's way are built together.
func TestMutantsFit(t *testing.T) {
	left := everyMutant()
	for round := 0; len(left) > 0; round++ {
		changed := map[string]string{}
		var next []mutant
		for _, m := range left {
			source, err := os.ReadFile(m.path())
			if err != nil {
				t.Fatal(err)
			}
			planted, err := m.planted(string(source))
			if err != nil {
				t.Fatal(err)
			}
			if before, taken := changed[m.path()]; taken {
				if planted, err = m.planted(before); err != nil {
					next = append(next, m)
					continue
				}
			}
			changed[m.path()] = planted
		}
		left = next
		build := exec.CommandContext(t.Context(), "go", "build", "-tags", "fts5", "-overlay", overlay(t, changed), ".")
		if out, err := build.CombinedOutput(); err != nil {
			t.Errorf("round %d: %s", round, out)
		}
	}
}

// overlay writes sources that take the place of files, and what tells the go command so.
func overlay(t *testing.T, changed map[string]string) string {
	t.Helper()
	dir, replace := t.TempDir(), map[string]string{}
	for path, source := range changed {
		original, err := filepath.Abs(path)
		if err != nil {
			t.Fatal(err)
		}
		replace[original] = filepath.Join(dir, fmt.Sprint(len(replace), ".go"))
		if err := os.WriteFile(replace[original], []byte(source), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	list, err := json.Marshal(map[string]map[string]string{"Replace": replace})
	file := filepath.Join(dir, "overlay.json")
	if err := errors.Join(err, os.WriteFile(file, list, 0o600)); err != nil {
		t.Fatal(err)
	}
	return file
}

// TestMutantsAreFound plants each bug in turn, builds the simulation with it, and has it play up to 2,000 histories, one of
// which has to fail. It takes long: PLUMBLINE_MUTANTS says which, "all" or a part of a name. What it logs at the end are rows
// for docs/simulation.md.
func TestMutantsAreFound(t *testing.T) {
	which := os.Getenv("PLUMBLINE_MUTANTS")
	if which == "" {
		t.Skip("builds the program some forty times; PLUMBLINE_MUTANTS=all does it")
	}
	chosen := func(m mutant) bool { return which == "all" || strings.Contains(m.name, which) }
	var rows strings.Builder
	for _, m := range mutants() {
		if chosen(m) {
			t.Run(m.name, func(t *testing.T) { fmt.Fprintf(&rows, "| %s | %s |\n", m.name, m.hunt(t)) })
		}
	}
	for _, h := range hiddenMutants() {
		if chosen(h.mutant) {
			t.Run(h.name, func(t *testing.T) { h.probe(t) })
		}
	}
	if rows.Len() > 0 {
		t.Logf("\n%s", rows.String())
	}
}

// build builds the tests of a folder with the bug in the program.
func (m mutant) build(t *testing.T, folder string) (binary string) {
	t.Helper()
	source, err := os.ReadFile(m.path())
	if err != nil {
		t.Fatal(err)
	}
	planted, err := m.planted(string(source))
	if err != nil {
		t.Fatal(err)
	}
	binary = filepath.Join(t.TempDir(), "planted.test")
	build := exec.CommandContext(t.Context(), "go", "test", "-tags", "fts5", "-vet=off", "-ldflags=-s -w",
		"-overlay", overlay(t, map[string]string{m.path(): planted}), "-c", "-o", binary, folder)
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("the bug does not build: %s", out)
	}
	return binary
}

// foundInOutput is how a batch says which history failed.
var foundInOutput = regexp.MustCompile(`seed (\d+), history \d+: (\w+):`)

// hunt plays histories with the bug until one fails, and returns its seed and what it breaks.
func (m mutant) hunt(t *testing.T) string {
	t.Helper()
	run := exec.CommandContext(t.Context(), m.build(t, "."), "-test.run", "^TestHistories$", "-test.v", "-test.timeout", "0")
	run.Env = append(os.Environ(), fmt.Sprintf("PLUMBLINE_HISTORIES=%d", huntMost), "PLUMBLINE_SHRINK=0", "PLUMBLINE_MUTANTS=")
	out, err := run.CombinedOutput()
	if err == nil {
		t.Errorf("%d histories did not find it", huntMost)
		return "not found | "
	}
	found := foundInOutput.FindStringSubmatch(string(out))
	if found == nil {
		t.Fatalf("histories were not played to their end: %v: %.2000s", err, out)
	}
	t.Logf("found by seed %s: %s", found[1], found[2])
	return found[1] + " | " + found[2]
}

// probe has the package's own test find the bug.
func (h hidden) probe(t *testing.T) {
	t.Helper()
	folder := filepath.Dir(h.path())
	run := exec.CommandContext(t.Context(), h.build(t, folder), "-test.run", "^"+h.test+"$")
	run.Dir = folder
	if out, err := run.CombinedOutput(); err == nil || !strings.Contains(string(out), "--- FAIL: "+h.test) {
		t.Errorf("%s did not find it: %v: %.2000s", h.test, err, out)
	}
}
