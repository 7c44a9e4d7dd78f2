package desktop

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"plumbline/app/desktop/look"
)

// benchForm is the form screen over a real session, filled up to a section, in a window as large as a laptop's.
func benchForm(b *testing.B, last string) (*stage, *Form) {
	b.Helper()
	app := test.NewTempApp(b)
	th, err := look.NewTheme(look.Light, 1)
	if err != nil {
		b.Fatal(err)
	}
	app.Settings().SetTheme(th)
	var form *Form
	s, err := fillingForm(last, func(_ *stage, f *Form, _ *memoryWork) { form = f })()
	if err != nil {
		b.Fatal(err)
	}
	s.window.Resize(fyne.NewSize(1280, 800))
	return s, form
}

// BenchmarkOpen goes from nothing to the first page of a record, laid out. The test window's painter, which a real window
// does not use, is left out.
func BenchmarkOpen(b *testing.B) {
	s, _ := benchForm(b, "-")
	for b.Loop() {
		w, err := newMemoryWork()
		if err != nil {
			b.Fatal(err)
		}
		s.shell.Over(NewForm(s.shell, w))
		s.shell.Back()
	}
}

// BenchmarkKey is one key in a narrative, laid out again: on a form with nothing in it, and on a filled one.
func BenchmarkKey(b *testing.B) {
	for _, last := range []string{"-", ""} {
		b.Run(fmt.Sprintf("filled=%v", last == ""), func(b *testing.B) {
			s, f := benchForm(b, last)
			f.goTo("voice")
			f.page.focus("voice/daily_life")
			n := 0
			for b.Loop() {
				n++
				if n%200 == 0 {
					f.answer("voice/daily_life", "")
					f.page.update()
				}
				s.shell.Focused().TypedRune('e')
			}
		})
	}
}
