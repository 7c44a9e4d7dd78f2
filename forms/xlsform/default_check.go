package xlsform

import (
	"strconv"
	"strings"
	"time"

	"plumbline/forms"
)

// checkDefault warns of an answer that a question begins with and cannot have.
func (s *survey) checkDefault(e *element) {
	n := e.node
	if n.Default == "" || n.DefaultDynamic || strings.Contains(n.Default, "${") {
		return
	}
	at := e.rec.place(surveySheet, colDefault)
	switch n.Kind {
	case forms.Integer:
		if _, err := strconv.ParseInt(n.Default, 10, 64); err != nil {
			s.report.warn(at, "default", "%q is no whole number, so the question cannot begin with it.", n.Default)
		}
	case forms.Decimal:
		if _, err := strconv.ParseFloat(n.Default, 64); err != nil {
			s.report.warn(at, "default", "%q is no number, so the question cannot begin with it.", n.Default)
		}
	case forms.Date:
		if _, err := time.Parse(time.DateOnly, n.Default[:min(len(n.Default), len(time.DateOnly))]); err != nil {
			s.report.warn(at, "default", "%q is no date, so the question cannot begin with it. Write the year, the month and "+
				"the day, as in 2026-01-31.", n.Default)
		}
	case forms.SelectOne, forms.SelectMultiple:
		s.checkChosen(e, at)
	}
}

// checkChosen warns of a choice that a question begins with and its list does not have.
func (s *survey) checkChosen(e *element, at place) {
	list := s.choices.byName[e.node.List]
	names := []string{e.node.Default}
	if e.node.Kind == forms.SelectMultiple {
		names = strings.Fields(e.node.Default)
	}
	if list == nil {
		return
	}
	if s.used.defaults += len(names) * len(list.Choices); s.used.defaults > maxSteps {
		return
	}
	for _, name := range names {
		if _, ok := list.Choice(name); !ok {
			s.report.warn(at, "default", "The list %q has no choice named %q, so the question cannot begin with it.", list.Name, name)
		}
	}
}
