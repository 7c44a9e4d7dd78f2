package seal

import (
	"context"
	"errors"
	"fmt"
	"os"
)

// Create makes a vault in dir, which it makes too if need be, and opens it.
// Outside tests it takes a second or two to find what a guess at the passphrase
// must cost on this machine. A Create that fails or does not come to its end
// leaves nothing that the next would not clear away. The caller may wipe
// passphrase afterwards. Errors: a *WeakPassphraseError, ErrExists, ErrInUse,
// ErrDamaged when dir holds a database without its key, ErrNotSealed, and those
// of Classify.
func Create(dir string, passphrase []byte, env Env) (*Vault, error) {
	v := &Vault{dir: dir, env: env.complete()}
	if err := v.create(passphrase); err != nil {
		return nil, fmt.Errorf("seal: create vault: %w", Classify(errors.Join(err, v.release())))
	}
	return v, nil
}

func (v *Vault) create(passphrase []byte) error {
	if s := Judge(passphrase); !s.OK() {
		return &WeakPassphraseError{Strength: s}
	}
	if err := v.prepare(); err != nil {
		return err
	}
	if err := vacant(v.dir); err != nil {
		return err // before the lock, which the vault that is there may hold
	}
	if err := v.enter(); err != nil {
		return err
	}
	dataKey, err := v.env.newKey()
	if err != nil {
		return fmt.Errorf("data key: %w", err)
	}
	defer clear(dataKey)
	w, err := newWrap(v.env.Now(), v.env.Rand)
	if err != nil {
		return err
	}
	if err := w.lock(dataKey, passphrase, v.env.newCost(), v.env.Rand); err != nil {
		return err
	}
	v.identify(w)
	return v.build(dataKey)
}

// vacant returns an error unless a vault may be made in dir.
func vacant(dir string) error {
	switch _, err := loadWrap(dir); {
	case err == nil, errors.Is(err, ErrNewerFormat):
		return ErrExists
	case !errors.Is(err, ErrNoVault):
		return err
	}
	return nil
}

// enter makes the folder and takes its lock.
func (v *Vault) enter() (err error) {
	if err := os.MkdirAll(v.dir, 0o700); err != nil {
		return fmt.Errorf("make folder: %w", err)
	}
	if v.lock, err = claim(v.dir); err != nil {
		return err
	}
	return vacant(v.dir)
}

// build makes the database and then, as the last step, the vault. Until wrap.json
// is there the folder holds nothing of worth, which the mark says.
func (v *Vault) build(dataKey []byte) error {
	if err := writeDurably(v.path(markName), nil); err != nil {
		return err
	}
	if err := v.makeFile(); err != nil {
		return fmt.Errorf("make database: %w", err)
	}
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
	if err := v.wrap.store(v.path(wrapName)); err != nil {
		return err
	}
	if err := removeAll(v.dir, markName); err != nil {
		return err
	}
	return syncDir(v.dir)
}

// makeFile makes the empty database file, since SQLite would let others read it.
// It clears away that of a Create that did not come to its end.
func (v *Vault) makeFile() error {
	err := removeAll(v.dir, databaseName, databaseName+logSuffix, databaseName+indexSuffix, attemptsName)
	if err != nil {
		return err
	}
	f, err := os.OpenFile(v.path(databaseName), os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	return f.Close()
}
