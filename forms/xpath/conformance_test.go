package xpath_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"plumbline/forms/internal/corpus"
	"plumbline/forms/xpath"
)

// evaluation is a case of xpath_cases.json.
type evaluation struct {
	ID          string            `json:"id"`
	Dialect     string            `json:"dialect"`
	Expression  string            `json:"expression"`
	Context     string            `json:"context"`
	ContextNode string            `json:"context_node"`
	RootNode    string            `json:"root_node"`
	Namespaces  map[string]string `json:"namespaces"`
	Language    string            `json:"language"`
	TimeZone    string            `json:"time_zone"`
	Plain       bool              `json:"plain_xpath1"`
	Beyond      []string          `json:"beyond_odk_spec"`
	Unknown     []string          `json:"unknown_functions"`
	LibXML      string            `json:"libxml2"`
	Conflict    bool              `json:"conflict"`
	Expected    expected          `json:"expected"`
}

type expected struct {
	Type      string          `json:"type"`
	Value     json.RawMessage `json:"value"`
	Tolerance float64         `json:"tolerance"`
	Factor    float64         `json:"factor"`
	Flags     string          `json:"flags"`
}

func TestConformance(t *testing.T) {
	var file struct {
		Contexts map[string]string
		Cases    []evaluation
	}
	corpus.Open(t).JSON(t, "xpath_cases.json", &file)
	within, beyond := corpus.Suite(t, "xpath"), corpus.Suite(t, "xpath-beyond")
	for _, c := range file.Cases {
		tally := within
		if len(c.Beyond) > 0 {
			tally = beyond
		}
		got, why := c.check(t, file.Contexts[c.Context])
		switch class := c.dialectOnly(got); {
		case why == "":
			tally.Pass()
		case class != "":
			tally.NotApplicable(c.ID, class)
		default:
			tally.Fail(c.ID, fmt.Sprintf("%s: %s: %s", c.Dialect, c.Expression, why))
		}
	}
	within.Report(1)
	beyond.Report(0.9)
}

// check evaluates the case, and says how the value differs from what is expected; "" is not at all.
func (c *evaluation) check(t *testing.T, source string) (xpath.Value, string) {
	t.Helper()
	doc := parseXML(t, source)
	at := doc.at(t, c.ContextNode)
	root := doc
	if c.RootNode != "" {
		root = doc.at(t, c.RootNode)
	}
	e, err := xpath.Compile(c.Expression, c.options())
	if err != nil {
		if c.Expected.Type == "error" {
			return xpath.Value{}, ""
		}
		return xpath.Value{}, "does not compile: " + err.Error()
	}
	w := &world{zone: c.zone(t), doc: doc, language: c.Language}
	problem := ""
	got := e.Eval(&xpath.Context{Node: at, Root: root, World: w, Problem: func(words string) { problem = words }})
	if c.Expected.Type == "error" && problem != "" {
		return got, ""
	}
	return got, c.Expected.differs(t, got)
}

func (c *evaluation) zone(t *testing.T) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation(c.TimeZone) // "" is UTC
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

// options of the case: XPath 1.0 takes a name without a prefix as one in no namespace, and functions that do not exist
// are there where the case is about whether they are called.
func (c *evaluation) options() xpath.Options {
	o := xpath.Options{Namespaces: maps.Clone(c.Namespaces), Functions: map[string]xpath.Function{}}
	if c.Plain {
		if o.Namespaces == nil {
			o.Namespaces = map[string]string{}
		}
		o.Namespaces[""] = ""
	}
	for _, name := range c.Unknown {
		if c.Expected.Type != "error" {
			o.Functions[name] = xpath.Function{Max: -1, Call: func(*xpath.Context, []xpath.Value) xpath.Value {
				return xpath.String("called: " + name)
			}}
		}
	}
	return o
}

func (x *expected) differs(t *testing.T, got xpath.Value) string {
	t.Helper()
	switch x.Type {
	case "boolean":
		return differ(got.Truth(), decode[bool](t, x.Value))
	case "number":
		return x.numberDiffers(t, got.Float())
	case "number-rounded":
		f := math.Floor(got.Float()*x.Factor+0.5) / x.Factor
		return x.numberDiffers(t, f)
	case "string":
		return differ(got.Text(), decode[string](t, x.Value))
	case "date", "datetime":
		want := decode[string](t, x.Value)
		if strings.HasPrefix(got.Text(), want) {
			return ""
		}
		return differ(got.Text(), want)
	case "string-matches":
		pattern := decode[string](t, x.Value)
		if x.Flags != "" {
			pattern = "(?" + x.Flags + ")" + pattern
		}
		if regexp.MustCompile(pattern).MatchString(got.Text()) {
			return ""
		}
		return fmt.Sprintf("got %q, want a match of %s", got.Text(), pattern)
	case "string-length":
		return differ(len(got.Text()), decode[int](t, x.Value))
	case "nodeset", "nodeset-unordered":
		return x.nodesDiffer(t, got)
	case "error":
		return fmt.Sprintf("got %q, want an error", got.Text())
	}
	t.Fatalf("unknown type %q", x.Type)
	return ""
}

func (x *expected) numberDiffers(t *testing.T, got float64) string {
	t.Helper()
	var want float64
	if text, err := strconv.Unquote(string(x.Value)); err == nil {
		if want, err = strconv.ParseFloat(text, 64); err != nil {
			t.Fatal(err)
		}
	} else {
		want = decode[float64](t, x.Value)
	}
	if got == want || math.IsNaN(got) && math.IsNaN(want) || math.Abs(got-want) <= max(x.Tolerance, lastPlace(want)) {
		return ""
	}
	return fmt.Sprintf("got %v, want %v", got, want)
}

// lastPlace is the distance to the next number there is: no standard fixes the last place of a sine.
func lastPlace(f float64) float64 {
	if f == 0 || math.IsInf(f, 0) || math.IsNaN(f) {
		return 0
	}
	return math.Abs(math.Nextafter(f, math.Inf(1)) - f)
}

func (x *expected) nodesDiffer(t *testing.T, got xpath.Value) string {
	t.Helper()
	if !got.IsNodes() {
		return fmt.Sprintf("got %q, want nodes", got.Text())
	}
	var have, should []string
	for _, n := range got.Set() {
		have = append(have, n.(*node).path())
	}
	for _, f := range decode[[]struct{ Path string }](t, x.Value) {
		should = append(should, f.Path)
	}
	if x.Type == "nodeset-unordered" {
		slices.Sort(have)
		slices.Sort(should)
	}
	return differ(strings.Join(have, " "), strings.Join(should, " "))
}

func differ[T comparable](got, want T) string {
	if got == want {
		return ""
	}
	return fmt.Sprintf("got %#v, want %#v", got, want)
}

func decode[T any](t *testing.T, data json.RawMessage) T {
	t.Helper()
	var v T
	if err := json.Unmarshal(data, &v); err != nil {
		t.Fatalf("%s: %v", data, err)
	}
	return v
}
