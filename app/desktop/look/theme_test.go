package look_test

import (
	"fmt"
	"image/color"
	"math"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"plumbline/app/desktop/look"
)

// luminance is the relative luminance of WCAG 2.2.
func luminance(c color.Color) float64 {
	r, g, b, _ := c.RGBA()
	linear := func(v uint32) float64 {
		s := float64(v) / 0xFFFF
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(r) + 0.7152*linear(g) + 0.0722*linear(b)
}

func contrast(a, b color.Color) float64 {
	la, lb := luminance(a), luminance(b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

func TestContrast(t *testing.T) {
	grounds := []fyne.ThemeColorName{look.Paper, look.Surface, look.Pane, look.AccentSoft, look.Note, look.AlarmSoft}
	tones := []fyne.ThemeColorName{look.Outstanding, look.Good, look.RequiresImprovement, look.Inadequate, look.Quiet}
	tests := []struct {
		name   string
		fronts []fyne.ThemeColorName
		backs  []fyne.ThemeColorName
		least  float64 // 4.5 for text (1.4.3), 3 for the edges of parts (1.4.11)
	}{
		{"text", []fyne.ThemeColorName{look.Ink, look.Quiet, theme.ColorNameDisabled}, grounds, 4.5},
		{"accented text", []fyne.ThemeColorName{look.Accent, theme.ColorNameHyperlink}, grounds[:4], 4.5},
		{"alarm", []fyne.ThemeColorName{look.Alarm}, grounds, 4.5},
		{"grade words", tones, grounds[:4], 4.5},
		{"letters on grades", []fyne.ThemeColorName{look.OnTone}, tones, 4.5},
		{"main button", []fyne.ThemeColorName{look.OnAccent}, []fyne.ThemeColorName{look.Accent}, 4.5},
		{"rail", []fyne.ThemeColorName{look.OnRail}, []fyne.ThemeColorName{look.Rail, look.RailChosen}, 4.5},
		{"edges of fields", []fyne.ThemeColorName{look.FieldLine}, grounds[:3], 3},
		{"focus ring", []fyne.ThemeColorName{look.FocusRing}, grounds[:3], 3},
	}
	for _, mode := range []look.Mode{look.Light, look.Dark, look.Dim} {
		th, err := look.NewTheme(mode, 1)
		if err != nil {
			t.Fatal(err)
		}
		for _, tt := range tests {
			t.Run(fmt.Sprintf("mode %d, %s", mode, tt.name), func(t *testing.T) {
				for _, f := range tt.fronts {
					for _, b := range tt.backs {
						if got := contrast(th.Color(f, 0), th.Color(b, 0)); got < tt.least {
							t.Errorf("%s on %s: %.2f, want at least %.1f", f, b, got, tt.least)
						}
					}
				}
			})
		}
	}
}

func TestThemeFollowsTheSystemUnlessTold(t *testing.T) {
	tests := []struct {
		name    string
		mode    look.Mode
		variant fyne.ThemeVariant
		dark    bool
	}{
		{"system light", look.FollowSystem, theme.VariantLight, false},
		{"system dark", look.FollowSystem, theme.VariantDark, true},
		{"light in a dark system", look.Light, theme.VariantDark, false},
		{"dark in a light system", look.Dark, theme.VariantLight, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			th, err := look.NewTheme(tt.mode, 1)
			if err != nil {
				t.Fatal(err)
			}
			if got := luminance(th.Color(look.Paper, tt.variant)) < 0.5; got != tt.dark {
				t.Errorf("dark = %v, want %v", got, tt.dark)
			}
		})
	}
}

func TestThemeScalesTextAndSpace(t *testing.T) {
	for _, tt := range []struct {
		name        string
		scale, want float32
	}{{"as designed", 1, 16}, {"twice", 2, 32}, {"never smaller", 0.5, 16}} {
		t.Run(tt.name, func(t *testing.T) {
			th, err := look.NewTheme(look.Light, tt.scale)
			if err != nil {
				t.Fatal(err)
			}
			if got := th.Size(look.SizeText); got != tt.want {
				t.Errorf("text size = %v, want %v", got, tt.want)
			}
			if got := th.Size(theme.SizeNameInnerPadding); got != tt.want/16*look.FieldPad {
				t.Errorf("padding = %v", got)
			}
		})
	}
}
