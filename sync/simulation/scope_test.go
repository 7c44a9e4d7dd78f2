package simulation

import (
	"context"
	"errors"
	"testing"

	"github.com/google/uuid"

	"plumbline/sync/central/ledger"
	"plumbline/sync/central/store"
	centralmemory "plumbline/sync/central/store/memory"
	"plumbline/sync/replica"
	"plumbline/sync/wire"
)

// TestSmallScope walks through the states that a small world can come to, PLUMBLINE_STATES of them at most: two laptops whose
// people write twice each into one field of one record, the last time with a second answer; a central store; and between
// them a network that at every moment may lose a request or its answer, deliver a request late or twice, and laptops whose
// program may end at any moment, or any of whose writes may fail. The programs are the replica and the ledger themselves, on
// rows in memory. What a part does follows from its state and from what it is told alone, so each such pair is tried once, and
// the states of the whole are made from those of the parts.
//
// In every state nothing that was saved is gone, what is shown follows from what is there, and a laptop has all up to its
// cursor; and from every state, once the faults stop, all comes to agree.
func TestSmallScope(t *testing.T) {
	t.Parallel()
	w := newSmallWorld(t)
	w.walk(t, number(t, "PLUMBLINE_STATES", 20_000))
}

// What a laptop waits for.
const (
	nothing  = iota
	request  // that it sent: a batch
	answered // a reply that is on its way
	pulled   // a page that is on its way
)

// flight is what a laptop waits for.
type flight struct {
	kind int8
	what int32
}

// moment is a state of the small world: which states its parts are in, and what is between them. late is a batch that is
// under way although nobody waits for it any more, less one.
type moment struct {
	desks  [2]int32
	centre int32
	flight [2]flight
	late   [2]int32
}

const none = -1

// parts are states of one kind of part, each once.
type parts[T any] struct {
	all  []T
	find map[string]int32
}

func (p *parts[T]) number(key string, part T) (n int32, fresh bool) {
	n, known := p.find[key]
	if !known {
		if p.find == nil {
			p.find = map[string]int32{}
		}
		n = int32(len(p.all))
		p.all, p.find[key] = append(p.all, part), n
	}
	return n, !known
}

// cause is a part's state and what it is told; what came of it is remembered.
type cause struct {
	step       string
	by         int
	part, told int32
}

type effect struct{ part, said int32 }

// smallWorld is the states of the parts that were met, and what each does.
type smallWorld struct {
	record  uuid.UUID
	who     [2]ledger.Session
	begin   moment
	desks   parts[desk]
	centres parts[registry]
	batches parts[replica.Batch]
	replies parts[replica.Answer]
	pages   parts[page]
	effects map[cause]effect
	calmed  map[[3]int32]error
	paired  map[[2]int32]error
	epoch   uuid.UUID
}

// newSmallWorld makes a centre with two QA leads, whose laptops both have one record.
func newSmallWorld(t *testing.T) *smallWorld {
	t.Helper()
	w := &smallWorld{effects: map[cause]effect{}, calmed: map[[3]int32]error{}, paired: map[[2]int32]error{}}
	rows := centralmemory.New(smallID(9, 1), "Gannetshire")
	ids := 1
	l, err := ledger.Open(t.Context(), rows, ledger.Env{Now: noon, NewID: func() uuid.UUID {
		ids++
		return smallID(9, ids)
	}})
	if err != nil {
		t.Fatal(err)
	}
	w.begin = moment{late: [2]int32{none, none}}
	desks := [2]desk{}
	var centre registry
	for n := range desks {
		desks[n] = desk{number: n, memory: replica.NewMemory()}
		account, err := l.AddAccount(t.Context(), ledger.NewAccount{Name: desks[n].name(), Role: ledger.QALead, Scopes: []string{"all"}})
		if err != nil {
			t.Fatal(err)
		}
		desks[n], err = desks[n].at(func(d *desk, r *replica.Replica) error {
			centre, err := w.enrol(rows, r, account)
			w.who[n] = ledger.Session{Device: centre.Device, Account: account.ID}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	desks[0], err = desks[0].at(func(_ *desk, r *replica.Replica) (err error) {
		w.record, err = r.Create(t.Context(), replica.NewRecord{FormID: "f", FormHash: "f0", FormVersion: "1", Author: desks[0].name()})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	centre = registry{rows, w.epoch}
	key, err := centre.key()
	if err != nil {
		t.Fatal(err)
	}
	w.begin.centre, _ = w.centres.number(key, centre)
	for n := range desks {
		w.begin.desks[n], _ = w.desks.number(desks[n].key(), desks[n])
	}
	end, err := w.calm([3]int32{w.begin.desks[0], w.begin.desks[1], w.begin.centre})
	if err != nil {
		t.Fatal(err)
	}
	w.begin.desks, w.begin.centre = [2]int32{end[0], end[1]}, end[2]
	return w
}

// enrol has the centre and a replica know each other.
func (w *smallWorld) enrol(rows *centralmemory.Store, r *replica.Replica, account wire.Account) (replica.Centre, error) {
	ctx := context.Background()
	centre, err := r.Centre(ctx)
	if err != nil {
		return centre, err
	}
	err = rows.Update(ctx, func(tx store.Tx) error {
		tenant, err := tx.Tenant()
		w.epoch = tenant.Epoch
		return errors.Join(err, tx.AddDevice(store.Device{ID: centre.Device, Account: account.ID, Epoch: tenant.Epoch}))
	})
	return centre, errors.Join(err, r.Enrolled(ctx, "https://centre.example", nil, wire.Enrolled{Epoch: w.epoch, Account: account}))
}

// walk goes from state to state until there is no new one, or until it has met so many.
func (w *smallWorld) walk(t *testing.T, most int) {
	t.Helper()
	met := map[moment]struct{}{w.begin: {}}
	steps := 0
	for open := []moment{w.begin}; len(open) > 0 && len(met) < most; {
		m := open[len(open)-1]
		open = open[:len(open)-1]
		next, err := w.follow(m)
		if err != nil {
			t.Fatalf("after %d states: %+v: %v", len(met), m, err)
		}
		for _, n := range next {
			steps++
			if _, known := met[n]; !known {
				met[n] = struct{}{}
				open = append(open, n)
			}
		}
	}
	t.Logf("%d states, %d steps between them; %d states of laptops, %d of the centre; %d things that a part does; from %d combinations all came to agree",
		len(met), steps, len(w.desks.all), len(w.centres.all), len(w.effects), len(w.calmed))
}

// follow checks a state, and returns all that may follow on it.
func (w *smallWorld) follow(m moment) ([]moment, error) {
	if _, err := w.calm([3]int32{m.desks[0], m.desks[1], m.centre}); err != nil {
		return nil, err
	}
	var next []moment
	for i := range m.desks {
		if err := w.matches(m.desks[i], m.centre); err != nil {
			return nil, err
		}
		for _, acts := range []func(moment, int) ([]moment, error){w.person, w.starts, w.network, w.strays} {
			more, err := acts(m, i)
			if err != nil {
				return nil, err
			}
			next = append(next, more...)
		}
	}
	return next, nil
}

// person is what the person at a laptop may do, and its end.
func (w *smallWorld) person(m moment, i int) (next []moment, err error) {
	d := w.desks.all[m.desks[i]]
	steps := map[string]func(desk) (desk, error){}
	if d.edits < editsMost {
		steps["come"] = func(d desk) (desk, error) { return d.comesToField(w.record) }
		if d.open {
			steps["type"] = func(d desk) (desk, error) { return d.types(w.record) }
		}
	}
	for _, name := range sortedKeys(steps) {
		n := m
		if n.desks[i], err = w.desk(name, m.desks[i], none, steps[name]); err != nil {
			return nil, err
		}
		next = append(next, n)
	}
	if d.open { // the program ends, or the person leaves the field
		n := m
		n.flight[i] = flight{}
		n.desks[i], err = w.desk("leave", m.desks[i], none, func(d desk) (desk, error) {
			d.open, d.seen, d.draft, d.stages = false, nil, uuid.Nil, nil
			return d, nil
		})
		next = append(next, n)
	}
	return next, err
}

// starts is what a laptop may ask of the centre.
func (w *smallWorld) starts(m moment, i int) (next []moment, err error) {
	if m.flight[i].kind != nothing {
		return nil, nil
	}
	n := m
	n.desks[i], n.flight[i].what, err = w.push(m.desks[i])
	if n.flight[i].what != none {
		n.flight[i].kind = request
		next = append(next, n)
	}
	if err != nil {
		return nil, err
	}
	n = m
	n.flight[i].what, err = w.pull(i, m.desks[i], m.centre)
	if n.flight[i].what != none {
		n.flight[i].kind = pulled
		next = append(next, n)
	}
	return next, err
}

// network is what may become of what a laptop waits for.
func (w *smallWorld) network(m moment, i int) (next []moment, err error) {
	f := m.flight[i]
	if f.kind == nothing {
		return nil, nil
	}
	lost := m // or its answer, or the laptop's program has ended
	lost.flight[i] = flight{}
	next = append(next, lost)
	n := m
	switch f.kind {
	case request:
		n.flight[i].kind = answered
		n.centre, n.flight[i].what, err = w.take(i, m.centre, f.what)
		next = append(next, n)
		if m.late[i] == none {
			n.late[i] = f.what // it arrives twice
			lost.late[i] = f.what
			next = append(next, n, lost)
		}
	case answered:
		n.flight[i] = flight{}
		n.desks[i], err = w.read(m.desks[i], f.what)
		next = append(next, n)
	case pulled:
		n.flight[i] = flight{}
		n.desks[i], err = w.apply(m.desks[i], f.what)
		next = append(next, n)
	}
	return next, err
}

// strays is the arrival of a request for which nobody waits any more.
func (w *smallWorld) strays(m moment, i int) (next []moment, err error) {
	if m.late[i] == none {
		return nil, nil
	}
	n := m
	n.late[i] = none
	n.centre, _, err = w.take(i, m.centre, m.late[i])
	return []moment{n}, err
}
