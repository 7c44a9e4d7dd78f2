package session_test

import (
	"errors"
	"slices"
	"testing"

	"plumbline/forms"
	"plumbline/forms/session"
)

func TestAnAnswerIsFollowedThroughTheForm(t *testing.T) {
	s := begin(t, definition(
		group("g", integer("a"), integer("b"), calculate("sum", "/data/g/a + /data/g/b")),
		text("why", relevant("/data/g/sum > 10"), required),
		calculate("twice", "/data/g/sum * 2"),
	))
	answer(t, s, "g/a", "7")
	d := answer(t, s, "g/b", "5")
	reads(t, s, "g/sum", "12")
	reads(t, s, "twice", "24")
	if want := []string{"g/b", "g/sum", "why", "twice"}; !slices.Equal(d.Changed, want) {
		t.Errorf("changed %v, want %v", d.Changed, want)
	}
	if !view(t, s, "why").Relevant {
		t.Error("why is not relevant")
	}
	problems := s.Problems()
	if len(problems) != 1 || problems[0].Key != "why" || problems[0].Kind != session.Missing {
		t.Errorf("problems %+v", problems)
	}
	answer(t, s, "why", "Because.")
	answer(t, s, "g/b", "1")
	if v := view(t, s, "why"); v.Relevant || v.Value != "Because." || v.Effective != "" {
		t.Errorf("not relevant: %+v", v)
	}
}

func TestWrongAnswersAreKeptAndFlagged(t *testing.T) {
	s := begin(t, definition(
		integer("n", constraint(". < 10")), calculate("next", "/data/n + 1"), question(forms.Date, "d"),
	))
	for _, tt := range []struct {
		key, value, reads string
		kind              session.ProblemKind
	}{
		{"n", "5", "5", 0},
		{"n", "many", "", session.Malformed},
		{"n", "12", "12", session.Violated},
		{"n", "3.5", "3", session.Malformed},
		{"n", "", "", 0},
		{"d", "2026-02-28", "2026-02-28", 0},
		{"d", "2026-02-30", "", session.Malformed},
	} {
		t.Run(tt.key+" "+tt.value, func(t *testing.T) {
			answer(t, s, tt.key, tt.value)
			v := view(t, s, tt.key)
			if v.Value != tt.value || v.Effective != tt.reads {
				t.Errorf("value %q reads %q, want %q", v.Value, v.Effective, tt.reads)
			}
			kind := session.ProblemKind(0)
			if v.Problem != nil {
				kind = v.Problem.Kind
			}
			if kind != tt.kind {
				t.Errorf("problem %v, want %v", kind, tt.kind)
			}
		})
	}
}

func TestSetRefuses(t *testing.T) {
	s := begin(t, definition(group("g", text("a")), calculate("c", "1"), and(text("r"), func(n *forms.Node) { n.ReadOnly = "true()" })))
	for key, want := range map[string]error{
		"nowhere": session.ErrUnknownKey, "g": session.ErrUnknownKey, "": session.ErrUnknownKey, "g/a/b": session.ErrUnknownKey,
		"c": session.ErrReadOnly, "r": session.ErrReadOnly, "g/a": nil,
	} {
		if _, err := s.Set(key, "x"); !errors.Is(err, want) {
			t.Errorf("set %q: %v, want %v", key, err, want)
		}
	}
}

func TestRepeats(t *testing.T) {
	s := begin(t, definition(
		repeat("r", integer("n"), calculate("place", "position(..)")),
		calculate("total", "sum(/data/r/n)"), calculate("many", "count(/data/r)"),
	))
	first := s.Instances("r")[0]
	answer(t, s, first+"/n", "3")
	second, d, err := s.Add("r")
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(d.Repeats, []string{"r"}) || !slices.Contains(d.Changed, "many") {
		t.Errorf("delta %+v", d)
	}
	answer(t, s, second+"/n", "4")
	reads(t, s, "total", "7")
	reads(t, s, second+"/place", "2")
	if _, err := s.Move(second, 0); err != nil {
		t.Fatal(err)
	}
	reads(t, s, second+"/place", "1")
	if got := s.Instances("r"); !slices.Equal(got, []string{second, first}) {
		t.Errorf("instances %v", got)
	}
	if _, err := s.Remove(second); err != nil {
		t.Fatal(err)
	}
	reads(t, s, "total", "3")
	if _, err := s.Restore(second, 5); err != nil {
		t.Fatal(err)
	}
	reads(t, s, "total", "7")
	reads(t, s, "many", "2")
	reads(t, s, second+"/place", "2")
}

func TestSavedAndLoadedIsTheSame(t *testing.T) {
	def := definition(
		text("a", fallback("x")), repeat("r", integer("n", fallback("1"))),
		calculate("c", "sum(/data/r/n)"), question(forms.Hidden, "h", fallback("kept")),
	)
	s := begin(t, def)
	key, _, err := s.Add("r")
	if err != nil {
		t.Fatal(err)
	}
	answer(t, s, key+"/n", "5")
	answer(t, s, "a", "")
	again, err := session.Load(def, env(), s.Saved())
	if err != nil {
		t.Fatal(err)
	}
	reads(t, again, "a", "")
	reads(t, again, "c", "6")
	reads(t, again, "h", "kept")
	if got := again.Instances("r"); !slices.Equal(got, s.Instances("r")) {
		t.Errorf("instances %v, want %v", got, s.Instances("r"))
	}
}
