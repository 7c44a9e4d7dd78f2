package workbench

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/google/uuid"

	"plumbline/forms/report"
	"plumbline/forms/session"
	"plumbline/forms/workflow"
	"plumbline/sync/replica"
)

// Table is what forms read from other records: the complete records of one form, or the entities of one list.
type Table struct {
	Columns []string // "name" and "label" first in a list of entities
	Rows    []map[string]string
}

// tables remembers what complete records say, so that it is worked out once for each state of a record. Its methods are
// safe for use by several goroutines.
type tables struct {
	mu   sync.Mutex
	said map[uuid.UUID]said
}

// said is what one complete record says to other forms.
type said struct {
	edited   time.Time
	answers  map[string]string // outside repeats, by the name of the question
	order    []string          // the names in form order
	entities []session.EntityOp
}

// attachment serves the data that forms declare as NAME.csv, from the complete records of this vault.
func (d *Desk) attachment(url string) ([]byte, error) {
	name, ok := strings.CutPrefix(url, "jr://file-csv/")
	if !ok {
		return nil, fmt.Errorf("workbench: no data at %s", url)
	}
	t, err := d.Table(context.Background(), strings.TrimSuffix(name, ".csv"))
	if err != nil {
		return nil, err
	}
	return t.csv()
}

// Table reads the complete records of a form, oldest edit first, or else the entities of a list. One that nothing has
// written to has no rows.
func (d *Desk) Table(ctx context.Context, name string) (Table, error) {
	known, err := d.hasForm(ctx, name)
	switch {
	case err != nil:
		return Table{}, err
	case known:
		return d.recordTable(ctx, name)
	default:
		return d.entityTable(ctx, name)
	}
}

// hasForm reports whether the library or the vault has a form of an id.
func (d *Desk) hasForm(ctx context.Context, id string) (bool, error) {
	if _, err := formOf(d.Library(), id); err == nil {
		return true, nil
	}
	imports, err := d.store.Imports(ctx)
	if err != nil {
		return false, fmt.Errorf("workbench: forms: %w", err)
	}
	return slices.ContainsFunc(imports, func(i replica.Import) bool { return i.ID == id }), nil
}

func (d *Desk) recordTable(ctx context.Context, form string) (Table, error) {
	var t Table
	err := d.eachComplete(ctx, form, func(s said) {
		t.columns(s.order)
		t.Rows = append(t.Rows, s.answers)
	})
	return t, err
}

// entityTable lets every complete record do what completing it did to the list, in the order of their last edits.
func (d *Desk) entityTable(ctx context.Context, list string) (Table, error) {
	t := Table{Columns: []string{"name", "label"}}
	place := map[string]int{}
	err := d.eachComplete(ctx, "", func(s said) {
		for _, op := range s.entities {
			if op.List != list || op.ID == "" {
				continue
			}
			at, known := place[op.ID]
			if !known {
				at = len(t.Rows)
				place[op.ID] = at
				t.Rows = append(t.Rows, map[string]string{"name": op.ID})
			}
			t.apply(at, op)
		}
	})
	return t, err
}

func (t *Table) apply(at int, op session.EntityOp) {
	if op.Label != "" {
		t.Rows[at]["label"] = op.Label
	}
	for _, p := range op.Properties {
		t.columns([]string{p.Name})
		t.Rows[at][p.Name] = p.Value
	}
}

// columns adds those that the table has not yet.
func (t *Table) columns(names []string) {
	for _, n := range names {
		if !slices.Contains(t.Columns, n) {
			t.Columns = append(t.Columns, n)
		}
	}
}

func (t Table) csv() ([]byte, error) {
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	lines := [][]string{t.Columns}
	for _, row := range t.Rows {
		line := make([]string, len(t.Columns))
		for i, c := range t.Columns {
			line[i] = row[c]
		}
		lines = append(lines, line)
	}
	if err := w.WriteAll(lines); err != nil {
		return nil, fmt.Errorf("workbench: write table: %w", err)
	}
	return out.Bytes(), nil
}

// eachComplete calls f with what each complete record of a form says, "" for any form, oldest edit first.
func (d *Desk) eachComplete(ctx context.Context, form string, f func(said)) error {
	rows, err := d.store.Records(ctx, replica.Query{State: workflow.Complete, FormID: form})
	if err != nil {
		return fmt.Errorf("workbench: list complete records: %w", err)
	}
	for _, row := range slices.Backward(rows) {
		s, err := d.said(ctx, row)
		if err != nil {
			return err
		}
		f(s)
	}
	return nil
}

func (d *Desk) said(ctx context.Context, row replica.Row) (said, error) {
	d.tables.mu.Lock()
	s, ok := d.tables.said[row.ID]
	d.tables.mu.Unlock()
	if ok && s.edited.Equal(row.Edited) {
		return s, nil
	}
	s, err := d.listen(ctx, row)
	if err != nil {
		return said{}, err
	}
	d.tables.mu.Lock()
	defer d.tables.mu.Unlock()
	if d.tables.said == nil {
		d.tables.said = map[uuid.UUID]said{}
	}
	d.tables.said[row.ID] = s
	return s, nil
}

// listen opens a complete record to hear what it says. It reads no other records meanwhile: its counts were written down
// when it was completed. An entity whose id the record does not hold has one that follows from where it was made.
func (d *Desk) listen(ctx context.Context, row replica.Row) (said, error) {
	_, heads, err := d.read(ctx, row.ID)
	if err != nil {
		return said{}, err
	}
	def, err := d.definition(ctx, row)
	if err != nil {
		return said{}, err
	}
	form, err := session.Load(def, d.bench.SessionEnv(), rebuild(def, heads))
	if err != nil {
		return said{}, fmt.Errorf("workbench: read %s for other forms: %w", row.ID, err)
	}
	s := said{edited: row.Edited, answers: map[string]string{}, entities: form.EntityOps()}
	for i, op := range s.entities {
		if op.ID == "" && op.Create {
			s.entities[i].ID = uuid.NewSHA1(row.ID, []byte(op.List+" "+op.Container)).String()
		}
	}
	s.collect(form, "")
	return s, nil
}

// collect takes the answers outside repeats, calculated ones included, but for those that are private.
func (s *said) collect(form *session.Session, container string) {
	for _, key := range form.Children(container) {
		v, ok := form.View(key)
		switch {
		case !ok || !v.Relevant || len(form.Instances(key)) > 0 || report.Private(v.Node):
		case v.Node.Kind.Container():
			s.collect(form, key)
		case v.Value != "":
			s.answers[v.Node.Name] = v.Value
			s.order = append(s.order, v.Node.Name)
		}
	}
}

// Entities lists the lists that complete records have written to, with how many entities each has.
func (d *Desk) Entities(ctx context.Context) (map[string]int, error) {
	seen := map[string]map[string]bool{}
	err := d.eachComplete(ctx, "", func(s said) {
		for _, op := range s.entities {
			if seen[op.List] == nil {
				seen[op.List] = map[string]bool{}
			}
			seen[op.List][op.ID] = true
		}
	})
	counts := map[string]int{}
	for list := range maps.Keys(seen) {
		counts[list] = len(seen[list])
	}
	return counts, err
}
