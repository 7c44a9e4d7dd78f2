package look_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"plumbline/app/desktop/look"
)

func lightApp(t *testing.T) fyne.App {
	t.Helper()
	th, err := look.NewTheme(look.Light, 1)
	if err != nil {
		t.Fatal(err)
	}
	app := test.NewTempApp(t)
	app.Settings().SetTheme(th)
	return app
}

func block(width, height float32) fyne.CanvasObject {
	r := canvas.NewRectangle(nil)
	r.SetMinSize(fyne.NewSize(width, height))
	return r
}

func hidden(o fyne.CanvasObject) fyne.CanvasObject {
	o.Hide()
	return o
}

func TestLayouts(t *testing.T) {
	lightApp(t)
	type place struct{ x, y, w, h float32 }
	tests := []struct {
		name   string
		width  float32
		box    *fyne.Container
		height float32
		want   []place
	}{
		{
			"column passes over what is hidden", 100, look.NewColumn(8, block(10, 20), hidden(block(10, 50)), block(10, 30)), 58,
			[]place{{0, 0, 100, 20}, {}, {0, 28, 100, 30}},
		},
		{"column of nothing", 100, look.NewColumn(8), 0, nil},
		{
			"flow goes on in a new row", 100, look.NewFlow(10, block(40, 20), block(50, 30), block(20, 20)), 60,
			[]place{{0, 0, 40, 20}, {50, 0, 50, 30}, {0, 40, 20, 20}},
		},
		{
			"flow holds what is too wide to the row", 100, look.NewFlow(10, block(40, 20), block(300, 20)), 50,
			[]place{{0, 0, 40, 20}, {0, 30, 100, 20}},
		},
		{
			"beside has main take the rest", 400, look.NewBeside(16, block(50, 20), block(84, 40)), 40,
			[]place{{0, 10, 300, 20}, {316, 0, 84, 40}},
		},
		{
			"beside goes below where there is no room", 180, look.NewBeside(16, block(50, 20), block(84, 40)), 68,
			[]place{{0, 0, 180, 20}, {0, 28, 84, 40}},
		},
		{
			"beside nothing", 180, look.NewBeside(16, block(50, 20), hidden(block(84, 40))), 20,
			[]place{{0, 0, 180, 20}, {}},
		},
		{
			"hanging centres the sign on the first line", 100, look.NewHanging(6, block(14, 12), block(10, 60)), 60,
			[]place{{0, 6, 14, 12}, {20, 0, 80, 60}},
		},
		{
			"hanging without a sign", 100, look.NewHanging(6, hidden(block(14, 12)), block(10, 60)), 60,
			[]place{{}, {0, 0, 100, 60}},
		},
		{"measure", 900, look.NewMeasure(block(10, 10)), 10, []place{{0, 0, look.Measure, 10}}},
		{
			"insets", 100, look.NewInset(look.Insets{Top: 1, Right: 2, Bottom: 3, Left: 4}, block(10, 10)), 14,
			[]place{{4, 1, 94, 10}},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := look.HeightFor(tt.box, tt.width); got != tt.height {
				t.Errorf("height for %v = %v, want %v", tt.width, got, tt.height)
			}
			tt.box.Resize(fyne.NewSize(tt.width, tt.height))
			if got := tt.box.MinSize().Height; got != tt.height {
				t.Errorf("least height once laid out = %v, want %v", got, tt.height)
			}
			for i, o := range tt.box.Objects {
				if !o.Visible() {
					continue
				}
				got := place{o.Position().X, o.Position().Y, o.Size().Width, o.Size().Height}
				if got != tt.want[i] {
					t.Errorf("object %d is at %v, want %v", i, got, tt.want[i])
				}
			}
		})
	}
}

func TestTextIsAsHighAsItsLines(t *testing.T) {
	lightApp(t)
	text := look.NewText("one two three", look.Body)
	line := text.HeightFor(0)
	for _, tt := range []struct {
		name  string
		width float32
		lines float32
	}{{"all on one line", 400, 1}, {"a word a line", 50, 3}} {
		t.Run(tt.name, func(t *testing.T) {
			if got := text.HeightFor(tt.width); got != tt.lines*line {
				t.Errorf("height is %v, want %v lines of %v", got, tt.lines, line)
			}
		})
	}
	text.SetTextAndTail("one two three", "required")
	if got := text.HeightFor(text.LineWidth() - 1); got <= line {
		t.Errorf("a tail that has no room left is not on a line of its own")
	}
	text.SetTextAndTail("", "")
	if got := text.HeightFor(400); got != 0 {
		t.Errorf("no text is %v high", got)
	}
}

func TestRevealScrollsNoFurtherThanNeeded(t *testing.T) {
	app := lightApp(t)
	blocks := []fyne.CanvasObject{block(10, 300), block(10, 100), block(10, 300), block(10, 600), block(10, 100)}
	page := look.NewPage(look.NewColumn(0, blocks...))
	w := app.NewWindow("")
	w.SetPadded(false)
	w.Resize(fyne.NewSize(200, 400))
	w.SetContent(page)
	for _, tt := range []struct {
		name   string
		object int
		want   float32
	}{
		{"already seen", 0, 0},
		{"down to its end", 2, 316},
		{"up to its start", 1, 284},
		{"taller than the page, from its top", 3, 684},
		{"the last", 4, 1000},
	} {
		t.Run(tt.name, func(t *testing.T) {
			page.Reveal(blocks[tt.object])
			if page.Offset.Y != tt.want {
				t.Errorf("scrolled to %v, want %v", page.Offset.Y, tt.want)
			}
		})
	}
}

func TestButtonIsPressed(t *testing.T) {
	tests := []struct {
		name  string
		press func(b *look.Button)
		want  int
	}{
		{"by Space", func(b *look.Button) { b.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace}) }, 1},
		{"by Enter", func(b *look.Button) { b.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn}) }, 1},
		{"by mouse", func(b *look.Button) { test.Tap(b) }, 1},
		{"by no other key", func(b *look.Button) { b.TypedKey(&fyne.KeyEvent{Name: fyne.KeyA}) }, 0},
		{"not while disabled", func(b *look.Button) { b.Disable(); test.Tap(b) }, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			app, pressed := lightApp(t), 0
			b := look.NewButton("Go on", look.Primary, func() { pressed++ })
			app.NewWindow("").SetContent(b)
			tt.press(b)
			if pressed != tt.want {
				t.Errorf("pressed %d times, want %d", pressed, tt.want)
			}
			if size := b.MinSize(); size.Height < look.Target {
				t.Errorf("only %v high", size.Height)
			}
		})
	}
}
