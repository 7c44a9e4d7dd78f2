package xpath_test

import (
	"bytes"
	"crypto/ed25519"
	"encoding/base64"
	"testing"
)

// expressions are a table of expressions and their texts at the document element.
type expressions []struct{ name, src, want string }

func (rows expressions) run(t *testing.T, source string) {
	t.Helper()
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			if got := evaluate(t, source, row.src); got != row.want {
				t.Errorf("%s: got %q, want %q", row.src, got, row.want)
			}
		})
	}
}

func TestTexts(t *testing.T) {
	expressions{
		{"string of the context node", "string(a)", "Ann"},
		{"string of a set is that of its first node", "string(r/x)", "1"},
		{"string of NaN is blank", "string(number('x'))", ""},
		{"concat of nothing", "concat()", ""},
		{"concat takes all nodes", "concat(r/x, '!')", "123!"},
		{"concat of NaN", "concat('a', number(''), 'b')", "ab"},
		{"join takes all nodes", "join('-', r/x, 'z')", "1-2-3-z"},
		{"join keeps blanks", "join(' ', 'a', '', 'b')", "a  b"},
		{"join of one choice of sets", "join(',', if(true(), r/x, 'n'))", "1,2,3"},
		{"contains", "contains('supervision', 'vis')", "true"},
		{"contains nothing", "contains('a', '')", "true"},
		{"starts", "starts-with('ward', 'wa')", "true"},
		{"ends", "ends-with('ward', 'wa')", "false"},
		{"white space", "normalize-space('  a \n b  ')", "a b"},
		{"no-break space stays", "normalize-space('a\u00a0b')", "a\u00a0b"},
		{"length in characters", "string-length('Zoë 😀')", "5"},
		{"length of a node", "string-length(a)", "3"},
		{"translate", "translate('bar', 'abc', 'AB')", "BAr"},
		{"translate takes the first of two", "translate('a', 'aa', 'xy')", "x"},
		{"substr", "substr('hello', 1, 4)", "ell"},
		{"substr from the end", "substr('hello', -2)", "lo"},
		{"substr to the end", "substr('hello', 0, -1)", "hell"},
		{"substr of characters", "substr('Zoë!', 2, 3)", "ë"},
		{"substr beyond", "substr('hello', -9, 99)", "hello"},
		{"substr backwards", "substr('hello', 4, 2)", ""},
		{"substr of no number", "substr('hello', 'x')", ""},
		{"substr to no number", "substr('hello', 1, 'x')", ""},
		{"substr cuts fractions off", "concat(substr('hello', -1.5), substr('hello', 1.9, -1.5), substr('hello', -0.5, 1))", "oellh"},
		{"substr to infinity", "substr('hello', -1 div 0, 1 div 0)", "hello"},
		{"substring", "substring('12345', 2, 3)", "234"},
		{"substring rounds", "substring('12345', 1.5, 2.6)", "234"},
		{"substring from before", "substring('12345', 0, 3)", "12"},
		{"substring without end", "substring('12345', -42, 1 div 0)", "12345"},
		{"substring of nothing", "substring('12345', -1 div 0, 1 div 0)", ""},
		{"before", "substring-before('1999/04/01', '/')", "1999"},
		{"before what is not there", "substring-before('1999', '/')", ""},
		{"after", "substring-after('1999/04/01', '/')", "04/01"},
		{"after nothing", "substring-after('abc', '')", "abc"},
	}.run(t, "<data><a>Ann</a><r><x>1</x></r><r><x>2</x></r><r><x>3</x></r></data>")
}

func TestRegex(t *testing.T) {
	expressions{
		{"whole text", "regex('12345', '[0-9]+')", "true"},
		{"not a part", "regex('a12345', '[0-9]+')", "false"},
		{"anchors", "regex('12345', '^[0-9]+$')", "true"},
		{"choices", "regex('ab', 'a|b')", "false"},
		{"escapes of JavaScript", `regex('Ä/b', '\u00c4\/b')`, "true"},
		{"letters", `regex('Zoë', '\p{L}+')`, "true"},
		{"a point is no new line", "regex('a\nb', 'a.b')", "false"},
		{"worked out", "regex('12', concat('[0-9]', '{2}'))", "true"},
		{"worked out, wrong", "regex('12', concat('[', '0'))", "false"},
		{"worked out from answers", "count(p[regex('x1', .)])", "1"},
	}.run(t, "<data><p>x.</p><p>y.</p><p>[</p></data>")
}

func TestCiphers(t *testing.T) {
	expressions{
		{"MD5", "digest('abc', 'MD5', 'hex')", "900150983cd24fb0d6963f7d28e17f72"},
		{"SHA-1", "digest('abc', 'SHA-1')", "qZk+NkcGgWq6PiVxeFDCbJzQ2J0="},
		{"SHA-256", "digest('abc', 'SHA-256')", "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="},
		{"worked out, unknown", "digest('abc', concat('sha', '-256'))", ""},
		{"base64", "base64-decode('w6nDqMOx')", "éèñ"},
		{"base64 without padding", "base64-decode('w6k')", "é"},
		{"base64 with white space", "base64-decode('w6 k= ')", "é"},
		{"too much padding", "base64-decode('YQ===')", ""},
		{"not base64", "base64-decode('w6k_')", ""},
		{"base64 of other bytes than texts have", "base64-decode('//9h')", "\uFFFD\uFFFDa"},
		{"no encoding that is known", "digest('abc', 'MD5', concat('h', 'ax'))", ""},
		{"encoding worked out", "digest('', 'MD5', concat('h', 'ex'))", "d41d8cd98f00b204e9800998ecf8427e"},
		{"uuid", "string-length(uuid())", "36"},
		{"random text", "uuid(4)", "ffff"},
		{"of no length", "uuid(/nonsense)", ""},
	}.run(t, "<data/>")
}

func TestSignedTexts(t *testing.T) {
	signer := ed25519.NewKeyFromSeed(make([]byte, ed25519.SeedSize))
	encode := base64.StdEncoding.EncodeToString
	key := encode(signer.Public().(ed25519.PublicKey))
	other := encode(ed25519.NewKeyFromSeed(bytes.Repeat([]byte{1}, ed25519.SeedSize)).Public().(ed25519.PublicKey))
	signature := ed25519.Sign(signer, []byte("hello"))
	signed, altered := encode(append(signature, "hello"...)), encode(append(signature, "hullo"...))
	expressions{
		{"signed", "extract-signed('" + signed + "', '" + key + "')", "hello"},
		{"altered", "extract-signed('" + altered + "', '" + key + "')", ""},
		{"by another", "extract-signed('" + signed + "', '" + other + "')", ""},
		{"not signed", "extract-signed('aGVsbG8=', '" + key + "')", ""},
		{"no key", "extract-signed('" + signed + "', 'x')", ""},
	}.run(t, "<data/>")
}
