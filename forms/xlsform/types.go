package xlsform

import "plumbline/forms"

// question is what a type of the survey sheet means.
type question struct {
	kind     forms.Kind
	command  string // forms.Node.Type; "" where the kind says all
	dataType string // of the bind
	preload  string
	params   string // of the preload
}

// questions returns the types without a list, by every name that the type column may give them.
func questions() map[string]question {
	text := question{kind: forms.String, dataType: "string"}
	integer := question{kind: forms.Integer, dataType: "int"}
	return map[string]question{
		"text": text, "string": text,
		"integer": integer, "int": integer,
		"decimal":  {kind: forms.Decimal, dataType: "decimal"},
		"range":    {kind: forms.Range, dataType: "int"},
		"date":     {kind: forms.Date, dataType: "date"},
		"time":     {kind: forms.Time, dataType: "time"},
		"dateTime": {kind: forms.DateTime, dataType: "dateTime"},
		"datetime": {kind: forms.DateTime, dataType: "dateTime"},
		"note":     {kind: forms.Note, dataType: "string"},

		"calculate":   {kind: forms.Calculate, dataType: "string"},
		"hidden":      {kind: forms.Hidden, dataType: "string"},
		"acknowledge": {kind: forms.Acknowledge},
		"image":       {kind: forms.Image, dataType: "binary"},
		"audio":       {kind: forms.Audio, dataType: "binary"},
		"video":       {kind: forms.Video, dataType: "binary"},
		"file":        {kind: forms.File, dataType: "binary"},
		"barcode":     {kind: forms.Barcode, dataType: "barcode"},
		"geopoint":    {kind: forms.GeoPoint, dataType: "geopoint"},
		"geotrace":    {kind: forms.GeoTrace, dataType: "geotrace"},
		"geoshape":    {kind: forms.GeoShape, dataType: "geoshape"},

		"start":    {kind: forms.Meta, command: "start", dataType: "dateTime", preload: "timestamp", params: "start"},
		"end":      {kind: forms.Meta, command: "end", dataType: "dateTime", preload: "timestamp", params: "end"},
		"today":    {kind: forms.Meta, command: "today", dataType: "date", preload: "date", params: "today"},
		"deviceid": {kind: forms.Meta, command: "deviceid", dataType: "string", preload: "property", params: "deviceid"},
		"username": {kind: forms.Meta, command: "username", dataType: "string", preload: "property", params: "username"},
		"email":    {kind: forms.Meta, command: "email", dataType: "string", preload: "property", params: "email"},
	}
}

// selects returns the kinds of question about a list, by command.
func selects() map[string]forms.Kind {
	return map[string]forms.Kind{
		"select_one": forms.SelectOne, "select one": forms.SelectOne, "select_multiple": forms.SelectMultiple,
		"select one from": forms.SelectOne, "select1": forms.SelectOne,
		"select all that apply": forms.SelectMultiple, "select all that apply from": forms.SelectMultiple,
		"rank": forms.Rank,
	}
}

// controls returns the kinds of container, by what follows begin or end.
func controls() map[string]forms.Kind {
	return map[string]forms.Kind{
		"group": forms.Group, "repeat": forms.Repeat, "lgroup": forms.Repeat, "looped group": forms.Repeat,
	}
}

// yesNo reads the words that stand for true() and false(); other cells come back as they are.
func yesNo(cell string) string {
	switch cell {
	case "yes", "Yes", "YES", "true", "True", "TRUE", "true()":
		return "true()"
	case "no", "No", "NO", "false", "False", "FALSE", "false()":
		return "false()"
	}
	return cell
}
