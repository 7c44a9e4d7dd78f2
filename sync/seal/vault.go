package seal

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/gofrs/flock"
	"github.com/google/uuid"
)

// Env is what a vault takes from outside.
type Env struct {
	Now func() time.Time // nil: time.Now

	// Rand makes keys, salts and nonces; nil: crypto/rand. Several goroutines
	// read it at once. A source that repeats itself breaks the seal.
	Rand io.Reader

	// WeakKDFForTests lets Create protect the passphrase with next to nothing,
	// and Open accept that, so that tests do not wait for Argon2id. A program
	// that keeps anything real leaves it false.
	WeakKDFForTests bool
}

func (e Env) complete() Env {
	if e.Now == nil {
		e.Now = time.Now
	}
	if e.Rand == nil {
		e.Rand = rand.Reader
	}
	return e
}

// newCost is the cost of the passphrase of a new vault.
func (e Env) newCost() Cost {
	if e.WeakKDFForTests {
		return testCost()
	}
	return calibrate(timeOf)
}

func (e Env) accepts(c Cost) bool { return e.WeakKDFForTests || c.reaches(floorCost()) }

// Vault is an open vault. Its methods are safe for use by several goroutines.
type Vault struct {
	dir      string
	env      Env
	lock     *flock.Flock
	throttle throttle
	keyID    uint64
	writer   *sql.DB
	reader   *sql.DB

	mu     sync.Mutex // guards what follows, and wrap.json
	wrap   wrap
	closed bool
}

// Create makes a vault in dir, which it makes too if need be, and opens it.
// Outside tests it takes a second or two to find what a guess at the passphrase
// must cost on this machine. The caller may wipe passphrase afterwards. Errors: a
// *WeakPassphraseError, ErrExists, ErrInUse, ErrDamaged when dir holds a
// database without its key, ErrNotSealed, and those of Classify.
func Create(dir string, passphrase []byte, env Env) (*Vault, error) {
	v := newVault(dir, env)
	if err := v.create(passphrase); err != nil {
		return nil, fmt.Errorf("seal: create vault: %w", Classify(errors.Join(err, v.release())))
	}
	return v, nil
}

// Open opens the vault in dir. The caller may wipe passphrase afterwards. Errors:
// ErrNoVault, ErrInUse, ErrWrongPassphrase, a *WaitError, ErrDamaged,
// ErrNewerFormat, ErrWeakKDF, ErrNotSealed, and those of Classify.
func Open(dir string, passphrase []byte, env Env) (*Vault, error) {
	v := newVault(dir, env)
	if err := v.open(passphrase); err != nil {
		return nil, fmt.Errorf("seal: open vault: %w", Classify(errors.Join(err, v.release())))
	}
	return v, nil
}

func newVault(dir string, env Env) *Vault {
	env = env.complete()
	return &Vault{dir: dir, env: env, throttle: throttle{path: filepath.Join(dir, attemptsName), now: env.Now}}
}

func (v *Vault) create(passphrase []byte) error {
	if s := Judge(passphrase); !s.OK() {
		return &WeakPassphraseError{Strength: s}
	}
	if err := registerVFS(); err != nil {
		return err
	}
	if err := os.MkdirAll(v.dir, 0o700); err != nil {
		return fmt.Errorf("make folder: %w", err)
	}
	if err := v.claim(); err != nil {
		return err
	}
	if err := v.begin(); err != nil {
		return err
	}
	dataKey := make([]byte, keySize)
	defer clear(dataKey)
	if _, err := io.ReadFull(v.env.Rand, dataKey); err != nil {
		return fmt.Errorf("data key: %w", err)
	}
	w, err := newWrap(v.env.Now(), v.env.Rand)
	if err != nil {
		return err
	}
	if err := w.lock(dataKey, passphrase, v.env.newCost(), v.env.Rand); err != nil {
		return err
	}
	return v.finish(w, dataKey)
}

// begin marks dir as holding nothing of worth until finish, after clearing away
// what an earlier Create left that did not come to its end.
func (v *Vault) begin() error {
	switch _, err := loadWrap(v.dir); {
	case err == nil, errors.Is(err, ErrNewerFormat):
		return ErrExists
	case !errors.Is(err, ErrNoVault):
		return err
	}
	if err := writeDurably(v.path(markName), nil); err != nil {
		return err
	}
	leftovers := []string{databaseName, databaseName + logSuffix, databaseName + indexSuffix, attemptsName}
	if err := removeAll(v.dir, leftovers...); err != nil {
		return fmt.Errorf("clear unfinished vault: %w", err)
	}
	f, err := os.OpenFile(v.path(databaseName), os.O_CREATE|os.O_EXCL, 0o600) // SQLite would let others read it
	if err != nil {
		return fmt.Errorf("make database: %w", err)
	}
	return f.Close()
}

// finish makes the database and then, with the key to it, the vault.
func (v *Vault) finish(w wrap, dataKey []byte) error {
	v.wrap = w
	s, err := v.install(dataKey)
	if err != nil {
		return err
	}
	if err := v.database().format(context.Background()); err != nil {
		return fmt.Errorf("make database: %w", err)
	}
	if err := v.serve(s); err != nil {
		return err
	}
	if err := v.storeWrap(w); err != nil {
		return err
	}
	return removeAll(v.dir, markName)
}

func (v *Vault) open(passphrase []byte) error {
	if err := registerVFS(); err != nil {
		return err
	}
	if _, err := loadWrap(v.dir); err != nil {
		return err // before the lock, whose file would be left where no vault is
	}
	if err := v.claim(); err != nil {
		return err
	}
	w, err := loadWrap(v.dir)
	if err != nil {
		return err
	}
	if !v.env.accepts(w.KDF.Cost) {
		return fmt.Errorf("%w: Argon2id m=%d t=%d p=%d", ErrWeakKDF, w.KDF.Memory, w.KDF.Passes, w.KDF.Threads)
	}
	if err := removeAll(v.dir, markName, wrapName+newSuffix, attemptsName+newSuffix); err != nil {
		return fmt.Errorf("clear what a crash left: %w", err)
	}
	v.wrap = w
	dataKey, err := v.dataKey(passphrase)
	if err != nil {
		return err
	}
	defer clear(dataKey)
	s, err := v.install(dataKey)
	if err != nil {
		return err
	}
	return v.serve(s)
}

// dataKey unwraps the data key, which the caller wipes, within what the throttle admits.
func (v *Vault) dataKey(passphrase []byte) ([]byte, error) {
	if err := v.throttle.begin(); err != nil {
		return nil, err
	}
	key, err := v.wrap.unlock(passphrase)
	if err != nil {
		return nil, err
	}
	return key, v.throttle.succeed()
}

// install gives the page key to the VFS.
func (v *Vault) install(dataKey []byte) (*sealer, error) {
	pageKey, err := subkey(dataKey, "pages")
	if err != nil {
		return nil, err
	}
	defer clear(pageKey)
	s, err := newSealer(pageKey, v.wrap.Vault, v.env.Rand)
	if err != nil {
		return nil, err
	}
	v.keyID = keys.add(s)
	return s, nil
}

// serve opens the database to callers once it has proved to be sealed.
func (v *Vault) serve(s *sealer) error {
	if err := recognise(v.path(databaseName), s); err != nil {
		return err
	}
	if err := v.database().prove(context.Background(), s); err != nil {
		return err
	}
	v.writer, v.reader = v.database().pool(toWrite, 1), v.database().pool(toRead, readers)
	return v.writer.Ping()
}

func (v *Vault) database() database {
	return database{path: v.path(databaseName), keyID: v.keyID}
}

func (v *Vault) path(name string) string { return filepath.Join(v.dir, name) }

func (v *Vault) claim() (err error) {
	v.lock, err = claim(v.dir)
	return err
}

func (v *Vault) storeWrap(w wrap) error {
	data, err := w.encode()
	if err != nil {
		return err
	}
	return writeDurably(v.path(wrapName), data)
}

// Writer is the one connection that writes. Its transactions begin immediate. It
// stays the vault's: Close closes it.
func (v *Vault) Writer() *sql.DB { return v.writer }

// Reader is a small pool of connections that see what was last committed and
// cannot write. It stays the vault's: Close closes it.
func (v *Vault) Reader() *sql.DB { return v.reader }

// ID names the vault for as long as it is there.
func (v *Vault) ID() uuid.UUID { return v.wrap.Vault }

// Device names the installation that made the vault.
func (v *Vault) Device() uuid.UUID { return v.wrap.Device }

// ChangePassphrase wraps the vault's key under another passphrase, at the same
// cost to guess. After a crash at any point the old one opens the vault or the new
// one does. The caller may wipe both. Errors: a *WeakPassphraseError about fresh,
// ErrWrongPassphrase and *WaitError about old, and those of Classify.
func (v *Vault) ChangePassphrase(old, fresh []byte) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	if err := v.rewrap(old, fresh); err != nil {
		return fmt.Errorf("seal: change passphrase: %w", Classify(err))
	}
	return nil
}

func (v *Vault) rewrap(old, fresh []byte) error {
	if v.closed {
		return sql.ErrConnDone
	}
	if s := Judge(fresh); !s.OK() {
		return &WeakPassphraseError{Strength: s}
	}
	dataKey, err := v.dataKey(old)
	if err != nil {
		return err
	}
	defer clear(dataKey)
	w := v.wrap
	if err := w.lock(dataKey, fresh, w.KDF.Cost, v.env.Rand); err != nil {
		return err
	}
	if err := v.storeWrap(w); err != nil {
		return err
	}
	v.wrap = w
	return nil
}

// Close folds the log into the database, closes both, destroys the key and frees
// the vault for others. The vault is closed also when Close returns an error, and
// what was committed is kept: a log that could not be folded in stays for the next
// Open. Closing again does nothing.
func (v *Vault) Close() error {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.closed {
		return nil
	}
	v.closed = true
	err := errors.Join(checkpoint(context.Background(), v.writer), v.release())
	if err != nil {
		return fmt.Errorf("seal: close vault: %w", Classify(err))
	}
	return nil
}

// release gives back whatever of the vault is open.
func (v *Vault) release() error {
	var failures []error
	if v.reader != nil {
		failures = append(failures, v.reader.Close())
	}
	if v.writer != nil {
		failures = append(failures, v.writer.Close())
	}
	failures = append(failures, keys.destroy(v.keyID))
	if v.lock != nil {
		failures = append(failures, v.lock.Close())
	}
	return errors.Join(failures...)
}
