package guard

import (
	"fmt"
	"strings"
)

// finder looks for names in one text.
type finder struct {
	lists  *Lists
	text   string
	tokens []token
}

// Why a word is taken for a name.
const (
	inFirstNames = "It is in the list of first names."
	inLastNames  = "It is in the list of family names."
	standsOut    = "It has a capital inside a sentence, and is no word that the lists know."
	doesThings   = "It has a capital, is no word that the lists know, and does what people do."
	inTwoParts   = "Two words with capitals, which the lists do not know, stand together as a name does."
)

func (f finder) all() []Mark {
	var marks []Mark
	for i := 0; i < len(f.tokens); i++ {
		why := f.why(i)
		if why == "" {
			continue
		}
		last := f.extend(i)
		marks = append(marks, f.mark(i, last, why))
		i = last
	}
	return marks
}

// why says what the word at i is known by as a name; "" when it is none.
func (f finder) why(i int) string {
	t := f.tokens[i]
	ordinary, listed := f.lists.First[t.lower]
	plain := listed && !ordinary && !f.lists.word(t.lower)
	switch {
	case !t.capital:
		if plain && len(t.lower) > 3 && !f.place(i) && !f.lists.Known[f.bare(t)] {
			return inFirstNames
		}
		return ""
	case f.titled(i):
		return fmt.Sprintf("It follows “%s”.", f.bare(f.tokens[i-1]))
	case f.lists.Known[f.bare(t)] || f.place(i) || compound(f.bare(t)):
		return ""
	case t.first:
		return f.atStart(i, listed, plain)
	default:
		return f.inside(i, listed, plain)
	}
}

// atStart judges a word that has its capital from the sentence that it begins: only a list or its neighbours tell.
func (f finder) atStart(i int, listed, plain bool) string {
	t := f.tokens[i]
	_, family := f.lists.Last[t.lower]
	word := f.lists.word(t.lower)
	acts := f.acts(i + 1)
	switch {
	case plain:
		return inFirstNames
	case listed && (acts || f.stranger(i+1) || f.beside(i)):
		return inFirstNames
	case word:
		return ""
	case family && (acts || t.owner):
		return inLastNames
	case acts:
		return doesThings
	case f.stranger(i + 1):
		return inTwoParts
	}
	return ""
}

// inside judges a word that has a capital in the middle of a sentence.
func (f finder) inside(i int, listed, plain bool) string {
	t := f.tokens[i]
	_, family := f.lists.Last[t.lower]
	word := f.lists.word(t.lower)
	switch {
	case plain:
		return inFirstNames
	case f.cued(i) && (listed || family):
		return fmt.Sprintf("It follows “%s”.", f.bare(f.tokens[i-1]))
	case listed && !f.inPhrase(i):
		return inFirstNames
	case word:
		return ""
	case family:
		return inLastNames
	case f.inPhrase(i):
		return ""
	}
	return standsOut
}

// extend goes on from a first name over the family names that follow it.
func (f finder) extend(i int) int {
	for i+1 < len(f.tokens) && f.joined(i, i+1) && !f.tokens[i].owner && f.surname(i+1) {
		i++
	}
	return i
}

func (f finder) surname(i int) bool {
	t := f.tokens[i]
	if !t.capital || f.lists.Known[f.bare(t)] {
		return false
	}
	_, family := f.lists.Last[t.lower]
	_, given := f.lists.First[t.lower]
	return family || given || !f.lists.word(t.lower)
}

// stranger reports whether the word at i, next to the one before it, has a capital and could be a family name.
func (f finder) stranger(i int) bool {
	return i < len(f.tokens) && f.joined(i-1, i) && !f.tokens[i-1].owner && !f.place(i) && f.surname(i)
}

// inPhrase reports whether a neighbour is an everyday word with a capital, as in the name of a service.
func (f finder) inPhrase(i int) bool {
	for _, n := range []int{i - 1, i + 1} {
		if n < 0 || n >= len(f.tokens) || !f.joined(min(n, i), max(n, i)) {
			continue
		}
		t := f.tokens[n]
		_, cue := f.lists.Cues[t.lower]
		_, family := f.lists.Last[t.lower]
		if t.capital && !t.first && !cue && !family && (f.lists.word(t.lower) || f.lists.Known[f.bare(t)]) {
			return true
		}
	}
	return false
}

// beside reports whether what follows the word at i shows that it is somebody: "Amber and Tomos", "Amber, aged 7".
func (f finder) beside(i int) bool {
	if i+1 >= len(f.tokens) {
		return false
	}
	next, gap := f.tokens[i+1], f.between(i, i+1)
	switch {
	case gap == ", " && next.lower == "aged":
		return true
	case gap == " " && next.lower == "and" && i+2 < len(f.tokens):
		_, given := f.lists.First[f.tokens[i+2].lower]
		return given && f.tokens[i+2].capital
	}
	return false
}

func (f finder) acts(i int) bool {
	return i < len(f.tokens) && f.joined(i-1, i) && !f.tokens[i-1].owner && f.lists.Persons[f.tokens[i].lower]
}

// titled reports whether a form of address stands before the word at i.
func (f finder) titled(i int) bool {
	return i > 0 && title(f.tokens[i-1].lower) && strings.Trim(f.between(i-1, i), ". ") == ""
}

// cued reports whether somebody stands before the word at i, as in "her sister Hope".
func (f finder) cued(i int) bool {
	if i == 0 {
		return false
	}
	_, ok := f.lists.Cues[f.tokens[i-1].lower]
	return ok && !f.tokens[i-1].owner && strings.Trim(f.between(i-1, i), " ,(") == ""
}

// mark marks the words from one to another, with the form of address before them.
func (f finder) mark(from, to int, why string) Mark {
	m := Mark{Start: f.tokens[from].start, End: f.tokens[to].end, Kind: Name, Why: why, Instead: "the child"}
	head := from
	if f.titled(from) {
		head = from - 1
		m.Start, m.Instead, m.Told = f.tokens[head].start, f.lists.Cues[f.tokens[head].lower], true
	}
	if f.cued(head) {
		m.Instead, m.Spare, m.Told = f.lists.Cues[f.tokens[head-1].lower], true, true
	}
	if f.tokens[head].first {
		m.Instead = opening(m.Instead)
	}
	m.Text = f.text[m.Start:m.End]
	return m
}

// place reports whether the word at i is part of the name of a street, a school or a building.
func (f finder) place(i int) bool {
	return i+1 < len(f.tokens) && f.joined(i, i+1) && f.tokens[i+1].capital && placeWord(f.tokens[i+1].lower)
}

func (f finder) joined(a, b int) bool { return f.between(a, b) == " " }

func (f finder) between(a, b int) string {
	from := f.tokens[a].end
	if f.tokens[a].owner {
		from += len("s") + len(f.text[from:]) - len(strings.TrimLeft(f.text[from:], "'’"))
	}
	return f.text[from:f.tokens[b].start]
}

func (f finder) bare(t token) string { return f.text[t.start:t.end] }

// compound reports whether a word is joined by a hyphen to one in small letters: "Self-harm".
func compound(word string) bool {
	_, tail, ok := strings.Cut(word, "-")
	return ok && tail == strings.ToLower(tail)
}

func title(lower string) bool {
	switch lower {
	case "mr", "mrs", "ms", "miss", "mx", "dr", "prof", "rev", "cllr", "sgt", "dc", "pc":
		return true
	}
	return false
}

func placeWord(lower string) bool {
	switch lower {
	case "street", "road", "lane", "avenue", "close", "drive", "way", "house", "hall", "court", "school", "primary",
		"secondary", "academy", "college", "nursery", "hospital", "surgery", "hub", "centre", "park", "ward", "unit",
		"infants", "juniors", "infirmary":
		return true
	}
	return false
}
