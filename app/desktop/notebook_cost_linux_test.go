//go:build cgo

package desktop

import (
	"time"

	"golang.org/x/sys/unix"
)

// cost is processor time: of the thread that draws, and of the whole process.
type cost struct{ thread, process time.Duration }

func spent() cost {
	return cost{used(unix.RUSAGE_THREAD), used(unix.RUSAGE_SELF)}
}

func used(who int) time.Duration {
	var u unix.Rusage
	if unix.Getrusage(who, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
