package simulation

import (
	"github.com/google/uuid"

	"plumbline/sync/central/store"
	"plumbline/sync/journal"
	"plumbline/sync/wire"
)

// model is what people did, kept apart from every program in the history.
type model struct {
	records []uuid.UUID
	made    map[uuid.UUID]*made
	ever    map[uuid.UUID]*made // every change that anyone made, those that were replaced included: a copy may have them
	excused map[uuid.UUID]string
	torn    map[uuid.UUID]bool    // actions that the centre lost, or holds again: laptops that have parts of them bring those back
	exact   map[uuid.UUID]string  // bodies that must arrive as they were made
	unsent  map[uuid.UUID]*laptop // earlier stages, which only copies of a laptop can have sent
	files   map[wire.Hash]string
	words   int
	bodies  map[wire.Hash]body // read so far
}

// body is the body of a change, as it was when it was first met.
type body struct {
	bytes  string
	change *journal.Change
}

// made is a change that was saved.
type made struct {
	journal.Change
	by   *laptop
	life int
	seen []uuid.UUID // what was on screen when the person began

	checked *journal.Change // the body of which it is known to name what was on screen; nil before
}

func newModel() model {
	return model{made: map[uuid.UUID]*made{}, ever: map[uuid.UUID]*made{}, excused: map[uuid.UUID]string{}, torn: map[uuid.UUID]bool{}, exact: map[uuid.UUID]string{}, unsent: map[uuid.UUID]*laptop{}, files: map[wire.Hash]string{}, bodies: map[wire.Hash]body{}}
}

func (m *model) add(l *laptop, c journal.Change, seen []uuid.UUID) {
	if c.Path == wire.PathState && len(seen) == 0 && c.Value == inProgress && m.unknown(c.Record) {
		m.records = append(m.records, c.Record)
	}
	m.made[c.ID] = &made{Change: c, by: l, life: l.dead, seen: seen}
	m.ever[c.ID] = m.made[c.ID]
}

func (m *model) unknown(record uuid.UUID) bool {
	for _, id := range m.records {
		if id == record {
			return false
		}
	}
	return true
}

// replaced notes that a change was an earlier stage of another, which took its place before anybody else knew it.
func (m *model) replaced(id uuid.UUID) {
	if c := m.made[id]; c != nil {
		m.unsent[id] = c.by
	}
	delete(m.made, id)
}

// decode reads the body of an entry of the log, once.
func (m *model) decode(e *store.Entry) (*journal.Change, error) {
	if b, known := m.bodies[e.Hash]; known {
		return b.change, nil
	}
	c, err := journal.Decode(e.Body)
	if err == nil && wire.HashOf(string(e.Body)) == e.Hash {
		m.bodies[e.Hash] = body{string(e.Body), &c}
	}
	return &c, err
}

// intact reports whether the body of an entry is what its hash says.
func (m *model) intact(e *store.Entry) bool { return m.bodies[e.Hash].bytes == string(e.Body) }
