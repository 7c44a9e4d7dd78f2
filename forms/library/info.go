package library

import (
	"errors"
	"strconv"
	"strings"
)

// Info is what lists of forms show of one: its settings. What the settings do not say is "", 0 or nil.
type Info struct {
	ID      string // form_id of its settings
	Title   string
	Version string

	Purpose     string // a sentence: what it is for
	CompletedBy string // who completes it
	HowOften    string // and how often
	Minutes     int    // that one record takes a person who knows the form

	Audience    string // who answers: a choice of the list "audience"
	Retention   string // how long records are kept: a choice of the list "retention"
	Sensitivity string // what a record may tell about people: a choice of the list "sensitivity"

	// DraftLanguages are the languages whose wording has not been approved yet, by the names that the form gives them:
	// whoever opens the form in one of them is told so.
	DraftLanguages []string
}

// describe reads the settings of a form, which come before everything else.
func describe(content string) (Info, error) {
	end := strings.Index(content, "\n| "+surveySheet+" ")
	if end < 0 {
		return Info{}, errors.New("there is no survey table")
	}
	settings := find(parse("", content[:end]), settingsSheet)
	if settings == nil || len(settings.rows) != 1 {
		return Info{}, errors.New("a settings table of one row must come before the survey")
	}
	value := func(column string) string { return settings.cell(settings.rows[0], column) }
	info := Info{
		ID: value("form_id"), Title: value("form_title"), Version: value("version"),
		Purpose: value("purpose"), CompletedBy: value("completed_by"), HowOften: value("how_often"),
		Audience: value("audience"), Retention: value("retention"), Sensitivity: value("sensitivity"),
		DraftLanguages: names(value("draft_languages")),
	}
	if info.ID == "" || info.Title == "" || info.Version == "" {
		return Info{}, errors.New("the settings must give form_id, form_title and version")
	}
	if minutes := value("minutes"); minutes != "" {
		var err error
		if info.Minutes, err = strconv.Atoi(minutes); err != nil {
			return Info{}, errors.New("the minutes in the settings must be a whole number")
		}
	}
	return info, nil
}

// names splits a cell that names several things.
func names(cell string) []string {
	var out []string
	for name := range strings.SplitSeq(cell, ",") {
		if name = strings.TrimSpace(name); name != "" {
			out = append(out, name)
		}
	}
	return out
}
