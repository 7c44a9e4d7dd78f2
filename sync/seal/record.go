package seal

import (
	"crypto/cipher"
	"encoding/binary"
	"fmt"
	"io"
	"reflect"
	"sync"

	"github.com/google/uuid"
	"golang.org/x/crypto/chacha20poly1305"
)

// A sealed record is body | tag | nonce. Pages keep the last recordOverhead
// bytes of their 4096 in reserve for tag and nonce; every other record grows by them.
const (
	pageSize       = 4096
	logHeaderSize  = 32
	tagSize        = chacha20poly1305.Overhead
	nonceSize      = chacha20poly1305.NonceSizeX
	recordOverhead = tagSize + nonceSize
	keySize        = chacha20poly1305.KeySize
)

// recordKind says what a record is. It is part of what the tag authenticates,
// so a record of one kind never opens as another.
type recordKind byte

const (
	kindPage        recordKind = 1 // position: page number, from 1
	kindLogHeader   recordKind = 2 // position: 0
	kindFrameHeader recordKind = 3 // position: frame number, from 1
	kindFramePage   recordKind = 4 // position: frame number, from 1
)

// A place is where a record belongs: its kind, its position and its vault.
type place [1 + 8 + 16]byte

// sealer seals and opens the records of one vault. It is safe for concurrent
// use as long as its source of randomness is.
type sealer struct {
	aead   cipher.AEAD
	rand   io.Reader
	vault  uuid.UUID
	places sync.Pool // of *place: one taken for each record would cost an allocation
}

// newSealer copies key, which must be keySize bytes.
func newSealer(key []byte, vault uuid.UUID, rand io.Reader) (*sealer, error) {
	aead, err := chacha20poly1305.NewX(key)
	if err != nil {
		return nil, fmt.Errorf("page cipher: %w", err)
	}
	return &sealer{
		aead: aead, rand: rand, vault: vault,
		places: sync.Pool{New: func() any { return new(place) }},
	}, nil
}

// seal encrypts the body of record in place and writes tag and nonce after it.
func (s *sealer) seal(kind recordKind, position uint64, record []byte) error {
	at := s.place(kind, position)
	defer s.places.Put(at)
	return sealRecord(s.aead, s.rand, record, at[:])
}

// open decrypts record in place and clears what held tag and nonce. It reports
// false, with the content undefined, if record is not what was sealed there.
func (s *sealer) open(kind recordKind, position uint64, record []byte) bool {
	at := s.place(kind, position)
	defer s.places.Put(at)
	return openRecord(s.aead, record, at[:])
}

func (s *sealer) place(kind recordKind, position uint64) *place {
	at := s.places.Get().(*place)
	at[0] = byte(kind)
	binary.LittleEndian.PutUint64(at[1:], position)
	copy(at[9:], s.vault[:])
	return at
}

// sealRecord seals all of record but its last recordOverhead bytes, which it
// overwrites, and binds the result to about.
func sealRecord(aead cipher.AEAD, rand io.Reader, record, about []byte) error {
	tagEnd := len(record) - nonceSize
	nonce := record[tagEnd:]
	if _, err := io.ReadFull(rand, nonce); err != nil {
		return fmt.Errorf("nonce: %w", err)
	}
	aead.Seal(record[:0:tagEnd], nonce, record[:tagEnd-tagSize], about)
	return nil
}

func openRecord(aead cipher.AEAD, record, about []byte) bool {
	if len(record) < recordOverhead {
		return false
	}
	tagEnd := len(record) - nonceSize
	if _, err := aead.Open(record[:0:tagEnd], record[tagEnd:], record[:tagEnd], about); err != nil {
		return false
	}
	clear(record[tagEnd-tagSize:])
	return true
}

// wipe overwrites the key inside aead, which x/crypto keeps in an unexported
// array and offers no way to clear. It fails if the library no longer keeps the
// key there, so that a version that moves it is noticed and not trusted.
func wipe(aead cipher.AEAD) error {
	v := reflect.ValueOf(aead)
	if v.Kind() == reflect.Pointer && v.Elem().Kind() == reflect.Struct {
		key := v.Elem().FieldByName("key")
		if key.IsValid() && key.Type() == reflect.TypeFor[[keySize]byte]() {
			clear((*[keySize]byte)(key.Addr().UnsafePointer())[:])
			return nil
		}
	}
	return fmt.Errorf("wipe key: %T keeps it elsewhere", aead)
}
