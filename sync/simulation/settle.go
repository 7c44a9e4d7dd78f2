package simulation

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"plumbline/sync/central/ledger"
	"plumbline/sync/central/store"
	"plumbline/sync/journal"
	"plumbline/sync/replica"
	"plumbline/sync/wire"
)

// roundsMost is how many rounds every laptop may take to agree, once the faults have stopped.
const roundsMost = 5

// settle has the faults stop, all laptops synchronise, all that is held be decided, and checks that everything agrees.
func (w *world) settle() {
	w.calm, w.late = true, nil
	for _, l := range w.laptops {
		l.breakage, l.field = nil, nil
	}
	w.tell("the faults stop")
	for range 2 { // two copies of one laptop find out when both have written
		for _, l := range w.laptops {
			l.startRecord()
		}
		w.agree()
	}
	for w.decide(w.chance.happens(0.5)) {
	}
	w.agree()
	w.check()
	o, c := w.readOffice(), w.readCopies()
	o.workOut()
	w.checkSent(o)
	w.checkAgreed(o, c)
	w.checkDevices()
	w.checkFiles(o)
	w.checkCompared()
	w.checkDisks()
}

// agree makes rounds until no laptop has anything left to do (I22).
func (w *world) agree() {
	before := int64(-1)
	for range roundsMost {
		w.now = w.now.Add(time.Minute)
		for _, l := range w.laptops {
			if l.alive {
				w.calmRound(l)
			}
		}
		last := w.tenant().LastSeq
		if last == before && w.quiet() {
			return
		}
		before = last
	}
	for _, l := range w.laptops {
		if s := l.client.Status(); s.Waiting > 0 || s.Problem != 0 {
			w.breaks("I22", "%s has %d changes waiting after %d rounds, problem %d: %s", l.name, s.Waiting, roundsMost, s.Problem, s.Message)
		}
	}
}

// calmRound has a laptop synchronise, after which it has all that the centre had before (I22). One that has to enrol does so,
// and goes on in the next.
func (w *world) calmRound(l *laptop) {
	last := w.tenant().LastSeq
	if l.round("calmly") != nil {
		return
	}
	centre, err := l.replica.Centre(w.ctx)
	w.must(err)
	cursor, err := wire.ParseCursor(centre.Cursor)
	w.must(err)
	if cursor.Seq < last || centre.Looking {
		w.breaks("I22", "%s has come to %d of %d in a round that nothing disturbed", l.name, cursor.Seq, last)
	}
}

func (w *world) quiet() bool {
	return !slices.ContainsFunc(w.laptops, func(l *laptop) bool {
		s := l.client.Status()
		return l.alive && (s.Waiting > 0 || s.Problem != 0 || s.Attachments > 0)
	})
}

// checkSent: every change is in the log, or was rejected; and its author's laptop knows (I15, I17).
func (w *world) checkSent(o *office) {
	for _, m := range w.sorted() {
		if _, ok := o.log[m.ID]; ok || w.model.excused[m.ID] != "" {
			continue
		}
		h, held := o.held[m.ID]
		if !held || h.DecidedBy == uuid.Nil || h.Accepted {
			w.breaks("I17", "%s at %s of %s, by %s, is not at the centre%s", brief(m.ID), m.Path, brief(m.Record), m.by.name, w.whereabouts(m))
		}
	}
	for _, l := range w.laptops {
		troubles, err := l.replica.Troubles(w.ctx)
		w.must(err)
		for _, t := range troubles {
			if t.Status == replica.Bad {
				w.breaks("I15", "%s was refused as %s: %s", brief(t.Change.ID), t.Code, t.Message)
			}
			if h, held := o.held[t.Change.ID]; !held || t.Status == replica.Held && h.DecidedBy != uuid.Nil {
				w.breaks("I15", "%s says that %s is %v, which the centre does not", l.name, brief(t.Change.ID), t.Status)
			}
		}
	}
}

// whereabouts says which laptops have a change, and as what.
func (w *world) whereabouts(m *made) string {
	var out strings.Builder
	for _, l := range w.laptops {
		entries, err := l.replica.Trace(w.ctx, m.Record, "")
		w.must(err)
		for _, e := range entries {
			if e.ID == m.ID {
				fmt.Fprintf(&out, "; %s has it, %v", l.name, e.Status)
			}
		}
		troubles, err := l.replica.Troubles(w.ctx)
		w.must(err)
		for _, t := range troubles {
			if t.Change.ID == m.ID {
				fmt.Fprintf(&out, " as %s", t.Code)
			}
		}
	}
	return out.String()
}

// sees reports whether an account sees a record, by what the log says and the scopes that it was given.
func (w *world) sees(o *office, a *account, record uuid.UUID) bool {
	r, exists := o.records[record]
	switch {
	case !exists:
		return false
	case slices.Contains(a.scopes, "all"), r.Creator == a.ID:
		return true
	}
	of := o.heads[record]
	inTeam := slices.ContainsFunc(of[wire.PathTeam], func(h journal.Change) bool {
		return slices.Contains(a.scopes, "team:"+h.Value) || slices.Contains(a.scopes, "service:"+w.service(h.Value))
	})
	return inTeam || slices.ContainsFunc(of[wire.PathAssigned+a.ID.String()], func(h journal.Change) bool { return h.Value == wire.Assigned })
}

func (w *world) service(team string) string {
	people, err := w.centre.ledger.People(w.ctx, ledger.Operator())
	w.must(err)
	for _, t := range people.Teams {
		if t.ID == team {
			return t.Service
		}
	}
	return ""
}

// checkAgreed: who sees a record has all of it, and the same; who does not has nothing of it (I3, I6, I12, I13).
func (w *world) checkAgreed(o *office, c copies) {
	for _, record := range w.model.records {
		for _, l := range w.laptops {
			if l.alive {
				w.checkCopy(o, l, record, c[l][record])
			}
		}
	}
}

func (w *world) checkCopy(o *office, l *laptop, record uuid.UUID, held *shown) {
	if held == nil {
		held = &shown{}
	}
	row, here, inSight, sent := held.row, held.listed, w.sees(o, l.account, record), 0
	for i := range held.entries {
		if held.entries[i].Status == replica.Sent {
			sent++
		}
	}
	switch {
	case !inSight && sent > 0: // what was written here and never taken may stay
		w.breaks("I12", "%s has %d changes of %s, which is out of sight", l.name, sent, brief(record))
	case !here && inSight:
		w.breaks("I13", "%s lacks %s, which is in sight", l.name, brief(record))
	case !inSight:
		return
	}
	heads, err := l.replica.Heads(w.ctx, record)
	w.must(err)
	if got, want := spell(heads), spell(o.heads[record]); got != want {
		w.breaks("I3", "%s has of %s %s, the centre %s", l.name, brief(record), got, want)
	}
	if !row.Partial && sent != len(o.of[record]) {
		w.breaks("I6", "%s has %d of the %d changes of %s", l.name, sent, len(o.of[record]), brief(record))
	}
	w.checkForm(l, row, startedAsKnown(o.of[record]), heads[pathForm])
	if row.ReadOnly {
		states := o.records[record].States
		if !slices.ContainsFunc(states, func(s string) bool { return s == closed || s == withdrawn }) {
			w.breaks("I13", "%s may not write to %s", l.name, brief(record))
		}
	}
}

// startedAsKnown reports whether the changes of a record tell that it was started on the first version of the form: the
// beginning may have been rejected, or others may have written a state who had not seen one.
func startedAsKnown(changes []journal.Change) (told bool) {
	for _, c := range changes {
		if c.Path == wire.PathState && len(c.Supersedes) == 0 && c.Value == inProgress {
			if c.FormHash != form().Hash {
				return false
			}
			told = true
		}
	}
	return told
}

// checkForm: a record is on the version of its form that it was moved to, which the laptop has if the centre does (I3, I13).
// Where the beginning is not told, and it was not moved, it is on what the centre says.
func (w *world) checkForm(l *laptop, row replica.Row, begun bool, moved []journal.Change) {
	want := form().Hash
	switch shown, ok := journal.Shown(moved); {
	case ok:
		want = shown.Value
	case row.Partial || !begun:
		return
	}
	if row.FormHash != want {
		w.breaks("I3", "%s has %s on form %.8s, where it was moved to %.8s", l.name, brief(row.ID), row.FormHash, want)
	}
	var hash wire.Hash
	w.must(hash.UnmarshalText([]byte(want)))
	w.view(func(tx store.Tx) error {
		_, there := tx.Form(hash)
		_, here := l.replica.Form(w.ctx, want)
		if there == nil && here != nil {
			w.breaks("I13", "%s lacks form %.8s of %s: %v", l.name, want, brief(row.ID), here)
		}
		return nil
	})
}

// checkDevices: no two laptops are one device (I16).
func (w *world) checkDevices() {
	of := map[uuid.UUID]*laptop{}
	for _, l := range w.laptops {
		centre, err := l.replica.Centre(w.ctx)
		w.must(err)
		if other := of[centre.Device]; other != nil {
			w.breaks("I16", "%s and %s are one device", l.name, other.name)
		}
		of[centre.Device] = l
	}
}

// checkFiles: every file that the centre serves is what its name says (I19).
func (w *world) checkFiles(o *office) {
	for _, l := range w.laptops {
		for _, record := range l.records() {
			heads, err := l.replica.Heads(w.ctx, record)
			w.must(err)
			for _, h := range heads["evidence"] {
				w.checkFile(l, record, h.Value)
			}
		}
	}
}

func (w *world) checkFile(l *laptop, record uuid.UUID, name string) {
	var hash wire.Hash
	w.must(hash.UnmarshalText([]byte(name)))
	content, err := l.replica.OpenAttachment(w.ctx, record, hash)
	if errors.Is(err, replica.ErrNotFound) {
		return
	}
	w.must(err)
	var text strings.Builder
	_, err = io.Copy(&text, content)
	w.must(err)
	if want := w.model.files[hash]; text.String() != want {
		w.breaks("I19", "%s reads %q where %q was attached", l.name, text.String(), want)
	}
}

// checkCompared: what laptops and the centre compare says that they are alike (I3).
func (w *world) checkCompared() {
	for _, l := range w.laptops {
		different, err := l.replica.Different(w.ctx, 1)
		w.must(err)
		if l.alive && len(different) > 0 {
			w.breaks("I3", "%s takes %s for different", l.name, brief(different[0]))
		}
	}
}

// checkDisks: databases are sound, and nobody can read them (I20, I23).
func (w *world) checkDisks() {
	for _, l := range w.laptops {
		if err := l.disk.Sound(w.ctx); err != nil {
			w.breaks("I23", "the disk of %s: %v", l.name, err)
		}
	}
}
