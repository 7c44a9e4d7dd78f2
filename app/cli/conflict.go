package cli

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"plumbline/app/workbench"
)

type recordConflicts struct {
	ID string `arg:"" help:"Id of the record."`
}

// conflictView is an answer that several people changed as record conflicts answers it in JSON.
type conflictView struct {
	Path     string        `json:"path"`
	Label    string        `json:"label"`
	Section  string        `json:"section,omitempty"`
	Was      wordingView   `json:"was"`
	Versions []writtenView `json:"versions"`
}

// wordingView is an answer that stood at a time.
type wordingView struct {
	Value string    `json:"value"`
	Text  string    `json:"text"`
	Who   string    `json:"who,omitempty"`
	At    time.Time `json:"at,omitzero"`
}

// writtenView is one of the answers that stand.
type writtenView struct {
	wordingView
	Number int  `json:"number"` // that record resolve --take takes
	Mine   bool `json:"mine"`
	Sent   bool `json:"sent"`
}

func wordingOf(v workbench.Version) wordingView {
	return wordingView{Value: v.Value, Text: v.Text, Who: v.Who, At: v.At.UTC()}
}

func conflictOf(c workbench.Conflict) conflictView {
	view := conflictView{Path: pathOf(c.Path), Label: c.Label, Section: c.Section, Was: wordingOf(c.Was)}
	if c.Was.Who == "" {
		view.Was = wordingView{}
	}
	for i, v := range c.Versions {
		view.Versions = append(view.Versions, writtenView{wordingOf(v), i + 1, v.Mine, v.Sent})
	}
	return view
}

// Run implements a command.
func (c recordConflicts) Run(r *run) error {
	return r.work(c.ID, func(w *workbench.Work) error {
		conflicts, err := w.Conflicts(r.ctx)
		if err != nil {
			return err
		}
		views := []conflictView{}
		for _, c := range conflicts {
			views = append(views, conflictOf(c))
		}
		return r.answer(views, func(out io.Writer) error {
			if len(views) == 0 {
				fmt.Fprintln(out, "There is nothing to decide in this record.")
			}
			for _, v := range views {
				v.print(out, r.program.Env.Location)
			}
			return nil
		})
	})
}

func (v conflictView) print(w io.Writer, location *time.Location) {
	said := func(head string, s wordingView) {
		if !s.At.IsZero() {
			head += ", " + s.At.In(location).Format("2006-01-02 15:04")
		}
		fmt.Fprintf(w, "  %s:\n      %s\n", head, strings.ReplaceAll(blank(s.Text), "\n", "\n      "))
	}
	fmt.Fprintf(w, "%s  %s\n", v.Path, v.Label)
	said("It was", v.Was)
	for _, s := range v.Versions {
		who := s.Who
		if s.Mine {
			who = "You"
		}
		said(fmt.Sprintf("%d  %s wrote", s.Number, who), s.wordingView)
	}
}

type recordResolve struct {
	ID    string  `arg:"" help:"Id of the record."`
	Path  string  `arg:"" help:"Path of the answer, as record conflicts prints it, or its name where only one question has it."`
	Take  int     `xor:"answer" placeholder:"N" help:"Take the answer of this number, as record conflicts prints them."`
	Both  bool    `xor:"answer" help:"Take all answers, one below the other. For text alone."`
	Value *string `xor:"answer" placeholder:"TEXT" help:"Put another answer in their place."`
}

// Run implements a command.
func (c recordResolve) Run(r *run) error {
	return r.work(c.ID, func(w *workbench.Work) error {
		conflict, err := c.find(r.ctx, w)
		if err != nil {
			return err
		}
		value, err := c.chosen(conflict)
		if err != nil {
			return err
		}
		if _, err := w.Decide(r.ctx, conflict.Path, value); err != nil {
			return err
		}
		after, _ := w.Session().View(conflict.Key)
		result := map[string]any{"path": pathOf(conflict.Path), "value": value}
		if conflict.Key != "" {
			result["text"] = workbench.Answer(after)
		}
		return r.answer(result, line("Decided. Every version and the decision stay in the history."))
	})
}

// find returns the conflict that is meant.
func (c recordResolve) find(ctx context.Context, w *workbench.Work) (workbench.Conflict, error) {
	conflicts, err := w.Conflicts(ctx)
	if err != nil {
		return workbench.Conflict{}, err
	}
	typed := strings.Trim(strings.TrimPrefix(c.Path, "/data/"), "/")
	key, located := w.Locate(c.Path)
	for _, found := range conflicts {
		if found.Path == typed || located == nil && found.Path == key {
			return found, nil
		}
	}
	if located != nil {
		return workbench.Conflict{}, located
	}
	return workbench.Conflict{}, workbench.ErrNoConflict
}

func (c recordResolve) chosen(conflict workbench.Conflict) (string, error) {
	switch {
	case c.Value != nil:
		return *c.Value, nil
	case c.Both && !conflict.Free:
		return "", tell(errUsage, "Only texts can be put one below the other. Take one with --take N, or give another with --value.")
	case c.Both:
		return conflict.Together(), nil
	case c.Take >= 1 && c.Take <= len(conflict.Versions):
		return conflict.Versions[c.Take-1].Value, nil
	default:
		return "", tell(errUsage, fmt.Sprintf("Say what is right: --take 1 to %d, --both, or --value TEXT. \"plumbline record conflicts\" shows them.", len(conflict.Versions)))
	}
}
