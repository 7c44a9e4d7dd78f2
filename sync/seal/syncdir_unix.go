//go:build unix

package seal

import (
	"errors"
	"os"
)

// syncDir waits until the names in dir are on the disk.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
