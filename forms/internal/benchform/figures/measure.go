package main

import (
	"fmt"
	"runtime"
	"slices"
	"strconv"
	"time"

	"plumbline/forms/internal/benchform"
	"plumbline/forms/session"
)

// subject is one form that is measured.
type subject struct {
	shape  benchform.Shape
	size   int
	source []byte
}

// questions are those that are answered: the first, one in the middle and the last, counted from 1.
func (s subject) questions() [3]int { return [3]int{1, (s.size + 1) / 2, s.size} }

// figures are what one engine takes. Times are milliseconds.
type figures struct {
	Open     float64    `json:"open"`     // the XForm is read, and a record begun
	Answers  [3]float64 `json:"answers"`  // to the questions, each with reading the form's last result
	Check    float64    `json:"check"`    // all answers
	Complete float64    `json:"complete"` // all answers are checked, and the record written as XML
	Memory   float64    `json:"memory"`   // of the form and the record, in megabytes of 1,000,000 bytes
	Result   string     `json:"result"`   // after the answers
}

// The values that each question is answered with in turn.
const (
	firstValue = 100
	values     = 5
)

// measure takes the figures of this engine.
func measure(s subject) (own *figures, err error) {
	own = &figures{}
	before := benchform.InUse()
	open, err := s.open()
	if err != nil {
		return nil, err
	}
	own.Memory = (benchform.InUse() - before) / 1e6
	for i, question := range s.questions() {
		key := s.shape.Key(question, open.Instances(s.shape.Repeat()))
		own.Answers[i] = timed(func(round int) {
			if _, wrong := open.Set(key, strconv.Itoa(firstValue+round%values)); wrong != nil {
				err = wrong
			}
			open.View(s.shape.Result(s.size))
		})
		if _, wrong := open.Set(key, strconv.Itoa(firstValue+values-1)); wrong != nil {
			err = wrong
		}
	}
	own.Check = timed(func(int) {
		if problems := open.Problems(); len(problems) > 0 {
			err = fmt.Errorf("%d answers are refused", len(problems))
		}
	})
	own.Complete = timed(func(int) { open.Problems(); open.XML() })
	v, _ := open.View(s.shape.Result(s.size))
	own.Result = v.Value
	open = nil
	own.Open = timed(func(int) {
		if _, wrong := s.open(); wrong != nil {
			err = wrong
		}
	})
	return own, err
}

func (s subject) open() (*session.Session, error) {
	def, err := benchform.Read(s.source)
	if err != nil {
		return nil, err
	}
	return benchform.Begin(def)
}

// timed gives what one round takes: the least of several batches, since what else the machine does only adds to it. Each
// batch has enough rounds that its share of collecting garbage is in it.
func timed(work func(round int)) float64 {
	const (
		batches = 5
		batch   = 100 * time.Millisecond
		least   = 4 // rounds of a batch
	)
	work(0)
	n := 1
	for spent(n, work) < batch/least {
		n *= 2
	}
	rounds, took := least*n, make([]float64, batches)
	for i := range took {
		runtime.GC()
		took[i] = float64(spent(rounds, work)) / float64(rounds) / float64(time.Millisecond)
	}
	return slices.Min(took)
}

func spent(rounds int, work func(int)) time.Duration {
	before := benchform.Spent()
	for i := range rounds {
		work(i)
	}
	return benchform.Spent() - before
}
