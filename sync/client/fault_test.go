package client_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"plumbline/sync/central/ledger"
	"plumbline/sync/client"
	"plumbline/sync/replica"
	"plumbline/sync/wire"
)

// An answer is cut at every byte of a push and of a pull in turn: nothing is lost, nothing comes twice.
func TestCutAtEveryByte(t *testing.T) {
	k := keepings()[0]
	for _, path := range []string{"/v1/push", "/v1/pull", "/v1/snapshot", "/v1/token"} {
		t.Run(path, func(t *testing.T) {
			c := newCentre(t)
			c.account(t, "auditor", ledger.Auditor)
			writer, l := k.enrolled(t, c, "auditor"), k.enrolled(t, c, "auditor")
			if path != "/v1/snapshot" {
				l.sync(t)
			}
			record := writer.start(t)
			writer.write(t, record, "note", "from the writer")
			writer.sync(t)
			own := l.start(t)
			l.write(t, own, "note", "from the laptop")
			before := l.memory.Copy()
			for cut, ended := 0, false; !ended; cut++ {
				l := inMemory(t, c, before.Copy())
				ended = true
				l.wires.after = func(r *http.Request, body []byte) ([]byte, error) {
					if r.URL.Path != path || cut >= len(body) {
						return body, nil
					}
					ended = false
					return body[:cut], errCut
				}
				err := l.Round(t.Context())
				if (err == nil) != ended {
					t.Fatalf("cut at %d: %v", cut, err)
				}
				l.wires.after = nil
				l.sync(t)
				l.wantValues(t, record, "note", "from the writer")
				l.wantValues(t, own, "note", "from the laptop")
				if o := l.overview(t); o.Waiting+o.Bad+o.Held > 0 {
					t.Fatalf("cut at %d: %+v", cut, o)
				}
			}
			h, err := c.ledger.History(t.Context(), ledgerSession(t, c, l), own, 0)
			if err != nil || len(h) != 3 {
				t.Errorf("the centre has %d lines of history (%v)", len(h), err)
			}
		})
	}
}

// Every request reaches the centre twice.
func TestEveryRequestTwice(t *testing.T) {
	each(t, func(t *testing.T, k keeping) {
		c := newCentre(t)
		c.account(t, "auditor", ledger.Auditor)
		one, other := k.enrolled(t, c, "auditor"), k.enrolled(t, c, "auditor")
		record := one.start(t)
		file, err := one.Attach(t.Context(), record, strings.NewReader("a drawing"))
		if err != nil {
			t.Fatal(err)
		}
		one.write(t, record, "evidence", file.Hash.String())
		one.wires.twice, other.wires.twice = true, true
		for range 3 {
			one.sync(t)
			other.sync(t)
		}
		same(t, record, one, other)
		if o := one.overview(t); o.Waiting+o.Bad+o.Attachments > 0 {
			t.Errorf("%+v", o)
		}
	})
}

// Whatever the person writes between two requests of a round is kept, and goes with the next.
func TestWritingBetweenRequests(t *testing.T) {
	each(t, func(t *testing.T, k keeping) {
		c := newCentre(t)
		c.account(t, "auditor", ledger.Auditor)
		one, other := k.enrolled(t, c, "auditor"), k.enrolled(t, c, "auditor")
		record := one.start(t)
		n := 0
		one.wires.before = func(*http.Request) error {
			n++
			one.write(t, record, fmt.Sprintf("note%d", n%3), fmt.Sprintf("words %d", n))
			return nil
		}
		one.sync(t)
		one.wires.before = nil
		one.sync(t)
		other.sync(t)
		same(t, record, one, other)
	})
}

// A change that the centre cannot take is shown, stays, and keeps nothing else.
func TestBadChange(t *testing.T) {
	each(t, func(t *testing.T, k keeping) {
		c := newCentre(t)
		c.account(t, "auditor", ledger.Auditor)
		one, other := k.enrolled(t, c, "auditor"), k.enrolled(t, c, "auditor")
		record := one.start(t)
		one.sync(t)
		bad := one.write(t, record, strings.Repeat("p", wire.PathBytes+1), "too long a path")
		one.write(t, record, "note", "after it")
		one.sync(t)
		other.sync(t)
		other.wantValues(t, record, "note", "after it")
		one.wantValues(t, record, bad.Path, "too long a path")
		troubles, err := one.Troubles(t.Context())
		if err != nil || len(troubles) != 1 || troubles[0].Status != replica.Bad || troubles[0].Code != wire.Unreadable || troubles[0].Message == "" {
			t.Fatalf("troubles %+v, %v", troubles, err)
		}
		var out strings.Builder
		if err := one.ExportTroubles(t.Context(), &out); err != nil || !strings.Contains(out.String(), "too long a path") {
			t.Errorf("exported %q, %v", out.String(), err)
		}
		if err := one.Dismiss(t.Context(), bad.ID); err != nil {
			t.Fatal(err)
		}
		if o := one.overview(t); o.Bad != 0 || o.Waiting != 0 {
			t.Errorf("after it was dealt with: %+v", o)
		}
		one.wantValues(t, record, bad.Path)
	})
}

// A long time offline goes in many batches, none of which divides an action.
func TestManyBatches(t *testing.T) {
	each(t, func(t *testing.T, k keeping) {
		const records, answers = 40, 31
		c := newCentre(t)
		c.account(t, "auditor", ledger.Auditor)
		one, other := k.enrolled(t, c, "auditor"), k.enrolled(t, c, "auditor")
		var batches []int
		one.wires.after = func(r *http.Request, body []byte) ([]byte, error) {
			if r.URL.Path == "/v1/push" {
				batches = append(batches, strings.Count(string(body), `"outcome"`))
			}
			return body, nil
		}
		for range records {
			record := one.start(t)
			var edits []replica.Edit
			for n := range answers {
				edits = append(edits, replica.Edit{Path: fmt.Sprint("answer", n), Op: "set", Value: "words", Words: "words"})
			}
			if _, err := one.Commit(t.Context(), replica.Commit{Record: record, Author: "R. Auditor", Edits: edits}); err != nil {
				t.Fatal(err)
			}
		}
		one.sync(t)
		if len(batches) < 3 || batches[0] > wire.BatchChanges || batches[0]%(answers+1) != 0 {
			t.Errorf("batches of %v", batches)
		}
		other.sync(t)
		if n := other.overview(t); n.Waiting != 0 {
			t.Errorf("%+v", n)
		}
	})
}

// Over a network that lets only little through, less is sent at once, until it gets through.
func TestPoorNetwork(t *testing.T) {
	each(t, func(t *testing.T, k keeping) {
		const most = 20 << 10
		c := newCentre(t)
		c.account(t, "auditor", ledger.Auditor)
		one, other := k.enrolled(t, c, "auditor"), k.enrolled(t, c, "auditor")
		record := one.start(t)
		for n := range 300 {
			one.write(t, record, fmt.Sprint("answer", n), strings.Repeat(fmt.Sprint(n, " "), 100))
		}
		one.wires.before = func(r *http.Request) error {
			if r.ContentLength > most {
				return errCut
			}
			return nil
		}
		other.sync(t) // the first copy, of nothing
		other.wires.after = func(_ *http.Request, body []byte) ([]byte, error) {
			if len(body) > most {
				return body[:most], errCut
			}
			return body, nil
		}
		for range 12 {
			_ = one.Round(t.Context()) // what does not get through is tried again
			_ = other.Round(t.Context())
		}
		if o := one.overview(t); o.Waiting != 0 {
			t.Errorf("%d changes did not get through", o.Waiting)
		}
		same(t, record, one, other)
	})
}

func TestProblems(t *testing.T) {
	refusing := func(code wire.Code, wait string) func(*http.Request) *http.Response {
		return func(*http.Request) *http.Response {
			return answer(code.Status(), fmt.Sprintf(`{"code":%q,"message":"A sentence."}`, code), http.Header{wire.HeaderProtocol: {"1"}, "Retry-After": {wait}})
		}
	}
	for _, tt := range []struct {
		name    string
		instead func(*http.Request) *http.Response // nil: the network fails
		want    client.Problem
		says    string
		stops   bool
	}{
		{"no network", nil, client.NoNetwork, "", false},
		{"a hotel's page", func(*http.Request) *http.Response { return answer(200, "<html>Welcome</html>", nil) }, client.Intercepted, "", false},
		{"a hotel's redirect", func(*http.Request) *http.Response {
			return answer(302, "", http.Header{"Location": {"https://hotel.example"}})
		}, client.Intercepted, "", false},
		{"a proxy's error", func(*http.Request) *http.Response { return answer(502, "Bad gateway", nil) }, client.Intercepted, "", false},
		{"busy", refusing(wire.Busy, "60"), client.CentreBusy, "A sentence.", false},
		{"a fault of the centre", refusing(wire.Internal, ""), client.CentreBusy, "A sentence.", false},
		{"not accepted", refusing(wire.NotAccepted, ""), client.MustEnrol, "A sentence.", true},
		{"withdrawn", refusing(wire.DeviceRevoked, ""), client.Revoked, "A sentence.", true},
		{"account closed", refusing(wire.AccountClosed, ""), client.AccountClosed, "A sentence.", false},
		{"too old a program", refusing(wire.UpgradeNeeded, ""), client.MustUpdate, "A sentence.", false},
		{"put back without saying so", refusing(wire.StoreBehind, ""), client.CentreBehind, "A sentence.", false},
		{"a code of a newer version", refusing("of_a_newer_version", ""), client.RefusedByCentre, "A sentence.", false},
		{"a version that this one does not speak", func(*http.Request) *http.Response {
			return answer(200, `{"protocol":{"min":7,"max":9}}`, http.Header{wire.HeaderProtocol: {"7"}})
		}, client.MustUpdate, "", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := newCentre(t)
			c.account(t, "auditor", ledger.Auditor)
			l := keepings()[0].enrolled(t, c, "auditor")
			l.start(t)
			l.wires.instead = tt.instead
			if tt.instead == nil {
				l.wires.before = func(*http.Request) error { return errCut }
			}
			if err := l.Round(t.Context()); err == nil {
				t.Fatal("no error")
			}
			s := l.Status()
			if s.Problem != tt.want || s.Message != tt.says || s.Since.IsZero() || s.Waiting != 1 || s.NextAt.IsZero() != tt.stops {
				t.Errorf("status %+v", s)
			}
			l.wires.instead, l.wires.before = nil, nil
			l.sync(t)
			if s := l.Status(); s.Problem != client.NoProblem || !s.AllSent() || !s.Since.IsZero() {
				t.Errorf("status afterwards: %+v", s)
			}
		})
	}
}
