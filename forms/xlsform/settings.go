package xlsform

import (
	"maps"

	"plumbline/forms"
)

// settings is the settings sheet by column.
type settings map[string]string

// yes reports whether a yes-or-no setting is on; usual is what it is when the sheet does not say.
func (s settings) yes(name string, usual bool) bool {
	if yes, ok := yesNo(s[name]); ok {
		return yes
	}
	return usual
}

// readSettings reads the first data row of the settings sheet.
func readSettings(book *workbook, report *Report) settings {
	if s := book.sheets[settingsSheet]; s != nil {
		dropOldID(s, report)
	}
	g := gridReader{book: book, report: report}.read(settingsSheet, settingsHeaders())
	out := settings{}
	if len(g.records) > 0 {
		maps.Copy(out, g.records[0].values)
	}
	if name := out[colName]; name != "" && !isNCName(name) {
		report.fail(place{settingsSheet, g.records[0].row, colName}, "NAMES_008", "%q cannot name the form's root. "+
			"%s", name, identifierRule)
	}
	if out.yes("omit_instanceID", false) && out["public_key"] != "" {
		report.fail(place{settingsSheet, g.records[0].row, "omit_instanceID"}, "instance-id",
			"An encrypted form needs the instanceID. Take omit_instanceID or public_key out.")
	}
	return out
}

const identifierRule = "A name begins with a letter or an underscore; letters, digits, hyphens, full stops and " +
	"underscores may follow."

// dropOldID leaves id_string out of a sheet that has form_id as well.
func dropOldID(s *sheet, report *Report) {
	old, now := -1, -1
	for i, header := range s.header {
		switch header {
		case "id_string":
			old = i
		case setID:
			now = i
		}
	}
	if old >= 0 && now >= 0 {
		report.warn(place{settingsSheet, 1, "id_string"}, "settings-id", "The sheet has form_id and id_string, which "+
			"mean the same. Only form_id is used.")
		s.header[old] = ""
	}
}

// root returns the name of the form's root.
func (s settings) root(usual string) string {
	switch {
	case s[colName] != "":
		return s[colName]
	case usual != "":
		return usual
	}
	return forms.RootName
}
