package seal

import (
	"database/sql"
	"errors"
	"fmt"
)

// Open opens the vault in dir. The caller may wipe passphrase afterwards. Errors:
// ErrNoVault, ErrInUse, ErrWrongPassphrase, a *WaitError, ErrDamaged,
// ErrNewerFormat, ErrWeakKDF, ErrNotSealed, and those of Classify.
func Open(dir string, passphrase []byte, env Env) (*Vault, error) {
	v := &Vault{dir: dir, env: env.complete()}
	if err := v.open(passphrase); err != nil {
		return nil, fmt.Errorf("seal: open vault: %w", Classify(errors.Join(err, v.release())))
	}
	return v, nil
}

func (v *Vault) open(passphrase []byte) error {
	if err := v.prepare(); err != nil {
		return err
	}
	if err := v.find(); err != nil {
		return err
	}
	if err := removeAll(v.dir, markName, wrapName+newSuffix, attemptsName+newSuffix); err != nil {
		return fmt.Errorf("clear what a crash left: %w", err)
	}
	dataKey, err := v.dataKey(passphrase)
	if err != nil {
		return err
	}
	defer clear(dataKey)
	s, err := v.install(dataKey)
	if err != nil {
		return err
	}
	if err := v.database().recognise(s); err != nil {
		return err
	}
	return v.serve(s)
}

// find reads wrap.json under the lock.
func (v *Vault) find() (err error) {
	if _, err := loadWrap(v.dir); err != nil {
		return err // before the lock, whose file would be left where no vault is
	}
	if v.lock, err = claim(v.dir); err != nil {
		return err
	}
	w, err := loadWrap(v.dir)
	if err != nil {
		return err
	}
	if !v.env.accepts(w.KDF.Cost) {
		return fmt.Errorf("%w: Argon2id m=%d t=%d p=%d", ErrWeakKDF, w.KDF.Memory, w.KDF.Passes, w.KDF.Threads)
	}
	v.identify(w)
	return nil
}

// dataKey unwraps the data key, which the caller wipes, when the throttle admits it.
func (v *Vault) dataKey(passphrase []byte) ([]byte, error) {
	if err := v.throttle().begin(); err != nil {
		return nil, err
	}
	key, err := v.wrap.unlock(passphrase)
	if err != nil {
		return nil, err
	}
	if err := v.throttle().succeed(); err != nil {
		clear(key)
		return nil, err
	}
	return key, nil
}

// ChangePassphrase wraps the vault's key under another passphrase, at the same
// cost to guess. Nothing else changes on disk. After an error or a crash one of
// the two opens the vault. The caller may wipe both. Errors: a *WeakPassphraseError
// about fresh, ErrWrongPassphrase and *WaitError about old, and those of Classify.
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
	if err := w.store(v.path(wrapName)); err != nil {
		return err
	}
	v.wrap = w
	return nil
}
