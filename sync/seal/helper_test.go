package seal

import (
	"bufio"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"sync/atomic"
	"testing"
)

// helpers are what the test binary can be started again to do, by name.
func helpers() map[string]func(args []string) error {
	return map[string]func([]string) error{
		"hold":   holdVault,
		"write":  writeNotes,
		"create": createVault,
		"change": changePassphrases,
		"fill":   fillDisk,
	}
}

// dyingRand is a source of randomness that ends the process, as a crash would, at one of its calls. Every record that
// is sealed takes one.
type dyingRand struct {
	left atomic.Int64
}

func (r *dyingRand) Read(p []byte) (int, error) {
	if r.left.Add(-1) == 0 {
		self, err := os.FindProcess(os.Getpid())
		if err == nil {
			err = self.Kill()
		}
		if err != nil {
			return 0, err
		}
		select {}
	}
	return rand.Read(p)
}

// helperEnv dies at a call of its source of randomness, counted from now; 0: never.
func helperEnv(dieAt string) (Env, error) {
	env := testEnv()
	n, err := strconv.ParseInt(dieAt, 10, 64)
	if n > 0 {
		source := &dyingRand{}
		source.left.Store(n)
		env.Rand = source
	}
	return env, err
}

// say tells the test that something has been done.
func say(words ...any) error {
	_, err := fmt.Println(words...)
	return err
}

// holdVault opens the vault and keeps it open until its input ends.
func holdVault(args []string) error {
	v, err := Open(args[0], []byte(passphrase), testEnv())
	if err != nil {
		return err
	}
	if err := say("open"); err != nil {
		return err
	}
	bufio.NewScanner(os.Stdin).Scan()
	return v.Close()
}

// writeNotes adds notes for ever, with a checkpoint every few, and says the number of each once it is committed.
func writeNotes(args []string) error {
	env, err := helperEnv(args[1])
	if err != nil {
		return err
	}
	v, err := Open(args[0], []byte(passphrase), env)
	if err != nil {
		return err
	}
	if _, err := v.Writer().Exec(`PRAGMA wal_autocheckpoint = 20; PRAGMA cache_size = 10`); err != nil {
		return err
	}
	count, err := readNotes(v.Reader())
	for n := count + 1; err == nil; n++ {
		if err = addNote(v.Writer(), n); err == nil {
			err = say(n)
		}
	}
	return err
}

// createVault makes a vault.
func createVault(args []string) error {
	env, err := helperEnv(args[1])
	if err != nil {
		return err
	}
	v, err := Create(args[0], []byte(passphrase), env)
	if err != nil {
		return err
	}
	return errors.Join(say("created"), v.Close())
}

// changePassphrases opens the vault and changes its passphrase for another.
func changePassphrases(args []string) error {
	env, err := helperEnv(args[1])
	if err != nil {
		return err
	}
	v, err := Open(args[0], []byte(passphrase), env)
	if err != nil {
		return err
	}
	if err := v.ChangePassphrase([]byte(passphrase), []byte(another)); err != nil {
		return err
	}
	return errors.Join(say("changed"), v.Close())
}

// fillDisk adds notes until the system lets no file grow beyond a size, says how many it added, and adds one more when
// there is room again.
func fillDisk(args []string) error {
	v, err := Open(args[0], []byte(passphrase), testEnv())
	if err != nil {
		return err
	}
	room, err := strconv.ParseUint(args[1], 10, 64)
	if err != nil {
		return err
	}
	unlimit, err := limitFiles(room)
	if err != nil {
		return err
	}
	count := 0
	for err == nil && count < 10_000 {
		if err = addNote(v.Writer(), count+1); err == nil {
			count++
		}
	}
	if !errors.Is(Classify(err), ErrFull) {
		return fmt.Errorf("after %d notes: %w", count, err)
	}
	if err := unlimit(); err != nil {
		return err
	}
	if err := addNote(v.Writer(), count+1); err != nil {
		return fmt.Errorf("when there was room again: %w", err)
	}
	return errors.Join(say(count+1), v.Close())
}

// startHelper starts the test binary again. The process ends with the test at the latest.
func startHelper(t *testing.T, name string, args ...string) (*exec.Cmd, *bufio.Scanner) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	cmd := exec.CommandContext(ctx, os.Args[0], args...)
	cmd.Env = append(os.Environ(), helperVariable+"="+name)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if _, err = cmd.StdinPipe(); err != nil { // stays open for as long as the process
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		cancel()
		_ = cmd.Wait() // most were waited for already
	})
	return cmd, bufio.NewScanner(out)
}

// killed reports whether a helper was killed, and fails the test where it ended otherwise but well.
func killed(t *testing.T, cmd *exec.Cmd) bool {
	t.Helper()
	err := cmd.Wait()
	var exit *exec.ExitError
	if errors.As(err, &exit) && !exit.Exited() {
		return true
	}
	if err != nil {
		t.Fatal(err)
	}
	return false
}
