package scenario_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"plumbline/forms/formfile"
	"plumbline/forms/scenario"
	"plumbline/forms/session"
)

const visit = `
| survey |
|        | type              | name    | label::English (en) | label::Cymraeg (cy) | relevant        | required | calculation          |
|        | select_one yn     | seen    | Was the child seen? | A welwyd y plentyn? |                 | yes      |                      |
|        | text              | why     | Why not?            | Pam lai?            | ${seen} = 'no'  |          |                      |
|        | begin_repeat      | actions | Actions             | Camau               |                 |          |                      |
|        | text              | what    | What?               | Beth?               |                 |          |                      |
|        | end_repeat        |         |                     |                     |                 |          |                      |
|        | calculate         | n       |                     |                     |                 |          | count(${actions})    |
| choices |
|         | list_name | name | label::English (en) | label::Cymraeg (cy) |
|         | yn        | yes  | Yes                 | Oedd                |
|         | yn        | no   | No                  | Nac oedd            |
| settings |
|          | form_id | default_language |
|          | visit   | English (en)     |
`

func player(t *testing.T) *scenario.Player {
	t.Helper()
	def, report := formfile.Read("visit.md", []byte(visit))
	if err := report.Err(); err != nil {
		t.Fatal(err)
	}
	s, err := session.New(def, session.Env{Now: time.Now, Location: time.UTC, NewID: uuid.NewString})
	if err != nil {
		t.Fatal(err)
	}
	return scenario.NewPlayer(s)
}

func play(t *testing.T, p *scenario.Player, script string) scenario.Outcome {
	t.Helper()
	steps, err := scenario.ReadScript([]byte(script))
	if err != nil {
		t.Fatal(err)
	}
	var last scenario.Outcome
	for _, s := range steps {
		last = p.Play(s)
	}
	return last
}

func TestPlay(t *testing.T) {
	p := player(t)
	if got := p.State()["/data/seen"]; got.Violation != "required" || got.Type != "select" || len(got.Choices) != 2 {
		t.Errorf("at first %+v", got)
	}
	out := play(t, p, "answer seen no")
	if !out.Set["/data/why"].Relevant || out.Set["/data/seen"].Violation != "" || string(out.Value) != `"no"` {
		t.Errorf("after an answer %+v", out.Set)
	}
	out = play(t, p, "set-language Cymraeg (cy)")
	if out.State["/data/why"].Label != "Pam lai?" || out.State["/data/seen"].Choices[1][1] != "Nac oedd" {
		t.Errorf("in Welsh %+v", out.State["/data/why"])
	}
	out = play(t, p, "add-repeat /data/actions\nanswer /data/actions[2]/what Visit\nremove-repeat /data/actions[1]")
	if got := *out.State["/data/actions[1]/what"].Value; got != "Visit" {
		t.Errorf("after removing the first, the first is %q", got)
	}
	if *out.State["/data/n"].Value != "1" || len(out.Gone) != 2 || *out.State["/data/actions (repeat)"].Count != 1 {
		t.Errorf("counted %q, gone %v", *out.State["/data/n"].Value, out.Gone)
	}
}

func TestRefusedStepsChangeNothing(t *testing.T) {
	for _, row := range []struct{ name, step, says string }{
		{"a calculation", "answer /data/n 7", "itself"},
		{"no such question", "answer /data/absent 7", "no /data/absent"},
		{"no such instance", "remove-repeat /data/actions[9]", "no /data/actions[9]"},
		{"no such language", "set-language Klingon", "no language Klingon"},
		{"a name of several", "answer data x", "several"},
	} {
		t.Run(row.name, func(t *testing.T) {
			out := play(t, player(t), row.step)
			if !strings.Contains(out.Error, row.says) {
				t.Errorf("it says %q", out.Error)
			}
			if len(out.Set) > 0 || len(out.Gone) > 0 {
				t.Errorf("changed %v, gone %v", out.Set, out.Gone)
			}
		})
	}
}
