package simulation

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"runtime/debug"
	"time"

	"github.com/google/uuid"

	"plumbline/sync/central"
	"plumbline/sync/central/ledger"
	"plumbline/sync/central/store"
	"plumbline/sync/wire"
)

// world is a history under way. Everything in it happens in one goroutine, one thing after the other.
type world struct {
	ctx     context.Context
	keeping Keeping
	chance  chance // of the step that is being taken
	calm    bool   // faults have stopped
	packs   bool   // the network leaves answers packed; many that look into them do not
	now     time.Time
	trace   []string
	count   Count
	failure *Failure

	centre   *centre
	accounts []*account
	laptops  []*laptop
	newer    *newer          // nil before it has enrolled
	late     []*http.Request // that are still on their way although nobody waits for them any more
	depth    int             // of things that happen while a request is under way
	doomed   bool            // the centre is put back to a backup as soon as no answer is under way
	spent    func() bool     // whether the history is given up
	model    model
}

// Count is how often things happened.
type Count struct {
	Steps, Rounds, Requests, Edits, Checks int
	Faults                                 map[string]int // by kind, then endpoint
}

func (c *Count) add(more Count) {
	c.Steps += more.Steps
	c.Rounds += more.Rounds
	c.Requests += more.Requests
	c.Edits += more.Edits
	c.Checks += more.Checks
	if c.Faults == nil {
		c.Faults = map[string]int{}
	}
	for fault, n := range more.Faults {
		c.Faults[fault] += n
	}
}

// account is a person, or rather what the centre knows of one.
type account struct {
	wire.Account
	scopes []string
}

// centre is the central store.
type centre struct {
	vault   Vault
	store   store.Store
	central *central.Central
	ledger  *ledger.Ledger // what operators and managers do without a laptop
	backups []Vault
}

// errStop ends a history that has failed, or is given up.
var errStop = errors.New("history ends here")

// Run takes the steps of a history, has the faults stop, and checks that all agree. It returns nil where everything holds.
func Run(h History, k Keeping) (*Failure, Count) { return run(h, k, func() bool { return false }) }

// run is Run, given up where spent says so: then it returns nil as well.
func run(h History, k Keeping, spent func() bool) (failure *Failure, count Count) {
	w := &world{
		ctx: context.Background(), keeping: k, now: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC), chance: stepChance(h.Seed, -1),
		count: Count{Faults: map[string]int{}}, model: newModel(), spent: spent,
	}
	taken := 0
	defer func() {
		if failure = w.failure; failure != nil {
			failure.History, failure.Happened = History{h.Seed, h.Steps[:taken]}, w.trace
		}
		count = w.count
		w.close()
	}()
	if !w.guard(w.begin) {
		return
	}
	for _, n := range h.Steps {
		taken++
		w.chance = stepChance(h.Seed, n)
		w.count.Steps++
		if !w.guard(w.step) {
			return
		}
		if n%checkEvery == 0 && !w.guard(w.check) {
			return
		}
	}
	w.chance = stepChance(h.Seed, -2)
	w.guard(w.settle)
	return
}

// checkEvery is how many steps are taken between two looks at everything.
const checkEvery = 40

// guard runs f, and reports whether the history goes on. A program that panics has failed like one that breaks an invariant.
func (w *world) guard(f func()) (well bool) {
	defer func() {
		switch fault := recover(); fault {
		case nil, errStop:
		default:
			w.failure = &Failure{Breaks: "panics", Says: fmt.Sprintf("%v\n%s", fault, debug.Stack())}
		}
	}()
	f()
	return true
}

// breaks ends the history with what it has come to.
func (w *world) breaks(invariant, format string, args ...any) {
	w.failure = &Failure{Breaks: invariant, Says: fmt.Sprintf(format, args...)}
	panic(errStop)
}

// must ends the history where something fails that nothing may keep from working.
func (w *world) must(err error) {
	if err != nil {
		w.breaks("works", "%v", err)
	}
}

// toldMost is how much may happen in a history; what comes to more does not end.
const toldMost = 100_000

func (w *world) tell(format string, args ...any) {
	if len(w.trace) > toldMost {
		w.breaks("I22", "this does not end")
	}
	w.trace = append(w.trace, fmt.Sprintf("%s %s", w.now.Format("15:04:05"), fmt.Sprintf(format, args...)))
}

// time is the time at the centre.
func (w *world) time() time.Time {
	w.now = w.now.Add(time.Millisecond)
	return w.now
}

func (w *world) newID() uuid.UUID { return w.chance.id(w.now) }

// after passes the time that somebody waits for.
func (w *world) after(d time.Duration) <-chan time.Time {
	w.now = w.now.Add(d)
	passed := make(chan time.Time, 1)
	passed <- w.now
	return passed
}

// begin makes a centre with accounts, and laptops.
func (w *world) begin() {
	vault, err := w.keeping.Vault(w.newID())
	w.must(err)
	w.centre = &centre{vault: vault}
	w.openCentre()
	for _, t := range []wire.Team{{ID: "east", Name: "East", Service: "north"}, {ID: "west", Name: "West", Service: "north"}} {
		w.must(w.centre.ledger.PutTeam(w.ctx, t))
	}
	for _, a := range []ledger.NewAccount{
		{Name: "auditor.a", Role: ledger.Auditor},
		{Name: "auditor.b", Role: ledger.Auditor, Scopes: []string{"team:east"}},
		{Name: "manager", Role: ledger.Manager, Scopes: []string{"team:east"}},
		{Name: "lead", Role: ledger.QALead, Scopes: []string{"all"}},
	} {
		added, err := w.centre.ledger.AddAccount(w.ctx, a)
		w.must(err)
		w.accounts = append(w.accounts, &account{Account: added, scopes: a.Scopes})
	}
	w.centre.backups = nil
	w.packs = w.chance.happens(0.25)
	for n := range 3 + w.chance.IntN(3) {
		w.addLaptop(w.accounts[n%len(w.accounts)]).enrol()
	}
}

// openCentre starts the centre, or starts it again, on what its vault holds.
func (w *world) openCentre() {
	c := w.centre
	var err error
	c.store, err = c.vault.Open(w.ctx)
	w.must(err)
	env := ledger.Env{Now: w.time, NewID: w.newID, Rand: random{w}, After: w.after}
	c.central, err = central.New(w.ctx, c.store, central.Env{Env: env})
	w.must(err)
	c.ledger, err = ledger.Open(w.ctx, c.store, env)
	w.must(err)
}

// random is the randomness of the step that is being taken.
type random struct{ *world }

// Read implements io.Reader.
func (r random) Read(p []byte) (int, error) { return r.chance.Read(p) }

func (w *world) close() {
	for _, l := range w.laptops {
		l.unwatch()
		_ = l.disk.Close()
	}
	if w.centre != nil {
		_ = w.centre.vault.Close()
		for _, b := range w.centre.backups {
			_ = b.Close()
		}
	}
}

// step takes one step.
func (w *world) step() {
	pick(w.chance, []weighted[func()]{
		{56, w.personStep},
		{18, w.syncStep},
		{13, w.timeStep},
		{6, w.officeStep},
		{7, w.faultStep},
	})()
	w.deliverLate()
	w.restartCrashed()
}

// timeStep lets time pass, and has every laptop do what is due by then.
func (w *world) timeStep() {
	most := pick(w.chance, []weighted[int]{{8, 20}, {4, 120}, {1, 1800}})
	w.now = w.now.Add(time.Duration(1+w.chance.IntN(most)) * time.Second)
	w.tell("time passes")
	for _, l := range w.laptops {
		for range 2 {
			if next := l.client.Next(); !l.alive || next.IsZero() || l.now().Before(next) {
				break
			}
			l.round("by itself")
		}
	}
}

// syncStep has a person ask for synchronisation.
func (w *world) syncStep() {
	if l := w.aLaptop(); l != nil {
		l.round("asked")
	}
}

func (w *world) aLaptop() *laptop {
	var alive []*laptop
	for _, l := range w.laptops {
		if l.alive {
			alive = append(alive, l)
		}
	}
	return one(w.chance, alive)
}
