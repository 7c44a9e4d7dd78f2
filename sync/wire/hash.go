package wire

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
)

// Hash is a SHA-256, or a sum of such, written in lower-case hexadecimal.
type Hash [sha256.Size]byte

// HashOf returns the hash of content.
func HashOf(content string) Hash { return sha256.Sum256([]byte(content)) }

func (h Hash) String() string { return hex.EncodeToString(h[:]) }

// MarshalText implements encoding.TextMarshaler.
func (h Hash) MarshalText() ([]byte, error) { return hex.AppendEncode(nil, h[:]), nil }

var errHash = errors.New("a hash has 64 hexadecimal digits")

// UnmarshalText implements encoding.TextUnmarshaler.
func (h *Hash) UnmarshalText(text []byte) error {
	if len(text) != hex.EncodedLen(len(h)) {
		return errHash
	}
	if _, err := hex.Decode(h[:], text); err != nil {
		return errHash
	}
	return nil
}

// ParseHash reads a hash; false when the text is none.
func ParseHash(text string) (Hash, bool) {
	var h Hash
	err := h.UnmarshalText([]byte(text))
	return h, err == nil
}

// Add returns the sum of two hashes, read as big-endian numbers, modulo 2^256.
func (h Hash) Add(other Hash) Hash {
	carry := 0
	for i := len(h) - 1; i >= 0; i-- {
		carry += int(h[i]) + int(other[i])
		h[i] = byte(carry)
		carry >>= 8
	}
	return h
}

// Sub undoes Add.
func (h Hash) Sub(other Hash) Hash {
	borrow := 0
	for i := len(h) - 1; i >= 0; i-- {
		d := int(h[i]) - int(other[i]) - borrow
		borrow = 0
		if d < 0 {
			borrow = 1
		}
		h[i] = byte(d)
	}
	return h
}
