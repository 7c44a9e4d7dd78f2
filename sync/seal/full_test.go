//go:build linux || darwin

package seal

import (
	"os/signal"
	"strconv"
	"syscall"
	"testing"
)

// limitFiles lets no file of this process grow beyond a size, until unlimit.
func limitFiles(size uint64) (unlimit func() error, err error) {
	signal.Ignore(syscall.SIGXFSZ)
	var before syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &before); err != nil {
		return nil, err
	}
	unlimit = func() error { return syscall.Setrlimit(syscall.RLIMIT_FSIZE, &before) }
	return unlimit, syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: size, Max: before.Max})
}

// TestFullDisk fills the disk, as far as the process may know, in the middle of a page, of a frame's header, and between.
func TestFullDisk(t *testing.T) {
	empty := mustCreate(t, t.TempDir())
	mustMakeNotes(t, empty)
	mustClose(t, empty)
	for _, room := range []int{
		20 * pageSize, 20*pageSize + 1, 20*pageSize + pageSize/2, 200 * pageSize,
		frameStart(20), frameStart(20) + 10, frameStart(20) + diskFrameHeader, frameStart(20) + diskFrameHeader + 100,
	} {
		t.Run(strconv.Itoa(room), func(t *testing.T) {
			dir := t.TempDir() + "/vault"
			copyVault(t, empty.dir, dir)
			cmd, out := startHelper(t, "fill", dir, strconv.Itoa(room))
			added := lastNumber(t, out, 0)
			if killed(t, cmd) {
				t.Fatal("the helper was killed")
			}
			v := mustOpen(t, dir)
			defer mustClose(t, v)
			if count := mustBeSound(t, v); count != added || count < 2 {
				t.Errorf("%d notes, want %d", count, added)
			}
		})
	}
}
