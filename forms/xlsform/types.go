package xlsform

import (
	"strings"
	"sync"

	"plumbline/forms"
)

// question is what a type of the survey sheet means.
type question struct {
	kind       forms.Kind
	command    string // forms.Node.Type; "" where the kind says all
	dataType   string // of the bind
	preload    string
	params     string // of the preload
	constraint string // unless the row has one
	hint       string // unless the row has one
	names      []string
}

// types are the types of question without a list. The first name is the standard one, the others are historical.
func types() []question {
	return []question{
		{kind: forms.String, dataType: "string", names: []string{"text", "string", "q string", "add text prompt"}},
		{kind: forms.Integer, dataType: "int", names: []string{"integer", "int", "q int", "add integer prompt"}},
		{kind: forms.Decimal, dataType: "decimal", names: []string{"decimal", "q decimal", "add decimal prompt"}},
		{kind: forms.Range, dataType: "int", names: []string{"range"}},
		{kind: forms.Date, dataType: "date", names: []string{"date", "q date", "add date prompt"}},
		{kind: forms.Time, dataType: "time", names: []string{"time"}},
		{kind: forms.DateTime, dataType: "dateTime", names: []string{
			"dateTime", "datetime", "date time", "q dateTime", "q date time", "add dateTime prompt", "add date time prompt",
		}},
		{kind: forms.Note, dataType: "string", names: []string{"note", "q note", "add note prompt"}},
		{kind: forms.Acknowledge, dataType: "string", names: []string{
			"acknowledge", "q acknowledge", "add acknowledge prompt",
		}},
		{kind: forms.Acknowledge, names: []string{"trigger"}},
		{kind: forms.Calculate, dataType: "string", names: []string{"calculate", "q calculate", "add calculate prompt"}},
		{kind: forms.Hidden, dataType: "string", names: []string{"hidden"}},
		{kind: forms.Image, dataType: "binary", names: []string{
			"image", "photo", "q image", "q picture", "add image prompt", "add photo prompt",
		}},
		{kind: forms.Audio, dataType: "binary", names: []string{"audio", "q audio", "add audio prompt"}},
		{kind: forms.Video, dataType: "binary", names: []string{"video", "q video", "add video prompt"}},
		{kind: forms.File, dataType: "binary", names: []string{"file", "add file prompt"}},
		{kind: forms.File, command: "osm", dataType: "binary", names: []string{"osm"}},
		{kind: forms.Barcode, dataType: "barcode", names: []string{"barcode", "q barcode", "add barcode prompt"}},
		{kind: forms.GeoPoint, dataType: "geopoint", names: []string{
			"geopoint", "gps", "location", "q geopoint", "q location", "add location prompt",
		}},
		{kind: forms.GeoTrace, dataType: "geotrace", names: []string{"geotrace"}},
		{kind: forms.GeoShape, dataType: "geoshape", names: []string{"geoshape"}},
		{kind: forms.Integer, dataType: "int", command: "percentage", constraint: "0 <= . and . <= 100", names: []string{"percentage"}},
		{
			kind: forms.String, dataType: "string", command: "phone number", constraint: `regex(., '^\d*$')`,
			hint: "Enter numbers only.", names: []string{"phone number"},
		},
		daysIn("last month", "31"), daysIn("last six months", "183"), daysIn("last year", "365"),

		{kind: forms.Meta, command: "start-geopoint", dataType: "geopoint", names: []string{"start-geopoint"}},
		{kind: forms.Meta, command: "background-geopoint", dataType: "geopoint", names: []string{"background-geopoint"}},
		{kind: forms.Meta, command: "background-audio", dataType: "binary", names: []string{"background-audio"}},
		{kind: forms.Meta, command: "audit", dataType: "binary", names: []string{"audit"}},
		{kind: forms.Meta, command: "csv-external", names: []string{"csv-external"}},
		{kind: forms.Meta, command: "xml-external", names: []string{"xml-external"}},

		preload("start", "dateTime", "timestamp", "start time", "get start time"),
		preload("end", "dateTime", "timestamp", "end time", "get end time"),
		preload("today", "date", "date", "get today"),
		preload("deviceid", "string", "property", "imei", "device id", "get device id"),
		preload("username", "string", "property"),
		preload("email", "string", "property"),
		preload("phonenumber", "string", "property", "get phone number"),
		preload("simserial", "string", "property", "sim id", "get sim id"),
		preload("subscriberid", "string", "property", "subscriber id", "get subscriber id"),
		preload("uri:deviceid", "string", "property"), preload("uri:username", "string", "property"),
		preload("uri:email", "string", "property"), preload("uri:phonenumber", "string", "property"),
		preload("uri:simserial", "string", "property"), preload("uri:subscriberid", "string", "property"),
	}
}

// preload is a type that the program fills in: what it is filled with has the type's own name.
func preload(name, dataType, source string, others ...string) question {
	return question{
		kind: forms.Meta, command: name, dataType: dataType, preload: source, params: name,
		names: append([]string{name}, others...),
	}
}

// daysIn is a historical type that asks for a number of days.
func daysIn(period, limit string) question {
	name := "number of days in " + period
	return question{
		kind: forms.Integer, dataType: "int", command: name, constraint: "0 <= . and . <= " + limit,
		hint: "Enter a number 0-" + limit + ".", names: []string{name},
	}
}

// questions returns the types by every name that they have.
var questions = sync.OnceValue(func() map[string]question {
	out := map[string]question{}
	for _, q := range types() {
		for _, name := range q.names {
			out[name] = q
		}
	}
	return out
})

// typeName returns the standard name of a kind and command, such as "text" or "start"; "" when no type is so.
func typeName(kind forms.Kind, command string) string {
	for _, q := range types() {
		if q.kind == kind && q.command == command {
			return q.names[0]
		}
	}
	return ""
}

// Commands of selects whose choices are not on the choices sheet.
const (
	oneExternal      = "select_one_external"
	oneFromFile      = "select_one_from_file"
	multipleFromFile = "select_multiple_from_file"
)

// selection is what a select command means.
type selection struct {
	kind    forms.Kind
	command string // forms.Node.Type; "" for choices of the choices sheet
}

func (s selection) fromFile() bool { return s.command == oneFromFile || s.command == multipleFromFile }

// selections returns the questions about a list, by command.
var selections = sync.OnceValue(func() map[string]selection {
	one, several := selection{kind: forms.SelectOne}, selection{kind: forms.SelectMultiple}
	oneFile := selection{kind: forms.SelectOne, command: oneFromFile}
	severalFile := selection{kind: forms.SelectMultiple, command: multipleFromFile}
	return map[string]selection{
		"select_one": one, "select one": one, "select1": one, "select one from": one, "add select one prompt using": one,
		"select_multiple": several, "select all that apply": several, "select all that apply from": several,
		"add select multiple prompt using": several,
		oneFromFile:                        oneFile, "select one from file": oneFile,
		multipleFromFile: severalFile, "select multiple from file": severalFile,
		oneExternal: {kind: forms.SelectOne, command: oneExternal},
		"rank":      {kind: forms.Rank},
	}
})

// loop is a group for each choice of a list. It is unrolled before the tree is made, so no node is of this kind.
const loop = "loop"

// controls returns what may follow begin or end, and the container that each is.
func controls() [][2]string {
	return [][2]string{{"group", "group"}, {"repeat", "repeat"}, {loop, loop}, {"lgroup", "repeat"}, {"looped group", "repeat"}}
}

// command is a type column, taken apart.
type command struct {
	begin, end string // name of the container that it begins or ends: "group", "repeat", "loop"
	selection  *selection
	word       string // of a select, as written
	list       string // of a select, a loop or an osm question
	other      bool   // "or_other"
	question   string // whole text, when it is none of these
}

// parseType takes a type column apart.
func parseType(text string) command {
	if name, rest, ok := control(text, "begin"); ok {
		list := strings.TrimPrefix(rest, "over ")
		if rest == "" || !strings.Contains(list, " ") {
			return command{begin: name, list: list}
		}
	}
	if name, rest, ok := control(text, "end"); ok && rest == "" {
		return command{end: name}
	}
	if c, ok := parseSelect(text); ok {
		return c
	}
	if _, list, ok := strings.Cut(text, "osm "); ok && list != "" && !strings.Contains(list, " ") {
		return command{question: "osm", list: list}
	}
	return command{question: text}
}

// control reads "begin group", "end_repeat" and their like, and returns what follows.
func control(text, verb string) (name, rest string, ok bool) {
	after, ok := strings.CutPrefix(text, verb)
	if !ok || after == "" || !strings.ContainsRune(" _\t\n", rune(after[0])) {
		return "", "", false
	}
	for _, c := range controls() {
		if rest, ok := strings.CutPrefix(after[1:], c[0]); ok && (rest == "" || rest[0] == ' ') {
			return c[1], strings.TrimPrefix(rest, " "), true
		}
	}
	return "", "", false
}

func parseSelect(text string) (command, bool) {
	other := false
	for _, suffix := range []string{" or specify other", " or_other", " or other"} {
		if rest, ok := strings.CutSuffix(text, suffix); ok {
			text, other = rest, true
			break
		}
	}
	at := strings.LastIndexByte(text, ' ')
	if at < 0 {
		return command{}, false
	}
	s, ok := selections()[text[:at]]
	if !ok || text[at+1:] == "" {
		return command{}, false
	}
	return command{selection: &s, word: text[:at], list: text[at+1:], other: other}, true
}

// yesNo reads the words that stand for true() and false(); ok is false for other cells.
func yesNo(cell string) (yes, ok bool) {
	switch cell {
	case "yes", "Yes", "YES", "true", "True", "TRUE", "true()":
		return true, true
	case "no", "No", "NO", "false", "False", "FALSE", "false()":
		return false, true
	}
	return false, false
}

// truthExpression returns the expression that a cell of a yes-or-no column stands for.
func truthExpression(cell string) string {
	yes, ok := yesNo(cell)
	switch {
	case !ok:
		return cell
	case yes:
		return "true()"
	default:
		return "false()"
	}
}
