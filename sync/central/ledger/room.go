package ledger

import (
	"github.com/google/uuid"

	"plumbline/sync/central/store"
	"plumbline/sync/wire"
)

// end returns the last number of the next stretch: the first one after which the page is full and no action is divided.
// Touches between changes are those of events.
func (p *pull) end(metas []store.Meta, touches []store.Touch, known records, reach int64) int64 {
	room := room{p: p, known: known, count: p.count, bytes: p.bytes, begun: map[uuid.UUID]bool{}}
	var action action
	for i, m := range metas {
		for ; len(touches) > 0 && touches[0].Seq < m.Seq; touches = touches[1:] {
			if room.touch(touches[0]); room.full() {
				return touches[0].Seq
			}
		}
		for ; len(touches) > 0 && touches[0].Seq == m.Seq; touches = touches[1:] {
			room.touch(touches[0])
		}
		room.change(m)
		action.add(m)
		last := i == len(metas)-1 || metas[i+1].Txn != m.Txn || action.overlong()
		if last && (room.full() || i >= stretchChanges) {
			return m.Seq
		}
	}
	for _, t := range touches {
		if room.touch(t); room.full() {
			return t.Seq
		}
	}
	return reach
}

// action is how much of one action there has been.
type action struct {
	txn          uuid.UUID
	count, bytes int
}

func (a *action) add(m store.Meta) {
	if a.txn != m.Txn {
		*a = action{txn: m.Txn}
	}
	a.count++
	a.bytes += m.Size
}

// overlong reports whether this is more than one request can have brought, so that it is not one action, whatever it says.
func (a *action) overlong() bool { return a.count >= wire.RequestLines || a.bytes >= wire.RequestBytes }

// wholeActions leaves out the last action, of which more may follow, and returns the number that is before it.
func wholeActions(metas []store.Meta) ([]store.Meta, int64) {
	end := len(metas)
	for end > 0 && metas[end-1].Txn == metas[len(metas)-1].Txn {
		end--
	}
	if end == 0 || len(metas)-end >= wire.RequestLines {
		return metas, metas[len(metas)-1].Seq
	}
	return metas[:end], metas[end].Seq - 1
}

// room reckons how full a page gets.
type room struct {
	p            *pull
	known        records
	count, bytes int
	begun        map[uuid.UUID]bool
}

func (r *room) full() bool { return r.count >= r.p.limit || r.bytes >= wire.PageBytes }

func (r *room) change(m store.Meta) {
	if r.p.sight.sees(r.known.spans[m.Record], r.p.tenant.LastSeq) {
		r.count++
		r.bytes += m.Size
	}
}

// touch reckons with the back-fill of a record that a touch may bring into sight.
func (r *room) touch(t store.Touch) {
	row := r.known.rows[t.Record]
	if r.begun[t.Record] || row.CreatedSeq > r.p.cursor.Seq || !r.p.sight.sees(r.known.spans[t.Record], r.p.tenant.LastSeq) {
		return
	}
	r.begun[t.Record] = true
	r.count += int(row.Changes)
	r.bytes += int(row.Bytes)
}
