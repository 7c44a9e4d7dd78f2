package forms

import (
	"strings"
	"sync"
)

// NoticesOf lists what a form asks for and this program does otherwise or not at all: each feature once, where it first
// comes up, what is about the whole form in front. It is nil for a form that asks for no such thing.
func NoticesOf(def *Definition) []Notice {
	var out []Notice
	seen := map[string]bool{}
	add := func(n Notice) {
		if n.Words != "" && !seen[n.Feature] {
			seen[n.Feature] = true
			out = append(out, n)
		}
	}
	for _, s := range settingNotices() {
		if def.Settings[s.setting] != "" {
			add(Notice{Feature: s.feature, Words: s.words})
		}
	}
	def.Root.Walk(func(n *Node) bool {
		for _, feature := range features(n) {
			words := instead()[feature]
			if feature == n.Type && n.Type == "select_one_external" && def.ListOf(n) == nil {
				words = "The choices are meant to come from the file itemsets.csv. The answer is typed in instead."
			}
			add(Notice{Row: n.Row, Path: n.Path, Feature: feature, Words: words})
		}
		return true
	})
	return out
}

type settingNotice struct{ setting, feature, words string }

func settingNotices() []settingNotice {
	return []settingNotice{
		{"public_key", "encryption", "The form encrypts its records with a key of its own. Here they are kept sealed " +
			"like all others."},
		{"submission_url", "submission_url", "The form names a server of its own. Here its records travel with all " +
			"others."},
		{"auto_send", "auto_send", "The form says when its records are sent. Here they travel with all others."},
		{"auto_delete", "auto_delete", "The form says when its records are deleted. Here they are kept like all others."},
		{"client_editable", "client_editable", "The form says whether sent records can be edited. Here they can be " +
			"edited like all others."},
		{"prefix", "sms", "The form can be sent as a text message from a phone. That does not happen here."},
		{"sms_keyword", "sms", "The form can be sent as a text message from a phone. That does not happen here."},
		{"flat", "flat", "The form is laid out for another program. Here it is shown like all others."},
	}
}

// features names what a node asks for, whether this program has it or not: its type, what stands in its appearance,
// and what it opens or plays.
func features(n *Node) []string {
	out := []string{typeFeature(n)}
	if n.Name == "audit" && n.Parent != nil && n.Parent.Name == MetaName {
		out = append(out, "audit")
	}
	for _, word := range strings.Fields(n.Appearance) {
		switch {
		case strings.HasPrefix(word, "ex:"):
			out = append(out, "ex:")
		case strings.HasPrefix(word, "search("):
			out = append(out, "search")
		default:
			out = append(out, word)
		}
	}
	if n.Body["intent"] != "" || n.Parameters["app"] != "" {
		out = append(out, "intent")
	}
	if n.Body["autoplay"] != "" {
		out = append(out, "autoplay")
	}
	return out
}

// typeFeature is the type of a node, or its kind where that says what a phone is needed for.
func typeFeature(n *Node) string {
	kind := strings.TrimPrefix(n.Type, "uri:")
	if instead()[kind] == "" {
		return n.Kind.String()
	}
	return kind
}

// instead returns what happens instead of features that this program has not.
var instead = sync.OnceValue(func() map[string]string {
	const (
		position = "This computer finds no positions. The position is typed in as latitude and longitude."
		blank    = "This computer finds no positions, so the position that the form notes by itself stays blank."
		media    = "Pictures, sound and films are not taken here. Choose a file instead."
		drawing  = "Nothing can be drawn here. Choose a file instead."
		app      = "The form opens another app of a phone. The answer is given here instead."
		calendar = "The form asks for another calendar. Dates are chosen from the Gregorian calendar, in which they " +
			"are kept."
		device = "A computer has no such number, so the answer stays blank unless the program's settings give one."
	)
	return map[string]string{
		"geopoint": position, "geotrace": position, "geoshape": position, "start-geopoint": blank, "background-geopoint": blank,
		"placement-map": position, "maps": position, "map": "There is no map here. The choices are shown as a list.",
		"barcode": "This computer scans no barcodes. The number is typed in.",
		"image":   media, "audio": media, "video": media,
		"signature": drawing, "draw": drawing, "annotate": drawing, "new": media, "new-front": media,
		"background-audio": "Nothing is recorded in the background. The recording stays blank.",
		"audit": "The form asks for a log of how it is filled in. The program keeps its own, and adds none " +
			"to the record.",
		"osm": "Maps cannot be edited here. Choose a file instead.",
		"select_one_external": "The form keeps a long list of choices in a file of its own. Here they are chosen from " +
			"like any other.",
		"search": "The form looks choices up in a file by search(). Here the choices of the form itself are " +
			"shown.",
		"ex:": app, "intent": app,
		"printer":   "The form prints on a printer that is joined to a phone. That does not happen here.",
		"autoplay":  "The form plays sound by itself. Here it plays when it is asked for.",
		"ethiopian": calendar, "coptic": calendar, "islamic": calendar, "bikram-sambat": calendar, "myanmar": calendar,
		"persian": calendar, "buddhist": calendar,
		"phonenumber": device, "simserial": device, "subscriberid": device,
	}
})
