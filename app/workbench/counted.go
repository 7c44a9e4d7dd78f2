package workbench

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"plumbline/forms"
	"plumbline/forms/report"
)

// counted reads what the tables of a form look at, from the complete records of this vault.
func (d *Desk) counted(ctx context.Context, def *forms.Definition) (map[string]report.Counted, error) {
	sources := report.Tables(def)
	if sources == nil {
		return nil, nil
	}
	asked, err := d.groupings(ctx)
	if err != nil {
		return nil, err
	}
	out := map[string]report.Counted{}
	for _, name := range sources {
		table, err := d.Table(ctx, name)
		if err != nil {
			return nil, fmt.Errorf("workbench: count %s: %w", name, err)
		}
		out[name] = report.Counted{Records: table.Rows, Questions: asked[name]}
	}
	return out, nil
}

// groupings describes what records may be grouped by: the questions of every form, and the properties that forms write to
// a list, as the first form in the order of the catalogue that asks for one asks for it.
func (d *Desk) groupings(ctx context.Context) (map[string]map[string]report.Grouping, error) {
	all, err := d.Startable(ctx)
	if err != nil {
		return nil, err
	}
	out := map[string]map[string]report.Grouping{}
	for _, info := range all {
		current, _ := info.Current()
		def, err := d.version(ctx, info.ID, current.Hash)
		if err != nil {
			return nil, err
		}
		describeGroupings(def, out)
	}
	return out, nil
}

func describeGroupings(def *forms.Definition, out map[string]map[string]report.Grouping) {
	put := func(source, name string, n *forms.Node) {
		if out[source] == nil {
			out[source] = map[string]report.Grouping{}
		}
		if earlier, known := out[source][name]; !known || earlier.Label == "" {
			out[source][name] = grouping(def, n)
		}
	}
	def.Root.Walk(func(n *forms.Node) bool {
		if n.Parent == nil || n.Kind.Container() || n.Kind == forms.Note {
			return true
		}
		put(def.ID, n.Name, n)
		for _, e := range def.Entities {
			if property := n.Bind["entities:saveto"]; property != "" && strings.HasPrefix(n.Path, e.Container+"/") {
				put(e.List, property, n)
			}
		}
		return true
	})
}

func grouping(def *forms.Definition, n *forms.Node) report.Grouping {
	return report.Grouping{
		Label: n.Label.In(def.Language), Choices: def.Lists[n.List], Identifying: report.Identifying(n), Private: report.Private(n),
	}
}

// Extract is Table for the readers that a purpose names, with the columns that are not for them left out and named.
func (d *Desk) Extract(ctx context.Context, name string, purpose report.Purpose) (Table, []string, error) {
	t, err := d.Table(ctx, name)
	if err != nil || purpose == report.ForTeam {
		return t, nil, err
	}
	asked, err := d.groupings(ctx)
	if err != nil {
		return Table{}, nil, err
	}
	var left []string
	t.Columns = slices.DeleteFunc(slices.Clone(t.Columns), func(column string) bool {
		hidden := asked[name][column].Identifying
		if hidden {
			left = append(left, column)
		}
		return hidden
	})
	rows := t.Rows
	t.Rows = nil
	for _, row := range rows {
		kept := map[string]string{}
		for _, column := range t.Columns {
			if row[column] != "" {
				kept[column] = row[column]
			}
		}
		t.Rows = append(t.Rows, kept)
	}
	return t, left, nil
}
