package xform_test

import (
	"errors"
	"strings"
	"testing"

	"plumbline/forms/xform"
)

func TestReadSaysWhatIsWrong(t *testing.T) {
	for _, tt := range []struct{ name, content, want string }{
		{"nothing", "", "The form is empty."},
		{"no XML", "survey;type;name", "There is text outside the form's outermost element."},
		{"another document", "<root><item/></root>", "its outermost element is <root>, where an XForm has <h:html>"},
		{"a part is missing", "<html><head>", "The form ends before </head>, which would end the <head> of line 1"},
		{"an end of another element", "<html><head></html>", "</html> stands where </head> is needed"},
		{"two documents", "<html/><html/>", "An XML document has one outermost element"},
		{"another encoding", "<html>\xe9</html>", "The form is not written in UTF-8"},
		{"not well-formed", "<html a></html>", "not well-formed XML here"},
		{"a name that ends with a colon", "<html><a:/></html>", "<a:> has a name that begins or ends with a colon"},
		{"no head", "<html/>", "The form has no <h:head>"},
		{"no model", "<html><head/></html>", "The form has no <model>"},
		{"no instance", "<html><head><model/></head></html>", "The model has no <instance>"},
		{"a question without a node", form(parts{body: `<input/>`}), `Give it a ref, such as ref="/data/name"`},
		{"a question for a group", form(parts{instance: `<a><b/></a>`, body: `<input ref="/data/a"/>`}), "which holds other elements"},
		{"a range without an end", form(parts{instance: `<a/>`, body: `<range ref="/data/a" start="1" step="1"/>`}), "The range has no end"},
		{
			"a range from a word", form(parts{instance: `<a/>`, body: `<range ref="/data/a" start="low" end="5" step="1"/>`}),
			`The start of the range is "low", which is not a number`,
		},
		{
			"an event that does not exist",
			form(parts{instance: `<a/>`, model: `<setvalue event="load" ref="/data/a" value="1"/>`}), `the event "load", which does not exist`,
		},
		{
			"a repeat's event in the model",
			form(parts{instance: `<a/>`, model: `<setvalue event="odk-new-repeat" ref="/data/a" value="1"/>`}), "only happens to a repeat",
		},
		{"an action without an event", form(parts{instance: `<a/>`, model: `<setvalue ref="/data/a" value="1"/>`}), "does not say when it happens"},
		{
			"an action for a node that is not there",
			form(parts{model: `<setvalue event="odk-instance-load" ref="/data/z"/>`}), "A <setvalue> is for /data/z",
		},
		{"an itemset without a value", form(parts{instance: `<a/>`, body: `<select1 ref="/data/a"><itemset nodeset="x"/></select1>`}), "An <itemset> needs"},
		{"an item without a value", form(parts{instance: `<a/>`, body: `<select1 ref="/data/a"><item/></select1>`}), "An <item> has no <value>"},
		{"a file ending for a type", form(parts{instance: `<a/>`, body: `<upload ref="/data/a" mediatype=".pdf"/>`}), `The mediatype ".pdf"`},
		{"an unknown way to submit", form(parts{model: `<submission method="pigeon"/>`}), `the method "pigeon"`},
		{"two instances of one id", form(parts{model: `<instance id="a"><b/></instance><instance id="a"/>`}), `two instances with the id "a"`},
		{"a translation without a language", form(parts{model: `<itext><translation/></itext>`}), "says nothing about its language"},
		{
			"two translations of one language",
			form(parts{model: `<itext><translation lang="cy"/><translation lang="cy"/></itext>`}), `"cy" has two <translation> elements`,
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			def, report, err := xform.Read("form.xml", []byte(tt.content))
			if def != nil || err == nil {
				t.Fatalf("definition %v, error %v", def, err)
			}
			if !errors.Is(err, report) {
				t.Errorf("the error %q does not wrap the report", err)
			}
			if got := messages(report.Errors); !strings.Contains(got, tt.want) {
				t.Errorf("errors\n%s\nwant %q", got, tt.want)
			}
		})
	}
}

func TestReadWarns(t *testing.T) {
	for _, tt := range []struct{ name, content, want string }{
		{"a bind for a node that is not there", form(parts{model: `<bind nodeset="/data/z"/>`}), "A <bind> is for /data/z"},
		{"two binds for one node", form(parts{instance: `<a/>`, model: `<bind nodeset="/data/a"/><bind nodeset="/data/a"/>`}), "more than one <bind>"},
		{"a question for a node that is not there", form(parts{body: `<input ref="/data/z"/>`}), "so that it is left out"},
		{"a question that is asked twice", form(parts{instance: `<a/>`, body: `<input ref="/data/a"/><input ref="/data/a"/>`}), "asked more than once"},
		{"an element that stands twice", form(parts{instance: `<a/><a/>`}), "<a> twice in <data>, which is not a repeat"},
		{"nothing to choose", form(parts{instance: `<a/>`, body: `<select1 ref="/data/a"/>`}), "nothing to choose from"},
		{"a text that is not there", form(parts{instance: `<a/>`, body: `<input ref="/data/a"><label ref="jr:itext('x')"/></input>`}), `the text "x"`},
		{"an element of another language", form(parts{body: `<canvas/>`}), "<canvas> is not something that a form can have here"},
		{"an instance without an id", form(parts{model: `<instance><root/></instance>`}), "has no id"},
		{"an empty instance", form(parts{model: `<instance id="a"/>`}), `The instance "a" is empty`},
		{
			"a label that nothing stands for", form(parts{instance: `<a/>`, body: `<group><label>Who</label><input ref="/data/a"/></group>`}),
			"so that its label is not shown",
		},
		{"no id", strings.Replace(form(parts{}), ` id="dip-audit"`, "", 1), "The form has no id"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, report := read(t, tt.content)
			if got := messages(report.Warnings); !strings.Contains(got, tt.want) {
				t.Errorf("warnings\n%s\nwant %q", got, tt.want)
			}
		})
	}
}

func TestReadSaysEverythingAtOnceInOrder(t *testing.T) {
	content := form(parts{
		instance: "\n<a/>\n",
		model:    "<setvalue ref=\"/data/a\"/>\n<submission method=\"pigeon\"/>\n",
		body:     "<input/>\n<range ref=\"/data/a\" end=\"1\" step=\"1\"/>",
	})
	_, _, err := xform.Read("dip.xml", []byte(content))
	const want = `read form dip.xml: line 3: The <setvalue> does not say when it happens. Give it an event, such as event="odk-instance-first-load".
line 4: The <submission> has the method "pigeon", which does not exist. Forms are sent by "post".
line 5: A <input> does not say which node it is for. Give it a ref, such as ref="/data/name".
line 6: The range has no start. Give it a number, such as start="1".`
	if err == nil || err.Error() != want {
		t.Errorf("got\n%v\nwant\n%s", err, want)
	}
}
