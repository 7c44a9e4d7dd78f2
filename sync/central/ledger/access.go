package ledger

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"encoding/base64"
	"errors"
	"io"
	"time"

	"github.com/google/uuid"

	"plumbline/sync/central/store"
	"plumbline/sync/wire"
)

// TokenLife is how long an access token can be used.
const TokenLife = 15 * time.Minute

// Hello says what anyone may know.
func (l *Ledger) Hello(ctx context.Context) (wire.Hello, error) {
	hello := wire.Hello{
		Protocol: wire.Range{Min: wire.MinProtocol, Max: wire.Protocol}, Time: l.now(), Limits: wire.OwnLimits(),
	}
	err := l.view(ctx, "hello", func(tx store.Tx) error {
		tenant, err := tx.Tenant()
		if err != nil {
			return err
		}
		hello.Name, hello.Policy.OfflineLeaseDays = tenant.Name, tenant.LeaseDays
		hello.Nonce, err = l.nonce()
		return err
	})
	return hello, err
}

// Enrol brings a device to the account that a one-time code is for.
func (l *Ledger) Enrol(ctx context.Context, r wire.EnrolRequest) (wire.Enrolled, error) {
	if err := checkDevice(r.Device, r.PublicKey, r.Label, r.App); err != nil {
		return wire.Enrolled{}, err
	}
	// A look first, so that guesses keep nobody waiting; then the same as the only one who looks.
	err := l.view(ctx, "enrol", func(tx store.Tx) error {
		_, err := l.claim(tx, r)
		return err
	})
	if err != nil {
		return wire.Enrolled{}, err
	}
	var enrolled wire.Enrolled
	err = l.extend(ctx, "enrol", func(tx store.Tx) error {
		code, err := l.claim(tx, r)
		if err != nil {
			return err
		}
		device := store.Device{ID: r.Device, Account: code.Account, Label: r.Label, App: r.App, Key: r.PublicKey}
		if enrolled, err = l.admit(tx, device); err != nil {
			return err
		}
		code.Device = r.Device
		return tx.PutCode(code)
	})
	return enrolled, err
}

// claim finds the code of a request, for this request alone.
func (l *Ledger) claim(tx store.Tx, r wire.EnrolRequest) (store.Code, error) {
	code, err := tx.Code(wire.HashOf(wire.NormalCode(r.Code)))
	switch {
	case errors.Is(err, store.ErrNotFound):
		return code, errCode()
	case err != nil:
		return code, err
	case code.Device != uuid.Nil && code.Device != r.Device, !code.Expires.After(l.now()),
		!ed25519.Verify(r.PublicKey, wire.EnrolMessage(r.Code, r.Device, r.PublicKey), r.Signature):
		return code, errCode()
	}
	return code, nil
}

func errCode() *wire.Error {
	return wire.Refuse(wire.CodeNotAccepted,
		"This code is not right, was used, or is too old. Check it, or ask an administrator for a new one.")
}

func checkDevice(id uuid.UUID, key []byte, label, app string) error {
	if id == uuid.Nil || len(key) != ed25519.PublicKeySize || !plain(label, 200) || !plain(app, 200) {
		return wire.Refuse(wire.Malformed, "The laptop did not say properly which one it is. Update the program on it.")
	}
	return nil
}

// admit keeps a new device, or answers once more for one that is here already in the same way.
func (l *Ledger) admit(tx store.Tx, d store.Device) (wire.Enrolled, error) {
	tenant, err := tx.Tenant()
	if err != nil {
		return wire.Enrolled{}, err
	}
	s, err := loadSight(tx, d.Account)
	if err != nil {
		return wire.Enrolled{}, err
	}
	if !s.account.Active {
		return wire.Enrolled{}, errClosed()
	}
	enrolled := wire.Enrolled{Device: d.ID, Epoch: tenant.Epoch, Account: shown(s)}
	switch old, err := tx.Device(d.ID); {
	case errors.Is(err, store.ErrNotFound):
		d.Epoch, d.Enrolled, d.Seen = tenant.Epoch, l.now(), l.now()
		return enrolled, tx.AddDevice(d)
	case err != nil:
		return wire.Enrolled{}, err
	case old.Revoked:
		return wire.Enrolled{}, errRevoked()
	case old.Account != d.Account || !bytes.Equal(old.Key, d.Key):
		return wire.Enrolled{}, wire.Refuse(wire.Conflict, "This laptop is enrolled already, in another way. Start with a new vault.")
	}
	return enrolled, nil
}

// Token gives an access token to a device that signs a nonce with its key.
func (l *Ledger) Token(ctx context.Context, r wire.TokenRequest) (wire.Token, error) {
	expires, fresh := l.nonceExpiry(r.Nonce)
	if !fresh || !plain(r.App, 200) {
		return wire.Token{}, errNotAccepted()
	}
	secret := make([]byte, 32)
	if _, err := io.ReadFull(l.env.Rand, secret); err != nil {
		return wire.Token{}, explain("token", err)
	}
	token := wire.Token{Token: base64.RawURLEncoding.EncodeToString(secret), Expires: l.now().Add(TokenLife)}
	err := l.update(ctx, "token", func(tx store.Tx) error {
		device, s, err := l.known(tx, r)
		if err != nil {
			return err
		}
		unused, err := tx.UseNonce(wire.HashOf(string(r.Nonce)), expires)
		if err != nil {
			return err
		}
		if !unused {
			return errNotAccepted()
		}
		tenant, err := tx.Tenant()
		if err != nil {
			return err
		}
		token.Epoch, token.LastSeq, token.DevSeq, token.Account = tenant.Epoch, tenant.LastSeq, device.DevSeq, shown(s)
		if err := errors.Join(tx.Sweep(l.now()), tx.SeenDevice(device.ID, r.App, l.now())); err != nil {
			return err
		}
		return tx.PutToken(store.Token{Hash: wire.HashOf(token.Token), Device: r.Device, Expires: token.Expires})
	})
	if err != nil {
		return wire.Token{}, err
	}
	return token, nil
}

// known finds the device that signed a request for a token, and its account.
func (l *Ledger) known(tx store.Tx, r wire.TokenRequest) (store.Device, sight, error) {
	device, err := tx.Device(r.Device)
	switch {
	case errors.Is(err, store.ErrNotFound):
		return device, sight{}, errNotAccepted()
	case err != nil:
		return device, sight{}, err
	case len(device.Key) != ed25519.PublicKeySize || !ed25519.Verify(device.Key, wire.TokenMessage(r.Device, r.Nonce), r.Signature):
		return device, sight{}, errNotAccepted()
	case device.Revoked:
		return device, sight{}, errRevoked()
	}
	s, err := loadSight(tx, device.Account)
	if err == nil && !s.account.Active {
		err = errClosed()
	}
	return device, s, err
}

// Incarnate makes a copy of a device's database a device of its own.
func (l *Ledger) Incarnate(ctx context.Context, who Session, r wire.IncarnationRequest) (wire.Enrolled, error) {
	if err := checkDevice(r.Device, r.PublicKey, r.Label, r.App); err != nil {
		return wire.Enrolled{}, err
	}
	if !ed25519.Verify(r.PublicKey, wire.IncarnationMessage(who.Device, r.Device, r.PublicKey), r.Signature) {
		return wire.Enrolled{}, errNotAccepted()
	}
	var enrolled wire.Enrolled
	err := l.update(ctx, "incarnate", func(tx store.Tx) (err error) {
		enrolled, err = l.admit(tx, store.Device{
			ID: r.Device, Account: who.Account, Previous: who.Device, Label: r.Label, App: r.App, Key: r.PublicKey,
		})
		return err
	})
	return enrolled, err
}

// Authenticate finds whose access token a text is.
func (l *Ledger) Authenticate(ctx context.Context, token string) (Session, error) {
	var who Session
	err := l.view(ctx, "authenticate", func(tx store.Tx) error {
		t, err := tx.Token(wire.HashOf(token))
		if errors.Is(err, store.ErrNotFound) || err == nil && !t.Expires.After(l.now()) {
			return errUnauthorised()
		} else if err != nil {
			return err
		}
		device, err := tx.Device(t.Device)
		if err != nil {
			return err
		}
		if device.Revoked {
			return errRevoked()
		}
		account, err := tx.Account(device.Account)
		if err != nil {
			return err
		}
		if !account.Active {
			return errClosed()
		}
		who = Session{Device: device.ID, Account: account.ID}
		return nil
	})
	return who, err
}

// shown is an account as its own devices see it.
func shown(s sight) wire.Account {
	a := shownToOthers(s.account)
	for _, scope := range s.scopes() {
		a.Scopes = append(a.Scopes, shownScope(s.account.ID, scope))
	}
	return a
}

func shownToOthers(a store.Account) wire.Account {
	return wire.Account{ID: a.ID, Name: a.Name, Display: a.Display, Role: a.Role, Active: a.Active}
}
