package replica

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"plumbline/sync/journal"
)

// work is one transaction under way: rows, the records that it has touched, and what has to be worked out anew of them
// before it ends.
type work struct {
	tx
	env      Env
	now      time.Time
	inc      incarnation
	clock    journal.Clock
	touched  map[uuid.UUID]*touched
	forms    map[string]Form // that were looked up, without what is in them
	counted  bool            // inc was altered
	renumber bool            // drafts do not follow on each other any more
}

// touched is a record that a transaction has touched. row is nil where it is not here any more.
type touched struct {
	row    *recordRow
	before recordRow // as it is kept; zero where it is not
	fresh  bool      // all that is here of it came in this transaction
	states bool      // changes of its state came or went
	form   bool      // and of the version of its form
	heads  bool
}

// altered notes that changes of a path came or went.
func (t *touched) altered(path string) {
	t.heads = true
	t.states = t.states || path == statePath
	t.form = t.form || path == formPath
}

// work runs f in a transaction, works out what follows, and tells those who watch.
func (r *Replica) work(ctx context.Context, local bool, f func(*work) error) error {
	var records []uuid.UUID
	err := r.keeper.update(ctx, func(t tx) error {
		w := &work{tx: t, env: r.env, now: r.env.Now().UTC().Truncate(time.Millisecond), touched: map[uuid.UUID]*touched{}, forms: map[string]Form{}}
		var err error
		if w.inc, err = t.incarnation(); err != nil {
			return err
		}
		w.clock = journal.ClockAt(w.inc.hlc)
		if err := f(w); err != nil {
			return err
		}
		records, err = w.finish()
		return err
	})
	if err == nil {
		r.watchers.tell(Event{Records: records, Local: local})
	}
	return err
}

// touch returns a record for alteration, or errNoRow.
func (w *work) touch(id uuid.UUID) (*touched, error) {
	if t, ok := w.touched[id]; ok && t.row != nil {
		return t, nil
	} else if ok {
		return nil, errNoRow
	}
	row, err := w.record(id)
	if err != nil {
		return nil, err
	}
	t := &touched{row: &row, before: row}
	w.touched[id] = t
	return t, nil
}

// form returns a form, or errNoRow. It is looked up once, since many records of one page are on the same.
func (w *work) form(hash string) (Form, error) {
	f, looked := w.forms[hash]
	if !looked {
		found, err := w.tx.form(hash)
		if err == nil {
			f, f.Source = found, nil
		} else if !errors.Is(err, errNoRow) {
			return f, err
		}
		w.forms[hash] = f
	}
	if f.Hash == "" {
		return f, errNoRow
	}
	return f, nil
}

// found begins a record that is not here.
func (w *work) found(row recordRow) *touched {
	t := &touched{row: &row}
	w.touched[row.ID] = t
	return t
}

// finish writes what follows from what was done, and returns the records that were touched.
func (w *work) finish() ([]uuid.UUID, error) {
	if w.renumber {
		if err := w.renumberDrafts(); err != nil {
			return nil, err
		}
	}
	var records []uuid.UUID
	for id := range w.touched {
		records = append(records, id)
	}
	records = journal.Union(records)
	for _, id := range records {
		if t := w.touched[id]; t.row != nil {
			if err := w.derive(t); err != nil {
				return nil, err
			}
		}
	}
	if !w.counted && w.clock.Last() == w.inc.hlc {
		return records, nil
	}
	w.inc.hlc = w.clock.Last()
	return records, w.setIncarnation(w.inc)
}

// derive works out what follows from the changes of a record, and writes its row.
func (w *work) derive(t *touched) error {
	if t.states {
		if err := w.deriveState(t.row); err != nil {
			return err
		}
	}
	if t.form {
		if err := w.deriveForm(t.row); err != nil {
			return err
		}
	}
	if t.heads {
		several, err := w.contested(t.row.ID)
		if err != nil {
			return err
		}
		changes, err := decoded(several)
		if err != nil {
			return err
		}
		t.row.Conflicts = conflicts(changes)
	}
	if err := w.settle(t); err != nil || *t.row == t.before {
		return err
	}
	return w.putRecord(*t.row)
}

// settle notes that a record is as the central store said it was, where that shows now. Compare looks at the others.
func (w *work) settle(t *touched) error {
	if t.row.likeness != unknown || !t.fresh && t.row.digest != t.row.far.digest {
		return nil
	}
	compared := *t.row
	if err := w.compare(&compared); err != nil || compared.likeness != alike {
		return err
	}
	*t.row = compared
	return nil
}

// deriveState works out which state the record is in, and how often it has been completed. Where older changes are not
// here, that is how often as far as is known.
func (w *work) deriveState(row *recordRow) error {
	register := journal.Register{Record: row.ID, Path: statePath}
	rows, err := w.changesAt(register)
	if err != nil {
		return err
	}
	states, err := decoded(slices.DeleteFunc(rows, func(r changeRow) bool { return r.status == Rejected }))
	if err != nil {
		return err
	}
	row.Version = 0
	for _, c := range states {
		if c.Value == stateComplete {
			row.Version++
		}
	}
	current, err := w.headsAt(register)
	if err != nil {
		return err
	}
	heads, err := decoded(current)
	if err != nil {
		return err
	}
	shown, _ := journal.Shown(heads)
	row.State = shown.Value
	return nil
}

// deriveForm works out which version of its form the record is on: the one that it was moved to last, else the one that it was
// started on. What is not known yet of a form is filled in when it comes.
func (w *work) deriveForm(row *recordRow) error {
	current, err := w.headsAt(journal.Register{Record: row.ID, Path: formPath})
	if err != nil {
		return err
	}
	heads, err := decoded(current)
	if err != nil {
		return err
	}
	hash := ""
	if shown, _ := journal.Shown(heads); shown.Op != journal.Clear {
		hash = shown.Value
	}
	if hash == "" {
		if hash, err = w.firstForm(row.ID); err != nil {
			return err
		}
	}
	if hash == "" || hash == row.FormHash {
		return nil
	}
	row.FormHash, row.FormVersion, row.stale = hash, "", true
	f, err := w.form(hash)
	if errors.Is(err, errNoRow) {
		return nil
	}
	row.FormVersion = f.Version
	return err
}

// firstForm returns the form that a record was started on, as the change that started it says, or where that is not here the
// first one that moved it to another; "" where neither is.
func (w *work) firstForm(record uuid.UUID) (string, error) {
	for _, path := range []string{statePath, formPath} {
		rows, err := w.changesAt(journal.Register{Record: record, Path: path})
		if err != nil {
			return "", err
		}
		changes, err := decoded(rows)
		if err != nil {
			return "", err
		}
		for _, c := range changes {
			if len(c.Supersedes) == 0 && (path == formPath || c.Value == stateNew) {
				return c.FormHash, nil
			}
		}
	}
	return "", nil
}

// conflicts counts the registers whose heads disagree.
func conflicts(heads []journal.Change) int {
	n := 0
	for _, hs := range journal.Heads(heads) {
		if journal.Conflict(hs) {
			n++
		}
	}
	return n
}

// admit adds a change to a record, as current unless something here supersedes it.
func (w *work) admit(t *touched, row changeRow, c journal.Change, words string) error {
	if err := errors.Join(w.putChange(row), w.addEdges(c.ID, c.Supersedes)); err != nil {
		return err
	}
	t.altered(c.Path)
	t.form = t.form || c.Path == statePath && len(c.Supersedes) == 0 // the one that started the record
	for _, parent := range c.Supersedes {
		if err := w.removeHead(c.Register(), parent); err != nil {
			return err
		}
	}
	return w.crown(row, words)
}

// crown makes a change current unless something supersedes it.
func (w *work) crown(row changeRow, words string) error {
	superseded, err := w.superseded(row.Register, row.id)
	if err != nil || superseded || row.superseded {
		return err
	}
	return w.addHead(row.Register, row.id, strings.TrimSpace(words))
}

// withdraw removes a draft as though it had never been. What it superseded stays superseded by what takes its place.
func (w *work) withdraw(c journal.Change) error {
	return errors.Join(w.removeEdges(c.ID, c.Supersedes), w.removeHead(c.Register(), c.ID), w.deleteChange(c.ID))
}

// dethrone takes a change that stays in the history out of what is current, and makes current again what it superseded.
func (w *work) dethrone(t *touched, c journal.Change) error {
	if err := errors.Join(w.removeEdges(c.ID, c.Supersedes), w.removeHead(c.Register(), c.ID)); err != nil {
		return err
	}
	t.altered(c.Path)
	t.row.stale = true
	for _, id := range c.Supersedes {
		row, err := w.change(id)
		if errors.Is(err, errNoRow) || err == nil && (row.Register != c.Register() || row.status == Rejected) {
			continue
		} else if err != nil {
			return err
		}
		parent, err := row.change()
		if err != nil {
			return err
		}
		if err := w.crown(row, plainWords(parent)); err != nil {
			return err
		}
	}
	return nil
}

// plainWords is what search finds a change by before somebody who knows its form has said better.
func plainWords(c journal.Change) string {
	last := c.Path[strings.LastIndexByte(c.Path, '/')+1:]
	if c.Op != journal.Set || strings.HasPrefix(last, "_") {
		return ""
	}
	return c.Value
}
