package benchform_test

import (
	"fmt"
	"runtime"
	"strconv"
	"testing"

	"plumbline/forms"
	"plumbline/forms/internal/benchform"
	"plumbline/forms/session"
)

// sizes are numbers of questions, or of instances. Growth is measured from the first.
func sizes() []int { return []int{1000, 2000, 10000} }

// subject is one form of a benchmark.
type subject struct {
	shape  benchform.Shape
	size   int
	source []byte
}

// each runs a benchmark for every shape and size. Prepare makes ready what is then measured. The metric "cpu-ns/op" is what
// processors work for one round, the collection of garbage included, and "growth" how much more that is than for the
// smallest form: a machine that is busy otherwise changes it little.
func each(b *testing.B, prepare func(*testing.B, subject) (measured func(i int))) {
	for _, shape := range benchform.Shapes() {
		smallest := 0.0
		for _, size := range sizes() {
			s := subject{shape, size, shape.XForm(size)}
			b.Run(fmt.Sprintf("%s/%d", shape.Name, size), func(b *testing.B) {
				measured := prepare(b, s)
				runtime.GC()
				before := benchform.Spent()
				for i := 0; b.Loop(); i++ {
					measured(i)
				}
				took := float64(benchform.Spent()-before) / float64(b.N)
				if size == sizes()[0] {
					smallest = took
				}
				b.ReportMetric(took, "cpu-ns/op")
				b.ReportMetric(took/smallest, "growth")
			})
		}
	}
}

func read(tb testing.TB, s subject) *forms.Definition {
	tb.Helper()
	def, err := benchform.Read(s.source)
	if err != nil {
		tb.Fatal(err)
	}
	return def
}

func begin(tb testing.TB, def *forms.Definition) *session.Session {
	tb.Helper()
	s, err := benchform.Begin(def)
	if err != nil {
		tb.Fatal(err)
	}
	return s
}

// BenchmarkOpenXForm begins a record of a form that is kept as XML.
func BenchmarkOpenXForm(b *testing.B) {
	each(b, func(b *testing.B, s subject) func(int) {
		return func(int) { begin(b, read(b, s)) }
	})
}

// BenchmarkOpen begins a record of a form that has been read.
func BenchmarkOpen(b *testing.B) {
	each(b, func(b *testing.B, s subject) func(int) {
		def := read(b, s)
		return func(int) { begin(b, def) }
	})
}

// BenchmarkAnswer answers the same question again and again, each time otherwise.
func BenchmarkAnswer(b *testing.B) {
	for _, place := range []struct {
		name string
		of   func(size int) int
	}{
		{"first", func(int) int { return 1 }},
		{"middle", func(size int) int { return (size + 1) / 2 }},
		{"last", func(size int) int { return size }},
	} {
		b.Run(place.name, func(b *testing.B) {
			each(b, func(b *testing.B, s subject) func(int) {
				open := begin(b, read(b, s))
				key := s.shape.Key(place.of(s.size), open.Instances(s.shape.Repeat()))
				return func(i int) {
					if _, err := open.Set(key, strconv.Itoa(100+i%5)); err != nil {
						b.Fatal(err)
					}
				}
			})
		})
	}
}

// BenchmarkValidate checks every answer.
func BenchmarkValidate(b *testing.B) {
	each(b, func(b *testing.B, s subject) func(int) {
		open := begin(b, read(b, s))
		return func(int) {
			if problems := open.Problems(); len(problems) > 0 {
				b.Fatal(problems)
			}
		}
	})
}

// BenchmarkMemory opens a form and looks at what is in use after the garbage has been collected: the form as it was read,
// made ready, and its open record. Megabytes are of 1,000,000 bytes.
func BenchmarkMemory(b *testing.B) {
	for _, shape := range benchform.Shapes() {
		smallest := 0.0
		for _, size := range sizes() {
			s := subject{shape, size, shape.XForm(size)}
			b.Run(fmt.Sprintf("%s/%d", shape.Name, size), func(b *testing.B) {
				used := 0.0
				for b.Loop() {
					before := benchform.InUse()
					open := begin(b, read(b, s))
					used = benchform.InUse() - before
					runtime.KeepAlive(open)
				}
				if size == sizes()[0] {
					smallest = used
				}
				b.ReportMetric(used/1e6, "MB-live")
				b.ReportMetric(used/smallest, "growth")
			})
		}
	}
}

// TestFormsAreThoseThatAreMeasured answers the first question of each form and looks at its last result.
func TestFormsAreThoseThatAreMeasured(t *testing.T) {
	for _, shape := range benchform.Shapes() {
		t.Run(shape.Name, func(t *testing.T) {
			const size = 50
			s := begin(t, read(t, subject{shape, size, shape.XForm(size)}))
			if _, err := s.Set(shape.Key(1, s.Instances(shape.Repeat())), "100"); err != nil {
				t.Fatal(err)
			}
			want := map[string]string{"audit": "298", "local": "2", "chain": "149", "roster": "298"}[shape.Name]
			if v, ok := s.View(shape.Result(size)); !ok || v.Value != want {
				t.Errorf("%s is %q, want %q", shape.Result(size), v.Value, want)
			}
			if problems := s.Problems(); len(problems) > 0 {
				t.Errorf("problems %v", problems)
			}
		})
	}
}
