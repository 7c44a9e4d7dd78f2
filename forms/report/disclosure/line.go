package disclosure

// Fewest is the smallest count, but for none at all, that may be shown beyond the team.
const Fewest = 5

// Mark says what people beyond the team read in the place of a count.
type Mark uint8

// The marks.
const (
	Shown Mark = iota
	Small      // "fewer than 5": from 1 to 4
	Held       // "not shown": a small count could be worked out from it, or this one is small itself
)

// IsSmall reports whether a count is too small to be shown. None at all is not.
func IsSmall(count float64) bool { return count > 0 && count < Fewest }

// Line marks counts that add up to a total, and the total. The counts are not negative.
func Line(counts []float64) (marks []Mark, total Mark) {
	marks = smalls(counts)
	sum := 0.0
	for _, c := range counts {
		sum += c
	}
	if IsSmall(sum) {
		return marks, Small
	}
	for i, m := range marks {
		if m == Small && !cover(counts, marks, i) {
			return blank(counts), Shown
		}
	}
	return marks, Shown
}

// cover holds back a further count, the smallest that will do, unless a hidden one hides count i already.
func cover(counts []float64, marks []Mark, i int) bool {
	other := -1
	for j, c := range counts {
		switch {
		case j == i || !trade(cell{counts[i], marks[i]}, cell{c, hiding(c, marks[j])}):
		case marks[j] != Shown:
			return true
		case other < 0 || c < counts[other]:
			other = j
		}
	}
	if other >= 0 {
		marks[other] = Held
	}
	return other >= 0
}

// smalls marks the small counts.
func smalls(counts []float64) []Mark {
	marks := make([]Mark, len(counts))
	for i, c := range counts {
		if IsSmall(c) {
			marks[i] = Small
		}
	}
	return marks
}

// blank holds back every count but those of none.
func blank(counts []float64) []Mark {
	marks := make([]Mark, len(counts))
	for i, c := range counts {
		if c != 0 {
			marks[i] = Held
		}
	}
	return marks
}

// cell is a count with the mark that stands in its place.
type cell struct {
	count float64
	mark  Mark
}

// hiding is the mark that hides a count: its own, or the one that it would get.
func hiding(count float64, mark Mark) Mark {
	if mark == Shown && count >= Fewest {
		return Held
	}
	return mark
}

// might reports whether the count might as well be one more (by 1) or one less (by -1), for all that the mark says.
func (c cell) might(by float64) bool {
	switch n := c.count + by; c.mark {
	case Small:
		return IsSmall(n)
	case Held:
		return n >= Fewest
	default:
		return false
	}
}

// trade reports whether one of two counts might be one more and the other one less.
func trade(a, b cell) bool {
	return a.might(1) && b.might(-1) || a.might(-1) && b.might(1)
}
