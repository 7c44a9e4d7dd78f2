//go:build !cgo

package seal

import (
	"errors"
	"os"
	"testing"
)

// TestNoCgo makes no vault, and leaves nothing, where there is nothing to seal it with.
func TestNoCgo(t *testing.T) {
	dir := t.TempDir()
	if _, err := Create(dir, []byte(passphrase), testEnv()); !errors.Is(err, ErrNotSealed) {
		t.Errorf("create: %v", err)
	}
	if _, err := Open(dir, []byte(passphrase), testEnv()); !errors.Is(err, ErrNotSealed) {
		t.Errorf("open: %v", err)
	}
	if entries, err := os.ReadDir(dir); err != nil || len(entries) > 0 {
		t.Errorf("left %v (%v)", entries, err)
	}
}
