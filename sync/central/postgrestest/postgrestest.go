// Package postgrestest starts a PostgreSQL server of its own for tests: in a temporary folder, as an ordinary user, on a
// socket in that folder and no port.
package postgrestest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// Cluster is a PostgreSQL server that starts when it is first asked for. The zero Cluster is ready; Close it after the
// last test. It is safe for use by several goroutines.
type Cluster struct {
	Flush bool // have commits reach the disk, as measurements need

	mu     sync.Mutex
	dir    string
	server *exec.Cmd
	life   io.Closer // the server ends when this is closed, also by the end of this process
	fault  error
}

// errAbsent says that PostgreSQL is not installed.
var errAbsent = errors.New("PostgreSQL is not installed here; on Debian: apt-get install postgresql")

// DSN returns the address of an empty database that is the property of an ordinary role. It skips the test where
// PostgreSQL is not installed.
func (c *Cluster) DSN(tb testing.TB) string {
	tb.Helper()
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.server == nil && c.fault == nil {
		c.fault = c.start()
	}
	switch {
	case errors.Is(c.fault, errAbsent):
		tb.Skip(c.fault)
	case c.fault != nil:
		tb.Fatal(c.fault)
	}
	return c.dsn("plumbline", "plumbline")
}

func (c *Cluster) dsn(user, database string) string {
	return fmt.Sprintf("host=%s user=%s dbname=%s", c.dir, user, database)
}

// Close stops the server and removes its folder.
func (c *Cluster) Close() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.server == nil {
		return nil
	}
	err := c.life.Close()
	_ = c.server.Wait() // how it ended does not matter any more
	c.server = nil
	return errors.Join(err, os.RemoveAll(c.dir))
}

// tools finds the folder of the newest installed version's programs.
func tools() (string, error) {
	if path, err := exec.LookPath("initdb"); err == nil {
		return filepath.Dir(path), nil
	}
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if err != nil || len(found) == 0 {
		return "", errAbsent
	}
	slices.Sort(found)
	return filepath.Dir(found[len(found)-1]), nil
}

func (c *Cluster) start() error {
	bin, err := tools()
	if err != nil {
		return err
	}
	if c.dir, err = os.MkdirTemp("", "pg"); err != nil {
		return err
	}
	who, err := ordinaryUser(c.dir)
	if err != nil {
		return err
	}
	data := filepath.Join(c.dir, "data")
	//nolint:gosec // a program of PostgreSQL's, in a folder made here
	create := exec.CommandContext(context.Background(), filepath.Join(bin, "initdb"), "-D", data, "-U", "owner", "-A", "trust",
		"-E", "UTF8", "--locale=C", "--no-sync")
	create.Dir, create.SysProcAttr = c.dir, who
	if out, err := create.CombinedOutput(); err != nil {
		return fmt.Errorf("initdb: %w: %s", err, out)
	}
	// The shell outlives the test by the moment that it takes to see the end of its input.
	//nolint:gosec // likewise
	c.server = exec.CommandContext(context.Background(), "sh", "-c", `"$@" >server.log 2>&1 & cat >/dev/null; kill -INT $!; wait $!`, "sh",
		filepath.Join(bin, "postgres"), "-D", data, "-k", c.dir, "-c", "listen_addresses=", "-c", "max_connections=200",
		"-c", "shared_buffers=256MB", "-c", "max_wal_size=2GB", "-c", "fsync="+onOff(c.Flush), "-c", "full_page_writes="+onOff(c.Flush))
	c.server.Dir, c.server.SysProcAttr = c.dir, who
	if c.life, err = c.server.StdinPipe(); err != nil {
		return err
	}
	if err := c.server.Start(); err != nil {
		return err
	}
	return c.prepare()
}

func onOff(on bool) string {
	if on {
		return "on"
	}
	return "off"
}

// prepare makes the role and its database, as soon as the server answers.
func (c *Cluster) prepare() error {
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	conn, err := pgx.Connect(ctx, c.dsn("owner", "postgres"))
	for ; err != nil; conn, err = pgx.Connect(ctx, c.dsn("owner", "postgres")) {
		select {
		case <-ctx.Done():
			log, _ := os.ReadFile(filepath.Join(c.dir, "server.log"))
			return fmt.Errorf("start PostgreSQL: %w: %s", err, log)
		case <-time.After(50 * time.Millisecond):
		}
	}
	for _, statement := range []string{`CREATE ROLE plumbline LOGIN`, `CREATE DATABASE plumbline OWNER plumbline`} {
		if _, err := conn.Exec(ctx, statement); err != nil {
			return errors.Join(err, conn.Close(ctx))
		}
	}
	return conn.Close(ctx)
}
