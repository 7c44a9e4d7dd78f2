//go:build unix

package benchform_test

import (
	"syscall"
	"time"
)

// spent is how long processors have worked for this process, on all its threads: other work of the machine is not in it.
func spent() time.Duration {
	var r syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &r); err != nil {
		return 0
	}
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}
