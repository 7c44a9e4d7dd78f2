package memory

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"plumbline/sync/central/store"
	"plumbline/sync/wire"
)

func (t *tx) Tenant() (store.Tenant, error) { return t.tenant, nil }

func (t *tx) SetTenant(n store.Tenant) error {
	n.ID, n.Name = t.tenant.ID, t.tenant.Name
	set(t, &t.tenant, n)
	return nil
}

func (t *tx) AddEpoch(e store.Epoch) error {
	set(t, &t.epochs, append(t.epochs, e))
	return nil
}

func (t *tx) Epochs() ([]store.Epoch, error) { return slices.Clone(t.epochs), nil }

func (t *tx) PutTeam(team store.Team) error {
	put(t, t.teams, team.ID, team)
	return nil
}

func (t *tx) Teams() ([]store.Team, error) {
	return sorted(t.teams, func(a, b store.Team) int { return strings.Compare(a.ID, b.ID) }), nil
}

func (t *tx) PutAccount(a store.Account) error {
	put(t, t.accounts, a.ID, a)
	return nil
}

func (t *tx) Account(id uuid.UUID) (store.Account, error) { return get(t.accounts, id) }

func (t *tx) AccountNamed(name string) (store.Account, error) {
	for _, a := range t.accounts {
		if a.Name == name {
			return a, nil
		}
	}
	return store.Account{}, store.ErrNotFound
}

func (t *tx) Accounts() ([]store.Account, error) {
	return sorted(t.accounts, func(a, b store.Account) int { return strings.Compare(a.Name, b.Name) }), nil
}

func (t *tx) PutAccountSpan(account uuid.UUID, s store.Span) error {
	put(t, t.accountSpans, account, putSpan(t.accountSpans[account], s))
	return nil
}

func (t *tx) AccountSpans(account uuid.UUID) ([]store.Span, error) {
	return slices.Clone(t.accountSpans[account]), nil
}

func (t *tx) AddDevice(d store.Device) error {
	d.Key = bytes.Clone(d.Key)
	put(t, t.devices, d.ID, d)
	return nil
}

func (t *tx) Device(id uuid.UUID) (store.Device, error) { return get(t.devices, id) }

func (t *tx) Devices() ([]store.Device, error) {
	return sorted(t.devices, func(a, b store.Device) int {
		return cmp.Or(a.Enrolled.Compare(b.Enrolled), compareIDs(a.ID, b.ID))
	}), nil
}

// alter changes a device.
func (t *tx) alter(id uuid.UUID, f func(*store.Device)) error {
	d, ok := t.devices[id]
	if !ok {
		return store.ErrNotFound
	}
	f(&d)
	put(t, t.devices, id, d)
	return nil
}

func (t *tx) CountDevice(id uuid.UUID, devSeq int64, epoch uuid.UUID) error {
	return t.alter(id, func(d *store.Device) { d.DevSeq, d.Epoch = devSeq, epoch })
}

func (t *tx) SeenDevice(id uuid.UUID, app string, at time.Time) error {
	return t.alter(id, func(d *store.Device) { d.App, d.Seen = app, at })
}

func (t *tx) RevokeDevice(id uuid.UUID) error {
	return t.alter(id, func(d *store.Device) { d.Revoked = true })
}

func (t *tx) PutCode(c store.Code) error {
	put(t, t.codes, c.Hash, c)
	return nil
}

func (t *tx) Code(hash wire.Hash) (store.Code, error) { return get(t.codes, hash) }

func (t *tx) PutToken(token store.Token) error {
	put(t, t.tokens, token.Hash, token)
	return nil
}

func (t *tx) Token(hash wire.Hash) (store.Token, error) { return get(t.tokens, hash) }

func (t *tx) UseNonce(hash wire.Hash, expires time.Time) (bool, error) {
	if _, used := t.nonces[hash]; used {
		return false, nil
	}
	put(t, t.nonces, hash, expires)
	return true, nil
}

func (t *tx) Sweep(now time.Time) error {
	for hash, token := range t.tokens {
		if !token.Expires.After(now) {
			drop(t, t.tokens, hash)
		}
	}
	for hash, expires := range t.nonces {
		if !expires.After(now) {
			drop(t, t.nonces, hash)
		}
	}
	for hash, code := range t.codes {
		if !code.Expires.After(now) {
			drop(t, t.codes, hash)
		}
	}
	return nil
}

func (t *tx) AddApplied(device uuid.UUID, seq int64, at time.Time) error {
	d, err := t.Device(device)
	if err != nil || seq <= d.Applied {
		return err
	}
	set(t, &t.applied, append(t.applied, applied{device, seq, at}))
	return t.alter(device, func(d *store.Device) { d.Applied = seq })
}

func (t *tx) AppliedSince(seq int64) (map[uuid.UUID]time.Time, error) {
	since := map[uuid.UUID]time.Time{}
	for _, a := range t.applied {
		if first, ok := since[a.device]; a.seq >= seq && (!ok || a.at.Before(first)) {
			since[a.device] = a.at
		}
	}
	return since, nil
}
