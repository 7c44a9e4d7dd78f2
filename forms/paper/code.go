package paper

import (
	"encoding/base32"
	"encoding/hex"
	"strings"

	"plumbline/forms"
)

// alphabet is that of Crockford's base 32: no letters that are taken for digits or make words.
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// codeLength is how long a code is. Five characters tell 33 million versions of forms apart.
const codeLength = 5

// Code is the code of a form's version as its sheets have it, such as "7K3QM": the beginning of the hash of its source, in
// characters that are not mistaken for each other. It is "" for a definition without a hash.
func Code(def *forms.Definition) string { return CodeOf(def.Hash) }

// CodeOf is the code of the version with a hash, in hexadecimal; "" for what is no hash.
func CodeOf(hash string) string {
	sum, err := hex.DecodeString(hash)
	if err != nil || len(sum) < codeLength {
		return ""
	}
	return base32.NewEncoding(alphabet).EncodeToString(sum[:codeLength])[:codeLength]
}

// ReadCode gives the code in what a person typed off a sheet: in either case, with or without the number of the page after
// it, O for 0 and I or L for 1. It is "" for what is no code.
func ReadCode(typed string) string {
	code, _, _ := strings.Cut(strings.ToUpper(strings.TrimSpace(typed)), "-")
	code = strings.NewReplacer("O", "0", "I", "1", "L", "1").Replace(code)
	if len(code) != codeLength || strings.Trim(code, alphabet) != "" {
		return ""
	}
	return code
}
