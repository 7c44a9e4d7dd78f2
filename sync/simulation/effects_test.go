package simulation

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/google/uuid"

	"plumbline/sync/central/store"
	"plumbline/sync/replica"
	"plumbline/sync/wire"
)

// desk returns what becomes of a laptop by a step, which is tried once, and once with each of its writes failing.
func (w *smallWorld) desk(name string, from, told int32, step func(desk) (desk, error)) (int32, error) {
	d := w.desks.all[from]
	e, err := w.once(cause{name, d.number, from, told}, func() (effect, error) {
		after, err := step(d)
		if err == nil {
			err = d.unharmed(step)
		}
		if err != nil {
			return effect{}, err
		}
		return w.meet(after)
	})
	return e.part, err
}

// meet numbers a state of a laptop, and checks it when it is new.
func (w *smallWorld) meet(d desk) (effect, error) {
	n, fresh := w.desks.number(d.key(), d)
	if fresh && w.record != uuid.Nil {
		return effect{part: n}, d.sound(w.record)
	}
	return effect{part: n}, nil
}

// once works an effect out when its cause is met first.
func (w *smallWorld) once(c cause, f func() (effect, error)) (effect, error) {
	if e, known := w.effects[c]; known {
		return e, nil
	}
	e, err := f()
	if err != nil {
		return e, fmt.Errorf("%s: %w", c.step, err)
	}
	w.effects[c] = e
	return e, nil
}

// push has a laptop send what waits.
func (w *smallWorld) push(from int32) (after, batch int32, err error) {
	d := w.desks.all[from]
	e, err := w.once(cause{"push", d.number, from, none}, func() (effect, error) {
		after, sent, err := d.sends()
		if err != nil || len(sent.Changes) == 0 {
			return effect{from, none}, err
		}
		err = d.unharmed(func(d desk) (desk, error) {
			after, _, err := d.sends()
			return after, err
		})
		if err != nil {
			return effect{}, err
		}
		e, err := w.meet(after)
		e.said, _ = w.batches.number(fmt.Sprint(d.number, sent), sent)
		return e, err
	})
	return e.part, e.said, err
}

// take has the centre take a push.
func (w *smallWorld) take(by int, from, told int32) (after, answer int32, err error) {
	e, err := w.once(cause{"take", by, from, told}, func() (effect, error) {
		after, answer, err := w.centres.all[from].takes(w.who[by], w.batches.all[told])
		if err != nil {
			return effect{}, err
		}
		key, err := after.key()
		if err != nil {
			return effect{}, err
		}
		var e effect
		e.part, _ = w.centres.number(key, after)
		e.said, _ = w.replies.number(fmt.Sprint(answer), answer)
		return e, nil
	})
	return e.part, e.said, err
}

func (w *smallWorld) read(from, told int32) (int32, error) {
	return w.desk("read", from, told, func(d desk) (desk, error) { return d.reads(w.replies.all[told]) })
}

// pull has the centre make a page for a laptop; none when there is nothing new.
func (w *smallWorld) pull(by int, from, centre int32) (int32, error) {
	e, err := w.once(cause{"pull", by, from, centre}, func() (effect, error) {
		cursor, err := w.desks.all[from].cursor()
		if err != nil {
			return effect{}, err
		}
		p, err := w.centres.all[centre].gives(w.who[by], cursor)
		if err != nil {
			return effect{}, err
		}
		if len(p.lines) == 1 && p.lines[0].End.Cursor == cursor {
			return effect{said: none}, nil
		}
		var e effect
		e.said, _ = w.pages.number(spellPage(p), p)
		return e, nil
	})
	return e.said, err
}

func spellPage(p page) string {
	var out strings.Builder
	fmt.Fprint(&out, p.asked)
	for _, l := range p.lines {
		switch {
		case l.Record != nil:
			fmt.Fprint(&out, *l.Record)
		case l.Change != nil:
			fmt.Fprint(&out, *l.Change)
		case l.End != nil:
			fmt.Fprint(&out, *l.End)
		default:
			fmt.Fprint(&out, l)
		}
	}
	return out.String()
}

func (w *smallWorld) apply(from, told int32) (int32, error) {
	return w.desk("apply", from, told, func(d desk) (desk, error) { return d.applies(w.pages.all[told]) })
}

// key tells states of the centre apart, by all that does not follow from the rest.
func (g registry) key() (string, error) {
	var out strings.Builder
	err := g.store.View(context.Background(), func(tx store.Tx) error {
		tenant, err := tx.Tenant()
		if err != nil {
			return err
		}
		devices, err := tx.Devices()
		if err != nil {
			return err
		}
		for _, d := range devices {
			fmt.Fprint(&out, d.DevSeq, d.Epoch)
		}
		entries, err := g.entries(tx, tenant.LastSeq)
		for _, e := range entries {
			fmt.Fprint(&out, e.Seq, e.ID, e.Hash, e.Superseded)
		}
		return err
	})
	return out.String(), err
}

func (g registry) entries(tx store.Tx, upto int64) ([]store.Entry, error) {
	metas, err := tx.Metas(store.Look{Upto: upto}, 0)
	var seqs []int64
	for _, m := range metas {
		seqs = append(seqs, m.Seq)
	}
	entries, eerr := tx.Entries(seqs)
	return entries, errors.Join(err, eerr)
}

// matches checks that a laptop has what the log has up to its cursor, and nothing under a number that the log does not have
// so (I6, I7).
func (w *smallWorld) matches(at, centre int32) error {
	if err, known := w.paired[[2]int32{at, centre}]; known {
		return err
	}
	err := w.compare(w.desks.all[at], w.centres.all[centre])
	w.paired[[2]int32{at, centre}] = err
	return err
}

func (w *smallWorld) compare(d desk, g registry) error {
	cursor, err := d.cursor()
	if err != nil {
		return err
	}
	upto, err := wire.ParseCursor(cursor)
	if err != nil {
		return err
	}
	here := map[uuid.UUID]int64{}
	_, err = d.at(func(_ *desk, r *replica.Replica) error {
		entries, err := r.Trace(context.Background(), w.record, "")
		for _, e := range entries {
			here[e.ID] = e.Seq
		}
		return err
	})
	if err != nil {
		return err
	}
	for _, id := range d.saved {
		if _, kept := here[id]; !kept {
			return fmt.Errorf("I1: %s has lost %s", d.name(), id)
		}
	}
	return g.store.View(context.Background(), func(tx store.Tx) error {
		tenant, err := tx.Tenant()
		if err != nil {
			return err
		}
		entries, err := g.entries(tx, tenant.LastSeq)
		if err != nil {
			return err
		}
		numbers := map[uuid.UUID]int64{}
		for _, e := range entries {
			numbers[e.ID] = e.Seq
			if _, has := here[e.ID]; !has && e.Seq <= upto.Seq {
				return fmt.Errorf("I7: %s has come to %d, and has not %s, which is number %d", d.name(), upto.Seq, e.ID, e.Seq)
			}
		}
		for id, seq := range here {
			if seq != 0 && numbers[id] != seq {
				return fmt.Errorf("I6: %s has %s as number %d, which is %d", d.name(), id, seq, numbers[id])
			}
		}
		return nil
	})
}

// calm lets the laptops synchronise without a fault, and returns where that ends. All agree by then (I3, I22).
func (w *smallWorld) calm(from [3]int32) (end [3]int32, err error) {
	if err, known := w.calmed[from]; known {
		return end, err
	}
	end = from
	for range roundsMost {
		for i := range 2 {
			if err == nil {
				end[i], end[2], err = w.round(i, end[i], end[2])
			}
		}
	}
	if err == nil {
		err = w.agreed(end)
	}
	w.calmed[from] = err
	return end, err
}

// round takes all to the centre that waits, and brings all news.
func (w *smallWorld) round(i int, at, centre int32) (int32, int32, error) {
	for {
		after, batch, err := w.push(at)
		if err != nil {
			return at, centre, err
		}
		if batch == none {
			break
		}
		var answer int32
		if centre, answer, err = w.take(i, centre, batch); err != nil {
			return at, centre, err
		}
		if at, err = w.read(after, answer); err != nil {
			return at, centre, err
		}
	}
	for {
		page, err := w.pull(i, at, centre)
		if err != nil || page == none {
			return at, centre, err
		}
		if at, err = w.apply(at, page); err != nil {
			return at, centre, err
		}
	}
}

// agreed checks that both laptops show the same, and the log has no more than they.
func (w *smallWorld) agreed(end [3]int32) error {
	var shown [2]string
	for i := range shown {
		if err := w.matches(end[i], end[2]); err != nil {
			return err
		}
		_, err := w.desks.all[end[i]].at(func(_ *desk, r *replica.Replica) error {
			heads, err := r.Heads(context.Background(), w.record)
			shown[i] = spell(heads)
			return err
		})
		if err != nil {
			return err
		}
	}
	if shown[0] != shown[1] {
		return fmt.Errorf("I3: in the end one laptop shows %s, the other %s", shown[0], shown[1])
	}
	return nil
}
