package desktop

import (
	"fmt"

	"fyne.io/fyne/v2"

	"plumbline/app/desktop/look"
)

// takenHead says at the head of a section how many of its answers are as last year and not yet confirmed, and confirms all
// of them at once.
type takenHead struct {
	content *fyne.Container
	words   *look.Text
	agree   *look.Button
}

func newTakenHead(agree func()) *takenHead {
	h := &takenHead{words: look.NewText("", look.Body), agree: look.NewButton("All of this section is still true", look.Secondary, agree)}
	h.content = look.NewInset(look.Insets{Top: 12}, look.NewBanner(look.NotePanel, "", "",
		look.NewColumn(8, h.words, look.NewFlow(12, h.agree))))
	h.content.Hide()
	return h
}

// show says how many there are, and reports whether rows moved.
func (h *takenHead) show(open int) (moved bool) {
	h.words.SetText(count(open, "answer here is from last year and not yet confirmed.", "answers here are from last year and not yet confirmed.") +
		" Ctrl+T in a question says that it is still true.")
	return visible(h.content, open > 0)
}

// takenWords say how many answers from last year are to be confirmed, or never were; "" for none.
func takenWords(open int, editable bool) string {
	switch {
	case open == 0:
		return ""
	case editable:
		return fmt.Sprintf("%d from last year to confirm", open)
	default:
		return fmt.Sprintf("%d from last year, not confirmed", open)
	}
}
