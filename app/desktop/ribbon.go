package desktop

import "plumbline/app/desktop/look"

// newRibbon says, across the top of the window, that nothing here is about a real child.
func newRibbon() *band {
	return newBand(look.Note, "", look.NewInset(look.Insets{Top: 6, Right: 20, Bottom: 6, Left: 20},
		look.NewText("TRAINING · everyone here is invented · write nothing about a real child", look.SmallStrong).In(look.RequiresImprovement)))
}
