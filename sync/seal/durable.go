package seal

import (
	"fmt"
	"os"
	"path/filepath"
)

// writeDurably replaces path with data: after a crash at any point the file is
// either the old one or the new one, whole. It passes through path + ".new".
func writeDurably(path string, data []byte) error {
	if err := stage(path, data); err != nil {
		return err
	}
	return publish(path)
}

// stage writes data to path + ".new" and waits until it is on the disk.
func stage(path string, data []byte) (err error) {
	f, err := os.OpenFile(path+newSuffix, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return fmt.Errorf("write %s: %w", filepath.Base(path), err)
	}
	_, err = f.Write(data)
	if err == nil {
		err = f.Sync()
	}
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", filepath.Base(path), err)
	}
	return nil
}

// publish gives the staged file the name path, durably.
func publish(path string) error {
	if err := os.Rename(path+newSuffix, path); err != nil {
		return fmt.Errorf("put %s in place: %w", filepath.Base(path), err)
	}
	if err := syncDir(filepath.Dir(path)); err != nil {
		return fmt.Errorf("put %s in place: %w", filepath.Base(path), err)
	}
	return nil
}
