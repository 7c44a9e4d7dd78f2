package seal

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"
)

// Names of the files of a vault.
const (
	databaseName = "vault.db"
	wrapName     = "wrap.json"
	attemptsName = "attempts"
	lockName     = "lock"
	markName     = "unfinished" // there from the start of Create to its end
	newSuffix    = ".new"       // of a file that is about to replace the one without
)

// Suffixes that SQLite gives to the files beside a database.
const (
	logSuffix   = "-wal"
	indexSuffix = "-shm"
)

// Inspect takes the lock for a moment to see whether it is free. An Open at
// that moment tries again for this long.
const (
	lockPatience = 100 * time.Millisecond
	lockRetry    = 5 * time.Millisecond
)

// claim takes the lock of the vault in dir, or returns ErrInUse.
func claim(dir string) (*flock.Flock, error) {
	ctx, cancel := context.WithTimeout(context.Background(), lockPatience)
	defer cancel()
	lock := flock.New(filepath.Join(dir, lockName))
	if _, err := lock.TryLockContext(ctx, lockRetry); errors.Is(err, context.DeadlineExceeded) {
		return nil, ErrInUse
	} else if err != nil {
		return nil, fmt.Errorf("take lock: %w", err)
	}
	return lock, nil
}

// inUse reports whether somebody holds the lock of the vault in dir.
func inUse(dir string) (bool, error) {
	lock := flock.New(filepath.Join(dir, lockName), flock.SetFlag(os.O_RDONLY))
	free, err := lock.TryRLock()
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("look at lock: %w", err)
	}
	return !free, lock.Close()
}

// loadWrap reads wrap.json. It returns ErrNoVault where no vault was ever
// finished, and ErrDamaged where a database has lost the file.
func loadWrap(dir string) (wrap, error) {
	data, err := os.ReadFile(filepath.Join(dir, wrapName))
	if errors.Is(err, fs.ErrNotExist) {
		return wrap{}, absence(dir)
	}
	if err != nil {
		return wrap{}, fmt.Errorf("read key: %w", err)
	}
	return decodeWrap(data)
}

// absence says what it means that dir has no wrap.json.
func absence(dir string) error {
	database, err := exists(filepath.Join(dir, databaseName))
	if err != nil {
		return err
	}
	unfinished, err := exists(filepath.Join(dir, markName))
	if err != nil {
		return err
	}
	if database && !unfinished {
		return fmt.Errorf("%w: %s is missing", ErrDamaged, wrapName)
	}
	return ErrNoVault
}

func exists(path string) (bool, error) {
	_, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil, err
}

// removeAll removes the files of dir that are there.
func removeAll(dir string, names ...string) error {
	for _, name := range names {
		if err := os.Remove(filepath.Join(dir, name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}
