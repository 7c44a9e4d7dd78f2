package field

import (
	"math"
	"strconv"

	"plumbline/forms"
)

// scale is what the answers to a range question go along: its steps, counted from 0.
type scale struct {
	start, step float64 // step is negative where the scale goes down
	last        int     // index of the last step
}

// mostSteps keeps a scale from having more steps than anybody could go along.
const mostSteps = 1_000_000

// scaleOf reads the parameters start, end and step of a range, by default 1, 10 and 1.
func scaleOf(n *forms.Node) scale {
	parameter := func(name string, otherwise float64) float64 {
		f, err := strconv.ParseFloat(n.Parameters[name], 64)
		if err != nil || math.IsInf(f, 0) || math.IsNaN(f) {
			return otherwise
		}
		return f
	}
	start, end, step := parameter("start", 1), parameter("end", 10), math.Abs(parameter("step", 1))
	if step == 0 {
		step = 1
	}
	last := math.Floor(math.Abs(end-start)/step + 1e-9)
	if end < start {
		step = -step
	}
	return scale{start: start, step: step, last: int(min(last, mostSteps))}
}

// at is the answer at a step.
func (s scale) at(index int) string {
	f := s.start + float64(index)*s.step
	return strconv.FormatFloat(math.Round(f*1e9)/1e9, 'f', -1, 64)
}

// index is the step of an answer, -1 for one that is blank or on no step.
func (s scale) index(answer string) int {
	f, err := strconv.ParseFloat(answer, 64)
	if err != nil {
		return -1
	}
	steps := (f - s.start) / s.step
	whole := math.Round(steps)
	if math.Abs(steps-whole) > 1e-9 || whole < 0 || whole > float64(s.last) {
		return -1
	}
	return int(whole)
}

// leap is how many steps a page key goes.
func (s scale) leap() int { return max(s.last/10, 1) }
