package xlsform

import (
	"errors"
	"maps"
	"path"
	"regexp"
	"strings"

	"plumbline/forms"
	"plumbline/forms/xpath"
)

// compiler compiles expressions to find those that could not be evaluated.
type compiler struct {
	functions map[string]xpath.Function // beyond the language's own
	names     *names
	lists     map[string]*forms.List
	report    *Report
}

// checkForm compiles all expressions of a form, references replaced.
func (c compiler) checkForm(s *survey, def *forms.Definition) {
	s.top.walk(func(e *element) {
		c.checkNode(e)
		for _, text := range textsOf(e.node) {
			c.checkText(text.words, e.rec.place(surveySheet, text.column))
		}
	})
	for _, name := range def.ListOrder {
		list := def.Lists[name]
		for i, choice := range list.Choices {
			if i < len(s.choices.rows[list]) { // "other" has no row
				c.checkText(choice.Label, place{choicesSheet, s.choices.rows[list][i], colLabel})
			}
		}
	}
	for _, e := range def.Entities {
		for column, cell := range map[string]string{
			entityID: e.ID, entityCreateIf: e.CreateIf, entityUpdateIf: e.UpdateIf, entityLabel: e.Label,
		} {
			c.check(cell, place{entitiesSheet, e.Row, column})
		}
	}
}

func (c compiler) checkNode(e *element) {
	n := e.node
	row := func(column string) place {
		at := e.rec.place(surveySheet, column)
		if at.row == 0 {
			at.row = n.Row
		}
		return at
	}
	if e.parent != nil && e.parent.node.Name == forms.MetaName && n.Name == "instanceName" {
		c.check(n.Calculation, place{settingsSheet, 2, setInstance})
		return
	}
	for column, expression := range expressionsOf(n) {
		c.warnUnread(n, row(column), c.check(expression, row(column)))
	}
}

func (c compiler) checkText(text forms.Text, at place) {
	for _, language := range sortedKeys(text) {
		for _, part := range forms.Parts(text[language]) {
			c.check(part.Expression, at)
		}
	}
}

// check reports an expression that cannot be evaluated, and returns one that can. One with references that mean nothing is
// reported already; it is nil, and so is an empty one.
func (c compiler) check(expression string, at place) *xpath.Expr {
	if strings.TrimSpace(expression) == "" || strings.Contains(expression, "${") {
		return nil
	}
	compiled, err := xpath.Compile(expression, xpath.Options{Functions: c.known(expression)})
	var wrong *xpath.SyntaxError
	if errors.As(err, &wrong) {
		c.report.fail(at, "expression", "The expression cannot be worked out. "+
			"%s%s", wrong.Message, c.near(expression, wrong.Pos))
	}
	return compiled
}

// near quotes what stands at a place of an expression, as its author wrote it, as a sentence with a space in front.
func (c compiler) near(expression string, at int) string {
	const most = 30
	if at < 0 || at >= len(expression) {
		return ""
	}
	rest := strings.TrimSpace(spacedPath.ReplaceAllStringFunc(expression[at:], func(found string) string {
		if name := path.Base(strings.TrimSpace(found)); len(c.names.byName[name]) > 0 {
			return "${" + name + "}"
		}
		return found
	}))
	if cut := []rune(rest); len(cut) > most {
		rest = string(cut[:most]) + "…"
	}
	if rest == "" {
		return ""
	}
	return " Look at: " + rest
}

var prefixedCall = regexp.MustCompile(`(` + ncName + `):` + ncName + `\s*\(`)

// known returns the functions that an expression may call beyond those of the language. Those with the prefix of another
// program may be anything: a form can be written on for where they are known.
func (c compiler) known(expression string) map[string]xpath.Function {
	out := c.functions
	for _, call := range prefixedCall.FindAllStringSubmatch(expression, -1) {
		if prefix := call[1]; prefix != "jr" && prefix != "odk" && prefix != "qa" {
			if len(out) == len(c.functions) {
				out = maps.Clone(out)
			}
			out[strings.TrimRight(call[0], "( \t\r\n")] = xpath.Function{
				Max: -1, Call: func(*xpath.Context, []xpath.Value) xpath.Value { return xpath.Value{} },
			}
		}
	}
	return out
}
