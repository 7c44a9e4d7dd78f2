package journal

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
)

// bodyVersion is the version of the body's members that this program writes.
const bodyVersion = 1

type body struct {
	Version int `json:"v"`
	Change
}

// Encode returns a change's body: one JSON object without white space, members in the order of the struct, supersedes
// sorted. Equal changes have equal bodies. The only errors wrap ErrMalformed.
//
// A change is encoded once, by the device that makes it. Replicas keep and pass on that body as it is, so that members
// which a newer version added reach the others unaltered.
func Encode(c Change) ([]byte, error) {
	if err := c.Check(); err != nil {
		return nil, fmt.Errorf("journal: encode %s: %w", c.ID, err)
	}
	c.Supersedes = Union(c.Supersedes)
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(body{bodyVersion, c}); err != nil {
		return nil, fmt.Errorf("journal: encode %s: %w: %w", c.ID, ErrMalformed, err)
	}
	return bytes.TrimSuffix(out.Bytes(), []byte("\n")), nil
}

// Decode reads a body, passing over members that it does not know. Errors wrap ErrMalformed.
func Decode(data []byte) (Change, error) {
	var b body
	if err := json.Unmarshal(data, &b); err != nil {
		return Change{}, fmt.Errorf("journal: decode: %w: %w", ErrMalformed, err)
	}
	if b.Version < 1 {
		return Change{}, fmt.Errorf("journal: decode: %w: body version %d", ErrMalformed, b.Version)
	}
	b.Supersedes = Union(b.Supersedes)
	if err := b.Check(); err != nil {
		return Change{}, fmt.Errorf("journal: decode %s: %w", b.ID, err)
	}
	return b.Change, nil
}

// Hash is the SHA-256 of a body as made or received: two changes of one id are the same when their hashes are.
func Hash(body []byte) [sha256.Size]byte { return sha256.Sum256(body) }
