package paper

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"plumbline/forms"
)

// How many choices are printed with a box each; of more, one is written in.
const (
	mostTicks       = 24
	mostTicksRepeat = 6 // where each is printed several times
)

// room is where the answer to a question goes, and how it is given.
func (b *builder) room(n *forms.Node) (how string, room Room) {
	w := b.words
	switch n.Kind {
	case forms.SelectOne, forms.SelectMultiple, forms.Rank:
		return b.choose(n)
	case forms.Acknowledge:
		return "", Ticks{Choices: []Choice{{Label: w.confirm}}}
	case forms.Integer, forms.Decimal:
		return "", Line{}
	case forms.Range:
		return b.scale(n)
	case forms.Date:
		return "", b.day()
	case forms.Time:
		return "", b.clock()
	case forms.DateTime:
		return "", append(b.day(), b.clock()...)
	case forms.Image:
		if n.Has("signature") || n.Has("draw") || n.Has("annotate") {
			return "", Frame(4)
		}
		return w.attach, Lines(1)
	case forms.Audio, forms.Video, forms.File:
		return w.attach, Lines(1)
	default:
		return "", Lines(b.lines(n))
	}
}

func (b *builder) day() Cells {
	return Cells{{b.words.day, 2}, {b.words.month, 2}, {b.words.year, 4}}
}

func (b *builder) clock() Cells { return Cells{{b.words.hour, 2}, {b.words.minute, 2}} }

// Words that people write by hand on one line, and how many lines a text has.
const (
	wordsALine      = 10
	wordsALineLarge = 6
	fewestLong      = 3 // lines of a long text
	mostLines       = 18
)

// lines is how many lines a text takes, by the words that are enough for it.
func (b *builder) lines(n *forms.Node) int {
	each := wordsALine
	if b.doc.Large {
		each = wordsALineLarge
	}
	out := 1
	if n.Has("multiline") {
		out = fewestLong
	}
	if enough, err := strconv.Atoi(n.Bind["qa:words"]); err == nil && enough > 0 {
		out = max(out, (enough+each-1)/each)
	}
	if b.instance > 0 && n.Kind == forms.String {
		out = max(out, 2)
	}
	return min(out, mostLines)
}

// scale is the steps of a range; where they are many, the answer is written.
func (b *builder) scale(n *forms.Node) (string, Room) {
	value := func(name string, otherwise float64) float64 {
		f, err := strconv.ParseFloat(n.Parameters[name], 64)
		if err != nil || math.IsNaN(f) || math.IsInf(f, 0) {
			return otherwise
		}
		return f
	}
	start, end, step := value("start", 1), value("end", 10), math.Abs(value("step", 1))
	said := func(f float64) string { return strconv.FormatFloat(math.Round(f*1e6)/1e6, 'f', -1, 64) }
	steps := math.Abs(end-start) / step
	if step == 0 || steps > 12 {
		return "", Line{Unit: said(start) + " \u2013 " + said(end)}
	}
	if end < start {
		step = -step
	}
	var out Steps
	for i := range int(steps+1e-9) + 1 {
		out = append(out, said(start+float64(i)*step))
	}
	return b.words.ring, out
}

// choose is the choices of a question, each with a box; or a line to write one in, where they are many or unknown.
func (b *builder) choose(n *forms.Node) (string, Room) {
	choices := b.choices(n)
	most := mostTicks
	if b.instance > 0 {
		most = mostTicksRepeat
	}
	switch {
	case len(choices) == 0:
		return "", Lines(b.writeIn(n))
	case len(choices) > most:
		return fmt.Sprintf(b.words.from, b.letter(n)), Lines(b.writeIn(n))
	}
	out := Ticks{Round: n.Kind == forms.SelectOne, Numbered: n.Kind == forms.Rank, Columns: columns(n)}
	for _, c := range choices {
		label := b.wording(c.Label)
		if label == "" {
			label = c.Name
		}
		out.Choices = append(out.Choices, Choice{Label: label, Grade: gradeOf(c, label), Face: Face(c.Columns["face"])})
	}
	switch n.Kind {
	case forms.Rank:
		return b.words.order, out
	case forms.SelectMultiple:
		return b.words.pickAny, out
	}
	if b.doc.Large {
		return b.words.pickOne, out
	}
	return "", out
}

// writeIn is how many lines it takes to write choices.
func (b *builder) writeIn(n *forms.Node) int {
	if n.Kind.Several() {
		return 2
	}
	return 1
}

// columns reads the appearance "columns-3"; 0 without a number.
func columns(n *forms.Node) int {
	for word := range strings.FieldsSeq(n.Appearance) {
		if number, ok := strings.CutPrefix(word, "columns-"); ok {
			if out, err := strconv.Atoi(number); err == nil && out > 0 && out <= 6 {
				return out
			}
		}
	}
	return 0
}

// choices are those of a question's list that its filter lets through whatever was answered. Where that depends on answers
// it is all of them, and nil where they come from elsewhere.
func (b *builder) choices(n *forms.Node) []forms.Choice {
	list := b.form.ListOf(n)
	if list == nil || n.Items != nil {
		return nil
	}
	filter, err := readCondition(n.ChoiceFilter)
	if n.ChoiceFilter == "" || err != nil {
		return list.Choices
	}
	var out []forms.Choice
	for _, c := range list.Choices {
		through, ok := filter.holds(func(column string) string {
			if column == "name" {
				return c.Name
			}
			return c.Columns[column]
		})
		if !ok || len(paths(n.ChoiceFilter)) > 0 {
			return list.Choices
		}
		if through {
			out = append(out, c)
		}
	}
	return out
}

// letter names the list of a question, which is printed at the end.
func (b *builder) letter(n *forms.Node) string {
	if b.letters[n.List] == "" {
		b.letters[n.List] = lettered(len(b.listed))
		b.listed = append(b.listed, b.form.ListOf(n))
	}
	return b.letters[n.List]
}

// lettered is A to Z, then A1, B1 and so on.
func lettered(i int) string {
	letter := string(rune('A' + i%26))
	if i < 26 {
		return letter
	}
	return letter + strconv.Itoa(i/26)
}
