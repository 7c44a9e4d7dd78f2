package cli

import (
	"fmt"
	"io"
	"strings"
	"time"

	"plumbline/app/workbench"
	"plumbline/forms"
	"plumbline/forms/session"
)

type recordSet struct {
	ID    string `arg:"" help:"Id of the record."`
	Path  string `arg:"" help:"Path of the question as form show prints it, or its name where only one has it. Instances by position: actions/1/what."`
	Value string `arg:"" help:"The answer: text, digits, a date as 2026-11-20, a choice by name, several separated by spaces, - to read it from standard input. Empty clears."`
}

func (c recordSet) Run(r *run) error {
	value := c.Value
	if value == "-" {
		content, err := io.ReadAll(r.program.Stdin)
		if err != nil {
			return tell(err, "The answer could not be read from standard input. Try again.")
		}
		value = strings.TrimSuffix(string(content), "\n")
	}
	return r.work(c.ID, func(w *workbench.Work) error {
		key, err := w.LocateOrAdd(c.Path)
		if err != nil {
			return err
		}
		before, _ := w.Session().View(key)
		if _, err := w.Set(key, value); err != nil {
			return err
		}
		after, _ := w.Session().View(key)
		if after.Problem != nil && after.Problem.Kind == session.Malformed {
			if _, err := w.Set(key, before.Value); err != nil {
				return err
			}
			return refuse(after)
		}
		if err := w.Flush(); err != nil {
			return err
		}
		if after.Problem != nil {
			fmt.Fprintf(r.program.Stderr, "plumbline: Saved, but this needs attention before completing: %s\n", after.Problem.Message)
		}
		return r.answer(answerOf(after), func(io.Writer) error { return nil })
	})
}

// refuse says why an answer was not taken, and what would be.
func refuse(v session.View) error {
	words := v.Problem.Message
	if len(v.Choices) > 0 {
		var names []string
		for _, c := range v.Choices {
			names = append(names, c.Name)
		}
		words += " The choices are: " + strings.Join(names, ", ") + "."
	}
	return tell(errRefused, words+" Nothing was changed.")
}

type recordAdd struct {
	ID     string `arg:"" help:"Id of the record."`
	Repeat string `arg:"" help:"Path or name of the repeat."`
}

func (c recordAdd) Run(r *run) error {
	return r.work(c.ID, func(w *workbench.Work) error {
		key, err := w.Locate(c.Repeat)
		if err != nil {
			return err
		}
		instance, _, err := w.Add(key)
		if err != nil {
			return err
		}
		return r.answer(map[string]string{"path": pathOf(instance)}, line(pathOf(instance)))
	})
}

type recordRemove struct {
	ID       string `arg:"" help:"Id of the record."`
	Instance string `arg:"" help:"Path of the instance, by id or position: actions/1."`
}

func (c recordRemove) Run(r *run) error {
	return r.work(c.ID, func(w *workbench.Work) error {
		key, err := w.Locate(c.Instance)
		if err != nil {
			return err
		}
		if _, err := w.Remove(key); err != nil {
			return err
		}
		return r.answer(map[string]string{"removed": pathOf(key)}, line("Removed. Its answers stay in the record's history."))
	})
}

type recordShow struct {
	ID string `arg:"" help:"Id of the record."`
}

// recordView is a record as record show answers it in JSON.
type recordView struct {
	rowView
	FormVersion string       `json:"form_version"`
	FormHash    string       `json:"form_sha256"`
	ContentHash string       `json:"content_hash"`
	Created     time.Time    `json:"created"`
	Answers     []answerView `json:"answers"`
}

// answerView is one question of a record.
type answerView struct {
	Path     string `json:"path"`
	Label    string `json:"label"`
	Type     string `json:"type"`
	Value    string `json:"value"`
	Text     string `json:"text"`
	Relevant bool   `json:"relevant"`
	Required bool   `json:"required"`
	Problem  string `json:"problem,omitempty"`
}

func answerOf(v session.View) answerView {
	a := answerView{
		Path: pathOf(v.Key), Label: v.Label, Type: v.Node.Kind.String(), Value: v.Value, Text: workbench.Answer(v),
		Relevant: v.Relevant, Required: v.Required,
	}
	if v.Problem != nil {
		a.Problem = v.Problem.Message
	}
	return a
}

func (c recordShow) Run(r *run) error {
	return r.work(c.ID, func(w *workbench.Work) error {
		row := w.Row()
		view := recordView{
			rowView: viewOf(row), FormVersion: row.FormVersion, FormHash: row.FormHash, ContentHash: w.ContentHash(),
			Created: row.Created.UTC(), Answers: answers(w.Session(), ""),
		}
		return r.answer(view, func(out io.Writer) error { return view.print(out) })
	})
}

// answers lists every question that a person may answer or the form works out, instances of repeats included.
func answers(s workbench.Reader, key string) []answerView {
	out := []answerView{}
	for _, child := range s.Children(key) {
		v, ok := s.View(child)
		switch {
		case !ok:
		case v.Node.Kind == forms.Repeat:
			for _, instance := range s.Instances(child) {
				out = append(out, answers(s, instance)...)
			}
		case v.Node.Kind == forms.Group:
			out = append(out, answers(s, child)...)
		case v.Node.Kind != forms.Note:
			out = append(out, answerOf(v))
		}
	}
	return out
}

func (v recordView) print(w io.Writer) error {
	fmt.Fprintf(w, "Record   %s\nForm     %s %s\nState    %s, version %d\nContent  %s\n\n",
		v.ID, v.Form, v.FormVersion, strings.ReplaceAll(v.State, "_", " "), v.Version, v.ContentHash)
	for _, a := range v.Answers {
		if a.Value == "" || !a.Relevant {
			continue
		}
		if _, err := fmt.Fprintf(w, "%s  %s\n    %s\n", a.Path, a.Label, strings.ReplaceAll(a.Text, "\n", "\n    ")); err != nil {
			return err
		}
	}
	return nil
}

type recordHistory struct {
	ID   string `arg:"" help:"Id of the record."`
	Path string `arg:"" help:"Path or name of the question."`
}

func (c recordHistory) Run(r *run) error {
	return r.work(c.ID, func(w *workbench.Work) error {
		key, err := w.Locate(c.Path)
		if err != nil {
			return err
		}
		if err := w.Backfill(r.ctx); err != nil {
			return err
		}
		entries, err := w.History(r.ctx, key)
		if err != nil {
			return err
		}
		return r.answer(entries, func(out io.Writer) error {
			for _, e := range entries {
				at := e.At.In(r.program.Env.Location).Format("2006-01-02 15:04:05")
				fmt.Fprintf(out, "%s  %s\n    before: %s\n    after:  %s\n", at, e.Who, blank(e.Before), blank(e.After))
				for _, b := range e.Between {
					fmt.Fprintf(out, "    decided between: %s\n", blank(b))
				}
			}
			return nil
		})
	})
}

func blank(s string) string {
	if s == "" {
		return "(blank)"
	}
	return s
}
