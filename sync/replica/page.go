package replica

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strings"
	"time"

	"github.com/google/uuid"

	"plumbline/sync/journal"
	"plumbline/sync/wire"
)

// Errors of taking in what the central store sent.
var (
	ErrOvertaken = errors.New("page does not follow on what is here")       // another page was applied since it was asked for
	ErrEpoch     = errors.New("page is of another epoch than what is here") // the centre was put back to a backup
	ErrForeign   = errors.New("not what a central store sends")
)

// Page is a page of a pull or a snapshot, with what its changes say.
type Page struct {
	lines   []wire.PullLine
	changes map[*wire.Pulled]journal.Change
}

// ReadPage reads a page, whose last line is the end, so that nobody has to wait for that while the page is taken in. It
// returns ErrForeign.
func ReadPage(lines []wire.PullLine) (Page, error) {
	if len(lines) == 0 || lines[len(lines)-1].End == nil {
		return Page{}, wrap("read page", fmt.Errorf("%w: page without an end", ErrForeign))
	}
	p := Page{lines, make(map[*wire.Pulled]journal.Change, len(lines))}
	for _, line := range lines {
		if line.Change == nil {
			continue
		}
		c, err := journal.Decode([]byte(line.Change.Body))
		if err != nil || wire.HashOf(line.Change.Body) != line.Change.Hash {
			return Page{}, wrap("read page", fmt.Errorf("%w: change with number %d", ErrForeign, line.Change.Seq))
		}
		p.changes[line.Change] = c
	}
	return p, nil
}

// End is the last line of the page.
func (p Page) End() wire.PullEnd { return *p.lines[len(p.lines)-1].End }

// Changes is how many changes the page has.
func (p Page) Changes() int { return len(p.changes) }

// Apply takes in a page that was asked for with a cursor, and keeps its cursor, all in one transaction. Errors:
// ErrOvertaken, ErrEpoch.
func (r *Replica) Apply(ctx context.Context, asked string, page Page) error {
	end := page.End()
	if idle, err := r.idle(ctx, asked, page); err != nil || idle {
		return wrap("apply", err)
	}
	err := r.work(ctx, false, func(w *work) error {
		c, err := readCentre(w)
		if err != nil {
			return err
		}
		if c.Cursor != asked {
			return ErrOvertaken
		}
		if epoch, _, _ := strings.Cut(end.Cursor, "."); epoch != c.Epoch.String() {
			return ErrEpoch
		}
		a := applying{work: w, centre: &c, page: page}
		if err := a.expectPage(); err != nil {
			return err
		}
		for _, line := range page.lines {
			if err := a.line(line); err != nil {
				return err
			}
		}
		if err := a.end(end); err != nil {
			return err
		}
		return w.setCentre(c)
	})
	return wrap("apply", err)
}

// idle reports whether a page says nothing new, so that nothing needs to be written.
func (r *Replica) idle(ctx context.Context, asked string, page Page) (bool, error) {
	end := page.End()
	if len(page.lines) > 1 || end.Cursor != asked || end.More {
		return false, nil
	}
	c, err := r.Centre(ctx)
	return err == nil && c.Cursor == asked && !c.Looking && c.FormsNews == end.FormsSeq && c.Reached == end.LastSeq, err
}

// applying is a page being taken in.
type applying struct {
	*work
	centre *Centre
	page   Page
}

// expectPage has what taking a page in will look up read together.
func (a *applying) expectPage() error {
	var ids, records []uuid.UUID
	for _, line := range a.page.lines {
		switch {
		case line.Record != nil:
			records = append(records, line.Record.ID)
		case line.Change != nil:
			c := a.page.changes[line.Change]
			ids, records = append(ids, c.ID), append(records, c.Record)
		}
	}
	return a.expect(journal.Union(ids), journal.Union(records))
}

func (a *applying) line(line wire.PullLine) error {
	switch {
	case line.Account != nil:
		a.centre.Account = *line.Account
		return nil
	case line.Drop != nil:
		return a.drop(line.Drop.Record)
	case line.Record != nil:
		return a.recordLine(*line.Record)
	case line.Change != nil:
		return a.changeLine(*line.Change, a.page.changes[line.Change])
	case line.Decision != nil:
		return a.decision(*line.Decision)
	default: // the end, or a kind that this version does not know
		return nil
	}
}

// recordLine notes what the central store says of a record.
func (a *applying) recordLine(line wire.Record) error {
	t, err := a.touch(line.ID)
	if errors.Is(err, errNoRow) {
		t, err = a.enter(line.ID, line.Form)
	}
	if err != nil || t == nil {
		return err
	}
	row := t.row
	row.Partial = !line.Whole && (row.Partial || line.OnlyHeads) // until it is compared
	row.ReadOnly = !line.Write
	row.far = far{changes: line.Changes, lastSeq: line.LastSeq, digest: line.Digest, heads: line.Heads}
	row.pass = a.centre.Pass
	if row.likeness == alike {
		row.likeness = unknown
	}
	return nil
}

// enter begins a record that comes into sight, with what this device had written to it meanwhile. It returns nil for one
// that was erased by law, which nothing brings back.
func (w *work) enter(record uuid.UUID, form string) (*touched, error) {
	if gone, err := w.gone(record); err == nil && gone.kind == purged {
		return nil, nil
	} else if err != nil && !errors.Is(err, errNoRow) {
		return nil, err
	}
	row := recordRow{Row: Row{ID: record, FormHash: form}, stale: true}
	f, err := w.form(form)
	if err == nil {
		row.FormID, row.FormVersion, row.Title = f.ID, f.Version, f.Title
	} else if !errors.Is(err, errNoRow) {
		return nil, err
	}
	t := w.found(row)
	rows, err := w.changesOf(record)
	if err != nil {
		return nil, err
	}
	t.fresh = len(rows) == 0
	for _, kept := range rows {
		c, err := kept.change()
		if err != nil {
			return nil, err
		}
		if err := w.admit(t, kept, c, plainWords(c)); err != nil {
			return nil, err
		}
		t.date(c, w.now)
	}
	return t, w.deleteGone(record)
}

// changeLine takes in a change.
func (a *applying) changeLine(line wire.Pulled, c journal.Change) error {
	t, err := a.touch(c.Record)
	if errors.Is(err, errNoRow) {
		t, err = a.enter(c.Record, c.FormHash)
	}
	if err != nil || t == nil {
		return err
	}
	return a.pulled(t, line, c)
}

// pulled adds a change of the log, or notes of one that is here that the log has it.
func (w *work) pulled(t *touched, line wire.Pulled, c journal.Change) error {
	w.clock.Observe(c.HLC, w.now)
	row, err := w.change(c.ID)
	if errors.Is(err, errNoRow) {
		row = rowWith(c, []byte(line.Body), line.Hash)
		row.status, row.seq, row.account, row.receipt, row.superseded = Sent, line.Seq, line.Account, line.Receipt, line.Superseded
		t.row.known++
		t.row.digest = t.row.digest.Add(row.hash)
		t.row.stale = true
		t.date(c, w.now)
		return w.admit(t, row, c, plainWords(c))
	} else if err != nil {
		return err
	}
	if row.hash != line.Hash {
		return nil // one id for two changes: this one will be refused, and is shown to the person
	}
	after := row
	after.seq, after.account, after.receipt = line.Seq, line.Account, line.Receipt
	if err := w.acknowledge(row, after); err != nil || line.Superseded == row.superseded {
		return err
	}
	return w.setSuperseded(t, row.id, c, line.Superseded)
}

// setSuperseded notes whether something that need not be here supersedes a change.
func (w *work) setSuperseded(t *touched, id uuid.UUID, c journal.Change, superseded bool) error {
	row, err := w.change(id)
	if err != nil {
		return orGone(err)
	}
	row.superseded = superseded
	t.altered(row.Path)
	if err := errors.Join(w.putChange(row), w.removeHead(row.Register, id)); err != nil {
		return err
	}
	return w.crown(row, plainWords(c))
}

// date brings what a record's line says of its beginning and its last edit in line with a change.
func (t *touched) date(c journal.Change, now time.Time) {
	at := c.HLC.Time()
	if at.After(now) {
		at = now // a clock elsewhere is fast
	}
	if t.row.Edited.Before(at) {
		t.row.Edited = at
	}
	first := c.Path == statePath && len(c.Supersedes) == 0
	if !t.row.founded && (first || t.row.Created.IsZero() || at.Before(t.row.Created)) {
		t.row.Created, t.row.Author, t.row.founded = at, c.Author, first
	}
}

// decision notes what became of a held change. One that was taken comes as a change of the log. One that had been taken
// before the central store was put back, and was rejected since, is not in the log any more. One that is on its way again
// is there already: the answer to it would say that it is held, and nothing would say any more that it was rejected.
func (a *applying) decision(d wire.Decision) error {
	row, err := a.change(d.Change)
	if errors.Is(err, errNoRow) {
		return a.decidedElsewhere(d.Record)
	} else if err != nil || d.Accepted || !row.undecided() {
		return err
	}
	t, err := a.touch(row.Record)
	if errors.Is(err, errNoRow) {
		return a.deleteAnswered(row)
	} else if err != nil {
		return err
	}
	c, err := row.change()
	if err != nil {
		return err
	}
	row.status, row.code, row.message, row.doubt = Rejected, "", strings.TrimSpace(d.Reason), certain
	return errors.Join(a.dethrone(t, c), a.disown(row))
}

// undecided reports whether a rejection may be news of a change.
func (r changeRow) undecided() bool {
	return r.status == Held || r.status == Frozen || r.status == Sent && r.doubt != certain
}

// decidedElsewhere notes a decision about a record that has left this account's sight.
func (a *applying) decidedElsewhere(record uuid.UUID) error {
	gone, err := a.gone(record)
	if errors.Is(err, errNoRow) || err == nil && gone.held == 0 {
		return nil
	} else if err != nil {
		return err
	}
	gone.held--
	return a.putGone(gone)
}

// end moves the cursor on.
func (a *applying) end(end wire.PullEnd) error {
	c := a.centre
	c.Cursor, c.FormsNews = end.Cursor, end.FormsSeq
	if end.More {
		return nil
	}
	if c.Snapshot {
		return a.endSnapshot()
	}
	c.Reached, c.HeardAt = end.LastSeq, a.now
	if !c.Looking {
		return nil
	}
	return a.endLook()
}

// endSnapshot goes on from a first copy. Where something that was written here is held, a decision about it may be older
// than the copy, which has none.
func (a *applying) endSnapshot() error {
	n, err := a.tally()
	if err != nil {
		return err
	}
	if n.held > 0 {
		a.centre.lookThrough()
		return nil
	}
	return a.endLook()
}

// endLook removes the records that a look through all that is in sight did not name.
func (a *applying) endLook() error {
	c := a.centre
	c.Snapshot, c.Looking = false, false
	if err := a.doubtStill(); err != nil {
		return err
	}
	lost, err := a.unnamed(c.Pass)
	if err != nil {
		return err
	}
	for _, id := range lost {
		if named, ok := a.touched[id]; ok && named.row != nil && named.row.pass == c.Pass {
			continue // by this page
		}
		if err := a.drop(id); err != nil {
			return err
		}
	}
	return nil
}

// doubtStill has what should be in the log, and did not come with all of it, sent again.
func (a *applying) doubtStill() error {
	rows, err := a.suspects(uuid.Nil, math.MaxInt)
	if err != nil {
		return err
	}
	for _, row := range rows {
		if row.status != Sent {
			continue
		}
		row.doubt = lacking
		if err := a.putChange(row); err != nil {
			return err
		}
	}
	return nil
}
