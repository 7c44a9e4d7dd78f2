package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os/signal"
	"strings"
	"syscall"

	"plumbline/sync/central"
	"plumbline/sync/central/ledger"
)

// storeFlags say which central store is meant.
type storeFlags struct {
	Store  string `required:"" placeholder:"ADDRESS" help:"The central store: a file (\"central.db\"), or \"postgres://…\" (also PLUMBLINE_STORE)." env:"PLUMBLINE_STORE"`
	Tenant string `placeholder:"NAME" help:"Whose rows of the database; needed only where several councils share one."`
}

// Validate implements what kong asks of flags.
func (f storeFlags) Validate() error {
	if f.Store == "" {
		return errors.New("name the central store with --store")
	}
	return nil
}

func (f storeFlags) env(r *run) central.Env {
	return central.Env{
		Env: ledger.Env{Now: r.program.Env.Now, NewID: r.program.Env.NewID, Rand: r.program.Env.Rand},
		Log: slog.New(slog.NewTextHandler(r.program.Stderr, nil)), Tenant: f.Tenant,
	}
}

type serveCmd struct {
	storeFlags
	Listen string `default:":8443" placeholder:"ADDRESS" help:"Address and port to answer on."`
	Cert   string `placeholder:"FILE" help:"Certificate in PEM, with those of its authorities."`
	Key    string `placeholder:"FILE" help:"The certificate's key in PEM."`
	DevTLS string `name:"dev-tls" placeholder:"DIR" help:"To try things out: make an authority of its own in this folder, and give laptops its ca.pem."`
	Check  bool   `help:"Only say what of this configuration would work."`
}

func (c serveCmd) config() central.Config {
	return central.Config{Store: c.Store, Listen: c.Listen, CertFile: c.Cert, KeyFile: c.Key, DevTLS: c.DevTLS}
}

// Run serves until the process is asked to stop.
func (c serveCmd) Run(r *run) error {
	if c.Check {
		return c.check(r)
	}
	if (c.Cert == "" || c.Key == "") && c.DevTLS == "" {
		return tell(errUsage, "Laptops only talk to it over TLS. Give --cert FILE and --key FILE, or --dev-tls DIR to try things out.")
	}
	ctx, stop := signal.NotifyContext(r.ctx, syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	store, err := central.Open(ctx, c.Store, c.env(r))
	if err != nil {
		return c.wrong(r, err, "The central store cannot be opened.")
	}
	defer store.Close()
	l, err := store.Listen(ctx, c.config())
	if err != nil {
		return c.wrong(r, err, "The central store cannot answer at "+c.Listen+".")
	}
	fmt.Fprintf(r.program.Stdout, "The central store answers at https://%s. Stop it with Ctrl+C.\n", l.Addr())
	if err := store.Serve(ctx, l); err != nil {
		return explained(err, "The central store stopped.")
	}
	fmt.Fprintln(r.program.Stdout, "Stopped. Every request that had begun was answered.")
	return nil
}

// wrong says what of the configuration keeps it from serving.
func (c serveCmd) wrong(r *run, err error, what string) error {
	var said []string
	for _, f := range central.Check(r.ctx, c.config(), c.env(r)) {
		if f.Problem {
			said = append(said, f.Text)
		}
	}
	if len(said) == 0 {
		return explained(err, what)
	}
	return tell(fmt.Errorf("cli: %w", err), strings.Join(said, " "))
}

// partView is one part of a configuration as serve --check answers it in JSON.
type partView struct {
	Part    string `json:"part"`
	Problem bool   `json:"problem"`
	Text    string `json:"text"`
}

func (c serveCmd) check(r *run) error {
	problems := 0
	views := []partView{}
	for _, f := range central.Check(r.ctx, c.config(), c.env(r)) {
		views = append(views, partView(f))
		if f.Problem {
			problems++
		}
	}
	err := r.answer(views, func(w io.Writer) error {
		for _, v := range views {
			mark := "ok     "
			if v.Problem {
				mark = "PROBLEM"
			}
			fmt.Fprintf(w, "%s  %-8s %s\n", mark, v.Part, v.Text)
		}
		return nil
	})
	if err == nil && problems > 0 {
		return tell(errRefused, fmt.Sprintf("%s to put right before it can serve.", count(problems, "thing is", "things are")))
	}
	return err
}

// explained says what did not work, and then what the central store says of it: its errors hold no content, and those
// who run it have no other place to look.
func explained(err error, what string) error {
	return tell(fmt.Errorf("cli: %w", err), fmt.Sprintf("%s %v. \"plumbline serve --check\" says more.", what, err))
}

// withCentral opens the central store, runs f and closes it.
func (f storeFlags) withCentral(r *run, act func(context.Context, *central.Central) error) (err error) {
	env := f.env(r)
	env.Log = slog.New(slog.DiscardHandler) // what an operator does is answered, not logged
	store, err := central.Open(r.ctx, f.Store, env)
	if err != nil {
		return explained(err, "The central store cannot be opened.")
	}
	err = act(r.ctx, store)
	if closing := store.Close(); err == nil && closing != nil {
		return explained(closing, "The central store did not close well.")
	}
	return err
}
