package seal

import (
	"bytes"
	"crypto/rand"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"
)

func newTestWrap(t testingT) wrap {
	t.Helper()
	w, err := newWrap(time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.lock(bytes.Repeat([]byte{7}, keySize), []byte(passphrase), testCost(), rand.Reader); err != nil {
		t.Fatal(err)
	}
	return w
}

func TestWrap(t *testing.T) {
	w := newTestWrap(t)
	data, err := w.encode()
	if err != nil {
		t.Fatal(err)
	}
	read, err := decodeWrap(data)
	if err != nil {
		t.Fatal(err)
	}
	dataKey, err := read.unlock([]byte(passphrase))
	if err != nil || !bytes.Equal(dataKey, bytes.Repeat([]byte{7}, keySize)) {
		t.Errorf("data key %x, %v", dataKey, err)
	}
	if _, err := read.unlock([]byte(another)); !errors.Is(err, ErrWrongPassphrase) {
		t.Errorf("wrong passphrase: %v", err)
	}
}

// TestDecodeWrap changes one thing in wrap.json.
func TestDecodeWrap(t *testing.T) {
	w := newTestWrap(t)
	for _, row := range []struct {
		name   string
		change func(*wrap)
		resum  bool // the one who changes it makes the checksum good
		want   error
	}{
		{"nothing", func(*wrap) {}, false, nil},
		{"version 0", func(w *wrap) { w.Version = 0 }, true, ErrDamaged},
		{"newer version", func(w *wrap) { w.Version = 2 }, false, ErrNewerFormat},
		{"vault", func(w *wrap) { w.Vault[0]++ }, false, ErrDamaged},
		{"device", func(w *wrap) { w.Device[0]++ }, false, ErrDamaged},
		{"time", func(w *wrap) { w.Created = w.Created.Add(time.Second) }, false, ErrDamaged},
		{"salt", func(w *wrap) { w.KDF.Salt = []byte("another salt") }, false, ErrDamaged},
		{"cost", func(w *wrap) { w.KDF.Passes++ }, false, ErrDamaged},
		{"wrapped key", func(w *wrap) { w.Wrapped = w.Wrapped[1:] }, true, ErrDamaged},
		{"sum", func(w *wrap) { w.Sum = nil }, false, ErrDamaged},
		{"memory beyond all reason", func(w *wrap) { w.KDF.Memory = 1 << 30 }, true, ErrDamaged},
		{"passes beyond all reason", func(w *wrap) { w.KDF.Passes = 1 << 30 }, true, ErrDamaged},
		{"no passes", func(w *wrap) { w.KDF.Passes = 0 }, true, ErrDamaged},
		{"no threads", func(w *wrap) { w.KDF.Threads = 0 }, true, ErrDamaged},
	} {
		t.Run(row.name, func(t *testing.T) {
			changed := w
			changed.KDF.Salt, changed.Wrapped = bytes.Clone(w.KDF.Salt), bytes.Clone(w.Wrapped)
			row.change(&changed)
			if row.resum {
				changed.Sum = changed.sum()
			}
			data, err := changed.encode()
			if err != nil {
				t.Fatal(err)
			}
			if _, err := decodeWrap(data); !errors.Is(err, row.want) {
				t.Errorf("error %v, want %v", err, row.want)
			}
		})
	}
}

// TestWrapIsBound makes the checksum good after each change: the tag on the key finds it all the same.
func TestWrapIsBound(t *testing.T) {
	w := newTestWrap(t)
	for name, change := range map[string]func(*wrap){
		"vault":  func(w *wrap) { w.Vault[0]++ },
		"device": func(w *wrap) { w.Device[0]++ },
		"time":   func(w *wrap) { w.Created = w.Created.Add(time.Second) },
		"salt":   func(w *wrap) { w.KDF.Salt = bytes.Repeat([]byte{1}, saltSize) },
		"cost":   func(w *wrap) { w.KDF.Memory *= 2 },
	} {
		t.Run(name, func(t *testing.T) {
			changed := w
			change(&changed)
			changed.Sum = changed.sum()
			if _, err := changed.unlock([]byte(passphrase)); !errors.Is(err, ErrWrongPassphrase) {
				t.Errorf("error %v", err)
			}
		})
	}
}

func TestCalibrate(t *testing.T) {
	for _, row := range []struct {
		name       string
		perMiBPass time.Duration // how long this machine takes for one pass over 1 MiB
		want       Cost
	}{
		{"slow", 3 * time.Millisecond, Cost{64 * 1024, 3, 4}},
		{"middling", 1500 * time.Microsecond, Cost{128 * 1024, 3, 4}},
		{"fast", 600 * time.Microsecond, Cost{128 * 1024, 6, 4}},
		{"no clock", 0, Cost{128 * 1024, 96, 4}},
	} {
		t.Run(row.name, func(t *testing.T) {
			took := func(c Cost) time.Duration { return row.perMiBPass * time.Duration(c.Memory/1024*c.Passes) }
			got := calibrate(took)
			if got != row.want || !got.reaches(floorCost()) {
				t.Errorf("%+v, want %+v", got, row.want)
			}
			if d := took(got); row.perMiBPass > 0 && (d < calibratedAtOnce || d > 2*calibratedAtOnce) {
				t.Errorf("an unlock takes %v", d)
			}
		})
	}
}

func FuzzDecodeWrap(f *testing.F) {
	w := newTestWrap(f)
	data, err := w.encode()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	f.Add([]byte(`{"v": 2}`))
	f.Add([]byte(strings.Replace(string(data), `"v": 1`, `"v": 1e0`, 1)))
	f.Add([]byte(`null`))
	f.Fuzz(func(t *testing.T, data []byte) {
		w, err := decodeWrap(data)
		if err != nil {
			if !errors.Is(err, ErrDamaged) && !errors.Is(err, ErrNewerFormat) {
				t.Errorf("error %v", err)
			}
			return
		}
		if w.KDF.Memory > 1024 { // deriving a key would take long
			return
		}
		if _, err := w.unlock([]byte(another)); !errors.Is(err, ErrWrongPassphrase) {
			t.Errorf("unlock: %v", err)
		}
		again, err := json.Marshal(w)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := decodeWrap(again); err != nil {
			t.Errorf("written again: %v", err)
		}
	})
}
