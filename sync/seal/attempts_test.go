package seal

import (
	"errors"
	"os"
	"testing"
	"time"
)

// TestWait guesses at a passphrase: how long the next attempt must wait grows, and is not shortened by asking.
func TestWait(t *testing.T) {
	dir := t.TempDir()
	mustClose(t, mustCreate(t, dir))
	c := newClock()
	guess := func(words string) error {
		v, err := Open(dir, []byte(words), c.env())
		if err == nil {
			mustClose(t, v)
		}
		return err
	}
	for n, seconds := range []time.Duration{1, 2, 4, 8, 16, 32, 60, 60} {
		if err := guess(another); !errors.Is(err, ErrWrongPassphrase) {
			t.Fatalf("attempt %d: %v", n+1, err)
		}
		delay := seconds * time.Second
		for _, waited := range []time.Duration{0, delay / 2, delay - 1} {
			c.now = c.now.Add(waited)
			wantWait(t, guess(passphrase), delay-waited)
			c.now = c.now.Add(-waited)
		}
		c.now = c.now.Add(delay)
	}
	if err := guess(passphrase); err != nil {
		t.Fatal(err)
	}
	if err := guess(another); !errors.Is(err, ErrWrongPassphrase) {
		t.Errorf("after one that was right: %v", err)
	}
	wantWait(t, guess(passphrase), time.Second)
}

func wantWait(t *testing.T, err error, remaining time.Duration) {
	t.Helper()
	var wait *WaitError
	if !errors.As(err, &wait) || !errors.Is(err, ErrWait) || wait.Remaining != remaining {
		t.Errorf("%v, want a wait of %v", err, remaining)
	}
}

// TestWaitOnChangedClock sets the clock back, which must not lock anybody out.
func TestWaitOnChangedClock(t *testing.T) {
	dir := t.TempDir()
	mustClose(t, mustCreate(t, dir))
	c := newClock()
	if _, err := Open(dir, []byte(another), c.env()); !errors.Is(err, ErrWrongPassphrase) {
		t.Fatal(err)
	}
	c.now = c.now.AddDate(-3, 0, 0)
	_, err := Open(dir, []byte(passphrase), c.env())
	wantWait(t, err, time.Second)
	c.now = c.now.Add(time.Second)
	v, err := Open(dir, []byte(passphrase), c.env())
	if err != nil {
		t.Fatal(err)
	}
	mustClose(t, v)
}

// TestWaitWithDamagedFile takes a file that cannot be understood for the longest wait.
func TestWaitWithDamagedFile(t *testing.T) {
	for _, content := range []string{"", "{", `{"failures": -4}`, `{"failures": "many"}`, `[]`} {
		t.Run(content, func(t *testing.T) {
			dir := t.TempDir()
			mustClose(t, mustCreate(t, dir))
			write(t, dir, attemptsName, content)
			c := newClock()
			if err := os.Chtimes(dir+"/"+attemptsName, c.now, c.now); err != nil {
				t.Fatal(err)
			}
			_, err := Open(dir, []byte(passphrase), c.env())
			wantWait(t, err, longestDelay)
			c.now = c.now.Add(longestDelay)
			v, err := Open(dir, []byte(passphrase), c.env())
			if err != nil {
				t.Fatal(err)
			}
			mustClose(t, v)
		})
	}
}

// TestWaitForPassphraseChange: whoever sits at an open vault cannot guess faster.
func TestWaitForPassphraseChange(t *testing.T) {
	c := newClock()
	v, err := Create(t.TempDir(), []byte(passphrase), c.env())
	if err != nil {
		t.Fatal(err)
	}
	defer mustClose(t, v)
	if err := v.ChangePassphrase([]byte(another), []byte(another)); !errors.Is(err, ErrWrongPassphrase) {
		t.Fatal(err)
	}
	wantWait(t, v.ChangePassphrase([]byte(passphrase), []byte(another)), time.Second)
	c.now = c.now.Add(time.Second)
	if err := v.ChangePassphrase([]byte(passphrase), []byte(another)); err != nil {
		t.Fatal(err)
	}
}
