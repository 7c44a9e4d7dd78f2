package seal

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"sync"

	"github.com/gofrs/flock"
	"github.com/google/uuid"
)

// Vault is an open vault. Its methods are safe for use by several goroutines.
type Vault struct {
	dir    string
	env    Env
	lock   *flock.Flock
	id     uuid.UUID
	device uuid.UUID
	keyID  uint64 // in the table of keys; 0 before there is one
	writer *sql.DB
	reader *sql.DB

	mu     sync.Mutex // guards what follows, and wrap.json
	wrap   wrap
	closed bool
}

// prepare comes before anything that touches the disk.
func (v *Vault) prepare() (err error) {
	if err := registerVFS(); err != nil {
		return err
	}
	v.dir, err = filepath.Abs(v.dir) // a connection may be opened when the program works in another folder
	return err
}

func (v *Vault) path(name string) string { return filepath.Join(v.dir, name) }

func (v *Vault) database() database {
	return database{path: v.path(databaseName), keyID: v.keyID}
}

func (v *Vault) throttle() throttle {
	return throttle{path: v.path(attemptsName), now: v.env.Now}
}

// identify makes v the vault that w is the key to.
func (v *Vault) identify(w wrap) {
	v.wrap, v.id, v.device = w, w.Vault, w.Device
}

// install gives the key of the pages to the VFS.
func (v *Vault) install(dataKey []byte) (*sealer, error) {
	pageKey, err := subkey(dataKey, "pages")
	if err != nil {
		return nil, err
	}
	defer clear(pageKey)
	s, err := newSealer(pageKey, v.id, v.env.Rand)
	if err != nil {
		return nil, err
	}
	v.keyID = keys.add(s)
	return s, nil
}

// serve opens the database to callers, once it has proved to be sealed.
func (v *Vault) serve(s *sealer) error {
	ctx := context.Background()
	if err := v.database().prove(ctx, s); err != nil {
		return err
	}
	v.writer, v.reader = v.database().pool(toWrite, 1), v.database().pool(toRead, readers)
	return v.writer.PingContext(ctx)
}

// Writer is the one connection that writes. Its transactions begin immediate. It
// stays the vault's, which closes it.
func (v *Vault) Writer() *sql.DB { return v.writer }

// Reader is a small pool of connections that see what was last committed and
// cannot write. It stays the vault's, which closes it.
func (v *Vault) Reader() *sql.DB { return v.reader }

// ID names the vault for as long as it is there.
func (v *Vault) ID() uuid.UUID { return v.id }

// Device names the installation that made the vault.
func (v *Vault) Device() uuid.UUID { return v.device }

// Close closes the database, destroys the key and frees the vault for others.
// SQLite folds the log into the database as the last connection closes. Where it
// cannot, because the disk is full or somebody still reads, the log stays for the
// next Open: what was committed is kept. Also when Close returns an error the
// vault is closed. Closing again does nothing.
func (v *Vault) Close() error {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.closed {
		return nil
	}
	v.closed = true
	if err := v.release(); err != nil {
		return fmt.Errorf("seal: close vault: %w", Classify(err))
	}
	return nil
}

// release gives back what v holds, which may be less than all of an open vault.
func (v *Vault) release() error {
	var failures []error
	for _, db := range []*sql.DB{v.reader, v.writer} {
		if db != nil {
			failures = append(failures, db.Close())
		}
	}
	failures = append(failures, keys.destroy(v.keyID))
	if v.lock != nil {
		failures = append(failures, v.lock.Close())
	}
	return errors.Join(failures...)
}
