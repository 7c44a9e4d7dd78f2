package replica

import (
	"fmt"
	"reflect"
	"slices"
	"testing"

	"github.com/google/uuid"
	"pgregory.net/rapid"

	"plumbline/sync/journal"
)

// model is what a store should hold, kept as plain sets of changes.
type model struct {
	records []uuid.UUID
	changes map[uuid.UUID]journal.Change // by id
	frozen  map[uuid.UUID]bool
	made    []uuid.UUID // every change ever made, replaced ones included
}

// TestPropertyAReplicaIsItsChanges holds a replica against the model: whatever is committed, replaced, frozen and reopened, the
// tables written change by change say what journal.Heads says of the whole set.
func TestPropertyAReplicaIsItsChanges(t *testing.T) {
	for name, make := range map[string]func(rt *rapid.T) *bed{
		"sealed": func(rt *rapid.T) *bed { return bedIn(rt, t.TempDir()) },
		"memory": func(rt *rapid.T) *bed { return inMemory(rt) },
	} {
		t.Run(name, func(t *testing.T) { checkModel(t, make) })
	}
}

func checkModel(t *testing.T, make func(rt *rapid.T) *bed) {
	rapid.Check(t, func(rt *rapid.T) {
		b := make(rt)
		rt.Cleanup(func() { b.close(rt) })
		m := &model{changes: map[uuid.UUID]journal.Change{}, frozen: map[uuid.UUID]bool{}}
		m.create(b, rt)
		rt.Repeat(map[string]func(*rapid.T){
			"create": func(rt *rapid.T) { m.create(b, rt) },
			"commit": func(rt *rapid.T) { m.commit(b, rt) },
			"freeze": func(rt *rapid.T) {
				if _, err := b.Outgoing(rt.Context(), Room{Changes: 1 << 20, Bytes: 1 << 30}); err != nil {
					rt.Fatal(err)
				}
				for id := range m.changes {
					m.frozen[id] = true
				}
			},
			"reopen": func(rt *rapid.T) { b.reopen(rt) },
			"search": func(rt *rapid.T) { m.search(b, rt) },
			"":       func(rt *rapid.T) { m.check(b, rt) },
		})
	})
}

func (m *model) create(b *bed, rt *rapid.T) {
	if len(m.records) == 3 {
		rt.Skip("enough records")
	}
	id := b.create(rt)
	m.records = append(m.records, id)
	history, err := b.History(rt.Context(), id, "")
	if err != nil || len(history) != 1 {
		rt.Fatalf("history of a new record %v, %v", history, err)
	}
	m.add(history[0])
}

func (m *model) add(c journal.Change) {
	m.changes[c.ID] = c
	m.made = append(m.made, c.ID)
}

func (m *model) commit(b *bed, rt *rapid.T) {
	c := Commit{Record: rapid.SampledFrom(m.records).Draw(rt, "record"), Author: rapid.SampledFrom([]string{"R. Auditor", "S. Manager"}).Draw(rt, "author")}
	paths := rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"a", "b", statePath}), 1, 3, rapid.ID).Draw(rt, "paths")
	for i, path := range paths {
		c.Edits = append(c.Edits, m.edit(rt, path, fmt.Sprintf("w%04d", 10*len(m.made)+i)))
	}
	changes, err := b.Commit(rt.Context(), c)
	if err != nil {
		rt.Fatal(err)
	}
	for i, change := range changes {
		replaced := m.replaced(c.Edits[i].Replaces, change)
		if replaced {
			if change.DevSeq != m.changes[c.Edits[i].Replaces].DevSeq {
				rt.Fatalf("%+v has not the number of %+v", change, m.changes[c.Edits[i].Replaces])
			}
			delete(m.changes, c.Edits[i].Replaces)
		}
		m.add(change)
	}
}

func (m *model) edit(rt *rapid.T, path, word string) Edit {
	e := set(path, word, rapid.SliceOfN(rapid.SampledFrom(m.made), 0, 3).Draw(rt, "supersedes")...)
	if rapid.Bool().Draw(rt, "replaces") {
		e.Replaces = rapid.SampledFrom(m.made).Draw(rt, "replaces")
	}
	switch {
	case path == statePath:
		e.Value = rapid.SampledFrom([]string{"in_progress", "complete", "withdrawn"}).Draw(rt, "state")
	case rapid.Bool().Draw(rt, "clear"):
		e.Op, e.Value, e.Words = journal.Clear, "", ""
	}
	return e
}

// replaced reports whether a change should have taken the place of an earlier one.
func (m *model) replaced(id uuid.UUID, by journal.Change) bool {
	old, ok := m.changes[id]
	for _, c := range m.changes {
		ok = ok && !(c.Register() == old.Register() && slices.Contains(c.Supersedes, id))
	}
	return ok && !m.frozen[id] && old.Register() == by.Register() && old.Author == by.Author && by.Path != statePath
}

func (m *model) of(record uuid.UUID) []journal.Change {
	var out []journal.Change
	for _, c := range m.changes {
		if c.Record == record {
			out = append(out, c)
		}
	}
	slices.SortFunc(out, journal.Compare)
	return out
}

func (m *model) check(b *bed, rt *rapid.T) {
	numbers := map[int64]bool{}
	for _, record := range m.records {
		changes := m.of(record)
		history, err := b.History(rt.Context(), record, "")
		if err != nil || !reflect.DeepEqual(history, changes) {
			rt.Fatalf("history %+v, want %+v (%v)", history, changes, err)
		}
		m.checkHeads(b, rt, record, changes)
		for _, c := range changes {
			numbers[c.DevSeq] = true
		}
	}
	for n := range int64(len(m.changes)) {
		if !numbers[n+1] {
			rt.Fatalf("no change has number %d of %d", n+1, len(m.changes))
		}
	}
}

func (m *model) checkHeads(b *bed, rt *rapid.T, record uuid.UUID, changes []journal.Change) {
	want, conflicts := map[string][]journal.Change{}, 0
	for register, heads := range journal.Heads(changes) {
		want[register.Path] = heads
		if journal.Conflict(heads) {
			conflicts++
		}
	}
	heads, err := b.Heads(rt.Context(), record)
	if err != nil || !reflect.DeepEqual(heads, want) {
		rt.Fatalf("heads %+v, want %+v (%v)", heads, want, err)
	}
	version := 0
	for _, c := range changes {
		if c.Path == statePath && c.Value == stateComplete {
			version++
		}
	}
	state, _ := journal.Shown(want[statePath])
	row, err := b.Record(rt.Context(), record)
	if err != nil || row.Conflicts != conflicts || row.State != state.Value || row.Version != version {
		rt.Fatalf("row %+v, want %d conflicts, state %s, version %d (%v)", row, conflicts, state.Value, version, err)
	}
}

// search looks for every answer ever given: a record is found by its current ones alone.
func (m *model) search(b *bed, rt *rapid.T) {
	if b.memory != nil {
		rt.Skip("no lists in memory")
	}
	for _, record := range m.records {
		changes := m.of(record)
		heads := journal.Heads(changes)
		for _, c := range changes {
			if c.Op == journal.Clear || c.Path == statePath {
				continue
			}
			current := slices.ContainsFunc(heads[c.Register()], func(h journal.Change) bool { return h.ID == c.ID })
			if found := slices.Contains(b.find(rt, c.Value), record); found != current {
				rt.Fatalf("search found %v by %+v, which is current %v", found, c, current)
			}
		}
	}
}
