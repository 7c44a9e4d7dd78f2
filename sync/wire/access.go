package wire

import (
	"encoding/base64"
	"strings"
	"time"

	"github.com/google/uuid"
)

// Hello is what anyone may know of a centre.
type Hello struct {
	Name     string    `json:"name"`
	Protocol Range     `json:"protocol"`
	Time     time.Time `json:"time"`
	Nonce    []byte    `json:"nonce"`
	Policy   Policy    `json:"policy"`
	Limits   Limits    `json:"limits"`
}

// Range is the versions that a centre speaks.
type Range struct {
	Min int `json:"min"`
	Max int `json:"max"`
}

// Policy is what the centre's administrators have laid down for laptops.
type Policy struct {
	OfflineLeaseDays int `json:"offline_lease_days"`
}

// Account is a person to the centre.
type Account struct {
	ID      uuid.UUID `json:"id"`
	Name    string    `json:"name"`
	Display string    `json:"display"`
	Role    string    `json:"role"`
	Scopes  []string  `json:"scopes,omitempty"`
	Active  bool      `json:"active"`
}

// EnrolRequest brings a device to an account by a one-time code.
type EnrolRequest struct {
	Code      string    `json:"code"`
	Device    uuid.UUID `json:"device"`
	PublicKey []byte    `json:"public_key"` // Ed25519
	Label     string    `json:"label"`
	App       string    `json:"app"`
	Signature []byte    `json:"signature"` // of EnrolMessage, by the device's key
}

// EnrolMessage is what a device signs to enrol.
func EnrolMessage(code string, device uuid.UUID, publicKey []byte) []byte {
	return signed("plumbline-enrol-1", NormalCode(code), device.String(), base64.StdEncoding.EncodeToString(publicKey))
}

// IncarnationRequest makes a copy of a device's database a device of its own.
type IncarnationRequest struct {
	Device    uuid.UUID `json:"device"` // the new one
	PublicKey []byte    `json:"public_key"`
	Label     string    `json:"label"`
	App       string    `json:"app"`
	Signature []byte    `json:"signature"` // of IncarnationMessage, by the new key
}

// IncarnationMessage is what a new incarnation signs.
func IncarnationMessage(old, device uuid.UUID, publicKey []byte) []byte {
	return signed("plumbline-incarnation-1", old.String(), device.String(), base64.StdEncoding.EncodeToString(publicKey))
}

// Enrolled answers EnrolRequest and IncarnationRequest.
type Enrolled struct {
	Device  uuid.UUID `json:"device"`
	Epoch   uuid.UUID `json:"epoch"`
	Account Account   `json:"account"`
}

// TokenRequest asks for an access token.
type TokenRequest struct {
	Device    uuid.UUID `json:"device"`
	Nonce     []byte    `json:"nonce"` // of Hello
	Signature []byte    `json:"signature"`
	App       string    `json:"app"`
}

// TokenMessage is what a device signs to have a token.
func TokenMessage(device uuid.UUID, nonce []byte) []byte {
	return signed("plumbline-token-1", device.String(), base64.StdEncoding.EncodeToString(nonce))
}

// Token is an access token and where the centre stands.
type Token struct {
	Token   string    `json:"token"`
	Expires time.Time `json:"expires"`
	Epoch   uuid.UUID `json:"epoch"`
	LastSeq int64     `json:"last_seq"`
	DevSeq  int64     `json:"dev_seq"`
	Account Account   `json:"account"`
}

func signed(lines ...string) []byte {
	return []byte(strings.Join(lines, "\n") + "\n")
}

// CodeDigits are the digits of enrolment codes: those of Crockford's base 32.
const CodeDigits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// CodeLength is the number of digits of an enrolment code, 60 bits.
const CodeLength = 12

// NormalCode brings a code as typed or scanned to the form in which it is hashed and signed.
func NormalCode(typed string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '-' || r == ' ' || r == '\t':
			return -1
		case 'a' <= r && r <= 'z':
			r += 'A' - 'a'
		}
		switch r {
		case 'O':
			return '0'
		case 'I', 'L':
			return '1'
		}
		return r
	}, typed)
}

// SpelledCode writes a code in groups of four, to be read aloud and typed.
func SpelledCode(code string) string {
	var groups []string
	for len(code) > 4 {
		groups, code = append(groups, code[:4]), code[4:]
	}
	return strings.Join(append(groups, code), "-")
}
