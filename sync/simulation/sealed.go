package simulation

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/google/uuid"

	"plumbline/sync/central/store"
	"plumbline/sync/central/store/sqldb"
	"plumbline/sync/replica"
	"plumbline/sync/seal"
)

// InFiles keeps laptops in sealed vaults and the central store in an SQLite file, under a folder. What power failures leave
// is found in copies of the files.
type InFiles struct {
	Folder string
	made   int
}

// folder makes a new folder.
func (f *InFiles) folder() (string, error) {
	f.made++
	dir := filepath.Join(f.Folder, fmt.Sprint(f.made))
	return dir, os.Mkdir(dir, 0o700)
}

// copyOf makes a new folder with what is in another.
func (f *InFiles) copyOf(dir string) (string, error) {
	to, err := f.folder()
	if err != nil {
		return "", err
	}
	return to, os.CopyFS(to, os.DirFS(dir))
}

const passphrase = "seven wet otters knit at dawn"

// Disk implements Keeping.
func (f *InFiles) Disk() (Disk, error) {
	dir, err := f.folder()
	return &sealedDisk{files: f, dir: dir}, err
}

type sealedDisk struct {
	files *InFiles
	dir   string
	vault *seal.Vault // nil before it was opened
	store *replica.Store
}

func (d *sealedDisk) Open(ctx context.Context, env replica.Env) (*replica.Replica, error) {
	if d.vault != nil { // the program has died: what it did not get to do is not done
		left, err := d.files.copyOf(d.dir)
		if err := errors.Join(err, d.Close()); err != nil {
			return nil, err
		}
		d.dir = left
	}
	sealEnv := seal.Env{Now: time.Now, WeakKDFForTests: true}
	v, err := seal.Create(d.dir, []byte(passphrase), sealEnv)
	if errors.Is(err, seal.ErrExists) {
		v, err = seal.Open(d.dir, []byte(passphrase), sealEnv)
	}
	if err != nil {
		return nil, err
	}
	d.vault = v
	if d.store, err = replica.Open(ctx, v, env); err != nil {
		return nil, err
	}
	return d.store.Replica, nil
}

// Sound implements Disk. It looks in every file for what all answers have in common.
func (d *sealedDisk) Sound(ctx context.Context) error {
	if err := d.store.Check(ctx); err != nil {
		return err
	}
	return filepath.WalkDir(d.dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		if err == nil && bytes.Contains(content, []byte(paths()[0])) {
			err = fmt.Errorf("%s can be read by anyone", filepath.Base(path))
		}
		return err
	})
}

func (d *sealedDisk) Copy() (Disk, error) {
	dir, err := d.files.copyOf(d.dir)
	return &sealedDisk{files: d.files, dir: dir}, err
}

func (d *sealedDisk) Fail(func(op string) error) {}

func (d *sealedDisk) Close() error {
	if d.vault == nil {
		return nil
	}
	err := d.vault.Close()
	d.vault = nil
	return errors.Join(err, os.RemoveAll(d.dir))
}

// Vault implements Keeping.
func (f *InFiles) Vault(tenant uuid.UUID) (Vault, error) {
	dir, err := f.folder()
	return &sqliteVault{files: f, dir: dir, tenant: tenant}, err
}

type sqliteVault struct {
	files  *InFiles
	dir    string
	tenant uuid.UUID
	store  store.Store // nil before it was opened
}

func (v *sqliteVault) Open(ctx context.Context) (store.Store, error) {
	if v.store != nil {
		if err := v.store.Close(); err != nil {
			return nil, err
		}
	}
	s, err := sqldb.OpenSQLite(ctx, filepath.Join(v.dir, "central.db"), sqldb.Tenant{ID: v.tenant, Name: "Gannetshire"})
	v.store = s
	return s, err
}

func (v *sqliteVault) Copy() (Vault, error) {
	dir, err := v.files.copyOf(v.dir)
	return &sqliteVault{files: v.files, dir: dir, tenant: v.tenant}, err
}

func (v *sqliteVault) Close() error {
	if v.store == nil {
		return nil
	}
	err := v.store.Close()
	v.store = nil
	return errors.Join(err, os.RemoveAll(v.dir))
}
