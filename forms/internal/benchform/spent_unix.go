//go:build unix

package benchform

import (
	"syscall"
	"time"
)

// Spent is how long processors have worked for this process, on all its threads: other work of the machine is not in it.
func Spent() time.Duration {
	var r syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &r); err != nil {
		return 0
	}
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}
