package cli

import (
	"errors"
	"fmt"
	"io"
	"math"
	"strings"
	"time"

	"plumbline/forms/qa"
	"plumbline/forms/session"
	"plumbline/forms/xmltree"
	"plumbline/forms/xpath"
)

type formEval struct {
	Expression string `arg:"" help:"An expression of the form language."`
	Context    string `placeholder:"FILE" help:"XML document that the expression is about; - reads standard input."`
	Node       string `placeholder:"PATH" help:"The node that it is seen from: \".\". Default: the document."`
	Root       string `placeholder:"PATH" help:"The node that a leading \"/\" means. Default: the document."`
	Language   string `placeholder:"NAME" help:"Language of the texts of an XForm."`
	As         string `enum:"any,string,number,boolean" default:"any" help:"Give the value as this type: ${enum}."`
	machineFlags
}

// valueView is a value as form eval answers it in JSON. What JSON cannot write as a number is a text: "NaN", "Infinity",
// "-Infinity", "-0".
type valueView struct {
	Type  string `json:"type"` // string, number, boolean, nodeset
	Value any    `json:"value"`
}

// valueNode is one node of a set.
type valueNode struct {
	Path  string `json:"path"`
	Name  string `json:"name"`
	Value string `json:"value"`
}

func (c formEval) Run(r *run) error {
	bench, err := r.bench()
	if err != nil {
		return err
	}
	env := bench.SessionEnv()
	if err := c.apply(&env); err != nil {
		return err
	}
	e := evaluator{functions: qa.With(env.Functions)}
	if err := e.open(r, c.Context); err != nil {
		return err
	}
	e.context = xpath.Context{Node: e.document, Root: e.document, World: worldOf(e.document, env, c.Language)}
	e.context.Problem = func(words string) { fmt.Fprintf(r.program.Stderr, "plumbline: %s\n", words) }
	root, err := e.node("--root", c.Root)
	if err != nil {
		return err
	}
	at, err := e.node("--node", c.Node)
	if err != nil {
		return err
	}
	e.context.Root, e.context.Node = root, at
	value, err := e.eval("", c.Expression)
	if err != nil {
		return err
	}
	view := e.view(value, c.As)
	return r.answer(view, view.print)
}

func worldOf(document *xmltree.Node, env session.Env, language string) xpath.World {
	random := env.Random
	if random == nil {
		random = func() float64 { return 0 }
	}
	return xmltree.World{Document: document, Clock: func() time.Time { return env.Now().In(env.Location) }, NewID: env.NewID, Numbers: random, Language: language}
}

// evaluator gives values of expressions over one document.
type evaluator struct {
	document  *xmltree.Node
	functions map[string]xpath.Function
	context   xpath.Context
}

func (e *evaluator) open(r *run, file string) error {
	content := []byte("<data/>")
	if file != "" {
		var err error
		if content, err = r.read(file); err != nil {
			return unreadable(err, file)
		}
	}
	document, err := xmltree.Parse(content)
	if err != nil {
		return tell(errFaulty, fmt.Sprintf("%s is not well-formed XML: %s.", file, strings.TrimPrefix(err.Error(), "xmltree: ")))
	}
	e.document = document
	return nil
}

// node finds the one node that a path leads to; the document for "".
func (e *evaluator) node(flag, path string) (xpath.Node, error) {
	if path == "" {
		return e.context.Root, nil
	}
	value, err := e.eval(flag+", ", path)
	if err != nil {
		return nil, err
	}
	if set := value.Set(); len(set) > 0 {
		return set[0], nil
	}
	return nil, tell(errFaulty, fmt.Sprintf("The document has no node at %s %s.", flag, path))
}

func (e *evaluator) eval(where, expression string) (xpath.Value, error) {
	compiled, err := xpath.Compile(expression, xpath.Options{Functions: e.functions, Namespaces: e.document.Namespaces()})
	if err == nil {
		return compiled.Eval(&e.context), nil
	}
	words := err.Error()
	if wrong := (*xpath.SyntaxError)(nil); errors.As(err, &wrong) {
		words = fmt.Sprintf("character %d: %s", wrong.Pos+1, wrong.Message)
	}
	return xpath.Value{}, tell(errFaulty, fmt.Sprintf("The expression cannot be understood: %s%s", where, words))
}

// view puts a value in words, as the type that is asked for.
func (e *evaluator) view(v xpath.Value, as string) valueView {
	if as == "any" {
		as = e.typeOf(v)
	}
	switch as {
	case "boolean":
		return valueView{as, v.Truth()}
	case "number":
		return valueView{as, number(v.Float())}
	case "nodeset":
		nodes := []valueNode{}
		for _, n := range v.Set() {
			found := n.(*xmltree.Node)
			nodes = append(nodes, valueNode{Path: found.Path(), Name: found.Name(), Value: found.Text()})
		}
		return valueView{as, nodes}
	default:
		return valueView{as, v.Text()}
	}
}

// typeOf tells the type of a value by what the language does with it: a truth has the number 0 or 1, and a number equals
// its text with a space behind it, which a text does not.
func (e *evaluator) typeOf(v xpath.Value) string {
	text := v.Text()
	switch {
	case v.IsNodes():
		return "nodeset"
	case (text == "true" || text == "false") && !math.IsNaN(v.Float()):
		return "boolean"
	case text == xpath.FormatNumber(v.Float()) && e.holds(v, "value() != value() or value() = concat(value(), ' ')"):
		return "number"
	default:
		return "string"
	}
}

// holds evaluates a condition in which value() is a value.
func (e *evaluator) holds(v xpath.Value, condition string) bool {
	compiled, err := xpath.Compile(condition, xpath.Options{Functions: map[string]xpath.Function{
		"value": {Call: func(*xpath.Context, []xpath.Value) xpath.Value { return v }},
	}})
	return err == nil && compiled.Truth(&e.context)
}

// number is a number as JSON can write it.
func number(f float64) any {
	switch {
	case math.IsNaN(f):
		return "NaN"
	case math.IsInf(f, 1):
		return "Infinity"
	case math.IsInf(f, -1):
		return "-Infinity"
	case f == 0 && math.Signbit(f):
		return "-0"
	default:
		return f
	}
}

// print writes the type and the value; of a set, its size and then each node with its path.
func (v valueView) print(w io.Writer) error {
	nodes, ok := v.Value.([]valueNode)
	if !ok {
		f, isNumber := v.Value.(float64)
		if isNumber {
			v.Value = xpath.FormatNumber(f)
		}
		_, err := fmt.Fprintf(w, "%s\t%v\n", v.Type, v.Value)
		return err
	}
	fmt.Fprintf(w, "%s\t%d\n", v.Type, len(nodes))
	for _, n := range nodes {
		if _, err := fmt.Fprintf(w, "%s\t%s\n", n.Path, n.Value); err != nil {
			return err
		}
	}
	return nil
}
