package seal

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"golang.org/x/crypto/argon2"
)

// vectors are the test vectors of the specification, by name.
type vectors struct {
	*testing.T
	page    string            // the specification
	values  map[string]string // in hexadecimal
	checked map[string]bool
}

func readVectors(t *testing.T) *vectors {
	t.Helper()
	page, err := os.ReadFile(filepath.Join("..", "..", "docs", "seal-format.md"))
	if err != nil {
		t.Fatal(err)
	}
	block := regexp.MustCompile("(?s)```vectors\n(.*?)```").FindSubmatch(page)
	if block == nil {
		t.Fatal("the specification has no vectors")
	}
	v := &vectors{T: t, page: string(page), values: map[string]string{}, checked: map[string]bool{}}
	for line := range strings.Lines(string(block[1])) {
		name, value, _ := strings.Cut(line, " = ")
		v.values[strings.TrimSpace(name)] = strings.TrimSpace(value)
	}
	return v
}

// given is a vector that others are made from.
func (v *vectors) given(name string) []byte {
	v.Helper()
	v.checked[name] = true
	b, err := hex.DecodeString(v.values[name])
	if err != nil || len(b) == 0 {
		v.Fatalf("vector %q is %q: %v", name, v.values[name], err)
	}
	return b
}

func (v *vectors) check(name string, got []byte) {
	v.Helper()
	v.checked[name] = true
	want := v.values[name]
	if sum := sha256.Sum256(got); hex.EncodeToString(got) != want && "sha-256 "+hex.EncodeToString(sum[:]) != want {
		v.Errorf("%s: %x, want %s", name, got, want)
	}
}

// TestVectors checks that the code does what the specification says, and that no vector is there for nothing.
func TestVectors(t *testing.T) {
	v := readVectors(t)
	v.checkKeys()
	w := v.checkWrap()
	v.checkRecords(w.Vault)
	for name := range v.values {
		if !v.checked[name] {
			t.Errorf("vector %q is not checked", name)
		}
	}
}

func (v *vectors) checkKeys() {
	words, salt := v.given("passphrase before NFC"), v.given("salt")
	v.check("passphrase", canonical(words))
	for _, cost := range []Cost{testCost(), floorCost()} {
		name := fmt.Sprintf("hash, m=%d t=%d p=%d", cost.Memory, cost.Passes, cost.Threads)
		v.check(name, argon2.IDKey(v.given("passphrase"), salt, cost.Passes, cost.Memory, cost.Threads, keySize))
	}
	wrapKey, err := passphraseKey(words, salt, testCost())
	if err != nil {
		v.Fatal(err)
	}
	v.check("wrap key, m=64 t=1 p=1", wrapKey)
	pageKey, err := subkey(v.given("data key"), "pages")
	if err != nil {
		v.Fatal(err)
	}
	v.check("page key", pageKey)
}

func (v *vectors) checkWrap() wrap {
	w := wrap{
		Version: formatVersion, Vault: uuid.UUID(v.given("vault")), Device: uuid.UUID(v.given("device")),
		Created: time.Date(2026, 11, 23, 9, 30, 0, 0, time.UTC),
	}
	source := bytes.NewReader(append(v.given("salt"), v.given("nonce of wrapped")...))
	if err := w.lock(v.given("data key"), v.given("passphrase"), testCost(), source); err != nil {
		v.Fatal(err)
	}
	v.check("wrapped", w.Wrapped)
	v.check("sum", w.Sum)
	if binding := string(w.binding()); !strings.Contains(v.page, "```\n"+binding+"```") {
		v.Errorf("the binding is not the specification's:\n%s", binding)
	}
	return w
}

func (v *vectors) checkRecords(vault uuid.UUID) {
	for _, r := range []struct {
		kind     recordKind
		position uint64
		size     int
	}{{kindPage, 1, 4056}, {kindPage, 258, 4056}, {kindLogHeader, 0, 32}, {kindFrameHeader, 5, 24}, {kindFramePage, 5, 4056}} {
		s, err := newSealer(v.given("page key"), vault, bytes.NewReader(v.given("nonce of records")))
		if err != nil {
			v.Fatal(err)
		}
		record := make([]byte, r.size+recordOverhead)
		for i := range r.size {
			record[i] = byte(i % 251)
		}
		if err := s.seal(r.kind, r.position, record); err != nil {
			v.Fatal(err)
		}
		v.check(fmt.Sprintf("kind %d, position %d", r.kind, r.position), record)
	}
}

// TestFormat1 opens a vault that the first version of the format was written with.
func TestFormat1(t *testing.T) {
	dir := t.TempDir()
	copyVault(t, filepath.Join("testdata", "format-1"), dir)
	v := mustOpen(t, dir)
	defer mustClose(t, v)
	var text string
	err := v.Reader().QueryRow(`SELECT group_concat(text, ', ' ORDER BY id) FROM note`).Scan(&text)
	if err != nil || text != "in the database, in the log" {
		t.Errorf("notes %q, %v", text, err)
	}
}
