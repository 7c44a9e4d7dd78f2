package replica

import (
	"context"
	"fmt"
	"slices"

	"github.com/google/uuid"

	"plumbline/sync/wire"
)

// Room is how much a push takes. An action of a person is never divided, and so may take more.
type Room struct{ Changes, Bytes int }

// FullRoom is the room of a batch by the protocol.
func FullRoom() Room { return Room{wire.BatchChanges, wire.BatchBytes} }

// Batch is what a push takes to the central store.
type Batch struct {
	Changes []wire.Pushed
	Left    int // changes that wait besides
}

// Outgoing returns the next changes to push, in whole actions; none when there is nothing to send. From then on they are
// frozen: they go out again, unaltered, until Answered has been told what became of them.
//
// What the central store has lost comes first, then what an earlier incarnation of this device was never answered for,
// then this device's own in the order of their numbers.
func (r *Replica) Outgoing(ctx context.Context, room Room) (Batch, error) {
	var batch Batch
	waiting := false
	err := r.keeper.view(ctx, func(t tx) (err error) {
		waiting, err = t.anyUnsent()
		return err
	})
	if err != nil || !waiting {
		return batch, wrap("outgoing", err)
	}
	err = r.keeper.update(ctx, func(t tx) (err error) {
		batch, err = outgoing(t, room, queued)
		return err
	})
	return batch, wrap("outgoing", err)
}

// OutgoingBehind returns the changes that follow on a batch which is on its way, so that they are ready when its answer is
// there. It returns none where the batch is not of this device's own changes alone, or where nothing follows on it.
func (r *Replica) OutgoingBehind(ctx context.Context, room Room, sent Batch) (Batch, error) {
	above := int64(0)
	for _, p := range sent.Changes {
		if p.Device != uuid.Nil {
			return Batch{}, nil
		}
		above = max(above, p.DevSeq)
	}
	var batch Batch
	err := r.keeper.update(ctx, func(t tx) (err error) {
		batch, err = outgoing(t, room, func(t tx, inc incarnation, most int) ([]outline, error) {
			return t.unsent(inc.device, above, most)
		})
		return err
	})
	return batch, wrap("outgoing behind", err)
}

func wrap(op string, err error) error {
	if err != nil {
		return fmt.Errorf("replica: %s: %w", op, err)
	}
	return nil
}

// queue returns up to so many changes that wait, in the order in which they go out.
type queue func(t tx, inc incarnation, most int) ([]outline, error)

func outgoing(t tx, room Room, from queue) (Batch, error) {
	inc, err := t.incarnation()
	if err != nil {
		return Batch{}, err
	}
	waiting, err := ahead(t, inc, room, from)
	if err != nil || len(waiting) == 0 {
		return Batch{}, err
	}
	return freeze(t, inc, waiting[:cut(waiting, room)])
}

// aheadMost is how many waiting changes are looked at, at most, to find where a batch can end.
const aheadMost = 2 * wire.RequestLines

// ahead returns what waits first, in whole actions and as much as there may be room for. Changes of one action wait one
// behind the other, so that of what was looked at only the last action can go on behind it.
func ahead(t tx, inc incarnation, room Room, from queue) ([]outline, error) {
	for most := room.Changes + 1; ; most *= 2 {
		waiting, err := from(t, inc, min(most, aheadMost))
		if err != nil || len(waiting) < most || most >= aheadMost {
			return waiting, err
		}
		last := waiting[len(waiting)-1].txn
		if whole := slices.IndexFunc(waiting, func(o outline) bool { return o.txn == last }); whole > 0 {
			return waiting[:whole], nil
		}
	}
}

// queued returns up to so many changes of the first queue that has any.
func queued(t tx, inc incarnation, queueMost int) ([]outline, error) {
	for _, next := range []func() ([]outline, error){
		func() ([]outline, error) { return t.lacking(queueMost) },
		func() ([]outline, error) { return t.stranded(inc.device, queueMost) },
		func() ([]outline, error) { return t.unsent(inc.device, 0, queueMost) },
	} {
		if waiting, err := next(); err != nil || len(waiting) > 0 {
			return waiting, err
		}
	}
	return nil, nil
}

// cut returns how many of the waiting changes the next batch has: as many as there is room for, ending where no action has
// changes on both sides, but at least the first such stretch.
func cut(waiting []outline, room Room) int {
	last := map[uuid.UUID]int{}
	for i, o := range waiting {
		last[o.txn] = i
	}
	end, reach, bytes := 0, 0, 0
	for i, o := range waiting {
		reach, bytes = max(reach, last[o.txn]), bytes+o.size
		if end > 0 && (i >= room.Changes || bytes > room.Bytes) {
			return end
		}
		if reach == i {
			end = i + 1
		}
	}
	return end
}

// freeze marks what is going to be sent, and returns it as it travels.
func freeze(t tx, inc incarnation, chosen []outline) (Batch, error) {
	var batch Batch
	ids := make([]uuid.UUID, len(chosen))
	for i, o := range chosen {
		ids[i] = o.id
	}
	if err := t.expect(ids, nil); err != nil {
		return batch, err
	}
	for _, o := range chosen {
		row, err := t.change(o.id)
		if err != nil {
			return batch, err
		}
		if row.status == Draft {
			row.status = Frozen
			if err := t.putStanding(row); err != nil {
				return batch, err
			}
		}
		if row.device == inc.device {
			inc.sent = max(inc.sent, row.devSeq)
		}
		batch.Changes = append(batch.Changes, pushed(row, inc.device))
	}
	if err := t.setIncarnation(inc); err != nil {
		return batch, err
	}
	waiting, err := t.countUnsent()
	batch.Left = waiting - len(chosen)
	return batch, err
}

// pushed is a change as it travels.
func pushed(row changeRow, device uuid.UUID) wire.Pushed {
	p := wire.Pushed{ID: row.id, Txn: row.txn, DevSeq: row.devSeq, Hash: row.hash, Body: string(row.body)}
	if row.device != device {
		p.Device = row.device
	}
	if row.doubt == lacking {
		p.Device, p.Account, p.Receipt = row.device, row.account, row.receipt
	}
	return p
}
