package workbench

import "plumbline/sync/seal"

// Verdict is what a face shows while a passphrase is chosen.
type Verdict struct {
	OK    bool   // it may be used
	Level int    // strength from 0, none, to 4, very strong
	Words string // why it may not be used, or how strong it is
}

// JudgePassphrase judges a passphrase as Create does. It costs little enough for every key press.
func JudgePassphrase(passphrase string) Verdict {
	s := seal.Judge([]byte(passphrase))
	return Verdict{OK: s.OK(), Level: s.Level, Words: s.Words()}
}
