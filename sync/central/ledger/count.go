package ledger

import (
	"github.com/google/uuid"

	"plumbline/sync/central/store"
	"plumbline/sync/wire"
)

// repeat answers again for what was answered before.
func (p *push) repeat() error {
	ids := make([]uuid.UUID, len(p.lines))
	for i, ln := range p.lines {
		ids[i] = ln.ID
	}
	known, err := p.tx.Known(ids)
	if err != nil {
		return err
	}
	refused, err := p.refusedBefore()
	if err != nil {
		return err
	}
	first := map[uuid.UUID]*line{}
	for _, ln := range p.lines {
		arrival, answered := known[ln.ID]
		before, refusedBefore := refused[ln.DevSeq]
		twin := first[ln.ID]
		switch {
		case twin != nil && twin.Hash == ln.Hash:
			ln.twin = twin
			continue
		case twin != nil:
			ln.fault = wire.IDReused
			continue
		case answered && arrival.Hash == ln.Hash && ln.fault == "":
			ln.repeat(arrival)
		case answered && ln.fault == "":
			ln.fault = wire.IDReused
		case answered:
		case refusedBefore && ln.own && before.ID == ln.ID && before.Hash == ln.Hash:
			ln.repeat(before)
		}
		first[ln.ID] = ln
	}
	return nil
}

func (ln *line) repeat(a store.Arrival) {
	outcome := a.Outcome
	if outcome == wire.OK {
		outcome = wire.Dup
	}
	ln.settle(outcome, a.Code)
	ln.result.Seq, ln.began = a.Seq, a.Began
	if a.Account != uuid.Nil {
		ln.account = a.Account
	}
}

// refusedBefore returns, by number, the device's own changes that were refused when they came first.
func (p *push) refusedBefore() (map[int64]store.Arrival, error) {
	least := p.devSeq + 1
	for _, ln := range p.lines {
		if ln.own {
			least = min(least, ln.DevSeq)
		}
	}
	if least > p.devSeq {
		return nil, nil
	}
	return p.tx.Refused(p.who.Device, least, p.devSeq)
}

// count checks that the device's own changes follow on each other, and on what it sent before. What does not, and every
// action that has a part in it, is for later.
func (p *push) count() error {
	cut, outcome := p.firstBreak()
	cut = p.betweenActions(cut)
	late := map[int]bool{}
	for i, ln := range p.lines {
		switch {
		case !ln.own:
		case i >= cut:
			late[ln.group] = late[ln.group] || !ln.settled()
		default:
			p.devSeq = max(p.devSeq, ln.DevSeq)
		}
	}
	for i, ln := range p.lines {
		if late[ln.group] && (i >= cut || !ln.own) {
			ln.settle(outcome, "")
		}
	}
	return nil
}

// firstBreak returns which line is the first that breaks the count, and how.
func (p *push) firstBreak() (int, wire.Outcome) {
	next := p.devSeq + 1
	for i, ln := range p.lines {
		switch {
		case !ln.own:
		case ln.DevSeq == next:
			next++
		case ln.settled(), ln.DevSeq < next && ln.fault != "": // bad, whatever its number
		case ln.DevSeq < next:
			return i, wire.Forked
		default:
			return i, wire.Gap
		}
	}
	return len(p.lines), ""
}

// betweenActions moves a cut forward until no action has own changes on both sides of it.
func (p *push) betweenActions(cut int) int {
	last := map[int]int{}
	for i, ln := range p.lines {
		if ln.own && !ln.settled() {
			last[ln.group] = i
		}
	}
	start, reach := 0, -1
	for i, ln := range p.lines {
		if i > reach {
			start = i
		}
		if i == cut {
			return start
		}
		if ln.own && !ln.settled() {
			reach = max(reach, last[ln.group])
		}
	}
	return cut
}
