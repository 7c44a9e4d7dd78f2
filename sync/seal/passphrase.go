package seal

import (
	"unicode"
	"unicode/utf8"
)

const shortestPassphrase = 12 // characters, as Cyber Essentials asks of a password alone

// Strength is a judgement of a passphrase.
type Strength struct {
	Level   int      // from 0, none, to 4, very strong; at least 2 when it may be used
	Reasons []Reason // why it may not be used, the first to put right first; empty when it may
}

// OK reports whether the passphrase may be used.
func (s Strength) OK() bool { return len(s.Reasons) == 0 }

// Words says to the person who chooses the passphrase why it may not be used, or
// how strong it is.
func (s Strength) Words() string {
	switch {
	case !s.OK():
		return s.Reasons[0].String()
	case s.Level <= 2:
		return "Good enough. One more word would make it stronger."
	case s.Level == 3:
		return "Good. It would take years to guess."
	}
	return "Very good."
}

// Reason says why a passphrase may not be used.
type Reason int

const (
	TooShort    Reason = iota + 1 // fewer than 12 characters
	Common                        // mostly what many people use, or years
	Repeats                       // mostly the same again and again
	Sequences                     // mostly letters or digits in their order
	Keys                          // mostly keys that lie side by side
	Predictable                   // several of these
)

// String is a sentence for the person who chooses the passphrase, and what to do.
func (r Reason) String() string {
	switch r {
	case TooShort:
		return "Too short. Use at least 12 characters."
	case Common:
		return "Words and years that many people use are tried first. Use four or five unrelated words."
	case Repeats:
		return "It says the same again and again. Use four or five unrelated words."
	case Sequences:
		return "Letters or digits in their order are tried first. Use four or five unrelated words."
	case Keys:
		return "Keys that lie side by side are tried first. Use four or five unrelated words."
	}
	return "Too easy to guess. Use four or five unrelated words."
}

// levels are the bits, as estimate counts them, from which a passphrase has each
// level. Below the second a passphrase may not be used: what is left at half a
// second for each guess would be found in months by a few machines.
func levels() [4]float64 { return [4]float64{12, 26, 40, 56} }

// Judge judges a passphrase that somebody is about to choose. Length counts, not
// a mixture of characters. It costs little enough for every key press.
func Judge(passphrase []byte) Strength {
	text := normalise(passphrase)
	defer clear(text)
	bits, worst := estimate(text)
	var s Strength
	for _, least := range levels() {
		if bits >= least {
			s.Level++
		}
	}
	if len(text) < shortestPassphrase {
		s.Reasons = append(s.Reasons, TooShort)
		s.Level = min(s.Level, 1)
	} else if s.Level < 2 {
		s.Reasons = append(s.Reasons, worst)
	}
	return s
}

// normalise returns the characters that the key is derived from, in lower case.
// The caller wipes them.
func normalise(passphrase []byte) []rune {
	content := canonical(passphrase)
	defer clear(content)
	text := make([]rune, 0, len(content))
	for rest := content; len(rest) > 0; {
		r, size := utf8.DecodeRune(rest)
		text = append(text, unicode.ToLower(r))
		rest = rest[size:]
	}
	return text
}
