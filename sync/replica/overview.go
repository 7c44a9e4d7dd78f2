package replica

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/google/uuid"

	"plumbline/sync/journal"
	"plumbline/sync/wire"
)

// Overview counts, over all records, what is on its way to the central store or in trouble.
type Overview struct {
	Waiting         int   // changes that the central store has not answered for
	Bytes           int64 // of them, before they are packed
	Held            int   // changes that wait for a manager's decision, those of records that left this account's sight included
	Bad, Rejected   int   // changes that the central store or a manager did not take: "needs attention"
	Attachments     int   // that are to be sent
	AttachmentBytes int64

	Enrolled bool
	SentAt   time.Time // when nothing was left to send last, in UTC; zero before
	HeardAt  time.Time // when news of others came last, in UTC; zero before
}

// Overview returns how all that is here stands to the central store.
func (r *Replica) Overview(ctx context.Context) (Overview, error) {
	var o Overview
	err := r.keeper.view(ctx, func(t tx) error {
		n, err := t.tally()
		if err != nil {
			return err
		}
		c, err := readCentre(t)
		if err != nil {
			return err
		}
		o = Overview{
			Waiting: n.waiting, Bytes: n.bytes, Held: n.held, Bad: n.bad, Rejected: n.rejected,
			Attachments: n.blobs, AttachmentBytes: n.blobBytes, Enrolled: c.Enrolled, SentAt: c.SentAt, HeardAt: c.HeardAt,
		}
		gone, err := t.allGone()
		for _, g := range gone {
			o.Held += g.held
		}
		return err
	})
	return o, wrap("overview", err)
}

// SendState is how one record stands to the central store. The zero value: all of it is there.
type SendState struct {
	Waiting       int            // changes that the central store has not answered for
	Bytes         int64          // of them, before they are packed
	Held          int            // changes that wait for a manager's decision
	Bad, Rejected int            // changes that need attention
	Delivery      *wire.Delivery // who has it, as the central store last said; nil before
}

// SendStates returns how records stand to the central store. Those that have nothing to tell are left out.
func (r *Replica) SendStates(ctx context.Context, records []uuid.UUID) (map[uuid.UUID]SendState, error) {
	var states map[uuid.UUID]SendState
	err := r.keeper.view(ctx, func(t tx) (err error) {
		states, err = t.sendStates(records)
		return err
	})
	return states, wrap("send states", err)
}

// KeepDelivery keeps what the central store said of who has a record. It does nothing for a record that is not here.
func (r *Replica) KeepDelivery(ctx context.Context, record uuid.UUID, d wire.Delivery) error {
	text, err := json.Marshal(d)
	if err != nil {
		return wrap("keep delivery", err)
	}
	err = r.keeper.update(ctx, func(t tx) error {
		row, err := t.record(record)
		if err != nil {
			return orGone(err)
		}
		row.delivery = string(text)
		return t.putRecord(row)
	})
	return wrap("keep delivery", err)
}

// Trouble is a change that a person should know about.
type Trouble struct {
	Change  journal.Change
	Status  Status      // Held, Bad or Rejected
	Code    wire.Reason // why, to a program; "" when Rejected
	Message string      // why, in a sentence; of a Rejected one the reason that was given
}

// Troubles lists the changes that are held, bad or rejected, in the order of journal.Compare. None of them is ever
// removed by itself.
func (r *Replica) Troubles(ctx context.Context) ([]Trouble, error) {
	var out []Trouble
	err := r.keeper.view(ctx, func(t tx) error {
		rows, err := t.troubled()
		for _, row := range rows {
			c, err := row.change()
			if err != nil {
				return err
			}
			out = append(out, Trouble{Change: c, Status: row.status, Code: row.code, Message: row.message})
		}
		return err
	})
	return out, wrap("troubles", err)
}

// ExportTroubles writes what Troubles lists as lines of JSON, each with the change as it was sent.
func (r *Replica) ExportTroubles(ctx context.Context, to io.Writer) error {
	var rows []changeRow
	err := r.keeper.view(ctx, func(t tx) (err error) {
		rows, err = t.troubled()
		return err
	})
	out := json.NewEncoder(to)
	for _, row := range rows {
		err = errors.Join(err, out.Encode(map[string]any{
			"status": row.status.String(), "code": row.code, "message": row.message, "change": json.RawMessage(row.body),
		}))
	}
	return wrap("export troubles", err)
}

// Dismiss removes a bad or rejected change from the replica once a person has dealt with it. It returns ErrNotFound for
// any other.
func (r *Replica) Dismiss(ctx context.Context, change uuid.UUID) error {
	err := r.work(ctx, true, func(w *work) error {
		row, err := w.change(change)
		if errors.Is(err, errNoRow) || err == nil && row.status < Bad {
			return ErrNotFound
		} else if err != nil {
			return err
		}
		if row.status == Bad {
			if err := w.forgo(row); err != nil {
				return err
			}
		}
		return w.deleteChange(change)
	})
	return wrap("dismiss", err)
}

// forgo takes a change out of what is current.
func (w *work) forgo(row changeRow) error {
	t, err := w.touch(row.Record)
	if err != nil {
		return orGone(err)
	}
	c, err := row.change()
	if err != nil {
		return err
	}
	return w.dethrone(t, c)
}

func (s Status) String() string {
	switch s {
	case Draft:
		return "draft"
	case Frozen:
		return "frozen"
	case Sent:
		return "sent"
	case Held:
		return "held"
	case Bad:
		return "bad"
	case Rejected:
		return "rejected"
	default:
		return fmt.Sprintf("Status(%d)", int(s))
	}
}
