package cli

import (
	"fmt"
	"io"
	"os"
	"strings"

	"plumbline/app/workbench"
)

type enrolCmd struct {
	URL  string `arg:"" name:"url" help:"Address of the centre, https://…, or the whole of what a QR code holds, plumbline:ENROL…"`
	Code string `arg:"" optional:"" help:"The one-time code that your administrator gave you. Capitals, spaces and hyphens do not matter."`
	CA   string `name:"ca" placeholder:"FILE" help:"Certificate of the authority that the centre is trusted by, in PEM, where it is none of this machine's."`
}

// centreView is where a laptop synchronises as enrol and sync status answer it in JSON.
type centreView struct {
	URL     string   `json:"url,omitempty"`
	Account string   `json:"account,omitempty"`
	Display string   `json:"display,omitempty"`
	Role    string   `json:"role,omitempty"`
	Scopes  []string `json:"scopes,omitempty"`
}

func centreOf(c workbench.Centre) centreView {
	return centreView{URL: c.URL, Account: c.Account.Name, Display: c.Account.Display, Role: c.Account.Role, Scopes: c.Account.Scopes}
}

// Run implements a command.
func (c enrolCmd) Run(r *run) error {
	if address, code, ok := workbench.ReadInvitation(c.URL); ok && c.Code == "" {
		c.URL, c.Code = address, code
	}
	if c.Code == "" {
		return tell(errUsage, "Give the one-time code after the address, as your administrator gave it to you.")
	}
	var authorities []byte
	if c.CA != "" {
		var err error
		if authorities, err = os.ReadFile(c.CA); err != nil {
			return tell(err, fmt.Sprintf("The file %s cannot be read. Check its name and who may read it.", c.CA))
		}
	}
	return r.desk(func(d *workbench.Desk) error {
		centre, err := d.Enrol(r.ctx, c.URL, c.Code, authorities)
		if err != nil {
			return err
		}
		view := centreOf(centre)
		return r.answer(view, func(w io.Writer) error {
			_, err := fmt.Fprintf(w, "This laptop is %s's at %s (%s, sees %s). \"plumbline sync now\" sends and receives.\n",
				first(view.Display, view.Account), view.URL, view.Role, first(strings.Join(view.Scopes, ", "), "own"))
			return err
		})
	})
}
