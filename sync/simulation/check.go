package simulation

import (
	"errors"
	"hash/maphash"
	"maps"
	"slices"
	"strings"

	"github.com/google/uuid"

	"plumbline/sync/central/store"
	"plumbline/sync/journal"
	"plumbline/sync/replica"
	"plumbline/sync/wire"
)

// office is all that the centre holds, read at one moment.
type office struct {
	tenant  store.Tenant
	log     map[uuid.UUID]logged
	of      map[uuid.UUID][]journal.Change            // record -> changes of the log
	heads   map[uuid.UUID]map[string][]journal.Change // record -> current ones by path; nil before they are worked out
	records map[uuid.UUID]store.Record
	held    map[uuid.UUID]store.Held // undecided and rejected
}

type logged struct {
	seq    int64
	change *journal.Change
}

// workOut works out heads.
func (o *office) workOut() {
	var all []journal.Change
	for _, changes := range o.of {
		all = append(all, changes...)
	}
	o.heads = map[uuid.UUID]map[string][]journal.Change{}
	for register, heads := range journal.Heads(all) {
		if o.heads[register.Record] == nil {
			o.heads[register.Record] = map[string][]journal.Change{}
		}
		o.heads[register.Record][register.Path] = heads
	}
}

// readOffice reads everything at the centre, and checks that the log is in order.
func (w *world) readOffice() *office {
	o := &office{log: map[uuid.UUID]logged{}, of: map[uuid.UUID][]journal.Change{}, held: map[uuid.UUID]store.Held{}}
	w.view(func(tx store.Tx) error {
		tenant, err := tx.Tenant()
		if err != nil {
			return err
		}
		o.tenant = tenant
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
		for i := range entries {
			w.readEntry(o, &entries[i])
		}
		if o.records, err = tx.Records(w.model.records); err != nil {
			return err
		}
		return w.readHeld(tx, o)
	})
	return o
}

func (w *world) readEntry(o *office, e *store.Entry) {
	c, err := w.model.decode(e)
	w.must(err)
	if old, twice := o.log[e.ID]; twice {
		w.breaks("I4", "%s has numbers %d and %d", brief(e.ID), old.seq, e.Seq)
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
	if w.model.ever[e.ID] == nil && e.Device != o.tenant.ID {
		w.breaks("I4", "nobody made %s", brief(e.ID))
	}
	o.log[e.ID] = logged{e.Seq, c}
	o.of[c.Record] = append(o.of[c.Record], *c)
}

// tenant is how the log stands.
func (w *world) tenant() (t store.Tenant) {
	w.view(func(tx store.Tx) (err error) {
		t, err = tx.Tenant()
		return err
	})
	return t
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

// changesAtCentre are the changes that are at the centre; true where they are in the log, false where they are held.
func (w *world) changesAtCentre() map[uuid.UUID]bool {
	o := w.readOffice()
	ids := map[uuid.UUID]bool{}
	for id := range o.held {
		ids[id] = false
	}
	for id := range o.log {
		ids[id] = true
	}
	return ids
}

// copies are what each laptop holds.
type copies map[*laptop]map[uuid.UUID]*shown // laptop -> record

// shown is what a laptop holds of a record.
type shown struct {
	row     replica.Row
	listed  bool // it has a row
	entries []replica.Entry
	byID    map[uuid.UUID]*replica.Entry
}

// whole reports whether a laptop has a record with all its changes.
func (s *shown) whole() bool { return s != nil && s.listed && !s.row.Partial }

// has returns what a laptop has of a change; nil when it has nothing.
func (s *shown) has(id uuid.UUID) *replica.Entry {
	if s == nil {
		return nil
	}
	return s.byID[id]
}

func (w *world) readCopies() copies {
	all := copies{}
	for _, l := range w.laptops {
		of := make(map[uuid.UUID]*shown, len(w.model.records))
		for _, record := range w.model.records {
			if s := l.shows(record); s.listed || len(s.entries) > 0 {
				of[record] = s
			}
		}
		all[l] = of
	}
	return all
}

func (l *laptop) shows(record uuid.UUID) *shown {
	s := &shown{}
	var err error
	s.row, err = l.replica.Record(l.ctx, record)
	s.listed = err == nil
	if !s.listed && !errors.Is(err, replica.ErrNotFound) {
		l.must(err)
	}
	s.entries, err = l.replica.Trace(l.ctx, record, "")
	l.must(err)
	s.byID = make(map[uuid.UUID]*replica.Entry, len(s.entries))
	for i := range s.entries {
		s.byID[s.entries[i].ID] = &s.entries[i]
	}
	return s
}

// check looks at everything while the history goes on.
func (w *world) check() {
	w.count.Checks++
	o, c, all := w.readOffice(), w.readCopies(), w.sorted()
	w.checkKept(o, c, all)
	w.checkSeen(o, all)
	w.checkActions(o, c, all)
	w.checkHeads(c)
	w.checkCursors(o, c)
}

// sorted returns what was made in the order of ids, so that the first that is wrong is always the same.
func (w *world) sorted() []*made {
	return slices.SortedFunc(maps.Values(w.model.made), func(a, b *made) int { return slices.Compare(a.ID[:], b.ID[:]) })
}

// checkKept: every change that was saved is on some laptop, in the log, or held (I1).
func (w *world) checkKept(o *office, c copies, all []*made) {
	for _, m := range all {
		_, logged := o.log[m.ID]
		_, held := o.held[m.ID]
		if logged || held || w.model.excused[m.ID] != "" {
			continue
		}
		kept := slices.ContainsFunc(w.laptops, func(l *laptop) bool { return c[l][m.Record].has(m.ID) != nil })
		if !kept {
			w.breaks("I1", "%s at %s of %s, by %s, is nowhere", brief(m.ID), m.Path, brief(m.Record), m.by.name)
		}
	}
}

// checkSeen: what a change names was on its author's screen when they began, or led there (I2). One body is looked at once.
func (w *world) checkSeen(o *office, all []*made) {
	for _, m := range all {
		e, ok := o.log[m.ID]
		if !ok || m.checked == e.change {
			continue
		}
		m.checked = e.change
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
func (w *world) checkActions(o *office, c copies, all []*made) {
	arriving := map[*laptop]bool{} // those that take a first copy: a record of it may be followed by what is newer
	for _, l := range w.laptops {
		centre, err := l.replica.Centre(w.ctx)
		w.must(err)
		arriving[l] = centre.Looking
	}
	actions := map[uuid.UUID][]*made{}
	for _, m := range all {
		actions[m.Txn] = append(actions[m.Txn], m)
	}
	for _, m := range all {
		action := actions[m.Txn]
		if action[0] != m || len(action) == 1 || w.model.torn[m.Txn] && !w.calm || slices.ContainsFunc(action, func(m *made) bool { return w.model.excused[m.ID] != "" }) {
			continue
		}
		w.checkAction("at the centre", action, func(m *made) bool { _, ok := o.log[m.ID]; return ok })
		for _, l := range w.laptops {
			if !c[l][m.Record].whole() || arriving[l] {
				continue
			}
			w.checkAction("on "+l.name, action, func(m *made) bool {
				e := c[l][m.Record].has(m.ID)
				return e != nil && e.Status == replica.Sent
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
			s := c[l][record]
			if !s.whole() {
				continue
			}
			heads, err := l.replica.Heads(w.ctx, record)
			w.must(err)
			got, want := spell(heads), l.follows(record, s.entries)
			if got != want.heads {
				w.breaks("I5", "%s shows of %s %s, which holds %s", l.name, brief(record), got, want.heads)
			}
			if s.row.Conflicts != want.conflicts {
				w.breaks("I9", "%s counts %d conflicts of %s, which has %d", l.name, s.row.Conflicts, brief(record), want.conflicts)
			}
		}
	}
}

// current is what is current of a record, worked out from changes.
type current struct {
	sum       uint64 // of the changes
	heads     string
	conflicts int
}

// follows works out what is current of a record from its changes. It remembers that for changes that stay as they are.
func (l *laptop) follows(record uuid.UUID, entries []replica.Entry) current {
	var sum maphash.Hash
	sum.SetSeed(l.seed)
	for i := range entries {
		c := &entries[i].Change
		_, _ = sum.Write(c.ID[:]) // never fails
		_, _ = sum.WriteString(c.Path + string(c.Op) + c.Value)
		for _, parent := range c.Supersedes {
			_, _ = sum.Write(parent[:])
		}
		_ = sum.WriteByte(byte(entries[i].Status))
	}
	if known, ok := l.current[record]; ok && known.sum == sum.Sum64() {
		return known
	}
	var changes []journal.Change
	for _, e := range entries {
		if e.Status != replica.Rejected {
			changes = append(changes, e.Change)
		}
	}
	want, c := map[string][]journal.Change{}, current{sum: sum.Sum64()}
	for register, heads := range journal.Heads(changes) {
		want[register.Path] = heads
		if journal.Conflict(heads) {
			c.conflicts++
		}
	}
	c.heads = spell(want)
	l.current[record] = c
	return c
}

// checkCursors: a laptop has all of what is in its sight up to its cursor (I7).
func (w *world) checkCursors(o *office, c copies) {
	for _, l := range w.laptops {
		centre, err := l.replica.Centre(w.ctx)
		w.must(err)
		cursor, err := wire.ParseCursor(centre.Cursor)
		w.must(err)
		if centre.Looking || centre.Restored != nil || cursor.Epoch != o.tenant.Epoch || cursor.Step != 0 {
			continue
		}
		saw := w.sightAt(l.account, cursor.Seq)
		for _, record := range w.model.records {
			if !c[l][record].whole() || !saw(record) {
				continue
			}
			for i := range o.of[record] {
				change := &o.of[record][i]
				if c[l][record].has(change.ID) == nil && o.log[change.ID].seq <= cursor.Seq {
					w.breaks("I7", "%s has come to %d, and has not %s of %s, which is number %d",
						l.name, cursor.Seq, brief(change.ID), brief(record), o.log[change.ID].seq)
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
	var out strings.Builder
	for _, path := range sortedKeys(heads) {
		for i := range heads[path] {
			out.WriteString(path + "=" + brief(heads[path][i].ID) + " ")
		}
	}
	return out.String()
}
