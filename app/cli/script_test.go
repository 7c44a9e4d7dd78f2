package cli_test

import (
	"bufio"
	"context"
	"crypto/rand"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/rogpeppe/go-internal/testscript"

	"plumbline/app/cli"
	"plumbline/app/workbench"
)

// TestMain lets scripts run this program as "plumbline", with vaults that open at once.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"plumbline": func() { os.Exit(plumbline()) }})
}

func plumbline() int {
	london, err := time.LoadLocation("Europe/London")
	if err != nil {
		london = time.UTC
	}
	home := os.Getenv("WORK")
	now := time.Now
	if at, err := time.Parse(time.RFC3339, os.Getenv("NOW")); err == nil {
		now = func() time.Time { return at }
	}
	return cli.Run(context.Background(), cli.Program{
		Args: os.Args[1:], Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr,
		Secret: cli.Terminal(os.Stdin, os.Stderr), Getenv: os.Getenv,
		Places: workbench.Places{Vault: filepath.Join(home, "vault"), Training: filepath.Join(home, "training")},
		Env: workbench.Env{
			Now: now, Location: london, NewID: func() uuid.UUID { return uuid.Must(uuid.NewV7()) },
			Rand: rand.Reader, Log: slog.New(slog.DiscardHandler), WeakKDFForTests: true,
		},
		Version: "0.0.0-test",
	})
}

// TestScripts runs testdata/*.txt, which read as a manual of the command line.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata",
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"keep": keep, "exits": exits, "serve": serve,
		},
	})
}

// keep sets an environment variable to the last line of a file, or to what a pattern with one group finds in it: "keep id
// stdout".
func keep(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 && len(args) != 3 {
		ts.Fatalf("usage: keep VARIABLE FILE [PATTERN]")
	}
	if len(args) == 3 {
		found := regexp.MustCompile("(?m)" + args[2]).FindStringSubmatch(ts.ReadFile(args[1]))
		if len(found) != 2 {
			ts.Fatalf("%s has nothing like %s", args[1], args[2])
		}
		ts.Setenv(args[0], found[1])
		return
	}
	lines := strings.Split(strings.TrimSpace(ts.ReadFile(args[1])), "\n")
	ts.Setenv(args[0], lines[len(lines)-1])
}

// serve runs a central store on a free port until the script ends, and sets a variable to its address: "serve centre
// --store central.db --dev-tls tls".
func serve(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: serve VARIABLE FLAGS ...")
	}
	program, err := exec.LookPath("plumbline")
	ts.Check(err)
	c := exec.Command(program, append([]string{"serve", "--listen", "127.0.0.1:0"}, args[1:]...)...)
	c.Dir, c.Env = ts.MkAbs("."), append(os.Environ(), "WORK="+ts.Getenv("WORK"))
	out, err := c.StdoutPipe()
	ts.Check(err)
	ts.Check(c.Start())
	ts.Defer(func() {
		ts.Check(c.Process.Signal(os.Interrupt))
		ts.Check(c.Wait())
	})
	said, err := bufio.NewReader(out).ReadString('\n')
	ts.Check(err)
	address := regexp.MustCompile(`https://[^ ]+[0-9]`).FindString(said)
	if address == "" {
		ts.Fatalf("serve says %q", said)
	}
	ts.Setenv(args[0], address)
}

// exits runs a command and wants an exit code: "exits 5 plumbline record complete ID". What the command said to the
// person is then in the file "said".
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE COMMAND ...")
	}
	code := "0"
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		code = strings.TrimPrefix(err.Error(), "exit status ")
	}
	if code != args[0] {
		ts.Fatalf("exit code %s, want %s", code, args[0])
	}
	ts.Check(os.WriteFile(ts.MkAbs("said"), []byte(ts.ReadFile("stderr")), 0o600))
}
