package xpath

import (
	"crypto/ed25519"
	"crypto/md5"  //nolint:gosec // forms name it; it protects nothing here
	"crypto/sha1" //nolint:gosec // forms name it; it protects nothing here
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"math"
	"strings"
)

func cipherFunctions() map[string]builtin {
	return map[string]builtin{
		"uuid":           {0, 1, buildUUID},
		"digest":         {2, 3, buildDigest},
		"base64-decode":  text1(base64Decode),
		"extract-signed": text2(extractSigned),
	}
}

// longestUUID bounds what uuid(n) makes.
const longestUUID = 1 << 12

// buildUUID makes a UUID, or a random text of as many letters and digits as the argument says.
func buildUUID(k *compiler, _ *call, args []code) (code, error) {
	k.volatile = true
	if len(args) == 0 {
		return textCode(func(c *Context) string { return c.World.UUID() }), nil
	}
	length := args[0].number
	return textCode(func(c *Context) string {
		n := length(c)
		if !(n >= 1 && n <= longestUUID) {
			c.Tell("uuid() makes texts of 1 to %d characters. Give it a number of them.", longestUUID)
			return ""
		}
		return randomText(c, int(n))
	}), nil
}

func randomText(c *Context, n int) string {
	const signs = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
	out := make([]byte, n)
	for i := range out {
		out[i] = signs[int(math.Min(c.World.Random()*float64(len(signs)), float64(len(signs)-1)))]
	}
	return string(out)
}

// buildDigest is digest(DATA, ALGORITHM, ENCODING?); the encoding is "base64" or "hex". One that is worked out and not
// known gives "", as an algorithm does.
func buildDigest(_ *compiler, e *call, args []code) (code, error) {
	if l, ok := e.args[1].(*literal); ok && digest(l.value.Text(), "") == nil {
		return code{}, mistake(l.pos, "digest() knows no algorithm %q. Write MD5, SHA-1, SHA-256, SHA-384 or SHA-512.", l.value.Text())
	}
	if len(args) == 3 {
		if l, ok := e.args[2].(*literal); ok && encoder(l.value.Text()) == nil {
			return code{}, mistake(l.pos, "digest() knows no encoding %q. Write base64 or hex.", l.value.Text())
		}
	}
	return textCode(func(c *Context) string {
		encode := base64.StdEncoding.EncodeToString
		if len(args) == 3 {
			if encode = encoder(args[2].text(c)); encode == nil {
				return ""
			}
		}
		return encode(digest(args[1].text(c), args[0].text(c)))
	}), nil
}

// encoder is nil for an encoding that is not known.
func encoder(name string) func([]byte) string {
	switch name {
	case "base64":
		return base64.StdEncoding.EncodeToString
	case "hex":
		return hex.EncodeToString
	default:
		return nil
	}
}

// digest is nil for an algorithm that is not known.
func digest(algorithm, data string) []byte {
	switch algorithm {
	case "MD5":
		sum := md5.Sum([]byte(data)) //nolint:gosec // see the import
		return sum[:]
	case "SHA-1":
		sum := sha1.Sum([]byte(data)) //nolint:gosec // see the import
		return sum[:]
	case "SHA-256":
		sum := sha256.Sum256([]byte(data))
		return sum[:]
	case "SHA-384":
		sum := sha512.Sum384([]byte(data))
		return sum[:]
	case "SHA-512":
		sum := sha512.Sum512([]byte(data))
		return sum[:]
	default:
		return nil
	}
}

// base64Decode gives "" for what is not base64. As in browsers, white space does not count and the padding may be left
// out.
func base64Decode(s string) string {
	s = strings.Join(strings.Fields(s), "")
	if len(s)%4 == 0 {
		s = strings.TrimSuffix(strings.TrimSuffix(s, "="), "=")
	}
	data, err := base64.RawStdEncoding.DecodeString(s)
	if err != nil {
		return ""
	}
	return string([]rune(string(data))) // every byte that is not UTF-8 becomes U+FFFD
}

// extractSigned gives the message that follows an Ed25519 signature of it, and "" when the signature is not by the key.
// Both arguments are in base64.
func extractSigned(contents, publicKey string) string {
	data, err := base64.StdEncoding.DecodeString(contents)
	if err != nil || len(data) < ed25519.SignatureSize {
		return ""
	}
	key, err := base64.StdEncoding.DecodeString(publicKey)
	if err != nil || len(key) != ed25519.PublicKeySize {
		return ""
	}
	message := data[ed25519.SignatureSize:]
	if !ed25519.Verify(key, message, data[:ed25519.SignatureSize]) {
		return ""
	}
	return strings.ToValidUTF8(string(message), "\uFFFD")
}
