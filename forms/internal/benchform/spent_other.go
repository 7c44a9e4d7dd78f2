//go:build !unix

package benchform

import "time"

// Spent is the time of the clock where the system does not tell that of the process.
func Spent() time.Duration { return time.Duration(time.Now().UnixNano()) }
