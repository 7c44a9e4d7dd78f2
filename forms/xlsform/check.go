package xlsform

import (
	"regexp"
	"strings"

	"plumbline/forms"
)

// check reports what only the whole form shows.
func (s *survey) check() {
	s.top.walk(func(e *element) {
		if e == s.top {
			return
		}
		s.checkWords(e)
		s.checkMedia(e)
	})
	s.checkSearches()
}

// checkWords checks that what a person sees has something to show.
func (s *survey) checkWords(e *element) {
	n := e.node
	if !visible(n) || !n.Label.Empty() || !n.Hint.Empty() || len(n.Media) > 0 {
		return
	}
	if !n.GuidanceHint.Empty() {
		s.report.fail(e.rec.place(surveySheet, colGuidance), "missing-label", "The question %q has only a guidance "+
			"hint. Give it a label.", n.Name)
		return
	}
	s.report.fail(e.rec.place(surveySheet, colLabel), "missing-label", "The question %q has no label and no hint, so "+
		"there is nothing to show. Give it a label.", n.Name)
}

func (s *survey) checkMedia(e *element) {
	checkMedia(e.rec, surveySheet, e.node.Media, s.report)
}

// checkMedia checks the media of a question or choice.
func checkMedia(rec record, sheet string, media map[string]forms.Text, report *Report) {
	if !media["big-image"].Empty() && media["image"].Empty() {
		report.fail(rec.place(sheet, "media::big-image"), "big-image", "A big-image is shown when its image is "+
			"pressed. Give the image too.")
	}
	for name := range rec.values {
		if kind, ok := strings.CutPrefix(name, "media::"); ok {
			report.fail(rec.place(sheet, name), "media", "There is no medium %q. Use image, big-image, audio or "+
				"video.", kind)
		}
	}
}

var searchCall = regexp.MustCompile(`\bsearch\(`)

// checkSearches checks questions whose choices a client looks up in a file by search().
func (s *survey) checkSearches() {
	searched, others := map[string]*element{}, map[string]*element{}
	s.top.walk(func(e *element) {
		if e.typ.selection == nil {
			return
		}
		at := e.rec.place(surveySheet, colAppearance)
		switch search := searchCall.MatchString(e.node.Appearance); {
		case search && e.node.Items != nil && e.node.Type != oneExternal:
			s.report.fail(at, "search", "The question %q takes its choices from a file, and also by search(). Take "+
				"one of the two out.", e.node.Name)
		case search:
			searched[e.node.List] = e
		default:
			others[e.node.List] = e
		}
	})
	for list, e := range searched {
		if other := others[list]; other != nil && list != "" {
			s.report.fail(e.rec.place(surveySheet, colAppearance), "search", "The question %q looks its choices up by "+
				"search(), but %q uses the same list %q without. Give each a list of its "+
				"own.", e.node.Name, other.node.Name, list)
		}
	}
}
