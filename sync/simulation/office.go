package simulation

import (
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"plumbline/sync/central/ledger"
	"plumbline/sync/central/store"
	"plumbline/sync/seal"
	"plumbline/sync/wire"
)

// officeStep has something happen at the centre.
func (w *world) officeStep() {
	pick(w.chance, []weighted[func()]{
		{4, w.rescope},
		{4, w.assign},
		{6, func() { w.decide(w.chance.happens(0.6)) }},
		{1, w.moveTeam},
		{2, w.restartCentre},
		{3, w.newerWrites},
		{1, w.turnForm},
		{1, w.newcomer},
	})()
}

// rescope gives an account other scopes.
func (w *world) rescope() {
	a := one(w.chance, w.accounts)
	all := []string{"team:east", "team:west", "service:north", "all"}
	scopes := []string{}
	for _, s := range all {
		if w.chance.happens(0.35) {
			scopes = append(scopes, s)
		}
	}
	_, err := w.centre.ledger.SetScopes(w.ctx, ledger.Operator(), a.ID, scopes)
	w.must(err)
	a.scopes = scopes
	w.tell("%s has scopes %v", a.Name, scopes)
}

// assign assigns a record to an account, or ends that.
func (w *world) assign() {
	record := one(w.chance, w.model.records)
	lead := w.accounts[len(w.accounts)-1]
	a := one(w.chance, w.accounts)
	r := wire.AssignRequest{Account: a.ID, Assigned: w.chance.happens(0.6)}
	err := w.centre.ledger.Assign(w.ctx, ledger.Session{Account: lead.ID}, record, r)
	var refusal *wire.Error
	if errors.As(err, &refusal) {
		return // the record is not here yet, or not in sight
	}
	w.must(err)
	w.tell("%s is assigned to %s: %t", brief(record), a.Name, r.Assigned)
}

// decide decides a held change that there is.
func (w *world) decide(accept bool) bool {
	var waiting []store.Held
	w.view(func(tx store.Tx) (err error) {
		waiting, err = tx.HeldWaiting(uuid.Nil, 50)
		return err
	})
	if len(waiting) == 0 {
		return false
	}
	h := one(w.chance, waiting)
	// An operator gives the QA lead sight of everything for a moment, so that every held change can be decided.
	lead := w.accounts[len(w.accounts)-1]
	_, err := w.centre.ledger.SetScopes(w.ctx, ledger.Operator(), lead.ID, []string{"all"})
	w.must(err)
	lead.scopes = []string{"all"}
	decided, err := w.centre.ledger.Decide(w.ctx, ledger.Session{Account: lead.ID}, h.ID, wire.DecisionRequest{Accept: accept, Reason: "so decided"})
	w.must(err)
	w.tell("%v are decided: %t", briefs(decided.Changes), accept)
	return true
}

// moveTeam has a team belong to another service.
func (w *world) moveTeam() {
	t := wire.Team{ID: one(w.chance, []string{"east", "west"}), Service: one(w.chance, []string{"north", "south"})}
	t.Name = strings.ToUpper(t.ID)
	w.must(w.centre.ledger.PutTeam(w.ctx, t))
	w.tell("team %s belongs to %s", t.ID, t.Service)
}

// restartCentre ends the server and starts it again.
func (w *world) restartCentre() {
	w.tell("the centre is started again")
	w.openCentre()
}

// view reads the centre's rows.
func (w *world) view(f func(store.Tx) error) { w.must(w.centre.store.View(w.ctx, f)) }

// faultStep has something break.
func (w *world) faultStep() {
	pick(w.chance, []weighted[func()]{
		{20, w.partition},
		{10, w.powerCut},
		{10, w.diskFull},
		{20, w.clockJump},
		{10, w.backupLaptop},
		{3, w.clone},
		{3, w.restoreLaptop},
		{6, w.backupCentre},
		{2, func() { w.restoreCentre(w.anyBackup()) }},
	})()
}

// partition takes a laptop off the network for a while.
func (w *world) partition() {
	if l := w.aLaptop(); l != nil {
		l.cut = l.now().Add(time.Duration(1+w.chance.IntN(120)) * time.Minute)
		w.tell("%s has no network", l.name)
	}
}

// powerCut ends a program at one of the next things that it writes.
func (w *world) powerCut() {
	l := w.aLaptop()
	if l == nil {
		return
	}
	left := w.chance.IntN(60)
	l.breakage = func() error {
		if left--; left >= 0 {
			return nil
		}
		return l.die()
	}
	l.round("until the power fails")
	l.person()
	l.breakage = nil
}

// diskFull has one write fail, and with it whatever it is part of.
func (w *world) diskFull() {
	l := w.aLaptop()
	if l == nil {
		return
	}
	left := w.chance.IntN(60)
	l.breakage = func() error {
		if left--; left != -1 {
			return nil
		}
		return seal.ErrFull
	}
	l.person()
	l.round("with a full disk")
	l.breakage = nil
}

// clockJump sets a laptop's clock to another time.
func (w *world) clockJump() {
	if l := w.aLaptop(); l != nil {
		l.skew = one(w.chance, []time.Duration{
			0, 5 * time.Minute, -5 * time.Minute, time.Duration(w.chance.IntN(20*365*24)-10*365*24) * time.Hour,
		})
		w.tell("the clock of %s is off by %v", l.name, l.skew)
		l.cut, l.ended = time.Time{}, time.Time{}
	}
}

// backupLaptop copies a disk, for later.
func (w *world) backupLaptop() {
	l := w.aLaptop()
	if l == nil {
		return
	}
	if l.backup != nil {
		w.must(l.backup.disk.Close())
	}
	disk, err := l.disk.Copy()
	w.must(err)
	l.backup = &backup{disk, l.ids()}
}

// ids are all changes that are here.
func (l *laptop) ids() map[uuid.UUID]bool {
	ids := map[uuid.UUID]bool{}
	for _, record := range l.model.records {
		entries, err := l.replica.Trace(l.ctx, record, "")
		l.must(err)
		for _, e := range entries {
			ids[e.ID] = true
		}
	}
	return ids
}

// clone has a second laptop go on with a copy of a disk.
func (w *world) clone() {
	l := w.aLaptop()
	if l == nil || len(w.laptops) > 9 {
		return
	}
	disk, err := l.disk.Copy()
	w.must(err)
	c := w.adopt(l.name+"'", l.account, disk)
	c.skew, c.copied, l.copied = l.skew, true, true
	w.tell("%s is cloned", l.name)
}

// restoreLaptop puts a disk back to its backup. What nobody else has is gone with the disk.
func (w *world) restoreLaptop() {
	l := w.aLaptop()
	if l == nil || l.backup == nil {
		return
	}
	for id := range l.ids() {
		if !l.backup.ids[id] && !w.elsewhere(id, l) {
			w.model.excused[id] = "went with the disk of " + l.name
		}
	}
	w.must(l.disk.Close())
	l.disk, l.backup, l.copied = l.backup.disk, nil, true
	w.tell("%s is put back to its backup", l.name)
	l.boot()
}

// elsewhere reports whether anyone but a laptop has a change.
func (w *world) elsewhere(id uuid.UUID, but *laptop) bool {
	if w.atCentre(id) {
		return true
	}
	c, ok := w.model.made[id]
	return ok && slices.ContainsFunc(w.laptops, func(l *laptop) bool { return l != but && l.holds(c.Record, id) })
}

// holds reports whether a change is here.
func (l *laptop) holds(record, id uuid.UUID) bool {
	entries, err := l.replica.Trace(l.ctx, record, "")
	l.must(err)
	for _, e := range entries {
		if e.ID == id {
			return true
		}
	}
	return false
}

// atCentre reports whether the log has a change, or it is held there.
func (w *world) atCentre(id uuid.UUID) bool {
	found := false
	w.view(func(tx store.Tx) error {
		known, err := tx.Known([]uuid.UUID{id})
		_, found = known[id]
		return err
	})
	return found
}

func (w *world) backupCentre() {
	b, err := w.centre.vault.Copy()
	w.must(err)
	w.centre.backups = append(w.centre.backups, b)
	w.tell("the centre is backed up")
}

// anyBackup is the number of a backup of the centre.
func (w *world) anyBackup() int { return w.chance.IntN(max(1, len(w.centre.backups))) }

// restoreCentre puts the centre back to a backup where there are any, as an operator does; 0 is the oldest. What no laptop
// has is gone.
func (w *world) restoreCentre(backup int) {
	if len(w.centre.backups) == 0 {
		return
	}
	before := w.changesAtCentre()
	b := w.centre.backups[backup]
	vault, err := b.Copy()
	w.must(err)
	w.must(w.centre.vault.Close())
	w.centre.vault = vault
	w.openCentre()
	epoch, err := w.centre.ledger.NewEpoch(w.ctx)
	w.must(err)
	w.tell("the centre is put back to a backup, epoch %s", brief(epoch))
	w.readScopes()
	after := w.changesAtCentre()
	for id, wasLogged := range before {
		c, made := w.model.made[id]
		logged, here := after[id]
		if !made || here && logged == wasLogged {
			continue
		}
		w.model.torn[c.Txn] = true
		if !here && !slices.ContainsFunc(w.laptops, func(l *laptop) bool { return l.alive && l.answeredFor(c.Record, id) }) {
			w.model.excused[id] = "went with the centre"
		}
	}
}

// answeredFor reports whether a change is here, in a way in which it will be sent again where the centre lacks it.
func (l *laptop) answeredFor(record, id uuid.UUID) bool { return l.holds(record, id) }

// readScopes learns anew which scopes accounts have.
func (w *world) readScopes() {
	people, err := w.centre.ledger.People(w.ctx, ledger.Operator())
	w.must(err)
	for _, p := range people.People {
		for _, a := range w.accounts {
			if a.ID == p.ID {
				a.scopes = slices.DeleteFunc(slices.Clone(p.Scopes), func(s string) bool { return s == "own" })
			}
		}
	}
}
