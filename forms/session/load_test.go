package session_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"plumbline/forms"
	"plumbline/forms/session"
)

func preload(kind, params string) with {
	return func(n *forms.Node) { n.Kind, n.Preload, n.PreloadParams = forms.Meta, kind, params }
}

func TestWhatTheProgramFillsIn(t *testing.T) {
	e := env()
	e.Properties = map[string]string{"deviceid": "laptop-7"}
	s, err := session.New(definition(
		text("start", preload("timestamp", "start")), text("today", preload("date", "today")), text("device", preload("property", "deviceid")),
		text("user", preload("property", "username")), text("end", preload("timestamp", "end")), text("id", preload("uid", "")),
	), e)
	if err != nil {
		t.Fatal(err)
	}
	reads(t, s, "start", "2026-11-20T09:30:00.000+00:00")
	reads(t, s, "today", "2026-11-20")
	reads(t, s, "device", "laptop-7")
	reads(t, s, "user", "")
	reads(t, s, "end", "")
	if id := view(t, s, "id").Value; !strings.HasPrefix(id, "uuid:") || id == view(t, s, "meta/instanceID").Value {
		t.Errorf("id %q", id)
	}
	if d := s.Stamp(); !slices.Equal(d.Changed, []string{"end"}) {
		t.Errorf("changed %v", d.Changed)
	}
	reads(t, s, "end", "2026-11-20T09:30:00.000+00:00")
}

func TestDefaultsThatAreWorkedOut(t *testing.T) {
	def := definition(
		text("who", fallback("Ada")), text("copy", dynamic("/data/who")), text("hidden", dynamic("'x'"), relevant("/data/who = 'Bea'")),
		repeat("r", text("what", dynamic("concat(/data/who, position(..))"))),
	)
	s := begin(t, def)
	reads(t, s, "copy", "Ada")
	if got := view(t, s, "hidden").Stored; got != "" {
		t.Errorf("a question that is not relevant got its default %q", got)
	}
	reads(t, s, s.Instances("r")[0]+"/what", "Ada1")
	answer(t, s, "who", "Cyd")
	reads(t, s, "copy", "Ada")
	key, _, err := s.Add("r")
	if err != nil {
		t.Fatal(err)
	}
	reads(t, s, key+"/what", "Cyd2")
	again, err := session.Load(def, env(), session.Saved{Values: map[string]string{"who": "Eve"}})
	if err != nil {
		t.Fatal(err)
	}
	reads(t, again, "copy", "")
}

func TestTriggers(t *testing.T) {
	triggered := func(src string, by ...string) with {
		return func(n *forms.Node) { n.Calculation, n.Triggers = src, by }
	}
	s := begin(t, definition(
		text("a"), text("b", fallback("first")), text("when", triggered("concat(/data/b, '!')", "/data/a")), text("cleared", triggered("", "/data/a"), fallback("full")),
		repeat("r", text("x"), text("y", triggered("../x", "/data/r/x"))),
	))
	reads(t, s, "when", "")
	answer(t, s, "b", "second")
	reads(t, s, "when", "")
	reads(t, s, "cleared", "full")
	d := answer(t, s, "a", "1")
	reads(t, s, "when", "second!")
	reads(t, s, "cleared", "")
	if want := []string{"a", "when", "cleared"}; !slices.Equal(d.Changed, want) {
		t.Errorf("changed %v, want %v", d.Changed, want)
	}
	first := s.Instances("r")[0]
	second, _, err := s.Add("r")
	if err != nil {
		t.Fatal(err)
	}
	answer(t, s, second+"/x", "here")
	reads(t, s, second+"/y", "here")
	reads(t, s, first+"/y", "")
}

func TestFormsThatCannotBeOpened(t *testing.T) {
	for name, tt := range map[string]struct {
		def   *forms.Definition
		words []string
	}{
		"a circle of calculations": {
			definition(calculate("a", "/data/b + 1"), calculate("b", "/data/c"), calculate("c", "/data/a")), []string{"/data/a", "/data/b", "/data/c", "circle"},
		},
		"a condition that hides what it reads": {
			definition(and(group("g", text("a")), relevant("/data/g/a = ''"))), []string{"/data/g", "/data/g/a"},
		},
		"a calculation that grows without end": {
			definition(calculate("a", "coalesce(/data/a, 0) + 1")), []string{"/data/a", "never comes to rest"},
		},
		"a calculation that goes on from itself": {
			definition(calculate("a", ". + 1", fallback("1"))), []string{"/data/a", "never comes to rest"},
		},
		"an expression that cannot be read": {definition(text("a", relevant("1 +"))), []string{"/data/a", "relevant"}},
		"a trigger that is not there": {
			definition(text("a", func(n *forms.Node) { n.Triggers = []string{"/data/b"} })), []string{"/data/a", "trigger", "/data/b"},
		},
		"the name of a choice of nothing": {definition(calculate("a", "jr:choice-name('x', '/data/b')")), []string{"/data/a", "/data/b"}},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := session.New(tt.def, env())
			var wrong *session.FormError
			if !errors.As(err, &wrong) {
				t.Fatalf("error %v", err)
			}
			for _, words := range tt.words {
				if !strings.Contains(err.Error(), words) {
					t.Errorf("%q does not name %q", err, words)
				}
			}
		})
	}
}

func TestCalculationsMayReadThemselves(t *testing.T) {
	for name, expression := range map[string]string{
		"once": "once(concat(/data/b, random()))", "the older way": "if(. = '', /data/b, .)", "by its name": "coalesce(/data/a, /data/b)",
	} {
		t.Run(name, func(t *testing.T) {
			s := begin(t, definition(text("b"), calculate("a", expression)))
			answer(t, s, "b", "first")
			before := view(t, s, "a").Value
			answer(t, s, "b", "second")
			if after := view(t, s, "a").Value; before == "" || after != before {
				t.Errorf("%q, then %q", before, after)
			}
		})
	}
}

func TestConditionsMayReadEachOther(t *testing.T) {
	s := begin(t, definition(text("a", relevant("/data/b != 'x'")), text("b", relevant("/data/a != 'x'"))))
	answer(t, s, "a", "x")
	if view(t, s, "b").Relevant || !view(t, s, "a").Relevant {
		t.Error("a does not hide b")
	}
}

func TestAFormWithoutPlaceForTheRecordsID(t *testing.T) {
	s := begin(t, definition(text("meta", fallback("mine"))))
	reads(t, s, "meta", "mine")
	if d := s.Supersede(); d.Changed != nil {
		t.Errorf("changed %v", d.Changed)
	}
}
