package pdf

import (
	"math"

	"plumbline/forms/paper"
)

// tick is a box to tick, or a ring where only one may be chosen.
type tick struct {
	side  float64
	round bool
}

// mark draws the box with its left edge at x, its middle at y.
func (t tick) mark(x, y float64) mark {
	if t.round {
		half := t.side / 2
		return many{disc{x + half, y, half, quietInk}, disc{x + half, y, half - frameThick, white}}
	}
	return framed(rectangle{x, y - t.side/2, t.side, t.side}, frameThick, quietInk)
}

// framed is an empty white box.
func framed(r rectangle, thick float64, edge colour) mark {
	inner := rectangle{r.x + thick, r.y + thick, r.width - 2*thick, r.height - 2*thick}
	return many{filled{r, edge, 0}, filled{inner, white, 0}}
}

// smiley is a face of a radius about a point. The words beside it say what it means.
func smiley(f paper.Face, at point, radius float64) mark {
	edge := radius * 0.08
	out := many{disc{at.x, at.y, radius, ink}, disc{at.x, at.y, radius - edge, white}}
	for _, side := range []float64{-1, 1} {
		out = append(out, disc{at.x + side*radius*0.34, at.y - radius*0.24, radius * 0.1, ink})
	}
	wide, bend := radius*0.46, 0.0
	middle := at.y + radius*0.36
	switch f {
	case paper.Smile:
		bend = radius * 0.3
		middle -= bend / 2
	case paper.Frown:
		bend = -radius * 0.3
		middle -= bend / 2
	}
	return append(out, mouth(point{at.x, middle}, wide, bend, radius*0.09))
}

// mouth is a thick line that is so wide to either side of a point, and hangs down by a bend in its middle.
func mouth(at point, wide, bend, thick float64) mark {
	const steps = 24
	var upper, lower []point
	for i := range steps + 1 {
		t := 2*float64(i)/steps - 1
		x, y := at.x+t*wide, at.y+bend*(1-t*t)
		slope := -2 * bend * t / wide
		away := thick / 2 / math.Hypot(1, slope)
		upper = append(upper, point{x + slope*away, y - away})
		lower = append([]point{{x - slope*away, y + away}}, lower...)
	}
	ends := many{polygon{append(upper, lower...), ink}}
	for _, side := range []float64{-1, 1} {
		ends = append(ends, disc{at.x + side*wide, at.y, thick / 2, ink})
	}
	return ends
}
