package workbench

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"time"

	"github.com/google/uuid"

	"plumbline/forms"
	"plumbline/forms/guard"
	"plumbline/forms/library"
	"plumbline/forms/pdf"
	"plumbline/sync/client"
	"plumbline/sync/replica"
	"plumbline/sync/seal"
)

// TrainingPassphrase opens every training vault. It is public: a training vault is sealed as any other so that nothing
// behaves differently in training, and holds invented people alone.
const TrainingPassphrase = "training data is invented"

// Env is what the program takes from the machine. Nothing below asks the machine for any of it.
type Env struct {
	Now      func() time.Time
	Location *time.Location // of dates; Europe/London
	NewID    func() uuid.UUID
	Rand     io.Reader
	Log      *slog.Logger // never told answers, references or keys
	// Sync is how the centre is reached. Now, NewID and Rand are those above; zero members are the machine's own.
	Sync client.Env
	// WeakKDFForTests makes vaults that open at once, and must never be set outside tests.
	WeakKDFForTests bool
}

// Note is Bench.Note, for when there is no bench.
func (e Env) Note(err error) {
	if err != nil && !errors.Is(err, context.Canceled) && !Foreseen(err) {
		e.Log.Error("not foreseen", "error", err)
	}
}

// Places are the folders that the program writes in.
type Places struct {
	Vault    string // where the person's work is
	Training string // where training data is
}

// Bench is the program on one laptop, before a vault is open.
type Bench struct {
	env     Env
	places  Places
	library *library.Library
	pdf     *pdf.Writer
	guard   *guard.Guard
}

// Profile is the person who works in a vault, as histories and reports name them.
type Profile struct {
	Name string // as the person wants to be known, such as "A. Evaluator"
	Role string // such as "Team Manager"; "" when not said
}

// String joins name and role for a history.
func (p Profile) String() string {
	if p.Role == "" {
		return p.Name
	}
	return p.Name + ", " + p.Role
}

// NewBench prepares the program. It touches no file.
func NewBench(env Env, places Places) (*Bench, error) {
	lib, err := library.New()
	if err != nil {
		return nil, fmt.Errorf("workbench: read the library of forms: %w", err)
	}
	writer, err := newPDFWriter()
	if err != nil {
		return nil, err
	}
	checker, err := guard.Default()
	if err != nil {
		return nil, fmt.Errorf("workbench: %w", err)
	}
	return &Bench{env: env, places: places, library: lib, pdf: writer, guard: checker}, nil
}

// Places tells where the program writes.
func (b *Bench) Places() Places { return b.places }

// At is the same program writing in other places.
func (b *Bench) At(places Places) *Bench {
	other := *b
	other.places = places
	return &other
}

// Note keeps an error that nobody foresaw in the log, for the support desk: the sentence that a person reads says to look
// there. It passes over every other error, and nil.
func (b *Bench) Note(err error) { b.env.Note(err) }

// Library holds the forms that the program comes with.
func (b *Bench) Library() *library.Library { return b.library }

// HasVault reports whether there is a vault to unlock.
func (b *Bench) HasVault() bool {
	_, err := seal.Inspect(b.places.Vault)
	return !errors.Is(err, seal.ErrNoVault)
}

// Inspect tells about the vault without opening it.
func (b *Bench) Inspect() (seal.Info, error) { return seal.Inspect(b.places.Vault) }

// Create makes the vault and opens it. The passphrase is not kept, and can be wiped by the caller.
func (b *Bench) Create(ctx context.Context, who Profile, passphrase []byte) (*Desk, error) {
	return b.create(ctx, b.places.Vault, who, passphrase)
}

func (b *Bench) create(ctx context.Context, dir string, who Profile, passphrase []byte) (*Desk, error) {
	v, err := seal.Create(dir, passphrase, b.sealEnv())
	if err != nil {
		return nil, fmt.Errorf("workbench: create vault: %w", err)
	}
	d, err := b.sit(ctx, v)
	if err != nil {
		return nil, err
	}
	return d, d.SetProfile(ctx, Profile{strings.TrimSpace(who.Name), strings.TrimSpace(who.Role)})
}

// Unlock opens the vault.
func (b *Bench) Unlock(ctx context.Context, passphrase []byte) (*Desk, error) {
	return b.unlock(ctx, b.places.Vault, passphrase)
}

func (b *Bench) unlock(ctx context.Context, dir string, passphrase []byte) (*Desk, error) {
	v, err := seal.Open(dir, passphrase, b.sealEnv())
	if err != nil {
		return nil, fmt.Errorf("workbench: unlock: %w", err)
	}
	return b.sit(ctx, v)
}

// sit opens the records in a vault, and closes the vault when that fails.
func (b *Bench) sit(ctx context.Context, v *seal.Vault) (*Desk, error) {
	store, err := replica.Open(ctx, v, replica.Env{Now: b.env.Now, NewID: b.env.NewID})
	if err != nil {
		return nil, errors.Join(fmt.Errorf("workbench: open records: %w", err), v.Close())
	}
	d := &Desk{bench: b, vault: v, store: store, works: map[*Work]struct{}{}, versions: map[string]*forms.Definition{}}
	if err := errors.Join(d.useLists(ctx), d.connect(ctx), d.load(ctx)); err != nil {
		return nil, errors.Join(err, d.Lock())
	}
	return d, nil
}

func (b *Bench) sealEnv() seal.Env {
	return seal.Env{Now: b.env.Now, Rand: b.env.Rand, WeakKDFForTests: b.env.WeakKDFForTests}
}

// Form reads a form of the library. The error is ErrNoForm when it has none of that id.
func (b *Bench) Form(id string) (*forms.Definition, error) { return formOf(b.library, id) }

func formOf(l *library.Library, id string) (*forms.Definition, error) {
	for _, info := range l.Forms() {
		if info.ID == id {
			return l.Form(id)
		}
	}
	return nil, fmt.Errorf("%w: %s", ErrNoForm, id)
}
