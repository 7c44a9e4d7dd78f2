package cli

import (
	"io"
	"strings"

	"github.com/yeqown/go-qrcode/v2"
)

// drawQR draws a QR code of a text in characters, two rows of modules to a line, dark on light whatever the terminal's
// colours are, within the quiet zone of four modules that ISO/IEC 18004 asks for.
func drawQR(w io.Writer, text string) error {
	code, err := qrcode.NewWith(text, qrcode.WithErrorCorrectionLevel(qrcode.ErrorCorrectionMedium))
	if err != nil {
		return err
	}
	return code.Save(qrWriter{w})
}

type qrWriter struct{ to io.Writer }

// Close implements qrcode.Writer.
func (qrWriter) Close() error { return nil }

const quietZone = 4

// Write implements qrcode.Writer.
func (w qrWriter) Write(m qrcode.Matrix) error {
	side := m.Width() + 2*quietZone
	dark := make([][]bool, side+1)
	for y := range dark {
		dark[y] = make([]bool, side)
	}
	m.Iterate(qrcode.IterDirection_ROW, func(x, y int, v qrcode.QRValue) { dark[y+quietZone][x+quietZone] = v.IsSet() })
	var out strings.Builder
	for y := 0; y < side; y += 2 {
		out.WriteString("\x1b[30;107m")
		for x := range side {
			out.WriteString(halves(dark[y][x], dark[y+1][x]))
		}
		out.WriteString("\x1b[0m\n")
	}
	_, err := io.WriteString(w.to, out.String())
	return err
}

func halves(upper, lower bool) string {
	switch {
	case upper && lower:
		return "█"
	case upper:
		return "▀"
	case lower:
		return "▄"
	default:
		return " "
	}
}
