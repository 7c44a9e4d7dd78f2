package seal

import (
	"bytes"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/json"
	"fmt"
	"io"
	"time"

	"github.com/google/uuid"
	"golang.org/x/crypto/chacha20poly1305"
)

// formatVersion is the version of the vault's files that this package writes
// and the newest that it reads.
const formatVersion = 1

const saltSize = 16

// wrap is the content of wrap.json: the data key sealed under the passphrase,
// with what is needed to unseal it and what names the vault.
type wrap struct {
	Version int       `json:"v"`
	KDF     kdf       `json:"kdf"`
	Wrapped []byte    `json:"wrapped"` // a sealed record: data key | tag | nonce
	Vault   uuid.UUID `json:"vault"`   // bound into every record of vault.db
	Device  uuid.UUID `json:"device"`
	Created time.Time `json:"created"` // UTC, whole seconds
	Sum     []byte    `json:"sum"`     // SHA-256: tells damage from a wrong passphrase
}

type kdf struct {
	Cost
	Salt []byte `json:"salt"`
}

// newWrap names a new vault. Its data key is yet to be wrapped.
func newWrap(now time.Time, rand io.Reader) (wrap, error) {
	vault, err := uuid.NewRandomFromReader(rand)
	if err != nil {
		return wrap{}, fmt.Errorf("vault id: %w", err)
	}
	device, err := uuid.NewRandomFromReader(rand)
	if err != nil {
		return wrap{}, fmt.Errorf("device id: %w", err)
	}
	return wrap{
		Version: formatVersion, Vault: vault, Device: device,
		Created: now.UTC().Truncate(time.Second),
	}, nil
}

// lock wraps dataKey under passphrase with a fresh salt.
func (w *wrap) lock(dataKey, passphrase []byte, cost Cost, rand io.Reader) error {
	w.KDF = kdf{Cost: cost, Salt: make([]byte, saltSize)}
	if _, err := io.ReadFull(rand, w.KDF.Salt); err != nil {
		return fmt.Errorf("salt: %w", err)
	}
	key, err := passphraseKey(passphrase, w.KDF.Salt, cost)
	if err != nil {
		return err
	}
	defer clear(key)
	aead, err := chacha20poly1305.NewX(key)
	if err != nil {
		return fmt.Errorf("wrap cipher: %w", err)
	}
	w.Wrapped = append(bytes.Clone(dataKey), make([]byte, recordOverhead)...)
	if err := sealRecord(aead, rand, w.Wrapped, w.binding()); err != nil {
		return fmt.Errorf("wrap data key: %w", err)
	}
	w.Sum = w.sum()
	return wipe(aead)
}

// unlock returns the data key, which the caller wipes, or ErrWrongPassphrase.
func (w *wrap) unlock(passphrase []byte) (dataKey []byte, err error) {
	key, err := passphraseKey(passphrase, w.KDF.Salt, w.KDF.Cost)
	if err != nil {
		return nil, err
	}
	defer clear(key)
	aead, err := chacha20poly1305.NewX(key)
	if err != nil {
		return nil, fmt.Errorf("wrap cipher: %w", err)
	}
	dataKey = bytes.Clone(w.Wrapped)
	if !openRecord(aead, dataKey, w.binding()) {
		return nil, ErrWrongPassphrase
	}
	return dataKey[:keySize], wipe(aead)
}

// binding is what the wrapped key's tag authenticates beside the key.
func (w *wrap) binding() []byte {
	return fmt.Appendf(nil, "plumbline seal %d\nvault %s\ndevice %s\ncreated %s\nargon2id m=%d t=%d p=%d salt=%x\n",
		w.Version, w.Vault, w.Device, w.Created.UTC().Format(time.RFC3339),
		w.KDF.Memory, w.KDF.Passes, w.KDF.Threads, w.KDF.Salt)
}

func (w *wrap) sum() []byte {
	sum := sha256.Sum256(append(w.binding(), w.Wrapped...))
	return sum[:]
}

func (w *wrap) encode() ([]byte, error) {
	data, err := json.MarshalIndent(w, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("encode wrap.json: %w", err)
	}
	return append(data, '\n'), nil
}

// store puts w in place of wrap.json.
func (w *wrap) store(path string) error {
	data, err := w.encode()
	if err != nil {
		return err
	}
	return writeDurably(path, data)
}

// decodeWrap reads wrap.json. Its errors are ErrNewerFormat and ErrDamaged; a
// wrap it returns can be unlocked without further checks but that of its cost.
func decodeWrap(data []byte) (wrap, error) {
	var head struct {
		Version int `json:"v"`
	}
	if err := json.Unmarshal(data, &head); err != nil {
		return wrap{}, fmt.Errorf("%w: wrap.json: %w", ErrDamaged, err)
	}
	if head.Version > formatVersion {
		return wrap{}, fmt.Errorf("%w: format %d", ErrNewerFormat, head.Version)
	}
	var w wrap
	if err := json.Unmarshal(data, &w); err != nil {
		return wrap{}, fmt.Errorf("%w: wrap.json: %w", ErrDamaged, err)
	}
	whole := w.Version == formatVersion && len(w.Wrapped) == keySize+recordOverhead &&
		w.KDF.sane() && subtle.ConstantTimeCompare(w.Sum, w.sum()) == 1
	if !whole {
		return wrap{}, fmt.Errorf("%w: wrap.json does not match its checksum", ErrDamaged)
	}
	return w, nil
}
