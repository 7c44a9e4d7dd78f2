//go:build cgo && !linux

package desktop

import "testing"

// smallDisk is not made here.
func smallDisk(*testing.T, string) bool { return false }
