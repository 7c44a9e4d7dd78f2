package session_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"plumbline/forms"
	"plumbline/forms/session"
)

func counted(src string) with { return func(n *forms.Node) { n.RepeatCount = src } }

func TestACountDecidesOnInstances(t *testing.T) {
	s := begin(t, definition(
		integer("n"), and(repeat("r", text("name")), counted("/data/n")), calculate("all", "join(' ', /data/r/name)"),
	))
	if got := s.Instances("r"); got == nil || len(got) != 0 {
		t.Errorf("instances %v", got)
	}
	d := answer(t, s, "n", "3")
	three := s.Instances("r")
	if len(three) != 3 || !slices.Equal(d.Repeats, []string{"r"}) {
		t.Fatalf("instances %v, delta %+v", three, d)
	}
	for i, key := range three {
		answer(t, s, key+"/name", fmt.Sprint("p", i))
	}
	reads(t, s, "all", "p0 p1 p2")
	answer(t, s, "n", "1")
	reads(t, s, "all", "p0")
	answer(t, s, "n", "")
	if got := s.Instances("r"); len(got) != 1 {
		t.Errorf("instances with a blank count: %v", got)
	}
	answer(t, s, "n", "4")
	if got := s.Instances("r"); len(got) != 4 || !slices.Equal(got[:3], three) {
		t.Errorf("instances %v, want those of before and one more: %v", got, three)
	}
	reads(t, s, "all", "p0 p1 p2 ")
	answer(t, s, "n", "-2")
	reads(t, s, "all", "")
	if !view(t, s, "r").Fixed {
		t.Error("a repeat with a count is not fixed")
	}
	if _, _, err := s.Add("r"); !errors.Is(err, session.ErrReadOnly) {
		t.Errorf("adding to it: %v", err)
	}
}

func TestARepeatThatGoesOnWhileItIsTold(t *testing.T) {
	s := begin(t, definition(and(
		repeat("r", text("more")),
		counted("if(count(/data/r) = 0, 1, count(/data/r) + (/data/r[position() = count(/data/r)]/more = 'yes'))"),
	)))
	for n := 1; n <= 3; n++ {
		instances := s.Instances("r")
		if len(instances) != n {
			t.Fatalf("%d instances, want %d", len(instances), n)
		}
		answer(t, s, instances[n-1]+"/more", "yes")
	}
}

func TestNestedRepeatsAndWhatIsReadInThem(t *testing.T) {
	s := begin(t, definition(
		repeat("family", text("name"), group("inner", repeat("child", integer("age"), calculate("who", "concat(../../../name, ' ', position(..))"))),
			calculate("ages", "sum(../inner/child/age)")),
		calculate("total", "sum(/data/family/inner/child/age)"),
	))
	first := s.Instances("family")[0]
	answer(t, s, first+"/name", "Oak")
	child := s.Instances(first + "/inner/child")[0]
	answer(t, s, child+"/age", "4")
	second, _, err := s.Add("family")
	if err != nil {
		t.Fatal(err)
	}
	other := s.Instances(second + "/inner/child")[0]
	answer(t, s, other+"/age", "5")
	answer(t, s, second+"/name", "Elm")
	third, _, err := s.Add(second + "/inner/child")
	if err != nil {
		t.Fatal(err)
	}
	answer(t, s, third+"/age", "6")
	reads(t, s, first+"/ages", "4")
	reads(t, s, second+"/ages", "11")
	reads(t, s, "total", "15")
	reads(t, s, third+"/who", "Elm 2")
	if _, err := s.Remove(second); err != nil {
		t.Fatal(err)
	}
	reads(t, s, "total", "4")
	if _, ok := s.View(third); ok {
		t.Error("what stands in a removed instance is still there")
	}
}

func TestEditsOfInstancesThatAreRefused(t *testing.T) {
	fixed := and(repeat("f", text("a")), func(n *forms.Node) { n.NoAddRemove = true })
	s := begin(t, definition(text("q"), repeat("r", text("a")), fixed))
	key, locked := s.Instances("r")[0], s.Instances("f")[0]
	for name, tt := range map[string]struct {
		edit func() error
		want error
	}{
		"adding to a question":            {func() error { _, _, err := s.Add("q"); return err }, session.ErrUnknownKey},
		"removing a question":             {func() error { _, err := s.Remove("q"); return err }, session.ErrUnknownKey},
		"removing a repeat":               {func() error { _, err := s.Remove("r"); return err }, session.ErrUnknownKey},
		"restoring what is there":         {func() error { _, err := s.Restore(key, 0); return err }, session.ErrUnknownKey},
		"restoring nothing":               {func() error { _, err := s.Restore("", 0); return err }, session.ErrUnknownKey},
		"moving what is not there":        {func() error { _, err := s.Move("r/x", 0); return err }, session.ErrUnknownKey},
		"adding to a fixed repeat":        {func() error { _, _, err := s.Add("f"); return err }, session.ErrReadOnly},
		"removing from a fixed repeat":    {func() error { _, err := s.Remove(locked); return err }, session.ErrReadOnly},
		"moving beyond the last instance": {func() error { _, err := s.Move(key, 9); return err }, nil},
	} {
		t.Run(name, func(t *testing.T) {
			if err := tt.edit(); !errors.Is(err, tt.want) {
				t.Errorf("%v, want %v", err, tt.want)
			}
		})
	}
}

func TestReadOnlyIsInherited(t *testing.T) {
	s := begin(t, definition(text("closed"), and(group("g", text("a"), repeat("r", text("b"))), func(n *forms.Node) { n.ReadOnly = "/data/closed = 'yes'" })))
	key := s.Instances("g/r")[0] + "/b"
	d := answer(t, s, "closed", "yes")
	if !slices.Contains(d.Changed, key) || !view(t, s, key).ReadOnly || !view(t, s, "g/r").Fixed {
		t.Errorf("delta %+v", d)
	}
	if _, err := s.Set(key, "x"); !errors.Is(err, session.ErrReadOnly) {
		t.Errorf("answering: %v", err)
	}
	answer(t, s, "closed", "")
	answer(t, s, key, "x")
}

func TestWhatARepeatSaysOfItself(t *testing.T) {
	for name, change := range map[string]with{
		"a count that reads what it makes":     counted("string-length(name) + 1"),
		"a condition that reads what it shows": relevant("count(name) >= 0"),
		"words that read what they stand over": func(n *forms.Node) { n.Label = forms.Plain("Person ${ name }") },
	} {
		t.Run(name, func(t *testing.T) {
			s, err := session.New(definition(and(repeat("r", text("name")), change)), env())
			if err != nil {
				return // refused, in words
			}
			for _, key := range s.Instances("r") {
				answer(t, s, key+"/name", "Ada")
				if v := view(t, s, key); v.Label != "r" && v.Label != "Person Ada" {
					t.Errorf("label %q", v.Label)
				}
			}
		})
	}
}

func TestSavedInstancesThatCannotBe(t *testing.T) {
	saved := session.Saved{
		Instances: map[string][]string{"r": {"a", "", "a", "b/c", "d"}, "q": {"x"}},
		Values:    map[string]string{"r/a/name": "Ada", "r//name": "Bea", "r/d/name": "Cyd", "gone": "x"},
	}
	s, err := session.Load(definition(text("q"), repeat("r", text("name")), calculate("all", "join(' ', /data/r/name)")), env(), saved)
	if err != nil {
		t.Fatal(err)
	}
	if got := s.Instances("r"); !slices.Equal(got, []string{"r/a", "r/d"}) {
		t.Errorf("instances %v", got)
	}
	reads(t, s, "all", "Ada Cyd")
}
