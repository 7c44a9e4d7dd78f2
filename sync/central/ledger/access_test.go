package ledger_test

import (
	"context"
	"crypto/ed25519"
	"testing"
	"time"

	"plumbline/sync/central/ledger"
	"plumbline/sync/central/store"
	"plumbline/sync/wire"
)

// ask is what a laptop sends to have a token.
func (l *laptop) ask(t *testing.T) wire.TokenRequest {
	t.Helper()
	hello, err := l.Hello(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return wire.TokenRequest{
		Device: l.Device, Nonce: hello.Nonce, Signature: ed25519.Sign(l.key, wire.TokenMessage(l.Device, hello.Nonce)),
	}
}

func TestToken(t *testing.T) {
	for _, tt := range []struct {
		name  string
		spoil func(*testing.T, *bed, *laptop, *wire.TokenRequest)
		want  wire.Code
	}{
		{"as it should be", func(*testing.T, *bed, *laptop, *wire.TokenRequest) {}, ""},
		{"a nonce used before", func(t *testing.T, b *bed, _ *laptop, r *wire.TokenRequest) {
			if _, err := b.Token(context.Background(), *r); err != nil {
				t.Fatal(err)
			}
		}, wire.NotAccepted},
		{"a nonce that has expired", func(_ *testing.T, b *bed, _ *laptop, _ *wire.TokenRequest) { b.pass(2 * time.Minute) }, wire.NotAccepted},
		{"a nonce that was made up", func(_ *testing.T, _ *bed, l *laptop, r *wire.TokenRequest) {
			r.Nonce = make([]byte, len(r.Nonce))
			r.Signature = ed25519.Sign(l.key, wire.TokenMessage(l.Device, r.Nonce))
		}, wire.NotAccepted},
		{"no nonce", func(_ *testing.T, _ *bed, _ *laptop, r *wire.TokenRequest) { r.Nonce = nil }, wire.NotAccepted},
		{"another's key", func(t *testing.T, b *bed, _ *laptop, r *wire.TokenRequest) {
			other := b.enrolled(t, "other", ledger.Auditor)
			r.Signature = ed25519.Sign(other.key, wire.TokenMessage(r.Device, r.Nonce))
		}, wire.NotAccepted},
		{"a signature for another device", func(t *testing.T, b *bed, l *laptop, r *wire.TokenRequest) {
			r.Device = b.enrolled(t, "other", ledger.Auditor).Device
		}, wire.NotAccepted},
		{"a device that was guessed", func(_ *testing.T, _ *bed, l *laptop, r *wire.TokenRequest) {
			r.Device = newID()
			r.Signature = ed25519.Sign(l.key, wire.TokenMessage(r.Device, r.Nonce))
		}, wire.NotAccepted},
		{"a device that was withdrawn", func(t *testing.T, b *bed, l *laptop, _ *wire.TokenRequest) {
			if err := b.RevokeDevice(context.Background(), ledger.Operator(), l.Device); err != nil {
				t.Fatal(err)
			}
		}, wire.DeviceRevoked},
		{"an account that was closed", func(t *testing.T, b *bed, l *laptop, _ *wire.TokenRequest) {
			if err := b.CloseAccount(context.Background(), ledger.Operator(), l.Account); err != nil {
				t.Fatal(err)
			}
		}, wire.AccountClosed},
	} {
		t.Run(tt.name, func(t *testing.T) {
			kinds.Each(t, func(t *testing.T, s store.Store) {
				b := newBed(t, s)
				l := b.enrolled(t, "auditor", ledger.Auditor)
				request := l.ask(t)
				tt.spoil(t, b, l, &request)
				token, err := b.Token(context.Background(), request)
				if got := code(t, err); got != tt.want {
					t.Errorf("answered %q, want %q", got, tt.want)
				}
				if (token.Token != "") != (tt.want == "") {
					t.Errorf("the token is %q", token.Token)
				}
			})
		})
	}
}

func TestAuthenticate(t *testing.T) {
	kinds.Each(t, func(t *testing.T, s store.Store) {
		ctx := context.Background()
		b := newBed(t, s)
		l := b.enrolled(t, "auditor", ledger.Auditor)
		token, err := b.Token(ctx, l.ask(t))
		if err != nil {
			t.Fatal(err)
		}
		who, err := b.Authenticate(ctx, token.Token)
		if err != nil || who != l.Session {
			t.Errorf("authenticated as %v, %v", who, err)
		}
		for _, guess := range []string{"", "x", token.Token + " ", token.Token[1:], "' OR 1=1 --"} {
			if _, err := b.Authenticate(ctx, guess); code(t, err) != wire.Unauthorised {
				t.Errorf("%q: %v", guess, err)
			}
		}
		b.pass(ledger.TokenLife)
		if _, err := b.Authenticate(ctx, token.Token); code(t, err) != wire.Unauthorised {
			t.Errorf("after its life: %v", err)
		}
		if token, err = b.Token(ctx, l.ask(t)); err != nil {
			t.Fatal(err)
		}
		if err := b.RevokeDevice(ctx, ledger.Operator(), l.Device); err != nil {
			t.Fatal(err)
		}
		if _, err := b.Authenticate(ctx, token.Token); code(t, err) != wire.DeviceRevoked {
			t.Errorf("after the device was withdrawn: %v", err)
		}
		if _, err := b.Push(ctx, l.Session, ledger.Batch{Epoch: l.epoch}); code(t, err) != wire.DeviceRevoked {
			t.Errorf("a push that was under way: %v", err)
		}
	})
}

func TestEnrol(t *testing.T) {
	kinds.Each(t, func(t *testing.T, s store.Store) {
		ctx := context.Background()
		b := newBed(t, s)
		b.account(t, "auditor", ledger.Auditor)
		spelled, expires, err := b.EnrolCode(ctx, "auditor", time.Hour)
		if err != nil || !expires.Equal(b.time().Add(time.Hour)) {
			t.Fatalf("until %v, %v", expires, err)
		}
		request := func(code string) wire.EnrolRequest {
			public, private, _ := ed25519.GenerateKey(nil) // never fails
			r := wire.EnrolRequest{Code: code, Device: newID(), PublicKey: public, Label: "Laptop 14"}
			r.Signature = ed25519.Sign(private, wire.EnrolMessage(code, r.Device, public))
			return r
		}
		unsigned := request(spelled)
		unsigned.Signature = nil
		if _, err := b.Enrol(ctx, unsigned); code(t, err) != wire.CodeNotAccepted {
			t.Errorf("without the key: %v", err)
		}
		if _, err := b.Enrol(ctx, request("000000000000")); code(t, err) != wire.CodeNotAccepted {
			t.Errorf("a guess: %v", err)
		}
		good := request(wire.NormalCode(spelled))
		for range 2 { // the first answer may be lost
			if _, err := b.Enrol(ctx, good); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := b.Enrol(ctx, request(spelled)); code(t, err) != wire.CodeNotAccepted {
			t.Errorf("a second laptop: %v", err)
		}
		again, _, err := b.EnrolCode(ctx, "auditor", time.Hour)
		if err != nil {
			t.Fatal(err)
		}
		taken := request(again)
		taken.Device = good.Device
		if _, err := b.Enrol(ctx, taken); code(t, err) != wire.CodeNotAccepted {
			t.Errorf("a signature for another device: %v", err)
		}
		b.pass(time.Hour)
		if _, err := b.Enrol(ctx, request(again)); code(t, err) != wire.CodeNotAccepted {
			t.Errorf("too late: %v", err)
		}
	})
}

// One code lets one laptop in, also when two try at the same moment.
func TestEnrolOnceAtOnce(t *testing.T) {
	kinds.Each(t, func(t *testing.T, s store.Store) {
		ctx := context.Background()
		b := newBed(t, s)
		b.account(t, "auditor", ledger.Auditor)
		code, _, err := b.EnrolCode(ctx, "auditor", time.Hour)
		if err != nil {
			t.Fatal(err)
		}
		const many = 8
		errs := make(chan error, many)
		for range many {
			go func() {
				public, private, _ := ed25519.GenerateKey(nil) // never fails
				r := wire.EnrolRequest{Code: code, Device: newID(), PublicKey: public}
				r.Signature = ed25519.Sign(private, wire.EnrolMessage(code, r.Device, public))
				_, err := b.Enrol(ctx, r)
				errs <- err
			}()
		}
		let := 0
		for range many {
			if err := <-errs; err == nil {
				let++
			}
		}
		if let != 1 {
			t.Errorf("%d laptops were let in by one code", let)
		}
	})
}

func TestAccountsAreChecked(t *testing.T) {
	b := newBed(t, kinds.OpenPostgres(t))
	b.account(t, "taken", ledger.Auditor)
	for _, tt := range []struct {
		name string
		ledger.NewAccount
		want wire.Code
	}{
		{"a name twice", ledger.NewAccount{Name: "taken", Role: ledger.Auditor}, wire.Conflict},
		{"no name", ledger.NewAccount{Role: ledger.Auditor}, wire.Malformed},
		{"a name with a quote", ledger.NewAccount{Name: "o'brien", Role: ledger.Auditor}, wire.Malformed},
		{"no role", ledger.NewAccount{Name: "a"}, wire.Malformed},
		{"a role that there is not", ledger.NewAccount{Name: "a", Role: "god"}, wire.Malformed},
		{"a scope that there is not", ledger.NewAccount{Name: "a", Role: ledger.Manager, Scopes: []string{"everything"}}, wire.Malformed},
		{"another's own", ledger.NewAccount{Name: "a", Role: ledger.Manager, Scopes: []string{"user:" + newID().String()}}, wire.Malformed},
		{"a team without an id", ledger.NewAccount{Name: "a", Role: ledger.Manager, Scopes: []string{"team:"}}, wire.Malformed},
		{"an administrator who sees records", ledger.NewAccount{Name: "a", Role: ledger.Admin, Scopes: []string{"all"}}, wire.Malformed},
		{"a display name that cannot be kept", ledger.NewAccount{Name: "a", Display: "a\x00", Role: ledger.Auditor}, wire.Malformed},
		{"as it should be", ledger.NewAccount{Name: "a.b-c_d@example", Display: "Á. B’C", Role: ledger.Manager, Scopes: []string{"own", "team:east"}}, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := b.AddAccount(context.Background(), tt.NewAccount)
			if got := code(t, err); got != tt.want {
				t.Errorf("answered %q, want %q", got, tt.want)
			}
		})
	}
}
