// Package assets holds what the program shows and prints with: fonts and icon, embedded so that nothing can be missing
// from an installation. It imports no toolkit, so that reports and the window share it.
package assets

import (
	"embed"
	"fmt"
)

//go:embed fonts
var files embed.FS

// Face is one style of the program's typeface, Atkinson Hyperlegible Next.
type Face string

// The styles.
const (
	Regular    Face = "Regular"
	Italic     Face = "Italic"
	SemiBold   Face = "SemiBold"
	Bold       Face = "Bold"
	BoldItalic Face = "BoldItalic"
)

// Font returns the TrueType file of a face. The caller does not change it. It fails only for a face that is not above.
func Font(f Face) ([]byte, error) {
	b, err := files.ReadFile("fonts/AtkinsonHyperlegibleNext-" + string(f) + ".ttf")
	if err != nil {
		return nil, fmt.Errorf("assets: font %q: %w", f, err)
	}
	return b, nil
}
