package desktop

import (
	"fyne.io/fyne/v2"

	"plumbline/app/desktop/look"
)

// glow makes the window dim, or its type big, for as long as one screen lasts.
type glow struct {
	chosen   func() Appearance // as the person has chosen it for the program
	dim, big bool
}

// bigger is how much larger big type is.
const bigger = 1.4

func (g *glow) toggleDim() error {
	g.dim = !g.dim
	return g.wear()
}

func (g *glow) toggleBig() error {
	g.big = !g.big
	return g.wear()
}

// end gives the window back the look that it had.
func (g *glow) end() error {
	if !g.dim && !g.big {
		return nil
	}
	g.dim, g.big = false, false
	return g.wear()
}

func (g *glow) wear() error {
	a := g.chosen()
	scale := float32(a.Percent) / 100
	if g.big {
		scale *= bigger
	}
	if g.dim {
		a.Mode = look.Dim
	}
	th, err := look.NewTheme(a.Mode, scale)
	if err != nil {
		return err
	}
	fyne.CurrentApp().Settings().SetTheme(th)
	return nil
}
