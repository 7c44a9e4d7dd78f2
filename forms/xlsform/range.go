package xlsform

import (
	"math/big"
	"strings"

	"plumbline/forms"
)

const tickLabels = "tick_labelset"

func isDecimal(s string) bool { return decimal(s) != nil }

// decimal reads a number; nil when it is none, or none that a range can have.
func decimal(s string) *big.Rat {
	const longest = 64 // characters: an exponent of millions is no range, and costs much
	if s == "" || len(s) > longest || strings.ContainsAny(s, "/_xXpPbBoO") {
		return nil
	}
	if at := strings.IndexAny(s, "eE"); at >= 0 && len(s)-at > 4 {
		return nil
	}
	r, ok := new(big.Rat).SetString(s)
	if !ok {
		return nil
	}
	return r
}

// scale is a range's parameters as numbers; those that are not given are nil.
type scale struct {
	start, end, step, tick, placeholder *big.Rat
}

// rangeParameters checks the parameters of a range, and fills in those that have a usual value.
func (s *survey) rangeParameters(e *element, at place) {
	p := e.node.Parameters
	for name, usual := range map[string]string{"start": "1", "end": "10", "step": "1"} {
		if p[name] == "" {
			put(&e.node.Parameters, name, usual)
		}
	}
	p = e.node.Parameters
	appearance := e.node.Appearance
	ticks := p["tick_interval"] != "" || p["placeholder"] != "" || p[tickLabels] != ""
	if ticks && appearance != "" && appearance != "vertical" && appearance != "no-ticks" && appearance != "vertical no-ticks" {
		s.report.fail(at, "RANGE_008", "tick_interval, placeholder and tick_labelset only work with the appearances "+
			"vertical and no-ticks, or none.")
	}
	r := scale{
		start: decimal(p["start"]), end: decimal(p["end"]), step: decimal(p["step"]),
		tick: decimal(p["tick_interval"]), placeholder: decimal(p["placeholder"]),
	}
	if r.start == nil || r.end == nil || r.step == nil {
		return // reported already
	}
	if s.walks(r, at) {
		s.tickLabels(e, r, at)
	}
	for _, n := range []*big.Rat{r.start, r.end, r.step, r.tick, r.placeholder} {
		if n != nil && !n.IsInt() && e.rec.values["bind::type"] == "" {
			e.node.DataType = "decimal"
		}
	}
}

// walks checks that a range can be walked in its steps, and that ticks and placeholder lie on them.
func (s *survey) walks(r scale, at place) bool {
	width := new(big.Rat).Sub(r.end, r.start)
	width.Abs(width)
	for _, part := range []struct {
		name  string
		value *big.Rat
	}{{"step", r.step}, {"tick_interval", r.tick}} {
		switch {
		case part.value == nil:
		case part.value.Sign() == 0:
			s.report.fail(at, "RANGE_002", "%s must not be 0.", part.name)
			return false
		case part.value.Cmp(width) > 0:
			s.report.fail(at, "RANGE_003", "%s must not be larger than the whole range, which is "+
				"%s.", part.name, short(width))
			return false
		case !multiple(part.value, r.step):
			s.report.fail(at, "RANGE_004", "%s must be a multiple of step, which is %s.", part.name, short(r.step))
			return false
		}
	}
	if r.placeholder == nil {
		return true
	}
	if !multiple(new(big.Rat).Sub(r.placeholder, r.start), r.step) {
		s.report.fail(at, "RANGE_004", "placeholder must lie on a step: start plus a multiple of %s.", short(r.step))
		return false
	}
	if !r.holds(r.placeholder) {
		s.report.fail(at, "RANGE_005", "placeholder must lie between start and end.")
		return false
	}
	return true
}

// tickLabels checks the choices that label ticks.
func (s *survey) tickLabels(e *element, r scale, at place) {
	name := e.node.Parameters[tickLabels]
	if name == "" {
		return
	}
	list := s.choices.byName[name]
	if list == nil {
		s.report.fail(at, "RANGE_006", "The choices sheet has no list %q for tick_labelset. Its lists are: "+
			"%s.", name, s.choices.listed())
		return
	}
	e.node.List = name
	if s.used.steps += len(list.Choices); s.used.steps > maxSteps {
		s.limit(at, "The lists of the ranges have too many choices. Shorten them.")
		return
	}
	var values []*big.Rat
	for _, c := range list.Choices {
		value := decimal(c.Name)
		if !s.tickLabel(value, c, r, at) {
			return
		}
		values = append(values, value)
	}
	if e.node.Appearance == "no-ticks" {
		s.endLabels(distinct(values), r, at)
	}
}

func (s *survey) tickLabel(value *big.Rat, c forms.Choice, r scale, at place) bool {
	spacing, spaced := r.step, "step"
	if r.tick != nil {
		spacing, spaced = r.tick, "tick_interval"
	}
	switch {
	case value == nil:
		s.report.fail(at, "RANGE_009", "The choice %q of tick_labelset is not a number.", c.Name)
	case !r.holds(value):
		s.report.fail(at, "RANGE_010", "The choice %q of tick_labelset must lie between start and end.", c.Name)
	case !multiple(new(big.Rat).Sub(value, r.start), spacing):
		s.report.fail(at, "RANGE_011", "The choice %q of tick_labelset must be start plus a multiple of "+
			"%s.", c.Name, spaced)
	default:
		return true
	}
	return false
}

// endLabels checks the labels of a range without ticks, which can only stand at its ends.
func (s *survey) endLabels(values []*big.Rat, r scale, at place) {
	if len(values) > 2 {
		s.report.fail(at, "RANGE_007", "Without ticks, tick_labelset can have two choices only: those for start and end.")
		return
	}
	for _, want := range []*big.Rat{r.start, r.end} {
		found := false
		for _, v := range values {
			found = found || v.Cmp(want) == 0
		}
		if !found {
			s.report.fail(at, "RANGE_012", "Without ticks, the choices of tick_labelset must be start and end.")
			return
		}
	}
}

func distinct(values []*big.Rat) []*big.Rat {
	var out []*big.Rat
	seen := map[string]bool{}
	for _, v := range values {
		if !seen[v.RatString()] {
			seen[v.RatString()] = true
			out = append(out, v)
		}
	}
	return out
}

// holds reports whether a value lies between start and end, whichever is larger.
func (r scale) holds(v *big.Rat) bool {
	low, high := r.start, r.end
	if low.Cmp(high) > 0 {
		low, high = high, low
	}
	return v.Cmp(low) >= 0 && v.Cmp(high) <= 0
}

func multiple(v, of *big.Rat) bool {
	return of.Sign() != 0 && new(big.Rat).Quo(v, of).IsInt()
}

func short(r *big.Rat) string {
	return strings.TrimRight(strings.TrimRight(r.FloatString(9), "0"), ".")
}
