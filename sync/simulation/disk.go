package simulation

import (
	"context"

	"github.com/google/uuid"

	"plumbline/sync/central/store"
	centralmemory "plumbline/sync/central/store/memory"
	"plumbline/sync/replica"
)

// Disk is where a laptop keeps its replica.
type Disk interface {
	// Open starts the replica on what the disk holds. What was opened before is dead by then.
	Open(ctx context.Context, env replica.Env) (*replica.Replica, error)

	// Copy is another disk that holds what this one does now, as it would be found after a power cut.
	Copy() (Disk, error)

	// Fail has f asked before every write; see replica.Memory. Disks that cannot fail so ignore it.
	Fail(f func(op string) error)

	// Sound returns what is wrong with what is on the disk: it is damaged, or can be read by anyone.
	Sound(ctx context.Context) error

	// Close gives back what the disk takes.
	Close() error
}

// Vault is where the central store keeps its rows.
type Vault interface {
	Open(ctx context.Context) (store.Store, error)
	Copy() (Vault, error)
	Close() error
}

// Keeping makes disks of one kind.
type Keeping interface {
	Disk() (Disk, error)
	Vault(tenant uuid.UUID) (Vault, error)
}

// InMemory keeps everything in memory.
type InMemory struct{}

// Disk implements Keeping.
func (InMemory) Disk() (Disk, error) { return memoryDisk{replica.NewMemory()}, nil }

// Vault implements Keeping.
func (InMemory) Vault(tenant uuid.UUID) (Vault, error) {
	return memoryVault{centralmemory.New(tenant, "Gannetshire")}, nil
}

type memoryDisk struct{ *replica.Memory }

func (d memoryDisk) Open(ctx context.Context, env replica.Env) (*replica.Replica, error) {
	return replica.OpenMemory(ctx, d.Memory, env)
}

func (d memoryDisk) Copy() (Disk, error) { return memoryDisk{d.Memory.Copy()}, nil }

func (d memoryDisk) Sound(context.Context) error { return nil }

func (d memoryDisk) Close() error { return nil }

type memoryVault struct{ *centralmemory.Store }

func (v memoryVault) Open(context.Context) (store.Store, error) { return v.Store, nil }

func (v memoryVault) Copy() (Vault, error) { return memoryVault{v.Store.Copy()}, nil }
