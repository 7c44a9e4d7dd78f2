package xlsform_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"plumbline/forms/internal/corpus"
	"plumbline/forms/xform"
	"plumbline/forms/xlsform"
	"plumbline/forms/xpath"
)

// assertions are what a test of the reference converter asserts of one form.
type assertions struct {
	Errored          bool              `json:"errored"`
	ErrorContains    []string          `json:"error__contains"`
	ErrorLacks       []string          `json:"error__not_contains"`
	WarningsCount    *int              `json:"warnings_count"`
	WarningsContain  []string          `json:"warnings__contains"`
	WarningsLack     []string          `json:"warnings__not_contains"`
	XPathMatch       []string          `json:"xml__xpath_match"`
	XPathCount       []json.RawMessage `json:"xml__xpath_count"`
	XPathExact       []json.RawMessage `json:"xml__xpath_exact"`
	XMLContains      []string          `json:"xml__contains"`
	XMLExcludes      []string          `json:"xml__excludes"`
	ModelContains    []string          `json:"model__contains"`
	ModelExcludes    []string          `json:"model__excludes"`
	InstanceContains []string          `json:"instance__contains"`
	ItextContains    []string          `json:"itext__contains"`
	ODKValidate      []string          `json:"odk_validate_error__contains"`
}

// TestAssertions checks what the tests of the reference converter assert: each test is a case.
func TestAssertions(t *testing.T) {
	dir := corpus.Open(t)
	cases := map[string]workbookCase{}
	for _, c := range workbookCases(t, dir) {
		cases[c.ID] = c
	}
	suite := corpus.Suite(t, "assertions")
	dir.Lines(t, "xlsforms/assertions.jsonl", func(line []byte) {
		var entry struct {
			ID    string `json:"id"`
			Tests []struct {
				Test    string     `json:"test"`
				Asserts assertions `json:"asserts"`
			} `json:"tests"`
		}
		if err := json.Unmarshal(line, &entry); err != nil {
			t.Fatal(err)
		}
		outcome := convert(t, dir, cases[entry.ID])
		for _, test := range entry.Tests {
			id := entry.ID + " " + test.Test
			if len(test.Asserts.ODKValidate) > 0 {
				suite.NotApplicable(id, "what ODK Validate says, another program")
				continue
			}
			if outcome.xml == "" && outcome.workbook.cannotRun(outcome.report) {
				suite.NotApplicable(id, cannotRun)
				continue
			}
			suite.Note(id, outcome.check(t, test.Asserts))
		}
	})
	suite.Report(0.98)
}

// outcome is what reading a form came to.
type outcome struct {
	workbook workbookCase
	report   *xlsform.Report
	xml      string // "" when it was refused
}

func convert(tb testing.TB, dir corpus.Dir, c workbookCase) outcome {
	tb.Helper()
	def, report := c.read(tb, dir)
	out := outcome{workbook: c, report: report}
	if def != nil {
		var b bytes.Buffer
		if err := xform.Write(&b, def); err != nil {
			tb.Fatal(err)
		}
		out.xml = b.String()
	}
	return out
}

// check says which assertion does not hold; "" when all do.
func (o outcome) check(tb testing.TB, a assertions) string {
	tb.Helper()
	if why := o.checkErrors(a); why != "" {
		return why
	}
	if why := o.checkWarnings(a); why != "" {
		return why
	}
	if o.xml == "" {
		return ""
	}
	document := parseDOM(tb, o.xml)
	for _, check := range []func(*dom, assertions) string{o.checkPaths, o.checkCounts, o.checkExact, o.checkCharacters} {
		if why := check(document, a); why != "" {
			return why
		}
	}
	return ""
}

func (o outcome) checkErrors(a assertions) string {
	if refused := len(o.report.Errors) > 0; refused != (a.Errored || len(a.ErrorContains) > 0) {
		return fmt.Sprintf("refused is %t: %v", refused, o.report.Errors)
	}
	if len(a.ErrorContains) > 0 {
		if why := refusedAlike(o.report, o.workbook); why != "" {
			return why
		}
	}
	for _, words := range a.ErrorLacks {
		for _, f := range o.report.Errors { // the converter says the first only
			if said(f, words) && slices.Contains(wantedCodes(o.workbook), f.Code) {
				return fmt.Sprintf("error %q says %q", f, words)
			}
		}
	}
	return ""
}

// warningKinds are the codes of the converter's warnings that have none, by what they say.
func warningKinds() map[string]string {
	return map[string]string{
		"similar names were found": "NAMES_013", "is problematic": "NAMES_002", "Repeat has no label": "repeat-label",
		"Choices should have a label": "LABEL_001", "Column headers must not": "HEADER_004", "uses or_other": "or-other-translation",
		"is missing the": "translation", "machine-readable codes": "language-code",
	}
}

var (
	quoted = regexp.MustCompile(`'([^']*)'`)
	rowOf  = regexp.MustCompile(`\[row : (\d+)\]`)
)

// said reports whether a finding says what a fragment of the converter's message says.
func said(f xlsform.Finding, fragment string) bool {
	for words, code := range warningKinds() {
		if strings.Contains(fragment, words) {
			if code == "NAMES_013" && strings.Contains(f.Message, "the sheet named ") {
				return true
			}
			row := rowOf.FindStringSubmatch(fragment)
			return f.Code == code && (row == nil || row[1] == strconv.Itoa(f.Row))
		}
	}
	m := quoted.FindStringSubmatch(fragment)
	return m != nil && strings.Contains(f.Message, strconv.Quote(m[1])) || strings.Contains(f.Message, fragment)
}

func (o outcome) checkWarnings(a assertions) string {
	if a.WarningsCount != nil {
		if got := o.warnings(); got != *a.WarningsCount {
			return fmt.Sprintf("%d warnings, want %d: %v", got, *a.WarningsCount, o.report.Warnings)
		}
	}
	for _, words := range a.WarningsContain {
		if !slices.ContainsFunc(o.report.Warnings, func(f xlsform.Finding) bool { return said(f, words) }) {
			return fmt.Sprintf("no warning says %q: %v", words, o.report.Warnings)
		}
	}
	for _, words := range a.WarningsLack {
		if slices.ContainsFunc(o.report.Warnings, func(f xlsform.Finding) bool { return said(f, words) }) {
			return fmt.Sprintf("a warning says %q: %v", words, o.report.Warnings)
		}
	}
	return ""
}

// warnings counts warnings as the converter does, which says all that is missing of translations in one, and nothing of
// names that find nothing, misspelt headers and defaults that are no answers.
func (o outcome) warnings() int {
	n, translation := 0, false
	for _, f := range o.report.Warnings {
		switch f.Code {
		case "translation":
			translation = true
		case "unread", "header-unknown", "default":
		default:
			n++
		}
	}
	if translation {
		n++
	}
	return n
}

// find evaluates an expression on the document.
func find(document *dom, expression string) (xpath.Value, error) {
	expression = strings.ReplaceAll(expression, "namespace::", "@declared:")
	e, err := xpath.Compile(expression, xpath.Options{Namespaces: map[string]string{
		"declared": "xmlns",
		"h":        "http://www.w3.org/1999/xhtml", "x": "http://www.w3.org/2002/xforms", "jr": "http://openrosa.org/javarosa",
		"ev": "http://www.w3.org/2001/xml-events", "xsd": "http://www.w3.org/2001/XMLSchema",
		"orx": "http://openrosa.org/xforms", "odk": "http://www.opendatakit.org/xforms",
		"entities": "http://www.opendatakit.org/xforms/entities",
	}})
	if err != nil {
		return xpath.Value{}, err
	}
	return e.Eval(&xpath.Context{Node: document, Root: document}), nil
}

func (o outcome) checkPaths(document *dom, a assertions) string {
	for _, expression := range a.XPathMatch {
		v, err := find(document, expression)
		if err != nil {
			return fmt.Sprintf("%v: %s", err, expression)
		}
		if !v.Truth() {
			return "no match: " + corpus.Collapse(expression)
		}
	}
	return ""
}

func (o outcome) checkCounts(document *dom, a assertions) string {
	for _, raw := range a.XPathCount {
		var expression string
		var want int
		if err := json.Unmarshal(raw, &[]any{&expression, &want}); err != nil {
			return err.Error()
		}
		v, err := find(document, expression)
		if err != nil || len(v.Set()) != want {
			return fmt.Sprintf("%d matches, want %d: %s %v", len(v.Set()), want, corpus.Collapse(expression), err)
		}
	}
	return ""
}

// checkExact compares all that an expression finds: values of attributes, or elements.
func (o outcome) checkExact(document *dom, a assertions) string {
	for _, raw := range a.XPathExact {
		var expression string
		var want struct {
			Set []string `json:"set"`
		}
		if err := json.Unmarshal(raw, &[]any{&expression, &want}); err != nil {
			return err.Error()
		}
		v, err := find(document, expression)
		if err != nil {
			return err.Error()
		}
		var got []string
		for _, n := range v.Set() {
			text := n.Text()
			if d, ok := n.(*dom); ok && d.kind == xpath.Element {
				text = d.source
			}
			got = append(got, fragment(text))
		}
		var wanted []string
		for _, text := range want.Set {
			wanted = append(wanted, fragment(text))
		}
		slices.Sort(got)
		slices.Sort(wanted)
		if !slices.Equal(slices.Compact(got), slices.Compact(wanted)) {
			return fmt.Sprintf("%s finds %q, want %q", corpus.Collapse(expression), got, wanted)
		}
	}
	return ""
}

const wrapper = `<w xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa" ` +
	`xmlns:odk="http://www.opendatakit.org/xforms" xmlns:orx="http://openrosa.org/xforms">`

// fragment returns a value, or an element, in canonical form.
func fragment(text string) string {
	if !strings.HasPrefix(strings.TrimSpace(text), "<") {
		return corpus.Collapse(strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&").Replace(text))
	}
	return strings.Join(corpus.Canonical([]byte(wrapper+text+"</w>")), "\n")
}

// checkCharacters compares pieces of the XML itself, whatever the order of attributes and the layout.
func (o outcome) checkCharacters(_ *dom, a assertions) string {
	all := squash(o.xml)
	model := between(all, "<model", "</model>")
	for _, part := range []struct {
		in     string
		wanted []string
	}{
		{all, a.XMLContains},
		{model, a.ModelContains},
		{between(model, "<instance>", "</instance>"), a.InstanceContains},
		{between(model, "<itext>", "</itext>"), a.ItextContains},
	} {
		for _, want := range part.wanted {
			if strings.HasPrefix(want, "xmlns:") {
				part.in = all // where the namespace is declared is a matter of layout
			}
			if !holds(part.in, squash(want)) {
				return fmt.Sprintf("lacks %q", want)
			}
		}
	}
	for _, part := range []struct {
		in     string
		banned []string
	}{{all, a.XMLExcludes}, {model, a.ModelExcludes}} {
		for _, banned := range part.banned {
			if strings.Contains(part.in, squash(banned)) {
				return fmt.Sprintf("has %q", banned)
			}
		}
	}
	return ""
}

func between(s, start, end string) string {
	i, j := strings.Index(s, start), strings.LastIndex(s, end)
	if start == "<instance>" {
		j = strings.Index(s, end)
	}
	if i < 0 || j < i {
		return ""
	}
	return s[i : j+len(end)]
}

var (
	tag       = regexp.MustCompile(`<([\w:.-]+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(/?)>`)
	tagAttr   = regexp.MustCompile(`([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')`)
	emptyPair = regexp.MustCompile(`<([\w:.-]+)([^<>]*)></([\w:.-]+)>`)
	gap       = regexp.MustCompile(`>\s+<`)
)

// holds reports whether squashed XML has a fragment: an open tag or mere attributes among others of one tag.
func holds(content, fragment string) bool {
	if strings.Contains(content, fragment) {
		return true
	}
	name, rest, _ := strings.Cut(strings.TrimPrefix(fragment, "<"), " ")
	if !strings.HasPrefix(fragment, "<") {
		name, rest = "", fragment
	}
	attrs := tagAttr.FindAllString(rest, -1)
	if strings.Contains(fragment, ">") || len(attrs) == 0 {
		return false
	}
	return slices.ContainsFunc(tag.FindAllStringSubmatch(content, -1), func(m []string) bool {
		has := tagAttr.FindAllString(m[2], -1)
		lacks := func(a string) bool { return !slices.Contains(has, a) }
		return (name == "" || m[1] == name) && !slices.ContainsFunc(attrs, lacks)
	})
}

// squash writes XML without layout, with attributes in order and empty elements in the short form.
func squash(content string) string {
	content = tagAttr.ReplaceAllStringFunc(strings.ReplaceAll(content, "&gt;", ">"), func(s string) string {
		a := tagAttr.FindStringSubmatch(s)
		return a[1] + `="` + strings.ReplaceAll(corpus.Collapse(a[2]+a[3]), ">", "&gt;") + `"`
	})
	content = tag.ReplaceAllStringFunc(content, func(s string) string {
		m := tag.FindStringSubmatch(s)
		attrs := tagAttr.FindAllString(m[2], -1)
		slices.Sort(attrs)
		return "<" + strings.Join(append([]string{m[1]}, attrs...), " ") + m[3] + ">"
	})
	content = emptyPair.ReplaceAllStringFunc(content, func(s string) string {
		m := emptyPair.FindStringSubmatch(s)
		if m[1] != m[3] || strings.HasSuffix(m[2], "/") {
			return s
		}
		return "<" + m[1] + m[2] + "/>"
	})
	return corpus.Collapse(gap.ReplaceAllString(content, "><"))
}
