package guard_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"plumbline/forms/guard"
)

// label is a place of a sentence that identifies somebody.
type label struct {
	start, end int
	kind       guard.Kind
}

var labelled = regexp.MustCompile(`\[(\w+)\|([^\]]*)\]`)

// parse takes the labels out of a sentence: "Ask [name|Jordan]" is "Ask Jordan", with a name at 4.
func parse(line string) (sentence string, labels []label) {
	var out strings.Builder
	last := 0
	for _, at := range labelled.FindAllStringSubmatchIndex(line, -1) {
		out.WriteString(line[last:at[0]])
		start := out.Len()
		out.WriteString(line[at[4]:at[5]])
		labels = append(labels, label{start, out.Len(), guard.Kind(line[at[2]:at[3]])})
		last = at[1]
	}
	out.WriteString(line[last:])
	return out.String(), labels
}

// figures are what a guard comes to on a set of sentences.
type figures struct {
	asked, found map[guard.Kind]int
	words, wrong int // wrong counts marks that no label touches
}

func measure(t *testing.T, file string, miss func(string)) figures {
	t.Helper()
	content, err := os.ReadFile(filepath.Join("testdata", file))
	if err != nil {
		t.Fatal(err)
	}
	g := checker(t)
	f := figures{asked: map[guard.Kind]int{}, found: map[guard.Kind]int{}}
	for _, line := range strings.Split(strings.TrimSpace(string(content)), "\n") {
		sentence, labels := parse(line)
		f.words += len(strings.Fields(sentence))
		marks := g.Check(sentence)
		for _, l := range labels {
			f.asked[l.kind]++
			if covered(l, marks) {
				f.found[l.kind]++
			} else {
				miss("missed " + string(l.kind) + ": " + line)
			}
		}
		for _, m := range marks {
			if !touches(m, labels) {
				f.wrong++
				miss("wrong " + m.Text + ": " + line)
			}
		}
	}
	return f
}

// covered reports whether one mark of the label's kind holds all of it.
func covered(l label, marks []guard.Mark) bool {
	for _, m := range marks {
		if m.Kind == l.kind && m.Start <= l.start && m.End >= l.end {
			return true
		}
	}
	return false
}

func touches(m guard.Mark, labels []label) bool {
	for _, l := range labels {
		if m.Start < l.end && l.start < m.End {
			return true
		}
	}
	return false
}

func TestFigures(t *testing.T) {
	for _, file := range []string{"tuning.txt", "kept.txt"} {
		t.Run(file, func(t *testing.T) {
			f := measure(t, file, func(what string) {
				if file == "tuning.txt" {
					t.Log(what)
				}
			})
			for kind, asked := range f.asked {
				recall, least := float64(f.found[kind])/float64(asked), 0.95
				if kind == guard.Name {
					least = 0.85
				}
				t.Logf("%s: %d of %d, %.3f", kind, f.found[kind], asked, recall)
				if recall < least {
					t.Errorf("finds %.3f of %s, want %.2f", recall, kind, least)
				}
			}
			wrong := float64(f.wrong) * 1000 / float64(f.words)
			t.Logf("wrong: %d in %d words, %.2f in 1,000", f.wrong, f.words, wrong)
			if wrong > 2 {
				t.Errorf("%.2f wrong marks in 1,000 words, want 2 at most", wrong)
			}
		})
	}
}
