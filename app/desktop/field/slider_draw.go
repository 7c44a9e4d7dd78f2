package field

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"

	"plumbline/app/desktop/look"
)

// The parts of a slider, in pixels at 100 %.
const (
	sliderHeight = 64
	sliderKnob   = 20
	sliderAnswer = 92 // the answer in digits, at the right
	sliderTrack  = 26 // from the top to the middle of the track
)

// track is where the track begins and how long it is.
func (s *slider) track(width float32) (from, length float32) {
	from = look.Px(sliderKnob/2 + 2)
	return from, width - look.Px(sliderAnswer) - 2*from
}

// HeightFor implements look.Flexible.
func (s *slider) HeightFor(float32) float32 { return look.Px(sliderHeight) }

// CreateRenderer implements fyne.Widget.
func (s *slider) CreateRenderer() fyne.WidgetRenderer {
	r := &sliderRenderer{
		slider: s, track: canvas.NewRectangle(nil), done: canvas.NewRectangle(nil), knob: canvas.NewCircle(nil), ring: look.NewRing(),
		first: canvas.NewText(s.scale.at(0), nil), last: canvas.NewText(s.scale.at(s.scale.last), nil), answer: canvas.NewText("", nil),
	}
	r.last.Alignment, r.answer.Alignment, r.answer.TextStyle.Bold = fyne.TextAlignTrailing, fyne.TextAlignTrailing, true
	r.objects = []fyne.CanvasObject{r.track, r.done}
	if s.ticks {
		for range s.scale.last + 1 {
			tick := canvas.NewRectangle(nil)
			r.ticks, r.objects = append(r.ticks, tick), append(r.objects, tick)
		}
	}
	r.objects = append(r.objects, r.knob, r.first, r.last, r.answer, r.ring.Rectangle)
	r.paint()
	return r
}

type sliderRenderer struct {
	slider              *slider
	track, done         *canvas.Rectangle
	ticks               []*canvas.Rectangle
	knob                *canvas.Circle
	first, last, answer *canvas.Text
	ring                look.Ring
	objects             []fyne.CanvasObject
}

func (r *sliderRenderer) Destroy() {}

func (r *sliderRenderer) Objects() []fyne.CanvasObject { return r.objects }

func (r *sliderRenderer) MinSize() fyne.Size {
	return fyne.NewSize(look.Px(sliderAnswer+100), look.Px(sliderHeight))
}

func (r *sliderRenderer) Layout(size fyne.Size) {
	px, s := look.Px, r.slider
	from, length := s.track(size.Width)
	middle, thick := px(sliderTrack), px(4)
	step := length / float32(max(s.scale.last, 1))
	place(r.track, fyne.NewPos(from, middle-thick/2), fyne.NewSize(length, thick))
	place(r.done, fyne.NewPos(from, middle-thick/2), fyne.NewSize(step*float32(max(s.at, 0)), thick))
	for i, tick := range r.ticks {
		place(tick, fyne.NewPos(from+step*float32(i)-px(1), middle-px(5)), fyne.NewSize(px(2), px(10)))
	}
	knob := px(sliderKnob)
	place(r.knob, fyne.NewPos(from+step*float32(max(s.at, 0))-knob/2, middle-knob/2), fyne.NewSquareSize(knob))
	low := middle + px(12)
	place(r.first, fyne.NewPos(0, low), fyne.NewSize(length/2, px(22)))
	place(r.last, fyne.NewPos(from+length/2, low), fyne.NewSize(length/2+from, px(22)))
	place(r.answer, fyne.NewPos(size.Width-px(sliderAnswer), middle-px(14)), fyne.NewSize(px(sliderAnswer), px(28)))
	r.ring.Around(fyne.NewPos(0, px(8)), fyne.NewSize(size.Width-px(sliderAnswer), px(sliderHeight-12)))
}

func (r *sliderRenderer) Refresh() {
	r.paint()
	r.Layout(r.slider.Size())
	canvas.Refresh(r.slider)
}

func (r *sliderRenderer) paint() {
	s := r.slider
	r.track.FillColor, r.done.FillColor = theme.Color(look.FieldLine), theme.Color(look.Accent)
	r.track.CornerRadius, r.done.CornerRadius = look.Px(2), look.Px(2)
	for i, tick := range r.ticks {
		tick.FillColor = theme.Color(look.FieldLine)
		if i <= s.at {
			tick.FillColor = theme.Color(look.Accent)
		}
	}
	r.knob.FillColor, r.knob.StrokeColor, r.knob.StrokeWidth = theme.Color(look.Surface), theme.Color(look.Accent), look.Px(4)
	r.knob.Hidden, r.done.Hidden = s.at < 0, s.at < 0
	for _, t := range []*canvas.Text{r.first, r.last} {
		t.Color, t.TextSize = theme.Color(look.Quiet), theme.Size(look.SizeSmall)
	}
	r.answer.Text, r.answer.Color, r.answer.TextSize = s.answer, theme.Color(look.Ink), theme.Size(look.SizeHeading2)
	r.ring.Shown(s.focused)
}
