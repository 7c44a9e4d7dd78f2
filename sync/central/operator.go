package central

import (
	"context"
	"time"

	"github.com/google/uuid"

	"plumbline/sync/central/ledger"
	"plumbline/sync/wire"
)

// CodeLife is how long an enrolment code can be used, unless another time is asked for.
const CodeLife = 72 * time.Hour

// AddAccount adds an account.
func (c *Central) AddAccount(ctx context.Context, n ledger.NewAccount) (wire.Account, error) {
	return c.ledger.AddAccount(ctx, n)
}

// Accounts lists the accounts with their scopes, and the teams.
func (c *Central) Accounts(ctx context.Context) (wire.People, error) {
	return c.ledger.People(ctx, ledger.Operator())
}

// EnrolCode makes a one-time code for a laptop of the account with a name. It is spelled in groups of four.
func (c *Central) EnrolCode(ctx context.Context, name string, life time.Duration) (code string, expires time.Time, err error) {
	return c.ledger.EnrolCode(ctx, name, life)
}

// SetScopes gives an account these scopes and no others.
func (c *Central) SetScopes(ctx context.Context, name string, scopes []string) (wire.Account, error) {
	a, err := c.ledger.AccountNamed(ctx, name)
	if err != nil {
		return a, err
	}
	return c.ledger.SetScopes(ctx, ledger.Operator(), a.ID, scopes)
}

// SetRole gives an account another role, with these scopes and no others.
func (c *Central) SetRole(ctx context.Context, name string, role ledger.Role, scopes []string) (wire.Account, error) {
	a, err := c.ledger.AccountNamed(ctx, name)
	if err != nil {
		return a, err
	}
	return c.ledger.SetRole(ctx, ledger.Operator(), a.ID, role, scopes)
}

// CloseAccount closes an account. Its laptops keep what they have, and are told to speak to an administrator.
func (c *Central) CloseAccount(ctx context.Context, name string) error {
	a, err := c.ledger.AccountNamed(ctx, name)
	if err != nil {
		return err
	}
	return c.ledger.CloseAccount(ctx, ledger.Operator(), a.ID)
}

// Devices lists the devices of an account.
func (c *Central) Devices(ctx context.Context, name string) ([]ledger.Device, error) {
	a, err := c.ledger.AccountNamed(ctx, name)
	if err != nil {
		return nil, err
	}
	return c.ledger.Devices(ctx, a.ID)
}

// RevokeDevice ends what a device may do, at once.
func (c *Central) RevokeDevice(ctx context.Context, id uuid.UUID) error {
	return c.ledger.RevokeDevice(ctx, ledger.Operator(), id)
}

// PutTeam adds a team, or moves it to another service.
func (c *Central) PutTeam(ctx context.Context, t wire.Team) error { return c.ledger.PutTeam(ctx, t) }

// ApproveForm keeps a form, if it is not here yet, and approves it.
func (c *Central) ApproveForm(ctx context.Context, f wire.Form) error {
	if err := c.ledger.ProposeForm(ctx, ledger.Operator(), f); err != nil {
		return err
	}
	return c.ledger.SetFormStatus(ctx, ledger.Operator(), f.Hash, wire.FormApproved)
}

// WithdrawForm withdraws a form: records that are begun on it from now on are held.
func (c *Central) WithdrawForm(ctx context.Context, hash wire.Hash) error {
	return c.ledger.SetFormStatus(ctx, ledger.Operator(), hash, wire.FormGone)
}

// NewEpoch must be called after the store was put back to a backup, before laptops are served again: it has them send what
// was lost.
func (c *Central) NewEpoch(ctx context.Context) (uuid.UUID, error) { return c.ledger.NewEpoch(ctx) }
