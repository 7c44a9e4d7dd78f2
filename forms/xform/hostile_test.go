package xform_test

import (
	"fmt"
	"strings"
	"testing"

	"plumbline/forms/xform"
)

// TestReadRefusesWhatIsTooLarge reads forms that are made to cost time or memory.
func TestReadRefusesWhatIsTooLarge(t *testing.T) {
	head, tail, _ := strings.Cut(form(parts{instance: "@"}), "@")
	for _, tt := range []struct {
		name, content string
		want          string
	}{
		{
			"entities that grow",
			`<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>` + head + "<q>&b;</q>" + tail,
			"The form has a document type declaration",
		},
		{"an unknown entity", head + "<q>&b;</q>" + tail, "invalid character entity &b;"},
		{"a file of the computer", `<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hosts">]>` + head + "<q>&a;</q>" + tail, "document type declaration"},
		{"depth", head + strings.Repeat("<a>", 100_000), "more than 200 deep"},
		{"width", head + strings.Repeat("<a/>", 700_000) + tail, "The form has more than 500000 elements"},
		{"characters in pieces", head + "<a>" + strings.Repeat("x<!-- -->", 700_000) + "</a>" + tail, "The form has more than 500000 elements"},
		{"size", head + "<a>" + strings.Repeat("x", 33<<20) + "</a>" + tail, "A form can have up to 32 MB"},
		{"attributes", head + "<a " + numbered(100_000, "a%d='' ") + "/>" + tail, "more than 64 attributes"},
		{
			"namespaces", head + strings.Repeat("<a "+numbered(50, `xmlns:p%d="u" `)+">", 100) + strings.Repeat("<q:a/>", 200_000),
			"More than 100 namespaces",
		},
		{
			"attributes that actions make", form(parts{instance: "<a/>", model: numbered(60_000, `<setvalue ref="/data/a/@b%d" event="odk-instance-first-load" value="1"/>`)}),
			"which the primary instance does not have",
		},
		{"an attribute twice", head + "<a b='1' b='2'/>" + tail, "<a> has the attribute b twice"},
		{"nodes", head + numbered(110_000, "<a%d/>") + tail, "The primary instance has more than 100000 elements"},
		{
			"long paths", head + strings.Repeat("<"+strings.Repeat("a", 1<<18)+">", 100),
			"The form ends before",
		},
		{
			"long paths that are closed", head + strings.Repeat("<"+strings.Repeat("a", 1<<17)+">", 60) +
				strings.Repeat("</"+strings.Repeat("a", 1<<17)+">", 60) + tail,
			"or names that are too long",
		},
		{
			"languages", form(parts{model: "<itext>" + numbered(1000, `<translation lang="l%d"/>`) + "</itext>"}),
			"more than 200 languages",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, report, err := xform.Read("form.xml", []byte(tt.content))
			if err == nil {
				t.Fatal("the form is taken")
			}
			if got := messages(report.Errors); !strings.Contains(got, tt.want) {
				t.Errorf("errors\n%.300s\nwant %q", got, tt.want)
			}
		})
	}
}

func numbered(n int, format string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}

func TestReadKeepsFindingsFew(t *testing.T) {
	_, report := read(t, form(parts{model: strings.Repeat(`<bind nodeset="/data/z"/>`, 10_000)}))
	if n := len(report.Warnings); n == 0 || n > 1000 {
		t.Errorf("%d warnings", n)
	}
}

// The forms that cost Read most within its bounds.
func BenchmarkReadLargest(b *testing.B) {
	for _, bb := range []struct {
		name string
		p    parts
	}{
		{"nodes", parts{
			instance: numbered(90_000, "<a%d/>"), model: numbered(90_000, `<bind nodeset="/data/a%d" type="int"/>`),
			body: numbered(90_000, `<input ref="/data/a%d"/>`),
		}},
		{"texts", parts{model: `<itext><translation lang="cy">` + numbered(240_000, `<text id="t%d"><value/></text>`) + `</translation></itext>`}},
		{"choices", parts{model: `<instance id="l"><root>` + numbered(90_000, `<item><name>n%d</name><label>A</label></item>`) + `</root></instance>`}},
		{"actions", parts{instance: "<q/>", model: strings.Repeat(`<setvalue ref="/data/q" event="odk-instance-first-load" value="1"/>`, 200_000)}},
		{"binds", parts{instance: "<q/>", model: strings.Repeat(`<bind nodeset="/data/q" type="int"/>`, 490_000)}},
	} {
		content := []byte(form(bb.p))
		b.Run(bb.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, _, err := xform.Read("form.xml", content); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
