package simulation

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"github.com/google/uuid"

	"plumbline/sync/central"
	"plumbline/sync/central/ledger"
	"plumbline/sync/central/store"
	"plumbline/sync/central/store/sqldb"
	"plumbline/sync/client"
	"plumbline/sync/journal"
	"plumbline/sync/replica"
	"plumbline/sync/seal"
)

// The variables of a process that this test binary is when it is started again: what it is, in which folder, and since when
// its clock runs fast.
const (
	processVariable = "PLUMBLINE_SIMULATION_PROCESS"
	folderVariable  = "PLUMBLINE_SIMULATION_FOLDER"
	sinceVariable   = "PLUMBLINE_SIMULATION_SINCE"
)

const roleServer = "server" // any other role is the name of a laptop

// fast is how much faster than time clocks run, so that nobody has to wait for a limit or between two attempts.
const fast = 60

// place is a folder with the files of a centre and of laptops, and a clock.
type place struct {
	dir   string
	since time.Time
}

func (p place) now() time.Time { return p.since.Add(fast * time.Since(p.since)) }

func (p place) after(d time.Duration) <-chan time.Time { return time.After(d / fast) }

func (p place) socket() string { return filepath.Join(p.dir, "socket") }

// beAProcess is a server or a laptop until it is killed.
func beAProcess(role string) error {
	since, err := strconv.ParseInt(os.Getenv(sinceVariable), 10, 64)
	if err != nil {
		return err
	}
	p := place{os.Getenv(folderVariable), time.UnixMilli(since)}
	if role != roleServer {
		return p.beALaptop(role)
	}
	c, err := p.openCentre(context.Background())
	if err != nil {
		return err
	}
	if err := os.Remove(p.socket()); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	l, err := (&net.ListenConfig{}).Listen(context.Background(), "unix", p.socket())
	if err != nil {
		return err
	}
	server := &http.Server{Handler: c.Handler()}
	return server.Serve(l)
}

// openCentre opens the central store in its file.
func (p place) openCentre(ctx context.Context) (*central.Central, error) {
	s, err := p.openRows(ctx)
	if err != nil {
		return nil, err
	}
	return central.New(ctx, s, central.Env{Env: ledger.Env{Now: p.now}})
}

func (p place) openRows(ctx context.Context) (store.Store, error) {
	tenant := sqldb.Tenant{ID: uuid.MustParse("01900000-0000-7000-8000-000000000001"), Name: "Gannetshire"}
	return sqldb.OpenSQLite(ctx, filepath.Join(p.dir, "central.db"), tenant)
}

// station is a laptop of a place.
type station struct {
	vault  *seal.Vault
	store  *replica.Store
	client *client.Client
}

// openVault makes a vault, or opens it. One that was killed several times while it was being opened may take it for guessing,
// and asks to wait.
func (p place) openVault(dir string) (*seal.Vault, error) {
	env := seal.Env{Now: p.now, WeakKDFForTests: true}
	v, err := seal.Create(dir, []byte(passphrase), env)
	if !errors.Is(err, seal.ErrExists) {
		return v, err
	}
	for {
		v, err = seal.Open(dir, []byte(passphrase), env)
		var wait *seal.WaitError
		if !errors.As(err, &wait) {
			return v, err
		}
		<-p.after(wait.Remaining)
	}
}

// openStation opens a laptop, which reaches the centre by way.
func (p place) openStation(name string, way http.RoundTripper) (*station, error) {
	v, err := p.openVault(filepath.Join(p.dir, name))
	if err != nil {
		return nil, err
	}
	newID := func() uuid.UUID { return uuid.Must(uuid.NewV7()) }
	s, err := replica.Open(context.Background(), v, replica.Env{Now: p.now, NewID: newID})
	if err != nil {
		return nil, errors.Join(err, v.Close())
	}
	return &station{v, s, client.New(s.Replica, client.Env{
		Now: p.now, NewID: newID, After: p.after, App: "simulation", Label: name,
		Dial: func([]byte) (http.RoundTripper, error) { return way, nil },
	})}, nil
}

func (s *station) close() error { return errors.Join(s.store.Close(), s.vault.Close()) }

// overSocket is the way to a server in another process.
func (p place) overSocket() http.RoundTripper {
	return &http.Transport{DialTLSContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, "unix", p.socket())
	}}
}

// direct is the way to a centre in this process.
type direct struct{ http.Handler }

// RoundTrip implements http.RoundTripper.
func (d direct) RoundTrip(r *http.Request) (*http.Response, error) { return serve(d.Handler, r), nil }

// beALaptop writes and synchronises for ever, and says the id of each change once it is saved.
func (p place) beALaptop(name string) error {
	s, err := p.openStation(name, p.overSocket())
	if err != nil {
		return err
	}
	ctx := context.Background()
	go func() {
		for {
			_ = s.client.Round(ctx) // the server is down now and then
			<-time.After(5 * time.Millisecond)
		}
	}()
	var record uuid.UUID
	for n := 0; ; n++ {
		if n%15 == 0 {
			if record, err = s.begin(ctx, name); err != nil {
				return err
			}
		}
		edit := replica.Edit{Path: paths()[n%6], Op: journal.Set, Value: fmt.Sprint(name, " writes ", n), Words: "words"}
		changes, err := s.store.Commit(ctx, replica.Commit{Record: record, Author: name, Edits: []replica.Edit{
			edit, {Path: "note", Op: journal.Set, Value: "with it"},
		}})
		if err != nil {
			return err
		}
		fmt.Println(changes[0].ID, changes[1].ID)
		<-time.After(10 * time.Millisecond)
	}
}

// begin goes on with a record that somebody began, or begins one.
func (s *station) begin(ctx context.Context, name string) (uuid.UUID, error) {
	rows, err := s.store.Records(ctx, replica.Query{})
	if err != nil {
		return uuid.Nil, err
	}
	if len(rows) > 8 {
		return rows[rand.IntN(len(rows))].ID, nil
	}
	return s.store.Create(ctx, replica.NewRecord{FormID: "f", FormHash: "f0", FormVersion: "1", Author: name})
}
