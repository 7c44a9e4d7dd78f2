package forms_test

import (
	"slices"
	"strings"
	"testing"

	"plumbline/forms"
)

func TestNoticesNameWhatIsDoneOtherwise(t *testing.T) {
	meta := &forms.Node{Kind: forms.Group, Name: forms.MetaName}
	for _, tt := range []struct {
		name string
		node forms.Node
		want string // features
	}{
		{"what a computer has", forms.Node{Kind: forms.SelectOne, Appearance: "minimal"}, ""},
		{"a kind", forms.Node{Kind: forms.GeoPoint}, "geopoint"},
		{"a type", forms.Node{Kind: forms.Meta, Type: "start-geopoint"}, "start-geopoint"},
		{"a number of the phone, by its address", forms.Node{Kind: forms.Meta, Type: "uri:simserial"}, "simserial"},
		{"a type that says more than its kind", forms.Node{Kind: forms.Audio, Type: "background-audio"}, "background-audio"},
		{"appearances", forms.Node{Kind: forms.Date, Appearance: "w2 islamic"}, "islamic"},
		{"a kind and how it is filled in", forms.Node{Kind: forms.Image, Appearance: "signature annotate"}, "image signature annotate"},
		{"another app", forms.Node{Kind: forms.String, Appearance: "ex:org.example.scan(a='b')"}, "ex:"},
		{"another app for a group", forms.Node{Kind: forms.Group, Body: map[string]string{"intent": "org.example"}}, "intent"},
		{"choices that a file beside the form has", forms.Node{Kind: forms.SelectOne, Type: "select_one_external"}, "select_one_external"},
		{"a log", forms.Node{Kind: forms.File, Name: "audit", Parent: meta}, "audit"},
		{"a group of that name", forms.Node{Kind: forms.Group, Name: "audit"}, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			def := &forms.Definition{Root: &forms.Node{Kind: forms.Group, Children: []*forms.Node{&tt.node, &tt.node}}}
			var got []string
			for _, n := range forms.NoticesOf(def) {
				got = append(got, n.Feature)
				if !strings.HasSuffix(n.Words, ".") {
					t.Errorf("not a sentence: %q", n.Words)
				}
			}
			if strings.Join(got, " ") != tt.want {
				t.Errorf("notices %q, want %q", got, tt.want)
			}
		})
	}
}

func TestNoticesOfSettingsComeFirst(t *testing.T) {
	def := &forms.Definition{
		Settings: map[string]string{"public_key": "abc", "sms_keyword": "visit", "prefix": "v", "auto_send": ""},
		Root:     &forms.Node{Kind: forms.Group, Children: []*forms.Node{{Kind: forms.Barcode, Path: "/data/code", Row: 3}}},
	}
	got := forms.NoticesOf(def)
	features := make([]string, len(got))
	for i, n := range got {
		features[i] = n.Feature
	}
	if want := []string{"encryption", "sms", "barcode"}; !slices.Equal(features, want) {
		t.Errorf("notices %q, want %q", features, want)
	}
	if last := got[len(got)-1]; last.Path != "/data/code" || last.Row != 3 {
		t.Errorf("notice %+v does not say where", last)
	}
}
