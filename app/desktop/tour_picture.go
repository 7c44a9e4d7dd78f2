package desktop

import (
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/color"
	"os"
)

// framebufferVariable names the file in which a virtual display keeps its screen, as Xvfb does with -fbdir. It is read in
// place of the toolkit's own capture where it is set, for Mesa's software driver cannot read back what it shows.
const framebufferVariable = "PLUMBLINE_FRAMEBUFFER"

// errBlank says that a picture has one colour only, which no page of the window has.
var errBlank = errors.New("the picture is blank; set " + framebufferVariable + " on a virtual display")

// screenMost is the greatest width or height of a screen that is read.
const screenMost = 1 << 14

// readScreen reads an X window dump of the kind that Xvfb writes: 32 bits for a pixel, blue first.
func readScreen(path string) (image.Image, error) {
	content, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	const fields = 25 // of four bytes, big-endian, before the window's name
	if len(content) < 4*fields {
		return nil, fmt.Errorf("%s: too short for a window dump", path)
	}
	field := func(i int) int { return int(binary.BigEndian.Uint32(content[4*i:])) }
	width, height, bits, stride := field(4), field(5), field(11), field(12)
	start := field(0) + 12*field(19) // the header and the colour map
	if field(1) != 7 || bits != 32 || width > screenMost || height > screenMost || stride < 4*width || len(content) < start+stride*height {
		return nil, fmt.Errorf("%s: not a window dump of 32 bits for a pixel", path)
	}
	out := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			p := content[start+y*stride+4*x:]
			out.SetRGBA(x, y, color.RGBA{R: p[2], G: p[1], B: p[0], A: 0xFF})
		}
	}
	return out, nil
}

// blank reports whether a picture has one colour only.
func blank(img image.Image) bool {
	b := img.Bounds()
	first := img.At(b.Min.X, b.Min.Y)
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			if img.At(x, y) != first {
				return false
			}
		}
	}
	return true
}
