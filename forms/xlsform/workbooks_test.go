package xlsform_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"plumbline/forms"
	"plumbline/forms/internal/corpus"
	"plumbline/forms/xform"
	"plumbline/forms/xlsform"
)

// workbookCase is an entry of the corpus' index.
type workbookCase struct {
	ID       string `json:"id"`
	File     string `json:"file"`
	Format   string `json:"format"`
	FormName string `json:"form_name"`
	// EngineReason says whose fault it is that the reference engine does not load a form which the converter took.
	EngineReason string `json:"engine_error_reason"`
	Expected     struct {
		Status  string `json:"status"`
		XForm   string `json:"xform"`
		Message string `json:"message"`
		Code    string `json:"code"`
	} `json:"expected"`
}

func workbookCases(t testing.TB, dir corpus.Dir) []workbookCase {
	t.Helper()
	var all []workbookCase
	dir.JSON(t, "index.json", &all)
	return slices.DeleteFunc(all, func(c workbookCase) bool {
		return !slices.Contains([]string{"md", "dict", "csv", "xlsx", "xlsm", "xls"}, c.Format)
	})
}

// read reads a case as the reference converter was told to.
func (c workbookCase) read(t testing.TB, dir corpus.Dir) (*forms.Definition, *xlsform.Report) {
	t.Helper()
	name, content := strings.TrimPrefix(path.Base(c.File), "bug__"), dir.Bytes(t, c.File)
	if strings.HasPrefix(c.ID, "md_") {
		name = "data" + path.Ext(name) // the converter was given no file name
	}
	if c.Format == "dict" {
		name, content = "data.csv", asCSV(t, content)
	}
	return xlsform.Reader{Root: c.FormName}.Read(name, content)
}

// asCSV writes sheets that the corpus gives as JSON below each other. Columns have the order in which rows name them.
func asCSV(t testing.TB, content []byte) []byte {
	t.Helper()
	var book map[string]json.RawMessage
	if err := json.Unmarshal(content, &book); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	for _, name := range slices.Sorted(maps.Keys(book)) {
		var rows []map[string]any
		if err := json.Unmarshal(book[name], &rows); err != nil {
			continue // names of sheets and the like
		}
		var header []string
		for _, row := range rows {
			for _, column := range slices.Sorted(maps.Keys(row)) {
				if !slices.Contains(header, column) {
					header = append(header, column)
				}
			}
		}
		lines := [][]string{{name}, append([]string{""}, header...)}
		for _, row := range rows {
			line := []string{""}
			for _, column := range header {
				cell := ""
				if value, ok := row[column]; ok {
					cell = fmt.Sprint(value)
				}
				line = append(line, cell)
			}
			lines = append(lines, line)
		}
		if err := w.WriteAll(lines); err != nil {
			t.Fatal(err)
		}
	}
	return out.Bytes()
}

// TestWorkbooks converts every workbook of the corpus, and compares what comes out with what the reference converter
// wrote, or why it refused.
func TestWorkbooks(t *testing.T) {
	dir := corpus.Open(t)
	suite := corpus.Suite(t, "workbooks")
	valid, invalid := suite.Part("valid", 0.98), suite.Part("invalid", 0.95)
	for _, c := range workbookCases(t, dir) {
		def, report := c.read(t, dir)
		if c.Expected.Status == "error" {
			invalid.Note(c.ID, refusedAlike(report, c))
			continue
		}
		if def == nil && c.cannotRun(report) {
			valid.NotApplicable(c.ID, cannotRun)
			continue
		}
		if def == nil {
			valid.Fail(c.ID, "refused: "+report.Error())
			continue
		}
		var got bytes.Buffer
		if err := xform.Write(&got, def); err != nil {
			t.Fatal(err)
		}
		valid.Note(c.ID, corpus.Difference(corpus.Canonical(got.Bytes()), corpus.Canonical(dir.Bytes(t, c.Expected.XForm))))
	}
	suite.Report(0.95)
}

const cannotRun = "converted, but by the corpus no form that an engine can run: an expression is wrong"

// cannotRun reports whether a form was refused for an expression that the reference engine refuses too.
func (c workbookCase) cannotRun(report *xlsform.Report) bool {
	other := func(f xlsform.Finding) bool { return f.Code != "expression" }
	return c.EngineReason == "form error" && !slices.ContainsFunc(report.Errors, other)
}

// kinds are what messages of the reference converter that have no code are about.
func kinds() map[string]string {
	return map[string]string{
		"Unknown question type": "question-type", "Question with no type": "missing-type", "with no name": "missing-name",
		"has no label or hint": "missing-label", "Missing calculation": "missing-calculation",
		"should be a choices sheet": "choices-sheet", "should be an external_choices sheet": "external-choices-sheet",
		"not in choices sheet": "list-name", "not in external choices sheet": "list-name", "not in columns sheet": "list-name",
		"names with spaces": "choice-spaces", "not supported with or_other": "or-other", "'or other' question": "or-other",
		"table-list": "table-list", "formatted table list": "table-list", "supported file extensions": "file-extension",
		"always be named": "audit-name", "Duplicate column header": "header-duplicate", "Instance names must be unique": "instance-name",
		"same instance id": "instance-conflict", "[pP]arameter": "parameter", "must be set to": "parameter", "seed": "parameter",
		"quality": "parameter", "search\\(\\)": "search", "Media type": "media", "big-image": "big-image",
		"omit instanceID": "instance-id", "user-visible": "trigger", "background-geopoint": "background-geopoint",
		"sheet named 'survey'": "survey-sheet", "has not been included": "include", "not an XLSForm": "survey-sheet",
		"multiple survey elements named": "PYREF_004", "has a value which is not valid": "parameter",
	}
}

// wantedCodes are the codes that the reason of a refusal may have.
func wantedCodes(c workbookCase) []string {
	var out []string
	if c.Expected.Code != "" {
		out = append(out, c.Expected.Code)
	}
	for pattern, code := range kinds() {
		if regexp.MustCompile(pattern).MatchString(c.Expected.Message) {
			out = append(out, code)
		}
	}
	return out
}

// refusedAlike says how a refusal differs from the reference converter's; "" when it does not.
func refusedAlike(report *xlsform.Report, c workbookCase) string {
	if len(report.Errors) == 0 {
		return "not refused; want " + c.Expected.Message
	}
	wanted := wantedCodes(c)
	if slices.ContainsFunc(report.Errors, func(f xlsform.Finding) bool { return slices.Contains(wanted, f.Code) }) {
		return ""
	}
	return fmt.Sprintf("refused with %q; want %s %s", report.Errors[0], c.Expected.Code, c.Expected.Message)
}
