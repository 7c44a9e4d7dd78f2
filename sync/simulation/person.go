package simulation

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/google/uuid"

	"plumbline/sync/journal"
	"plumbline/sync/replica"
	"plumbline/sync/seal"
	"plumbline/sync/wire"
)

// field is a visit to a field: what stood on screen when it began is what a change names.
type field struct {
	record uuid.UUID
	path   string
	seen   []uuid.UUID
	draft  uuid.UUID
	text   string
}

// paths are the answers of a record.
func paths() []string {
	out := make([]string, 12)
	for i := range out {
		out[i] = fmt.Sprintf("section%d/question%d", i/4, i)
	}
	return out
}

// The states that people move records to.
const (
	inProgress = "in_progress"
	complete   = "complete"
	closed     = "closed"
	withdrawn  = "withdrawn"
)

// personStep has a person at some laptop do something.
func (w *world) personStep() {
	if l := w.aLaptop(); l != nil {
		l.person()
	}
}

func (l *laptop) person() {
	if l.crashed {
		return
	}
	pick(l.chance, []weighted[func()]{
		{8, l.startRecord},
		{30, l.typeOn},
		{20, l.openField},
		{14, l.answerSeveral},
		{6, l.moveState},
		{8, l.resolve},
		{3, l.handOver},
		{3, l.attach},
		{2, l.moveForm},
	})()
}

func (l *laptop) author() string { return l.account.Name + " at " + l.name }

// startRecord begins a record.
func (l *laptop) startRecord() {
	id, err := l.replica.Create(l.ctx, replica.NewRecord{FormID: "practice_evaluation", FormHash: form().Hash, FormVersion: "1", Author: l.author()})
	if !l.saved(err) {
		return
	}
	history, err := l.replica.History(l.ctx, id, "")
	l.must(err)
	l.tell("%s starts %s", l.name, brief(id))
	l.model.add(l, history[0], nil)
	if !l.saved(l.replica.PutForm(l.ctx, form())) {
		return
	}
	if l.chance.happens(0.4) {
		l.commit(id, nil, replica.Edit{Path: wire.PathTeam, Op: journal.Set, Value: one(l.chance, []string{"east", "west"})})
	}
}

// form is the form that all records are started on.
func form() replica.Form { return version("1") }

// version is a version of the form.
func version(v string) replica.Form {
	source := "| survey | " + v
	return replica.Form{Hash: wire.HashOf(source).String(), ID: "practice_evaluation", Version: v, Title: "Practice evaluation", Source: []byte(source)}
}

// moveForm moves a record to a newer version of its form.
func (l *laptop) moveForm() {
	record, to := one(l.chance, l.records()), version(one(l.chance, []string{"2", "3"}))
	if record == uuid.Nil || !l.saved(l.replica.PutForm(l.ctx, to)) {
		return
	}
	l.commit(record, nil, replica.Edit{Path: pathForm, Op: journal.Set, Value: to.Hash, Supersedes: l.onScreen(record, pathForm)})
}

// pathForm is the register of the version that a record was moved to.
const pathForm = "_form"

// saved reports whether something was saved; it was not where the disk failed.
func (l *laptop) saved(err error) bool {
	switch {
	case err == nil:
		return true
	case errors.Is(err, errPower), errors.Is(err, seal.ErrFull), errors.Is(err, replica.ErrErased):
		l.tell("%s: not saved: %v", l.name, err)
	default:
		l.breaks("I20", "%s cannot save: %v", l.name, err)
	}
	return false
}

// records are those that are here.
func (l *laptop) records() []uuid.UUID {
	var here []uuid.UUID
	for _, id := range l.model.records {
		if _, err := l.replica.Record(l.ctx, id); err == nil {
			here = append(here, id)
		}
	}
	return here
}

// openField begins a visit to a field.
func (l *laptop) openField() {
	records := l.records()
	if len(records) == 0 {
		return
	}
	f := &field{record: one(l.chance, records[max(0, len(records)-4):]), path: one(l.chance, paths())}
	f.seen = l.onScreen(f.record, f.path)
	l.field = f
	l.typeOn()
}

// onScreen returns what is current at a path.
func (l *laptop) onScreen(record uuid.UUID, path string) []uuid.UUID {
	heads, err := l.replica.Heads(l.ctx, record)
	if err != nil && !errors.Is(err, replica.ErrNotFound) {
		l.must(err)
	}
	var ids []uuid.UUID
	for _, h := range heads[path] {
		ids = append(ids, h.ID)
	}
	return ids
}

// typeOn writes more in the field that is open.
func (l *laptop) typeOn() {
	f := l.field
	if f == nil {
		return
	}
	l.model.words++
	f.text = strings.TrimSpace(fmt.Sprintf("%s word%d", f.text, l.model.words))
	e := replica.Edit{Path: f.path, Op: journal.Set, Value: f.text, Words: f.text, Supersedes: f.seen, Replaces: f.draft}
	if l.chance.happens(0.1) {
		e.Op, e.Value, e.Words = journal.Clear, "", ""
	}
	if changes := l.commit(f.record, f, e); changes != nil {
		f.draft = changes[0].ID
	}
	if l.chance.happens(0.3) {
		l.field = nil
	}
}

// commit saves edits, and has the model know of them.
func (l *laptop) commit(record uuid.UUID, f *field, edits ...replica.Edit) []journal.Change {
	l.world.count.Edits++
	changes, err := l.replica.Commit(l.ctx, replica.Commit{Record: record, Author: l.author(), Edits: edits})
	if errors.Is(err, replica.ErrNotFound) && f == nil {
		return nil // it left sight a moment ago
	}
	if !l.saved(err) {
		return nil
	}
	for i, c := range changes {
		l.tell("%s writes %s at %s of %s: %q, over %v", l.name, brief(c.ID), c.Path, brief(record), c.Value, briefs(c.Supersedes))
		if old := edits[i].Replaces; old != uuid.Nil && !slices.Contains(c.Supersedes, old) {
			l.model.replaced(old)
		}
		l.model.add(l, c, edits[i].Supersedes)
	}
	return changes
}

// answerSeveral does one action that touches several answers.
func (l *laptop) answerSeveral() {
	records := l.records()
	if len(records) == 0 {
		return
	}
	record := one(l.chance, records)
	all := paths()
	var edits []replica.Edit
	for _, n := range l.chance.Perm(len(all))[:2+l.chance.IntN(3)] {
		l.model.words++
		value := fmt.Sprintf("choice%d", l.model.words)
		edits = append(edits, replica.Edit{Path: all[n], Op: journal.Set, Value: value, Words: value, Supersedes: l.onScreen(record, all[n])})
	}
	l.commit(record, nil, edits...)
}

// moveState completes, closes, withdraws or reopens a record.
func (l *laptop) moveState() {
	record := one(l.chance, l.records())
	if record == uuid.Nil {
		return
	}
	state := pick(l.chance, []weighted[string]{{5, complete}, {3, inProgress}, {2, closed}, {1, withdrawn}})
	l.commit(record, nil,
		replica.Edit{Path: wire.PathState, Op: journal.Set, Value: state, Supersedes: l.onScreen(record, wire.PathState)},
		replica.Edit{Path: wire.PathReason, Op: journal.Set, Value: "because", Supersedes: l.onScreen(record, wire.PathReason)},
	)
}

// resolve settles a conflict by writing over all that is on screen.
func (l *laptop) resolve() {
	for _, record := range l.records() {
		heads, err := l.replica.Heads(l.ctx, record)
		l.must(err)
		for _, path := range sortedKeys(heads) {
			if !journal.Conflict(heads[path]) {
				continue
			}
			value := one(l.chance, heads[path]).Value
			if value == "" {
				value = inProgress
			}
			l.commit(record, nil, replica.Edit{Path: path, Op: journal.Set, Value: value, Words: value, Supersedes: l.onScreen(record, path)})
			return
		}
	}
}

// handOver assigns a record to somebody, or ends that.
func (l *laptop) handOver() {
	record := one(l.chance, l.records())
	if record == uuid.Nil {
		return
	}
	path := wire.PathAssigned + one(l.chance, l.accounts).ID.String()
	e := replica.Edit{Path: path, Op: journal.Set, Value: wire.Assigned, Supersedes: l.onScreen(record, path)}
	if len(e.Supersedes) > 0 && l.chance.happens(0.5) {
		e.Op, e.Value = journal.Clear, ""
	}
	l.commit(record, nil, e)
}

// attach adds a small file to a record.
func (l *laptop) attach() {
	record := one(l.chance, l.records())
	if record == uuid.Nil {
		return
	}
	l.model.words++
	content := fmt.Sprintf("file %d", l.model.words)
	a, err := l.replica.Attach(l.ctx, record, strings.NewReader(content))
	if !l.saved(err) {
		return
	}
	const path = "evidence"
	value := a.Hash.String()
	if l.commit(record, nil, replica.Edit{Path: path, Op: journal.Set, Value: value, Supersedes: l.onScreen(record, path)}) != nil {
		l.model.files[a.Hash] = content
	}
}

func brief(id uuid.UUID) string { return id.String()[24:] }

func briefs(ids []uuid.UUID) []string {
	var out []string
	for _, id := range ids {
		out = append(out, brief(id))
	}
	return out
}

func sortedKeys[V any](m map[string]V) []string {
	var keys []string
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
