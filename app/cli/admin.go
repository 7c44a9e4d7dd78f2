package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/google/uuid"

	"plumbline/app/workbench"
	"plumbline/forms/formfile"
	"plumbline/sync/central"
	"plumbline/sync/central/ledger"
	"plumbline/sync/wire"
)

// adminCmd is what whoever runs the central store may do, at the store itself.
type adminCmd struct {
	storeFlags
	Account   accountCmd `cmd:"" help:"People who may send and receive."`
	Team      teamCmd    `cmd:"" help:"Teams that records belong to."`
	EnrolCode enrolCode  `cmd:"" help:"Make a code with which a person's laptop is let in, once."`
	Device    deviceCmd  `cmd:"" help:"Laptops that were let in."`
	Form      adminForm  `cmd:"" help:"Forms that records may be started on."`
	Epoch     epochCmd   `cmd:"" help:"Say that the store was put back to a backup: laptops send again what was lost."`
}

type accountCmd struct {
	Add   accountAdd   `cmd:"" help:"Add a person."`
	List  accountList  `cmd:"" help:"List people, with role and scopes."`
	Role  accountRole  `cmd:"" help:"Give a person another role and other scopes."`
	Close accountClose `cmd:"" help:"Let a person in no more."`
}

// rights are what a person may see and do.
type rights struct {
	Role  string   `required:"" placeholder:"ROLE" help:"What the person is for: auditor, manager, qa_lead or admin."`
	Scope []string `placeholder:"SCOPE" help:"What the person sees: own, team:ID, service:ID or all; may be given several times."`
}

type accountAdd struct {
	Name string `arg:"" help:"Name of the account: letters, digits and . _ - @."`
	rights
	Display string `placeholder:"NAME" help:"The person's name as others see it."`
}

func (c accountAdd) Run(r *run, a *adminCmd) error {
	return a.do(r, func(ctx context.Context, store *central.Central) error {
		account, err := store.AddAccount(ctx, ledger.NewAccount{
			Name: c.Name, Display: c.Display, Role: ledger.Role(c.Role), Scopes: c.Scope,
		})
		if err != nil {
			return err
		}
		return r.answer(account, line(fmt.Sprintf(
			"%s is %s, and sees %s. Let a laptop in with \"plumbline admin enrol-code %s\".",
			account.Name, strings.ReplaceAll(account.Role, "_", " "), strings.Join(account.Scopes, ", "), account.Name)))
	})
}

type accountList struct{}

func (accountList) Run(r *run, a *adminCmd) error {
	return a.do(r, func(ctx context.Context, store *central.Central) error {
		people, err := store.Accounts(ctx)
		if err != nil {
			return err
		}
		return r.answer(people, func(w io.Writer) error {
			t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
			fmt.Fprintln(t, "ACCOUNT\tNAME\tROLE\tSEES\tSTATE")
			for _, p := range people.People {
				state := "open"
				if !p.Active {
					state = "closed"
				}
				fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\n", p.Name, p.Display, p.Role, strings.Join(p.Scopes, ", "), state)
			}
			return t.Flush()
		})
	})
}

type accountRole struct {
	Name string `arg:"" help:"Name of the account."`
	rights
}

func (c accountRole) Run(r *run, a *adminCmd) error {
	return a.do(r, func(ctx context.Context, store *central.Central) error {
		account, err := store.SetRole(ctx, c.Name, ledger.Role(c.Role), c.Scope)
		if err != nil {
			return err
		}
		return r.answer(account, line(account.Name+" sees "+strings.Join(account.Scopes, ", ")+" from now on."))
	})
}

type accountClose struct {
	Name string `arg:"" help:"Name of the account."`
}

func (c accountClose) Run(r *run, a *adminCmd) error {
	return a.do(r, func(ctx context.Context, store *central.Central) error {
		if err := store.CloseAccount(ctx, c.Name); err != nil {
			return err
		}
		return r.answer(map[string]bool{"closed": true}, line(c.Name+" is let in no more. What was sent stays."))
	})
}

type teamCmd struct {
	Add teamAdd `cmd:"" help:"Add a team, or move it to another service."`
}

type teamAdd struct {
	ID      string `arg:"" help:"Id of the team, as scopes name it."`
	Name    string `placeholder:"NAME" help:"The team's name as people see it."`
	Service string `placeholder:"ID" help:"The service that it belongs to."`
}

func (c teamAdd) Run(r *run, a *adminCmd) error {
	return a.do(r, func(ctx context.Context, store *central.Central) error {
		team := wire.Team{ID: c.ID, Name: first(c.Name, c.ID), Service: c.Service}
		if err := store.PutTeam(ctx, team); err != nil {
			return err
		}
		return r.answer(team, line("The team "+team.Name+" is there."))
	})
}

type enrolCode struct {
	Name string        `arg:"" help:"Name of the account."`
	For  time.Duration `default:"72h" help:"How long the code can be used."`
	URL  string        `name:"url" placeholder:"URL" help:"Address at which laptops reach the centre. Prints a QR code and a link of both, too."`
}

func (c enrolCode) Run(r *run, a *adminCmd) error {
	return a.do(r, func(ctx context.Context, store *central.Central) error {
		code, expires, err := store.EnrolCode(ctx, c.Name, c.For)
		if err != nil {
			return err
		}
		until := expires.In(r.program.Env.Location).Format("2 January 2006, 15:04")
		view := map[string]any{"code": code, "expires": expires}
		if c.URL != "" {
			view["link"] = workbench.InvitationLink(c.URL, code)
		}
		return r.answer(view, func(w io.Writer) error {
			if c.URL != "" {
				link := workbench.InvitationLink(c.URL, code)
				if err := drawQR(w, link); err != nil {
					return fmt.Errorf("cli: QR code: %w", err)
				}
				fmt.Fprintln(w, link)
			}
			_, err := fmt.Fprintf(w, "%s\n", code)
			fmt.Fprintf(r.program.Stderr, "Works once, until %s. On the laptop: plumbline enrol %s %s\n", until, first(c.URL, "URL"), code)
			return err
		})
	})
}

type deviceCmd struct {
	List   deviceList   `cmd:"" help:"List a person's laptops."`
	Revoke deviceRevoke `cmd:"" help:"End what a laptop may do, at once."`
}

type deviceList struct {
	Name string `arg:"" help:"Name of the account."`
}

func (c deviceList) Run(r *run, a *adminCmd) error {
	return a.do(r, func(ctx context.Context, store *central.Central) error {
		devices, err := store.Devices(ctx, c.Name)
		if err != nil {
			return err
		}
		return r.answer(devices, func(w io.Writer) error {
			t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
			fmt.Fprintln(t, "LAPTOP\tSTATE\tLAST SEEN\tLABEL")
			for _, d := range devices {
				state := "in"
				if d.Revoked {
					state = "revoked"
				}
				fmt.Fprintf(t, "%s\t%s\t%s\t%s\n", d.ID, state, d.Seen.In(r.program.Env.Location).Format("2006-01-02 15:04"), d.Label)
			}
			return t.Flush()
		})
	})
}

type deviceRevoke struct {
	ID string `arg:"" help:"Id of the laptop, as device list prints it."`
}

func (c deviceRevoke) Run(r *run, a *adminCmd) error {
	id, err := uuid.Parse(c.ID)
	if err != nil {
		return tell(errUsage, fmt.Sprintf("%q is not the id of a laptop. \"plumbline admin device list NAME\" prints them.", c.ID))
	}
	return a.do(r, func(ctx context.Context, store *central.Central) error {
		if err := store.RevokeDevice(ctx, id); err != nil {
			return err
		}
		return r.answer(map[string]bool{"revoked": true}, line("That laptop is let in no more."))
	})
}

type adminForm struct {
	Approve formApprove `cmd:"" help:"Approve a form, so that laptops receive it and start records on it."`
}

type formApprove struct {
	File string `arg:"" help:"The form: .xlsx, .xls, .csv, .md or .xml."`
}

func (c formApprove) Run(r *run, a *adminCmd) error {
	content, err := os.ReadFile(c.File)
	if err != nil {
		return tell(err, fmt.Sprintf("%s cannot be read. Check its name and who may read it.", c.File))
	}
	def, _ := formfile.Read(c.File, content)
	if def == nil {
		return tell(errRefused, fmt.Sprintf("%s has errors. \"plumbline form check %s\" lists them.", c.File, c.File))
	}
	return a.do(r, func(ctx context.Context, store *central.Central) error {
		form := wire.Form{Hash: wire.HashOf(string(content)), ID: def.ID, Version: def.Version, Title: def.Title, Source: content}
		if err := store.ApproveForm(ctx, form); err != nil {
			return err
		}
		return r.answer(map[string]string{"form": def.ID, "sha256": def.Hash}, line(def.Title+" is approved, version "+first(def.Version, "without a number")+"."))
	})
}

type epochCmd struct{}

func (epochCmd) Run(r *run, a *adminCmd) error {
	return a.do(r, func(ctx context.Context, store *central.Central) error {
		epoch, err := store.NewEpoch(ctx)
		if err != nil {
			return err
		}
		return r.answer(map[string]string{"epoch": epoch.String()}, line("A new epoch has begun. Laptops send what the backup lacks when they next meet the centre."))
	})
}

// do runs f at the central store. What the store refuses is said in its own words.
func (a *adminCmd) do(r *run, f func(context.Context, *central.Central) error) error {
	return a.withCentral(r, func(ctx context.Context, store *central.Central) error {
		err := f(ctx, store)
		var refusal *wire.Error
		if errors.As(err, &refusal) {
			return tell(errRefused, refusal.Message)
		}
		return err
	})
}
