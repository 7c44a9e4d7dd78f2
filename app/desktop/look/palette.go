package look

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// The colours by meaning. Those that the toolkit's own widgets know keep the toolkit's name.
const (
	Paper     = theme.ColorNameBackground          // behind everything
	Surface   = theme.ColorNameInputBackground     // fields and cards
	Ink       = theme.ColorNameForeground          // text
	Quiet     = theme.ColorNamePlaceHolder         // second text
	Line      = theme.ColorNameSeparator           // separators
	FieldLine = theme.ColorNameInputBorder         // edges of fields
	Accent    = theme.ColorNamePrimary             // chosen, main button
	OnAccent  = theme.ColorNameForegroundOnPrimary // text on Accent
	Alarm     = theme.ColorNameError               // errors, and what is late

	Pane       fyne.ThemeColorName = "plumbline.pane"       // side panes
	AccentSoft fyne.ThemeColorName = "plumbline.accentSoft" // chosen background
	FocusRing  fyne.ThemeColorName = "plumbline.focusRing"  // round what the keyboard is in
	Rail       fyne.ThemeColorName = "plumbline.rail"       // the rail of places
	OnRail     fyne.ThemeColorName = "plumbline.onRail"     // text on Rail and RailChosen
	RailChosen fyne.ThemeColorName = "plumbline.railChosen" // the place one is in
	Note       fyne.ThemeColorName = "plumbline.note"       // background of a gentle warning
	NoteLine   fyne.ThemeColorName = "plumbline.noteLine"   // edge of a gentle warning
	AlarmSoft  fyne.ThemeColorName = "plumbline.alarmSoft"  // background of a safety panel

	Outstanding         fyne.ThemeColorName = "plumbline.outstanding"
	Good                fyne.ThemeColorName = "plumbline.good"
	RequiresImprovement fyne.ThemeColorName = "plumbline.requiresImprovement"
	Inadequate          fyne.ThemeColorName = "plumbline.inadequate"
	OnTone              fyne.ThemeColorName = "plumbline.onTone" // letters on a grade's colour
)

// hex is an opaque colour as 0xRRGGBB.
func hex(rgb uint32) color.NRGBA {
	return color.NRGBA{R: uint8(rgb >> 16), G: uint8(rgb >> 8), B: uint8(rgb), A: 0xFF}
}

// fade gives a colour an opacity of a/255.
func fade(rgb uint32, a uint8) color.NRGBA {
	c := hex(rgb)
	c.A = a
	return c
}

type palette map[fyne.ThemeColorName]color.NRGBA

func lightPalette() palette {
	return palette{
		Paper: hex(0xF6F5F1), Surface: hex(0xFFFFFF), Pane: hex(0xFBFAF7), Ink: hex(0x1B2726), Quiet: hex(0x55635F),
		Line: hex(0xDDD9D0), FieldLine: hex(0x7F8C89), FocusRing: hex(0xB45309),
		Accent: hex(0x0B5F5B), OnAccent: hex(0xFFFFFF), AccentSoft: hex(0xE3F0EE),
		Rail: hex(0x0B5F5B), OnRail: hex(0xFFFFFF), RailChosen: hex(0x2B7571),
		Note: hex(0xFBF1DF), NoteLine: hex(0x8A5300), Alarm: hex(0x9B1C2B), AlarmSoft: hex(0xFBE9EA),
		Outstanding: hex(0x1F4E9E), Good: hex(0x1E6B3C), RequiresImprovement: hex(0x8A5300), Inadequate: hex(0x9B1C2B),
		OnTone: hex(0xFFFFFF),

		theme.ColorNameHover: fade(0x0B5F5B, 0x14), theme.ColorNamePressed: fade(0x0B5F5B, 0x2A),
		theme.ColorNameSelection: fade(0x0B5F5B, 0x40), theme.ColorNameShadow: fade(0x1B2726, 0x30),
		theme.ColorNameScrollBar: fade(0x55635F, 0xA0),
	}
}

func darkPalette() palette {
	return palette{
		Paper: hex(0x141A19), Surface: hex(0x1E2625), Pane: hex(0x191F1E), Ink: hex(0xE8ECEA), Quiet: hex(0xA9B5B1),
		Line: hex(0x35403E), FieldLine: hex(0x8A9794), FocusRing: hex(0xF2A04A),
		Accent: hex(0x6CC5BD), OnAccent: hex(0x08201E), AccentSoft: hex(0x17403D),
		Rail: hex(0x0A3F3C), OnRail: hex(0xFFFFFF), RailChosen: hex(0x1B5A56),
		Note: hex(0x3A2E17), NoteLine: hex(0xE6B05E), Alarm: hex(0xF2919B), AlarmSoft: hex(0x43191F),
		Outstanding: hex(0x8DB4F5), Good: hex(0x7CCB96), RequiresImprovement: hex(0xE6B05E), Inadequate: hex(0xF2919B),
		OnTone: hex(0x141A19),

		theme.ColorNameHover: fade(0x6CC5BD, 0x1E), theme.ColorNamePressed: fade(0x6CC5BD, 0x38),
		theme.ColorNameSelection: fade(0x6CC5BD, 0x50), theme.ColorNameShadow: fade(0x000000, 0x80),
		theme.ColorNameScrollBar: fade(0xA9B5B1, 0xA0),
	}
}

// dimPalette is the dark one with hardly any light behind and less in front; what has to be read can still be read.
func dimPalette() palette {
	dim := darkPalette()
	for name, c := range dim {
		percent := uint16(76)
		switch name {
		case Paper, Surface, Pane, AccentSoft, Note, AlarmSoft, Rail, RailChosen, OnAccent, OnTone:
			percent = 35
		}
		part := func(p uint8) uint8 { return uint8(uint16(p) * percent / 100) }
		dim[name] = color.NRGBA{R: part(c.R), G: part(c.G), B: part(c.B), A: c.A}
	}
	return dim
}

// meaning names the colour of ours that one of the toolkit's names stands for; a name of ours stands for itself.
func meaning(name fyne.ThemeColorName) fyne.ThemeColorName {
	switch name {
	case theme.ColorNameDisabled: // still to be read, so never paler than quiet
		return Quiet
	case theme.ColorNameButton, theme.ColorNameMenuBackground, theme.ColorNameOverlayBackground:
		return Surface
	case theme.ColorNameDisabledButton, theme.ColorNameHeaderBackground, theme.ColorNameScrollBarBackground:
		return Pane
	case theme.ColorNameFocus:
		return AccentSoft
	case theme.ColorNameHyperlink:
		return Accent
	case theme.ColorNameSuccess:
		return Good
	case theme.ColorNameWarning:
		return RequiresImprovement
	case theme.ColorNameForegroundOnError, theme.ColorNameForegroundOnSuccess, theme.ColorNameForegroundOnWarning:
		return OnTone
	case theme.ColorNameInnerWindowBorder, theme.ColorNameInnerWindowBorderInactive:
		return Line
	default:
		return name
	}
}
