package simulation

import (
	"fmt"
	"maps"
	"slices"

	"github.com/google/uuid"

	"plumbline/sync/central/store"
	"plumbline/sync/journal"
	"plumbline/sync/replica"
	"plumbline/sync/wire"
)

// office is all that the centre holds, read at one moment.
type office struct {
	lastSeq int64
	epoch   uuid.UUID
	log     map[uuid.UUID]logged
	of      map[uuid.UUID][]journal.Change // record -> changes of the log
	heads   map[journal.Register][]journal.Change
	records map[uuid.UUID]store.Record
	held    map[uuid.UUID]store.Held // undecided and rejected
}

type logged struct {
	store.Entry
	change journal.Change
}

// readOffice reads everything at the centre, and checks that the log is in order.
func (w *world) readOffice() *office {
	o := &office{log: map[uuid.UUID]logged{}, of: map[uuid.UUID][]journal.Change{}, held: map[uuid.UUID]store.Held{}}
	var all []journal.Change
	w.view(func(tx store.Tx) error {
		tenant, err := tx.Tenant()
		if err != nil {
			return err
		}
		o.lastSeq, o.epoch = tenant.LastSeq, tenant.Epoch
		events, err := tx.Events(0, tenant.LastSeq)
		if err != nil {
			return err
		}
		metas, err := tx.Metas(store.Look{Upto: tenant.LastSeq}, 0)
		if err != nil {
			return err
		}
		if int64(len(events)+len(metas)) != tenant.LastSeq {
			w.breaks("I6", "%d numbers of the log, of which %d are in use", tenant.LastSeq, len(events)+len(metas))
		}
		seqs := make([]int64, len(metas))
		for i, m := range metas {
			seqs[i] = m.Seq
		}
		entries, err := tx.Entries(seqs)
		if err != nil {
			return err
		}
		for _, e := range entries {
			all = append(all, w.readEntry(o, e))
		}
		if o.records, err = tx.Records(w.model.records); err != nil {
			return err
		}
		return w.readHeld(tx, o)
	})
	o.heads = journal.Heads(all)
	return o
}

func (w *world) readEntry(o *office, e store.Entry) journal.Change {
	c, err := w.model.decode(e)
	w.must(err)
	if old, twice := o.log[e.ID]; twice {
		w.breaks("I4", "%s has numbers %d and %d", brief(e.ID), old.Seq, e.Seq)
	}
	if !w.model.intact(e) {
		w.breaks("I18", "the body of %s was altered", brief(e.ID))
	}
	if want := w.model.exact[e.ID]; want != "" && want != string(e.Body) {
		w.breaks("I18", "%s was %s, and is %s", brief(e.ID), want, e.Body)
	}
	if by := w.model.unsent[e.ID]; by != nil && !by.copied {
		w.breaks("I4", "%s was sent by %s, and written over afterwards", brief(e.ID), by.name)
	}
	if w.model.ever[e.ID] == nil && e.Device != w.centreDevice() {
		w.breaks("I4", "nobody made %s", brief(e.ID))
	}
	o.log[e.ID] = logged{e, c}
	o.of[c.Record] = append(o.of[c.Record], c)
	return c
}

// centreDevice is the device as which the centre itself makes changes.
func (w *world) centreDevice() uuid.UUID {
	var id uuid.UUID
	w.view(func(tx store.Tx) error {
		tenant, err := tx.Tenant()
		id = tenant.ID
		return err
	})
	return id
}

func (w *world) readHeld(tx store.Tx, o *office) error {
	for id := range w.model.ever {
		h, err := tx.HeldNamed(id)
		if err == nil {
			o.held[id] = h
		}
	}
	return nil
}

// changesAtCentre are the changes that the log has or that are held.
func (w *world) changesAtCentre() map[uuid.UUID]bool {
	o := w.readOffice()
	ids := map[uuid.UUID]bool{}
	for id := range o.log {
		ids[id] = true
	}
	for id := range o.held {
		ids[id] = true
	}
	return ids
}

// copies are what each laptop holds.
type copies map[*laptop]map[uuid.UUID]map[uuid.UUID]replica.Entry // laptop -> record -> change

func (w *world) readCopies() copies {
	all := copies{}
	for _, l := range w.laptops {
		of := map[uuid.UUID]map[uuid.UUID]replica.Entry{}
		for _, record := range w.model.records {
			entries, err := l.replica.Trace(w.ctx, record, "")
			w.must(err)
			if len(entries) == 0 {
				continue
			}
			of[record] = map[uuid.UUID]replica.Entry{}
			for _, e := range entries {
				of[record][e.ID] = e
			}
		}
		all[l] = of
	}
	return all
}

// check looks at everything while the history goes on.
func (w *world) check() {
	w.count.Checks++
	o, c := w.readOffice(), w.readCopies()
	w.checkKept(o, c)
	w.checkSeen(o)
	w.checkActions(o, c)
	w.checkHeads(c)
	w.checkCursors(o, c)
}

// sorted returns what was made in the order of ids, so that the first that is wrong is always the same.
func (w *world) sorted() []*made {
	return slices.SortedFunc(maps.Values(w.model.made), func(a, b *made) int { return slices.Compare(a.ID[:], b.ID[:]) })
}

// checkKept: every change that was saved is on some laptop, in the log, or held (I1).
func (w *world) checkKept(o *office, c copies) {
	for _, m := range w.sorted() {
		_, logged := o.log[m.ID]
		_, held := o.held[m.ID]
		if logged || held || w.model.excused[m.ID] != "" {
			continue
		}
		kept := slices.ContainsFunc(w.laptops, func(l *laptop) bool {
			_, here := c[l][m.Record][m.ID]
			return here
		})
		if !kept {
			w.breaks("I1", "%s at %s of %s, by %s, is nowhere", brief(m.ID), m.Path, brief(m.Record), m.by.name)
		}
	}
}

// checkSeen: what a change names was on its author's screen when they began, or led there (I2).
func (w *world) checkSeen(o *office) {
	for _, m := range w.sorted() {
		e, ok := o.log[m.ID]
		if !ok {
			continue
		}
		for _, id := range m.seen {
			if !slices.Contains(e.change.Supersedes, id) {
				w.breaks("I2", "%s does not name %s, which was on screen", brief(m.ID), brief(id))
			}
		}
		for _, id := range e.change.Supersedes {
			if !w.ledTo(id, m, map[uuid.UUID]bool{}) {
				w.breaks("I2", "%s names %s, which was not on screen", brief(m.ID), brief(id))
			}
		}
	}
}

// ledTo reports whether an id is one that was on screen, an earlier stage of the same visit, or superseded by such.
func (w *world) ledTo(id uuid.UUID, m *made, looked map[uuid.UUID]bool) bool {
	if looked[m.ID] {
		return false
	}
	looked[m.ID] = true
	if slices.Contains(m.seen, id) {
		return true
	}
	if earlier, ok := w.model.ever[id]; ok && earlier.by == m.by && earlier.Register() == m.Register() && slices.Equal(earlier.seen, m.seen) {
		return true
	}
	return slices.ContainsFunc(m.seen, func(parent uuid.UUID) bool {
		p, ok := w.model.ever[parent]
		return ok && w.ledTo(id, p, looked)
	})
}

// checkActions: of the changes of one action all have arrived or none (I11).
func (w *world) checkActions(o *office, c copies) {
	actions := map[uuid.UUID][]*made{}
	for _, m := range w.sorted() {
		actions[m.Txn] = append(actions[m.Txn], m)
	}
	for _, m := range w.sorted() {
		action := actions[m.Txn]
		if action[0] != m || len(action) == 1 || w.model.torn[m.Txn] && !w.calm || slices.ContainsFunc(action, func(m *made) bool { return w.model.excused[m.ID] != "" }) {
			continue
		}
		w.checkAction("at the centre", action, func(m *made) bool { _, ok := o.log[m.ID]; return ok })
		for _, l := range w.laptops {
			row, err := l.replica.Record(w.ctx, m.Record)
			if err != nil || row.Partial {
				continue
			}
			w.checkAction("on "+l.name, action, func(m *made) bool {
				e, ok := c[l][m.Record][m.ID]
				return ok && e.Status == replica.Sent
			})
		}
	}
}

func (w *world) checkAction(where string, action []*made, here func(*made) bool) {
	n := 0
	for _, m := range action {
		if here(m) {
			n++
		}
	}
	if n != 0 && n != len(action) {
		var ids []uuid.UUID
		for _, m := range action {
			if !here(m) {
				ids = append(ids, m.ID)
			}
		}
		w.breaks("I11", "%d of the %d changes of action %s are %s, but not %v", n, len(action), brief(action[0].Txn), where, briefs(ids))
	}
}

// checkHeads: what a laptop shows as current follows from the changes that it holds, and it says where they disagree (I5, I9).
func (w *world) checkHeads(c copies) {
	for _, l := range w.laptops {
		for _, record := range w.model.records {
			row, err := l.replica.Record(w.ctx, record)
			if err != nil || row.Partial {
				continue
			}
			var changes []journal.Change
			for _, e := range c[l][record] {
				if e.Status != replica.Rejected {
					changes = append(changes, e.Change)
				}
			}
			want, conflicts := map[string][]journal.Change{}, 0
			for register, heads := range journal.Heads(changes) {
				want[register.Path] = heads
				if journal.Conflict(heads) {
					conflicts++
				}
			}
			got, err := l.replica.Heads(w.ctx, record)
			w.must(err)
			if a, b := spell(got), spell(want); a != b {
				w.breaks("I5", "%s shows of %s %s, which holds %s", l.name, brief(record), a, b)
			}
			if row.Conflicts != conflicts {
				w.breaks("I9", "%s counts %d conflicts of %s, which has %d", l.name, row.Conflicts, brief(record), conflicts)
			}
		}
	}
}

// checkCursors: a laptop has all of what is in its sight up to its cursor (I7).
func (w *world) checkCursors(o *office, c copies) {
	for _, l := range w.laptops {
		centre, err := l.replica.Centre(w.ctx)
		w.must(err)
		cursor, err := wire.ParseCursor(centre.Cursor)
		w.must(err)
		if centre.Looking || centre.Restored != nil || cursor.Epoch != o.epoch || cursor.Step != 0 {
			continue
		}
		saw := w.sightAt(l.account, cursor.Seq)
		for _, record := range w.model.records {
			row, err := l.replica.Record(w.ctx, record)
			if err != nil || row.Partial || !saw(record) {
				continue
			}
			for _, change := range o.of[record] {
				if _, here := c[l][record][change.ID]; !here && o.log[change.ID].Seq <= cursor.Seq {
					w.breaks("I7", "%s has come to %d, and has not %s of %s, which is number %d",
						l.name, cursor.Seq, brief(change.ID), brief(record), o.log[change.ID].Seq)
				}
			}
		}
	}
}

// sightAt reports which records an account saw at a number of the log, and sees still.
func (w *world) sightAt(a *account, seq int64) func(record uuid.UUID) bool {
	var mine []store.Span
	var records map[uuid.UUID]store.Record
	var theirs map[uuid.UUID][]store.Span
	w.view(func(tx store.Tx) (err error) {
		if mine, err = tx.AccountSpans(a.ID); err != nil {
			return err
		}
		if records, err = tx.Records(w.model.records); err != nil {
			return err
		}
		theirs, err = tx.RecordSpans(w.model.records)
		return err
	})
	return func(record uuid.UUID) bool {
		all := store.Span{Scope: store.ScopeAll, From: records[record].CreatedSeq}
		return slices.ContainsFunc(mine, func(m store.Span) bool {
			return m.Covers(seq) && m.To == 0 && slices.ContainsFunc(append(slices.Clip(theirs[record]), all), func(s store.Span) bool {
				return s.Scope == m.Scope && s.Covers(seq) && s.To == 0
			})
		})
	}
}

func spell(heads map[string][]journal.Change) string {
	var out []string
	for _, path := range sortedKeys(heads) {
		for _, h := range heads[path] {
			out = append(out, path+"="+brief(h.ID))
		}
	}
	return fmt.Sprint(out)
}
