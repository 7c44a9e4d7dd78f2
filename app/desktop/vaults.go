package desktop

import (
	"context"
	"time"

	"github.com/google/uuid"

	"plumbline/app/workbench"
	"plumbline/forms/guard"
)

// Vaults is what the window needs of the program before a vault is open. The real one is a workbench.Bench.
type Vaults interface {
	HasVault() bool
	Places() workbench.Places
	Create(ctx context.Context, who workbench.Profile, passphrase []byte) (Desk, error)
	Unlock(ctx context.Context, passphrase []byte) (Desk, error)
	// Train opens the training vault, made when it is not there.
	Train(ctx context.Context) (Desk, error)
	Judge(passphrase string) workbench.Verdict
}

// Desk is what the window needs of an open vault. The real one is a workbench.Desk.
type Desk interface {
	Training() bool
	Profile() workbench.Profile
	SetProfile(ctx context.Context, who workbench.Profile) error
	Idle() time.Duration
	SetIdle(ctx context.Context, idle time.Duration) error
	ChangePassphrase(old, fresh []byte) error
	// Lock saves what waits and closes the vault; on an error the vault is still open.
	Lock() error
	Synchronised

	formKeeper
	formMover
	startingFrom
	listKeeper
	weekKeeper
	recordLister

	// Observation is the id of the form that begins as notes; "" when there is none.
	Observation() string
	Begin(ctx context.Context, formID string) (Record, error)
	Resume(ctx context.Context, id uuid.UUID) (Record, error)
	Copy(ctx context.Context, id uuid.UUID) (Record, error)
	// Reflect begins a reflective discussion of an observation.
	Reflect(ctx context.Context, observation uuid.UUID) (Record, error)
}

// Record is what the window needs of an open record. The real one is a workbench.Work.
type Record interface {
	Exporter
	ID() uuid.UUID
	Withdraw(reason string) error
	// Marks is what in a text may tell who somebody is.
	Marks(text string) []guard.Mark
	// Close saves what waits; on an error the record is still open.
	Close() error
	// Screen makes the page on which the record is filled. Leaving that page closes the record.
	Screen(host Host) Screen
}

// FormScreen makes the page on which a record is filled.
type FormScreen func(host Host, work *workbench.Work) Screen

type benchVaults struct {
	*workbench.Bench
	form FormScreen
}

func (b benchVaults) Create(ctx context.Context, who workbench.Profile, passphrase []byte) (Desk, error) {
	return b.desk(b.Bench.Create(ctx, who, passphrase))
}

func (b benchVaults) Unlock(ctx context.Context, passphrase []byte) (Desk, error) {
	return b.desk(b.Bench.Unlock(ctx, passphrase))
}

func (b benchVaults) Train(ctx context.Context) (Desk, error) { return b.desk(b.Bench.Train(ctx)) }

func (b benchVaults) Judge(passphrase string) workbench.Verdict {
	return workbench.JudgePassphrase(passphrase)
}

func (b benchVaults) desk(d *workbench.Desk, err error) (Desk, error) {
	if err != nil {
		return nil, err
	}
	return openDesk{d, b.form}, nil
}

type openDesk struct {
	*workbench.Desk
	form FormScreen
}

func (d openDesk) Begin(ctx context.Context, formID string) (Record, error) {
	return d.record(d.Start(ctx, formID))
}

func (d openDesk) BeginFrom(ctx context.Context, earlier uuid.UUID) (Record, error) {
	return d.record(d.StartFrom(ctx, earlier))
}

func (d openDesk) Resume(ctx context.Context, id uuid.UUID) (Record, error) {
	return d.record(d.Open(ctx, id))
}

func (d openDesk) Copy(ctx context.Context, id uuid.UUID) (Record, error) {
	return d.record(d.Duplicate(ctx, id))
}

func (d openDesk) Reflect(ctx context.Context, observation uuid.UUID) (Record, error) {
	return d.record(d.Desk.Reflect(ctx, observation))
}

func (d openDesk) Preview(ctx context.Context, v workbench.FormVersion) (FormWork, error) {
	return d.PreviewForm(ctx, v)
}

func (d openDesk) record(w *workbench.Work, err error) (Record, error) {
	if err != nil {
		return nil, err
	}
	return openRecord{w, d.form}, nil
}

type openRecord struct {
	*workbench.Work
	form FormScreen
}

func (r openRecord) Screen(host Host) Screen { return r.form(host, r.Work) }
