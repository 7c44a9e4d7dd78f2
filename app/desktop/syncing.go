package desktop

import (
	"context"
	"io"

	"github.com/google/uuid"

	"plumbline/app/workbench"
	"plumbline/sync/client"
	"plumbline/sync/replica"
)

// Synchronised is what the window needs of how an open vault stands to its centre. *workbench.Desk has it.
type Synchronised interface {
	KeepInSync()
	SyncSoon()
	SyncStatus() client.Status
	WatchSync(f func(client.Status)) (stop func())
	WatchRecords(f func(replica.Event)) (stop func())
	SendStates(ctx context.Context, records []uuid.UUID) (map[uuid.UUID]replica.SendState, error)
	Centre(ctx context.Context) (workbench.Centre, error)
	Enrol(ctx context.Context, url, code string, authorities []byte) (workbench.Centre, error)
	NeedsAttention(ctx context.Context) ([]replica.Trouble, error)
	ExportAttention(ctx context.Context, to io.Writer) error
	handing
	heldKeeper
}

// synced is a Screen that shows how the vault stands to the centre. It is told while it is on top.
type synced interface{ synced(status client.Status) }

// overtaken is a Screen that shows records. It is told, while it is on top, that some have changed.
type overtaken interface{ overtaken() }

// connect has the window follow how the vault stands to its centre, until disconnect is called.
func (s *Shell) connect() {
	sitting := s.sitting
	onUI := func(f func()) {
		s.in.OnUI(func() {
			if sitting.Err() == nil && s.desk != nil {
				f()
			}
		})
	}
	status := s.desk.WatchSync(func(status client.Status) { onUI(func() { s.follow(status) }) })
	records := s.desk.WatchRecords(func(replica.Event) {
		onUI(func() {
			if t, ok := s.stack.top().(overtaken); ok {
				t.overtaken()
			}
		})
	})
	s.disconnect = func() { status(); records() }
	s.desk.KeepInSync()
	s.follow(s.desk.SyncStatus())
}

// follow shows a new status.
func (s *Shell) follow(status client.Status) {
	if s.bottom.syncing(workbench.SyncWords(status, s.in.Now(), s.in.Now().Location())) {
		s.settle()
	}
	if t, ok := s.stack.top().(synced); ok {
		t.synced(status)
	}
}
