// Package benchform makes XForms of any length, by which the speed of reading them and of filling them in is measured.
package benchform

import (
	"fmt"
	"strings"
)

// section is how many questions a section has.
const section = 20

// Shape is how the questions of a form depend on each other. Each is a whole number of which at first 1 is the answer; it
// has a constraint, and a calculation that goes with it.
type Shape struct {
	Name      string
	relevant  func(i int) string // of question i, counted from 1; "" for always
	calculate func(i int) string
	sums      bool // each section has a sum, and the form a total
	repeat    bool // the questions are one question in as many instances of a repeat, with a total
}

// Shapes are the forms that are measured.
//
// In audit the first question of a section is the gate of the others: what audits are like. In local a question depends on
// the one before it. In chain there is a running total, so that the first answer works all questions out anew: the worst
// case. Roster is one question in a repeat.
func Shapes() []Shape {
	twice := func(i int) string { return path(i, "q") + " * 2" }
	return []Shape{
		{Name: "audit", relevant: gate, calculate: twice, sums: true},
		{Name: "local", relevant: after("q"), calculate: twice},
		{Name: "chain", relevant: after("c"), calculate: runningTotal},
		{Name: "roster", repeat: true},
	}
}

func gate(i int) string {
	if first := (i-1)/section*section + 1; i != first {
		return path(first, "q") + " >= 1"
	}
	return ""
}

func after(kind string) func(int) string {
	return func(i int) string {
		if i == 1 {
			return ""
		}
		return path(i-1, kind) + " >= 0"
	}
}

func runningTotal(i int) string {
	if i == 1 {
		return path(1, "q")
	}
	return path(i-1, "c") + " + " + path(i, "q")
}

// path is where question i (kind "q") or its calculation ("c") stands.
func path(i int, kind string) string { return fmt.Sprintf("/data/g%d/%s%d", (i-1)/section+1, kind, i) }

// Key is the key of question i, counted from 1, in a session. Instances are the keys of the repeat's instances.
func (s Shape) Key(i int, instances []string) string {
	if s.repeat {
		return instances[i-1] + "/q"
	}
	return strings.TrimPrefix(path(i, "q"), "/data/")
}

// Path is where question i, counted from 1, stands in the form's instance.
func (s Shape) Path(i int) string {
	if s.repeat {
		return fmt.Sprintf("/data/r[%d]/q", i)
	}
	return path(i, "q")
}

// Result is the key of what comes last of all that is worked out in the form with n questions: "/data/" and it are its path.
func (s Shape) Result(n int) string {
	if s.sums || s.repeat {
		return "total"
	}
	return strings.TrimPrefix(path(n, "c"), "/data/")
}

// Repeat is the key of the form's repeat; "" where it has none.
func (s Shape) Repeat() string {
	if s.repeat {
		return "r"
	}
	return ""
}

const (
	head = `<?xml version="1.0"?>
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:odk="http://www.opendatakit.org/xforms">
<h:head><h:title>%[1]s %[2]d</h:title><model odk:xforms-version="1.0.0"><instance><data id="bench_%[1]s_%[2]d" version="1">`
	afterInstance = `<meta><instanceID/></meta></data></instance>`
	afterBinds    = `<bind nodeset="/data/meta/instanceID" type="string" readonly="true()" jr:preload="uid"/></model></h:head>
<h:body>`
	tail = `</h:body></h:html>`
)

// XForm is the form with n questions, or n instances.
func (s Shape) XForm(n int) []byte {
	w := &writer{shape: s}
	if s.repeat {
		w.roster(n)
	} else {
		for first := 1; first <= n; first += section {
			w.section(first, min(first+section-1, n))
		}
		if s.sums {
			w.instance.WriteString("<total/>")
			w.calculated("/data/total", strings.Join(w.sums, " + "))
		}
	}
	return []byte(fmt.Sprintf(head, s.Name, n) + w.instance.String() + afterInstance + w.binds.String() + afterBinds + w.body.String() + tail)
}

// writer writes the three parts of a form at once.
type writer struct {
	shape                 Shape
	instance, binds, body strings.Builder
	sums                  []string
}

func (w *writer) section(first, last int) {
	group := fmt.Sprintf("g%d", first/section+1)
	fmt.Fprintf(&w.instance, "<%s>", group)
	fmt.Fprintf(&w.body, `<group ref="/data/%[1]s"><label>Section %[1]s</label>`, group)
	var terms []string
	for i := first; i <= last; i++ {
		w.question(i)
		terms = append(terms, fmt.Sprintf("coalesce(%s, 0)", path(i, "c")))
	}
	if w.shape.sums {
		w.instance.WriteString("<s/>")
		w.calculated("/data/"+group+"/s", strings.Join(terms, " + "))
		w.sums = append(w.sums, fmt.Sprintf("coalesce(/data/%s/s, 0)", group))
	}
	fmt.Fprintf(&w.instance, "</%s>", group)
	w.body.WriteString("</group>")
}

func (w *writer) question(i int) {
	fmt.Fprintf(&w.instance, "<q%[1]d>1</q%[1]d><c%[1]d/>", i)
	w.asked(path(i, "q"), w.shape.relevant(i))
	w.calculated(path(i, "c"), w.shape.calculate(i))
	fmt.Fprintf(&w.body, `<input ref="%s"><label>Question %d: how many were observed?</label><hint>Hint %[2]d</hint></input>`, path(i, "q"), i)
}

func (w *writer) roster(n int) {
	fmt.Fprintf(&w.instance, `<n>%d</n><r jr:template=""><q>1</q><c/></r><total/>`, n)
	w.asked("/data/r/q", "../../n >= 1")
	w.calculated("/data/r/c", "../q * 2")
	w.calculated("/data/total", "sum(/data/r/c)")
	w.body.WriteString(`<input ref="/data/n"><label>How many?</label></input><group ref="/data/r"><label>Each</label><repeat nodeset="/data/r" jr:count="/data/n">` +
		`<input ref="/data/r/q"><label>How many were observed?</label><hint>Hint</hint></input></repeat></group>`)
}

func (w *writer) asked(path, relevant string) {
	condition := ""
	if relevant != "" {
		condition = fmt.Sprintf(` relevant="%s"`, strings.ReplaceAll(relevant, ">", "&gt;"))
	}
	fmt.Fprintf(&w.binds, `<bind nodeset="%s" type="int"%s constraint=". &gt;= 0 and . &lt;= 1000000" jr:constraintMsg="bad"/>`, path, condition)
}

func (w *writer) calculated(path, expression string) {
	fmt.Fprintf(&w.binds, `<bind nodeset="%s" type="int" calculate="%s"/>`, path, expression)
}
