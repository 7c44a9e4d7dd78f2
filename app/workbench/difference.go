package workbench

import (
	"strings"
	"unicode"
)

// Fragment is a run of words of an answer, compared with what it was before.
type Fragment struct {
	Text string
	Op   FragmentOp
}

// FragmentOp is what became of a run of words.
type FragmentOp uint8

// What becomes of words.
const (
	Kept FragmentOp = iota
	Removed
	Added
)

// compareMost bounds the table of CompareWords: for texts of more words than this together, what lies between the words that they
// begin and end with in common is taken as one change.
const compareMost = 4000

// CompareWords tells word by word how one text came of another, by a longest common subsequence of words, spaces and
// punctuation marks. The parts that are Kept or Removed make up was, those that are Kept or Added make up is.
func CompareWords(was, is string) []Fragment {
	a, b := tokens(was), tokens(is)
	start := 0
	for start < len(a) && start < len(b) && a[start] == b[start] {
		start++
	}
	endA, endB := len(a), len(b)
	for endA > start && endB > start && a[endA-1] == b[endB-1] {
		endA, endB = endA-1, endB-1
	}
	var parts []Fragment
	parts = join(parts, Kept, a[:start]...)
	parts = middle(parts, a[start:endA], b[start:endB])
	return gathered(join(parts, Kept, a[endA:]...))
}

// gathered makes one change of changes that only space parts, as people read them, and puts what was removed first.
func gathered(parts []Fragment) []Fragment {
	var out []Fragment
	var was, is string
	for i, p := range parts {
		between := p.Op == Kept && was+is != "" && i+1 < len(parts) && strings.TrimSpace(p.Text) == ""
		if p.Op != Added && (between || p.Op == Removed) {
			was += p.Text
		}
		if p.Op != Removed && (between || p.Op == Added) {
			is += p.Text
		}
		if p.Op == Kept && !between {
			out = join(change(out, was, is), Kept, p.Text)
			was, is = "", ""
		}
	}
	return change(out, was, is)
}

func change(parts []Fragment, was, is string) []Fragment {
	if was != "" {
		parts = append(parts, Fragment{was, Removed})
	}
	if is != "" {
		parts = append(parts, Fragment{is, Added})
	}
	return parts
}

// middle compares what lies between a common start and a common end.
func middle(parts []Fragment, a, b []string) []Fragment {
	if len(a)+len(b) > compareMost {
		return join(join(parts, Removed, a...), Added, b...)
	}
	common := commonLengths(a, b)
	i, j := 0, 0
	for i < len(a) && j < len(b) {
		switch {
		case a[i] == b[j]:
			parts = join(parts, Kept, a[i])
			i, j = i+1, j+1
		case common[i+1][j] >= common[i][j+1]:
			parts = join(parts, Removed, a[i])
			i++
		default:
			parts = join(parts, Added, b[j])
			j++
		}
	}
	return join(join(parts, Removed, a[i:]...), Added, b[j:]...)
}

// commonLengths gives the length of the longest common subsequence of a[i:] and b[j:] at [i][j].
func commonLengths(a, b []string) [][]int32 {
	out := make([][]int32, len(a)+1)
	for i := range out {
		out[i] = make([]int32, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				out[i][j] = out[i+1][j+1] + 1
			} else {
				out[i][j] = max(out[i+1][j], out[i][j+1])
			}
		}
	}
	return out
}

func join(parts []Fragment, op FragmentOp, words ...string) []Fragment {
	for _, w := range words {
		if n := len(parts); n > 0 && parts[n-1].Op == op {
			parts[n-1].Text += w
		} else {
			parts = append(parts, Fragment{w, op})
		}
	}
	return parts
}

// tokens cuts a text into words, space and punctuation marks.
func tokens(text string) []string {
	var out []string
	kind := func(r rune) int {
		switch {
		case unicode.IsLetter(r), unicode.IsNumber(r), unicode.IsMark(r), r == '\'', r == '’', r == '-':
			return 0
		case unicode.IsSpace(r):
			return 1
		default:
			return 2
		}
	}
	start, last := 0, -1
	for i, r := range text {
		k := kind(r)
		if last >= 0 && (k != last || k == 2) {
			out, start = append(out, text[start:i]), i
		}
		last = k
	}
	if start < len(text) {
		out = append(out, text[start:])
	}
	return out
}
