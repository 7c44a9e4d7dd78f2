package seal

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
)

// commonText is what is tried first: one to a line, without spaces.
//
//go:embed common.txt
var commonText string

// common is commonText by first letter.
var common = sync.OnceValue(func() map[rune][][]rune {
	byFirst := map[rune][][]rune{}
	for line := range strings.Lines(commonText) {
		entry := []rune(strings.TrimSpace(line))
		byFirst[entry[0]] = append(byFirst[entry[0]], entry)
	}
	return byFirst
})

// What a character adds to the bits. Letters are taken for those of a word where
// three or more stand together.
const (
	letterBits = 2.3
	loneBits   = 4.5
	digitBits  = 3.3
	signBits   = 4.5
	gapBits    = 1.0
)

// mostJudged is how many characters are judged; the rest can only add.
const mostJudged = 100

// run is the start of a text that is tried as one.
type run struct {
	length int
	bits   float64
	reason Reason
}

// estimate returns how many bits text is worth, and of what there is most in it
// that is worth little. Text is in lower case.
func estimate(text []rune) (bits float64, worst Reason) {
	text, gaps := squeeze(text[:min(len(text), mostJudged)])
	defer clear(text)
	bits = gapBits * float64(min(gaps, 4))
	covered := map[Reason]int{}
	for at := 0; at < len(text); {
		r := longestRun(text, at)
		covered[r.reason] += r.length
		bits += r.bits
		at += r.length
	}
	worst = Predictable
	for reason, length := range covered {
		if reason != 0 && 2*length > len(text) {
			worst = reason
		}
	}
	return bits, worst
}

// squeeze leaves out what stands between words.
func squeeze(text []rune) (squeezed []rune, gaps int) {
	squeezed = make([]rune, 0, len(text))
	for _, r := range text {
		if unicode.IsSpace(r) || strings.ContainsRune("-_.,'", r) {
			gaps++
		} else {
			squeezed = append(squeezed, r)
		}
	}
	return squeezed, gaps
}

// longestRun finds the longest run that starts at a place, at worst one character.
func longestRun(text []rune, at int) run {
	best := run{length: 1, bits: characterBits(text, at)}
	for _, r := range []run{
		{commonLength(text[at:]), 8, Common},
		{yearLength(text[at:]), 6, Common},
		{repeatLength(text, at), 3, Repeats},
		{sequenceLength(text[at:]), 5, Sequences},
		{keysLength(text[at:]), 7, Keys},
	} {
		if r.length > best.length {
			best = r
		}
	}
	return best
}

func characterBits(text []rune, at int) float64 {
	switch {
	case unicode.IsDigit(text[at]):
		return digitBits
	case !unicode.IsLetter(text[at]):
		return signBits
	case lettersFrom(text, at-1, -1)+lettersFrom(text, at+1, 1) < 2:
		return loneBits
	}
	return letterBits
}

// lettersFrom counts the letters from a place on, up to two.
func lettersFrom(text []rune, at, step int) int {
	count := 0
	for count < 2 && at >= 0 && at < len(text) && unicode.IsLetter(text[at]) {
		count++
		at += step
	}
	return count
}

// commonLength is the length of the longest common entry that text starts with.
func commonLength(text []rune) int {
	longest := 0
	for _, letter := range meanings(text[0]) {
		for _, entry := range common()[letter] {
			if len(entry) > longest && starts(text, entry) {
				longest = len(entry)
			}
		}
	}
	return longest
}

func starts(text, entry []rune) bool {
	if len(text) < len(entry) {
		return false
	}
	for i, letter := range entry {
		if !strings.ContainsRune(meanings(text[i]), letter) {
			return false
		}
	}
	return true
}

// meanings are the letters that people write a character for, with itself.
func meanings(r rune) string {
	switch r {
	case '0':
		return "0o"
	case '1', '!':
		return "1il"
	case '3':
		return "3e"
	case '4', '@':
		return "4a"
	case '5', '$':
		return "5s"
	case '7':
		return "7t"
	}
	return string(r)
}

// yearLength is 4 where text starts with a year that people remember.
func yearLength(text []rune) int {
	const length = 4
	if len(text) < length || !unicode.IsDigit(text[2]) || !unicode.IsDigit(text[3]) {
		return 0
	}
	if century := string(text[:2]); century == "19" || century == "20" {
		return length
	}
	return 0
}

// repeatLength is how much of the text at a place was there before it, if 3 or more.
func repeatLength(text []rune, at int) int {
	longest := 2
	for before := range at {
		length := 0
		for at+length < len(text) && text[before+length] == text[at+length] {
			length++
		}
		longest = max(longest, length)
	}
	if longest < 3 {
		return 0
	}
	return longest
}

// sequenceLength is how far text goes up or down the alphabet or the digits, if 3 or more.
func sequenceLength(text []rune) int {
	if len(text) < 3 {
		return 0
	}
	step := text[1] - text[0]
	length := 1
	for length < len(text) && text[length]-text[length-1] == step && isAlphanumeric(text[length]) {
		length++
	}
	if length < 3 || step*step != 1 || !isAlphanumeric(text[0]) {
		return 0
	}
	return length
}

func isAlphanumeric(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// rows are the keys as they lie on a British keyboard: along, and aslant.
const rows = "`1234567890-= qwertyuiop[] asdfghjkl;'# \\zxcvbnm,./ 1qaz 2wsx 3edc 4rfv 5tgb 6yhn 7ujm 8ik, 9ol. 0p;/"

// keysLength is how far text follows keys that lie side by side, if 4 or more.
func keysLength(text []rune) int {
	length := 1
	for length < len(text) && besides(text[length-1], text[length]) {
		length++
	}
	if length < 4 {
		return 0
	}
	return length
}

func besides(a, b rune) bool {
	return a != ' ' && b != ' ' &&
		(strings.Contains(rows, string([]rune{a, b})) || strings.Contains(rows, string([]rune{b, a})))
}
