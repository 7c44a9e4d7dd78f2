// Package ledger is the rules of the central store: what becomes of a change that arrives, who may see which record from
// when on, and what a laptop is told. It knows no HTTP and no SQL: requests come as messages of package wire, and what is
// kept goes through package store.
//
// The rule above the others is that nothing which a person wrote is lost. A change is either in the log, or held for a
// decision, or refused in a way that leaves it on the laptop, and the laptop is told which.
package ledger

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/google/uuid"

	"plumbline/sync/central/store"
	"plumbline/sync/wire"
)

// Env is what a ledger takes from outside. Several goroutines call it at once. Zero members are the machine's own.
type Env struct {
	Now   func() time.Time
	NewID func() uuid.UUID // version 7, never the same twice
	Rand  io.Reader        // unpredictable

	// After returns a channel that receives once a duration has passed.
	After func(time.Duration) <-chan time.Time
}

func (e Env) whole() Env {
	if e.Now == nil {
		e.Now = time.Now
	}
	if e.NewID == nil {
		e.NewID = func() uuid.UUID { return uuid.Must(uuid.NewV7()) }
	}
	if e.Rand == nil {
		e.Rand = rand.Reader
	}
	if e.After == nil {
		e.After = time.After
	}
	return e
}

// Ledger is one tenant's central store. Its methods are safe for use by several goroutines, and several processes may
// have a ledger over the same store. Their errors are *wire.Error where the request is at fault or must wait, and others
// where the store is.
type Ledger struct {
	store  store.Store
	env    Env
	secret []byte // of the tenant; never altered
	id     uuid.UUID
	news   *bell
	recent recent
}

// Session is who makes a request.
type Session struct{ Device, Account uuid.UUID }

// Open makes a ledger over a store, and the beginning of its log when the store is new. The store must outlive it.
func Open(ctx context.Context, s store.Store, env Env) (*Ledger, error) {
	l := &Ledger{store: s, env: env.whole(), news: newBell()}
	err := s.Extend(ctx, func(tx store.Tx) error {
		tenant, err := tx.Tenant()
		if err != nil {
			return err
		}
		if tenant.Epoch == uuid.Nil {
			if tenant, err = l.begin(tx, tenant); err != nil {
				return err
			}
		}
		l.secret, l.id = tenant.Secret, tenant.ID
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("ledger: open: %w", err)
	}
	return l, nil
}

func (l *Ledger) begin(tx store.Tx, tenant store.Tenant) (store.Tenant, error) {
	tenant.Epoch, tenant.LeaseDays = l.env.NewID(), 14
	tenant.Secret = make([]byte, 32)
	if _, err := io.ReadFull(l.env.Rand, tenant.Secret); err != nil {
		return tenant, err
	}
	if err := tx.AddEpoch(store.Epoch{ID: tenant.Epoch, At: l.now()}); err != nil {
		return tenant, err
	}
	return tenant, tx.SetTenant(tenant)
}

// now is the time as stores keep it.
func (l *Ledger) now() time.Time { return l.env.Now().UTC().Truncate(time.Millisecond) }

// view runs f on the rows of one moment.
func (l *Ledger) view(ctx context.Context, op string, f func(store.Tx) error) error {
	return explain(op, l.store.View(ctx, f))
}

// update runs f in a transaction that does not concern the log.
func (l *Ledger) update(ctx context.Context, op string, f func(store.Tx) error) error {
	return explain(op, l.store.Update(ctx, f))
}

// extend runs f in a transaction that may append to the log, and then wakes whoever waits for news.
func (l *Ledger) extend(ctx context.Context, op string, f func(store.Tx) error) error {
	err := l.store.Extend(ctx, f)
	if err == nil {
		l.news.ring()
	}
	return explain(op, err)
}

// explain names the operation of an error, and makes a refusal of a busy store.
func explain(op string, err error) error {
	var refusal *wire.Error
	switch {
	case err == nil:
		return nil
	case errors.As(err, &refusal):
		return refusal
	case errors.Is(err, store.ErrBusy):
		return fmt.Errorf("%w: ledger: %s: %w", busy(), op, err)
	default:
		return fmt.Errorf("ledger: %s: %w", op, err)
	}
}

func busy() *wire.Error {
	return &wire.Error{Code: wire.Busy, Message: "The centre is busy. The program tries again by itself.", RetryAfter: 2}
}

// append takes the next number of the log for an event.
func (l *Ledger) append(tx store.Tx, tenant *store.Tenant, e store.Event) (int64, error) {
	tenant.LastSeq++
	e.Seq, e.At = tenant.LastSeq, l.now()
	return e.Seq, tx.AppendEvent(e)
}
