package workbench

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"plumbline/forms"
	"plumbline/forms/schedule"
	"plumbline/forms/session"
	"plumbline/sync/journal"
	"plumbline/sync/replica"
)

// kept is what the vault holds of one record, without opening it.
type kept struct {
	row   replica.Row
	heads map[string][]journal.Change
	def   *forms.Definition
	saved session.Saved
	nodes map[string]*forms.Node // outside repeats, by name
	in    *time.Location
}

// rowsOf are the records of a form, the first begun first.
func (d *Desk) rowsOf(ctx context.Context, form string) ([]replica.Row, error) {
	rows, err := d.store.Records(ctx, replica.Query{FormID: form})
	if err != nil {
		return nil, fmt.Errorf("workbench: practice week: %w", err)
	}
	slices.SortFunc(rows, func(a, b replica.Row) int {
		if c := a.Created.Compare(b.Created); c != 0 {
			return c
		}
		return strings.Compare(a.ID.String(), b.ID.String())
	})
	return rows, nil
}

// keep reads a record. Where its form is not here yet, the words of choices are those of the library, and away is true.
func (d *Desk) keep(ctx context.Context, id uuid.UUID) (k kept, away bool, err error) {
	row, heads, err := d.read(ctx, id)
	if err != nil {
		return kept{}, false, err
	}
	def, err := d.definition(ctx, row)
	if errors.Is(err, ErrFormAway) {
		away = true
		def, err = formOf(d.Library(), row.FormID)
	}
	if err != nil {
		return kept{}, false, err
	}
	return kept{
		row: row, heads: heads, def: def, saved: rebuild(def, heads), nodes: nodesOf(def), in: d.bench.env.Location,
	}, away, nil
}

// nodesOf are the nodes of a form outside repeats, by their names.
func nodesOf(def *forms.Definition) map[string]*forms.Node {
	out := map[string]*forms.Node{}
	def.Root.Walk(func(n *forms.Node) bool {
		out[n.Name] = n
		return n.Kind != forms.Repeat
	})
	return out
}

// answer is that of the question of a name outside repeats; "" when it has none.
func (k kept) answer(name string) string {
	if n := k.nodes[name]; n != nil {
		return k.saved.Values[n.Key()]
	}
	return ""
}

// named are the choices of an answer, in the order of the list.
func (k kept) named(name string) []schedule.Named {
	var out []schedule.Named
	n := k.nodes[name]
	if n == nil || k.def.Lists[n.List] == nil {
		return nil
	}
	chosen := strings.Fields(k.answer(name))
	for _, c := range k.def.Lists[n.List].Choices {
		if slices.Contains(chosen, c.Name) {
			out = append(out, schedule.Named{Name: c.Name, Label: c.Label.In(forms.Untranslated)})
		}
	}
	return out
}

func (k kept) one(name string) schedule.Named {
	if all := k.named(name); len(all) > 0 {
		return all[0]
	}
	return schedule.Named{}
}

// team is the team, by its own words where the list does not have it.
func (k kept) team() schedule.Named {
	team := k.one("team")
	if other := k.answer("team_other"); team.Name == "other" && other != "" {
		team = schedule.Named{Name: otherTeam + strings.ToLower(other), Label: other}
	}
	return team
}

// date is midnight of a day that is answered; the zero time where none is.
func (k kept) date(name string) time.Time {
	day, err := time.ParseInLocation(time.DateOnly, k.answer(name), k.in)
	if err != nil {
		return time.Time{}
	}
	return day
}

// day is date, or else midnight of the day of a time.
func (k kept) day(name string, or time.Time) time.Time {
	if day := k.date(name); !day.IsZero() {
		return day
	}
	or = or.In(k.in)
	return time.Date(or.Year(), or.Month(), or.Day(), 0, 0, 0, 0, k.in)
}
