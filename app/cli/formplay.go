package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"plumbline/forms/scenario"
	"plumbline/forms/session"
)

// machineFlags stand in for the machine, so that what depends on it comes out the same every time.
type machineFlags struct {
	Now  string `placeholder:"TIME" help:"The time that the form is told, as 2026-11-20T09:30:00Z."`
	Zone string `placeholder:"ZONE" help:"The time zone of dates, such as Europe/London."`
}

func (m machineFlags) apply(env *session.Env) error {
	if m.Now != "" {
		at, err := time.Parse(time.RFC3339, m.Now)
		if err != nil {
			return tell(errUsage, fmt.Sprintf("%q is no time. Write it as 2026-11-20T09:30:00Z.", m.Now))
		}
		env.Now = func() time.Time { return at }
	}
	if m.Zone != "" {
		zone, err := time.LoadLocation(m.Zone)
		if err != nil {
			return tell(errUsage, fmt.Sprintf("%q is no time zone. Zones have names such as Europe/London.", m.Zone))
		}
		env.Location = zone
	}
	return nil
}

type formPlay struct {
	formArg
	Script   string            `arg:"" help:"File of steps, one to a line: answer, add-repeat, remove-repeat, set-language; - reads standard input. docs/CLI.md has an example."`
	Property map[string]string `placeholder:"NAME=VALUE" help:"What the form may ask about person and machine, such as username=casey."`
	machineFlags
}

// opening is the first line of what form play prints.
type opening struct {
	Form      string            `json:"form"`
	Version   string            `json:"version"`
	Languages []string          `json:"languages"`
	Unread    []string          `json:"unread"` // data that the form reads and that is not there
	Initial   scenario.Snapshot `json:"initial"`
}

func (c formPlay) Run(r *run) error {
	steps, err := c.steps(r)
	if err != nil {
		return err
	}
	form, err := c.find(r)
	if err != nil {
		return err
	}
	bench, err := r.bench()
	if err != nil {
		return err
	}
	env := form.env(bench.SessionEnv())
	env.Properties = c.Property
	if err := c.apply(&env); err != nil {
		return err
	}
	s, err := session.New(form.definition, env)
	if err != nil {
		return fmt.Errorf("cli: open form %s: %w", form.definition.ID, err)
	}
	return r.play(s, steps)
}

func (c formPlay) steps(r *run) ([]scenario.Step, error) {
	script, err := r.read(c.Script)
	if err != nil {
		return nil, unreadable(err, c.Script)
	}
	steps, err := scenario.ReadScript(script)
	if err != nil {
		return nil, tell(errFaulty, fmt.Sprintf("%s, %s", c.Script, err))
	}
	return steps, nil
}

// play does the steps and prints a line of JSON for the beginning and for each.
func (r *run) play(s *session.Session, steps []scenario.Step) error {
	out := json.NewEncoder(r.program.Stdout)
	out.SetEscapeHTML(false)
	player, def := scenario.NewPlayer(s), s.Definition()
	err := out.Encode(opening{
		Form: def.ID, Version: def.Version, Languages: append([]string{}, s.Languages()...),
		Unread: append([]string{}, s.Unread()...), Initial: player.State(),
	})
	refused := 0
	for _, step := range steps {
		outcome := player.Play(step)
		if outcome.Error != "" {
			refused++
		}
		err = errors.Join(err, out.Encode(outcome))
	}
	if refused > 0 {
		return errors.Join(err, tell(errRefused, fmt.Sprintf("The form refused %s of %d; the output says why, under \"error\".",
			count(refused, "step", "steps"), len(steps))))
	}
	return err
}

// read reads a file, or standard input for "-".
func (r *run) read(name string) ([]byte, error) {
	if name == "-" {
		return io.ReadAll(r.program.Stdin)
	}
	return os.ReadFile(name)
}
