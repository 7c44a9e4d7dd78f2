package look

import (
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

func measure(s string, size float32, bold bool) float32 {
	return fyne.MeasureText(s, size, fyne.TextStyle{Bold: bold}).Width
}

func tailGap() float32 { return Px(8) }

// wrapping is a text broken into lines, with what it was broken for.
type wrapping struct {
	content, tail string
	width, size   float32 // no width: one line
	bold          bool

	lines   []string
	tailAt  float32 // where the tail starts on its line
	tailOwn bool    // the tail has a line to itself
}

func (w wrapping) same(o wrapping) bool {
	return w.content == o.content && w.tail == o.tail && w.width == o.width && w.size == o.size &&
		w.bold == o.bold && w.lines != nil
}

func (w wrapping) tails() int {
	if w.tail == "" {
		return 0
	}
	return 1
}

func (w wrapping) rows() int {
	if w.tailOwn {
		return len(w.lines) + 1
	}
	return len(w.lines)
}

func (w *wrapping) fill() {
	width := func(s string) float32 { return measure(s, w.size, w.bold) }
	w.lines = Wrap(w.content, w.width, width)
	if w.tail == "" {
		return
	}
	end := width(w.lines[len(w.lines)-1])
	if end > 0 {
		end += tailGap()
	}
	if w.width > 0 && end+measure(w.tail, theme.Size(SizeSmall), false) > w.width {
		w.tailOwn = true
		return
	}
	w.tailAt = end
}

// Wrap breaks a text into lines no wider than width, at spaces where it can and inside a word where one word is wider
// than a line. Line breaks of the text are kept. A width of zero or less breaks nowhere else. There is always a line.
func Wrap(text string, width float32, measure func(string) float32) []string {
	var lines []string
	for _, paragraph := range strings.Split(text, "\n") {
		if width <= 0 {
			lines = append(lines, paragraph)
			continue
		}
		lines = wrapParagraph(lines, paragraph, width, measure)
	}
	return lines
}

func wrapParagraph(lines []string, paragraph string, width float32, measure func(string) float32) []string {
	space := measure(" ")
	line, used := "", float32(0)
	for i, word := range strings.Split(paragraph, " ") {
		w := measure(word)
		if i > 0 && used+space+w <= width {
			line, used = line+" "+word, used+space+w
			continue
		}
		if i > 0 {
			lines = append(lines, line)
		}
		for w > width && utf8.RuneCountInString(word) > 1 {
			head := fitting(word, width, measure)
			lines, word = append(lines, word[:head]), word[head:]
			w = measure(word)
		}
		line, used = word, w
	}
	return append(lines, line)
}

// fitting returns how many bytes of a word of several runes fit into width: at least its first rune, never all of it.
func fitting(word string, width float32, measure func(string) float32) int {
	fits := 0
	for i := range word {
		if i > 0 && fits > 0 && measure(word[:i]) > width {
			break
		}
		fits = i
	}
	return fits
}
