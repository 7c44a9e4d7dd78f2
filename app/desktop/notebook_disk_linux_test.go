//go:build cgo

package desktop

import (
	"testing"

	"golang.org/x/sys/unix"
)

// smallDisk makes a folder a disk of its own, of a few megabytes, until the test ends. It reports false where it may not.
func smallDisk(t *testing.T, dir string) bool {
	t.Helper()
	if unix.Mount("tmpfs", dir, "tmpfs", 0, "size=24m,mode=700") != nil {
		return false
	}
	t.Cleanup(func() {
		if err := unix.Unmount(dir, unix.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	return true
}
