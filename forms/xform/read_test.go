package xform_test

import (
	"crypto/sha256"
	"encoding/hex"
	"reflect"
	"slices"
	"testing"

	"plumbline/forms"
)

func TestReadTellsKinds(t *testing.T) {
	for _, tt := range []struct {
		name, bind, body string
		want             forms.Kind
	}{
		{"text", `type="string"`, `<input ref="/data/a"/>`, forms.String},
		{"text without a type", ``, `<input ref="/data/a"/>`, forms.String},
		{"a note", `readonly="true()"`, `<input ref="/data/a"/>`, forms.Note},
		{"a number that is read-only", `type="int" readonly="true()"`, `<input ref="/data/a"/>`, forms.Integer},
		{"a number by its schema", `type="xsd:integer"`, `<input ref="/data/a"/>`, forms.Integer},
		{"a decimal", `type="decimal"`, `<input ref="/data/a"/>`, forms.Decimal},
		{"a day", `type="date"`, `<input ref="/data/a"/>`, forms.Date},
		{"a moment", `type="dateTime"`, `<input ref="/data/a"/>`, forms.DateTime},
		{"a range", `type="int"`, `<range ref="/data/a" start="1" end="4" step="1"/>`, forms.Range},
		{"one of a list", ``, `<select1 ref="/data/a"/>`, forms.SelectOne},
		{"several of a list", ``, `<select ref="/data/a"/>`, forms.SelectMultiple},
		{"an order", `type="odk:rank"`, `<odk:rank ref="/data/a"/>`, forms.Rank},
		{"an acknowledgement", ``, `<trigger ref="/data/a"/>`, forms.Acknowledge},
		{"a picture", `type="binary"`, `<upload ref="/data/a" mediatype="image/*"/>`, forms.Image},
		{"any file", `type="binary"`, `<upload ref="/data/a" mediatype="application/*"/>`, forms.File},
		{"a calculation", `calculate="1 + 1"`, ``, forms.Calculate},
		{"what the program fills in", `jr:preload="uid"`, ``, forms.Meta},
		{"what nothing shows", ``, ``, forms.Hidden},
	} {
		t.Run(tt.name, func(t *testing.T) {
			def, _ := read(t, form(parts{instance: `<a/>`, model: `<bind nodeset="/data/a" ` + tt.bind + `/>`, body: tt.body}))
			if got := node(t, def, "a").Kind; got != tt.want {
				t.Errorf("%v, want %v", got, tt.want)
			}
		})
	}
}

func TestReadFindsNodesByRelativePath(t *testing.T) {
	def, _ := read(t, form(parts{
		instance: `<visit><child><seen/></child></visit>`,
		model:    `<bind nodeset="visit/child/seen" type="date"/>`,
		body:     `<group ref="/data/visit"><group ref="child"><input ref="./seen"/></group></group>`,
	}))
	if got := node(t, def, "visit/child/seen").Kind; got != forms.Date {
		t.Errorf("%v", got)
	}
}

func TestReadKeepsPrefixes(t *testing.T) {
	def, _ := read(t, form(parts{
		instance: `<orx:meta><orx:instanceID/></orx:meta>`, model: `<bind nodeset="/data/meta/instanceID" jr:preload="uid"/>`,
	}))
	if n := node(t, def, "orx:meta/orx:instanceID"); n.Preload != "uid" || n.Path != "/data/orx:meta/orx:instanceID" {
		t.Errorf("%+v", n)
	}
}

func TestReadTurnsActionsIntoDefaultsAndTriggers(t *testing.T) {
	const load = `<setvalue ref="/data/a" event="odk-instance-first-load" value="today()"/>`
	for _, tt := range []struct {
		name string
		p    parts
		want forms.Node // Default, DefaultDynamic, Calculation, Triggers, Type
		left int        // actions that stay
	}{
		{"a default", parts{instance: `<a/>`, model: load}, forms.Node{Default: "today()", DefaultDynamic: true}, 0},
		{"a node that has a value", parts{instance: `<a>1</a>`, model: load}, forms.Node{Default: "1"}, 1},
		{"a literal", parts{instance: `<a/>`, model: `<setvalue ref="/data/a" event="odk-instance-first-load">5</setvalue>`}, forms.Node{}, 1},
		{
			"whenever the record is opened",
			parts{instance: `<a/>`, model: `<setvalue ref="/data/a" event="odk-instance-load" value="1"/>`},
			forms.Node{},
			1,
		},
		{"out of order", parts{instance: `<a/><b/>`, model: `<setvalue ref="/data/b" event="odk-instance-first-load" value="1"/>` + load}, forms.Node{}, 2},
		{
			"a trigger",
			parts{instance: `<a/><b/>`, body: `<input ref="/data/b"><setvalue ref="/data/a" event="xforms-value-changed" value="1"/></input>`},
			forms.Node{Calculation: "1", Triggers: []string{"/data/b"}},
			0,
		},
		{
			"two triggers that say different things",
			parts{instance: `<a/><b/><c/>`, body: `<input ref="/data/b"><setvalue ref="/data/a" event="xforms-value-changed" value="1"/></input>` +
				`<input ref="/data/c"><setvalue ref="/data/a" event="xforms-value-changed" value="2"/></input>`},
			forms.Node{},
			2,
		},
		{
			"one instance of a repeat",
			parts{instance: `<r><a/></r><a/><b/>`, body: `<repeat nodeset="/data/r"/><input ref="/data/b">` +
				`<setvalue ref="/data/r[1]/a" event="xforms-value-changed" value="1"/></input>`},
			forms.Node{},
			1,
		},
		{
			"a position",
			parts{instance: `<a/>`, model: `<odk:setgeopoint ref="/data/a" event="odk-instance-first-load"/>`},
			forms.Node{Type: "start-geopoint"},
			0,
		},
		{
			"a position at a change",
			parts{instance: `<a/><b/>`, body: `<input ref="/data/b"><odk:setgeopoint ref="/data/a" event="xforms-value-changed"/></input>`},
			forms.Node{Type: "background-geopoint", Triggers: []string{"/data/b"}},
			0,
		},
		{
			"a recording",
			parts{instance: `<a/>`, model: `<odk:recordaudio ref="/data/a" event="odk-instance-load"/>`},
			forms.Node{Type: "background-audio"},
			0,
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			def, _ := read(t, form(tt.p))
			n := node(t, def, "a")
			got := forms.Node{Default: n.Default, DefaultDynamic: n.DefaultDynamic, Calculation: n.Calculation, Triggers: n.Triggers, Type: n.Type}
			if !reflect.DeepEqual(got, tt.want) {
				t.Errorf("%+v, want %+v", got, tt.want)
			}
			left := len(def.Actions)
			def.Root.Walk(func(n *forms.Node) bool {
				left += len(n.Actions)
				return true
			})
			if left != tt.left {
				t.Errorf("%d actions stay, want %d", left, tt.left)
			}
		})
	}
}

func TestReadTakesDefaultsOfNewInstances(t *testing.T) {
	const load = `<setvalue ref="/data/r/a" event="odk-instance-first-load" value="now()"/>`
	const add = `<setvalue ref="/data/r/a" event="odk-new-repeat" value="now()"/>`
	for _, tt := range []struct {
		name, model, repeat string
		want                bool
	}{
		{"both", load, add, true},
		{"only for the first instance", load, "", false},
		{"only for new instances", "", add, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			def, _ := read(t, form(parts{
				instance: `<r jr:template=""><a/></r><r><a/></r>`, model: tt.model, body: `<repeat nodeset="/data/r">` + tt.repeat + `</repeat>`,
			}))
			if got := node(t, def, "r/a").DefaultDynamic; got != tt.want {
				t.Errorf("%v, want %v", got, tt.want)
			}
		})
	}
}

func TestReadFindsChoices(t *testing.T) {
	const list = `<instance id="grades"><root><item><name>1</name><label>Good</label><band>top</band></item></root></instance>`
	const file = `<instance id="teams" src="jr://file-csv/teams.csv"/>`
	itemset := func(nodes, value, label string) string {
		return `<select1 ref="/data/a"><itemset nodeset="` + nodes + `"><value ref="` + value + `"/><label ref="` + label + `"/></itemset></select1>`
	}
	for _, tt := range []struct {
		name, body string
		want       forms.Node // List, ChoiceFilter, Items, Parameters, Type
	}{
		{"a list", itemset("instance('grades')/root/item", "name", "label"), forms.Node{List: "grades"}},
		{
			"a filtered list", itemset("instance('grades')/root/item[band = /data/band]", "name", "label"),
			forms.Node{List: "grades", ChoiceFilter: "band = /data/band"},
		},
		{
			"a list in a random order", itemset("randomize(instance('grades')/root/item[contains(band, ')')], 7)", "name", "label"),
			forms.Node{List: "grades", ChoiceFilter: "contains(band, ')')", Parameters: map[string]string{"randomize": "true", "seed": "7"}},
		},
		{
			"two filters", itemset("instance('grades')/root/item[a][1]", "name", "label"),
			forms.Node{Items: &forms.Itemset{Nodes: "instance('grades')/root/item[a][1]", Value: "name", Label: "label"}},
		},
		{
			"another value", itemset("instance('grades')/root/item", "band", "label"),
			forms.Node{Items: &forms.Itemset{Nodes: "instance('grades')/root/item", Value: "band", Label: "label"}},
		},
		{
			"a file", itemset("instance('teams')/root/item", "code", "title"),
			forms.Node{
				Items: &forms.Itemset{Source: "teams.csv", Nodes: "instance('teams')/root/item", Value: "code", Label: "title"},
				Type:  "select_one_from_file",
			},
		},
		{"choices of its own", `<select1 ref="/data/a"><item><label>Yes</label><value>y</value></item></select1>`, forms.Node{List: "a"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			def, _ := read(t, form(parts{instance: `<a/>`, model: list + file, body: tt.body}))
			n := node(t, def, "a")
			got := forms.Node{List: n.List, ChoiceFilter: n.ChoiceFilter, Items: n.Items, Parameters: n.Parameters, Type: n.Type}
			if !reflect.DeepEqual(got, tt.want) {
				t.Errorf("%+v, want %+v", got, tt.want)
			}
			if n.List != "" && def.Lists[n.List] == nil {
				t.Errorf("no list %q", n.List)
			}
		})
	}
}

func TestReadTellsListsFromOtherData(t *testing.T) {
	for _, tt := range []struct {
		name, root string
		list       bool
	}{
		{"names and labels", `<root><item><name>a</name><label>A</label></item></root>`, true},
		{"further columns", `<root><item><name>a</name><label>A</label><grade>2</grade></item></root>`, true},
		{"no item", `<root/>`, true},
		{"no name", `<root><item><label>A</label></item></root>`, false},
		{"another root", `<teams><item><name>a</name></item></teams>`, false},
		{"another item", `<root><team><name>a</name></team></root>`, false},
		{"attributes", `<root><item code="1"><name>a</name></item></root>`, false},
		{"elements inside a cell", `<root><item><name>a</name><at><x/></at></item></root>`, false},
		{"a cell twice", `<root><item><name>a</name><name>b</name></item></root>`, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			def, _ := read(t, form(parts{model: `<instance id="l">` + tt.root + `</instance>`}))
			if got := def.Lists["l"] != nil; got != tt.list || (len(def.Sources) == 0) != tt.list {
				t.Errorf("list %v, sources %+v", got, def.Sources)
			}
		})
	}
}

func TestReadGivesLayoutsToWhatTheyHold(t *testing.T) {
	def, _ := read(t, form(parts{
		instance: `<visit><seen/><alone/></visit>`,
		body: `<group appearance="field-list"><label>The visit</label><input ref="/data/visit/seen"/>` +
			`<input ref="/data/visit/alone"/></group>`,
	}))
	n := node(t, def, "visit")
	if n.Label.In("") != "The visit" || n.Appearance != "field-list" {
		t.Errorf("%+v", n)
	}
}

func TestReadShowsTheOrderOfTheBody(t *testing.T) {
	def, _ := read(t, form(parts{
		instance: `<a/><hidden/><g><x/><y/></g><b/>`,
		body:     `<input ref="/data/b"/><group ref="/data/g"><input ref="/data/g/y"/><input ref="/data/g/x"/></group><input ref="/data/a"/>`,
	}))
	var got []string
	def.Root.Walk(func(n *forms.Node) bool {
		got = append(got, n.Key())
		return true
	})
	if want := []string{"", "b", "hidden", "g", "g/y", "g/x", "a"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if def.Primary == nil || def.Primary.Children[0].Name != "a" {
		t.Errorf("the order of the primary instance is lost: %+v", def.Primary)
	}
}

func TestReadKeepsThePrimaryInstanceWhereItSaysMore(t *testing.T) {
	for _, tt := range []struct {
		name, instance string
		want           bool
	}{
		{"one instance as the template", `<r jr:template=""><a>1</a></r><r><a>1</a></r>`, false},
		{"one instance without a template", `<r><a>1</a></r>`, false},
		{"no instance", `<r jr:template=""><a/></r>`, true},
		{"two instances", `<r><a/></r><r><a/></r>`, true},
		{"an instance with another value", `<r jr:template=""><a/></r><r><a>1</a></r>`, true},
		{"an instance that lacks a node", `<r jr:template=""><a/><b/></r><r><a/></r>`, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			def, _ := read(t, form(parts{instance: tt.instance, body: `<repeat nodeset="/data/r"><input ref="/data/r/a"/></repeat>`}))
			if got := def.Primary != nil; got != tt.want {
				t.Errorf("%v, want %v", got, tt.want)
			}
		})
	}
}

func TestReadTexts(t *testing.T) {
	def, _ := read(t, form(parts{
		instance: `<a/><b/><c/>`,
		model: `<itext><translation lang="cy"><text id="q"><value>Pwy?</value><value form="image">jr://images/who.png</value></text>` +
			`<text id="h"><value>Enw</value><value form="guidance">Nid yw'n cael ei argraffu</value></text>` +
			`<text id="m"><value>Yn ôl</value></text></translation>` +
			`<translation lang="en" default="true()"><text id="q"><value>Who is <output value=" /data/b "/>?</value></text></translation></itext>` +
			`<bind nodeset="/data/a" jr:constraintMsg="jr:itext('m')" jr:requiredMsg="Costs ${5}"/>`,
		body: `<input ref="/data/a"><label ref="jr:itext('q')"/><hint ref="jr:itext('h')"/></input>` +
			`<input ref="/data/b"><label> Say <output value="/data/a"/>
			</label></input><input ref="/data/c"><label ref="concat('a', 'b')"/></input>`,
	}))
	if want := []string{"en", "cy"}; !slices.Equal(def.Languages, want) || def.Language != "en" {
		t.Errorf("languages %q, default %q", def.Languages, def.Language)
	}
	a := node(t, def, "a")
	for _, tt := range []struct {
		name      string
		got, want any
	}{
		{"label", a.Label, forms.Text{"cy": "Pwy?", "en": "Who is ${ /data/b }?"}},
		{"hint", a.Hint, forms.Text{"cy": "Enw"}},
		{"guidance", a.GuidanceHint, forms.Text{"cy": "Nid yw'n cael ei argraffu"}},
		{"media", a.Media, map[string]forms.Text{"image": {"cy": "who.png"}}},
		{"message", a.ConstraintMessage, forms.Text{"cy": "Yn ôl"}},
		{"a message that looks like a reference", a.RequiredMessage, forms.Text{"": forms.Literal("Costs ${5}")}},
		{"an output in words of its own", node(t, def, "b").Label, forms.Text{"": "Say ${ /data/a }"}},
		{"a label that is worked out", node(t, def, "c").Label, forms.Text{"": "${ concat('a', 'b') }"}},
		{"a text by id", def.Itext["m"], forms.Text{"cy": "Yn ôl"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if !reflect.DeepEqual(tt.got, tt.want) {
				t.Errorf("%#v, want %#v", tt.got, tt.want)
			}
		})
	}
}

func TestReadEntities(t *testing.T) {
	def, _ := read(t, form(parts{
		instance: `<who/><meta><entity dataset="concerns" id="" create="1" update=""><label/></entity></meta>`,
		model: `<bind nodeset="/data/who" entities:saveto="owner"/><bind nodeset="/data/meta/entity/@id" calculate="/data/who"/>` +
			`<bind nodeset="/data/meta/entity/@update" calculate="/data/who != ''"/>` +
			`<bind nodeset="/data/meta/entity/label" calculate="concat('Concern ', /data/who)"/>`,
	}))
	want := []forms.Entity{{
		List: "concerns", Label: "concat('Concern ', /data/who)", ID: "/data/who", UpdateIf: "/data/who != ''", Container: "/data",
	}}
	if !reflect.DeepEqual(def.Entities, want) {
		t.Errorf("%+v, want %+v", def.Entities, want)
	}
	if got := node(t, def, "who").Bind["entities:saveto"]; got != "owner" {
		t.Errorf("saved to %q", got)
	}
	if attrs := node(t, def, "meta/entity").Attributes; len(attrs) != 2 || attrs[0].Path != "/data/meta/entity/@id" {
		t.Errorf("attributes %+v", attrs)
	}
}

func TestReadSettings(t *testing.T) {
	content := form(parts{model: `<submission action="https://forms.example/submit" method="post" base64RsaPublicKey="abc" orx:auto-send="true"/>`})
	def, _ := read(t, content)
	want := map[string]string{
		"form_id": "dip-audit", "form_title": "Dip audit", "version": "3",
		"submission_url": "https://forms.example/submit", "public_key": "abc", "auto_send": "true",
	}
	if !reflect.DeepEqual(def.Settings, want) {
		t.Errorf("%v, want %v", def.Settings, want)
	}
	if sum := sha256.Sum256([]byte(content)); def.Hash != hex.EncodeToString(sum[:]) {
		t.Errorf("hash %s", def.Hash)
	}
}

func TestReadNoticesWhatOnlyPhonesDo(t *testing.T) {
	def, _ := read(t, form(parts{
		instance: `<where/><code/><code2/><sketch/>`,
		model:    `<bind nodeset="/data/where" type="geopoint"/><bind nodeset="/data/code" type="barcode"/><bind nodeset="/data/code2" type="barcode"/>`,
		body: `<input ref="/data/where"/><input ref="/data/code"/><input ref="/data/code2"/>` +
			`<upload ref="/data/sketch" mediatype="image/*" appearance="draw"/>`,
	}))
	var got []string
	for _, n := range def.Notices {
		got = append(got, n.Feature+" "+n.Path)
	}
	want := []string{"geopoint /data/where", "barcode /data/code", "image /data/sketch", "draw /data/sketch"}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}
