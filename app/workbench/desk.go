package workbench

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"github.com/google/uuid"

	"plumbline/forms"
	"plumbline/forms/library"
	"plumbline/sync/replica"
	"plumbline/sync/seal"
)

// Names of what a vault remembers about itself and the person.
const (
	metaName     = "profile.name"
	metaRole     = "profile.role"
	metaTraining = "training"
	metaIdle     = "lock.idle_minutes"
)

// DefaultIdle is how long a vault stays open while nobody touches the program.
const DefaultIdle = 10 * time.Minute

// Desk is an open vault.
type Desk struct {
	bench  *Bench
	vault  *seal.Vault
	store  *replica.Store
	link   *link
	tables tables
	// recalled is what Practice Weeks were read from.
	recalled recalled
	// library is that of the program, with the lists of this vault; it is another one once a list has been replaced.
	library atomic.Pointer[library.Library]

	mu       sync.Mutex // guards what follows
	who      Profile
	training bool
	idle     time.Duration
	works    map[*Work]struct{}
	versions map[string]*forms.Definition // that were read from the vault, by hash
}

func (d *Desk) load(ctx context.Context) error {
	values := map[string]string{}
	for _, key := range []string{metaName, metaRole, metaTraining, metaIdle} {
		v, err := d.store.Meta(ctx, key)
		if err != nil {
			return fmt.Errorf("workbench: read %s: %w", key, err)
		}
		values[key] = v
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.who = Profile{Name: values[metaName], Role: values[metaRole]}
	d.training = values[metaTraining] != ""
	d.idle = DefaultIdle
	if minutes, err := strconv.Atoi(values[metaIdle]); err == nil && minutes > 0 {
		d.idle = time.Duration(minutes) * time.Minute
	}
	return nil
}

// Training reports whether the vault holds training data: screens and reports say so.
func (d *Desk) Training() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.training
}

// Profile is the person who works here.
func (d *Desk) Profile() Profile {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.who
}

func (d *Desk) author() string { return d.Profile().String() }

// SetProfile changes who works here. Earlier answers keep the name they were given under.
func (d *Desk) SetProfile(ctx context.Context, who Profile) error {
	for key, value := range map[string]string{metaName: who.Name, metaRole: who.Role} {
		if err := d.store.SetMeta(ctx, key, value); err != nil {
			return fmt.Errorf("workbench: keep profile: %w", err)
		}
	}
	return d.load(ctx)
}

// Idle is how long the vault may stay open while nobody touches the program.
func (d *Desk) Idle() time.Duration {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.idle
}

// SetIdle changes Idle, in whole minutes of at least one.
func (d *Desk) SetIdle(ctx context.Context, idle time.Duration) error {
	minutes := max(1, int(idle/time.Minute))
	if err := d.store.SetMeta(ctx, metaIdle, strconv.Itoa(minutes)); err != nil {
		return fmt.Errorf("workbench: keep idle time: %w", err)
	}
	return d.load(ctx)
}

// ChangePassphrase wraps the vault's key anew. Nothing else on disk changes.
func (d *Desk) ChangePassphrase(old, fresh []byte) error {
	if err := d.vault.ChangePassphrase(old, fresh); err != nil {
		return fmt.Errorf("workbench: change passphrase: %w", err)
	}
	return nil
}

// Lock saves what waits in every open record, ends what goes on with the centre and closes the vault. When something cannot be saved the vault stays open,
// so that nothing is lost; Lock may be called again.
func (d *Desk) Lock() error {
	for _, w := range d.open() {
		if err := w.Close(); err != nil {
			return err
		}
	}
	d.link.close()
	return errors.Join(d.store.Close(), d.vault.Close())
}

func (d *Desk) open() []*Work {
	d.mu.Lock()
	defer d.mu.Unlock()
	var out []*Work
	for w := range d.works {
		out = append(out, w)
	}
	return out
}

func (d *Desk) forget(w *Work) {
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.works, w)
}

// Forms lists the forms of the library.
func (d *Desk) Forms() []library.Info { return d.Library().Forms() }

// Records lists records, the newest edit first.
func (d *Desk) Records(ctx context.Context, q replica.Query) ([]replica.Row, error) {
	return d.store.Records(ctx, q)
}

// Record is one record as lists show it.
func (d *Desk) Record(ctx context.Context, id uuid.UUID) (replica.Row, error) {
	return d.store.Record(ctx, id)
}

// Grade finds the letter, shape and word of a record's overall grade; nil when it has none.
func (d *Desk) Grade(row replica.Row) *forms.Choice {
	if row.Grade == "" {
		return nil
	}
	def, err := d.version(context.Background(), row.FormID, row.FormHash)
	if err != nil {
		return nil
	}
	for _, n := range def.Marked(forms.PartGrade) {
		if c, ok := def.Lists[n.List].Choice(row.Grade); ok {
			return &c
		}
	}
	return nil
}
