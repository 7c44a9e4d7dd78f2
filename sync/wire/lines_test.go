package wire_test

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/google/uuid"
	"pgregory.net/rapid"

	"plumbline/sync/wire"
)

func TestReaderBounds(t *testing.T) {
	long := `{"change":{"body":"` + strings.Repeat("x", wire.LineBytes) + `"}}`
	for _, tt := range []struct {
		name, in string
		bounds   wire.Bounds
		lines    int
		code     wire.Code
	}{
		{"nothing", "", wire.Bounds{}, 0, ""},
		{"blank lines do not count", "\n\r\n{}\n\n{}\n", wire.Bounds{Lines: 2}, 2, ""},
		{"the last line may lack its end", "{}\n{}", wire.Bounds{}, 2, ""},
		{"a line of a newer kind", `{"poem":{"a":1}}` + "\n", wire.Bounds{}, 1, ""},
		{"one line too many", "{}\n{}\n{}\n", wire.Bounds{Lines: 2}, 2, wire.TooLarge},
		{"a million lines", strings.Repeat("{}\n", 1_000_000), wire.RequestBounds(), wire.RequestLines, wire.TooLarge},
		{"too many bytes", strings.Repeat(" ", 20) + "{}\n", wire.Bounds{Bytes: 10}, 0, wire.TooLarge},
		{"blank lines count as bytes", strings.Repeat("\n", 20), wire.Bounds{Bytes: 10}, 0, wire.TooLarge},
		{"a line that never ends", long, wire.Bounds{}, 0, wire.TooLarge},
		{"not JSON", "{}\nhello\n", wire.Bounds{}, 1, wire.Malformed},
		{"not an object", "7\n", wire.Bounds{}, 0, wire.Malformed},
		{"deeper than any message", strings.Repeat("[", 20_000) + "\n", wire.Bounds{}, 0, wire.Malformed},
		{"an id that is none", `{"change":{"id":"7"}}`, wire.Bounds{}, 0, wire.Malformed},
		{"a hash that is none", `{"change":{"hash":"zz"}}`, wire.Bounds{}, 0, wire.Malformed},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := wire.NewReader(strings.NewReader(tt.in), tt.bounds)
			n, err := 0, error(nil)
			for ; err == nil; n++ {
				err = r.Next(new(wire.PushLine))
			}
			if n--; n != tt.lines {
				t.Errorf("read %d lines, want %d", n, tt.lines)
			}
			var refusal *wire.Error
			if errors.As(err, &refusal) != (tt.code != "") || refusal != nil && refusal.Code != tt.code {
				t.Errorf("ended with %v, want %q", err, tt.code)
			}
		})
	}
}

func TestReadAllNeedsAnEnd(t *testing.T) {
	whole := `{"result":{"id":"` + uuid.NewString() + `","outcome":"ok"}}` + "\n" + `{"end":{"dev_seq":1}}` + "\n"
	isEnd := func(l wire.ResultLine) bool { return l.End != nil }
	for cut := range len(whole) + 1 {
		lines, err := wire.ReadAll(wire.NewReader(strings.NewReader(whole[:cut]), wire.Bounds{}), isEnd)
		switch complete := cut >= len(whole)-1; { // the end of the last line may be cut
		case complete && (err != nil || len(lines) != 2):
			t.Errorf("cut at %d: %d lines, %v", cut, len(lines), err)
		case !complete && err == nil:
			t.Errorf("cut at %d: taken as whole", cut)
		}
	}
}

// A body comes out as it went in, whatever it is made of.
func TestPropertyBodiesKeepTheirBytes(t *testing.T) {
	var packer wire.Packer
	rapid.Check(t, func(t *rapid.T) {
		body := rapid.String().Draw(t, "body")
		var wires bytes.Buffer
		packed, err := packer.Pack(&wires)
		if err != nil {
			t.Fatal(err)
		}
		sent := wire.Pushed{ID: uuid.New(), Hash: wire.HashOf(body), Body: body}
		if err := errors.Join(wire.NewWriter(packed).Write(wire.PushLine{Change: &sent}), packed.Close()); err != nil {
			t.Fatal(err)
		}
		unpacked, err := packer.Unpack(&wires)
		if err != nil {
			t.Fatal(err)
		}
		var got wire.PushLine
		if err := wire.NewReader(unpacked, wire.RequestBounds()).Next(&got); err != nil {
			t.Fatal(err)
		}
		if err := unpacked.Close(); err != nil {
			t.Fatal(err)
		}
		if *got.Change != sent {
			t.Fatalf("sent %+v, got %+v", sent, *got.Change)
		}
	})
}

func TestUnpackingABombEnds(t *testing.T) {
	var packer wire.Packer
	var bomb bytes.Buffer
	w, err := packer.Pack(&bomb)
	if err != nil {
		t.Fatal(err)
	}
	zeros := make([]byte, 1<<20)
	for range 256 {
		if _, err := w.Write(zeros); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	t.Logf("256 MiB in %d bytes", bomb.Len())
	unpacked, err := packer.Unpack(&bomb)
	if err != nil {
		t.Fatal(err)
	}
	err = wire.NewReader(unpacked, wire.RequestBounds()).Next(new(wire.PushLine))
	var refusal *wire.Error
	if !errors.As(err, &refusal) || refusal.Code != wire.TooLarge {
		t.Errorf("the bomb ended with %v", err)
	}
}

func FuzzReader(f *testing.F) {
	f.Add([]byte(`{"change":{"id":"0199aaaa-0000-7000-8000-000000000001","txn":"0199aaaa-0000-7000-8000-000000000002","dev_seq":1,"body":"{}"}}`))
	f.Add([]byte("{\"change\":null}\n\n{\"change\":{\"dev_seq\":-9223372036854775808}}"))
	f.Add([]byte(`{"change":{"body":"\ud800"}}`))
	f.Fuzz(func(t *testing.T, in []byte) {
		r := wire.NewReader(bytes.NewReader(in), wire.Bounds{Lines: 10, Bytes: 1 << 16})
		for range 11 {
			var line wire.PushLine
			err := r.Next(&line)
			var refusal *wire.Error
			switch {
			case errors.Is(err, io.EOF), errors.As(err, &refusal):
				return
			case err != nil:
				t.Fatalf("neither a line nor a refusal: %v", err)
			}
		}
		t.Fatal("more lines than the bound")
	})
}

// Whatever was unpacked before, the next message comes out whole.
func FuzzUnpack(f *testing.F) {
	f.Add([]byte{0x28, 0xb5, 0x2f, 0xfd})
	f.Add([]byte("plain"))
	var packer wire.Packer
	var good bytes.Buffer
	w, err := packer.Pack(&good)
	if err != nil {
		f.Fatal(err)
	}
	if err := errors.Join(wire.NewWriter(w).Write("words"), w.Close()); err != nil {
		f.Fatal(err)
	}
	unpack := func(t *testing.T, in []byte) string {
		unpacked, err := packer.Unpack(bytes.NewReader(in))
		if err != nil {
			return err.Error()
		}
		out, err := io.ReadAll(io.LimitReader(unpacked, 1<<20))
		if cerr := unpacked.Close(); cerr != nil {
			t.Fatal(cerr)
		}
		if err != nil {
			return err.Error()
		}
		return string(out)
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		unpack(t, in)
		if got := unpack(t, good.Bytes()); got != "\"words\"\n" {
			t.Fatalf("the next message came out as %q", got)
		}
	})
}
