package cli

import (
	"encoding/csv"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"

	"plumbline/app/workbench"
)

type entityCmd struct {
	List entityList `cmd:"" help:"List what completed records have written to: actions, concerns, strengths and the like."`
	Show entityShow `cmd:"" help:"Print one list, or the completed records of a form, as CSV."`
}

type entityList struct{}

func (entityList) Run(r *run) error {
	return r.desk(func(d *workbench.Desk) error {
		counts, err := d.Entities(r.ctx)
		if err != nil {
			return err
		}
		return r.answer(counts, func(w io.Writer) error {
			t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
			fmt.Fprintln(t, "LIST\tENTRIES")
			for _, name := range slices.Sorted(maps.Keys(counts)) {
				fmt.Fprintf(t, "%s\t%d\n", name, counts[name])
			}
			return t.Flush()
		})
	})
}

type entityShow struct {
	List string `arg:"" help:"Name of the list, as entity list prints it, or id of a form."`
	For  string `default:"team" enum:"team,others" help:"Who will read it: team, or others, who see nothing that tells who somebody is."`
}

func (c entityShow) Run(r *run) error {
	return r.desk(func(d *workbench.Desk) error {
		table, left, err := d.Extract(r.ctx, c.List, purpose(c.For))
		if err != nil {
			return err
		}
		if len(left) > 0 {
			fmt.Fprintf(r.program.Stderr, "Left out, because of who may read it: %s.\n", strings.Join(left, ", "))
		}
		rows := table.Rows
		if rows == nil {
			rows = []map[string]string{}
		}
		return r.answer(rows, func(w io.Writer) error {
			out := csv.NewWriter(w)
			if err := out.Write(table.Columns); err != nil {
				return err
			}
			for _, row := range rows {
				line := make([]string, len(table.Columns))
				for i, column := range table.Columns {
					line[i] = row[column]
				}
				if err := out.Write(line); err != nil {
					return err
				}
			}
			out.Flush()
			return out.Error()
		})
	})
}
