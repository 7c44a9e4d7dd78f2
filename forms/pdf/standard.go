package pdf

import (
	"fmt"

	"plumbline/assets"
)

// Standard makes a writer with the fonts that the program comes with.
func Standard() (*Writer, error) {
	var fonts Fonts
	for _, f := range []struct {
		face assets.Face
		into *[]byte
	}{
		{assets.Regular, &fonts.Regular}, {assets.Bold, &fonts.Bold}, {assets.Italic, &fonts.Italic}, {assets.BoldItalic, &fonts.BoldItalic},
	} {
		file, err := assets.Font(f.face)
		if err != nil {
			return nil, fmt.Errorf("pdf: fonts of the program: %w", err)
		}
		*f.into = file
	}
	return NewWriter(fonts)
}
