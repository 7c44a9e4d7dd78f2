package session_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"plumbline/forms"
	"plumbline/forms/session"
)

func (p *player) compare(key string, want state) error {
	if want.Volatile {
		return nil // different at each run
	}
	v, _ := p.s.View(key)
	notes := v.Node.Kind == forms.Note
	for _, part := range []struct {
		name      string
		got, want any
	}{
		{"relevant", v.Relevant, want.Relevant},
		{"readonly", v.ReadOnly, want.ReadOnly && (!notes || v.ReadOnly)},
		{"required", v.Required, want.Required},
	} {
		if part.got != part.want {
			return fmt.Errorf("%s is %v, want %v", part.name, part.got, part.want)
		}
	}
	return errors.Join(compareValue(v, want), compareWords(v, want), compareChoices(v, want, p.s.Language()), p.compareProblem(v, want), p.compareAttrs(v, want))
}

func compareValue(v session.View, want state) error {
	var text string
	if want.Value == nil || json.Unmarshal(want.Value, &text) != nil {
		return nil // of a container, or different at each run
	}
	if strings.Contains(v.Node.Calculation, "random()") {
		return nil // different at each run
	}
	got := v.Effective
	if want.Type == "upload" {
		got = v.Value // of which the corpus has what is kept
	}
	if got != text && got != pointZero.ReplaceAllString(text, "$1") && !(numeric(v.Node.DataType) && sameNumbers(got, text)) && !near(got, text) {
		return fmt.Errorf("value is %q, want %q", got, text)
	}
	return nil
}

// numeric reports whether texts of a type are numbers, which the corpus may write otherwise.
func numeric(dataType string) bool {
	return dataType == "decimal" || strings.HasPrefix(dataType, "geo")
}

// near reports whether two texts are the same number but for its last digits: days counted from local midnight, which
// the recording engine does, leave a remainder.
func near(a, b string) bool {
	x, err1 := strconv.ParseFloat(a, 64)
	y, err2 := strconv.ParseFloat(b, 64)
	return err1 == nil && err2 == nil && math.Abs(x-y) < 1e-9*max(1, math.Abs(y)) && strings.Contains(b, ".")
}

// pointZero is how the recording engine writes whole decimals.
var pointZero = regexp.MustCompile(`\b(\d+)\.0\b`)

var numbers = regexp.MustCompile(`[-+]?[0-9.]+`)

func sameNumbers(a, b string) bool {
	write := func(s string) string {
		f, err := strconv.ParseFloat(s, 64)
		if err != nil {
			return s
		}
		return strconv.FormatFloat(f, 'g', 12, 64)
	}
	return numbers.ReplaceAllStringFunc(a, write) == numbers.ReplaceAllStringFunc(b, write)
}

func squeeze(s string) string { return strings.Join(strings.Fields(s), " ") }

func compareWords(v session.View, want state) error {
	// The corpus has the media of a text, and the guidance of a hint, run on at its end.
	for _, part := range []struct {
		name  string
		got   string
		rests []string
		want  *string
	}{{"label", v.Label, slices.Collect(maps.Values(v.Media)), want.Label}, {"hint", v.Hint, []string{v.Guidance}, want.Hint}} {
		if part.want != nil && !sameNumbers(squeeze(part.got), squeeze(*part.want)) && !runsOn(*part.want, part.got, part.rests) {
			return fmt.Errorf("%s is %q, want %q", part.name, part.got, *part.want)
		}
	}
	if n, ok := want.Count.(float64); ok && v.Count != int(n) {
		return fmt.Errorf("%d instances, want %v", v.Count, n)
	}
	return nil
}

var mediaFolder = regexp.MustCompile(`jr://\w+/`)

// runsOn reports whether a text is made of another and rests of any order.
func runsOn(whole, text string, rests []string) bool {
	whole = mediaFolder.ReplaceAllString(whole, "")
	for _, rest := range rests {
		rest = mediaFolder.ReplaceAllString(rest, "")
		if at := strings.LastIndex(whole, rest); at >= 0 {
			whole = whole[:at] + whole[at+len(rest):]
		}
	}
	return squeeze(whole) == squeeze(text)
}

func compareChoices(v session.View, want state, language string) error {
	if want.Choices == nil {
		return nil
	}
	var got, wanted []string
	var rests [][]string
	for _, c := range v.Choices {
		media := []string{}
		for _, file := range c.Media {
			media = append(media, file.In(language))
		}
		got = append(got, c.Name+"="+squeeze(c.Label.In("")))
		rests = append(rests, media)
	}
	for i, c := range *want.Choices {
		name, ok := c[0].(string)
		if !ok {
			return nil // different at each run
		}
		label, _ := c[1].(string)
		if i < len(got) && runsOn(name+"="+label, got[i], rests[i]) {
			wanted = append(wanted, got[i])
			continue
		}
		wanted = append(wanted, name+"="+squeeze(label))
	}
	if _, err := strconv.ParseFloat(v.Node.Parameters["seed"], 64); v.Node.Parameters["randomize"] == "true" && err != nil {
		slices.Sort(got)
		slices.Sort(wanted)
	}
	if !slices.Equal(got, wanted) {
		return fmt.Errorf("choices are %.300v, want %.300v", got, wanted)
	}
	return nil
}

func (p *player) compareProblem(v session.View, want state) error {
	if v.Node.Kind.Container() {
		return nil
	}
	got, message := "", ""
	switch problem := v.Problem; {
	case problem != nil && problem.Kind == session.Violated:
		got, message = "constraint", problem.Message
	case v.Relevant && v.Required && v.Effective == "":
		got = "required"
		if all := p.s.ProblemsIn(v.Key); len(all) == 1 {
			message = all[0].Message
		}
	}
	if got != want.Violation {
		return fmt.Errorf("violation is %q, want %q", got, want.Violation)
	}
	if want.Message != nil && squeeze(message) != squeeze(*want.Message) && (v.Problem == nil || v.Problem.Kind != session.Malformed) {
		return fmt.Errorf("message is %q, want %q", message, *want.Message)
	}
	return nil
}

func (p *player) compareAttrs(v session.View, want state) error {
	for name, value := range want.Attrs {
		text, ok := value.(string)
		if !ok {
			continue // different at each run
		}
		got := ""
		for full, fixed := range v.Node.Instance {
			if local(full) == local(name) {
				got = fixed
			}
		}
		for _, a := range v.Node.Attributes {
			if av, ok := p.s.View(strings.TrimPrefix(v.Key+"/@"+a.Name, "/")); ok && local(a.Name) == local(name) {
				got = av.Effective
			}
		}
		if got != text {
			return fmt.Errorf("attribute %s is %q, want %q", name, got, text)
		}
	}
	return nil
}

// unprefixed is a reference without the prefix that names about the record may have.
func unprefixed(ref string) string { return strings.ReplaceAll(ref, "/orx:", "/") }

// local is a name without its prefix.
func local(name string) string { return name[strings.IndexByte(name, ':')+1:] }
