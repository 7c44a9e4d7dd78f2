package workbench

import (
	"context"
	"sync"

	"github.com/google/uuid"

	"plumbline/sync/client"
	"plumbline/sync/replica"
)

// link is what goes on between an open vault and the centre, beside the person's work.
type link struct {
	client  *client.Client
	arrived chan struct{} // holds at most one token: records may be to describe anew
	unwatch func()

	mu      sync.Mutex      // guards what follows
	ctx     context.Context // nil before KeepInSync; ends with stop
	stop    context.CancelFunc
	running sync.WaitGroup
	asking  map[uuid.UUID]bool // records of which the older changes are on their way
}

// connect prepares the link of a desk whose store is open, and counts what waits. It starts nothing.
func (d *Desk) connect(ctx context.Context) error {
	env := d.bench.env.Sync
	env.Now, env.NewID, env.Rand = d.bench.env.Now, d.bench.env.NewID, d.bench.env.Rand
	d.link = &link{client: client.New(d.store.Replica, env), arrived: make(chan struct{}, 1), asking: map[uuid.UUID]bool{}}
	unwatch := d.store.Watch(d.heard)
	forms := d.link.client.Watch(func(s client.Status) {
		if s.Phase == client.Resting { // forms may have come after the records that wait for them
			d.link.describe()
			d.backfillOpen(s)
		}
	})
	d.link.unwatch = func() { unwatch(); forms() }
	_, err := d.link.client.Refresh(ctx)
	return err
}

// heard forgets what was made of records that have changed, and passes on that answers of others have come. It runs on the
// goroutine that wrote them.
func (d *Desk) heard(e replica.Event) {
	d.recalled.forget(e.Records)
	if e.Local {
		return
	}
	d.link.describe()
	d.tellArrivals(e.Records...)
}

// describe asks for the lines of lists to be looked at.
func (l *link) describe() {
	select {
	case l.arrived <- struct{}{}:
	default:
	}
}

// tellArrivals tells the open work on records that there is something to merge.
func (d *Desk) tellArrivals(records ...uuid.UUID) {
	for _, w := range d.open() {
		for _, id := range records {
			if w.id == id {
				w.arrive()
			}
		}
	}
}

// KeepInSync has what is written here go to the centre and what others write come from it, by itself from now on until
// Lock, as long as this laptop is enrolled. A face that stays calls it; a command makes one exchange by SyncNow.
func (d *Desk) KeepInSync() {
	l := d.link
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.stop != nil {
		return
	}
	ctx, stop := context.WithCancel(context.Background())
	l.ctx, l.stop = ctx, stop
	l.running.Go(func() { client.WatchNetwork(ctx, func() { l.client.Poke(client.NetworkUp) }) })
	l.running.Go(func() { d.keepDescribed(ctx) })
	l.running.Go(func() { d.readAhead(ctx) })
	if l.client.Status().Enrolled {
		l.client.Start()
	}
}

// enrolled starts what KeepInSync had to leave out before this laptop had a centre.
func (l *link) enrolled() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.stop != nil {
		l.client.Start()
	}
}

// close ends what is under way, which loses nothing, and returns when it has ended.
func (l *link) close() {
	l.unwatch()
	l.mu.Lock()
	stop := l.stop
	l.stop = func() {}
	l.mu.Unlock()
	if stop != nil {
		stop()
	}
	l.client.Close()
	l.running.Wait()
}
