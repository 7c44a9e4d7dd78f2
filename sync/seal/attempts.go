package seal

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"
)

// throttle slows down guessing at the passphrase through the program: after
// each wrong one the next must wait, 1 s, then 2, 4 and so on to 60 s. It
// outlives the process. It does not stop someone who copies the folder; the cost
// of Argon2id does that.
type throttle struct {
	path string
	now  func() time.Time
}

// attempts is the content of the file. An attempt counts as failed from before
// it is made until it succeeds, so that ending the program does not undo it.
type attempts struct {
	Failures int       `json:"failures"`
	Last     time.Time `json:"last"` // UTC
}

const longestDelay = 60 * time.Second

func (a attempts) delay() time.Duration {
	switch {
	case a.Failures <= 0:
		return 0
	case a.Failures > 6:
		return longestDelay
	}
	return min(time.Second<<(a.Failures-1), longestDelay)
}

// begin admits an attempt and counts it, or returns a *WaitError.
func (t throttle) begin() error {
	a, err := t.load()
	if err != nil {
		return err
	}
	now := t.now().UTC()
	if a.Last.After(now) { // the clock was set back: the wait starts anew, rather than end when the clock is there again
		a.Last = now
		if err := t.store(a); err != nil {
			return err
		}
	}
	if remaining := a.Last.Add(a.delay()).Sub(now); remaining > 0 {
		return &WaitError{Remaining: remaining}
	}
	return t.store(attempts{Failures: a.Failures + 1, Last: now})
}

func (t throttle) store(a attempts) error {
	data, err := json.Marshal(a)
	if err != nil {
		return fmt.Errorf("count attempt: %w", err)
	}
	if err := writeDurably(t.path, data); err != nil {
		return fmt.Errorf("count attempt: %w", err)
	}
	return nil
}

// succeed forgets the failures.
func (t throttle) succeed() error {
	if err := os.Remove(t.path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("forget attempts: %w", err)
	}
	return nil
}

// load reads the file. One that cannot be understood counts as the longest
// delay since it was written.
func (t throttle) load() (attempts, error) {
	data, err := os.ReadFile(t.path)
	if errors.Is(err, fs.ErrNotExist) {
		return attempts{}, nil
	}
	if err != nil {
		return attempts{}, fmt.Errorf("read attempts: %w", err)
	}
	var a attempts
	if err := json.Unmarshal(data, &a); err == nil && a.Failures > 0 {
		return a, nil
	}
	info, err := os.Stat(t.path)
	if err != nil {
		return attempts{}, fmt.Errorf("read attempts: %w", err)
	}
	return attempts{Failures: 7, Last: info.ModTime()}, nil
}
