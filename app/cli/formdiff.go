package cli

import (
	"fmt"
	"io"
	"strings"

	"plumbline/forms/compare"
)

type formDiff struct {
	Before string `arg:"" help:"The older version: a file, or a form's id."`
	After  string `arg:"" help:"The newer version: a file, or a form's id."`
}

// changeView is what changed about one question as form diff answers it in JSON.
type changeView struct {
	Path    string         `json:"path"` // "" for the form as a whole
	Label   string         `json:"label,omitempty"`
	Kinds   []compare.Kind `json:"kinds"`
	Details []detailView   `json:"details"`
}

// detailView is one thing that was and is.
type detailView struct {
	What   string `json:"what"`
	Before string `json:"before"`
	After  string `json:"after"`
}

func changeViews(changes []compare.Change) []changeView {
	views := []changeView{}
	for _, c := range changes {
		view := changeView{Path: c.Path, Label: c.Label, Kinds: c.Kinds, Details: []detailView{}}
		for _, d := range c.Details {
			view.Details = append(view.Details, detailView{d.What, d.Before, d.After})
		}
		views = append(views, view)
	}
	return views
}

func (c formDiff) Run(r *run) error {
	before, err := formArg{c.Before}.find(r)
	if err != nil {
		return err
	}
	after, err := formArg{c.After}.find(r)
	if err != nil {
		return err
	}
	views := changeViews(compare.Definitions(before.definition, after.definition))
	return r.answer(views, func(w io.Writer) error { return printChanges(w, views) })
}

func printChanges(w io.Writer, views []changeView) error {
	for _, v := range views {
		kinds := make([]string, len(v.Kinds))
		for i, k := range v.Kinds {
			kinds[i] = string(k)
		}
		fmt.Fprintf(w, "%s  %s\n    %s\n", first(v.Path, "the form"), v.Label, strings.Join(kinds, ", "))
		for _, d := range v.Details {
			if _, err := fmt.Fprintf(w, "    %s: %s -> %s\n", d.What, blank(d.Before), blank(d.After)); err != nil {
				return err
			}
		}
	}
	return nil
}
