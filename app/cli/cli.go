// Package cli is the command line: the same work as in the window, for batches and for tests. docs/CLI.md describes it.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/alecthomas/kong"

	"plumbline/app/workbench"
)

// Faces starts what is not the command line. Each is nil where it is not built in.
type Faces struct {
	Window func(*workbench.Bench) error
	Tour   func(bench *workbench.Bench, out string) error
}

// Program is one run of the program.
type Program struct {
	Args    []string // without the program's name
	Stdin   io.Reader
	Stdout  io.Writer
	Stderr  io.Writer
	Secret  func(prompt string) ([]byte, error) // asks the person at a terminal, as Terminal does; nil where there is none
	Getenv  func(string) string
	Places  workbench.Places // where things are unless --vault says otherwise
	Env     workbench.Env
	Faces   Faces
	Version string
}

// grammar is every command and flag.
type grammar struct {
	Vault          string           `placeholder:"DIR" help:"Folder of the vault (also PLUMBLINE_VAULT)."`
	PassphraseFile string           `placeholder:"FILE" help:"File that holds the passphrase in its first line; - reads standard input (also PLUMBLINE_PASSPHRASE_FILE). Without it a person at a terminal is asked."`
	JSON           bool             `name:"json" help:"Answer in JSON."`
	Version        kong.VersionFlag `help:"Print the version and stop."`

	Open    windowCmd    `cmd:"" default:"1" name:"window" help:"Open the window. This is what happens without a command."`
	Tour    tourCmd      `cmd:"" help:"Walk through the main job on training data in a window, and leave pictures and a PDF."`
	VaultCm vaultCmd     `cmd:"" name:"vault" help:"Make a vault, or look at one."`
	Record  recordCmd    `cmd:"" help:"Start, fill, complete and look at records."`
	Export  exportCmd    `cmd:"" help:"Write a record to a file."`
	Form    formCmd      `cmd:"" help:"Look at forms, check, convert and try them."`
	Frame   frameworkCmd `cmd:"" name:"framework" help:"Look at the framework that the forms serve."`
	Entity  entityCmd    `cmd:"" help:"Look at the lists that completed records write to."`
	Week    weekCmd      `cmd:"" help:"Plan a Practice Week, and sum it up."`
	Enrol   enrolCmd     `cmd:"" help:"Bring this laptop to a centre, with the code that an administrator gave."`
	Sync    syncCmd      `cmd:"" help:"Send to the centre and receive from it, and say how that stands."`
	Serve   serveCmd     `cmd:"" help:"Be the central store that laptops send to and receive from."`
	Admin   adminCmd     `cmd:"" help:"Run the central store: people, laptops, forms."`
}

// Run does what the arguments say and returns the exit code.
func Run(ctx context.Context, p Program) int {
	var g grammar
	exit, leave := exitOK, false
	parser, err := kong.New(
		&g, kong.Name("plumbline"), kong.Vars{"version": p.Version}, kong.Writers(p.Stdout, p.Stderr),
		kong.Description("Quality assurance in children's social care, offline and sealed."),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
		kong.Exit(func(code int) { exit, leave = code, true }),
	)
	if err != nil {
		return p.fail(err)
	}
	parsed, err := parser.Parse(p.Args)
	switch {
	case leave: // --help or --version has said everything
		return exit
	case err != nil:
		return p.misused(err)
	}
	if err := parsed.Run(&run{ctx: ctx, program: p, grammar: &g}); err != nil {
		return p.fail(err)
	}
	return exitOK
}

func (p Program) misused(err error) int {
	words := strings.TrimSuffix(err.Error(), ".")
	fmt.Fprintf(p.Stderr, "plumbline: %s. Run \"plumbline --help\" for every command.\n", words)
	return exitUsage
}

func (p Program) fail(err error) int {
	var told *told
	if errors.As(err, &told) {
		fmt.Fprintf(p.Stderr, "plumbline: %s\n", told.words)
	} else {
		p.Env.Note(err)
		fmt.Fprintf(p.Stderr, "plumbline: %s\n", workbench.Sentence(err))
	}
	return exitCode(err)
}

type windowCmd struct{}

func (windowCmd) Run(r *run) error {
	return r.face(r.program.Faces.Window)
}

type tourCmd struct {
	Out string `placeholder:"DIR" default:"build/tour" help:"Folder for the pictures and the PDF."`
}

func (c tourCmd) Run(r *run) error {
	tour := r.program.Faces.Tour
	if tour == nil {
		return r.face(nil)
	}
	return r.face(func(b *workbench.Bench) error {
		if err := tour(b, c.Out); err != nil {
			return tell(err, "The tour stopped: "+err.Error())
		}
		return nil
	})
}

func (r *run) face(show func(*workbench.Bench) error) error {
	if show == nil {
		return tell(nil, "This build has no window. Use the commands; \"plumbline --help\" lists them.")
	}
	bench, err := r.bench()
	if err != nil {
		return err
	}
	return show(bench)
}
