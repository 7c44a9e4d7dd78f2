package pdf

// symbol is a character that the fonts lack and that is drawn. It stands in a line like a word.
type symbol struct {
	char   rune
	size   float64
	colour colour
}

// drawn reports whether a character is drawn where the fonts lack it.
func drawn(r rune) bool { return outline(r) != nil || r == '\u25CF' || r == '\u26AB' }

// mark draws the symbol, and in its place an unseen space, by which programs that read text find it.
func (s symbol) mark(x, y float64) mark {
	at := func(p point) point { return point{x + p.x*s.size, y - p.y*s.size} }
	out := many{text{x, y, style{regular, s.size, s.colour}, " "}}
	if s.char == '\u25CF' || s.char == '\u26AB' {
		middle := at(point{0.5, 0.33})
		return append(out, disc{middle.x, middle.y, 0.3 * s.size, s.colour})
	}
	for _, shape := range outline(s.char) {
		corners := make([]point, len(shape))
		for i, p := range shape {
			corners[i] = at(p)
		}
		out = append(out, polygon{corners, s.colour})
	}
	return out
}

// outline is the areas of a symbol in shares of its size, from the left end of the baseline upwards; nil for a character
// that is not drawn.
func outline(r rune) [][]point {
	switch r {
	case '\u2192', '\u2794', '\u27A1', '\u21D2': // rightwards arrows
		return [][]point{rightArrow()}
	case '\u2190', '\u2B05':
		return [][]point{each(rightArrow(), func(p point) point { return point{1 - p.x, p.y} })}
	case '\u2191', '\u2B06':
		return [][]point{each(rightArrow(), func(p point) point { return point{p.y + 0.17, p.x - 0.17} })}
	case '\u2193', '\u2B07':
		return [][]point{each(rightArrow(), func(p point) point { return point{p.y + 0.17, 0.83 - p.x} })}
	case '\u2194':
		return [][]point{{
			{0.05, 0.33}, {0.3, 0.58}, {0.3, 0.38}, {0.7, 0.38}, {0.7, 0.58}, {0.95, 0.33}, {0.7, 0.08}, {0.7, 0.28}, {0.3, 0.28}, {0.3, 0.08},
		}}
	case '\u2713', '\u2714', '\u2705': // check marks
		return [][]point{{{0.1, 0.32}, {0.19, 0.41}, {0.38, 0.22}, {0.8, 0.66}, {0.9, 0.57}, {0.38, 0.02}}}
	case '\u2717', '\u2718', '\u2715', '\u2716', '\u274C': // crosses
		return [][]point{
			{{0.17, 0.58}, {0.25, 0.66}, {0.83, 0.08}, {0.75, 0}}, {{0.75, 0.66}, {0.83, 0.58}, {0.25, 0}, {0.17, 0.08}},
		}
	case '\u25A0', '\u25AA', '\u25FC': // squares
		return [][]point{{{0.2, 0.03}, {0.2, 0.63}, {0.8, 0.63}, {0.8, 0.03}}}
	case '\u25A1', '\u2610', '\u25AB': // empty boxes
		return frame(0.15, 0, 0.7, 0.06)
	case '\u2611': // checked box
		return append(frame(0.15, 0, 0.7, 0.06), []point{{0.27, 0.34}, {0.34, 0.41}, {0.45, 0.3}, {0.68, 0.54}, {0.75, 0.47}, {0.45, 0.16}})
	case '\u25B2':
		return [][]point{{{0.15, 0.03}, {0.5, 0.66}, {0.85, 0.03}}}
	case '\u25BC':
		return [][]point{{{0.15, 0.63}, {0.5, 0}, {0.85, 0.63}}}
	}
	return nil
}

func rightArrow() []point {
	return []point{{0.08, 0.38}, {0.6, 0.38}, {0.6, 0.6}, {0.92, 0.33}, {0.6, 0.06}, {0.6, 0.28}, {0.08, 0.28}}
}

func each(points []point, f func(point) point) []point {
	out := make([]point, len(points))
	for i, p := range points {
		out[i] = f(p)
	}
	return out
}

// frame is the four sides of a square box.
func frame(x, y, side, thick float64) [][]point {
	area := func(x, y, w, h float64) []point { return []point{{x, y}, {x + w, y}, {x + w, y + h}, {x, y + h}} }
	return [][]point{
		area(x, y, side, thick), area(x, y+side-thick, side, thick), area(x, y, thick, side), area(x+side-thick, y, thick, side),
	}
}
