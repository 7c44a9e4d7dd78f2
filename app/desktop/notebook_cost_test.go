//go:build cgo && !linux

package desktop

import "time"

// cost is not measured here.
type cost struct{ thread, process time.Duration }

func spent() cost { return cost{} }
