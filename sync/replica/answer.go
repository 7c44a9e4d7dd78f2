package replica

import (
	"context"
	"errors"

	"github.com/google/uuid"

	"plumbline/sync/journal"
	"plumbline/sync/wire"
)

// Verdict is what the answers to a push ask for beyond the changes themselves.
type Verdict struct {
	// Forked: another copy of this database has used the numbers of this device. It must become another device, by
	// PlanIncarnation and Incarnate, before it pushes again.
	Forked bool

	Taken, Held, Bad, Erased int
}

// Answer is what the central store says of a push.
type Answer struct {
	Results []wire.Result
	End     wire.PushEnd
	Asked   string        // the cursor that the push had; "" for none
	Records []wire.Record // where End has a cursor: those that the changes taken are of
}

// Answered notes what became of changes that Outgoing returned. It may be told the same twice. What the answer does not name
// waits still. Where it has a cursor, and this replica is still where the push said that it was, it has come that far.
func (r *Replica) Answered(ctx context.Context, answer Answer) (Verdict, error) {
	var v Verdict
	results, end := answer.Results, answer.End
	err := r.work(ctx, false, func(w *work) error {
		v = Verdict{}
		centre, err := readCentre(w)
		if err != nil {
			return err
		}
		if err := w.expectAnswers(results); err != nil {
			return err
		}
		a := &answering{work: w, centre: &centre, verdict: &v}
		for _, result := range results {
			if err := a.take(result); err != nil {
				return err
			}
		}
		if a.gap {
			if err := a.sendAgain(end.DevSeq); err != nil {
				return err
			}
		}
		return errors.Join(a.goOn(answer), a.noteEmpty())
	})
	return v, wrap("answered", err)
}

// goOn moves the cursor as though the records of an answer had been pulled.
func (a *answering) goOn(answer Answer) error {
	c, end := a.centre, answer.End
	if end.Cursor == "" || c.Cursor != answer.Asked || c.Looking || c.Snapshot || c.Epoch != end.Epoch {
		return nil
	}
	page := applying{work: a.work, centre: c}
	for _, record := range answer.Records {
		if err := page.recordLine(record); err != nil {
			return err
		}
	}
	if err := page.end(wire.PullEnd{Cursor: end.Cursor, LastSeq: end.LastSeq, FormsSeq: end.FormsSeq}); err != nil {
		return err
	}
	return a.setCentre(*c)
}

// expectAnswers has what noting answers will look up read together.
func (w *work) expectAnswers(results []wire.Result) error {
	ids, records := make([]uuid.UUID, len(results)), make([]uuid.UUID, 0, len(results))
	for i, result := range results {
		ids[i] = result.ID
	}
	if err := w.expect(ids, nil); err != nil {
		return err
	}
	for _, id := range ids {
		row, err := w.change(id)
		if err == nil {
			records = append(records, row.Record)
		} else if !errors.Is(err, errNoRow) {
			return err
		}
	}
	return w.expect(nil, journal.Union(records))
}

// answering is the answers to one push being noted.
type answering struct {
	*work
	centre  *Centre
	verdict *Verdict
	gap     bool
}

func (a *answering) take(result wire.Result) error {
	row, err := a.change(result.ID)
	if errors.Is(err, errNoRow) || err == nil && row.status == Draft {
		return nil // erased meanwhile, or never sent
	} else if err != nil {
		return err
	}
	switch result.Outcome {
	case wire.Gap:
		a.gap = true
		return nil
	case wire.Forked:
		a.verdict.Forked = true
		return nil
	}
	if row.device == a.inc.device {
		a.inc.answered, a.counted = max(a.inc.answered, row.devSeq), true
	}
	switch result.Outcome {
	case wire.OK, wire.Dup:
		a.verdict.Taken++
		return a.taken(row, result)
	case wire.Held:
		a.verdict.Held++
		return a.held(row, result)
	case wire.Purged:
		a.verdict.Erased++
		return a.purge(row.Record, row.id)
	default: // bad, or an outcome that this version does not know
		a.verdict.Bad++
		return a.bad(row, result)
	}
}

// taken notes that the central store has a change.
func (a *answering) taken(row changeRow, result wire.Result) error {
	after := row
	if row.account == uuid.Nil {
		after.account = a.centre.Account.ID
	}
	after.seq, after.receipt = result.Seq, result.Receipt
	return a.acknowledge(row, after)
}

// acknowledge marks a change, as it was before and is after, as the central store's too, and counts it in the sums of its
// record.
func (w *work) acknowledge(before, row changeRow) error {
	row.status, row.doubt, row.code, row.message = Sent, certain, "", ""
	t, err := w.touch(row.Record)
	if errors.Is(err, errNoRow) {
		return w.deleteAnswered(row) // it has left this account's sight
	} else if err != nil {
		return err
	}
	if before.status == Rejected {
		if err := w.restore(row); err != nil {
			return err
		}
	}
	if before.seq == 0 {
		t.row.known++
		t.row.digest = t.row.digest.Add(row.hash)
	}
	if row.stands(before) {
		return nil
	}
	return w.putStanding(row)
}

// stands reports whether a change stands to the central store as it did before.
func (r changeRow) stands(before changeRow) bool {
	return r.status == before.status && r.seq == before.seq && r.account == before.account && r.receipt == before.receipt &&
		r.code == before.code && r.message == before.message && r.doubt == before.doubt && r.superseded == before.superseded
}

// restore makes a change count again that had been rejected.
func (w *work) restore(row changeRow) error {
	t, err := w.touch(row.Record)
	if err != nil {
		return orGone(err)
	}
	c, err := row.change()
	if err != nil {
		return err
	}
	return w.admit(t, row, c, plainWords(c))
}

// held notes that a manager decides about a change. Of a record that has left this account's sight nothing stays here.
func (a *answering) held(row changeRow, result wire.Result) error {
	if row.status == Rejected {
		if err := a.restore(row); err != nil {
			return err
		}
	}
	if row.account != uuid.Nil && row.account != a.centre.Account.ID {
		return a.forget(row)
	}
	row.status, row.receipt, row.code, row.message, row.doubt = Held, result.Receipt, result.Code, result.Message, certain
	row.account = a.centre.Account.ID
	switch gone, err := a.gone(row.Record); {
	case errors.Is(err, errNoRow):
		return a.disown(row)
	case err != nil:
		return err
	default:
		gone.held++
		return errors.Join(a.putGone(gone), a.deleteAnswered(row))
	}
}

// forget removes a change of somebody else's that waits for a decision: if it is taken it comes as news.
func (w *work) forget(row changeRow) error {
	if err := w.disown(row); err != nil {
		return err
	}
	return errors.Join(w.forgo(row), w.deleteChange(row.id))
}

// disown keeps a change that the central store does not have (any more) as one of its log.
func (w *work) disown(row changeRow) error {
	t, err := w.touch(row.Record)
	if err == nil && row.seq != 0 {
		t.row.known--
		t.row.digest = t.row.digest.Sub(row.hash)
	} else if err != nil && !errors.Is(err, errNoRow) {
		return err
	}
	row.seq = 0
	return w.putStanding(row)
}

// bad notes that the central store cannot take a change. What a person wrote stays on screen, and under "needs attention".
func (a *answering) bad(row changeRow, result wire.Result) error {
	row.status, row.code, row.message, row.doubt = Bad, result.Code, result.Message, certain
	return a.disown(row)
}

// noteEmpty notes the time when nothing is left to send.
func (a *answering) noteEmpty() error {
	waiting, err := a.anyUnsent()
	if err != nil || waiting {
		return err
	}
	a.centre.SentAt = a.now
	return a.setCentre(*a.centre)
}

// sendAgain puts changes of this device above a number back among those that wait: the central store has none of them.
// Where some are here no more, which the central store will find missing, this device has to begin anew.
func (a *answering) sendAgain(devSeq int64) error {
	rows, err := a.answeredAbove(a.inc.device, devSeq)
	if err != nil {
		return err
	}
	for _, row := range rows {
		row.status = Frozen
		if err := a.putStanding(row); err != nil {
			return err
		}
	}
	waiting, err := a.unsent(a.inc.device, 0, 1)
	if err != nil {
		return err
	}
	if len(waiting) > 0 {
		first, err := a.change(waiting[0].id)
		if err != nil {
			return err
		}
		a.verdict.Forked = a.verdict.Forked || first.devSeq > devSeq+1
	}
	return nil
}

func (w *work) deleteAnswered(row changeRow) error {
	c, err := row.change()
	if err != nil {
		return err
	}
	return errors.Join(w.removeEdges(c.ID, c.Supersedes), w.deleteChange(c.ID))
}
