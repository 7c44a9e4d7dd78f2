package xlsform_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"plumbline/forms"
	"plumbline/forms/internal/corpus"
	"plumbline/forms/xlsform"
)

// pathCase is a case of the corpus' relative paths: from where to where, and the steps up and the path down.
type pathCase struct {
	context, target, source, down string
	whole, none                   bool
	up                            int
}

func pathCases(t testing.TB, dir corpus.Dir) []pathCase {
	t.Helper()
	rows, err := csv.NewReader(bytes.NewReader(dir.Bytes(t, "aux/relative_reference_paths.csv"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	at := func(name string) int { return slices.Index(rows[0], name) }
	var out []pathCase
	for _, row := range rows[1:] {
		up, _ := strconv.Atoi(row[at("out_steps")])
		out = append(out, pathCase{
			context: row[at("lcar_context")], target: row[at("target_path")], source: row[at("source_path")], down: row[at("out_path")],
			whole: row[at("reference_parent")] == "1", none: row[at("expect_none")] == "1", up: up,
		})
	}
	return out
}

// want is the path that the case expects.
func (c pathCase) want() string {
	if c.none {
		return c.context + c.target
	}
	return strings.Repeat("../", c.up) + strings.TrimPrefix(c.down, "/")
}

// form writes a form with the two nodes of the case. What refers to the target is a calculation or, where the choices
// of a select are the answers of a repeat, a select.
func (c pathCase) form() string {
	source, target := strings.Split((c.context + c.source)[1:], "/"), strings.Split((c.context + c.target)[1:], "/")
	root := &branchOf{name: source[0]}
	root.put(target[1:], "text")
	name := target[len(target)-1]
	if c.whole {
		root.put(source[1:], "select_one ${"+name+"}")
	} else {
		root.put(source[1:], "calculate")
	}
	var b strings.Builder
	fmt.Fprintf(&b, "| settings |\n| | name |\n| | %s |\n| survey |\n| | type | name | label | calculation |\n", root.name)
	for _, child := range root.children {
		child.write(&b, "${"+name+"}")
	}
	return b.String()
}

// branchOf is a container or question of such a form.
type branchOf struct {
	name, typ string
	children  []*branchOf
}

func (n *branchOf) put(path []string, typ string) {
	i := slices.IndexFunc(n.children, func(c *branchOf) bool { return c.name == path[0] })
	if i < 0 {
		i = len(n.children)
		n.children = append(n.children, &branchOf{name: path[0]})
	}
	if len(path) > 1 {
		n.children[i].put(path[1:], typ)
		return
	}
	if n.children[i].typ == "" {
		n.children[i].typ = typ
	}
}

func (n *branchOf) write(b *strings.Builder, reference string) {
	if len(n.children) > 0 {
		kind := "group"
		if n.name[0] == 'r' || n.name[0] == 'a' {
			kind = "repeat"
		}
		fmt.Fprintf(b, "| | begin_%s | %s | %s | |\n", kind, n.name, n.name)
		for _, c := range n.children {
			c.write(b, reference)
		}
		fmt.Fprintf(b, "| | end_%s | | | |\n", kind)
		return
	}
	calculation := ""
	if n.typ == "calculate" {
		calculation = reference
	}
	fmt.Fprintf(b, "| | %s | %s | %s | %s |\n", n.typ, n.name, n.name, calculation)
}

func TestRelativePaths(t *testing.T) {
	dir := corpus.Open(t)
	suite := corpus.Aside(t, "relative paths")
	for _, c := range pathCases(t, dir) {
		id := fmt.Sprint(c.context, c.source, " to ", c.target, " ", c.whole)
		def, report := xlsform.Read("data.md", []byte(c.form()))
		if def == nil {
			suite.Fail(id, report.Error())
			continue
		}
		source := (*forms.Node)(nil)
		def.Root.Walk(func(n *forms.Node) bool {
			if n.Path == c.context+c.source {
				source = n
			}
			return true
		})
		got := strings.TrimSpace(source.Calculation)
		if c.whole {
			nodes, _, _ := strings.Cut(source.Items.Nodes, "[")
			got = strings.ReplaceAll(nodes, "parent::node()", "..") + "/" + source.Items.Value
		}
		if got != c.want() {
			suite.Fail(id, fmt.Sprintf("%q, want %q", got, c.want()))
			continue
		}
		suite.Pass()
	}
	suite.Report(1)
}

// TestDefaultsThatAreExpressions tells expressions in the default column from text.
func TestDefaultsThatAreExpressions(t *testing.T) {
	dir := corpus.Open(t)
	var cases []struct {
		Name, Text string
		Dynamic    map[string]bool `json:"default_is_dynamic"`
	}
	dir.JSON(t, "aux/default_is_dynamic.json", &cases)
	suite := corpus.Aside(t, "dynamic defaults")
	for _, c := range cases {
		for typ, want := range c.Dynamic {
			if typ == "None" {
				typ = "text"
			}
			id := c.Name + " " + typ
			var b bytes.Buffer
			w := csv.NewWriter(&b)
			if err := w.WriteAll([][]string{
				{"survey"},
				{"", "type", "name", "label", "default"},
				{"", typ, "q", "Q", c.Text},
				{"", "text", "ref_text", "R", ""},
				{"", "integer", "ref_int", "R", ""},
			}); err != nil {
				t.Fatal(err)
			}
			def, report := xlsform.Read("data.csv", b.Bytes())
			switch {
			case def == nil:
				dynamic := slices.ContainsFunc(report.Errors, func(f xlsform.Finding) bool { return f.Code == "expression" || f.Code == "PYREF_003" })
				suite.Note(id, map[bool]string{true: "", false: report.Error()}[dynamic == want])
			case def.Node("q").DefaultDynamic != want:
				suite.Fail(id, fmt.Sprintf("%q is dynamic: %t, want %t", c.Text, !want, want))
			default:
				suite.Pass()
			}
		}
	}
	suite.Report(1)
}
