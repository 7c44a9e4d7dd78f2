package cli

import (
	"fmt"
	"io"
	"strings"
	"time"

	"plumbline/app/workbench"
	"plumbline/sync/wire"
)

type recordDelivery struct {
	ID string `arg:"" help:"Id of the record."`
}

// deliveredView is a person who has a record, or is to have it, as record delivery answers it in JSON.
type deliveredView struct {
	Account string    `json:"account"`
	Display string    `json:"display"`
	Role    string    `json:"role"`
	Since   time.Time `json:"since,omitzero"` // absent: not yet
}

// Run implements a command.
func (c recordDelivery) Run(r *run) error {
	id, err := recordID(c.ID)
	if err != nil {
		return err
	}
	return r.desk(func(d *workbench.Desk) error {
		delivery, err := d.Delivery(r.ctx, id)
		if err != nil {
			return err
		}
		views := []deliveredView{}
		for _, p := range delivery.People {
			views = append(views, deliveredView{p.Account.String(), p.Display, p.Role, p.Since.UTC()})
		}
		return r.answer(views, func(w io.Writer) error {
			for _, words := range workbench.HandOverWords(delivery, r.program.Env.Now(), r.program.Env.Location) {
				fmt.Fprintln(w, words)
			}
			return nil
		})
	})
}

type recordHandOver struct {
	ID      string `arg:"" help:"Id of the record."`
	Account string `arg:"" help:"Name of the account, as the administrator gave it."`
	End     bool   `help:"End it: the record leaves that person's sight, unless it is there for another reason."`
}

// Run implements a command.
func (c recordHandOver) Run(r *run) error {
	id, err := recordID(c.ID)
	if err != nil {
		return err
	}
	return r.desk(func(d *workbench.Desk) error {
		people, err := d.FetchPeople(r.ctx)
		if err != nil {
			return err
		}
		account, err := named(people, c.Account)
		if err != nil {
			return err
		}
		if err := d.HandOver(r.ctx, id, account.ID, !c.End); err != nil {
			return err
		}
		words := "In the sight of " + first(account.Display, account.Name) + " from now on."
		if c.End {
			words = "No longer handed to " + first(account.Display, account.Name) + "."
		}
		return r.answer(map[string]any{"account": account.Name, "assigned": !c.End}, line(words))
	})
}

// named finds an account among those whom a record can be handed to.
func named(people wire.People, name string) (wire.Account, error) {
	var names []string
	for _, a := range people.People {
		if a.Name == name {
			return a, nil
		}
		names = append(names, a.Name)
	}
	return wire.Account{}, tell(errRefused, fmt.Sprintf("The centre knows nobody called %q. It knows: %s.", name, strings.Join(names, ", ")))
}
