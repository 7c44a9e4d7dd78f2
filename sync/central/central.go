// Package central is the central store as a server: the rules of package ledger over HTTP, as docs/sync-protocol.md says,
// on a store in memory, in an SQLite file or in PostgreSQL.
package central

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/google/uuid"

	"plumbline/sync/central/ledger"
	"plumbline/sync/central/store"
	"plumbline/sync/central/store/memory"
	"plumbline/sync/central/store/sqldb"
	"plumbline/sync/wire"
)

// Env is what a central store takes from outside. Zero members are the machine's own.
type Env struct {
	ledger.Env
	Log    *slog.Logger // requests, without content; none when nil
	Tenant string       // whose rows of the database; "Plumbline" when empty
}

// Central is a central store. Its methods are safe for use by several goroutines. Those that act for an operator are in
// operator.go; their errors are *wire.Error, with a sentence for the person, where the request is at fault.
type Central struct {
	ledger   *ledger.Ledger
	store    store.Store
	env      Env
	packer   wire.Packer
	metrics  *metrics
	limits   *limits
	handler  http.Handler
	stopping context.Context // ends when no request should be kept waiting any longer
	stop     context.CancelFunc
}

// Open opens the central store at an address: "postgres://…" or "host=… dbname=…" for PostgreSQL, "memory:" for one that
// is gone with the process, and else the path of an SQLite file, which is made when it is not there.
func Open(ctx context.Context, address string, env Env) (*Central, error) {
	s, err := openStore(ctx, address, env)
	if err != nil {
		return nil, fmt.Errorf("central: %w", err)
	}
	c, err := New(ctx, s, env)
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return c, nil
}

// New makes a central store over rows that are open. It closes them with itself.
func New(ctx context.Context, s store.Store, env Env) (*Central, error) {
	if env.Log == nil {
		env.Log = slog.New(slog.DiscardHandler)
	}
	if env.Now == nil {
		env.Now = time.Now
	}
	l, err := ledger.Open(ctx, s, env.Env)
	if err != nil {
		return nil, fmt.Errorf("central: %w", err)
	}
	c := &Central{ledger: l, store: s, env: env, limits: newLimits(env.Now)}
	c.stopping, c.stop = context.WithCancel(context.Background())
	c.metrics = newMetrics(l)
	c.handler = c.routes()
	return c, nil
}

func (e Env) newID() uuid.UUID {
	if e.NewID != nil {
		return e.NewID()
	}
	return uuid.Must(uuid.NewV7())
}

// Handler serves the protocol.
func (c *Central) Handler() http.Handler { return c.handler }

// Close closes the store. Requests must have ended.
func (c *Central) Close() error {
	c.stop()
	if err := c.store.Close(); err != nil {
		return fmt.Errorf("central: %w", err)
	}
	return nil
}

func openStore(ctx context.Context, address string, env Env) (store.Store, error) {
	if env.Tenant == "" {
		env.Tenant = "Plumbline"
	}
	tenant := sqldb.Tenant{ID: env.newID(), Name: env.Tenant}
	switch {
	case address == "":
		return nil, errors.New("no store was named")
	case address == "memory:":
		return memory.New(tenant.ID, tenant.Name), nil
	case isPostgres(address):
		return sqldb.OpenPostgres(ctx, address, tenant)
	default:
		return sqldb.OpenSQLite(ctx, address, tenant)
	}
}

func isPostgres(address string) bool {
	return strings.HasPrefix(address, "postgres://") || strings.HasPrefix(address, "postgresql://") ||
		strings.Contains(address, "host=") || strings.Contains(address, "dbname=")
}
