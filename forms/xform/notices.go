package xform

import (
	"strings"

	"plumbline/forms"
)

// notice lists what the form asks for and this program does otherwise: each feature once, where it first comes up.
func (r *reader) notice() {
	seen := map[string]bool{}
	add := func(path, feature, words string) {
		if !seen[feature] {
			seen[feature] = true
			r.def.Notices = append(r.def.Notices, forms.Notice{Path: path, Feature: feature, Words: words})
		}
	}
	r.noticeSettings(add)
	r.def.Root.Walk(func(n *forms.Node) bool {
		noticeNode(n, add)
		return true
	})
}

type addNotice func(path, feature, words string)

func (r *reader) noticeSettings(add addNotice) {
	for _, s := range []struct{ setting, feature, words string }{
		{"public_key", "encryption", "The form encrypts its records with a key of its own. Here they are kept sealed like all others."},
		{"submission_url", "submission_url", "The form names a server of its own to send records to. They are kept with all others instead."},
		{"auto_send", "auto_send", "The form says when its records are sent. They travel with all others instead."},
		{"auto_delete", "auto_delete", "The form says when its records are deleted. They are kept like all others instead."},
		{"prefix", "sms", "The form can be sent as a text message from a phone. That does not happen here."},
		{"client_editable", "client_editable", "The form says whether sent records can be edited. They can be edited like all others."},
	} {
		if r.def.Settings[s.setting] != "" {
			add("", s.feature, s.words)
		}
	}
}

func noticeNode(n *forms.Node, add addNotice) {
	switch n.Type {
	case "start-geopoint", "background-geopoint":
		add(n.Path, n.Type, "This computer finds no positions, so that the position which the form would record by itself stays blank.")
	case "background-audio":
		add(n.Path, n.Type, "Nothing is recorded in the background. The recording that the form asks for stays blank.")
	case "select_one_external":
		add(n.Path, n.Type, "The choices are meant to come from the file itemsets.csv. The answer is typed in instead.")
	case "osm":
		add(n.Path, n.Type, "Features of a map cannot be edited here. Choose a file instead.")
	}
	switch n.Kind {
	case forms.GeoPoint, forms.GeoTrace, forms.GeoShape:
		add(n.Path, n.Kind.String(), "This computer finds no positions. The position is typed in as latitude and longitude instead.")
	case forms.Barcode:
		add(n.Path, "barcode", "This computer scans no barcodes. The number is typed in instead.")
	case forms.Image, forms.Audio, forms.Video:
		add(n.Path, n.Kind.String(), "Pictures, sound and films are not taken here. Choose a file instead.")
	}
	noticeControl(n, add)
	if n.Name == "audit" && n.Parent != nil && n.Parent.Name == forms.MetaName {
		add(n.Path, "audit", "The form asks for a log of how it is filled in. No such file is added to the record.")
	}
}

// noticeControl lists what a node's appearance and further attributes ask of a phone.
func noticeControl(n *forms.Node, add addNotice) {
	for _, word := range strings.Fields(n.Appearance) {
		switch {
		case strings.HasPrefix(word, "ex:"):
			add(n.Path, "ex:", "The form opens another app of a phone. The answer is given here instead.")
		case strings.HasPrefix(word, "search("):
			add(n.Path, "search", "The form looks choices up in a file by search(). Here the choices of the form itself are shown.")
		case word == "signature" || word == "draw" || word == "annotate":
			add(n.Path, word, "Nothing can be drawn here. Choose a file instead.")
		case word == "printer":
			add(n.Path, word, "The form prints on a printer that is joined to a phone. That does not happen here.")
		case otherCalendar(word):
			add(n.Path, word, "The form asks for another calendar. Dates are chosen from the Gregorian calendar, in which they are stored.")
		}
	}
	if n.Body["intent"] != "" {
		add(n.Path, "intent", "The form opens another app of a phone. The answers are given here instead.")
	}
}

func otherCalendar(appearance string) bool {
	switch appearance {
	case "ethiopian", "coptic", "islamic", "bikram-sambat", "myanmar", "persian", "buddhist":
		return true
	}
	return false
}
