package client_test

import (
	"testing"

	"github.com/google/uuid"

	"plumbline/sync/central/ledger"
	"plumbline/sync/wire"
)

// The centre was put back to a backup: everything that any laptop holds comes back.
func TestCentreRestored(t *testing.T) {
	each(t, func(t *testing.T, k keeping) {
		c := newCentre(t)
		c.account(t, "auditor", ledger.Auditor)
		c.account(t, "lead", ledger.QALead, "all")
		one, lead := k.enrolled(t, c, "auditor"), k.enrolled(t, c, "lead")
		record := one.start(t)
		one.write(t, record, "before", "1")
		one.sync(t)
		lead.sync(t)
		backup := c.store.Copy()

		one.write(t, record, "since", "from one")
		one.sync(t)
		lead.sync(t)
		lead.write(t, record, "since", "from lead")
		young := lead.start(t)
		lead.sync(t)
		lead.write(t, record, "waiting", "1")

		c.restore(t, backup)
		lead.sync(t) // brings back what the auditor's laptop wrote, too
		same(t, record, lead, lead)
		lead.wantValues(t, record, "since", "from lead")
		lead.wantValues(t, young, "_state", "in_progress")
		one.sync(t)
		lead.sync(t)
		same(t, record, one, lead)
		one.wantValues(t, record, "waiting", "1")
		for _, l := range []*laptop{one, lead} {
			if o := l.overview(t); o.Waiting != 0 || o.Bad != 0 || o.Held != 0 {
				t.Errorf("%+v", o)
			}
		}
		if h, err := c.ledger.History(t.Context(), ledgerSession(t, c, lead), record, 0); err != nil || len(h) != 6 {
			t.Errorf("the centre has %d lines of history (%v)", len(h), err)
		}
	})
}

func ledgerSession(t *testing.T, c *centre, l *laptop) ledger.Session {
	t.Helper()
	centre, err := l.Centre(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return ledger.Session{Device: centre.Device, Account: centre.Account.ID}
}

// The centre is put back while a laptop is at any point of getting over it having been put back.
func TestCentreRestoredAgain(t *testing.T) {
	k := keepings()[0]
	for cut, ended := 1, false; !ended; cut++ {
		c := newCentre(t)
		c.account(t, "auditor", ledger.Auditor)
		one, other := k.enrolled(t, c, "auditor"), k.enrolled(t, c, "auditor")
		record := one.start(t)
		one.write(t, record, "before", "1")
		one.sync(t)
		first := c.store.Copy()
		one.write(t, record, "between", "1")
		one.sync(t)
		other.sync(t)
		second := c.store.Copy()
		one.write(t, record, "since", "1")
		one.sync(t)
		other.sync(t)

		c.restore(t, second)
		ended = cutRound(t, one, cut)
		c.restore(t, first)
		one.sync(t)
		other.sync(t)
		same(t, record, one, other)
		for _, path := range []string{"before", "between", "since"} {
			other.wantValues(t, record, path, "1")
		}
	}
}

// A laptop that the centre has forgotten enrols anew, and loses nothing.
func TestCentreRestoredToBeforeTheLaptop(t *testing.T) {
	each(t, func(t *testing.T, k keeping) {
		c := newCentre(t)
		c.account(t, "auditor", ledger.Auditor)
		backup := c.store.Copy()
		l := k.enrolled(t, c, "auditor")
		record := l.start(t)
		l.write(t, record, "note", "kept")
		l.sync(t)
		c.restore(t, backup)
		if err := l.Round(t.Context()); codeOf(err) != wire.NotAccepted {
			t.Fatalf("error %v", err)
		}
		l.enrol(t, "auditor")
		l.sync(t)
		l.wantValues(t, record, "note", "kept")
		other := k.enrolled(t, c, "auditor")
		other.sync(t)
		same(t, record, l, other)
	})
}

func TestHeldIsDecided(t *testing.T) {
	for _, accept := range []bool{true, false} {
		each(t, func(t *testing.T, k keeping) {
			c := newCentre(t)
			c.account(t, "auditor", ledger.Auditor)
			c.account(t, "lead", ledger.QALead, "all")
			one, lead := k.enrolled(t, c, "auditor"), k.enrolled(t, c, "lead")
			record := one.start(t)
			one.write(t, record, "note", "before")
			one.sync(t)
			lead.sync(t)
			lead.write(t, record, "_state", "closed")
			lead.sync(t)
			late := one.write(t, record, "note", "late")
			one.sync(t)
			one.wantValues(t, record, "note", "late")
			lead.sync(t)
			lead.wantValues(t, record, "note", "before")
			if o := one.overview(t); o.Held != 1 || o.Waiting != 0 {
				t.Fatalf("after a late edit: %+v", o)
			}
			troubles, err := one.Troubles(t.Context())
			if err != nil || len(troubles) != 1 || troubles[0].Code != wire.RecordClosed || troubles[0].Change.ID != late.ID || troubles[0].Message == "" {
				t.Fatalf("troubles %+v, %v", troubles, err)
			}
			held, err := lead.Held(t.Context())
			if err != nil || len(held) != 1 {
				t.Fatalf("held %+v, %v", held, err)
			}
			if _, err := lead.Decide(t.Context(), held[0].ID, wire.DecisionRequest{Accept: accept, Reason: "so decided"}); err != nil {
				t.Fatal(err)
			}
			one.sync(t)
			lead.sync(t)
			want, trouble := "late", 0
			if !accept {
				want, trouble = "before", 1
			}
			one.wantValues(t, record, "note", want)
			same(t, record, one, lead)
			o := one.overview(t)
			if o.Held != 0 || o.Rejected != trouble {
				t.Errorf("after the decision: %+v", o)
			}
		})
	}
}

// Who writes on over what was held has seen what stood there before.
func TestWhatIsWrittenOverHeldWords(t *testing.T) {
	each(t, func(t *testing.T, k keeping) {
		c := newCentre(t)
		c.account(t, "auditor", ledger.Auditor)
		c.account(t, "lead", ledger.QALead, "all")
		one, lead := k.enrolled(t, c, "auditor"), k.enrolled(t, c, "lead")
		record := one.start(t)
		one.write(t, record, "note", "before")
		one.sync(t)
		lead.sync(t)
		lead.write(t, record, "_state", "closed")
		lead.sync(t)
		one.write(t, record, "note", "late")
		one.sync(t)
		lead.write(t, record, "_state", "in_progress")
		lead.sync(t)
		one.write(t, record, "note", "on time")
		one.sync(t)
		lead.sync(t)
		lead.wantValues(t, record, "note", "on time")
		held, err := lead.Held(t.Context())
		if err != nil || len(held) != 1 {
			t.Fatalf("held %+v, %v", held, err)
		}
		if _, err := lead.Decide(t.Context(), held[0].ID, wire.DecisionRequest{Accept: true}); err != nil {
			t.Fatal(err)
		}
		one.sync(t)
		lead.sync(t)
		lead.wantValues(t, record, "note", "on time")
		same(t, record, one, lead)
	})
}

// A record leaves the sight of a person who is writing in it, and comes back.
func TestOutOfSightAndBack(t *testing.T) {
	each(t, func(t *testing.T, k keeping) {
		c := newCentre(t)
		auditor := c.account(t, "auditor", ledger.Auditor)
		lead := c.account(t, "lead", ledger.QALead, "all")
		one, other := k.enrolled(t, c, "lead"), k.enrolled(t, c, "auditor")
		record := one.start(t)
		one.write(t, record, "note", "base")
		one.sync(t)
		assign := func(to uuid.UUID, assigned bool) {
			t.Helper()
			if err := c.ledger.Assign(t.Context(), ledgerSession(t, c, one), record, wire.AssignRequest{Account: to, Assigned: assigned}); err != nil {
				t.Fatal(err)
			}
		}
		assign(auditor.ID, true)
		other.sync(t)
		other.wantValues(t, record, "note", "base")
		seen := other.ids(t, record, "note")

		assign(auditor.ID, false)
		other.sync(t)
		if _, err := other.Record(t.Context(), record); err == nil {
			t.Fatal("the record is here still")
		}
		other.writeOver(t, record, "note", "typed meanwhile", seen...)
		other.sync(t)
		if o := other.overview(t); o.Held != 1 || o.Waiting != 0 {
			t.Fatalf("after a late edit: %+v", o)
		}
		gone, err := other.Gone(t.Context())
		if err != nil || len(gone) != 1 || gone[0].Held != 1 || gone[0].Erased {
			t.Errorf("gone %+v, %v", gone, err)
		}
		held, err := one.Held(t.Context())
		if err != nil || len(held) != 1 {
			t.Fatalf("held %+v, %v", held, err)
		}
		if _, err := one.Decide(t.Context(), held[0].ID, wire.DecisionRequest{Accept: true}); err != nil {
			t.Fatal(err)
		}
		other.sync(t)
		if o := other.overview(t); o.Held != 0 {
			t.Errorf("after the decision: %+v", o)
		}
		assign(auditor.ID, true)
		other.sync(t)
		one.sync(t)
		other.wantValues(t, record, "note", "typed meanwhile")
		same(t, record, one, other)
		_ = lead
	})
}
