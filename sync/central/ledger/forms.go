package ledger

import (
	"context"
	"errors"

	"plumbline/sync/central/store"
	"plumbline/sync/wire"
)

// Forms lists the forms that the centre has, for anyone who is enrolled.
func (l *Ledger) Forms(ctx context.Context) (wire.Forms, error) {
	list := wire.Forms{Forms: []wire.Form{}}
	err := l.view(ctx, "forms", func(tx store.Tx) error {
		tenant, err := tx.Tenant()
		if err != nil {
			return err
		}
		list.FormsSeq = tenant.FormsSeq
		forms, err := tx.Forms()
		for _, f := range forms {
			list.Forms = append(list.Forms, shownForm(f))
		}
		return err
	})
	return list, err
}

func shownForm(f store.Form) wire.Form {
	return wire.Form{Hash: f.Hash, ID: f.ID, Version: f.Version, Title: f.Title, Status: f.Status, Size: f.Size, Source: f.Source}
}

// Form returns a form with its source, for anyone who is enrolled.
func (l *Ledger) Form(ctx context.Context, hash wire.Hash) (wire.Form, error) {
	var form wire.Form
	err := l.view(ctx, "form", func(tx store.Tx) error {
		f, err := tx.Form(hash)
		if errors.Is(err, store.ErrNotFound) {
			return errNotFound()
		}
		form = shownForm(f)
		return err
	})
	return form, err
}

// ProposeForm keeps a form, so that records that were started on it can be read elsewhere. One that is here stays as it is.
func (l *Ledger) ProposeForm(ctx context.Context, who Session, f wire.Form) error {
	switch {
	case len(f.Source) > wire.FormBytes:
		return refusef(wire.TooLarge, "A form can have up to %d MiB.", wire.FormBytes>>20)
	case wire.HashOf(string(f.Source)) != f.Hash:
		return wire.Refuse(wire.HashMismatch, "The form is not what its fingerprint says. Send it again.")
	case f.ID == "" || !plain(f.ID, 200) || !plain(f.Version, 200) || !plain(f.Title, 1000):
		return wire.Refuse(wire.Malformed, "The form's id, version or title is missing, too long, or cannot be kept.")
	}
	return l.extend(ctx, "propose form", func(tx store.Tx) error {
		if err := mayAs(tx, who, Role.writes); err != nil {
			return err
		}
		if _, err := tx.Form(f.Hash); !errors.Is(err, store.ErrNotFound) {
			return err
		}
		return l.putForm(tx, store.Form{
			Hash: f.Hash, ID: f.ID, Version: f.Version, Title: f.Title, Status: wire.FormProposed, Size: len(f.Source),
			Source: f.Source, By: who.Account, At: l.now(),
		})
	})
}

// SetFormStatus approves a form or withdraws it.
func (l *Ledger) SetFormStatus(ctx context.Context, who Session, hash wire.Hash, status string) error {
	if status != wire.FormApproved && status != wire.FormGone {
		return refusef(wire.Malformed, "A form is %s or %s.", wire.FormApproved, wire.FormGone)
	}
	return l.extend(ctx, "set form status", func(tx store.Tx) error {
		if err := mayAs(tx, who, Role.approves); err != nil {
			return err
		}
		f, err := tx.Form(hash)
		if errors.Is(err, store.ErrNotFound) {
			return errNotFound()
		} else if err != nil || f.Status == status {
			return err
		}
		f.Status, f.Source = status, nil
		return l.putForm(tx, f)
	})
}

func (l *Ledger) putForm(tx store.Tx, f store.Form) error {
	tenant, err := tx.Tenant()
	if err != nil {
		return err
	}
	if tenant.FormsSeq, err = l.append(tx, &tenant, store.Event{Kind: store.EventForm, By: f.By, Reason: f.Status}); err != nil {
		return err
	}
	return errors.Join(tx.PutForm(f), tx.SetTenant(tenant))
}
