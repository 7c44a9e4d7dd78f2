package ledger_test

import (
	"context"
	"fmt"
	"maps"
	"os"
	"slices"
	"testing"

	"github.com/google/uuid"
	"pgregory.net/rapid"

	"plumbline/sync/central/ledger"
	"plumbline/sync/central/store"
	"plumbline/sync/central/store/memory"
	"plumbline/sync/central/storetest"
	"plumbline/sync/journal"
	"plumbline/sync/wire"
)

// world is a centre with some laptops that do as they like.
type world struct {
	*bed
	t       rapid.TB
	laptops []*laptop
	records []uuid.UUID
	written map[uuid.UUID]string // change -> what it is
	service string               // of team east
	backup  *memory.Store        // nil while there is none
}

func newWorld(t rapid.TB, s store.Store) *world {
	t.Helper()
	w := &world{bed: newBed(t, s), t: t, written: map[uuid.UUID]string{}}
	w.serve("safeguarding")
	w.laptops = []*laptop{
		w.enrolled(t, "ann", ledger.Auditor), w.enrolled(t, "ben", ledger.Auditor),
		w.enrolled(t, "cat", ledger.Manager, "team:east"), w.enrolled(t, "dan", ledger.QALead, "all"),
	}
	w.laptops = append(w.laptops, w.enrol(t, "ann"))
	return w
}

func (w *world) laptop(rt *rapid.T) *laptop { return rapid.SampledFrom(w.laptops).Draw(rt, "laptop") }

func (w *world) begin(rt *rapid.T) {
	l := w.laptop(rt)
	w.records = append(w.records, l.begin(w.t))
	w.note(l, l.outbox[len(l.outbox)-1].ID)
}

func (w *world) note(l *laptop, ids ...uuid.UUID) {
	for _, id := range ids {
		w.written[id] = fmt.Sprintf("change %s of %s", id, l.account.Name)
	}
}

// edit answers one to three questions of records that the laptop may or may not see.
func (w *world) edit(rt *rapid.T) {
	if len(w.records) == 0 {
		rt.Skip("no record yet")
	}
	l := w.laptop(rt)
	var edits []edit
	for range rapid.IntRange(1, 3).Draw(rt, "edits") {
		e := edit{record: rapid.SampledFrom(w.records).Draw(rt, "record")}
		e.path = rapid.SampledFrom([]string{
			"a", "b", wire.PathState, wire.PathTeam, wire.PathAssigned + rapid.SampledFrom(w.laptops).Draw(rt, "assignee").Account.String(),
		}).Draw(rt, "path")
		switch e.path {
		case wire.PathState:
			e.value = rapid.SampledFrom([]string{"in_progress", "complete", "withdrawn", "closed"}).Draw(rt, "state")
		case wire.PathTeam:
			e.value = rapid.SampledFrom([]string{"east", "west", ""}).Draw(rt, "team")
		default:
			e.value = rapid.SampledFrom([]string{wire.Assigned, ""}).Draw(rt, "value")
		}
		if rapid.Bool().Draw(rt, "aware") {
			e.supersedes = w.onScreen(l, e)
		}
		edits = append(edits, e)
	}
	w.note(l, l.write(w.t, edits...)...)
}

// onScreen are the heads of a register as its laptop shows it, with its own changes that are not in the log yet.
func (w *world) onScreen(l *laptop, e edit) []uuid.UUID {
	var all []journal.Change
	for _, p := range l.changes[e.record] {
		all = append(all, decode(w.t, p.Body))
	}
	for _, p := range slices.Concat(l.outbox, slices.Collect(maps.Values(l.held))) {
		all = append(all, decode(w.t, p.Body))
	}
	var ids []uuid.UUID
	for _, h := range journal.Heads(all)[journal.Register{Record: e.record, Path: e.path}] {
		ids = append(ids, h.ID)
	}
	return ids
}

func (w *world) push(rt *rapid.T) {
	l := w.current(w.laptop(rt))
	sent := slices.Clone(l.outbox)
	l.push(w.t)
	if rapid.Bool().Draw(rt, "reply lost") { // and then sent once more
		l.outbox = append(sent, l.outbox...)
		l.push(w.t)
	}
}

func (w *world) pull(rt *rapid.T) {
	l := w.current(w.laptop(rt))
	lines, err := l.Pull(context.Background(), l.Session, l.cursor, rapid.IntRange(1, 5).Draw(rt, "page"))
	if err != nil {
		w.t.Fatal(err)
	}
	if rapid.IntRange(0, 4).Draw(rt, "cut") > 0 {
		l.apply(w.t, lines)
	}
}

func (w *world) rescope(rt *rapid.T) {
	scopes := rapid.SampledFrom([][]string{nil, {"team:east"}, {"team:west"}, {"service:safeguarding"}, {"all"}}).Draw(rt, "scopes")
	if _, err := w.SetScopes(context.Background(), ledger.Operator(), w.laptop(rt).Account, scopes); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) decide(rt *rapid.T) {
	ctx := context.Background()
	l := w.laptop(rt)
	lines, err := w.HeldChanges(ctx, l.Session, uuid.Nil)
	if err != nil {
		w.t.Fatal(err)
	}
	for _, line := range lines {
		if line.Held == nil {
			continue
		}
		_, err := w.Decide(ctx, l.Session, line.Held.ID, wire.DecisionRequest{Accept: rapid.Bool().Draw(rt, "accept")})
		if c := code(w.t, err); c != "" && c != wire.NotFound {
			w.t.Fatal(err)
		}
		return
	}
}

// fresh replaces a laptop by one that begins with a snapshot, and takes its outbox over by carrying it.
func (w *world) fresh(rt *rapid.T) {
	i := rapid.IntRange(0, len(w.laptops)-1).Draw(rt, "laptop")
	old := w.laptops[i]
	l := w.incarnate(w.t, old)
	for _, p := range old.outbox {
		if p.Device == uuid.Nil {
			p.Device = old.Device
		}
		l.outbox = append(l.outbox, p)
	}
	l.held = old.held
	l.snapshot(w.t)
	w.laptops[i] = l
}

func (w *world) moveTeam(rt *rapid.T) {
	w.serve(rapid.SampledFrom([]string{"safeguarding", "fostering"}).Draw(rt, "service"))
}

func (w *world) serve(service string) {
	w.service = service
	if err := w.PutTeam(context.Background(), wire.Team{ID: "east", Name: "East", Service: service}); err != nil {
		w.t.Fatal(err)
	}
}

// takeBackup keeps the store as it is.
func (w *world) takeBackup(rt *rapid.T) {
	if m, ok := w.store.(*memory.Store); ok && rapid.Bool().Draw(rt, "backup") {
		w.backup = m.Copy()
	}
}

// putBack puts the store back to the backup. What any laptop has by then must come back.
func (w *world) putBack(rt *rapid.T) {
	if w.backup == nil || rapid.IntRange(0, 3).Draw(rt, "restore") > 0 {
		return
	}
	still := map[uuid.UUID]bool{}
	for _, l := range w.laptops {
		for _, p := range slices.Concat(l.offered(0), l.outbox) {
			still[p.ID] = true
		}
	}
	maps.DeleteFunc(w.written, func(id uuid.UUID, _ string) bool { return !still[id] })
	w.restore(w.t, w.backup)
	w.serve(w.service)
}

// current has a laptop go through what a restore takes, if there was one.
func (w *world) current(l *laptop) *laptop {
	_, err := l.Push(context.Background(), l.Session, ledger.Batch{Epoch: l.epoch})
	if code(w.t, err) == wire.EpochChanged {
		l.recover(w.t)
	}
	return l
}

// settle lets everybody push and pull, and holds what they have against the store.
func (w *world) settle() {
	ctx := context.Background()
	for _, l := range w.laptops {
		w.current(l).push(w.t)
		if len(l.outbox) > 0 {
			w.t.Fatalf("%s is stuck with %d changes", l.account.Name, len(l.outbox))
		}
	}
	for _, l := range w.laptops {
		l.pull(w.t)
		w.compare(l)
	}
	if err := storetest.Check(ctx, w.store); err != nil {
		w.t.Fatal(err)
	}
	var ids []uuid.UUID
	for id := range w.written {
		ids = append(ids, id)
	}
	err := w.store.View(ctx, func(tx store.Tx) error {
		known, err := tx.Known(ids)
		for _, id := range ids {
			if _, kept := known[id]; !kept && err == nil {
				w.t.Fatalf("%s is lost", w.written[id])
			}
		}
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
}

// compare holds a laptop's records, and their heads, against those that its account may see.
func (w *world) compare(l *laptop) {
	for _, record := range w.records {
		var all []store.Entry
		err := w.store.View(context.Background(), func(tx store.Tx) (err error) {
			all, err = tx.RecordEntries(record, 0, 1<<40, 0)
			return err
		})
		if err != nil {
			w.t.Fatal(err)
		}
		visible, sum := w.visible(l, record, all)
		if visible != l.has(record) {
			w.t.Fatalf("%s has record %s: %v, and may see it: %v", l.account.Name, record, l.has(record), visible)
		}
		if visible && l.headSum(w.t, record) != sum {
			w.t.Fatalf("%s has other heads of %s", l.account.Name, record)
		}
	}
}

// visible works out, from all changes of a record, whether an account may see it, and the sum of its heads.
func (w *world) visible(l *laptop, record uuid.UUID, all []store.Entry) (bool, wire.Hash) {
	var changes []journal.Change
	hashes := map[uuid.UUID]wire.Hash{}
	for _, e := range all {
		changes = append(changes, decode(w.t, string(e.Body)))
		hashes[e.ID] = e.Hash
	}
	scopes := []string{"all"}
	if len(all) > 0 && creator(all) == l.Account {
		scopes = append(scopes, "own")
	}
	var sum wire.Hash
	for register, hs := range journal.Heads(changes) {
		for _, h := range hs {
			sum = sum.Add(hashes[h.ID])
			switch {
			case register.Path == wire.PathTeam && h.Value != "":
				scopes = append(scopes, "team:"+h.Value)
				if h.Value == "east" {
					scopes = append(scopes, "service:"+w.service)
				}
			case register.Path == wire.PathAssigned+l.Account.String() && h.Value == wire.Assigned:
				scopes = append(scopes, "own")
			}
		}
	}
	return len(all) > 0 && slices.ContainsFunc(l.account.Scopes, func(s string) bool { return slices.Contains(scopes, s) }), sum
}

// creator is who began a record: the last of those who did, where what was lost in a restore came back later than what
// was written to it; and the first who wrote, while nothing that began it has come back.
func creator(all []store.Entry) uuid.UUID {
	who := all[0].Account
	for _, e := range all {
		if e.Began {
			who = e.Account
		}
	}
	return who
}

func (l *laptop) headSum(t rapid.TB, record uuid.UUID) wire.Hash {
	t.Helper()
	var sum wire.Hash
	paths := map[string]bool{}
	for _, p := range l.changes[record] {
		paths[decode(t, p.Body).Path] = true
	}
	for path := range paths {
		for _, h := range l.headsAt(t, record, path) {
			sum = sum.Add(l.changes[record][h.ID].Hash)
		}
	}
	return sum
}

// acts are what can happen, some of it more often.
func (w *world) acts() map[string]func(*rapid.T) {
	return map[string]func(*rapid.T){
		"begin": w.begin, "edit": w.edit, "edit too": w.edit, "push": w.push, "pull": w.pull, "pull too": w.pull,
		"rescope": w.rescope, "decide": w.decide, "fresh": w.fresh, "move team": w.moveTeam,
	}
}

func checkWorlds(t *testing.T, open func(testing.TB) store.Store) {
	rapid.Check(t, func(rt *rapid.T) {
		w := newWorld(rt, open(t))
		rt.Repeat(w.acts())
		w.settle()
	})
}

// Whatever laptops and administrators do, in the end every change is in the log or held, and every laptop has what its
// account may see and nothing else.
func TestPropertyEverybodyAgrees(t *testing.T) {
	checkWorlds(t, func(testing.TB) store.Store { return storetest.Memory() })
}

// So it is when the centre is put back to backups, but for what nobody had any more.
func TestPropertyEverybodyAgreesAfterRestores(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w := newWorld(rt, storetest.Memory())
		acts := w.acts()
		delete(acts, "fresh") // laptops that a backup does not know must be enrolled by a person
		acts["back up"], acts["restore"] = w.takeBackup, w.putBack
		rt.Repeat(acts)
		w.settle()
	})
}

func TestPropertyEverybodyAgreesInDatabases(t *testing.T) {
	if os.Getenv("PLUMBLINE_LONG") == "" {
		t.Skip("takes minutes; set PLUMBLINE_LONG=1")
	}
	t.Run("sqlite", func(t *testing.T) { checkWorlds(t, storetest.SQLite) })
	t.Run("postgres", func(t *testing.T) { checkWorlds(t, kinds.OpenPostgres) })
}
