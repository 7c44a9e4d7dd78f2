package replica

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"testing"

	"github.com/google/uuid"
	"pgregory.net/rapid"

	"plumbline/sync/journal"
	"plumbline/sync/wire"
)

// twins are a replica in a vault and one in memory to which the same happens. What one does with large statements and
// what it remembers, the other does row by row.
type twins struct {
	beds    [2]*bed
	centre  *farCentre
	records []uuid.UUID
	log     [][2]wire.PullLine // changes that the centre has given or taken, as each replica knows them
	made    []uuid.UUID
	ids     uint64
}

var twinWords = []string{"otter", "heron", "badger"}

// TestPropertyStoresAreAlike holds the rows of a vault against those in memory, whatever pages come, is written here, goes
// out and is answered.
func TestPropertyStoresAreAlike(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w := &twins{beds: [2]*bed{bedIn(rt, t.TempDir()), inMemory(rt)}, centre: &farCentre{epoch: newID()}}
		rt.Cleanup(func() { w.beds[0].close(rt) })
		for range 4 {
			w.records = append(w.records, w.nextID())
		}
		account := wire.Account{ID: w.nextID(), Name: "auditor"}
		for _, b := range w.beds {
			b.env.NewID = counter()
			if err := b.Enrolled(rt.Context(), "https://centre.example", nil, wire.Enrolled{Epoch: w.centre.epoch, Account: account}); err != nil {
				rt.Fatal(err)
			}
		}
		w.page(rt, nil)
		rt.Repeat(map[string]func(*rapid.T){
			"page": func(rt *rapid.T) {
				lines := make([][2]wire.PullLine, rapid.IntRange(0, 12).Draw(rt, "lines"))
				for i := range lines {
					lines[i] = w.line(rt)
				}
				w.page(rt, lines)
			},
			"commit": w.commit,
			"push":   w.push,
			"":       w.compare,
		})
	})
}

// counter makes ids that are the same for both.
func counter() func() uuid.UUID {
	var n uint64
	return func() uuid.UUID {
		n++
		return numbered(0xb, n)
	}
}

func numbered(kind byte, n uint64) (id uuid.UUID) {
	id[0], id[6], id[8] = kind, 0x70, 0x80
	binary.BigEndian.PutUint32(id[12:], uint32(n))
	return id
}

func (w *twins) nextID() uuid.UUID {
	w.ids++
	return numbered(0xa, w.ids)
}

// line draws a line of a page, which is the same for both but where the centre gives back what they sent.
func (w *twins) line(rt *rapid.T) [2]wire.PullLine {
	record := rapid.SampledFrom(w.records).Draw(rt, "record")
	both := func(l wire.PullLine) [2]wire.PullLine { return [2]wire.PullLine{l, l} }
	switch kind := rapid.IntRange(0, 9).Draw(rt, "kind"); {
	case kind < 2:
		return both(wire.PullLine{Record: &wire.Record{
			ID: record, Form: rapid.SampledFrom([]string{"f0", "f1"}).Draw(rt, "form"), Write: rapid.Bool().Draw(rt, "write"),
			Whole: rapid.Bool().Draw(rt, "whole"), OnlyHeads: rapid.Bool().Draw(rt, "only heads"),
		}})
	case kind == 2:
		return both(wire.PullLine{Drop: &wire.Drop{Record: record}})
	case kind == 3 && len(w.made) > 0:
		return both(wire.PullLine{Decision: &wire.Decision{
			Change: rapid.SampledFrom(w.made).Draw(rt, "change"), Record: record, Accepted: rapid.Bool().Draw(rt, "accepted"),
		}})
	case kind == 4 && len(w.log) > 0:
		return rapid.SampledFrom(w.log).Draw(rt, "again")
	}
	c := elsewhere(record, w.path(rt), rapid.SampledFrom(twinWords).Draw(rt, "value"), w.seen(rt)...)
	c.ID, c.Txn, c.HLC = w.nextID(), w.nextID(), journal.HLC(w.ids)
	body, err := journal.Encode(c)
	if err != nil {
		rt.Fatal(err)
	}
	l := w.centre.lineOf(string(body))
	l.Change.Superseded = rapid.IntRange(0, 5).Draw(rt, "superseded") == 0
	w.made, w.log = append(w.made, c.ID), append(w.log, both(l))
	return both(l)
}

func (w *twins) path(rt *rapid.T) string {
	return rapid.SampledFrom([]string{"a", "b", statePath}).Draw(rt, "path")
}

func (w *twins) seen(rt *rapid.T) []uuid.UUID {
	if len(w.made) == 0 {
		return nil
	}
	return rapid.SliceOfNDistinct(rapid.SampledFrom(w.made), 0, min(2, len(w.made)), rapid.ID).Draw(rt, "seen")
}

func (w *twins) page(rt *rapid.T, lines [][2]wire.PullLine) {
	w.same(rt, func(i int, b *bed) (any, error) {
		page := make([]wire.PullLine, 0, len(lines)+1)
		for _, l := range lines {
			page = append(page, l[i])
		}
		centre, err := b.Centre(rt.Context())
		if err != nil {
			return nil, err
		}
		return nil, b.take(rt, centre.Cursor, append(page, w.centre.end()))
	})
}

func (w *twins) commit(rt *rapid.T) {
	c := Commit{Record: rapid.SampledFrom(w.records).Draw(rt, "record"), Author: "R. Auditor"}
	for _, path := range rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"a", "b"}), 1, 2, rapid.ID).Draw(rt, "paths") {
		c.Edits = append(c.Edits, set(path, rapid.SampledFrom(twinWords).Draw(rt, "value"), w.seen(rt)...))
	}
	changes := w.same(rt, func(_ int, b *bed) (any, error) {
		changes, err := b.Commit(rt.Context(), c)
		return plain(changes), err
	})
	for _, change := range changes.([]journal.Change) {
		w.made = append(w.made, change.ID)
	}
}

// push sends what waits, in two batches of which the second is made before the first is answered.
func (w *twins) push(rt *rapid.T) {
	room := Room{Changes: rapid.IntRange(1, 4).Draw(rt, "room"), Bytes: 1 << 20}
	var batches [2][]wire.Pushed
	w.same(rt, func(i int, b *bed) (any, error) {
		first, err := b.Outgoing(rt.Context(), room)
		if err != nil {
			return nil, err
		}
		second, err := b.OutgoingBehind(rt.Context(), room, first)
		batches[i] = slices.Concat(first.Changes, second.Changes)
		return [2]int{len(first.Changes), len(second.Changes)}, err
	})
	var results []wire.Result
	for i, p := range batches[0] {
		r := wire.Result{ID: p.ID, Receipt: "r", Outcome: rapid.SampledFrom([]wire.Outcome{wire.OK, wire.OK, wire.Dup, wire.Held, wire.Bad}).Draw(rt, "outcome")}
		if r.Outcome == wire.OK || r.Outcome == wire.Dup {
			first, second := w.centre.lineOf(p.Body), w.centre.lineOf(batches[1][i].Body)
			second.Change.Seq = first.Change.Seq
			r.Seq = first.Change.Seq
			w.log = append(w.log, [2]wire.PullLine{first, second})
		}
		results = append(results, r)
	}
	w.same(rt, func(_ int, b *bed) (any, error) { return b.Answered(rt.Context(), Answer{Results: results}) })
}

// same does something with both, which has to come to the same end.
func (w *twins) same(rt *rapid.T, do func(i int, b *bed) (any, error)) any {
	vault, err := do(0, w.beds[0])
	memory, errMemory := do(1, w.beds[1])
	if fmt.Sprint(err) != fmt.Sprint(errMemory) {
		rt.Fatalf("in the vault: %v\nin memory: %v", err, errMemory)
	}
	if !reflect.DeepEqual(vault, memory) {
		rt.Fatalf("in the vault: %+v\nin memory: %+v", vault, memory)
	}
	return vault
}

// plain leaves out what is not the same: the devices, which have no choice but to differ.
func plain(changes []journal.Change) []journal.Change {
	out := slices.Clone(changes)
	for i := range out {
		out[i].Device = uuid.Nil
	}
	return out
}

func (w *twins) compare(rt *rapid.T) {
	ctx := rt.Context()
	for _, record := range w.records {
		w.same(rt, func(_ int, b *bed) (any, error) {
			row, err := b.Record(ctx, record)
			if errors.Is(err, ErrNotFound) {
				err = nil
			}
			return row, err
		})
		w.same(rt, func(_ int, b *bed) (any, error) {
			entries, err := b.Trace(ctx, record, "")
			for i := range entries {
				entries[i].Device = uuid.Nil
			}
			return entries, err
		})
		w.same(rt, func(_ int, b *bed) (any, error) {
			heads, err := b.Heads(ctx, record)
			for path := range heads {
				heads[path] = plain(heads[path])
			}
			return heads, err
		})
	}
	w.same(rt, func(_ int, b *bed) (any, error) { return b.Overview(ctx) })
	w.same(rt, func(_ int, b *bed) (any, error) { return b.Gone(ctx) })
	w.same(rt, func(_ int, b *bed) (any, error) {
		troubles, err := b.Troubles(ctx)
		for i := range troubles {
			troubles[i].Change.Device = uuid.Nil
		}
		return troubles, err
	})
	w.compareSearch(rt, ctx)
}

// compareSearch holds what words find in the vault against the answers that are current in memory.
func (w *twins) compareSearch(rt *rapid.T, ctx context.Context) {
	for _, word := range twinWords {
		var want []uuid.UUID
		for _, record := range w.records {
			heads, err := w.beds[1].Heads(ctx, record)
			if err != nil && !errors.Is(err, ErrNotFound) {
				rt.Fatal(err)
			}
			if slices.ContainsFunc(slices.Concat(heads["a"], heads["b"]), func(c journal.Change) bool { return c.Value == word }) {
				want = append(want, record)
			}
		}
		got := w.beds[0].find(rt, word)
		slices.SortFunc(got, compareIDs)
		if !slices.Equal(got, want) {
			rt.Fatalf("%q finds %v, want %v", word, got, want)
		}
	}
}
