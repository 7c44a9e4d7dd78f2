package ledger

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"io"
	"time"

	"github.com/google/uuid"

	"plumbline/sync/wire"
)

// macBytes is how much of a message authentication code is kept: 128 bits.
const macBytes = 16

// mac authenticates parts of fixed length under the tenant's secret, for one purpose.
func (l *Ledger) mac(purpose string, parts ...[]byte) []byte {
	h := hmac.New(sha256.New, l.secret)
	h.Write([]byte(purpose + "\n"))
	for _, part := range parts {
		h.Write(part)
	}
	return h.Sum(nil)[:macBytes]
}

// nonceLife is how long a nonce can be used.
const nonceLife = 2 * time.Minute

const nonceBytes = 8 + 16 + macBytes

// nonce makes a nonce that any process over the same store recognises.
func (l *Ledger) nonce() ([]byte, error) {
	n := make([]byte, 8+16, nonceBytes)
	binary.BigEndian.PutUint64(n, uint64(l.now().UnixMilli()))
	if _, err := io.ReadFull(l.env.Rand, n[8:]); err != nil {
		return nil, err
	}
	return append(n, l.mac("nonce", n)...), nil
}

// nonceExpiry returns when a nonce that this centre made expires; false when it has, or when it is another's.
func (l *Ledger) nonceExpiry(n []byte) (time.Time, bool) {
	if len(n) != nonceBytes || !hmac.Equal(n[8+16:], l.mac("nonce", n[:8+16])) {
		return time.Time{}, false
	}
	made := time.UnixMilli(int64(binary.BigEndian.Uint64(n))).UTC()
	expires := made.Add(nonceLife)
	return expires, expires.After(l.now())
}

// The kinds of receipts.
const (
	receiptBegan = "b" // the change was in the log, and began its record
	receiptTaken = "t" // it was in the log
	receiptHeld  = "h" // it was held
)

// receipt is the centre's mark that it had a body from an account. After a restore it lets any laptop bring the body
// back, and nobody make one up.
func (l *Ledger) receipt(kind string, id uuid.UUID, hash wire.Hash, account uuid.UUID) string {
	return kind + base64.RawURLEncoding.EncodeToString(l.mac("receipt-"+kind, id[:], hash[:], account[:]))
}

// receiptKind returns the kind of a receipt; false when this centre did not give it for that change.
func (l *Ledger) receiptKind(p wire.Pushed) (string, bool) {
	for _, kind := range []string{receiptBegan, receiptTaken, receiptHeld} {
		if hmac.Equal([]byte(p.Receipt), []byte(l.receipt(kind, p.ID, p.Hash, p.Account))) {
			return kind, true
		}
	}
	return "", false
}
