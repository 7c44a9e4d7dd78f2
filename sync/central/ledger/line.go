package ledger

import (
	"github.com/google/uuid"

	"plumbline/sync/journal"
	"plumbline/sync/wire"
)

// line is one pushed change, and what becomes of it.
type line struct {
	wire.Pushed
	change  journal.Change // zero when the body cannot be read
	fault   wire.Reason    // why it is bad, as far as it shows without the store; "" when it does not
	own     bool           // counts in the pushing device's dev_seq
	account uuid.UUID      // whose change it is
	receipt string         // kind of its receipt; "" when it has none
	began   bool           // it began its record
	twin    *line          // the same change earlier in the same push, whose answer this one has too
	group   int
	result  wire.Result
}

// readLines takes pushed changes in: all that can be found out without the store, so that it is done outside any lock.
func (l *Ledger) readLines(who Session, pushed []wire.Pushed) []*line {
	lines := make([]*line, len(pushed))
	groups := map[uuid.UUID]int{}
	for i, p := range pushed {
		ln := &line{Pushed: p, account: who.Account}
		group, ok := groups[p.Txn]
		if !ok {
			group = len(groups)
			groups[p.Txn] = group
		}
		ln.group = group
		ln.own = (p.Device == uuid.Nil || p.Device == who.Device) && p.Receipt == ""
		if p.Receipt != "" {
			ln.account = p.Account
			if ln.receipt, ok = l.receiptKind(p); !ok {
				ln.fault = wire.ReceiptInvalid
			}
		}
		if ln.fault == "" {
			ln.fault = ln.read(who)
		}
		lines[i] = ln
	}
	return lines
}

// read decodes the body, and returns what is wrong with it.
func (ln *line) read(who Session) wire.Reason {
	if len(ln.Body) > wire.ChangeBytes {
		return wire.ChangeTooLarge
	}
	if wire.HashOf(ln.Body) != ln.Hash {
		return wire.ChangeMismatch
	}
	c, err := journal.Decode([]byte(ln.Body))
	if err != nil || !storable(c) {
		return wire.Unreadable
	}
	maker := ln.Device
	if maker == uuid.Nil {
		maker = who.Device
	}
	if c.ID != ln.ID || c.Txn != ln.Txn || c.DevSeq != ln.DevSeq || c.Device != maker {
		return wire.EnvelopeMismatch
	}
	ln.change = c
	return ""
}

// storable reports whether what the centre keeps of a change beside its body is within bounds.
func storable(c journal.Change) bool {
	return plain(c.Path, wire.PathBytes) && plain(string(c.Op), wire.OpBytes) && plain(c.FormHash, wire.FormHashBytes) &&
		len(c.Author) <= wire.AuthorBytes && len(c.Supersedes) <= wire.SupersedesMost
}

func (ln *line) settled() bool { return ln.result.Outcome != "" || ln.twin != nil }

// settle decides a line. Only the first decision counts.
func (ln *line) settle(outcome wire.Outcome, reason wire.Reason) {
	if !ln.settled() {
		ln.result = wire.Result{ID: ln.ID, Outcome: outcome, Code: reason, Message: explainReason(reason)}
	}
}
