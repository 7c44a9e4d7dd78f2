package journal_test

import (
	"encoding/hex"
	"errors"
	"reflect"
	"strings"
	"testing"

	"github.com/google/uuid"
	"pgregory.net/rapid"

	"plumbline/sync/journal"
)

const known = `{"v":1,"id":"00000000-0000-0000-0000-000000000003","record":"00000000-0000-0000-0000-0000000003e8",` +
	`"path":"overall/reason","op":"set","value":"£ <é> \"quoted\"",` +
	`"supersedes":["00000000-0000-0000-0000-000000000001","00000000-0000-0000-0000-000000000002"],` +
	`"author":"R. Auditor","device":"00000000-0000-0000-0000-0000000007d0","dev_seq":3,` +
	`"txn":"00000000-0000-0000-0000-000000000bbb","hlc":"196608","form":"f0"}`

// TestBody holds the format: bodies are hashed and signed, so no version may write them differently.
func TestBody(t *testing.T) {
	c := change(3, "overall/reason", `£ <é> "quoted"`, 2, 1, 2)
	body, err := journal.Encode(c)
	if err != nil {
		t.Fatal(err)
	}
	if string(body) != known {
		t.Errorf("body\n%s\nwant\n%s", body, known)
	}
	hash := journal.Hash(body)
	if got := hex.EncodeToString(hash[:]); got != "c45fbed1dd93004a076736ed41581a5e1279f0b640bf8de5ae791db9225e2da9" {
		t.Errorf("hash %s", got)
	}
	if c.Supersedes[0] != id(2) {
		t.Error("Encode sorted its argument")
	}
}

func TestBodyRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := change(1, rapid.StringN(1, 40, -1).Draw(t, "path"), rapid.String().Draw(t, "value"), rapid.SliceOfN(rapid.IntRange(2, 9), 0, 4).Draw(t, "supersedes")...)
		c.HLC = journal.HLC(rapid.Int64().Draw(t, "hlc"))
		body, err := journal.Encode(c)
		if err != nil {
			t.Fatal(err)
		}
		back, err := journal.Decode(body)
		if err != nil {
			t.Fatal(err)
		}
		again, err := journal.Encode(back)
		if err != nil || string(again) != string(body) {
			t.Fatalf("%s, then %s (%v)", body, again, err)
		}
		if back.Value != c.Value || back.Path != c.Path || back.HLC != c.HLC {
			t.Fatalf("%+v, want %+v", back, c)
		}
	})
}

func TestDecodeFromNewerVersion(t *testing.T) {
	body := strings.Replace(known, `{"v":1,`, `{"v":7,"signed":{"by":"someone"},`, 1)
	body = strings.Replace(body, `"op":"set"`, `"op":"append"`, 1)
	c, err := journal.Decode([]byte(body))
	if err != nil {
		t.Fatal(err)
	}
	if c.Op != "append" || c.Path != "overall/reason" {
		t.Errorf("read as %+v", c)
	}
}

func TestMalformed(t *testing.T) {
	tests := []struct {
		name  string
		spoil func(*journal.Change)
	}{
		{"no id", func(c *journal.Change) { c.ID = uuid.Nil }},
		{"no record", func(c *journal.Change) { c.Record = uuid.Nil }},
		{"no device", func(c *journal.Change) { c.Device = uuid.Nil }},
		{"no transaction", func(c *journal.Change) { c.Txn = uuid.Nil }},
		{"no path", func(c *journal.Change) { c.Path = "" }},
		{"no operation", func(c *journal.Change) { c.Op = "" }},
		{"cleared with a value", func(c *journal.Change) { c.Op = journal.Clear }},
		{"device sequence nought", func(c *journal.Change) { c.DevSeq = 0 }},
		{"supersedes itself", func(c *journal.Change) { c.Supersedes = []uuid.UUID{c.ID} }},
		{"supersedes nothing", func(c *journal.Change) { c.Supersedes = []uuid.UUID{uuid.Nil} }},
		{"value not UTF-8", func(c *journal.Change) { c.Value = "\xff" }},
		{"path not UTF-8", func(c *journal.Change) { c.Path = "\xff" }},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := change(1, "a", "x")
			tt.spoil(&c)
			if _, err := journal.Encode(c); !errors.Is(err, journal.ErrMalformed) {
				t.Errorf("error %v", err)
			}
		})
	}
}

func TestDecodeMalformed(t *testing.T) {
	for name, body := range map[string]string{
		"empty":         "",
		"not JSON":      "{",
		"not an object": "[]",
		"two objects":   known + known,
		"no version":    strings.Replace(known, `"v":1,`, "", 1),
		"version 0":     strings.Replace(known, `"v":1,`, `"v":0,`, 1),
		"no id":         strings.Replace(known, `"id":`, `"other":`, 1),
		"bad id":        strings.Replace(known, "000003e8", "000003eX", 1),
		"clock a word":  strings.Replace(known, "196608", "noon", 1),
		"number value":  strings.Replace(known, `"op":"set"`, `"op":1`, 1),
	} {
		t.Run(name, func(t *testing.T) {
			if c, err := journal.Decode([]byte(body)); !errors.Is(err, journal.ErrMalformed) {
				t.Errorf("read as %+v, error %v", c, err)
			}
		})
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte(known))
	f.Add([]byte(strings.Replace(known, `"v":1`, `"v":2,"extra":[1,{}]`, 1)))
	f.Add([]byte(strings.Replace(known, `"op":"set","value":"£ <é> \"quoted\""`, `"op":"clear"`, 1)))
	f.Add([]byte(`{"v":1}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := journal.Decode(data)
		if err != nil {
			if !errors.Is(err, journal.ErrMalformed) {
				t.Fatalf("error %v", err)
			}
			return
		}
		body, err := journal.Encode(c)
		if err != nil {
			t.Fatalf("read, but not written: %v", err)
		}
		back, err := journal.Decode(body)
		if err != nil || !reflect.DeepEqual(back, c) {
			t.Fatalf("%+v, then %+v (%v)", c, back, err)
		}
	})
}
