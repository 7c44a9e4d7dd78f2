package seal

// Strength is a judgement of a passphrase.
type Strength struct {
	Level   int // 0, none, to 4, very strong
	Reasons []Reason
}

// Reason says why a passphrase may not be used.
type Reason int

// TooShort is fewer than 12 characters.
const TooShort Reason = iota

// OK reports whether the passphrase may be used.
func (s Strength) OK() bool { return len(s.Reasons) == 0 }

// Judge judges a passphrase.
func Judge(passphrase []byte) Strength {
	if len(passphrase) < 12 {
		return Strength{Reasons: []Reason{TooShort}}
	}
	return Strength{Level: 3}
}
