package wire_test

import (
	"errors"
	"math/big"
	"strings"
	"testing"

	"github.com/google/uuid"
	"pgregory.net/rapid"

	"plumbline/sync/wire"
)

func TestParseCursor(t *testing.T) {
	const epoch = "0199aaaa-0000-7000-8000-000000000001"
	for _, tt := range []struct {
		name, in string
		sound    bool
	}{
		{"the beginning", "", true},
		{"a place", epoch + ".12", true},
		{"nought", epoch + ".0", true},
		{"in the middle", epoch + ".12.13." + epoch, true},
		{"a step back", epoch + ".12.11." + epoch, false},
		{"three parts", epoch + ".12.13", false},
		{"no number", epoch + ".x", false},
		{"below nought", epoch + ".-1", false},
		{"beyond all numbers", epoch + ".9223372036854775808", false},
		{"no epoch", "7.12", false},
		{"the nil epoch", uuid.Nil.String() + ".12", false},
		{"SQL", epoch + ".1' OR '1'='1", false},
		{"a header", epoch + ".1\r\nX: y", false},
		{"too long", epoch + "." + strings.Repeat("1", 300), false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c, err := wire.ParseCursor(tt.in)
			if (err == nil) != tt.sound {
				t.Fatalf("parsed with %v", err)
			}
			if tt.sound && c.String() != tt.in {
				t.Errorf("written as %q", c)
			}
		})
	}
}

func FuzzParseCursor(f *testing.F) {
	f.Add("0199aaaa-0000-7000-8000-000000000001.12.13.0199aaaa-0000-7000-8000-000000000001")
	f.Fuzz(func(t *testing.T, in string) {
		c, err := wire.ParseCursor(in)
		var refusal *wire.Error
		if err != nil {
			if !errors.As(err, &refusal) || refusal.Code != wire.Malformed {
				t.Fatalf("refused with %v", err)
			}
			return
		}
		if again, err := wire.ParseCursor(c.String()); err != nil || again != c {
			t.Fatalf("%q is read as %+v, and then as %+v, %v", in, c, again, err)
		}
	})
}

func TestNormalCode(t *testing.T) {
	for _, tt := range []struct{ name, typed, want string }{
		{"as spelled", "7KQ2-M4XP-9TVD", "7KQ2M4XP9TVD"},
		{"in small letters and spaces", " 7kq2 m4xp 9tvd\t", "7KQ2M4XP9TVD"},
		{"what eyes confuse", "oOiIlL", "001111"},
		{"anything else stays, and will not be found", "7KQ2;DROP", "7KQ2;DR0P"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := wire.NormalCode(tt.typed); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
	if got := wire.SpelledCode("7KQ2M4XP9TVD"); got != "7KQ2-M4XP-9TVD" {
		t.Errorf("spelled %q", got)
	}
}

func TestPropertyHashesAddLikeNumbers(t *testing.T) {
	modulus := new(big.Int).Lsh(big.NewInt(1), 256)
	number := func(h wire.Hash) *big.Int { return new(big.Int).SetBytes(h[:]) }
	hash := rapid.Custom(func(t *rapid.T) wire.Hash {
		return wire.Hash(rapid.SliceOfN(rapid.Byte(), 32, 32).Draw(t, "hash"))
	})
	rapid.Check(t, func(t *rapid.T) {
		a, b := hash.Draw(t, "a"), hash.Draw(t, "b")
		sum := new(big.Int).Add(number(a), number(b))
		if number(a.Add(b)).Cmp(sum.Mod(sum, modulus)) != 0 {
			t.Fatalf("%s + %s = %s", a, b, a.Add(b))
		}
		if a.Add(b).Sub(b) != a {
			t.Fatalf("%s + %s - %s = %s", a, b, b, a.Add(b).Sub(b))
		}
	})
}

// Every code of the document has the status that the document gives it.
func TestStatuses(t *testing.T) {
	for code, status := range map[wire.Code]int{
		wire.Malformed: 400, wire.Unauthorised: 401, wire.NotAccepted: 401, wire.CodeNotAccepted: 403, wire.Forbidden: 403,
		wire.AccountClosed: 403, wire.NotFound: 404, wire.EpochChanged: 409, wire.StoreBehind: 409, wire.Conflict: 409,
		wire.DeviceRevoked: 410, wire.TooLarge: 413, wire.Unsupported: 415, wire.HashMismatch: 422, wire.UpgradeNeeded: 426,
		wire.SlowDown: 429, wire.Internal: 500, wire.Busy: 503, "of_a_newer_version": 500,
	} {
		if got := code.Status(); got != status {
			t.Errorf("%s has status %d, want %d", code, got, status)
		}
	}
}
