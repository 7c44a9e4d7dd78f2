package field_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"pgregory.net/rapid"

	"plumbline/forms"
)

// TestLongTextIsWhatWasTyped types and takes back at many widths, because the toolkit's entry mixes up letters where
// lines are wrapped.
func TestLongTextIsWhatWasTyped(t *testing.T) {
	d := newDesk(t, view(forms.String, "q", appearance("multiline")))
	f := d.fields["risk/q"]
	f.FocusFirst(d.canvas)
	rapid.Check(t, func(t *rapid.T) {
		d.update("risk/q", value("x"))
		d.update("risk/q", value(""))
		f.Resize(fyne.NewSize(float32(rapid.IntRange(80, 240).Draw(t, "width")), 200))
		keys := rapid.SliceOfN(rapid.SampledFrom([]string{"a", "w", " ", " ", "mm", "<BackSpace>", "<Return>"}), 0, 80).Draw(t, "keys")
		var want []rune
		for _, k := range keys {
			d.typed(k)
			switch k {
			case "<BackSpace>":
				want = want[:max(len(want)-1, 0)]
			case "<Return>":
				want = append(want, '\n')
			default:
				want = append(want, []rune(k)...)
			}
		}
		if got := d.views["risk/q"].Value; got != string(want) {
			t.Fatalf("typed %q, got %q", string(want), got)
		}
	})
}

func TestWritingGoesOnBehindSpaces(t *testing.T) {
	for width := 0; width < 60; width += 4 {
		for _, key := range []string{"", "<End>", "<Home><End>", "<Next>", "<F5>"} {
			d := newDesk(t, view(forms.String, "q", appearance("multiline"), value("wide words are wrapped ")))
			f := d.fields["risk/q"]
			f.Resize(fyne.NewSize(float32(100+width), 200))
			f.FocusFirst(d.canvas)
			d.typed(key + "here")
			if want := "wide words are wrapped here"; d.value != want {
				t.Fatalf("%d wide, after %q: got %q, want %q", 100+width, key, d.value, want)
			}
		}
	}
}
