package workbench

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// spelled writes fragments with what was removed in [] and what was added in {}.
func spelled(fragments []Fragment) string {
	var b strings.Builder
	for _, f := range fragments {
		switch f.Op {
		case Removed:
			b.WriteString("[" + f.Text + "]")
		case Added:
			b.WriteString("{" + f.Text + "}")
		default:
			b.WriteString(f.Text)
		}
	}
	return b.String()
}

func TestCompareWords(t *testing.T) {
	for _, tt := range []struct{ name, was, is, want string }{
		{"the same", "The plan drifts.", "The plan drifts.", "The plan drifts."},
		{"from nothing", "", "The plan.", "{The plan.}"},
		{"to nothing", "The plan.", "", "[The plan.]"},
		{"both blank", "", "", ""},
		{
			"a word for several", "The plan is broadly on track. Two actions are late.",
			"The plan is drifting. Two actions are late, one of them since August.",
			"The plan is [broadly on track]{drifting}. Two actions are late{, one of them since August}.",
		},
		{"a sentence", "It is. Two are late.", "It is. The housing action is late.", "It is. [Two are]{The housing action is} late."},
		{"paragraphs", "One.\n\nTwo.", "One.\n\nThree.", "One.\n\n[Two]{Three}."},
		{"Welsh and marks", "Mae’r tŷ yn oer", "Mae’r tŷ yn gynnes", "Mae’r tŷ yn [oer]{gynnes}"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := spelled(CompareWords(tt.was, tt.is)); got != tt.want {
				t.Errorf("compares as\n%s\nwant\n%s", got, tt.want)
			}
		})
	}
}

func TestCompareWordsLosesNothing(t *testing.T) {
	text := rapid.StringMatching(`([a-c]{1,2}[ .,\n]?){0,12}`)
	rapid.Check(t, func(t *rapid.T) {
		was, is := text.Draw(t, "was"), text.Draw(t, "is")
		var old, now strings.Builder
		last := FragmentOp(99)
		for _, f := range CompareWords(was, is) {
			if f.Text == "" || f.Op == last {
				t.Fatalf("fragments %q", CompareWords(was, is))
			}
			last = f.Op
			if f.Op != Added {
				old.WriteString(f.Text)
			}
			if f.Op != Removed {
				now.WriteString(f.Text)
			}
		}
		if old.String() != was || now.String() != is {
			t.Fatalf("%q and %q give %q and %q", was, is, old.String(), now.String())
		}
	})
}

func TestLongTextsAreComparedRoughly(t *testing.T) {
	was, is := strings.Repeat("a b ", 3000)+"end", strings.Repeat("c d ", 3000)+"end"
	if got := CompareWords(was, is); len(got) != 3 || got[2].Op != Kept {
		t.Errorf("%d fragments", len(got))
	}
}

func BenchmarkCompareWords(b *testing.B) {
	was := strings.Repeat("The plan is broadly on track. Two actions are late. ", 20)
	is := strings.ReplaceAll(was, "broadly on track", "drifting")
	for b.Loop() {
		CompareWords(was, is)
	}
}
