package xlsform

import (
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"plumbline/forms"
)

// parameter is a key that the parameters column may have.
type parameter struct {
	name  string
	valid func(string) bool // nil for anything
	code  string            // of the finding when it is not valid
	wants string            // what would be right
}

const referenceGeometry = "reference-geometry"

// Keys of the table of parameters for questions about lists.
const (
	aboutList = "select"
	aboutFile = "select from file"
)

// parameterTable returns what the parameters column of each type may have. Types that are not in it leave it alone.
var parameterTable = sync.OnceValue(func() map[string][]parameter {
	truth := oneOf("true", "false")
	shape := []parameter{
		{"incremental", isYes, "SURVEY_003", "true, or left out"},
		{"allow-mock-accuracy", truth, "SURVEY_009", "true or false"},
		{name: referenceGeometry},
	}
	image := []parameter{{"max-pixels", isWhole, "parameter", "a whole number"}, {name: "app"}}
	audio := []parameter{{"quality", oneOf("voice-only", "low", "normal", "external"), "parameter", "voice-only, low, " +
		"normal or external"}}
	list := []parameter{
		{"randomize", truth, "parameter", "true or false"},
		{"seed", isSeed, "parameter", "a number, or a reference to another question such as ${seed}"},
	}
	return map[string][]parameter{
		aboutList: list,
		aboutFile: append(list[:2:2],
			parameter{"value", isPlainName, "parameter", "the name of a column of the file"},
			parameter{"label", isPlainName, "parameter", "the name of a column of the file"}),
		"text":  {{"rows", isWhole, "parameter", "a whole number"}},
		"image": image, "photo": image, "add image prompt": image, "add photo prompt": image,
		"audio": audio, "add audio prompt": audio,
		"background-audio": {{"quality", oneOf("voice-only", "low", "normal"), "parameter", "voice-only, low or normal"}},
		"geopoint": {
			{"capture-accuracy", isNumber, "SURVEY_007", "a number"},
			{"warning-accuracy", isNumber, "SURVEY_008", "a number"},
			{"allow-mock-accuracy", truth, "SURVEY_009", "true or false"},
			{name: referenceGeometry},
		},
		"geotrace": shape, "geoshape": shape,
		"range": {
			{"start", isDecimal, "RANGE_001", "a number"},
			{"end", isDecimal, "RANGE_001", "a number"},
			{"step", isDecimal, "RANGE_001", "a number"},
			{"tick_interval", isDecimal, "RANGE_001", "a number"},
			{"placeholder", isDecimal, "RANGE_001", "a number"},
			{name: tickLabels},
		},
		"audit": {
			{"track-changes", truth, "parameter", "true or false"},
			{"identify-user", truth, "parameter", "true or false"},
			{"track-changes-reasons", oneOf("on-form-edit"), "parameter", "on-form-edit"},
			{
				"location-priority", oneOf("no-power", "low-power", "balanced", "high-accuracy"), "parameter",
				"no-power, low-power, balanced or high-accuracy",
			},
			{"location-min-interval", isCount, "parameter", "a whole number from 0 up, in seconds"},
			{"location-max-age", isCount, "parameter", "a whole number from 0 up, in seconds"},
		},
	}
})

// parametersOf returns what the parameters column of a type may have; ok is false for a type that leaves it alone.
func parametersOf(typ command) (list []parameter, ok bool) {
	key := typ.question
	switch {
	case typ.selection != nil && typ.selection.fromFile():
		key = aboutFile
	case typ.selection != nil:
		key = aboutList
	}
	list, ok = parameterTable()[key]
	return list, ok
}

var pair = regexp.MustCompile(`^[^\s=,;]+[\s,;]*=[\s,;]*[^\s=,;]+[\s,;]*`)

// parseParameters reads "key=value key=value"; ok is false for anything else.
func parseParameters(cell string) (out map[string]string, ok bool) {
	const between = " \t\r\n,;"
	rest := strings.TrimLeft(cell, between)
	for rest != "" {
		found := pair.FindString(rest)
		if found == "" {
			return nil, false
		}
		rest = rest[len(found):]
		key, value, _ := strings.Cut(found, "=")
		key, value = strings.ToLower(strings.Trim(key, between)), strings.Trim(value, between)
		if !slices.Contains([]string{"value", "label", "seed", referenceGeometry}, key) { // these may name something
			value = strings.ToLower(value)
		}
		put(&out, key, value)
	}
	return out, true
}

// parameters reads a question's parameters column.
func (s *survey) parameters(e *element) {
	at := e.rec.place(surveySheet, colParams)
	values, ok := parseParameters(e.rec.values[colParams])
	if !ok {
		s.report.fail(at, "SURVEY_004", "The parameters are not of the form key=value. Separate several with spaces, "+
			"such as \"start=1 end=5\".")
		return
	}
	accepted, ok := parametersOf(e.typ)
	if !ok {
		return
	}
	s.reject(values, accepted, at)
	e.node.Parameters = values
	for _, p := range accepted {
		if value, found := values[p.name]; found && p.valid != nil && !p.valid(value) {
			s.report.fail(at, p.code, "The parameter %s is %q, and should be %s.", p.name, value, p.wants)
		}
	}
	s.combine(e, at)
}

// reject reports the keys that a type does not have.
func (s *survey) reject(values map[string]string, accepted []parameter, at place) {
	names, rejected := make([]string, 0, len(accepted)), []string(nil)
	for _, p := range accepted {
		names = append(names, p.name)
	}
	for _, key := range slices.Sorted(maps.Keys(values)) {
		if !slices.Contains(names, key) {
			rejected = append(rejected, key)
		}
	}
	if len(rejected) > 0 {
		s.report.fail(at, "SURVEY_005", "This type of question has no parameter %s. It can have: %s.",
			strings.Join(rejected, ", "), strings.Join(names, ", "))
	}
}

// combine checks what parameters mean together, and what they mean for their question.
func (s *survey) combine(e *element, at place) {
	p := e.node.Parameters
	switch {
	case e.typ.selection != nil:
		s.combineSelect(e, at)
	case e.typ.question == "audit":
		s.combineAudit(p, at)
	case e.node.Kind == forms.Range:
		s.rangeParameters(e, at)
	case e.node.Kind == forms.Image:
		s.combineImage(e, at)
	}
	if p["incremental"] != "" {
		p["incremental"] = "true"
	}
}

func (s *survey) combineSelect(e *element, at place) {
	p := e.node.Parameters
	if p["seed"] != "" && p["randomize"] == "" {
		s.report.fail(at, "parameter", "A seed only has a meaning with randomize=true.")
	}
	if items := e.node.Items; items != nil && e.typ.selection.fromFile() {
		if p["value"] != "" {
			items.Value = p["value"]
		}
		if p["label"] != "" {
			items.Label = p["label"]
		}
	}
}

func (s *survey) combineAudit(p map[string]string, at place) {
	given := 0
	for _, name := range []string{"location-priority", "location-min-interval", "location-max-age"} {
		if p[name] != "" {
			given++
		}
	}
	if given == 1 || given == 2 {
		s.report.fail(at, "parameter", "To note locations, the audit needs all of location-priority, "+
			"location-min-interval and location-max-age.")
		return
	}
	interval, err := strconv.Atoi(p["location-min-interval"])
	age, err2 := strconv.Atoi(p["location-max-age"])
	if err == nil && err2 == nil && age < interval {
		s.report.fail(at, "parameter", "location-max-age must not be smaller than location-min-interval.")
	}
}

func (s *survey) combineImage(e *element, at place) {
	p := e.node.Parameters
	if p["max-pixels"] == "" {
		s.report.warn(at, "max-pixels", "Pictures are kept in their full size. Add max-pixels=1024 to save space.")
	}
	if e.node.Appearance != "" && e.node.Appearance != "annotate" {
		delete(p, "app") // opens no app then
	}
	if app := p["app"]; app != "" {
		if problem := androidPackage(app); problem != "" {
			s.report.fail(at, "parameter", "The app %q is not the name of an Android app: %s.", app, problem)
		}
	}
}

// androidPackage says what is wrong with the name of an Android app; "" for nothing.
// Source: https://developer.android.com/build/configure-app-module#set-application-id
func androidPackage(name string) string {
	if !strings.Contains(name, ".") {
		return "it needs at least one full stop"
	}
	for _, segment := range strings.Split(name, ".") {
		if !androidSegment.MatchString(segment) {
			return "each part begins with a letter, and has letters, digits and underscores only"
		}
	}
	return ""
}

var (
	androidSegment = regexp.MustCompile(`^[a-zA-Z][a-zA-Z0-9_]*$`)
	plainName      = regexp.MustCompile(`^[a-zA-Z_][a-zA-Z0-9\-_.]*$`)
)

func oneOf(values ...string) func(string) bool {
	return func(s string) bool { return slices.Contains(values, s) }
}

func isYes(s string) bool {
	yes, _ := yesNo(s)
	return yes
}

func isWhole(s string) bool {
	_, err := strconv.Atoi(s)
	return err == nil
}

func isCount(s string) bool {
	n, err := strconv.Atoi(s)
	return err == nil && n >= 0
}

func isNumber(s string) bool {
	_, err := strconv.ParseFloat(s, 64)
	return err == nil
}

func isPlainName(s string) bool { return plainName.MatchString(s) }

func isSeed(s string) bool { return isReference(s) || isNumber(s) }
