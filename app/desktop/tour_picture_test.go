package desktop

import (
	"encoding/binary"
	"image/color"
	"os"
	"path/filepath"
	"testing"
)

// dump is a window dump of 2 by 1 pixels, changed before it is written.
func dump(change func(header []uint32) []uint32) []byte {
	header := make([]uint32, 25)
	header[0], header[1], header[4], header[5], header[11], header[12], header[19] = 104, 7, 2, 1, 32, 8, 1
	var out []byte
	for _, field := range change(header) {
		out = binary.BigEndian.AppendUint32(out, field)
	}
	out = append(out, make([]byte, 4+12)...) // the window's name and a colour map of one
	return append(out, 0x5B, 0x5F, 0x0B, 0, 0xFF, 0xFF, 0xFF, 0)
}

func TestReadScreen(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func([]uint32) []uint32
		ok     bool
	}{
		{"as Xvfb writes it", func(h []uint32) []uint32 { return h }, true},
		{"another version", func(h []uint32) []uint32 { h[1] = 6; return h }, false},
		{"16 bits for a pixel", func(h []uint32) []uint32 { h[11] = 16; return h }, false},
		{"rows that overlap", func(h []uint32) []uint32 { h[12] = 4; return h }, false},
		{"more rows than there are", func(h []uint32) []uint32 { h[5] = 2; return h }, false},
		{"cut off", func(h []uint32) []uint32 { return h[:4] }, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "screen")
			if err := os.WriteFile(file, dump(c.change), 0o600); err != nil {
				t.Fatal(err)
			}
			img, err := readScreen(file)
			if (err == nil) != c.ok {
				t.Fatalf("readScreen: %v", err)
			}
			if err != nil {
				return
			}
			if got := img.At(0, 0); got != (color.RGBA{0x0B, 0x5F, 0x5B, 0xFF}) || blank(img) {
				t.Errorf("the first pixel is %v", got)
			}
		})
	}
}
