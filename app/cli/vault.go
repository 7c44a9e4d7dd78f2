package cli

import (
	"fmt"
	"io"
	"time"

	"plumbline/app/workbench"
	"plumbline/sync/seal"
)

type vaultCmd struct {
	Init       vaultInit       `cmd:"" help:"Make a vault."`
	Info       vaultInfo       `cmd:"" help:"Tell about a vault, without its passphrase."`
	Passphrase vaultPassphrase `cmd:"" help:"Change the passphrase."`
}

type vaultInit struct {
	Name string `default:"Evaluator" help:"Who works in it, as histories and reports name them."`
	Role string `help:"Their role, such as \"Team Manager\"."`
}

func (c vaultInit) Run(r *run) error {
	bench, err := r.bench()
	if err != nil {
		return err
	}
	passphrase, err := r.freshPassphrase(r.passphraseFile(), "--passphrase-file")
	if err != nil {
		return err
	}
	defer clear(passphrase)
	desk, err := bench.Create(r.ctx, workbench.Profile{Name: c.Name, Role: c.Role}, passphrase)
	if err != nil {
		return err
	}
	if err := desk.Lock(); err != nil {
		return err
	}
	return vaultInfo{}.Run(r)
}

type vaultInfo struct{}

// vaultView is what vault info answers in JSON.
type vaultView struct {
	Dir     string    `json:"dir"`
	Format  int       `json:"format"`
	Device  string    `json:"device"`
	Created time.Time `json:"created"`
	Size    int64     `json:"size_bytes"`
	Sealed  bool      `json:"sealed"`
}

func (vaultInfo) Run(r *run) error {
	bench, err := r.bench()
	if err != nil {
		return err
	}
	info, err := bench.Inspect()
	if err != nil {
		return err
	}
	view := describeVault(bench.Places().Vault, info)
	return r.answer(view, func(w io.Writer) error {
		_, err := fmt.Fprintf(w, "Vault    %s\nFormat   %d, sealed\nDevice   %s\nCreated  %s\nSize     %d bytes\n",
			view.Dir, view.Format, view.Device, view.Created.Format(time.RFC3339), view.Size)
		return err
	})
}

func describeVault(dir string, info seal.Info) vaultView {
	return vaultView{
		Dir: dir, Format: info.Format, Device: info.Device.String(), Created: info.Created.UTC(), Size: info.Size, Sealed: true,
	}
}

type vaultPassphrase struct {
	NewPassphraseFile string `placeholder:"FILE" help:"File that holds the new passphrase in its first line; - reads standard input. Without it a person at a terminal is asked."`
}

func (c vaultPassphrase) Run(r *run) error {
	old, err := r.passphrase()
	if err != nil {
		return err
	}
	defer clear(old)
	fresh, err := r.freshPassphrase(c.NewPassphraseFile, "--new-passphrase-file")
	if err != nil {
		return err
	}
	defer clear(fresh)
	return r.deskBy(old, func(d *workbench.Desk) error {
		if err := d.ChangePassphrase(old, fresh); err != nil {
			return err
		}
		return r.answer(map[string]bool{"changed": true}, line("The passphrase is changed. The old one no longer opens the vault."))
	})
}
