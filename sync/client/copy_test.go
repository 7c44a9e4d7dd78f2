package client_test

import (
	"os"
	"testing"

	"github.com/google/uuid"

	"plumbline/sync/central/ledger"
)

// twin is a copy of a laptop's disk, which lives on beside it.
func (k keeping) twin(t *testing.T, l *laptop) *laptop {
	t.Helper()
	if l.memory != nil {
		return inMemory(t, l.centre, l.memory.Copy())
	}
	if err := l.vault.Close(); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(l.dir)); err != nil {
		t.Fatal(err)
	}
	*l = *inVault(t, l.centre, l.dir)
	return inVault(t, l.centre, dir)
}

func (l *laptop) device(t *testing.T) uuid.UUID {
	t.Helper()
	centre, err := l.Centre(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return centre.Device
}

// A folder with a vault was copied, and both copies go on. Nothing of either is lost, and they do not stay one device.
func TestClone(t *testing.T) {
	for _, tt := range []struct {
		name string
		// act has both write and synchronise in some order.
		act func(t *testing.T, record uuid.UUID, one, other *laptop)
	}{
		{"one is done before the other begins", func(t *testing.T, record uuid.UUID, one, other *laptop) {
			one.write(t, record, "one", "1")
			one.sync(t)
			other.write(t, record, "other", "1")
			other.sync(t)
		}},
		{"both have written before one is done", func(t *testing.T, record uuid.UUID, one, other *laptop) {
			one.write(t, record, "one", "1")
			other.write(t, record, "other", "1")
			one.sync(t)
			other.sync(t)
		}},
		{"one was on its way when it was cut", func(t *testing.T, record uuid.UUID, one, other *laptop) {
			one.write(t, record, "one", "1")
			other.write(t, record, "other", "1")
			cutRound(t, one, 6) // the answer to the push
			other.sync(t)
			one.sync(t)
		}},
		{"the other was on its way when it was cut", func(t *testing.T, record uuid.UUID, one, other *laptop) {
			one.write(t, record, "one", "1")
			other.write(t, record, "other", "1")
			one.sync(t)
			for cut := 1; cut < 14; cut++ {
				cutRound(t, other, cut)
			}
			other.sync(t)
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			each(t, func(t *testing.T, k keeping) {
				c := newCentre(t)
				c.account(t, "auditor", ledger.Auditor)
				one := k.enrolled(t, c, "auditor")
				record := one.start(t)
				one.write(t, record, "both", "sent")
				one.sync(t)
				one.write(t, record, "draft", "in both copies")
				other := k.twin(t, one)
				tt.act(t, record, one, other)
				one.sync(t)
				other.sync(t)
				one.sync(t)
				same(t, record, one, other)
				for path, value := range map[string]string{"one": "1", "other": "1", "both": "sent", "draft": "in both copies"} {
					one.wantValues(t, record, path, value)
				}
				if one.device(t) == other.device(t) {
					t.Error("they are one device still")
				}
				for _, l := range []*laptop{one, other} {
					if o := l.overview(t); o.Waiting != 0 || o.Bad != 0 || o.Held != 0 {
						t.Errorf("%+v", o)
					}
				}
			})
		})
	}
}

// The laptop's disk was put back to a backup: what the centre has comes back, and what is written then is kept.
func TestLaptopRestored(t *testing.T) {
	each(t, func(t *testing.T, k keeping) {
		c := newCentre(t)
		c.account(t, "auditor", ledger.Auditor)
		l := k.enrolled(t, c, "auditor")
		record := l.start(t)
		l.write(t, record, "before", "1")
		l.sync(t)
		backup := k.twin(t, l)
		l.write(t, record, "since", "1")
		l.sync(t)
		backup.write(t, record, "after", "1") // under a number that was used
		backup.sync(t)
		for _, path := range []string{"before", "since", "after"} {
			backup.wantValues(t, record, path, "1")
		}
		if o := backup.overview(t); o.Waiting != 0 || o.Bad != 0 {
			t.Errorf("%+v", o)
		}
	})
}
