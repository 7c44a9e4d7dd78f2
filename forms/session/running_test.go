package session_test

import (
	"strconv"
	"testing"

	"plumbline/forms"
)

// running are the ways in which forms add the total of the instance before to a question's own number.
func running() []struct{ name, src string } {
	return []struct{ name, src string }{
		{"place", "coalesce(/data/r[position() = position(current()/..) - 1]/total, 0) + ../n"},
		{"number", "coalesce(/data/r[position(current()/..) - 1]/total, 0) + ../n"},
		{"indexed repeat", "coalesce(indexed-repeat(/data/r/total, /data/r, position(..) - 1), 0) + ../n"},
		{"sibling", "coalesce(../preceding-sibling::r[1]/total, 0) + ../n"},
	}
}

// totals is a form with so many instances, each with a number and the running total up to it.
func totals(src string, instances int) *forms.Definition {
	r := repeat("r", integer("n", fallback("1")), calculate("total", src))
	r.RepeatCount = "/data/many"
	return definition(integer("many", fallback(strconv.Itoa(instances))), r)
}

func TestRunningTotals(t *testing.T) {
	for _, way := range running() {
		t.Run(way.name, func(t *testing.T) {
			s := begin(t, totals(way.src, 30))
			instances := s.Instances("r")
			last := instances[29] + "/total"
			reads(t, s, last, "30")
			answer(t, s, instances[0]+"/n", "5")
			reads(t, s, last, "34")
			answer(t, s, instances[28]+"/n", "3")
			reads(t, s, last, "36")
			reads(t, s, instances[27]+"/total", "32")
			answer(t, s, "many", "31")
			reads(t, s, s.Instances("r")[30]+"/total", "37")
		})
	}
}

// BenchmarkRunningTotal answers the first of many instances, so that every total is another.
func BenchmarkRunningTotal(b *testing.B) {
	for _, way := range running() {
		for _, many := range []int{500, 4000} {
			b.Run(way.name+"/"+strconv.Itoa(many), func(b *testing.B) {
				s := begin(b, totals(way.src, many))
				instances := s.Instances("r")
				for k := 0; b.Loop(); k++ {
					answer(b, s, instances[0]+"/n", strconv.Itoa(k%7))
				}
			})
		}
	}
}
