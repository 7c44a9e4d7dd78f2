package xlsform

import (
	"path"
	"strings"

	"plumbline/forms"
	"plumbline/forms/qa"
)

// sheets are the sheets of a form with their headers resolved.
type sheets struct {
	survey, choices, external, tags, entities, settings grid
}

// define makes a Definition of a workbook. It is not to be used when the report has errors; nil when there is no survey.
func (r Reader) define(name string, book *workbook, report *Report) *forms.Definition {
	switch s := book.sheets[surveySheet]; {
	case s == nil:
		report.fail(place{}, "survey-sheet", "You must have a sheet named \"survey\".%s", book.misspelt(surveySheet))
		return nil
	case s.header == nil:
		report.fail(place{sheet: surveySheet}, "survey-sheet", "The sheet is empty. Write the headers type, name and label "+
			"into row 1, and the questions below.")
		return nil
	}
	settings := readSettings(book, report)
	warnMisspelt(book, report)
	grids := readSheets(book, settings, report)
	s := r.survey(book, grids, settings, report)
	if s.used.spent {
		return nil
	}
	entities := readEntities(grids.entities, report)
	planner := entityPlanner{entities: entities, report: report, top: s.top}
	planner.plan()
	s.geometries(entities)

	def := &forms.Definition{
		ID: settings[setID], Title: settings[setTitle], Version: settings[setVersion], Language: settings[setLanguage],
		Settings: settings, Root: s.top.node, Lists: s.choices.byName, ListOrder: s.choices.order,
		ExternalLists: s.external.byName,
	}
	names := newNames(s.top, !settings.yes("omit_instanceID", false), report)
	check(s, names, grids)
	names.resolve(s.top)
	names.resolveLists(s.choices)
	def.Itext = names.appMessages(s.top)
	def.Languages = languages(def, grids.survey, grids.choices)
	for _, e := range entities {
		if e.container != nil {
			def.Entities = append(def.Entities, addEntity(def, e, names))
		}
	}
	addMeta(s, names)
	s.implied()
	def.Sources = s.sources
	if names.paths > MaxPaths {
		s.limit(place{sheet: surveySheet}, "The form has too many references for the length of its names. Shorten the "+
			"names.")
		return nil
	}
	compiler{functions: qa.Functions(), names: names, lists: s.choices.byName, report: report}.checkForm(s, def)
	checkLanguages(def.Languages, report)
	identifyForm(def, name)
	def.Notices = forms.NoticesOf(def)
	return def
}

// identifyForm gives a form whose settings do not name it the name of its file. The settings then say so too.
func identifyForm(def *forms.Definition, name string) {
	if def.ID == "" {
		def.ID = strings.TrimSuffix(path.Base(name), path.Ext(name))
	}
	if def.ID == "" || def.ID == "." || def.ID == "/" {
		def.ID = forms.RootName
	}
	if def.Title == "" {
		def.Title = def.ID
	}
	def.Settings[setID], def.Settings[setTitle] = def.ID, def.Title
	if def.Root.Name != forms.RootName {
		def.Settings[colName] = def.Root.Name
	}
}

func readSheets(book *workbook, s settings, report *Report) sheets {
	r := gridReader{book: book, report: report, language: s[setLanguage], collapse: s.yes("clean_text_values", true)}
	return sheets{
		survey: r.read(surveySheet, surveyHeaders()), choices: r.read(choicesSheet, listHeaders()),
		external: r.read(externalSheet, listHeaders()), tags: r.read(osmSheet, listHeaders()),
		entities: r.read(entitiesSheet, entitiesHeaders()), settings: r.read(settingsSheet, settingsHeaders()),
	}
}

// survey makes the tree of the survey sheet.
func (r Reader) survey(book *workbook, grids sheets, settings settings, report *Report) *survey {
	if r.Root != "" && !isNCName(r.Root) {
		report.fail(place{}, "NAMES_009", "%q cannot name the form's root. %s", r.Root, identifierRule)
	}
	s := newSurvey(book, report, settings.root(r.Root))
	s.settings = settings
	s.choices, s.external, s.tags = readLists(grids.choices), readLists(grids.external), readLists(grids.tags)
	checkChoices(grids.choices, s.choices, settings.yes("allow_choice_duplicates", false), report)
	addOthers(grids.survey.records, s.choices)
	unroller := unroller{lists: s.choices, report: report, left: MaxNodes}
	s.read(unroller.unroll(grids.survey.records, 0))
	return s
}

// check reports what is wrong with the form as a whole.
func check(s *survey, n *names, grids sheets) {
	n.checkCells(s.top)
	n.checkGrid(grids.choices, true)
	n.checkGrid(grids.entities, false)
	n.checkGrid(grids.settings, false)
	for _, rec := range grids.choices.records {
		checkMedia(rec, choicesSheet, rec.media(), s.report)
	}
	s.check()
	checkTranslations(grids.survey, s.report)
	checkTranslations(grids.choices, s.report)
	if s.others && (grids.survey.translated() || grids.choices.translated()) {
		s.report.warn(place{surveySheet, 0, colType}, "or-other-translation", "What or_other adds is in no language "+
			"but English. Add the choice to the list instead, and a question after the one that offers it.")
	}
}

// translated reports whether any column names a language.
func (g grid) translated() bool { return len(g.languages()) > 0 }

// warnMisspelt warns of sheets that may be meant as sheets of the form.
func warnMisspelt(book *workbook, report *Report) {
	for _, name := range []string{settingsSheet, entitiesSheet} {
		if book.sheets[name] != nil {
			continue
		}
		if similar := book.similar(name); len(similar) > 0 {
			report.warn(place{}, "NAMES_013", "There is no sheet named %q, but one named %s. Rename it if it is "+
				"meant, or begin its name with an underscore if not.", name, strings.Join(similar, " and "))
		}
	}
}
