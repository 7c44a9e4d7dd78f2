package desktop

import (
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"plumbline/app/desktop/look"
	"plumbline/app/workbench"
)

var (
	_ look.Flexible   = (*wording)(nil)
	_ fyne.Accessible = (*wording)(nil)
)

// wording is a text compared word by word with what it was: what was taken out is struck through, what was put in is
// underlined, and both stand on a colour.
type wording struct {
	widget.BaseWidget
	fragments []workbench.Fragment
	width     float32 // that runs are for
	runs      []wordRun
	rows      int
}

// wordRun is what stands on one line and was treated alike.
type wordRun struct {
	text     string
	op       workbench.FragmentOp
	row      int
	at, wide float32
}

func newWording(was, is string) *wording {
	w := &wording{fragments: workbench.CompareWords(was, is)}
	w.ExtendBaseWidget(w)
	return w
}

// AccessibilityLabel reads the changes out.
func (w *wording) AccessibilityLabel() string {
	var out strings.Builder
	for _, f := range w.fragments {
		switch f.Op {
		case workbench.Removed:
			out.WriteString(" (taken out: " + f.Text + ") ")
		case workbench.Added:
			out.WriteString(" (put in: " + f.Text + ") ")
		default:
			out.WriteString(f.Text)
		}
	}
	return out.String()
}

// AccessibilityRole is text.
func (w *wording) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// HeightFor implements look.Flexible.
func (w *wording) HeightFor(width float32) float32 {
	w.wrap(width)
	return float32(w.rows) * w.pitch()
}

func (w *wording) pitch() float32 { return theme.Size(look.SizeText) * 1.6 }

func (w *wording) measure(s string) float32 {
	return fyne.MeasureText(s, theme.Size(look.SizeText), fyne.TextStyle{}).Width
}

// wrap breaks the fragments into lines no wider than width.
func (w *wording) wrap(width float32) {
	if w.runs != nil && w.width == width {
		return
	}
	w.width, w.runs = width, []wordRun{}
	row, at := 0, float32(0)
	for n, f := range w.fragments {
		if n > 0 && f.Op == workbench.Added && w.fragments[n-1].Op == workbench.Removed {
			at += look.Px(4)
		}
		for i, paragraph := range strings.Split(f.Text, "\n") {
			if i > 0 {
				row, at = row+1, 0
			}
			for _, word := range strings.SplitAfter(paragraph, " ") {
				wide := w.measure(word)
				if at > 0 && at+w.measure(strings.TrimRight(word, " ")) > width {
					row, at = row+1, 0
				}
				w.put(wordRun{word, f.Op, row, at, wide})
				at += wide
			}
		}
	}
	w.rows = row + 1
}

// put adds a word, to the run before it where that is treated alike on the same line.
func (w *wording) put(r wordRun) {
	if n := len(w.runs); n > 0 && w.runs[n-1].op == r.op && w.runs[n-1].row == r.row {
		w.runs[n-1].text += r.text
		w.runs[n-1].wide = r.at + r.wide - w.runs[n-1].at
		return
	}
	if r.text != "" {
		w.runs = append(w.runs, r)
	}
}

// CreateRenderer implements fyne.Widget.
func (w *wording) CreateRenderer() fyne.WidgetRenderer { return &wordingRenderer{wording: w} }

type wordingRenderer struct {
	wording *wording
	objects []fyne.CanvasObject
}

func (r *wordingRenderer) Destroy() {}

func (r *wordingRenderer) Objects() []fyne.CanvasObject { return r.objects }

func (r *wordingRenderer) MinSize() fyne.Size {
	w := r.wording
	return fyne.NewSize(look.Px(24), float32(max(w.rows, 1))*w.pitch())
}

func (r *wordingRenderer) Refresh() {
	r.wording.runs = nil
	r.Layout(r.wording.Size())
	canvas.Refresh(r.wording)
}

func (r *wordingRenderer) Layout(size fyne.Size) {
	w := r.wording
	w.wrap(size.Width)
	r.objects = nil
	pitch := w.pitch()
	for _, run := range w.runs {
		top := float32(run.row) * pitch
		if run.op != workbench.Kept {
			r.mark(run, top, pitch)
		}
		t := canvas.NewText(run.text, theme.Color(look.Ink))
		t.TextSize = theme.Size(look.SizeText)
		t.Move(fyne.NewPos(run.at, top))
		t.Resize(fyne.NewSize(run.wide, pitch))
		r.objects = append(r.objects, t)
		if run.op == workbench.Removed {
			r.line(run, top+pitch*0.53, theme.Color(look.Alarm))
		}
	}
}

// mark puts a colour behind what was changed, and a line below what was put in.
func (r *wordingRenderer) mark(run wordRun, top, pitch float32) {
	name := look.AlarmSoft
	if run.op == workbench.Added {
		name = look.AccentSoft
	}
	face := canvas.NewRectangle(theme.Color(name))
	face.Move(fyne.NewPos(run.at, top))
	face.Resize(fyne.NewSize(run.wide, pitch-look.Px(2)))
	r.objects = append(r.objects, face)
	if run.op == workbench.Added {
		r.line(run, top+pitch-look.Px(3), theme.Color(look.Good))
	}
}

func (r *wordingRenderer) line(run wordRun, y float32, colour color.Color) {
	l := canvas.NewRectangle(colour)
	l.Move(fyne.NewPos(run.at, y))
	l.Resize(fyne.NewSize(run.wide, look.Px(2)))
	r.objects = append(r.objects, l)
}
