package simulation

import (
	"errors"
	"fmt"
	"hash/maphash"
	"net/http"
	"time"

	"github.com/google/uuid"

	"plumbline/sync/client"
	"plumbline/sync/replica"
	"plumbline/sync/seal"
	"plumbline/sync/wire"
)

// laptop is one disk with the program that runs on it.
type laptop struct {
	*world
	name    string
	account *account
	disk    Disk
	replica *replica.Replica
	client  *client.Client
	unwatch func()

	alive    bool // not withdrawn
	skew     time.Duration
	cut      time.Time // until when it has no network
	field    *field
	crashed  bool         // the program has died
	breakage func() error // asked before every write; nil while the disk is sound
	copied   bool         // what is or was on its disk is on another too, or comes back
	requests int          // of the round that is under way
	dead     int          // incremented with every death, so that what belongs to an earlier life is known

	backup *backup
	ended  time.Time

	seed    maphash.Seed
	current map[uuid.UUID]current // of records, as last worked out
}

// backup is a copy of a disk.
type backup struct {
	disk Disk
	ids  map[uuid.UUID]bool // changes on it
}

var (
	errPower = errors.New("the power failed")
	errCut   = errors.New("the wire was cut")
)

// addLaptop starts a laptop that nobody has used before. It has no centre yet.
func (w *world) addLaptop(a *account) *laptop {
	disk, err := w.keeping.Disk()
	w.must(err)
	l := w.adopt(fmt.Sprintf("laptop %c of %s", 'A'+len(w.laptops), a.Name), a, disk)
	if w.chance.happens(0.3) {
		l.skew = time.Duration(w.chance.IntN(20*365*24)-10*365*24) * time.Hour
	}
	return l
}

// laptopsMost is how many laptops a history may have before newcomers stay away; clones come on top.
const laptopsMost = 7

// newcomer has somebody write on a new laptop before it has a centre, half of them on a form that is withdrawn by the time
// that it has.
func (w *world) newcomer() {
	if len(w.laptops) >= laptopsMost {
		return
	}
	l := w.addLaptop(one(w.chance, w.accounts))
	l.startRecord()
	for range w.chance.IntN(4) {
		l.person()
	}
	if w.chance.happens(0.5) {
		w.setForm(wire.FormGone)
	}
	l.enrol()
	_ = l.round("for the first time") // a round that fails for no reason ends the history
}

// adopt starts a laptop on a disk.
func (w *world) adopt(name string, a *account, disk Disk) *laptop {
	l := &laptop{world: w, name: name, account: a, disk: disk, alive: true, unwatch: func() {}, seed: maphash.MakeSeed(), current: map[uuid.UUID]current{}}
	w.laptops = append(w.laptops, l)
	l.boot()
	return l
}

// boot starts the program, or starts it again after it died.
func (l *laptop) boot() {
	l.unwatch()
	l.crashed, l.field, l.breakage = false, nil, nil
	l.dead++
	l.disk.Fail(l.write)
	var err error
	l.replica, err = l.disk.Open(l.ctx, replica.Env{Now: l.now, NewID: l.newID})
	l.must(err)
	life := l.dead
	l.client = client.New(l.replica, client.Env{
		Now: l.now, NewID: l.newID, Rand: random{l.world}, After: l.after, App: "simulation", Label: l.name,
		Go:     func(f func()) { f() }, // in an order that a seed gives
		Jitter: func(d time.Duration) time.Duration { return time.Duration(l.chance.Int64N(int64(d) + 1)) },
		Dial:   func([]byte) (http.RoundTripper, error) { return &wires{l, life}, nil },
	})
	c := l.client
	l.unwatch = l.replica.Watch(func(e replica.Event) {
		if e.Local {
			c.Poke(client.Changed)
		}
	})
	c.Poke(client.Unlocked)
}

// now is the time by the laptop's own clock.
func (l *laptop) now() time.Time { return l.time().Add(l.skew) }

// enrol brings the laptop to its account with a new code.
func (l *laptop) enrol() {
	code, _, err := l.centre.ledger.EnrolCode(l.ctx, l.account.Name, 72*time.Hour)
	l.must(err)
	_, err = l.client.Enrol(l.ctx, client.Invitation{URL: "https://centre.example", Code: code})
	l.tell("%s enrols: %v", l.name, err)
	l.expect(err)
}

// round has the client do all that there is to do.
func (l *laptop) round(why string) error {
	if l.spent() {
		panic(errStop)
	}
	l.count.Rounds++
	l.requests = 0
	if !l.ended.IsZero() && why == "by itself" && l.time().Sub(l.ended) < client.LeastPause {
		l.breaks("I22", "%s tries again %v after the last attempt", l.name, l.now().Sub(l.ended))
	}
	err := l.client.Round(l.ctx)
	l.ended = l.time()
	l.tell("%s synchronises, %s: %v", l.name, why, err)
	l.expect(err)
	if l.client.Status().Problem == client.MustEnrol && !l.crashed {
		l.enrol()
	}
	if l.client.Status().Problem == client.Revoked {
		l.breaks("works", "%s is withdrawn", l.name)
	}
	return err
}

// expect ends the history where an error is none that the faults explain.
func (l *laptop) expect(err error) {
	var refusal *wire.Error
	switch {
	case err == nil, l.crashed, errors.Is(err, errPower), errors.Is(err, seal.ErrFull), errors.Is(err, client.ErrNotEnrolled):
	case errors.Is(err, client.ErrNoContact) && !l.calm:
	case errors.As(err, &refusal) && (l.excusable(refusal.Code) || !l.calm && refusal.Code == wire.Unauthorised):
		// the latter where the centre was put back to a backup between giving a pass and being shown it
	default:
		l.breaks("works", "%s: %v", l.name, err)
	}
}

func (l *laptop) excusable(code wire.Code) bool {
	switch code {
	case wire.NotAccepted, wire.Busy, wire.SlowDown, wire.CodeNotAccepted:
		return true
	case wire.Conflict: // an enrolment that was cut, by a copy of this laptop
		return true
	default:
		return false
	}
}

// write is asked before everything that the disk writes.
func (l *laptop) write(string) error {
	switch {
	case l.crashed:
		return errPower
	case l.breakage != nil:
		return l.breakage()
	default:
		return nil
	}
}

// die ends the program at this moment.
func (l *laptop) die() error {
	l.crashed = true
	return errPower
}

// restartCrashed starts programs again that have died.
func (w *world) restartCrashed() {
	for _, l := range w.laptops {
		if l.crashed {
			w.tell("%s is started again", l.name)
			l.boot()
		}
	}
}
