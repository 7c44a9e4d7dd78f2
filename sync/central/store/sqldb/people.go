package sqldb

import (
	"errors"
	"time"

	"github.com/google/uuid"

	"plumbline/sync/central/store"
	"plumbline/sync/wire"
)

const tenantQuery = `SELECT id, name, epoch, last_seq, forms_seq, secret, lease_days FROM tenant WHERE id = $1`

func readTenant(n *store.Tenant) []any {
	return []any{&n.ID, &n.Name, &n.Epoch, &n.LastSeq, &n.FormsSeq, &n.Secret, &n.LeaseDays}
}

func (t *tx) Tenant() (store.Tenant, error) { return one(t, readTenant, tenantQuery) }

// lock has every other transaction that locks, of this process and others, wait until this one has ended.
func (t *tx) lock() error {
	_, err := one(t, readTenant, tenantQuery+t.dialect.forUpdate)
	return err
}

func (t *tx) SetTenant(n store.Tenant) error {
	return t.exec(`UPDATE tenant SET epoch = $2, last_seq = $3, forms_seq = $4, secret = $5, lease_days = $6 WHERE id = $1`,
		n.Epoch, n.LastSeq, n.FormsSeq, n.Secret, n.LeaseDays)
}

func (t *tx) AddEpoch(e store.Epoch) error {
	return t.exec(`INSERT INTO epoch (tenant, n, id, from_seq, at)
		SELECT id, (SELECT count(*) + 1 FROM epoch WHERE tenant = $1), $2, $3, $4 FROM tenant WHERE id = $1`, e.ID, e.From, e.At)
}

func (t *tx) Epochs() ([]store.Epoch, error) {
	return list(t, func(e *store.Epoch) []any { return []any{&e.ID, &e.From, asTime{&e.At}} },
		`SELECT id, from_seq, at FROM epoch WHERE tenant = $1 ORDER BY n`)
}

func (t *tx) PutTeam(team store.Team) error {
	return t.exec(`INSERT INTO team (tenant, id, name, service) VALUES ($1, $2, $3, $4)
		ON CONFLICT (tenant, id) DO UPDATE SET name = excluded.name, service = excluded.service`, team.ID, team.Name, team.Service)
}

func (t *tx) Teams() ([]store.Team, error) {
	return list(t, func(m *store.Team) []any { return []any{&m.ID, &m.Name, &m.Service} },
		`SELECT id, name, service FROM team WHERE tenant = $1 ORDER BY id`)
}

const accountQuery = `SELECT id, name, display, role, active, created FROM account WHERE tenant = $1 `

func readAccount(a *store.Account) []any {
	return []any{&a.ID, &a.Name, &a.Display, &a.Role, &a.Active, asTime{&a.Created}}
}

func (t *tx) PutAccount(a store.Account) error {
	return t.exec(`INSERT INTO account (tenant, id, name, display, role, active, created) VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT (tenant, id) DO UPDATE SET name = excluded.name, display = excluded.display, role = excluded.role,
			active = excluded.active`, a.ID, a.Name, a.Display, a.Role, a.Active, a.Created)
}

func (t *tx) Account(id uuid.UUID) (store.Account, error) {
	return one(t, readAccount, accountQuery+`AND id = $2`, id)
}

func (t *tx) AccountNamed(name string) (store.Account, error) {
	return one(t, readAccount, accountQuery+`AND name = $2`, name)
}

func (t *tx) Accounts() ([]store.Account, error) {
	return list(t, readAccount, accountQuery+`ORDER BY name`)
}

func (t *tx) PutAccountSpan(account uuid.UUID, s store.Span) error {
	return t.exec(`INSERT INTO account_span (tenant, account, scope, from_seq, to_seq) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (tenant, account, scope, from_seq) DO UPDATE SET to_seq = excluded.to_seq`, account, s.Scope, s.From, s.To)
}

func (t *tx) AccountSpans(account uuid.UUID) ([]store.Span, error) {
	return list(t, func(s *store.Span) []any { return []any{&s.Scope, &s.From, &s.To} },
		`SELECT scope, from_seq, to_seq FROM account_span WHERE tenant = $1 AND account = $2`, account)
}

const deviceQuery = `SELECT id, account, previous, label, app, pubkey, revoked, epoch, dev_seq, applied, enrolled, seen
	FROM device WHERE tenant = $1 `

func readDevice(d *store.Device) []any {
	return []any{
		&d.ID, &d.Account, &d.Previous, &d.Label, &d.App, &d.Key, &d.Revoked, &d.Epoch, &d.DevSeq, &d.Applied,
		asTime{&d.Enrolled},
		asTime{&d.Seen},
	}
}

func (t *tx) AddDevice(d store.Device) error {
	key := d.Key
	if key == nil {
		key = []byte{}
	}
	return t.exec(`INSERT INTO device (tenant, id, account, previous, label, app, pubkey, revoked, epoch, dev_seq, applied, enrolled, seen)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
		d.ID, d.Account, d.Previous, d.Label, d.App, key, d.Revoked, d.Epoch, d.DevSeq, d.Applied, d.Enrolled, d.Seen)
}

func (t *tx) Device(id uuid.UUID) (store.Device, error) {
	return one(t, readDevice, deviceQuery+`AND id = $2`, id)
}

func (t *tx) Devices() ([]store.Device, error) {
	return list(t, readDevice, deviceQuery+`ORDER BY enrolled, id`)
}

func (t *tx) CountDevice(id uuid.UUID, devSeq int64, epoch uuid.UUID) error {
	return t.exec(`UPDATE device SET dev_seq = $3, epoch = $4 WHERE tenant = $1 AND id = $2`, id, devSeq, epoch)
}

func (t *tx) SeenDevice(id uuid.UUID, app string, at time.Time) error {
	return t.exec(`UPDATE device SET app = $3, seen = $4 WHERE tenant = $1 AND id = $2`, id, app, at)
}

func (t *tx) RevokeDevice(id uuid.UUID) error {
	return t.exec(`UPDATE device SET revoked = true WHERE tenant = $1 AND id = $2`, id)
}

func (t *tx) PutCode(c store.Code) error {
	return t.exec(`INSERT INTO enrol_code (tenant, hash, account, expires, device) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (tenant, hash) DO UPDATE SET device = excluded.device`, c.Hash, c.Account, c.Expires, c.Device)
}

func (t *tx) Code(hash wire.Hash) (store.Code, error) {
	return one(t, func(c *store.Code) []any { return []any{asHash{&c.Hash}, &c.Account, asTime{&c.Expires}, &c.Device} },
		`SELECT hash, account, expires, device FROM enrol_code WHERE tenant = $1 AND hash = $2`, hash)
}

func (t *tx) PutToken(token store.Token) error {
	return t.exec(`INSERT INTO access_token (tenant, hash, device, expires) VALUES ($1, $2, $3, $4)`,
		token.Hash, token.Device, token.Expires)
}

func (t *tx) Token(hash wire.Hash) (store.Token, error) {
	return one(t, func(k *store.Token) []any { return []any{asHash{&k.Hash}, &k.Device, asTime{&k.Expires}} },
		`SELECT hash, device, expires FROM access_token WHERE tenant = $1 AND hash = $2`, hash)
}

func (t *tx) UseNonce(hash wire.Hash, expires time.Time) (bool, error) {
	n, err := t.execCount(`INSERT INTO nonce (tenant, hash, expires) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`, hash, expires)
	return n == 1, err
}

func (t *tx) Sweep(now time.Time) error {
	return errors.Join(
		t.exec(`DELETE FROM access_token WHERE tenant = $1 AND expires <= $2`, now),
		t.exec(`DELETE FROM nonce WHERE tenant = $1 AND expires <= $2`, now),
		t.exec(`DELETE FROM enrol_code WHERE tenant = $1 AND expires <= $2`, now),
	)
}

func (t *tx) AddApplied(device uuid.UUID, seq int64, at time.Time) error {
	n, err := t.execCount(`UPDATE device SET applied = $3 WHERE tenant = $1 AND id = $2 AND applied < $3`, device, seq)
	if err != nil || n == 0 {
		return err
	}
	return t.exec(`INSERT INTO applied (tenant, device, seq, at) VALUES ($1, $2, $3, $4)`, device, seq, at)
}

func (t *tx) AppliedSince(seq int64) (map[uuid.UUID]time.Time, error) {
	type first struct {
		device uuid.UUID
		at     time.Time
	}
	rows, err := list(t, func(f *first) []any { return []any{&f.device, asTime{&f.at}} },
		`SELECT id, (SELECT at FROM applied WHERE applied.tenant = device.tenant AND applied.device = device.id AND seq >= $2
			ORDER BY seq LIMIT 1) FROM device WHERE tenant = $1 AND applied >= $2`, seq)
	since := map[uuid.UUID]time.Time{}
	for _, f := range rows {
		since[f.device] = f.at
	}
	return since, err
}
