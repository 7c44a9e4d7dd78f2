package ledger

import (
	"context"
	"errors"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"plumbline/sync/central/store"
	"plumbline/sync/wire"
)

// NewAccount is an account to be added.
type NewAccount struct {
	Name    string // letters, digits and . _ - @; unique
	Display string // Name when empty
	Role    Role
	Scopes  []string // "own", "team:ID", "service:ID", "all"
}

// AddAccount adds an account, for an operator of the server.
func (l *Ledger) AddAccount(ctx context.Context, n NewAccount) (wire.Account, error) {
	if n.Display == "" {
		n.Display = n.Name
	}
	a := store.Account{ID: l.env.NewID(), Name: n.Name, Display: n.Display, Role: string(n.Role), Active: true, Created: l.now()}
	switch {
	case !sound(n.Name):
		return wire.Account{}, refusef(wire.Malformed, "The name %q is not fit. Use letters, digits and . _ - @, up to 100.", n.Name)
	case !plain(n.Display, 200):
		return wire.Account{}, wire.Refuse(wire.Malformed, "The display name is too long or holds characters that cannot be kept.")
	case !slices.Contains(Roles(), n.Role):
		return wire.Account{}, refusef(wire.Malformed, "The role %q is not known. Give one of %v.", n.Role, Roles())
	}
	scopes, err := storedScopes(a.ID, n.Role, n.Scopes)
	if err != nil {
		return wire.Account{}, err
	}
	var added wire.Account
	err = l.extend(ctx, "add account", func(tx store.Tx) error {
		tenant, err := tx.Tenant()
		if err != nil {
			return err
		}
		if _, err := tx.AccountNamed(n.Name); err == nil {
			return refusef(wire.Conflict, "There is an account named %s already.", n.Name)
		} else if !errors.Is(err, store.ErrNotFound) {
			return err
		}
		if err := tx.PutAccount(a); err != nil {
			return err
		}
		added, err = l.rescopeAccount(tx, &tenant, a.ID, scopes)
		return err
	})
	return added, err
}

// rescopeAccount gives an account these scopes and no others, from the next number of the log on, and has its devices told.
func (l *Ledger) rescopeAccount(tx store.Tx, tenant *store.Tenant, id uuid.UUID, scopes []string) (wire.Account, error) {
	seq, err := l.append(tx, tenant, store.Event{Kind: store.EventAccount, Account: id})
	if err != nil {
		return wire.Account{}, err
	}
	spans, err := tx.AccountSpans(id)
	if err != nil {
		return wire.Account{}, err
	}
	var open []string
	for _, span := range spans {
		if span.To != 0 {
			continue
		}
		if slices.Contains(scopes, span.Scope) {
			open = append(open, span.Scope)
			continue
		}
		span.To = seq
		if err := tx.PutAccountSpan(id, span); err != nil {
			return wire.Account{}, err
		}
	}
	for _, scope := range scopes {
		if slices.Contains(open, scope) {
			continue
		}
		if err := tx.PutAccountSpan(id, store.Span{Scope: scope, From: seq}); err != nil {
			return wire.Account{}, err
		}
	}
	if err := tx.SetTenant(*tenant); err != nil {
		return wire.Account{}, err
	}
	s, err := loadSight(tx, id)
	return shown(s), err
}

// Operator is who acts at the server itself, with all its rights.
func Operator() Session { return Session{} }

// mayAs refuses all but the operator and accounts whose role has a right.
func mayAs(tx store.Tx, who Session, right func(Role) bool) error {
	if who == Operator() {
		return nil
	}
	a, err := tx.Account(who.Account)
	if err == nil && !right(Role(a.Role)) {
		err = errForbidden()
	}
	return err
}

// SetScopes gives an account these scopes and no others.
func (l *Ledger) SetScopes(ctx context.Context, who Session, id uuid.UUID, scopes []string) (wire.Account, error) {
	return l.alter(ctx, who, id, func(a *store.Account) ([]string, error) {
		return storedScopes(a.ID, Role(a.Role), scopes)
	})
}

// SetRole gives an account another role, and these scopes and no others.
func (l *Ledger) SetRole(ctx context.Context, who Session, id uuid.UUID, role Role, scopes []string) (wire.Account, error) {
	if !slices.Contains(Roles(), role) {
		return wire.Account{}, refusef(wire.Malformed, "The role %q is not known. Give one of %v.", role, Roles())
	}
	return l.alter(ctx, who, id, func(a *store.Account) ([]string, error) {
		a.Role = string(role)
		return storedScopes(a.ID, role, scopes)
	})
}

// CloseAccount ends what an account sees and may do. What its devices still push afterwards is refused as a whole, and stays on them.
func (l *Ledger) CloseAccount(ctx context.Context, who Session, id uuid.UUID) error {
	_, err := l.alter(ctx, who, id, func(a *store.Account) ([]string, error) {
		a.Active = false
		return nil, nil
	})
	return err
}

// alter changes an account; f returns the scopes that it has from then on, as they are kept.
func (l *Ledger) alter(ctx context.Context, who Session, id uuid.UUID, f func(*store.Account) ([]string, error)) (wire.Account, error) {
	var altered wire.Account
	err := l.extend(ctx, "alter account", func(tx store.Tx) error {
		if err := mayAs(tx, who, Role.administers); err != nil {
			return err
		}
		tenant, err := tx.Tenant()
		if err != nil {
			return err
		}
		a, err := tx.Account(id)
		if errors.Is(err, store.ErrNotFound) {
			return errNotFound()
		} else if err != nil {
			return err
		}
		scopes, err := f(&a)
		if err != nil {
			return err
		}
		if err := tx.PutAccount(a); err != nil {
			return err
		}
		altered, err = l.rescopeAccount(tx, &tenant, id, scopes)
		return err
	})
	return altered, err
}

// AccountNamed finds an account by its name, for an operator of the server.
func (l *Ledger) AccountNamed(ctx context.Context, name string) (wire.Account, error) {
	var a wire.Account
	err := l.view(ctx, "account", func(tx store.Tx) error {
		row, err := tx.AccountNamed(name)
		if errors.Is(err, store.ErrNotFound) {
			return refusef(wire.NotFound, "There is no account named %s.", name)
		} else if err != nil {
			return err
		}
		s, err := loadSight(tx, row.ID)
		a = shown(s)
		return err
	})
	return a, err
}

// People returns whom records can be handed to: accounts and teams. The scopes of each are for the operator alone.
func (l *Ledger) People(ctx context.Context, who Session) (wire.People, error) {
	people := wire.People{People: []wire.Account{}, Teams: []wire.Team{}}
	err := l.view(ctx, "people", func(tx store.Tx) error {
		accounts, err := tx.Accounts()
		if err != nil {
			return err
		}
		for _, a := range accounts {
			if a.ID != who.Account && who != Operator() {
				people.People = append(people.People, shownToOthers(a))
				continue
			}
			s, err := loadSight(tx, a.ID)
			if err != nil {
				return err
			}
			people.People = append(people.People, shown(s))
		}
		teams, err := tx.Teams()
		for _, t := range teams {
			people.Teams = append(people.Teams, wire.Team(t))
		}
		return err
	})
	return people, err
}

// EnrolCode makes a one-time code by which a device can be brought to an account, and returns it spelled in groups, with
// the time at which it expires.
func (l *Ledger) EnrolCode(ctx context.Context, name string, life time.Duration) (string, time.Time, error) {
	code, err := l.newCode()
	if err != nil {
		return "", time.Time{}, explain("enrol code", err)
	}
	expires := l.now().Add(life)
	err = l.update(ctx, "enrol code", func(tx store.Tx) error {
		a, err := tx.AccountNamed(name)
		switch {
		case errors.Is(err, store.ErrNotFound):
			return refusef(wire.NotFound, "There is no account named %s.", name)
		case err != nil:
			return err
		case !a.Active:
			return errClosed()
		}
		return tx.PutCode(store.Code{Hash: wire.HashOf(code), Account: a.ID, Expires: expires})
	})
	return wire.SpelledCode(code), expires, err
}

func (l *Ledger) newCode() (string, error) {
	random := make([]byte, wire.CodeLength)
	if _, err := io.ReadFull(l.env.Rand, random); err != nil {
		return "", err
	}
	var code strings.Builder
	for _, b := range random {
		code.WriteByte(wire.CodeDigits[int(b)%len(wire.CodeDigits)])
	}
	return code.String(), nil
}
