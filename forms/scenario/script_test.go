package scenario_test

import (
	"errors"
	"strings"
	"testing"

	"plumbline/forms/scenario"
)

func TestReadScript(t *testing.T) {
	for _, row := range []struct {
		name, script string
		want         string // op, reference and value of every step
	}{
		{"nothing", "", ""},
		{"remarks and blank lines", "# first\n\n  \n", ""},
		{"an answer", "answer /data/name Alex Smith\n", `answer /data/name "Alex Smith"`},
		{"a value in quotation marks", `answer /data/name "two\nlines"`, `answer /data/name "two\nlines"`},
		{"clearing", "answer /data/name", "answer /data/name"},
		{"repeats", "add-repeat /data/r\nremove-repeat /data/r[1]", "add-repeat /data/r; remove-repeat /data/r[1]"},
		{"a language with spaces", "set-language Cymraeg (cy)", "set-language Cymraeg (cy)"},
		{"JSON", `{"op":"answer","ref":"/data/n","raw":2.50}`, "answer /data/n 2.50"},
		{
			"a recording", `{"id":"x","steps":[{"op":"answer","ref":"/data/n","raw":["a","b"]},{"op":"add-repeat","repeat":"/data/r","ref":"/data/r[2]"}]}`,
			`answer /data/n ["a","b"]; add-repeat /data/r[2]/data/r`,
		},
		{"windows lines and a mark in front", "\ufeffanswer /data/n 1\r\n", `answer /data/n "1"`},
	} {
		t.Run(row.name, func(t *testing.T) {
			steps, err := scenario.ReadScript([]byte(row.script))
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, s := range steps {
				got = append(got, strings.TrimSpace(s.Op+" "+s.Ref+s.Repeat+s.Language+" "+string(s.Raw)))
			}
			if strings.Join(got, "; ") != row.want {
				t.Errorf("got %q, want %q", strings.Join(got, "; "), row.want)
			}
		})
	}
}

func TestReadScriptSaysWhatIsWrongAndWhere(t *testing.T) {
	for _, row := range []struct {
		name, script string
		line         int
		says         string
	}{
		{"no such step", "answer /data/n 1\nreply /data/n 2", 2, "The steps are answer"},
		{"no question", "answer", 1, "does not name the question"},
		{"no instance", "remove-repeat ", 1, "does not name the instance"},
		{"half a text", `answer /data/n "half`, 1, "quotation mark"},
		{"half an object", `{"op":`, 1, "not JSON"},
		{"a step in a recording", "\n" + `{"steps":[{"op":"jump"}]}`, 2, `"jump" is no step`},
	} {
		t.Run(row.name, func(t *testing.T) {
			_, err := scenario.ReadScript([]byte(row.script))
			var wrong *scenario.ScriptError
			if !errors.As(err, &wrong) {
				t.Fatalf("error %v", err)
			}
			if wrong.Line != row.line || !strings.Contains(wrong.Words, row.says) {
				t.Errorf("line %d says %q", wrong.Line, wrong.Words)
			}
		})
	}
}

func FuzzReadScript(f *testing.F) {
	f.Add("answer /data/n 1\nadd-repeat /data/r")
	f.Add(`{"op":"answer","ref":"/data/n","raw":[1,"a"]}`)
	f.Fuzz(func(t *testing.T, script string) {
		steps, err := scenario.ReadScript([]byte(script))
		if err != nil && steps != nil {
			t.Error("steps and an error")
		}
	})
}
