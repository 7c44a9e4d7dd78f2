package desktop

import (
	"fyne.io/fyne/v2"

	"plumbline/app/desktop/look"
)

// Appearance is how a person wants the window to look.
type Appearance struct {
	Mode    look.Mode
	Percent int // size of text and space, 100 to 200
}

// wardrobe keeps the appearance in the program's preferences, which hold nothing else, and puts it on.
type wardrobe struct{ app fyne.App }

const (
	prefMode    = "appearance.mode"
	prefPercent = "appearance.percent"
)

// now is the appearance chosen last; as the system has it, at 100 %, before any choice.
func (w wardrobe) now() Appearance {
	p := w.app.Preferences()
	return Appearance{
		Mode:    look.Mode(min(max(p.Int(prefMode), int(look.FollowSystem)), int(look.Dark))),
		Percent: min(max(p.IntWithFallback(prefPercent, 100), 100), 200),
	}
}

// wear puts an appearance on and keeps it for the next start.
func (w wardrobe) wear(a Appearance) error {
	if err := w.try(a); err != nil {
		return err
	}
	w.app.Preferences().SetInt(prefMode, int(a.Mode))
	w.app.Preferences().SetInt(prefPercent, a.Percent)
	return nil
}

// try puts an appearance on for this time.
func (w wardrobe) try(a Appearance) error {
	th, err := look.NewTheme(a.Mode, float32(a.Percent)/100)
	if err != nil {
		return err
	}
	w.app.Settings().SetTheme(th)
	return nil
}
