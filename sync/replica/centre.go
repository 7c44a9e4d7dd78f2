package replica

import (
	"context"
	"crypto/ed25519"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"

	"plumbline/sync/seal"
	"plumbline/sync/wire"
)

// Centre is how this laptop stands to its central store. The zero Centre has none.
type Centre struct {
	URL         string
	Authorities []byte             // PEM of the authorities that it is trusted by; nil: the machine's own
	Device      uuid.UUID          `json:"-"` // this incarnation of the laptop's database
	Key         ed25519.PrivateKey // of the device; nil before the first attempt to enrol
	Account     wire.Account       // whose laptop this is
	Enrolled    bool

	Epoch    uuid.UUID
	Cursor   string // how far this replica has come; "" at the beginning
	Snapshot bool   // the cursor is for the next page of a snapshot
	Looking  bool   // through all records in sight; at the end, those that were not named go
	Restored *Restored
	Next     *Identity // that this device is about to become

	Reached int64 // the last number of the log when this replica had all of it last

	FormsNews  int64     // grows with every change of the centre's list of forms
	SentAt     time.Time // when nothing was left to send last; zero before
	HeardAt    time.Time // when all news had come last; zero before
	VerifiedAt time.Time // when all records were compared last; zero before

	Sent     int64 `json:"-"` // greatest number of a change that a push began with
	Answered int64 `json:"-"` // greatest number of a change that was answered for

	Pass int64 // counts the looks through all records in sight
}

// Restored says that the central store was put back to a backup, and that it has not been told yet what is here.
type Restored struct {
	Epoch uuid.UUID // the new one
	Above int64     // up to this number nothing was lost
}

// Identity is a device and its key.
type Identity struct {
	Device uuid.UUID
	Key    ed25519.PrivateKey
}

// metaCentre is where a Centre is kept.
const metaCentre = "sync.centre"

// Centre returns how this laptop stands to its central store.
func (r *Replica) Centre(ctx context.Context) (Centre, error) {
	var c Centre
	err := r.keeper.view(ctx, func(t tx) (err error) {
		c, err = readCentre(t)
		return err
	})
	return c, wrap("centre", err)
}

func readCentre(t tx) (Centre, error) {
	c, err := t.centre()
	if err != nil {
		return c, err
	}
	inc, err := t.incarnation()
	c.Device, c.Sent, c.Answered = inc.device, inc.sent, inc.answered
	return c, err
}

// encodeCentre and decodeCentre are how databases keep a Centre.
func encodeCentre(c Centre) (string, error) {
	text, err := json.Marshal(c)
	return string(text), err
}

func decodeCentre(text string) (Centre, error) {
	var c Centre
	if text == "" {
		return c, nil
	}
	if err := json.Unmarshal([]byte(text), &c); err != nil {
		return c, fmt.Errorf("%w: %s: %w", seal.ErrDamaged, metaCentre, err)
	}
	return c, nil
}

// alterCentre runs f on how this laptop stands to its central store, and keeps what f makes of it.
func (r *Replica) alterCentre(ctx context.Context, op string, f func(*Centre) error) error {
	err := r.keeper.update(ctx, func(t tx) error {
		c, err := readCentre(t)
		if err != nil {
			return err
		}
		return errors.Join(f(&c), t.setCentre(c))
	})
	return wrap(op, err)
}

// PlanEnrolment keeps the key that this device is going to enrol with. One that is kept already stays, so that a request
// to enrol can be repeated.
func (r *Replica) PlanEnrolment(ctx context.Context, key ed25519.PrivateKey) error {
	return r.alterCentre(ctx, "plan enrolment", func(c *Centre) error {
		if c.Key == nil {
			c.Key = key
		}
		return nil
	})
}

// Enrolled notes that a central store has taken this device. For another account than before, the replica looks through all
// that is in sight, and at the end what is not leaves it.
func (r *Replica) Enrolled(ctx context.Context, url string, authorities []byte, e wire.Enrolled) error {
	return r.alterCentre(ctx, "enrolled", func(c *Centre) error {
		if c.Account.ID != e.Account.ID {
			c.Epoch = e.Epoch
			c.lookThrough()
			c.Snapshot = !c.Enrolled
		}
		c.URL, c.Authorities, c.Account, c.Enrolled = url, authorities, e.Account, true
		return nil
	})
}

// lookThrough begins anew with all that is in sight. A laptop that has nothing yet takes a snapshot; another the log from
// its beginning, which also has the decisions about what it wrote.
func (c *Centre) lookThrough() {
	c.Cursor, c.Snapshot, c.Looking = "", false, true
	c.Pass++
}

// PlanIncarnation keeps what this device is about to become, so that telling the central store can be repeated. A plan
// that is kept already stays; the returned identity is the one that counts.
func (r *Replica) PlanIncarnation(ctx context.Context, key ed25519.PrivateKey) (Identity, error) {
	var next Identity
	err := r.alterCentre(ctx, "plan incarnation", func(c *Centre) error {
		if c.Next == nil {
			c.Next = &Identity{Device: r.env.NewID(), Key: key}
		}
		next = *c.Next
		return nil
	})
	return next, err
}

// Incarnate makes this replica the device that was planned. Drafts are frozen as they are, since another copy of them may
// have been sent from where this one comes from: they keep the numbers of the device that made them, and are carried.
func (r *Replica) Incarnate(ctx context.Context) error {
	err := r.work(ctx, false, func(w *work) error {
		c, err := readCentre(w)
		if err != nil || c.Next == nil {
			return err
		}
		drafts, err := w.drafts()
		if err != nil {
			return err
		}
		for _, row := range drafts {
			row.status = Frozen
			if err := w.putChange(row); err != nil {
				return err
			}
		}
		w.inc.device, w.inc.devSeq, w.inc.sent, w.inc.answered = c.Next.Device, 0, 0, 0
		w.counted = true
		c.Key, c.Next = c.Next.Key, nil
		return w.setCentre(c)
	})
	return wrap("incarnate", err)
}

// renumberDrafts has drafts follow on what was sent where some are gone.
func (w *work) renumberDrafts() error {
	rows, err := w.drafts()
	if err != nil {
		return err
	}
	w.inc.devSeq, w.counted = w.inc.sent, true
	for _, old := range rows {
		w.inc.devSeq++
		if old.devSeq == w.inc.devSeq {
			continue
		}
		c, err := old.change()
		if err != nil {
			return err
		}
		c.DevSeq = w.inc.devSeq
		row, err := rowOf(c)
		if err != nil {
			return err
		}
		if err := w.putChange(row); err != nil {
			return err
		}
	}
	return nil
}
