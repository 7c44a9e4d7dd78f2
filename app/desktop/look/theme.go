// Package look is how the window looks: one theme, and the small parts that every screen is made of.
//
// Sizes are pixels at 100 %, whole steps of four wherever a gap is meant; they reach the screen through Px, so that the
// theme's scale enlarges text and space alike. Colours are looked up by meaning each time an object is refreshed, never
// kept, so that a change of theme is seen at once. Everything here belongs to the toolkit's goroutine.
package look

import (
	"fmt"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"plumbline/assets"
)

// Mode says which palette a theme shows.
type Mode uint8

// The modes. FollowSystem shows what the desktop's own setting asks for.
const (
	FollowSystem Mode = iota
	Light
	Dark
	Dim // for a dark room: as Dark, and hardly bright
)

// The sizes of text, at 100 %.
const (
	SizeSmall    = theme.SizeNameCaptionText                  // 14
	SizeText     = theme.SizeNameText                         // 16
	SizeTitle    = fyne.ThemeSizeName("plumbline.titleText")  // 18
	SizeHeading2 = theme.SizeNameSubHeadingText               // 20
	SizeHeading1 = theme.SizeNameHeadingText                  // 26
	sizeUnit     = fyne.ThemeSizeName("plumbline.pixelScale") // 1
)

// The measures that parts share, in pixels at 100 %.
const (
	Target     = 40 // least height of anything to press
	FieldPad   = 12 // inside a field, at its sides
	RadiusPart = 6  // corners of fields and buttons
	RadiusCard = 8  // corners of cards
)

// Theme is the product's fyne.Theme. It does not change after NewTheme.
type Theme struct {
	mode        Mode
	scale       float32
	light, dark palette // dark is dim in a theme that is
	fonts       map[assets.Face]fyne.Resource
	fallback    fyne.Theme
}

// NewTheme makes a theme whose text and space are scale times as large as designed; 1 is 100 %, and anything below is
// taken as 1. It fails when a font is missing.
func NewTheme(mode Mode, scale float32) (*Theme, error) {
	t := &Theme{
		mode: mode, scale: max(scale, 1), light: lightPalette(), dark: darkPalette(),
		fonts: map[assets.Face]fyne.Resource{}, fallback: theme.DefaultTheme(),
	}
	if mode == Dim {
		t.dark = dimPalette()
	}
	for _, face := range []assets.Face{assets.Regular, assets.Italic, assets.SemiBold, assets.BoldItalic} {
		b, err := assets.Font(face)
		if err != nil {
			return nil, fmt.Errorf("look: theme: %w", err)
		}
		t.fonts[face] = fyne.NewStaticResource("AtkinsonHyperlegibleNext-"+string(face)+".ttf", b)
	}
	return t, nil
}

// Color looks a colour up by its meaning. The mode of the theme, unless it follows the system, overrules variant.
func (t *Theme) Color(name fyne.ThemeColorName, variant fyne.ThemeVariant) color.Color {
	dark := t.mode == Dark || t.mode == Dim || t.mode == FollowSystem && variant == theme.VariantDark
	colours := t.light
	if dark {
		colours, variant = t.dark, theme.VariantDark
	} else {
		variant = theme.VariantLight
	}
	if c, ok := colours[meaning(name)]; ok {
		return c
	}
	return t.fallback.Color(name, variant)
}

// Font returns the face for a style. Bold is the typeface's semi-bold, which reads better on screens; monospaced text
// and symbols are the toolkit's.
func (t *Theme) Font(s fyne.TextStyle) fyne.Resource {
	switch {
	case s.Monospace || s.Symbol:
		return t.fallback.Font(s)
	case s.Bold && s.Italic:
		return t.fonts[assets.BoldItalic]
	case s.Bold:
		return t.fonts[assets.SemiBold]
	case s.Italic:
		return t.fonts[assets.Italic]
	default:
		return t.fonts[assets.Regular]
	}
}

// Icon returns the toolkit's icon of that name, which takes this theme's colours.
func (t *Theme) Icon(name fyne.ThemeIconName) fyne.Resource { return t.fallback.Icon(name) }

// Size returns a size in pixels, scaled.
func (t *Theme) Size(name fyne.ThemeSizeName) float32 {
	if s, ok := designed(name); ok {
		return s * t.scale
	}
	return t.fallback.Size(name) * t.scale
}

func designed(name fyne.ThemeSizeName) (float32, bool) {
	switch name {
	case SizeSmall:
		return 14, true
	case SizeText:
		return 16, true
	case SizeTitle:
		return 18, true
	case SizeHeading2:
		return 20, true
	case SizeHeading1:
		return 26, true
	case sizeUnit, theme.SizeNameInputBorder:
		return 1, true
	case theme.SizeNameInnerPadding:
		return FieldPad, true
	case theme.SizeNameInputRadius, theme.SizeNameButtonRadius:
		return RadiusPart, true
	case theme.SizeNameCardRadius, theme.SizeNameDialogRadius, theme.SizeNamePopupRadius:
		return RadiusCard, true
	case theme.SizeNameScrollBarSmall:
		return 6, true
	default:
		return 0, false
	}
}

// Px turns pixels at 100 % into pixels under the theme in use.
func Px(n float32) float32 {
	if unit := theme.Size(sizeUnit); unit > 0 {
		return n * unit
	}
	return n // a theme that is not ours
}
