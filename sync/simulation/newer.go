package simulation

import (
	"crypto/ed25519"
	"fmt"
	"io"
	"time"

	"github.com/google/uuid"

	"plumbline/sync/central/ledger"
	"plumbline/sync/central/store"
	"plumbline/sync/journal"
	"plumbline/sync/wire"
)

// newer is a laptop with a later version of the program, of which nobody here knows what it writes. It never reads.
type newer struct {
	session ledger.Session
	epoch   uuid.UUID
	devSeq  int64
}

// newerWrites has it write something to a record.
func (w *world) newerWrites() {
	record := one(w.chance, w.model.records)
	if record == uuid.Nil || !w.begun(record) {
		return
	}
	if w.newer == nil {
		w.newer = w.enrolNewer()
	}
	n := w.newer
	n.devSeq++
	id, txn := w.newID(), w.newID()
	body := fmt.Sprintf(`{ "v": 7, "id":%q,"record":%q, "path":"section9/sketch","op":"append","value":"stroke %d","mood":{"b":[1,2]},`+
		`"author":"N. Ewer","device":%q,"dev_seq":%d,"txn":%q,"hlc":"1","form":%q }`, id, record, w.model.words, n.session.Device, n.devSeq, txn, form().Hash)
	pushed := wire.Pushed{ID: id, Txn: txn, DevSeq: n.devSeq, Hash: wire.HashOf(body), Body: body}
	answer, err := w.centre.ledger.Push(w.ctx, n.session, ledger.Batch{Epoch: n.epoch, Changes: []wire.Pushed{pushed}})
	if err != nil || answer.Results[0].Outcome != wire.OK && answer.Results[0].Outcome != wire.Held {
		w.newer = nil // the centre was put back: it starts anew
		return
	}
	outcome := answer.Results[0].Outcome
	w.tell("a newer laptop writes %s to %s: %s", brief(id), brief(record), outcome)
	c, err := journal.Decode([]byte(body))
	w.must(err)
	w.model.add(&laptop{name: "a newer laptop"}, c, nil)
	w.model.exact[id] = body
}

// begun reports whether the centre has a record.
func (w *world) begun(record uuid.UUID) (yes bool) {
	w.view(func(tx store.Tx) error {
		rows, err := tx.Records([]uuid.UUID{record})
		_, yes = rows[record]
		return err
	})
	return yes
}

func (w *world) enrolNewer() *newer {
	code, _, err := w.centre.ledger.EnrolCode(w.ctx, "lead", time.Hour)
	w.must(err)
	seed := make([]byte, ed25519.SeedSize)
	_, err = io.ReadFull(w.chance, seed)
	w.must(err)
	key := ed25519.NewKeyFromSeed(seed)
	public := key.Public().(ed25519.PublicKey)
	device := w.newID()
	enrolled, err := w.centre.ledger.Enrol(w.ctx, wire.EnrolRequest{
		Code: code, Device: device, PublicKey: public, Signature: ed25519.Sign(key, wire.EnrolMessage(code, device, public)),
	})
	w.must(err)
	return &newer{session: ledger.Session{Device: device, Account: enrolled.Account.ID}, epoch: enrolled.Epoch}
}

// turnForm withdraws the form that all records are started on, or approves it.
func (w *world) turnForm() {
	w.setForm(one(w.chance, []string{wire.FormApproved, wire.FormApproved, wire.FormGone}))
}

func (w *world) setForm(status string) {
	var hash wire.Hash
	w.must(hash.UnmarshalText([]byte(form().Hash)))
	if w.centre.ledger.SetFormStatus(w.ctx, ledger.Operator(), hash, status) == nil { // else it is not here yet
		w.tell("the form is %s", status)
	}
}
