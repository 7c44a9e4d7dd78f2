package desktop

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
)

// newSearch is a box to search a list with. The hint says what one may type; changed is called after every change.
func newSearch(hint string, changed func()) *keyEntry {
	e := newKeyEntry("Search")
	e.SetPlaceHolder("Search: " + hint)
	e.OnChanged = func(string) { changed() }
	return e
}

// leadTo has Down and Enter go from a search box into its list, where anything is in that.
func (e *keyEntry) leadTo(host Host, list *rows) {
	e.key = func(k *fyne.KeyEvent) bool {
		down := k.Name == fyne.KeyDown || k.Name == fyne.KeyReturn || k.Name == fyne.KeyEnter
		if down && list.length() > 0 {
			host.Focus(list)
		}
		return down
	}
}

// hasWords reports whether a text has each word of a search, capitals aside.
func hasWords(text, search string) bool {
	text = strings.ToLower(text)
	return !slices.ContainsFunc(strings.Fields(strings.ToLower(search)), func(w string) bool { return !strings.Contains(text, w) })
}
