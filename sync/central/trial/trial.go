// Package trial runs a central store on this machine, as a council runs one, to try things out: on a free port, over TLS
// by an authority of its own, with all that it keeps in one folder.
package trial

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"plumbline/sync/central"
	"plumbline/sync/central/ledger"
)

// Centre is a central store that answers until it is stopped.
type Centre struct {
	store     *central.Central
	address   string
	authority string
	cancel    context.CancelFunc
	ended     chan error
}

// Open makes the store in a folder, which must be there, and serves it.
func Open(dir string) (*Centre, error) {
	ctx, cancel := context.WithCancel(context.Background())
	store, err := central.Open(ctx, filepath.Join(dir, "central.db"), central.Env{Env: ledger.Env{Now: time.Now}, Tenant: "Gannetshire"})
	if err != nil {
		cancel()
		return nil, fmt.Errorf("trial: open: %w", err)
	}
	config := central.Config{Listen: "127.0.0.1:0", DevTLS: filepath.Join(dir, "tls")}
	l, err := store.Listen(ctx, config)
	if err != nil {
		cancel()
		return nil, errors.Join(fmt.Errorf("trial: open: %w", err), store.Close())
	}
	c := &Centre{
		store: store, address: "https://" + l.Addr().String(), authority: filepath.Join(config.DevTLS, "ca.pem"),
		cancel: cancel, ended: make(chan error, 1),
	}
	go func() { c.ended <- store.Serve(ctx, l) }()
	return c, nil
}

// Address is where laptops reach it: https://…
func (c *Centre) Address() string { return c.address }

// Authority is the file of its authority's certificate, in PEM.
func (c *Centre) Authority() string { return c.authority }

// Account adds a person who sees everything, and returns a code for a laptop of theirs.
func (c *Centre) Account(name, display string) (string, error) {
	ctx := context.Background()
	_, err := c.store.AddAccount(ctx, ledger.NewAccount{Name: name, Display: display, Role: "qa_lead", Scopes: []string{"all"}})
	if err != nil {
		return "", fmt.Errorf("trial: account %s: %w", name, err)
	}
	code, _, err := c.store.EnrolCode(ctx, name, time.Hour)
	if err != nil {
		return "", fmt.Errorf("trial: account %s: %w", name, err)
	}
	return code, nil
}

// Stop ends the service and closes the store.
func (c *Centre) Stop() error {
	c.cancel()
	return errors.Join(<-c.ended, c.store.Close())
}
