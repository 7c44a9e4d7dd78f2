package client_test

import (
	"context"
	"errors"
	"net/http"
	"testing"

	"plumbline/sync/central/ledger"
	"plumbline/sync/client"
	"plumbline/sync/wire"
)

// each runs a test with laptops that keep their rows in memory, and with sealed ones.
func each(t *testing.T, f func(t *testing.T, k keeping)) {
	t.Helper()
	for _, k := range keepings() {
		t.Run(k.name, func(t *testing.T) { f(t, k) })
	}
}

func TestWhatOneWroteTheOtherReads(t *testing.T) {
	each(t, func(t *testing.T, k keeping) {
		c := newCentre(t)
		c.account(t, "auditor", ledger.Auditor)
		c.account(t, "lead", ledger.QALead, "all")
		one, other := k.enrolled(t, c, "auditor"), k.enrolled(t, c, "lead")
		record := one.start(t)
		one.write(t, record, "header/child_ref", "K-204")
		one.sync(t)
		other.sync(t)
		other.wantValues(t, record, "header/child_ref", "K-204")
		same(t, record, one, other)
		if o := one.overview(t); o.Waiting != 0 || o.SentAt.IsZero() {
			t.Errorf("after all was sent: %+v", o)
		}
		row := other.row(t, record)
		if row.State != "in_progress" || row.Author != "R. Auditor" || row.Partial || row.ReadOnly || row.Created.IsZero() {
			t.Errorf("the record elsewhere is %+v", row)
		}
	})
}

func TestWhoTypesWhileNewsComesMakesASecondHead(t *testing.T) {
	each(t, func(t *testing.T, k keeping) {
		c := newCentre(t)
		c.account(t, "auditor", ledger.Auditor)
		one, other := k.enrolled(t, c, "auditor"), k.enrolled(t, c, "auditor")
		record := one.start(t)
		one.write(t, record, "note", "base")
		one.sync(t)
		other.sync(t)
		seen := other.ids(t, record, "note") // the field is opened
		one.write(t, record, "note", "from one")
		one.sync(t)
		other.sync(t) // and news comes while the person types
		other.writeOver(t, record, "note", "from the other", seen...)
		other.sync(t)
		one.sync(t)
		one.wantValues(t, record, "note", "from one", "from the other")
		same(t, record, one, other)
		if n := one.row(t, record).Conflicts; n != 1 {
			t.Errorf("%d conflicts", n)
		}
		one.write(t, record, "note", "both")
		one.sync(t)
		other.sync(t)
		other.wantValues(t, record, "note", "both")
		if n := other.row(t, record).Conflicts; n != 0 {
			t.Errorf("%d conflicts after a person has chosen", n)
		}
	})
}

func TestNotEnrolled(t *testing.T) {
	each(t, func(t *testing.T, k keeping) {
		c := newCentre(t)
		l := k.make(t, c, t.TempDir())
		l.start(t)
		if err := l.Round(t.Context()); !errors.Is(err, client.ErrNotEnrolled) {
			t.Fatalf("error %v", err)
		}
		if s := l.Status(); s.Problem != client.MustEnrol || s.Waiting != 1 || s.AllSent() {
			t.Errorf("status %+v", s)
		}
		_, err := l.Enrol(t.Context(), client.Invitation{URL: "http://localhost", Code: "7KQ2-M4XP-9TVD"})
		var refusal *wire.Error
		if !errors.As(err, &refusal) || refusal.Code != wire.CodeNotAccepted {
			t.Errorf("a wrong code: %v", err)
		}
		c.account(t, "auditor", ledger.Auditor)
		l.enrol(t, "auditor")
		l.sync(t)
		if s := l.Status(); s.Problem != client.NoProblem || !s.AllSent() {
			t.Errorf("status %+v", s)
		}
	})
}

// A laptop can be written to between any two requests of a round, and cut off before or after any of them.
func TestCutAtEveryRequest(t *testing.T) {
	each(t, func(t *testing.T, k keeping) {
		for cut, ended := 1, false; !ended; cut++ {
			c := newCentre(t)
			c.account(t, "auditor", ledger.Auditor)
			one, other := k.enrolled(t, c, "auditor"), k.enrolled(t, c, "auditor")
			record := one.start(t)
			one.write(t, record, "note", "kept")
			ended = cutRound(t, one, cut)
			one.write(t, record, "later", "kept too")
			one.sync(t)
			other.sync(t)
			same(t, record, one, other)
			other.wantValues(t, record, "note", "kept")
			if o := one.overview(t); o.Waiting != 0 || o.Bad != 0 || o.Held != 0 {
				t.Fatalf("cut at %d: %+v", cut, o)
			}
		}
	})
}

// cutRound makes a round whose n-th event, of a request going out or an answer coming back, is cut. It reports whether there
// were fewer.
func cutRound(t *testing.T, l *laptop, n int) bool {
	t.Helper()
	count := 0
	event := func() error {
		if count++; count == n {
			return errCut
		}
		return nil
	}
	l.wires.before = func(*http.Request) error { return event() }
	l.wires.after = func(_ *http.Request, body []byte) ([]byte, error) {
		if err := event(); err != nil {
			return nil, err
		}
		return body, nil
	}
	err := l.Round(context.Background())
	l.wires.before, l.wires.after = nil, nil
	if count < n {
		return true
	}
	if !errors.Is(err, client.ErrNoContact) {
		t.Fatalf("cut at %d: %v", n, err)
	}
	return false
}

// codeOf is the code of the refusal in an error; "" when there is none.
func codeOf(err error) wire.Code {
	var refusal *wire.Error
	if errors.As(err, &refusal) {
		return refusal.Code
	}
	return ""
}
