package seal

import (
	"bytes"
	"crypto/rand"
	"testing"

	"github.com/google/uuid"
	"golang.org/x/crypto/chacha20poly1305"
	"pgregory.net/rapid"
)

func newTestSealer(t testingT, key byte, vault uuid.UUID) *sealer {
	t.Helper()
	s, err := newSealer(bytes.Repeat([]byte{key}, keySize), vault, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestRecordProperty: a record opens where it was sealed, to what it was, and nowhere else; changed in one bit or cut, it
// opens nowhere.
func TestRecordProperty(t *testing.T) {
	vault, otherVault := uuid.UUID{1}, uuid.UUID{2}
	s := newTestSealer(t, 1, vault)
	kinds := rapid.SampledFrom([]recordKind{kindPage, kindLogHeader, kindFrameHeader, kindFramePage})
	rapid.Check(t, func(t *rapid.T) {
		body := rapid.SliceOfN(rapid.Byte(), 0, 100).Draw(t, "body")
		kind, position := kinds.Draw(t, "kind"), rapid.Uint64().Draw(t, "position")
		record := append(bytes.Clone(body), make([]byte, recordOverhead)...)
		if err := s.seal(kind, position, record); err != nil {
			t.Fatal(err)
		}
		opens := func(s *sealer, kind recordKind, position uint64, record []byte) bool {
			return s.open(kind, position, bytes.Clone(record))
		}
		opened := bytes.Clone(record)
		if !s.open(kind, position, opened) || !bytes.Equal(opened, append(body, make([]byte, recordOverhead)...)) {
			t.Fatalf("opens to %x", opened)
		}
		otherKind, otherPosition := kinds.Draw(t, "other kind"), rapid.Uint64().Draw(t, "other position")
		bit := rapid.IntRange(0, 8*len(record)-1).Draw(t, "bit")
		flipped := bytes.Clone(record)
		flipped[bit/8] ^= 1 << (bit % 8)
		switch {
		case otherKind != kind && opens(s, otherKind, position, record):
			t.Fatal("opens as another kind")
		case otherPosition != position && opens(s, kind, otherPosition, record):
			t.Fatal("opens at another position")
		case opens(newTestSealer(t, 1, otherVault), kind, position, record):
			t.Fatal("opens in another vault")
		case opens(newTestSealer(t, 2, vault), kind, position, record):
			t.Fatal("opens with another key")
		case opens(s, kind, position, flipped):
			t.Fatal("opens with a bit changed")
		case opens(s, kind, position, record[:rapid.IntRange(0, len(record)-1).Draw(t, "length")]):
			t.Fatal("opens when cut")
		}
	})
}

// TestNoncesDiffer seals the same record often.
func TestNoncesDiffer(t *testing.T) {
	s := newTestSealer(t, 1, uuid.UUID{1})
	seen := map[string]bool{}
	for range 1000 {
		record := make([]byte, 64)
		if err := s.seal(kindPage, 1, record); err != nil {
			t.Fatal(err)
		}
		seen[string(record)] = true
	}
	if len(seen) != 1000 {
		t.Errorf("%d different records of 1000", len(seen))
	}
}

// TestWipe opens nothing after the key is wiped, and notices where the key is not where it looks for it.
func TestWipe(t *testing.T) {
	s := newTestSealer(t, 1, uuid.UUID{1})
	record := make([]byte, 64)
	if err := s.seal(kindPage, 1, record); err != nil {
		t.Fatal(err)
	}
	if err := wipe(s.aead); err != nil {
		t.Fatal(err)
	}
	if s.open(kindPage, 1, bytes.Clone(record)) {
		t.Error("opens after its key was wiped")
	}
	zero, err := chacha20poly1305.NewX(make([]byte, keySize))
	if err != nil {
		t.Fatal(err)
	}
	sealed := zero.Seal(nil, make([]byte, nonceSize), nil, nil)
	if _, err := s.aead.Open(nil, make([]byte, nonceSize), sealed, nil); err != nil {
		t.Error("the key is not all zeros")
	}
	if err := wipe(nil); err == nil {
		t.Error("no key was wiped without an error")
	}
}

func FuzzOpenRecord(f *testing.F) {
	s := newTestSealer(f, 1, uuid.UUID{1})
	s.rand = bytes.NewReader(make([]byte, nonceSize)) // the same record in each process that fuzzes
	whole := make([]byte, 100)
	if err := s.seal(kindPage, 7, whole); err != nil {
		f.Fatal(err)
	}
	f.Add(byte(kindPage), uint64(7), whole)
	f.Add(byte(kindPage), uint64(8), whole)
	f.Add(byte(kindLogHeader), uint64(0), []byte{})
	f.Add(byte(0), ^uint64(0), whole[:recordOverhead])
	f.Fuzz(func(t *testing.T, kind byte, position uint64, record []byte) {
		genuine := recordKind(kind) == kindPage && position == 7 && bytes.Equal(record, whole)
		if opened := s.open(recordKind(kind), position, bytes.Clone(record)); opened != genuine {
			t.Errorf("opened %t", opened)
		}
	})
}

func BenchmarkRecord(b *testing.B) {
	s := newTestSealer(b, 1, uuid.UUID{1})
	page := make([]byte, pageSize)
	b.Run("seal", func(b *testing.B) {
		b.SetBytes(pageSize)
		for b.Loop() {
			if err := s.seal(kindPage, 1, page); err != nil {
				b.Fatal(err)
			}
		}
	})
	if err := s.seal(kindPage, 1, page); err != nil {
		b.Fatal(err)
	}
	b.Run("open", func(b *testing.B) {
		b.SetBytes(pageSize)
		sealed := bytes.Clone(page)
		for b.Loop() {
			copy(page, sealed)
			if !s.open(kindPage, 1, page) {
				b.Fatal("does not open")
			}
		}
	})
}
