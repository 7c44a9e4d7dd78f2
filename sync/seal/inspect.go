package seal

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/google/uuid"
)

// Info is what can be told of a vault without its passphrase.
type Info struct {
	Format  int       // version of its files
	Vault   uuid.UUID // names the vault for as long as it is there
	Device  uuid.UUID // names the installation that made it
	Created time.Time // UTC, whole seconds
	Cost    Cost      // of one guess at the passphrase
	Size    int64     // of the database on disk, in bytes, with its log
	InUse   bool      // some program, perhaps this one, has it open
}

// Inspect tells about the vault in dir without opening it, also while it is
// open. Nothing that it tells is authenticated. Errors: ErrNoVault, ErrDamaged,
// ErrNewerFormat, and those of Classify.
func Inspect(dir string) (Info, error) {
	info, err := inspect(dir)
	if err != nil {
		return Info{}, fmt.Errorf("seal: inspect vault: %w", Classify(err))
	}
	return info, nil
}

func inspect(dir string) (Info, error) {
	w, err := loadWrap(dir)
	if err != nil {
		return Info{}, err
	}
	info := Info{Format: w.Version, Vault: w.Vault, Device: w.Device, Created: w.Created, Cost: w.KDF.Cost}
	for _, suffix := range []string{"", logSuffix} {
		stat, err := os.Stat(filepath.Join(dir, databaseName+suffix))
		switch {
		case err == nil:
			info.Size += stat.Size()
		case suffix == "" && errors.Is(err, fs.ErrNotExist):
			return Info{}, fmt.Errorf("%w: %s is missing", ErrDamaged, databaseName)
		case !errors.Is(err, fs.ErrNotExist):
			return Info{}, err
		}
	}
	info.InUse, err = inUse(dir)
	return info, err
}
